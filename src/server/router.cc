#include "server/router.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <stdexcept>
#include <utility>

#include "audit/audit.h"
#include "platform/crypto.h"
#include "platform/log.h"
#include "platform/metrics.h"
#include "platform/wall.h"
#include "server/answers.h"
#include "server/checks.h"
#include "server/idempotency.h"
#include "server/route_table.h"

namespace hd::server {
namespace {

using base::Result;
using platform::HttpRequest;
using platform::HttpResponse;
using platform::Json;
using platform::Transaction;

constexpr std::size_t kDefaultLimit = 50;
constexpr std::size_t kMaxLimit = 200;
constexpr std::size_t kRequestIdBytes = 8;
constexpr std::string_view kPlainCookie = "hd_session";
constexpr std::string_view kSecureCookie = "__Host-hd_session";

using SteadyClock = std::chrono::steady_clock;

std::string label(const Route& route) {
  return route.method + " " + route.path;
}

/// Nobody may learn from the answer that the handler forgot to record what it did.
void require_audit(const Transaction& tx, const Route& route) {
  if (tx.audit_entries == 0) throw std::logic_error("no audit entry by " + label(route));
}

}  // namespace

std::size_t Call::limit() const {
  const auto text = request.query_value("limit");
  if (!text) return kDefaultLimit;
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
  const bool good = error == std::errc() && end == text->data() + text->size() && value >= 1;
  return good ? std::min(value, kMaxLimit) : kDefaultLimit;
}

std::string_view cookie_name(bool secure) {
  return secure ? kSecureCookie : kPlainCookie;
}

struct Router::Impl {
  explicit Impl(Parts all) : parts(std::move(all)) {}

  Parts parts;
  RouteTable table;
  InFlight in_flight;
};

namespace {

HttpResponse not_allowed(const std::string& methods) {
  auto response = problem(405, "method.not_allowed");
  response.headers.emplace_back("Allow", methods);
  return response;
}

void account(const HttpRequest& request, const Route* route, int status, std::string_view id,
             SteadyClock::duration took) {
  const std::string_view pattern = route == nullptr ? "unmatched" : std::string_view(route->path);
  const auto microseconds = std::chrono::duration_cast<std::chrono::microseconds>(took).count();
  std::string labels = "method=\"";
  labels += route == nullptr ? std::string_view("-") : std::string_view(request.method);
  labels += "\",route=\"";
  labels += pattern;
  labels += '"';
  platform::observe_milliseconds("hd_request_milliseconds", labels,
                                 static_cast<double>(microseconds) / 1000);
  platform::count("hd_requests_total", labels + ",status=\"" + std::to_string(status) + "\"");
  platform::log(platform::LogLevel::info, "request",
                {{"method", request.method},
                 {"route", pattern},
                 {"status", status},
                 {"ms", microseconds / 1000},
                 {"request", id}});
}

void finish(platform::HttpExchange& exchange, const Route* route, SteadyClock::time_point begun,
            HttpResponse response) {
  const HttpRequest& request = exchange.request();
  const std::string id = platform::to_hex(platform::random_bytes(kRequestIdBytes));
  add_security_headers(response, request.secure);
  response.headers.emplace_back("X-Request-Id", id);
  account(request, route, response.status, id, SteadyClock::now() - begun);
  exchange.answer(std::move(response));
}

/// One request on its way through the walls. Lives until its answer is given.
class Passage : public std::enable_shared_from_this<Passage> {
 public:
  Passage(const Router::Parts& parts, InFlight& in_flight, const RouteTable::Match& match,
          std::shared_ptr<platform::HttpExchange> exchange)
      : parts_(parts),
        in_flight_(in_flight),
        route_(*match.route),
        path_(match.values),
        exchange_(std::move(exchange)),
        request_(exchange_->request()),
        now_(parts.clock()) {}

  void begin() {
    step([this] {
      if (auto outcome = go()) end(*std::move(outcome));
    });
  }

 private:
  /// An outcome at once; nothing when a change is on its way to the disk and goes on from there.
  using Outcome = std::optional<Result<HttpResponse>>;

  /// On a worker, with the scope in which the request came.
  void step(const std::function<void()>& work) {
    const platform::ScopeOfThread same(scope_);
    HttpResponse response;
    try {
      return work();
    } catch (const std::exception& error) {
      response = failure(label(route_), error);
    }
    give(std::move(response));
  }

  void end(Result<HttpResponse> outcome) {
    if (outcome) return give(*std::move(outcome));
    record_refusal(outcome.error());
    give(to_response(outcome.error()));
  }

  void give(HttpResponse response) {
    ticket_.reset();
    finish(*exchange_, &route_, begun_, std::move(response));
  }

