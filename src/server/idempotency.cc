#include "server/idempotency.h"

#include <algorithm>
#include <chrono>

#include "platform/crypto.h"
#include "platform/json.h"

namespace hd::server {
namespace {

using platform::HttpResponse;
using platform::Json;
using platform::JsonArray;
using platform::Transaction;

constexpr std::chrono::days kKept{7};
constexpr int kShreddedDays = 7;
constexpr std::size_t kShortestKey = 8;
constexpr std::size_t kLongestKey = 200;

constexpr const char* kFind = R"sql(
  SELECT request_hash, status, answer, created_at, expires_at
  FROM idempotency WHERE actor_user = $1 AND key = $2
)sql";

constexpr const char* kInsert = R"sql(
  INSERT INTO idempotency
    (actor_user, key, request_hash, status, answer, created_at, expires_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7)
)sql";

constexpr const char* kDelete = "DELETE FROM idempotency WHERE actor_user = $1 AND key = $2";
constexpr const char* kDeleteExpired = "DELETE FROM idempotency WHERE expires_at <= $1";

/// Answers of one local day share a data key, so that a day can be shredded as a whole.
vault::Group group_of(base::Timestamp created_at) {
  return "idempotency/" + base::to_text(base::local_date(created_at));
}

vault::Slot slot_of(base::Timestamp created_at, const Attempt& attempt) {
  return {.group = group_of(created_at),
          .compartment = vault::Compartment::misc,
          .table = "idempotency",
          .column = "answer",
          .row = attempt.actor.user.str() + "/" + attempt.key};
}

/// Headers as one line of JSON, then the body as it is.
std::string packed(const HttpResponse& response) {
  JsonArray headers;
  for (const auto& [name, value] : response.headers) headers.emplace_back(JsonArray{name, value});
  return Json(std::move(headers)).dump() + "\n" + response.body;
}

HttpResponse unpacked(int status, const std::string& text) {
  const auto line = text.find('\n');
  const auto headers = platform::parse_json(std::string_view(text).substr(0, line));
  HttpResponse response{.status = status, .body = text.substr(line + 1)};
  const JsonArray list = *headers->get_if<JsonArray>();
  for (const Json& pair : list) {
    const auto& parts = *pair.get_if<JsonArray>();
    response.headers.emplace_back(*parts.at(0).get_if<std::string>(),
                                  *parts.at(1).get_if<std::string>());
  }
  response.headers.emplace_back("Idempotency-Replayed", "true");
  return response;
}

}  // namespace

base::Result<std::string> idempotency_key(const platform::HttpRequest& request) {
  const std::string_view key = request.header("idempotency-key");
  if (key.empty()) return base::Error{base::ErrorKind::invalid, "idempotency_key.required"};
  const bool visible = std::ranges::all_of(key, [](char c) { return c > ' ' && c < '\x7f'; });
  if (!visible || key.size() < kShortestKey || key.size() > kLongestKey) {
    return base::Error{base::ErrorKind::invalid, "idempotency_key.malformed"};
  }
  return std::string(key);
}

Attempt attempt_of(const platform::HttpRequest& request, const access::Actor& actor,
                   std::string key) {
  std::string text = request.method + " " + request.path;
  for (const auto& [name, value] : request.query) {
    text += '\n';
    text += name;
    text += '=';
    text += value;
  }
  text += "\n\n";
  text += request.body;
  return {.actor = actor, .key = std::move(key), .request_hash = platform::sha256(text)};
}

base::Result<std::optional<HttpResponse>> earlier_answer(Transaction& tx, vault::Vault& vault,
                                                         base::Timestamp now,
                                                         const Attempt& attempt) {
  const auto row = tx.query_one(kFind, {attempt.actor.user, attempt.key});
  if (!row) return std::optional<HttpResponse>();
  if (row->time("expires_at") <= now) {
    tx.execute(kDelete, {attempt.actor.user, attempt.key});
    return std::optional<HttpResponse>();
  }
  if (row->blob("request_hash").bytes != attempt.request_hash) {
    return base::Error{base::ErrorKind::unprocessable, "idempotency_key.reused"};
  }
  const auto opened = vault.open(tx, {.session = attempt.actor.session, .record = attempt.key},
                                 slot_of(row->time("created_at"), attempt), row->blob("answer"));
  return std::optional(unpacked(static_cast<int>(row->number("status")), opened.reveal()));
}

bool is_kept(Transaction& tx, const Attempt& attempt) {
  return tx.query_one(kFind, {attempt.actor.user, attempt.key}).has_value();
}

void keep_answer(Transaction& tx, vault::Vault& vault, base::Timestamp now, const Attempt& attempt,
                 const HttpResponse& response) {
  tx.execute(kInsert, {attempt.actor.user, attempt.key, platform::Blob{attempt.request_hash},
                       response.status, vault.seal(tx, slot_of(now, attempt), packed(response)),
                       now, now + kKept});
}

void forget_answers(Transaction& tx, base::Timestamp now) {
  tx.execute(kDeleteExpired, {now});
  // A day is over for good when its last answer expired. A week of them, should upkeep have slept.
  const base::Date first_kept = base::local_date(now - kKept);
  for (int back = 1; back <= kShreddedDays; ++back) {
    vault::shred(tx, group_of(base::start_of_day(base::plus_days(first_kept, -back))),
                 std::nullopt);
  }
}

InFlight::Ticket::Ticket(InFlight& owner, std::string id) : owner_(owner), id_(std::move(id)) {
  const std::lock_guard lock(owner_.mutex_);
  taken_ = owner_.ids_.insert(id_).second;
}

InFlight::Ticket::~Ticket() {
  if (!taken_) return;
  const std::lock_guard lock(owner_.mutex_);
  owner_.ids_.erase(id_);
}

}  // namespace hd::server
