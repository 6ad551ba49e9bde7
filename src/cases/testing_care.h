#pragma once
// For tests only: a case of the hotline with one person, over a real database and the routes.

#include <memory>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "calendar/operations.h"
#include "cases/api_care.h"
#include "cases/store_people.h"
#include "contacts/testing.h"
#include "directory/testing.h"
#include "duties/testing.h"
#include "server/testing.h"

namespace hd::cases::testing {

using access::Role;
using platform::HttpResponse;
using server::testing::text_of;

inline const auto kHotline = contacts::testing::kHotline;
inline const auto kHealth = directory::testing::org("health_hung_yen");
inline const auto kPolice = directory::testing::org("police_hung_yen");
inline const auto kCase = base::testing::id<CaseId>(1);
inline const auto kPerson = base::testing::id<PersonId>(1);

/// Officer 1 leads; 2 supports, 3 protects, 4 investigates; 5 is a colleague; 6 is excluded.
class CareScene : public ::testing::Test {
 protected:
  CareScene() {
    stage_.database->write([&](platform::Transaction& tx) {
      calendar::load_first_content(tx);
      directory::load_first_content(tx);
      load_routes(tx);
      const store::Place place{tx, *stage_.vault};
      store::insert(place, record());
      for (const auto& [user, kind] :
           {std::pair{2, access::MemberKind::support}, std::pair{3, access::MemberKind::protection},
            std::pair{4, access::MemberKind::investigation}}) {
        store::add_member(place, kCase,
                          {.user = contacts::testing::user(user),
                           .org = kHotline,
                           .kind = kind,
                           .since = stage_.now},
                          contacts::testing::user(1), stage_.now);
      }
      store::add_exclusion(place, kCase,
                           {.user = contacts::testing::user(6),
                            .by = contacts::testing::user(1),
                            .at = stage_.now,
                            .reason = "người thân"});
      store::insert(place, person());
      return true;
    });
    add_care_routes(stage_.router,
                    {consents_, overrides_, risks_, identifications_, *stage_.vault});
  }

  Case record() const {
    return {.id = kCase,
            .number = "CA-2026-00001",
            .lead_org = kHotline,
            .lead_officer = contacts::testing::user(1),
            .opened_by = contacts::testing::user(1),
            .opened_at = stage_.now,
            .updated_at = stage_.now,
            .persons = 1};
  }
  Person person() const {
    return {
        .id = kPerson,
        .case_file = kCase,
        .created_at = stage_.now,
        .updated_at = stage_.now,
        .identity = {.full_name = "Nguyễn Thị Mẫu", .birth = {.year = 1990, .month = 1, .day = 2}}};
  }
  /// Makes the person as old as said, with guardians.
  void change_person(std::int64_t birth_year, std::vector<Guardian> guardians = {}) {
    stage_.database->write([&](platform::Transaction& tx) {
      const store::Place place{tx, *stage_.vault};
      Person next = store::find_person(place, kPerson).value();
      next.identity.birth.year = birth_year;
      next.identity.guardians = std::move(guardians);
      ++next.version;
      EXPECT_TRUE(store::update(place, next));
      return true;
    });
  }

  HttpResponse call(int user, std::string method, const std::string& path, std::string body = "") {
    const auto who = contacts::testing::person(user, Role::counsellor);
    return stage_.ask(who, std::move(method), path, std::move(body));
  }
  HttpResponse get(int user, const std::string& part) {
    return call(user, "GET", "/persons/" + kPerson.str() + part);
  }
  HttpResponse post(int user, const std::string& part, std::string body) {
    return call(user, "POST", "/persons/" + kPerson.str() + part, std::move(body));
  }

  /// "T13 open, T14 open": the clocks of the person by rule.
  std::string clocks() { return duties::testing::clocks(*stage_.database, kPerson.str()); }
  std::string text(const std::string& sql) {
    return stage_.database->read(
        [&](platform::Transaction& tx) { return tx.query(sql).front().text("t"); });
  }

  server::testing::Stage stage_;
  duties::Operations duties_{*stage_.vault};
  Consents consents_{*stage_.vault};
  Overrides overrides_{*stage_.vault};
  Risks risks_{*stage_.vault, duties_};
  Identifications identifications_{*stage_.vault, duties_};
};

}  // namespace hd::cases::testing
