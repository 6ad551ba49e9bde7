#include "server/site.h"

#include <utility>

namespace hd::server {

platform::HttpHandler site_handler(const Router& router, Health& health, const StaticFiles& files) {
  return [&](const platform::HttpRequest& request) {
    if (request.path.starts_with("/api/")) return router.handle(request);
    if (auto answer = health.answer(request)) return *std::move(answer);
    return files.answer(request);
  };
}

}  // namespace hd::server
