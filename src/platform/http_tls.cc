#include "platform/http_tls.h"

#include <array>
#include <stdexcept>
#include <utility>

#include <boost/asio/post.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/write.hpp>

namespace hd::platform {

class TlsSettings {
 public:
  boost::asio::ssl::context context{boost::asio::ssl::context::tls_server};
};

namespace {

namespace asio = boost::asio;
using ErrorCode = boost::system::error_code;

class TlsTransport : public Transport {
 public:
  TlsTransport(Socket socket, TlsSettings& settings)
      : stream_(std::move(socket), settings.context) {}

  void read(char* into, std::size_t size, std::shared_ptr<TransportUser> user) override {
    if (shaken_) return read_some(into, size, std::move(user));
    stream_.async_handshake(asio::ssl::stream_base::server,
                            [this, into, size, user](const ErrorCode& error) {
                              if (error) return user->on_read(0);
                              shaken_ = true;
                              read_some(into, size, user);
                            });
  }
  void write(std::string_view first, std::string_view second,
             std::shared_ptr<TransportUser> user) override {
    const std::array<asio::const_buffer, 2> parts{asio::buffer(first), asio::buffer(second)};
    asio::async_write(stream_, parts,
                      [user = std::move(user)](const ErrorCode& error, std::size_t) {
                        user->on_written(!error);
                      });
  }
  void finish_writing() override {
    ErrorCode ignored;
    stream_.next_layer().shutdown(asio::socket_base::shutdown_send, ignored);
  }
  void close() override {
    ErrorCode ignored;
    stream_.next_layer().close(ignored);
  }
  void post(std::function<void()> work) override {
    asio::post(stream_.get_executor(), std::move(work));
  }
  bool secure() const override { return true; }

 private:
  void read_some(char* into, std::size_t size, std::shared_ptr<TransportUser> user) {
    stream_.async_read_some(asio::buffer(into, size),
                            [user = std::move(user)](const ErrorCode& error, std::size_t bytes) {
                              user->on_read(error ? 0 : bytes);
                            });
  }

  asio::ssl::stream<Socket> stream_;
  bool shaken_ = false;
};

}  // namespace

std::shared_ptr<TlsSettings> load_tls(const std::string& certificate, const std::string& key) {
  auto settings = std::make_shared<TlsSettings>();
  try {
    settings->context.use_certificate_chain_file(certificate);
    settings->context.use_private_key_file(key, asio::ssl::context::pem);
  } catch (const boost::system::system_error& error) {
    throw std::runtime_error("TLS certificate or key: " + std::string(error.what()));
  }
  SSL_CTX* const context = settings->context.native_handle();
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
  if (SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20") != 1) {
    throw std::runtime_error("TLS: no usable ciphers");
  }
  return settings;
}

std::unique_ptr<Transport> make_tls_transport(Socket socket, TlsSettings& settings) {
  return std::make_unique<TlsTransport>(std::move(socket), settings);
}

}  // namespace hd::platform
