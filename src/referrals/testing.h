#pragma once
// For tests only: a case with a person, both sides, and the whole module over a real database.

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "calendar/operations.h"
#include "cases/store.h"
#include "cases/store_consent.h"
#include "cases/store_override.h"
#include "cases/store_people.h"
#include "cases/store_risk.h"
#include "contacts/testing.h"
#include "directory/testing.h"
#include "duties/testing_record.h"
#include "referrals/api.h"

namespace hd::referrals::testing {

using access::Role;
using base::testing::at;
using contacts::testing::person;
using platform::HttpResponse;
using server::testing::body_of;
using server::testing::flag_of;
using server::testing::text_of;
using server::testing::words;

inline const auto kHotline = directory::testing::org("hotline_111");
inline const auto kHealth = directory::testing::org("health_hung_yen");
inline const auto kWomen = directory::testing::org("womens_union_central");
inline const auto kPolice = directory::testing::org("police_hung_yen");
inline const auto kHealthUnit = directory::testing::unit("health_hung_yen.focal");
inline const auto kPoliceUnit = directory::testing::unit("police_hung_yen.focal");
inline const auto kCase = base::testing::id<cases::CaseId>(1);
inline const auto kPerson = base::testing::id<cases::PersonId>(1);
inline const std::string kName = "Người Được Thử";

/// A case of the hotline with one adult person, agencies, and a clock that the test moves.
class ReferralScene : public duties::testing::RecordScene {
 protected:
  ReferralScene() : RecordScene("referral") {
    stage_.database->write([&](platform::Transaction& tx) {
      calendar::load_first_content(tx);
      directory::load_first_content(tx);
      const cases::store::Place place{tx, *stage_.vault};
      cases::store::insert(place, {.id = kCase,
                                   .number = "CA-2026-00001",
                                   .lead_org = kHotline,
                                   .lead_officer = officer_.user,
                                   .opened_by = officer_.user,
                                   .opened_at = stage_.now,
                                   .updated_at = stage_.now,
                                   .persons = 1});
      cases::Person her{
          .id = kPerson, .case_file = kCase, .created_at = stage_.now, .updated_at = stage_.now};
      her.identity.full_name = kName;
      her.identity.birth.year = 1999;
      her.facts = {
          .sex = "female", .residence_class = "vn_citizen", .languages = {"vi"}, .where = "in_vn"};
      cases::store::insert(place, her);
      return true;
    });
    add_routes(stage_.router, operations_, *stage_.vault);
    assess("low", true);
  }

  /// Changes the person as the test wants her.
  template <class Change>
  void change_person(Change change) {
    stage_.database->write([&](platform::Transaction& tx) {
      const cases::store::Place place{tx, *stage_.vault};
      auto her = cases::store::find_person(place, kPerson).value();
      change(her);
      ++her.version;
      EXPECT_TRUE(cases::store::update(place, her));
      return true;
    });
  }
  void assess(const std::string& level, bool able) {
    stage_.now += std::chrono::minutes(1);
    stage_.database->write([&](platform::Transaction& tx) {
      cases::store::insert(cases::store::Place{tx, *stage_.vault}, kCase,
                           {.id = cases::RiskId::random(),
                            .person = kPerson,
                            .at = stage_.now,
                            .assessor = officer_.user,
                            .level = base::value_of(cases::kRiskLevelNames, level).value(),
                            .able_to_travel_alone = able ? cases::Answer::yes : cases::Answer::no});
      return true;
    });
  }
  /// Another person of the case.
  void add_person(const cases::PersonId& id, cases::PersonKind kind, const std::string& name) {
    stage_.database->write([&](platform::Transaction& tx) {
      const auto before = tx.query("SELECT COUNT(*) AS n FROM person").front().number("n");
      cases::Person other{.id = id,
                          .case_file = kCase,
                          .position = before + 1,
                          .kind = kind,
                          .created_at = stage_.now,
                          .updated_at = stage_.now};
      other.identity.full_name = name;
      cases::store::insert(cases::store::Place{tx, *stage_.vault}, other);
      return true;
    });
  }
  /// The person lets an organisation have these kinds of data; returns the consent.
  cases::Consent agree(const directory::OrgId& recipient, cases::Categories categories,
                       const cases::PersonId& person = kPerson) {
    const cases::Consent given{.id = cases::ConsentId::random(),
                               .person = person,
                               .recipient = recipient,
                               .categories = categories,
                               .given_at = stage_.now,
                               .valid_from = base::local_date(stage_.now),
                               .effective = true,
                               .recorded_by = officer_.user,
                               .language = "vi",
                               .text_version = "2026-01"};
    stage_.database->write([&](platform::Transaction& tx) {
      cases::store::insert(cases::store::Place{tx, *stage_.vault}, kCase, given);
      return true;
    });
    return given;
  }
  /// The person lets an organisation see who that is; returns the consent.
  cases::Consent consent(const directory::OrgId& recipient, bool narrative = false,
                         const cases::PersonId& person = kPerson) {
    cases::Categories kinds =
        cases::bit(cases::Category::work) | cases::bit(cases::Category::identity);
    if (narrative) kinds |= cases::bit(cases::Category::narrative);
    return agree(recipient, kinds, person);
  }
  void withdraw(cases::Consent given) {
    given.withdrawn_at = stage_.now;
    ++given.version;
    stage_.database->write([&](platform::Transaction& tx) {
      EXPECT_TRUE(cases::store::update(cases::store::Place{tx, *stage_.vault}, kCase, given));
      return true;
    });
  }

