// run_fill(): a database of a size that years of work would make, in minutes.

#include <array>
#include <chrono>
#include <cstdio>
#include <random>

#include <unistd.h>

#include "accounts/operations_demo.h"
#include "base/ordered_id.h"
#include "bench/bench.h"
#include "contacts/store.h"
#include "duties/operations.h"
#include "parts.h"

namespace hd {
namespace {

constexpr std::int64_t kPerTransaction = 2'000;
constexpr std::chrono::milliseconds kYear = std::chrono::days(365);
constexpr std::int64_t kPerDuty = 100;

template <std::size_t N>
std::string any(const std::array<const char*, N>& codes, std::minstd_rand& random) {
  return codes.at(random() % N);
}

/// An invented, finished conversation; the seed makes it the same in every run. They come one after
/// the other, as conversations do: the first a year ago, the last of `count` now.
contacts::Contact synthetic(std::int64_t number, std::int64_t count, base::Timestamp now,
                            std::minstd_rand& random) {
  constexpr std::array<const char*, 8> kKinds{"information", "information", "information",
                                              "information", "information", "counselling",
                                              "counselling", "referral"};
  constexpr std::array<const char*, 4> kRelations{"public", "relative", "self_victim", "official"};
  constexpr std::array<const char*, 3> kTopics{"safe_migration", "law_policy", "services"};
  constexpr std::array<const char*, 3> kSexes{"male", "female", "unknown"};
  constexpr std::array<const char*, 6> kProvinces{"01", "04", "31", "33", "48", "79"};
  const auto started = now - kYear * (count - number) / count;
  const auto year = static_cast<int>(base::local_date(started).year());
  contacts::Contact contact{.id = base::ordered_id<contacts::ContactId>(started),
                            .hotline = directory::OrgId::of_key("org.hotline_111"),
                            .counsellor = accounts::demo_user("tuvan1"),
                            .state = contacts::State::final,
                            .channel = "phone_111",
                            .kind = any(kKinds, random),
                            .number = "DO-" + std::to_string(year) + "-" + std::to_string(number),
                            .started_at = started,
                            .ended_at = started + std::chrono::minutes(5),
                            .created_at = started,
                            .updated_at = started,
                            .version = 2};
  contact.facts.topics = {any(kTopics, random)};
  contact.facts.caller_relation = any(kRelations, random);
  contact.facts.sex = any(kSexes, random);
  contact.facts.age = static_cast<std::int64_t>(random() % 80);
  contact.facts.province = any(kProvinces, random);
  contact.identity.phone = "0900 000 0" + std::to_string(10 + random() % 90);
  contact.narrative.summary = "Cuộc gọi tổng hợp để đo (dữ liệu hư cấu).";
  return contact;
}

void open_duty(App& app, platform::Transaction& tx, const contacts::Contact& contact) {
  const auto opened = duties::open(tx, app.clock(), access::system_actor(),
                                   {.kind = "follow_up",
                                    .rule = "FOLLOW_UP",
                                    .org = contact.hotline,
                                    .subject_kind = "contact",
                                    .subject_id = contact.id.str(),
                                    .subject_number = contact.number,
                                    .started_at = contact.started_at,
                                    .due_at = contact.started_at + std::chrono::days(30)});
  if (!opened) throw std::runtime_error("duty refused: " + opened.error().code);
}

void show_progress(std::int64_t done, std::int64_t count) {
  if (isatty(STDERR_FILENO) == 0) return;
  std::fprintf(stderr, "\r%lld of %lld", static_cast<long long>(done),
               static_cast<long long>(count));
}

}  // namespace

int run_fill(const Config& config, std::int64_t count) {
  const auto app = make_app(config);
  contacts::store::Store store(*app->vault);
  std::minstd_rand random(20260101);
  const base::Timestamp now = app->clock();
  for (std::int64_t done = 0; done < count;) {
    const std::int64_t end = std::min(count, done + kPerTransaction);
    app->database->write([&](platform::Transaction& tx) {
      for (std::int64_t i = done; i < end; ++i) {
        const auto contact = synthetic(i, count, now, random);
        store.insert(tx, contact);
        if (i % kPerDuty == 0) open_duty(*app, tx, contact);
      }
      return true;
    });
    done = end;
    show_progress(done, count);
  }
  std::printf("%lld conversations added\n", static_cast<long long>(count));
  return 0;
}

}  // namespace hd
