#pragma once
// TLS for the HTTP server: Asio's stream over OpenSSL behind the Transport.

#include <memory>
#include <string>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "platform/http_transport.h"

namespace hd::platform {

using Socket =
    boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;

class TlsSettings;

/// TLS 1.2 and 1.3 with forward secrecy only.
/// Errors: throws std::runtime_error when certificate or key cannot be read.
std::shared_ptr<TlsSettings> load_tls(const std::string& certificate, const std::string& key);

/// The handshake is part of the first read.
std::unique_ptr<Transport> make_tls_transport(Socket socket, TlsSettings& settings);

}  // namespace hd::platform
