// run_fill_victims() and run_read_facts(): what statistics count, and how long reading it takes.

#include <chrono>
#include <cstdio>
#include <random>

#include <sys/resource.h>

#include "bench/bench.h"
#include "cases/store_people.h"
#include "parts.h"
#include "referrals/store.h"
#include "statistics/operations_sources.h"

namespace hd {
namespace {

constexpr std::int64_t kPerTransaction = 1'000;
constexpr std::chrono::milliseconds kYear = std::chrono::hours(365 * 24);
constexpr int kVictims = 2, kNeeds = 2;
/// One case in so many has a referral.
constexpr std::int64_t kPerReferral = 5;

using Random = std::minstd_rand;

template <std::size_t Size>
std::string one_of(const char* const (&codes)[Size], Random& random) {
  return codes[random() % Size];
}

cases::Case victims_case(const std::string& number, base::Timestamp opened, Random& random) {
  const auto officer = access::UserId::of_key("bench." + std::to_string(random() % 997));
  return {.id = cases::CaseId::random(),
          .number = number,
          .state = cases::State::in_support,
          .lead_org = directory::OrgId::of_key("org.hotline_111"),
          .lead_officer = officer,
          .entry_road = one_of({"rescued", "self_returned", "hotline", "abroad"}, random),
          .opened_by = officer,
          .opened_at = opened,
          .updated_at = opened,
          .persons = kVictims,
          .identification = "confirmed"};
}

cases::Person victim(const cases::Case& record, std::int64_t position, Random& random) {
  cases::Person person{.id = cases::PersonId::random(),
                       .case_file = record.id,
                       .position = position,
                       .kind = cases::PersonKind::victim,
                       .identification = one_of({"confirmed", "confirmed", "suspected"}, random),
                       .created_at = record.opened_at,
                       .updated_at = record.opened_at};
  person.identity = {.full_name = "Nhân Vật Đo " + std::to_string(random() % 100'000),
                     .birth = {.year = 1970 + static_cast<int>(random() % 45)},
                     .origin_province = one_of({"04", "01", "33", "40", "91"}, random)};
  person.facts = {.sex = one_of({"female", "female", "male"}, random),
                  .ethnic_group = one_of({"01", "03", "08"}, random),
                  .citizenship = "vn",
                  .residence_class = "vn_citizen",
                  .languages = {"vi"},
                  .where = "in_vn"};
  person.trafficking = {.purposes = {one_of({"sexual", "online_scam", "forced_labour"}, random)},
                        .means = {},
                        .space = "transnational_out",
                        .to_place = "Thành phố Mẫu, Campuchia",
                        .account = std::string(600, 'x')};
  return person;
}

cases::Need wish(const cases::Person& person, Random& random) {
  return {.id = cases::NeedId::random(),
          .case_file = person.case_file,
          .person = person.id,
          .state = one_of({"met", "partly_met", "open"}, random),
          .service = one_of({"shelter", "medical_care", "legal_aid", "vocational"}, random),
          .created_at = person.created_at,
          .updated_at = person.created_at};
}

referrals::Referral sent_for(const cases::Case& record, const cases::Person& person,
                             std::int64_t number) {
  const auto id = referrals::ReferralId::random();
  referrals::Referral sent{
      .id = id,
      .number = "DO-" + std::to_string(number) + "/" + id.str(),
      .case_id = record.id,
      .case_number = record.number,
      .person = person.id,
      .sender = record.lead_org,
      .author = record.lead_officer,
      .status = referrals::Status::in_service,
      .target = referrals::Target{.org = directory::OrgId::of_key("org.health_hung_yen")},
      .root = id,
      .created_at = record.opened_at,
      .updated_at = record.opened_at,
      .sent_at = record.opened_at};
  sent.told.needs = {{.service = "shelter"}};
  return sent;
}

/// Of this process so far.
double processor_seconds(const rusage& usage) {
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}
rusage used() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage;
}

}  // namespace

int run_fill_victims(const Config& config, std::int64_t count) {
  const auto app = make_app(config);
  Random random(20260101);
  const base::Timestamp now = app->clock();
  const std::string batch = base::random_uuid().substr(0, 8);
  for (std::int64_t done = 0; done < count;) {
    const std::int64_t end = std::min(count, done + kPerTransaction);
    app->database->write([&](platform::Transaction& tx) {
      const vault::Place place{tx, *app->vault};
      for (std::int64_t i = done; i < end; ++i) {
        // One after the other, as they come in.
        const auto opened = now - kYear + kYear * i / count;
        const auto record = victims_case("DO-" + batch + "-" + std::to_string(i), opened, random);
        cases::store::insert(place, record);
        for (int position = 1; position <= kVictims; ++position) {
          const auto person = victim(record, position, random);
          cases::store::insert(place, person);
          for (int need = 0; need < kNeeds; ++need) {
            cases::store::insert(place, wish(person, random));
          }
          if (position == 1 && i % kPerReferral == 0) {
            referrals::store::insert(place, sent_for(record, person, i));
          }
        }
      }
      return true;
    });
    done = end;
  }
  std::printf("%lld cases with %d victims each added\n", static_cast<long long>(count), kVictims);
  return 0;
}

int run_read_facts(const Config& config) {
  const auto app = make_app(config);
  const base::Timestamp now = app->clock();
  const base::Date today = base::local_date(now);
  const statistics::Days days{base::plus_days(today, -366), today};
  for (const auto& unit : statistics::kUnitNames) {
    std::int64_t records = 0, codes = 0;
    const auto begun = std::chrono::steady_clock::now();
    const double processor = processor_seconds(used());
    app->database->read([&](platform::Transaction& tx) {
      app->sources.of(unit.value)(tx, now, days, {}, [&](const statistics::Fact& fact) {
        ++records;
        codes += static_cast<std::int64_t>(fact.codes.size());
      });
      return true;
    });
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - begun;
    std::printf("%-15s %8lld records %8lld codes %6.2f s, %6.2f s of processor, %ld MB\n",
                std::string(unit.name).c_str(), static_cast<long long>(records),
                static_cast<long long>(codes), passed.count(),
                processor_seconds(used()) - processor, used().ru_maxrss / 1024);
  }
  return 0;
}

}  // namespace hd