  Call call() const { return {session_.actor, now_, path_, body_, request_}; }

  /// Who asks, and may they ask at all.
  std::optional<base::Error> enter(Transaction& tx) {
    if (route_.permission == access::Permission::anyone) return std::nullopt;
    auto session = parts_.authenticate(tx, request_, now_);
    if (!session) return session.error();
    session_ = *std::move(session);
    if (access::may(session_.actor, route_.permission, base::local_date(now_))) return std::nullopt;
    return base::Error{base::ErrorKind::forbidden, "permission.missing"};
  }

  Outcome go() {
    if (is_safe(request_.method) && route_.kind == RouteKind::read) return read();
    return other();
  }

  /// Session, permission and handler on one snapshot.
  Result<HttpResponse> read() {
    return in_words(parts_.database.read([this](Transaction& tx) -> Result<Reply> {
      if (auto error = enter(tx)) return *std::move(error);
      return route_.handler(tx, call());
    }));
  }

  /// After the transaction: writing the text keeps no connection and no other writer waiting.
  static Result<HttpResponse> in_words(Result<Reply> reply) {
    if (!reply) return reply.error();
    return to_response(*std::move(reply));
  }

  Outcome other() {
    if (route_.permission != access::Permission::anyone) {
      auto refused = parts_.database.read([this](Transaction& tx) { return enter(tx); });
      if (refused) return *std::move(refused);
    }
    if (!is_safe(request_.method)) {
      if (auto error = check_csrf()) return *std::move(error);
      if (route_.kind != RouteKind::plain || !is_other_content(request_)) {
        if (is_other_content(request_)) return problem(415, "content_type.not_json");
        auto body = read_body(request_);
        if (!body) return body.error();
        body_ = *std::move(body);
      }
    }
    if (route_.kind == RouteKind::plain) return route_.plain(call());
    return route_.kind == RouteKind::write ? write() : sensitive_read();
  }

  std::optional<base::Error> check_csrf() const {
    if (auto error = check_origin(request_)) return error;
    if (route_.permission == access::Permission::anyone) return std::nullopt;
    return check_token(request_, session_.csrf_token);
  }

  /// Queues `work` and goes on with `then` on a worker when it is durable or undone; `then`
  /// rethrows what `work` threw. No worker waits for the disk.
  void write_then(std::function<bool(Transaction&)> work,
                  std::function<void(const std::exception_ptr&)> then) {
    const auto self = shared_from_this();
    parts_.database.write_later(
        std::move(work), [self, then = std::move(then)](const std::exception_ptr& problem) {
          self->exchange_->go_on([self, then, problem] { self->step([&] { then(problem); }); });
        });
  }

  static void rethrow(const std::exception_ptr& problem) {
    if (problem) std::rethrow_exception(problem);
  }

  Outcome sensitive_read() {
    const auto reply = std::make_shared<std::optional<Result<Reply>>>();
    write_then(
        [this, reply](Transaction& tx) {
          *reply = route_.handler(tx, call());
          if (**reply) require_audit(tx, route_);
          return static_cast<bool>(**reply);
        },
        [this, reply](const std::exception_ptr& problem) {
          rethrow(problem);
          end(in_words(*std::move(*reply)));
        });
    return std::nullopt;
  }

  Outcome write() {
    auto key = idempotency_key(request_);
    if (!key) return key.error();
    const auto attempt =
        std::make_shared<const Attempt>(attempt_of(request_, session_.actor, *std::move(key)));
    ticket_.emplace(in_flight_, session_.actor.user.str() + " " + attempt->key);
    if (!*ticket_) return in_flight();
    const auto response = std::make_shared<Outcome>();
    write_then(
        [this, attempt, response](Transaction& tx) {
          *response = change(tx, *attempt);
          return static_cast<bool>(**response);
        },
        [this, attempt, response](const std::exception_ptr& problem) {
          end(problem ? not_written(problem, *attempt) : *std::move(*response));
        });
    return std::nullopt;
  }

  /// Another node may have kept an answer under this key while we worked on ours.
  Result<HttpResponse> not_written(const std::exception_ptr& problem, const Attempt& attempt) {
    try {
      rethrow(problem);
    } catch (const platform::DbError& error) {
      if (error.problem != platform::DbProblem::unique) throw;
      const bool kept = parts_.database.read([&](Transaction& tx) { return is_kept(tx, attempt); });
      if (!kept) throw;
    }
    return in_flight();
  }

  static base::Error in_flight() {
    return {base::ErrorKind::conflict, "request.in_flight", {}, {{"retry_after_seconds", "1"}}};
  }

