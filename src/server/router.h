#pragma once
// From an HTTP request to an operation and back. What the first walls promise is kept here, once:
// a route has a permission, a change carries an idempotency key, a success that should be on record
// is on record, and what is none of the actor's business looks like nothing.

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/actor.h"
#include "access/decide.h"
#include "base/result.h"
#include "platform/db.h"
#include "platform/http.h"
#include "platform/json.h"
#include "vault/vault.h"

namespace hd::server {

/// What a handler gets: all of it already checked for shape.
struct Call {
  const access::Actor& actor;
  base::Timestamp now;
  const std::map<std::string, std::string, std::less<>>& path;  ///< values of {names}
  const platform::Json& body;                                   ///< null when empty
  const platform::HttpRequest& request;

  base::Date today() const { return base::local_date(now); }

  /// Errors: not_found when the path value is not a well-formed id.
  template <class IdType>
  base::Result<IdType> id(std::string_view name = "id") const {
    const auto parsed = IdType::parse(path.find(name)->second);
    if (!parsed) return base::not_found();
    return *parsed;
  }
  /// "" when absent.
  std::string query(std::string_view name) const { return request.query_value(name).value_or(""); }
  /// ?limit, 1 to 200, 50 when absent or malformed.
  std::size_t limit() const;
};

/// The answer of a handler that succeeded.
struct Reply {
  platform::Json body = {};  ///< not sent when null and `bytes` is empty: 204
  int status = 200;
  std::string bytes = {};         ///< sent instead of `body`, with `content_type`
  std::string content_type = {};  ///< "application/pdf", …
  std::vector<std::pair<std::string, std::string>> headers = {};
};

/// `status` 201 for things that were made.
inline Reply created(platform::Json body) {
  return {.body = std::move(body), .status = 201};
}
inline Reply ok(platform::Json body) {
  return {.body = std::move(body)};
}
/// A page of a list; `next` is the cursor of the page after it, "" when this is the last one.
inline Reply page(platform::Json items, std::string_view next) {
  return ok(
      platform::JsonObject{{"items", std::move(items)}, {"next", platform::text_or_null(next)}});
}

using TxHandler = std::function<base::Result<Reply>(platform::Transaction&, const Call&)>;
using PlainHandler = std::function<base::Result<platform::HttpResponse>(const Call&)>;

enum class RouteKind { read, sensitive_read, write, plain };

/// A session as the router needs it.
struct Session {
  access::Actor actor;
  std::string csrf_token;  ///< what X-CSRF-Token must be on every unsafe request
};

/// Finds the live session of a request from its cookie; posts are read from the database each time.
/// Errors: unauthenticated "session.missing" | "session.expired".
using Authenticator = std::function<base::Result<Session>(
    platform::Transaction&, const platform::HttpRequest&, base::Timestamp)>;

/// "__Host-" is part of the name when the connection is secure; see cookie_name().
std::string_view cookie_name(bool secure);

class Router {
 public:
  struct Parts {
    platform::Database& database;
    vault::Vault& vault;  ///< seals stored answers of idempotent requests
    base::Clock clock;
    Authenticator authenticate;
    bool insecure_test_mode = false;
  };
  explicit Router(Parts parts);
  ~Router();

  /// Unaudited GET on one snapshot: reference data, lists without persons, figures.
  void read(std::string_view path, access::Permission needed, TxHandler handler);

  /// GET (or POST for searches whose words must not stand in a URL) of sensitive data. Runs in a
  /// write transaction; a success that wrote no audit entry becomes a 500: the answer is not sent.
  void sensitive_read(std::string_view method, std::string_view path, access::Permission needed,
                      TxHandler handler);

  /// A change. Needs an Idempotency-Key (8 to 200 visible ASCII characters): the same key and
  /// request again gets the first answer, another request 422 "idempotency_key.reused". A success
  /// without audit entry becomes a 500 and nothing is kept.
  void write(std::string_view method, std::string_view path, access::Permission needed,
             TxHandler handler);

  /// The handler manages transactions itself: sign-in, streams, long work. CSRF and permission are
  /// still checked (the token not for `anyone`, where the Origin check stands alone).
  void plain(std::string_view method, std::string_view path, access::Permission needed,
             PlainHandler handler);

  /// Never throws. Order: route → session → permission → CSRF → body → transaction → idempotency
  /// → handler → audit wall → answer. A path that exists with another method: 405.
  /// A change is answered when it is durable; no thread waits for that.
  void handle(std::shared_ptr<platform::HttpExchange> exchange) const;

  struct RouteInfo {
    std::string method, path;
    access::Permission permission;
    RouteKind kind;
  };
  /// All routes in order of registration; source of the generated access matrix.
  std::vector<RouteInfo> routes() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// The problem+json answer for an expected failure.
platform::HttpResponse to_response(const base::Error& error);

}  // namespace hd::server
