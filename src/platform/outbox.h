#pragma once
// News and messages that must happen if, and only if, the change happens: rows written in the same
// transaction, delivered by a worker afterwards.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "platform/db.h"

namespace hd::platform {

/// Tells open browsers that something changed. Ids and stable words only.
struct Event {
  std::string topic;        ///< "connection.changed", "duty.changed", "contact.at_risk", …
  std::string scope_org;    ///< organisation whose people are told; "" for nobody but scope_user
  std::string scope_user;   ///< or one user; "" otherwise
  std::string object_kind;  ///< "connection"
  std::string object_id;
  bool operator==(const Event&) const = default;
};

/// Writes the event row; browsers hear of it within a second of the commit, on every node.
void publish(Transaction& tx, base::Timestamp now, const Event& event);

struct StoredEvent {
  std::int64_t position;  ///< in the order of the commits
  Event event;
  base::Timestamp at;
};

/// Events above `position`, in order, at most `limit`.
std::vector<StoredEvent> events_after(Transaction& tx, std::int64_t position, std::size_t limit);

/// Where the row of events begins and ends. Events older than an hour are deleted, so a reader who
/// has seen less than `first - 1` has missed some.
struct EventRange {
  std::int64_t first;  ///< position of the oldest event kept; last + 1 when there is none
  std::int64_t last;   ///< position of the newest event ever; 0 before the first
};
EventRange event_range(Transaction& tx);

/// Deletes events from before `time`. For the hourly upkeep.
void forget_events(Transaction& tx, base::Timestamp time);

/// How often this process has committed an event; a bell for threads that wait.
std::uint64_t news_count();
/// Returns once news_count() is no longer `seen`, or after `patience`.
void wait_for_news(std::uint64_t seen, std::chrono::milliseconds patience);
/// Rings the bell without news, to end a wait.
void ring_news();

/// A message to a person outside the application. `code` is all that is said about the matter:
/// "Có việc mới, mã KN-2026-00012" and the host name. Source: spec security 3.11.
struct Notice {
  std::string to_user;  ///< id of the user; the address is looked up (and opened) when it is sent
  std::string code;     ///< "KN-2026-00012"
  std::string key;      ///< unique per notice: writing the same key twice sends once
};

void enqueue_notice(Transaction& tx, base::Timestamp now, const Notice& notice);

}  // namespace hd::platform