  Result<HttpResponse> change(Transaction& tx, const Attempt& attempt) {
    auto earlier = earlier_answer(tx, parts_.vault, now_, attempt);
    if (!earlier) return earlier.error();
    if (*earlier) {
      audit::record(
          tx, now_, session_.actor,
          {.action = "request.repeat", .object_kind = permission_name(), .object_id = named_id()});
      return **std::move(earlier);
    }
    auto reply = route_.handler(tx, call());
    if (!reply) return reply.error();
    require_audit(tx, route_);
    auto response = to_response(*std::move(reply));
    keep_answer(tx, parts_.vault, now_, attempt, response);
    return response;
  }

  std::string permission_name() const {
    return std::string(base::name_of(access::kPermissionNames, route_.permission));
  }

  /// The id in the path, when it is one.
  std::string named_id() const {
    const auto id = path_.find("id");
    return id != path_.end() && base::is_uuid(id->second) ? id->second : std::string();
  }

  /// What a refusal is recorded as; "" for what is no refusal but a mistake. Absent and "not yours"
  /// leave the same trace. A closed gate is a refusal as well: somebody wanted what must not be.
  static std::string_view refusal(const base::Error& error) {
    if (error.kind == base::ErrorKind::not_found) return "not_found";
    if (error.code == "permission.missing") return "permission_missing";
    for (const std::string_view word : {"gate_closed", "not_allowed", "signed_already"}) {
      if (error.code.ends_with(word)) return word;
    }
    return "";
  }

  /// Requests without a session leave no trace: anybody could fill the log.
  void record_refusal(const base::Error& error) {
    const std::string_view word = refusal(error);
    if (word.empty() || !session_.actor.session) return;
    parts_.database.write([&](Transaction& tx) {
      audit::record(tx, now_, session_.actor,
                    {.action = "refused",
                     .object_kind = permission_name(),
                     .object_id = named_id(),
                     .purpose = std::string(word)});
      return base::Done{};
    });
  }

  const Router::Parts& parts_;
  InFlight& in_flight_;
  const Route& route_;
  const PathValues path_;
  const std::shared_ptr<platform::HttpExchange> exchange_;
  const HttpRequest& request_;
  const base::Timestamp now_;
  const platform::Scope scope_ = platform::current_scope();
  const SteadyClock::time_point begun_ = SteadyClock::now();
  Session session_{access::anonymous(), ""};
  Json body_;
  std::optional<InFlight::Ticket> ticket_;
};

}  // namespace

Router::Router(Parts parts) : impl_(std::make_unique<Impl>(std::move(parts))) {}
Router::~Router() = default;

void Router::read(std::string_view path, access::Permission needed, TxHandler handler) {
  impl_->table.add({.method = "GET",
                    .path = std::string(path),
                    .permission = needed,
                    .kind = RouteKind::read,
                    .handler = std::move(handler)});
}

void Router::sensitive_read(std::string_view method, std::string_view path,
                            access::Permission needed, TxHandler handler) {
  impl_->table.add({.method = std::string(method),
                    .path = std::string(path),
                    .permission = needed,
                    .kind = RouteKind::sensitive_read,
                    .handler = std::move(handler)});
}

void Router::write(std::string_view method, std::string_view path, access::Permission needed,
                   TxHandler handler) {
  if (needed == access::Permission::anyone) {
    throw std::logic_error("a change needs a session: " + std::string(path));
  }
  impl_->table.add({.method = std::string(method),
                    .path = std::string(path),
                    .permission = needed,
                    .kind = RouteKind::write,
                    .handler = std::move(handler)});
}

void Router::plain(std::string_view method, std::string_view path, access::Permission needed,
                   PlainHandler handler) {
  impl_->table.add({.method = std::string(method),
                    .path = std::string(path),
                    .permission = needed,
                    .kind = RouteKind::plain,
                    .plain = std::move(handler)});
}

void Router::handle(std::shared_ptr<platform::HttpExchange> exchange) const {
  const HttpRequest& request = exchange->request();
  const auto match = impl_->table.find(request.method, request.path);
  if (match.route != nullptr) {
    std::make_shared<Passage>(impl_->parts, impl_->in_flight, match, std::move(exchange))->begin();
  } else {
    finish(*exchange, nullptr, SteadyClock::now(),
           match.allow.empty() ? to_response(base::not_found()) : not_allowed(match.allow));
  }
}

std::vector<Router::RouteInfo> Router::routes() const {
  std::vector<RouteInfo> found;
  for (const auto& route : impl_->table.all()) {
    found.push_back({route->method, route->path, route->permission, route->kind});
  }
  return found;
}

}  // namespace hd::server
