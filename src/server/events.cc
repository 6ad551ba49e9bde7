#include "server/events.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <exception>
#include <optional>
#include <utility>

#include "platform/json.h"
#include "platform/log.h"
#include "platform/metrics.h"

namespace hd::server {
namespace {

using platform::JsonObject;
using platform::StoredEvent;
using platform::Transaction;

constexpr std::chrono::seconds kPatience{1};
constexpr std::chrono::seconds kSessionCheck{30};
constexpr std::size_t kBatch = 500;
constexpr std::string_view kSessionEnded = "session.ended";

std::optional<std::int64_t> number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size() || value < 0) {
    return std::nullopt;
  }
  return value;
}

struct LastSeen {
  std::int64_t position;
  std::int64_t era;
};

/// "POSITION", or "POSITION-ERA" where there are several eras.
std::optional<LastSeen> last_seen(const platform::HttpRequest& request) {
  const std::string_view text = request.header("last-event-id");
  const auto line = text.find('-');
  const auto position = number(text.substr(0, line));
  const auto era = line == text.npos ? 0 : number(text.substr(line + 1));
  if (!position || !era) return std::nullopt;
  return LastSeen{*position, *era};
}

bool concerns(const platform::Event& event, const access::Actor& actor,
              const std::vector<directory::OrgId>& organisations) {
  if (!event.scope_user.empty() && event.scope_user == actor.user.str()) return true;
  return !event.scope_org.empty() && std::ranges::any_of(organisations, [&](const auto& org) {
    return org.str() == event.scope_org;
  });
}

}  // namespace

EventHub::EventHub(Parts parts)
    : parts_(std::move(parts)),
      thread_([this](const std::stop_token& stopping) { run(stopping); }) {}

EventHub::~EventHub() {
  stop();
}

base::Result<platform::HttpResponse> EventHub::open(const Call& call) {
  platform::HttpResponse response{
      .headers = {{"Content-Type", "text/event-stream"}, {"Cache-Control", "no-store"}}};
  response.stream = [this, request = call.request,
                     actor = call.actor](std::shared_ptr<platform::EventSink> sink) {
    join(std::move(sink), request, actor);
  };
  return response;
}

void EventHub::join(std::shared_ptr<platform::EventSink> sink, const platform::HttpRequest& request,
                    const access::Actor& actor) {
  const auto range =
      parts_.database.read([](Transaction& tx) { return platform::event_range(tx); });
  const auto seen = last_seen(request);
  const bool missed = seen && (seen->era != parts_.era || seen->position + 1 < range.first ||
                               seen->position > range.last);
  if (missed) sink->send(id_of(range.last), "reset", "{}");
  {
    const std::lock_guard lock(mutex_);
    subscribers_.push_back({.sink = std::move(sink),
                            .request = request,
                            .actor = actor,
                            .position = seen && !missed ? seen->position : range.last,
                            .checked_at = parts_.clock()});
    platform::set_gauge("hd_event_streams", {}, static_cast<std::int64_t>(subscribers_.size()));
  }
  platform::ring_news();  // what was missed goes out at once
}

std::string EventHub::id_of(std::int64_t position) const {
  const auto text = std::to_string(position);
  return parts_.era == 0 ? text : text + "-" + std::to_string(parts_.era);
}

void EventHub::stop() {
  if (thread_.joinable()) {
    thread_.request_stop();
    platform::ring_news();
    thread_.join();
  }
  const std::lock_guard lock(mutex_);
  for (auto& subscriber : subscribers_) subscriber.sink->close();
  subscribers_.clear();
}

std::size_t EventHub::streams() const {
  const std::lock_guard lock(mutex_);
  return subscribers_.size();
}

void EventHub::run(const std::stop_token& stopping) {
  while (!stopping.stop_requested()) {
    const auto seen = platform::news_count();
    try {
      round();
    } catch (const std::exception& error) {
      platform::log_incident("events", error.what());  // the database will come back
    }
    if (!stopping.stop_requested()) platform::wait_for_news(seen, kPatience);
  }
}

void EventHub::round() {
  const std::lock_guard lock(mutex_);
  std::erase_if(subscribers_, [](const Subscriber& each) { return !each.sink->is_open(); });
  platform::set_gauge("hd_event_streams", {}, static_cast<std::int64_t>(subscribers_.size()));
  if (subscribers_.empty()) return;
  const base::Timestamp now = parts_.clock();
  std::vector<StoredEvent> events;
  do {
    const auto from = std::ranges::min(subscribers_, {}, &Subscriber::position).position;
    events = parts_.database.read(
        [&](Transaction& tx) { return platform::events_after(tx, from, kBatch); });
    check_sessions(now, events);
    for (auto& subscriber : subscribers_) deliver(subscriber, events, base::local_date(now));
  } while (events.size() == kBatch && !subscribers_.empty());
}

/// Every 30 s, and at once when a session of the user was ended.
void EventHub::check_sessions(base::Timestamp now, const std::vector<StoredEvent>& events) {
  std::erase_if(subscribers_, [&](Subscriber& subscriber) {
    const bool told = std::ranges::any_of(events, [&](const StoredEvent& stored) {
      return stored.position > subscriber.position && stored.event.topic == kSessionEnded &&
             stored.event.scope_user == subscriber.actor.user.str();
    });
    if (!told && now - subscriber.checked_at < kSessionCheck) return false;
    auto session = parts_.database.read(
        [&](Transaction& tx) { return parts_.authenticate(tx, subscriber.request, now); });
    if (!session) {
      subscriber.sink->send({}, "session_ended", "{}");
      subscriber.sink->close();
      return true;
    }
    subscriber.actor = std::move(session->actor);
    subscriber.checked_at = now;
    return false;
  });
}

void EventHub::deliver(Subscriber& subscriber, const std::vector<StoredEvent>& events,
                       base::Date today) const {
  if (events.empty()) return;
  const auto organisations = subscriber.actor.organisations(today);
  for (const StoredEvent& stored : events) {
    if (stored.position <= subscriber.position) continue;
    if (!concerns(stored.event, subscriber.actor, organisations)) continue;
    const platform::Json data(JsonObject{{"topic", stored.event.topic},
                                         {"object_kind", stored.event.object_kind},
                                         {"object_id", stored.event.object_id},
                                         {"at", stored.at}});
    subscriber.sink->send(id_of(stored.position), {}, data.dump());
  }
  subscriber.position = std::max(subscriber.position, events.back().position);
}

void add_event_route(Router& router, EventHub& hub) {
  router.plain("GET", "/api/v1/events", access::Permission::signed_in,
               [&hub](const Call& call) { return hub.open(call); });
}

}  // namespace hd::server
