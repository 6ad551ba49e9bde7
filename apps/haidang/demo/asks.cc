#include "demo/asks.h"

#include <array>
#include <chrono>
#include <utility>

#include "demo/bodies.h"
#include "demo/people.h"
#include "directory/operations.h"

namespace hd::demo {
namespace {

using connections::Action;
using connections::ConnectionId;
using connections::Operations;
using connections::TargetKind;
using connections::Who;
using std::chrono::hours;
using std::chrono::minutes;

/// What is asked for, in the order of kBodies.
constexpr auto kServices =
    std::to_array<const char*>({"psych_counselling", "identification", "shelter", "rescue",
                                "citizen_protection", "social_protection"});

struct Words {
  const char* situation;
  const char* result;
};
constexpr auto kResults = std::to_array<Words>({
    {"Đã gặp người cần hỗ trợ, tinh thần ổn định.", "Bắt đầu hỗ trợ từ tuần này."},
    {"Đã xác minh thông tin ban đầu.", "Đang lập hồ sơ, có người phụ trách."},
    {"Đã liên lạc với gia đình.", "Thống nhất kế hoạch hỗ trợ tại địa phương."},
});

/// members of the working group on that day as such, others at the grassroots.
connections::Target target_of(platform::Transaction& tx, const Body& body, base::Timestamp now) {
  const auto org = directory::OrgId::of_key(body.organisation);
  const bool member = directory::current(tx).is_working_group_member(org, base::local_date(now));
  return {.kind = member ? TargetKind::wg_member : TargetKind::grassroots, .org = org};
}

/// Later the same day: `from` plus some minutes.
base::Timestamp soon(Chance& chance, base::Timestamp from, int least, int most) {
  return from + minutes(chance.between(least, most));
}

constexpr auto kCourses = std::to_array<std::pair<Course, int>>({
    {Course::in_time, 52},
    {Course::late, 16},
    {Course::declined, 12},
    {Course::delegated, 12},
    {Course::silent, 4},
    {Course::withdrawn, 4},
});

}  // namespace

struct Asks::Thread {
  std::optional<ConnectionId> id;
  Closed closed;
  std::size_t asked;   ///< position in kBodies
  std::size_t second;  ///< who is asked after a refusal

