#pragma once
// The front end from memory: compressed variants made beforehand, caching that never shows an old
// application after an update.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "platform/embedded.h"
#include "platform/http.h"

namespace hd::server {

/// "text/javascript; charset=utf-8" for ".js"; "application/octet-stream" when unknown.
std::string_view content_type_of(std::string_view path);

/// Does Accept-Encoding allow `coding`? "br;q=0" does not.
bool accepts_coding(std::string_view accept_encoding, std::string_view coding);

class StaticFiles {
 public:
  /// Takes the files below `folder` ("web/dist/"). "x.br" and "x.gz" are variants of "x".
  StaticFiles(const std::vector<platform::EmbeddedFile>& files, std::string_view folder);

  /// Files below /assets/ carry a hash in their name and never change; the others are asked for
  /// again each time (ETag, 304). A path that is no file gets index.html when the browser wants a
  /// page, else 404. The answer refers to this object, which must live longer.
  platform::HttpResponse answer(const platform::HttpRequest& request) const;

 private:
  struct Variant {
    std::string_view bytes;
    std::string etag;
    std::string headers;         ///< ready lines, security headers included
    std::string secure_headers;  ///< the same for TLS
  };
  struct File {
    std::string content_type;
    std::map<std::string, Variant, std::less<>> variants;  ///< by coding; "" for none
  };

  void add(const std::string& path, std::string_view coding, std::string_view bytes);
  static const Variant& choose(const File& file, std::string_view accept_encoding);

  std::map<std::string, File, std::less<>> files_;
};

}  // namespace hd::server
