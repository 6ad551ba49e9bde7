#include "server/health.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <filesystem>
#include <stdexcept>
#include <utility>

#include "audit/audit.h"
#include "platform/crypto.h"
#include "platform/embedded.h"
#include "platform/json.h"
#include "platform/metrics.h"
#include "server/answers.h"

namespace hd::server {
namespace {

using platform::HttpRequest;
using platform::HttpResponse;
using platform::JsonArray;
using platform::JsonObject;
using platform::Transaction;

constexpr std::chrono::seconds kOldestHead{120};
constexpr std::uintmax_t kSmallestFreePercent = 5;
constexpr std::string_view kBearer = "Bearer ";

bool is_local(const HttpRequest& request) {
  const std::string_view from = request.remote_address;
  const bool loopback =
      from.starts_with("127.") || from == "::1" || from.starts_with("::ffff:127.");
  // Said by a proxy on this machine for somebody else, whatever it says.
  return loopback && std::ranges::none_of(request.headers, [](const auto& field) {
           return field.first == "x-forwarded-for" || field.first == "forwarded";
         });
}

HttpResponse text(std::string body, std::string_view type) {
  return {.headers = {{"Content-Type", std::string(type)}, {"Cache-Control", "no-store"}},
          .body = std::move(body)};
}

/// Entries that no signed head covers are at most 120 s old.
bool head_is_fresh(platform::Database& database, base::Timestamp now) {
  return database.read([&](Transaction& tx) {
    const auto head = audit::latest_head(tx);
    const auto newest = audit::find(tx, {}, 1);
    if (newest.empty() || (head && head->size >= newest.front().sequence)) return true;
    const auto oldest_uncovered = head ? head->at : newest.front().at;
    return now - oldest_uncovered <= kOldestHead || now - newest.front().at <= kOldestHead;
  });
}

bool disk_has_room(const std::string& folder) {
  std::error_code error;
  const auto space = std::filesystem::space(folder.empty() ? "." : folder, error);
  return !error && space.available / 100 * 100 >= space.capacity / 100 * kSmallestFreePercent;
}

}  // namespace

std::vector<std::string> Health::failing() {
  std::vector<std::string> names;
  if (stopping_) names.emplace_back("stopping");
  try {
    parts_.database.check_writable();
    if (!head_is_fresh(parts_.database, parts_.clock())) names.emplace_back("audit_head");
  } catch (const std::exception&) {
    names.emplace_back("database");
  }
  if (!disk_has_room(parts_.data_dir)) names.emplace_back("disk");
  return names;
}

bool Health::may_see_metrics(const HttpRequest& request) const {
  if (is_local(request)) return true;
  const std::string_view given = request.header("authorization");
  return !parts_.metrics_token.empty() && given.starts_with(kBearer) &&
         platform::same_bytes(given.substr(kBearer.size()), parts_.metrics_token);
}

std::optional<HttpResponse> Health::answer(const HttpRequest& request) {
  const bool known =
      request.path == "/livez" || request.path == "/readyz" || request.path == "/metrics";
  if (!known || (request.method != "GET" && request.method != "HEAD")) return std::nullopt;
  HttpResponse response;
  if (request.path == "/livez") {
    response = text(R"({"status":"alive"})", "application/json");
  } else if (request.path == "/readyz") {
    JsonArray names;
    for (auto& name : failing()) names.emplace_back(std::move(name));
    const bool ready = names.empty();
    const platform::Json body(
        JsonObject{{"status", ready ? "ready" : "not_ready"}, {"failing", std::move(names)}});
    response = text(body.dump(), "application/json");
    response.status = ready ? 200 : 503;
  } else if (may_see_metrics(request)) {
    response = text(platform::metrics_text(), "text/plain; version=0.0.4");
  } else {
    response = to_response(base::not_found());
  }
  response.static_headers = security_headers(request.secure);
  return response;
}

void add_meta_routes(Router& router, std::string_view version, bool insecure_test_mode) {
  router.read("/api/v1/meta", access::Permission::anyone,
              [version = std::string(version), insecure_test_mode](Transaction&, const Call& call) {
                return ok(JsonObject{{"name", "Hải Đăng"},
                                     {"version", version},
                                     {"languages", JsonArray{"vi", "en"}},
                                     {"insecure_test_mode", insecure_test_mode},
                                     {"server_time", call.now}});
              });
  const auto contract = platform::embedded_file("api/openapi.json");
  if (!contract) throw std::logic_error("the contract is not in the binary");
  router.read("/api/v1/openapi.json", access::Permission::anyone,
              [contract = *contract](Transaction&, const Call&) -> base::Result<Reply> {
                return Reply{.bytes = std::string(contract), .content_type = "application/json"};
              });
}

}  // namespace hd::server