  /// A manager lets an organisation see who she is, and more kinds of data, for a day without her
  /// consent.
  void override_consent(const directory::OrgId& recipient, cases::Categories more = 0) {
    cases::ConsentOverride one{.id = cases::OverrideId::random(),
                               .person = kPerson,
                               .recipient = recipient,
                               .requested_by = officer_.user,
                               .requested_at = stage_.now,
                               .until = stage_.now + std::chrono::hours(24)};
    one.categories = static_cast<cases::Categories>(more | cases::bit(cases::Category::work) |
                                                    cases::bit(cases::Category::identity));
    stage_.database->write([&](platform::Transaction& tx) {
      const cases::store::Place place{tx, *stage_.vault};
      cases::store::insert(place, kCase, one);
      one.ruling = cases::Ruling{.by = lead_.user, .at = stage_.now, .approved = true};
      ++one.version;
      EXPECT_TRUE(cases::store::update(place, kCase, one));
      return true;
    });
  }

  HttpResponse step(const access::Actor& who, const std::string& id, const std::string& name,
                    const std::string& content) {
    return call(who, "PUT", "/" + id + "/steps/" + name,
                with_version(id, R"("officer":"Người Thử Một","done_at":"2026-03-02T02:00:00Z",")" +
                                     name + "\":" + content));
  }

