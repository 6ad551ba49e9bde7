// run_fill_cases(): cases and persons of a size that years of work would make.

#include <cstdio>
#include <random>

#include "accounts/operations_demo.h"
#include "bench/bench.h"
#include "cases/store_people.h"
#include "parts.h"

namespace hd {
namespace {

constexpr std::int64_t kPerTransaction = 1'000;
constexpr int kMinutesOfYear = 365 * 24 * 60;
/// One case in so many is that of the officer who is measured with.
constexpr std::int64_t kShare = 10;

cases::Case synthetic_case(std::int64_t number, base::Timestamp now, std::minstd_rand& random) {
  const auto age = static_cast<int>(random() % static_cast<unsigned>(kMinutesOfYear));
  const auto opened = now - std::chrono::minutes(age);
  const auto officer = number % kShare == 0
                           ? accounts::demo_user("tuvan1")
                           : access::UserId::of_key("bench." + std::to_string(number % 997));
  return {.id = cases::CaseId::random(),
          .number = "DO-" + std::to_string(number),
          .state = number % 2 == 0 ? cases::State::open : cases::State::in_support,
          .lead_org = directory::OrgId::of_key("org.hotline_111"),
          .lead_officer = officer,
          .entry_road = "hotline",
          .opened_by = officer,
          .opened_at = opened,
          .updated_at = opened,
          .persons = 1,
          .identification = "suspected",
          .risk_level = number % 3 == 0 ? "high" : "low",
          .summary = "Ca tổng hợp để đo (dữ liệu hư cấu)."};
}

cases::Person synthetic_person(const cases::Case& record, std::minstd_rand& random) {
  cases::Person person{.id = cases::PersonId::random(),
                       .case_file = record.id,
                       .identification = "suspected",
                       .created_at = record.opened_at,
                       .updated_at = record.opened_at};
  person.identity.full_name = "Nhân Vật Đo " + std::to_string(random() % 100'000);
  person.identity.birth.year = 1970 + static_cast<int>(random() % 50);
  person.facts.sex = "female";
  return person;
}

}  // namespace

int run_fill_cases(const Config& config, std::int64_t count) {
  constexpr int kTurnsOfTimeline = 3;
  const auto app = make_app(config);
  std::minstd_rand random(20260101);
  const base::Timestamp now = app->clock();
  for (std::int64_t done = 0; done < count;) {
    const std::int64_t end = std::min(count, done + kPerTransaction);
    app->database->write([&](platform::Transaction& tx) {
      const cases::store::Place place{tx, *app->vault};
      for (std::int64_t i = done; i < end; ++i) {
        const auto record = synthetic_case(i, now, random);
        cases::store::insert(place, record);
        cases::store::insert(place, synthetic_person(record, random));
        for (int turn = 0; turn < kTurnsOfTimeline; ++turn) {
          cases::store::add(
              place, record.id,
              {.kind = "note_support", .texts = {{"text", "ghi chú đo"}}, .at = record.opened_at});
        }
      }
      return true;
    });
    done = end;
  }
  std::printf("%lld cases added\n", static_cast<long long>(count));
  return 0;
}

}  // namespace hd
