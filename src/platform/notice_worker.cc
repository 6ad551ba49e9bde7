#include "platform/notice_worker.h"

#include <algorithm>
#include <exception>
#include <utility>
#include <vector>

#include "base/id.h"
#include "platform/log.h"
#include "platform/metrics.h"
#include "platform/outbox.h"

namespace hd::platform {
namespace {

constexpr std::chrono::seconds kFirstPause{30};
constexpr std::chrono::seconds kLongestPause = std::chrono::hours(6);
constexpr std::chrono::minutes kLease{5};  // longer than any delivery takes
constexpr std::int64_t kRound = 50;
constexpr std::chrono::seconds kBetweenRounds{5};

constexpr const char* kDue = R"sql(
  SELECT id FROM outbox WHERE state = 'waiting' AND next_try_at <= $1 ORDER BY next_try_at LIMIT $2
)sql";

constexpr const char* kClaim = R"sql(
  UPDATE outbox SET claimed_by = $2, tries = tries + 1, next_try_at = $3
  WHERE id = $1 AND state = 'waiting' AND next_try_at <= $4
  RETURNING to_user, code, tries
)sql";

constexpr const char* kSettle = R"sql(
  UPDATE outbox SET state = $3, next_try_at = $4, finished_at = $5, claimed_by = ''
  WHERE id = $1 AND claimed_by = $2
)sql";

}  // namespace

struct NoticeWorker::Claim {
  std::string id;
  std::string token;
  std::string to_user;
  std::string code;
  int tries;
};

std::chrono::seconds pause_after(int tries) {
  auto pause = kFirstPause;
  for (int i = 1; i < tries && pause < kLongestPause; ++i) pause *= 2;
  return std::min(pause, kLongestPause);
}

std::optional<NoticeWorker::Claim> NoticeWorker::claim(const std::string& id, base::Timestamp now) {
  const std::string token = base::random_uuid();
  const auto row = parts_.database.write([&](Transaction& tx) {
    return tx.query_one(kClaim, {id, token, now + kLease, now});
  });
  if (!row) return std::nullopt;  // another node was faster
  return Claim{id, token, row->text("to_user"), row->text("code"),
               static_cast<int>(row->number("tries"))};
}

/// Fenced by the token: after our lease ran out and another node took over, this changes nothing.
void NoticeWorker::settle(const Claim& claim, std::string_view state, base::Timestamp next_try) {
  const std::optional<base::Timestamp> finished =
      state == "waiting" ? std::nullopt : std::optional(parts_.clock());
  parts_.database.write([&](Transaction& tx) {
    return tx.execute(kSettle, {claim.id, claim.token, state, next_try, finished});
  });
  count("hd_notices_total", "outcome=\"" + std::string(state) + "\"");
}

void NoticeWorker::send(const Claim& claim) {
  const auto now = parts_.clock();
  const auto address =
      parts_.database.read([&](Transaction& tx) { return parts_.address_of(tx, claim.to_user); });
  if (!address) {
    log(LogLevel::warning, "notice.no_address", {{"notice", claim.id}, {"user", claim.to_user}});
    return settle(claim, "dead", now);
  }
  const Mail mail{.to = *address,
                  .subject = "Hải Đăng: có việc mới",
                  .text = "Có việc mới, mã " + claim.code + ".\n" + parts_.host + "\n",
                  .message_id = claim.id + "@" + parts_.host};
  const auto sent = parts_.deliver(mail);
  if (sent) return settle(claim, "sent", now);
  const bool hopeless = sent.error().kind == base::ErrorKind::invalid || claim.tries >= kMostTries;
  if (!hopeless) return settle(claim, "waiting", now + pause_after(claim.tries));
  log(LogLevel::error, "notice.given_up",
      {{"notice", claim.id}, {"tries", claim.tries}, {"code", sent.error().code}});
  settle(claim, "dead", now);
}

std::size_t NoticeWorker::run_once() {
  const auto due = parts_.database.read([&](Transaction& tx) {
    return tx.query(kDue, {parts_.clock(), kRound});
  });
  std::size_t tried = 0;
  for (const Row& row : due) {
    const auto claimed = claim(row.text("id"), parts_.clock());
    if (!claimed) continue;
    ++tried;
    send(*claimed);
  }
  return tried;
}

void NoticeWorker::start() {
  thread_ = std::jthread([this](const std::stop_token& stopping) {
    while (!stopping.stop_requested()) {
      const auto seen = news_count();
      try {
        run_once();
      } catch (const std::exception& error) {
        log_incident("notice_worker", error.what());  // the database will come back
      }
      if (!stopping.stop_requested()) wait_for_news(seen, kBetweenRounds);
    }
  });
}

void NoticeWorker::stop() {
  if (!thread_.joinable()) return;
  thread_.request_stop();
  ring_news();
  thread_.join();
}

}  // namespace hd::platform