  static std::string start(const directory::OrgId& to, const std::string& needs = "shelter") {
    return R"({"case_id":")" + kCase.str() + R"(","person_id":")" + kPerson.str() +
           R"(","needs":[{"service":")" + needs +
           R"("}],"urgency":"urgent","channel_used":"phone","province":"33",)"
           R"("target":{"organisation_id":")" +
           to.str() + R"("}})";
  }
  std::string draft(const directory::OrgId& to = kHealth) {
    const auto response = call(officer_, "POST", "", start(to));
    EXPECT_EQ(response.status, 201) << response.body;
    return text_of(response, "id");
  }
  static std::string opinion(const std::string& word = "agrees") {
    return R"({"opinion":")" + word + R"(","how_asked":"hỏi riêng","proposals":"gần nhà"})";
  }
  std::string ready(const directory::OrgId& to = kHealth) {
    const std::string id = draft(to);
    EXPECT_EQ(step(officer_, id, "risk_assessment", "{}").status, 200);
    EXPECT_EQ(step(officer_, id, "victim_opinion", opinion()).status, 200);
    return id;
  }
  std::string sent(const directory::OrgId& to = kHealth) {
    const std::string id = ready(to);
    const auto response = act(officer_, id, "send");
    EXPECT_EQ(response.status, 200) << response.body;
    return id;
  }
  static std::string acceptance() {
    return R"("acceptance":{"procedures":"giấy giới thiệu","contact_name":"Người Thử Hai",)"
           R"("contact_phone":"0900000021","reception_plan":"đón tại bến xe"})";
  }
  std::string accepted() {
    const std::string id = sent();
    const auto response = act(health_, id, "accept", acceptance());
    EXPECT_EQ(response.status, 200) << response.body;
    return id;
  }
  static std::string decision(const std::string& word = "go") {
    return R"({"explained_services":"tạm lánh","explained_procedures":"hai tuần",)"
           R"("explained_limits":"không có chỗ cho gia đình",)"
           R"("availability_confirmed_by":"Người Thử Hai",)"
           R"("availability_confirmed_at":"2026-03-02T02:00:00Z","decision":")" +
           word + R"(","decided_on":"2026-03-02","words":"tôi quyết định vậy"})";
  }
  static std::string papers() {
    return R"({"documents":[{"title":"Giấy giới thiệu","mark":"identity"}]})";
  }
  static std::string escorted() {
    return R"({"mode":"escorted","notified":[{"kind":"pc_commune","name":"UBND xã Thử",)"
           R"("notified_at":"2026-03-02T02:00:00Z"}],"escort":{"name":"Người Thử Ba",)"
           R"("organisation":"Công an xã"}})";
  }
  /// Everything but departure.
  std::string prepared(const std::string& travel = escorted()) {
    const std::string id = accepted();
    consent(kHealth);
    EXPECT_EQ(step(officer_, id, "final_decision", decision()).status, 200);
    EXPECT_EQ(step(officer_, id, "documents_consent", papers()).status, 200);
    const auto response = step(officer_, id, "travel", travel);
    EXPECT_EQ(response.status, 200) << response.body;
    return id;
  }
  std::string on_the_way() {
    const std::string id = prepared();
    const auto response = act(officer_, id, "depart");
    EXPECT_EQ(response.status, 200) << response.body;
    stage_.now += std::chrono::hours(3);
    EXPECT_EQ(act(health_, id, "arrive").status, 200);
    return id;
  }
  std::string record() const {
    return R"("record":{"place":"Trung tâm","at":")" + base::to_rfc3339(stage_.now) +
           R"(","giver":{"unit":"Tổng đài","name":"Người Thử Một"},)"
           R"("receiver":{"unit":"Sở Y tế","name":"Người Thử Hai"},"persons":[")" +
           kName +
           R"("],"health":"ổn định","belongings":["ba lô"],"documents":["giấy giới thiệu"],)"
           R"("risks":"đối tượng biết địa chỉ cũ","wishes":"được gọi cho mẹ"})";
  }
  static std::string signature(const std::string& role) {
    return R"("role":")" + role +
           R"(","name":"Người Ký","strokes":[[{"x":10,"y":10},{"x":500,"y":120},)" +
           R"({"x":900,"y":40}]])";
  }
  std::string handed_over() {
    const std::string id = on_the_way();
    EXPECT_EQ(post(officer_, id, "hand-over-records", record()).status, 201);
    EXPECT_EQ(post(officer_, id, "signatures", signature("giver")).status, 201);
    EXPECT_EQ(post(health_, id, "signatures", signature("receiver")).status, 201);
    const auto last = post(officer_, id, "signatures", signature("person"));
    EXPECT_EQ(last.status, 201) << last.body;
    return id;
  }

  /// How often a refusal of this kind is on record.
  std::int64_t refusals(const std::string& purpose) {
    return stage_.database->read([&](platform::Transaction& tx) {
      return tx
          .query("SELECT COUNT(*) AS n FROM audit_entry WHERE action = 'refused' AND purpose = $1",
                 {purpose})
          .front()
          .number("n");
    });
  }

  const access::Actor officer_ = person(1, Role::counsellor, kHotline);
  const access::Actor lead_ = person(2, Role::hotline_lead, kHotline);
  const access::Actor colleague_ = person(3, Role::counsellor, kHotline);
  const access::Actor health_ = person(4, Role::wg_member, kHealth);
  const access::Actor health_unit_ = person(5, Role::unit_officer, kHealth, kHealthUnit);
  const access::Actor women_ = person(6, Role::wg_member, kWomen);
  const access::Actor police_ = person(7, Role::wg_member, kPolice);
  const access::Actor admin_ = person(8, Role::administrator, kHotline);

  Operations operations_{*stage_.vault, duties_};
};

}  // namespace hd::referrals::testing
