#include "server/site.h"

#include <string>
#include <utility>

#include "platform/wall.h"

namespace hd::server {
namespace {

/// Without a session: nobody, who has standing in nothing.
platform::Scope scope_of(const platform::HttpRequest& request, base::Timestamp now) {
  const std::string token(request.cookie(cookie_name(request.secure)));
  return {.restricted = true,
          .key = token.empty() ? "" : platform::wall_key(token),
          .today = base::local_date(now)};
}

}  // namespace

platform::HttpHandler site_handler(const Router& router, Health& health, const StaticFiles& files,
                                   base::Clock clock) {
  return [&router, &health, &files,
          clock = std::move(clock)](std::shared_ptr<platform::HttpExchange> exchange) {
    const platform::HttpRequest& request = exchange->request();
    if (request.path.starts_with("/api/")) {
      const platform::ScopeOfThread as_session(scope_of(request, clock()));
      return router.handle(std::move(exchange));
    }
    auto answer = health.answer(request);
    exchange->answer(answer ? *std::move(answer) : files.answer(request));
  };
}

}  // namespace hd::server
