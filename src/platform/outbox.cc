#include "platform/outbox.h"

#include <condition_variable>
#include <mutex>

#include "base/id.h"

namespace hd::platform {
namespace {

constexpr const char* kNextPosition = R"sql(
  UPDATE event_position SET position = position + 1 WHERE id = 1 RETURNING position
)sql";

constexpr const char* kInsertEvent = R"sql(
  INSERT INTO event (position, topic, scope_org, scope_user, object_kind, object_id, created_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7)
)sql";

constexpr const char* kEventsAfter = R"sql(
  SELECT position, topic, scope_org, scope_user, object_kind, object_id, created_at
  FROM event WHERE position > $1 ORDER BY position LIMIT $2
)sql";

constexpr const char* kLastPosition = "SELECT position FROM event_position WHERE id = 1";
constexpr const char* kOldest = "SELECT position FROM event ORDER BY position LIMIT 1";
constexpr const char* kForgetEvents = "DELETE FROM event WHERE created_at < $1";

constexpr const char* kInsertNotice = R"sql(
  INSERT INTO outbox (id, key, to_user, code, state, tries, next_try_at, claimed_by, created_at)
  VALUES ($1, $2, $3, $4, 'waiting', 0, $5, '', $5)
  ON CONFLICT (key) DO NOTHING
)sql";

struct Bell {
  std::mutex mutex;
  std::condition_variable rang;
  std::uint64_t count = 0;
};

Bell& bell() {
  static Bell one;
  return one;
}

}  // namespace

void publish(Transaction& tx, base::Timestamp now, const Event& event) {
  const auto position = tx.query(kNextPosition).at(0).number("position");
  tx.execute(kInsertEvent, {position, event.topic, event.scope_org, event.scope_user,
                            event.object_kind, event.object_id, now});
  tx.on_commit([] { ring_news(); });
}

std::vector<StoredEvent> events_after(Transaction& tx, std::int64_t position, std::size_t limit) {
  std::vector<StoredEvent> events;
  for (const Row& row : tx.query(kEventsAfter, {position, static_cast<std::int64_t>(limit)})) {
    events.push_back({.position = row.number("position"),
                      .event = {.topic = row.text("topic"),
                                .scope_org = row.text("scope_org"),
                                .scope_user = row.text("scope_user"),
                                .object_kind = row.text("object_kind"),
                                .object_id = row.text("object_id")},
                      .at = row.time("created_at")});
  }
  return events;
}

EventRange event_range(Transaction& tx) {
  const auto last = tx.query(kLastPosition).at(0).number("position");
  const auto oldest = tx.query_one(kOldest);
  return {.first = oldest ? oldest->number("position") : last + 1, .last = last};
}

void forget_events(Transaction& tx, base::Timestamp time) {
  tx.execute(kForgetEvents, {time});
}

std::uint64_t news_count() {
  Bell& one = bell();
  const std::lock_guard lock(one.mutex);
  return one.count;
}

void wait_for_news(std::uint64_t seen, std::chrono::milliseconds patience) {
  Bell& one = bell();
  std::unique_lock lock(one.mutex);
  one.rang.wait_for(lock, patience, [&] { return one.count != seen; });
}

void ring_news() {
  Bell& one = bell();
  {
    const std::lock_guard lock(one.mutex);
    ++one.count;
  }
  one.rang.notify_all();
}

void enqueue_notice(Transaction& tx, base::Timestamp now, const Notice& notice) {
  tx.execute(kInsertNotice, {base::random_uuid(), notice.key, notice.to_user, notice.code, now});
  tx.on_commit([] { ring_news(); });
}

}  // namespace hd::platform
