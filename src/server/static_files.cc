#include "server/static_files.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "platform/crypto.h"
#include "server/answers.h"

namespace hd::server {
namespace {

using platform::HttpRequest;
using platform::HttpResponse;

constexpr std::string_view kIndex = "/index.html";
constexpr std::size_t kEtagBytes = 12;

constexpr auto kTypes = std::to_array<std::pair<std::string_view, std::string_view>>({
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".txt", "text/plain; charset=utf-8"},
});

constexpr auto kCodings =
    std::to_array<std::pair<std::string_view, std::string_view>>({{".br", "br"}, {".gz", "gzip"}});

/// One of the tags of If-None-Match, or "*".
bool knows_tag(std::string_view header, std::string_view etag) {
  for (const std::string& part : base::split(header, ',')) {
    std::string tag = base::trim(part);
    if (tag.starts_with("W/")) tag.erase(0, 2);
    if (tag == "*" || tag == etag) return true;
  }
  return false;
}

bool wants_page(const HttpRequest& request) {
  return request.header("accept").find("text/html") != std::string_view::npos;
}

HttpResponse with_security(HttpResponse response, bool secure) {
  response.static_headers = security_headers(secure);
  return response;
}

}  // namespace

std::string_view content_type_of(std::string_view path) {
  for (const auto& [ending, type] : kTypes) {
    if (path.ends_with(ending)) return type;
  }
  return "application/octet-stream";
}

bool accepts_coding(std::string_view accept_encoding, std::string_view coding) {
  for (const std::string& part : base::split(accept_encoding, ',')) {
    const auto semicolon = part.find(';');
    if (base::trim(std::string_view(part).substr(0, semicolon)) != coding) continue;
    if (semicolon == std::string::npos) return true;
    const std::string quality = base::trim(std::string_view(part).substr(semicolon + 1));
    return quality.find_first_not_of("q=0. ") != std::string::npos;  // q=0, q=0.0: no
  }
  return false;
}

StaticFiles::StaticFiles(const std::vector<platform::EmbeddedFile>& files,
                         std::string_view folder) {
  for (const auto& [path, bytes] : files) {
    if (!path.starts_with(folder) || path.find("/.") != path.npos) continue;
    std::string name = "/" + std::string(path.substr(folder.size()));
    std::string_view coding;
    for (const auto& [ending, known] : kCodings) {
      if (!name.ends_with(ending)) continue;
      coding = known;
      name.resize(name.size() - ending.size());
      break;
    }
    add(name, coding, bytes);
  }
  // A variant without its file would be served to nobody who does not accept it.
  std::erase_if(files_, [](const auto& entry) { return !entry.second.variants.contains(""); });
}

void StaticFiles::add(const std::string& path, std::string_view coding, std::string_view bytes) {
  File& file = files_[path];
  file.content_type = content_type_of(path);
  const std::string hash = platform::to_base64url(platform::sha256(bytes).substr(0, kEtagBytes));
  std::string lines = "Content-Type: " + file.content_type + "\r\nETag: \"" + hash + "\"\r\n";
  lines += path.starts_with("/assets/") ? "Cache-Control: public, max-age=31536000, immutable\r\n"
                                        : "Cache-Control: no-cache\r\n";
  lines += "Vary: Accept-Encoding\r\n";
  if (!coding.empty()) lines += "Content-Encoding: " + std::string(coding) + "\r\n";
  file.variants.insert_or_assign(
      std::string(coding), Variant{.bytes = bytes,
                                   .etag = "\"" + hash + "\"",
                                   .headers = lines + std::string(security_headers(false)),
                                   .secure_headers = lines + std::string(security_headers(true))});
}

const StaticFiles::Variant& StaticFiles::choose(const File& file,
                                                std::string_view accept_encoding) {
  for (const std::string_view coding : {"br", "gzip"}) {
    const auto found = file.variants.find(coding);
    if (found != file.variants.end() && accepts_coding(accept_encoding, coding)) {
      return found->second;
    }
  }
  return file.variants.find("")->second;
}

HttpResponse StaticFiles::answer(const HttpRequest& request) const {
  if (request.method != "GET" && request.method != "HEAD") {
    auto response = problem(405, "method.not_allowed");
    response.headers.emplace_back("Allow", "GET, HEAD");
    return with_security(std::move(response), request.secure);
  }
  auto found = files_.find(request.path == "/" ? kIndex : std::string_view(request.path));
  if (found == files_.end() && wants_page(request)) found = files_.find(kIndex);
  if (found == files_.end()) {
    return with_security(to_response(base::not_found()), request.secure);
  }
  const Variant& variant = choose(found->second, request.header("accept-encoding"));
  HttpResponse response;
  response.static_headers = request.secure ? variant.secure_headers : variant.headers;
  if (knows_tag(request.header("if-none-match"), variant.etag)) {
    response.status = 304;
  } else {
    response.static_body = variant.bytes;
  }
  return response;
}

}  // namespace hd::server