  const Body& body() const { return kBodies[asked]; }
  std::string member() const { return body().member; }
};

Asks::Asks(Agenda& agenda, Chance& chance, connections::Operations& connections,
           documents::Operations& documents, duties::Operations& duties)
    : agenda_(agenda),
      chance_(chance),
      connections_(connections),
      documents_(documents),
      duties_(duties) {}

Asks::~Asks() = default;

Asks::Thread& Asks::add(const Closed& closed, std::size_t first, std::size_t second) {
  threads_.push_back(std::make_unique<Thread>(Thread{{}, closed, first, second}));
  return *threads_.back();
}

void Asks::plan(const Closed& closed, base::Timestamp now) {
  Course course = chance_.weighted(kCourses);
  const std::size_t target = chance_.below(course == Course::delegated ? 2 : kBodies.size());
  plan(closed, now, course, target);
}

void Asks::plan(const Closed& closed, base::Timestamp now, Course course, std::size_t target) {
  Thread& thread = add(closed, target, (target + 1) % kBodies.size());
  const auto sent = soon(chance_, now, 4, 20);
  open(thread, sent);
  follow(thread, course, sent);
}

void Asks::open(Thread& thread, base::Timestamp when) {
  agenda_.add(when, [this, &thread](platform::Transaction& tx, base::Timestamp now) {
    const auto actor = accounts::demo_actor(person(thread.closed.counsellor));
    const Who who{actor, now};
    connections::Changes content;
    content.needs = std::vector{connections::Need{.service = kServices[thread.asked]}};
    content.urgency = thread.closed.contact.kind == "urgent" ? connections::Urgency::urgent
                                                             : connections::Urgency::normal;
    content.target = target_of(tx, thread.body(), now);
    content.channel_used = "phone";
    content.agreed_measure = "Liên hệ trong ngày và báo lại cho đường dây nóng.";
    const auto made = must(connections_.create(tx, who, thread.closed.contact.id, content));
    thread.id = made.connection.id;
    must(connections_.change_status(tx, who, *thread.id,
                                    {.version = made.connection.version, .action = Action::send}));
  });
}

void Asks::step(Thread& thread, base::Timestamp when, const std::string& username, Act act) {
  agenda_.add(when, [this, &thread, username, act = std::move(act)](platform::Transaction& tx,
                                                                    base::Timestamp now) {
    if (!thread.id) return;  // the year ended before it was sent
    const auto actor = accounts::demo_actor(person(username));
    const Who who{actor, now};
    const auto seen = connections_.by_ids(tx, who, {thread.id->str()});
    if (!seen.empty()) act(tx, who, seen.front().connection.version);
  });
}

void Asks::change(Thread& thread, base::Timestamp when, const std::string& username,
                  Operations::StatusChange change) {
  step(thread, when, username,
       [this, &thread, change](platform::Transaction& tx, const Who& who, std::int64_t version) {
         auto now = change;
         now.version = version;
         must(connections_.change_status(tx, who, *thread.id, now));
       });
}

void Asks::handle(Thread& thread, base::Timestamp when, const std::string& username) {
  step(thread, when, username,
       [this, &thread](platform::Transaction& tx, const Who& who, std::int64_t version) {
         must(connections_.record_handling(tx, who, *thread.id,
                                           {.version = version,
                                            .handled_by = "Cán bộ trực (mẫu)",
                                            .reported_to = "Lãnh đạo phụ trách (mẫu)",
                                            .direction = "Giao đơn vị liên hệ ngay.",
                                            .units_instructed = "Đơn vị chuyên môn"}));
       });
}

void Asks::result(Thread& thread, base::Timestamp when, const std::string& username) {
  const Words words = chance_.one_of(kResults);
  step(thread, when, username,
       [this, &thread, words](platform::Transaction& tx, const Who& who, std::int64_t version) {
         must(connections_.record_result(
             tx, who, *thread.id,
             {.version = version, .situation = words.situation, .result = words.result}));
       });
}

void Asks::complete(Thread& thread, base::Timestamp when) {
  const std::string outcome = chance_.percent(75) ? "met" : "partly_met";
  step(thread, when, thread.closed.counsellor,
       [this, &thread, outcome](platform::Transaction& tx, const Who& who, std::int64_t version) {
         const auto seen = connections_.by_ids(tx, who, {thread.id->str()});
         std::vector<connections::Outcome> outcomes;
         for (const auto& need : seen.front().connection.told.needs) {
           outcomes.push_back({.service = need.service, .outcome = outcome});
         }
         must(connections_.change_status(
             tx, who, *thread.id,
             {.version = version, .action = Action::complete, .outcomes = outcomes}));
       });
}

/// the counsellor writes down what was coordinated and issues it.
void Asks::report(Thread& thread, base::Timestamp when) {
  step(thread, when, thread.closed.counsellor,
       [this, &thread](platform::Transaction& tx, const Who& who, std::int64_t version) {
         const auto draft = must(connections_.draft_written_report(tx, who, *thread.id, version));
         must(documents_.issue(tx, who.now, who.actor, draft.id, draft.version));
       });
}

/// the intervention is reported to the leader; a hand ticks it off.
void Asks::tell_lead(Thread& thread, base::Timestamp when) {
  step(thread, when, thread.closed.counsellor,
       [this, &thread](platform::Transaction& tx, const Who& who, std::int64_t) {
         const auto page =
             must(duties_.list(tx, who.now, who.actor, {.subject_id = thread.id->str()}));
         for (const auto& view : page.items) {
           if (view.duty.kind != "contact_report_to_lead") continue;
           must(duties_.complete(tx, who.now, who.actor, view.duty.id,
                                 {.version = view.duty.version, .note = "Đã báo trực tiếp."}));
         }
       });
}

void Asks::reroute(Thread& thread, base::Timestamp when) {
  step(thread, when, thread.closed.counsellor,
       [this, &thread](platform::Transaction& tx, const Who& who, std::int64_t version) {
         Thread& next = add(thread.closed, thread.second, thread.second);
         const auto target = target_of(tx, next.body(), who.now);
         const auto made = must(connections_.reroute(tx, who, *thread.id, version, target));
         next.id = made.connection.id;
         must(connections_.change_status(
             tx, who, *next.id, {.version = made.connection.version, .action = Action::send}));
         follow(next, Course::in_time, who.now);
       });
}

void Asks::delegate(Thread& thread, base::Timestamp when) {
  change(thread, when, thread.member(),
         {.version = 0,
          .action = Action::delegate,
          .note = "Giao đơn vị thực hiện.",
          .unit = directory::UnitId::of_key(thread.body().unit)});
}

/// Three calls that nobody answers; the clock asks the working-group member to help.
void Asks::keep_silent(Thread& thread, base::Timestamp sent) {
  const auto call = [&](base::Timestamp when, bool reached) {
    step(thread, when, thread.closed.counsellor,
         [this, &thread, reached](platform::Transaction& tx, const Who& who, std::int64_t version) {
           must(connections_.record_call_attempt(tx, who, *thread.id,
                                                 {.version = version,
                                                  .at = who.now,
                                                  .reached = reached,
                                                  .note = reached ? "Đã gặp cán bộ trực." : ""}));
         });
  };
  call(sent + minutes(40), false);
  call(sent + minutes(100), false);
  call(sent + minutes(170), false);
  call(workday(sent, 1, 9), true);
}

void Asks::acknowledge(Thread& thread, base::Timestamp when) {
  change(thread, when, thread.member(), {.version = 0, .action = Action::acknowledge});
}

void Asks::finish(Thread& thread, base::Timestamp handled, int days) {
  handle(thread, handled, thread.member());
  const auto told = workday(handled, days, chance_.between(9, 16));
  result(thread, told, thread.member());
  complete(thread, workday(told, chance_.between(2, 7), 14));
}

void Asks::follow(Thread& thread, Course course, base::Timestamp sent) {
  const auto taken = soon(chance_, sent, 30, 150);
  const auto next_day = workday(sent, 1, chance_.between(8, 15));
  report(thread, workday(sent, 1, 16));
  tell_lead(thread, soon(chance_, sent, 15, 200));
  switch (course) {
    case Course::in_time:
      acknowledge(thread, taken);
      return finish(thread, next_day, chance_.between(1, 3));
    case Course::late:
      acknowledge(thread, workday(sent, 2, 9));
      return finish(thread, workday(sent, chance_.between(2, 4), 11), chance_.between(5, 8));
    case Course::declined:
    case Course::declined_now:
      change(thread, next_day, thread.member(),
             {.version = 0, .action = Action::decline, .reason = "no_capacity"});
      if (course == Course::declined) reroute(thread, next_day + minutes(75));
      return;
    case Course::delegated:
    case Course::with_unit:
      acknowledge(thread, taken);
      handle(thread, taken + minutes(20), thread.member());
      delegate(thread, next_day);
      if (course == Course::with_unit) return;
      handle(thread, workday(next_day, 1, 9), thread.body().officer);
      result(thread, workday(next_day, 2, 15), thread.body().officer);
      return complete(thread, workday(next_day, 6, 10));
    case Course::silent:
      keep_silent(thread, sent);
      acknowledge(thread, workday(sent, 1, 10));
      return finish(thread, workday(sent, 1, 14), 2);
    case Course::withdrawn:
      return change(thread, workday(sent, 2, 9), thread.closed.counsellor,
                    {.version = 0, .action = Action::withdraw, .reason = "need_met"});
    case Course::waiting:
      return;
    case Course::handled_no_result:
      acknowledge(thread, taken);
      return handle(thread, next_day, thread.member());
    case Course::asked_back:
      acknowledge(thread, taken);
      return ask_back(thread, taken + minutes(15));
    case Course::result_there:
      acknowledge(thread, taken);
      handle(thread, next_day, thread.member());
      return result(thread, workday(next_day, 1, 10), thread.member());
  }
}

void Asks::ask_back(Thread& thread, base::Timestamp when) {
  step(thread, when, thread.member(),
       [this, &thread](platform::Transaction& tx, const Who& who, std::int64_t version) {
         must(connections_.message(tx, who, *thread.id, version,
                                   "Người cần hỗ trợ đi cùng trẻ nhỏ không?"));
       });
}

void plan_unfinished(Agenda& agenda, Calls& calls, Asks& asks) {
  struct Line {
    Course course;
    std::size_t target;
    hours ago;
    const char* counsellor;
  };
  constexpr auto kLines = std::to_array<Line>({
      {Course::waiting, 0, hours{2}, "tuvan1"},
      {Course::waiting, 1, hours{24 * 6}, "tuvan1"},
      {Course::waiting, 2, hours{26}, "tuvan2"},
      {Course::declined_now, 2, hours{24 * 4}, "tuvan1"},
      {Course::handled_no_result, 0, hours{24 * 14}, "tuvan2"},
      {Course::handled_no_result, 4, hours{24 * 5}, "tuvan1"},
      {Course::asked_back, 5, hours{20}, "tuvan1"},
      {Course::with_unit, 0, hours{24 * 4}, "tuvan2"},
      {Course::with_unit, 1, hours{24 * 5}, "tuvan1"},
      {Course::result_there, 3, hours{24 * 6}, "tuvan1"},
      {Course::waiting, 0, hours{30}, "tuvan_hy"},
      {Course::handled_no_result, 1, hours{24 * 3}, "tuvan_hy"},
  });
  std::size_t number = 0;
  for (const Line& line : kLines) {
    plan_case(agenda, calls, "ask." + std::to_string(++number), line.counsellor,
              agenda.end() - line.ago, [&asks, line](base::Timestamp now, const Closed& closed) {
                asks.plan(closed, now, line.course, line.target);
              });
  }
}

}  // namespace hd::demo
