#pragma once
// Live updates: one thread reads new event rows and hands them to the open streams they concern.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "access/actor.h"
#include "base/result.h"
#include "platform/db.h"
#include "platform/http.h"
#include "platform/outbox.h"
#include "server/router.h"

namespace hd::server {

class EventHub {
 public:
  struct Parts {
    platform::Database& database;
    base::Clock clock;
    Authenticator authenticate;
    std::int64_t era = 0;  ///< of the database, see platform/era.h
  };
  explicit EventHub(Parts parts);
  ~EventHub();
  EventHub(const EventHub&) = delete;
  EventHub& operator=(const EventHub&) = delete;

  /// The answer to GET /api/v1/events: a stream that begins after Last-Event-ID, or now. Messages
  /// carry {topic, object_kind, object_id, at}. The event "reset" says that something was missed
  /// (the id is more than an hour old), or that what the page shows may never have been confirmed
  /// (the id is from before a fail-over): load everything again.
  base::Result<platform::HttpResponse> open(const Call& call);

  /// Ends all streams and the thread. Before the HTTP server stops. Idempotent.
  void stop();

  /// Open streams now.
  std::size_t streams() const;

 private:
  struct Subscriber {
    std::shared_ptr<platform::EventSink> sink;
    platform::HttpRequest request;  ///< carries the cookie for the next look at the session
    access::Actor actor;
    std::int64_t position;
    base::Timestamp checked_at;
  };

  void join(std::shared_ptr<platform::EventSink> sink, const platform::HttpRequest& request,
            const access::Actor& actor);
  std::string id_of(std::int64_t position) const;
  void run(const std::stop_token& stopping);
  void round();
  void check_sessions(base::Timestamp now, const std::vector<platform::StoredEvent>& events);
  void deliver(Subscriber& subscriber, const std::vector<platform::StoredEvent>& events,
               base::Date today) const;

  Parts parts_;
  mutable std::mutex mutex_;
  std::vector<Subscriber> subscribers_;  // guarded by mutex_
  std::jthread thread_;
};

/// Declares GET /api/v1/events.
void add_event_route(Router& router, EventHub& hub);

}  // namespace hd::server
