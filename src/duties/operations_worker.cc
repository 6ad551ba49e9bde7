#include "duties/operations_worker.h"

#include <set>
#include <utility>

#include "access/actor.h"
#include "accounts/operations_people.h"
#include "audit/audit.h"
#include "base/id.h"
#include "calendar/operations.h"
#include "duties/operations_end.h"
#include "duties/store.h"
#include "platform/outbox.h"

namespace hd::duties {
namespace {

constexpr std::int64_t kBatch = 200;

/// Who hears of an alarm: the people of the step, and always the owner.
std::set<access::UserId> listeners(platform::Transaction& tx, const Duty& duty, const Alarm& alarm,
                                   base::Date today) {
  auto people = owners(tx, duty, today);
  if (alarm.stage == 0) return people;
  for (const auto& holder : accounts::holders(tx, alarm.org, alarm.role, today)) {
    people.insert(holder.user);
  }
  return people;
}

/// The word in history and audit.
std::string word_of(const Alarm& alarm) {
  if (alarm.percent < 100) return "warned";
  return alarm.stage == 0 ? "overdue" : "escalated";
}

void ring(platform::Transaction& tx, base::Timestamp now, const Duty& duty, const Alarm& alarm,
          int number) {
  const std::string word = word_of(alarm);
  store::add_history(tx, duty.id,
                     {.id = base::random_uuid(), .at = now, .due_at = duty.due_at, .why = word});
  // The clock is part of the key: when the calendar moves the due time, the new one rings anew.
  const std::string key = "duty/" + duty.id.str() + "/" + std::to_string(number) + "/" +
                          std::to_string(duty.clock_at().time_since_epoch().count());
  const std::string code = code_of(duty);
  for (const auto& user : listeners(tx, duty, alarm, base::local_date(now))) {
    platform::enqueue_notice(tx, now,
                             {.to_user = user.str(), .code = code, .key = key + "/" + user.str()});
  }
  audit::record(tx, now, access::system_actor(),
                {.action = "duty." + word, .object_kind = "duty", .object_id = duty.id.str()});
}

/// True when this call was the one that fired.
bool fire(platform::Transaction& tx, base::Timestamp now, const DutyId& id) {
  auto duty = store::find(tx, id);
  if (!duty || duty->state != State::open || !duty->next_alarm_at || *duty->next_alarm_at > now) {
    return false;
  }
  const auto schedule = alarms(*duty, calendar::rule_by_id(tx, duty->rule), calendar::load(tx));
  const int fired_before = duty->alarms_fired;
  auto next = static_cast<std::size_t>(fired_before);
  while (next < schedule.size() && schedule[next].at <= now) ++next;
  duty->alarms_fired = static_cast<int>(next);
  set_stage(*duty, schedule);
  if (!store::update_alarms(tx, *duty, fired_before)) return false;
  for (auto i = static_cast<std::size_t>(fired_before); i < next; ++i) {
    ring(tx, now, *duty, schedule[i], static_cast<int>(i));
  }
  announce(tx, now, *duty);
  return true;
}

}  // namespace

std::size_t fire_due(platform::Database& database, base::Timestamp now) {
  std::size_t rang = 0;
  while (true) {
    const auto ids =
        database.read([&](platform::Transaction& tx) { return store::ringing(tx, now, kBatch); });
    std::size_t fired = 0;
    for (const DutyId& id : ids) {
      fired += database.write([&](platform::Transaction& tx) { return fire(tx, now, id); }) ? 1 : 0;
    }
    rang += fired;
    if (fired == 0 || ids.size() < static_cast<std::size_t>(kBatch)) return rang;
  }
}

Loop::Loop(std::function<void()> work, std::chrono::milliseconds interval,
           std::function<void(const std::exception&)> failed)
    : work_(std::move(work)),
      interval_(interval),
      failed_(std::move(failed)),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

Loop::~Loop() = default;

void Loop::poke() {
  {
    const std::lock_guard lock(mutex_);
    poked_ = true;
  }
  wake_.notify_one();
}

void Loop::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    try {
      work_();
    } catch (const std::exception& problem) {
      failed_(problem);
    }
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, stop, interval_, [this] { return poked_; });
    poked_ = false;
  }
}

}  // namespace hd::duties
