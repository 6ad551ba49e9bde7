// What is stored comes back whole, only on the version it was decided on, and lists stop at a page.

#include "cases/store.h"

#include <gtest/gtest.h>

#include "base/testing.h"
#include "cases/store_people.h"
#include "platform/testing.h"
#include "vault/testing.h"

namespace hd::cases {
namespace {

using base::testing::at_minute;
using base::testing::id;

class CaseStore : public ::testing::Test {
 protected:
  template <class Work>
  void in(Work work) {
    database_->write([&](platform::Transaction& tx) {
      work(store::Place{tx, *vault_});
      return true;
    });
  }

  static Case full(int number, int minute) {
    return {.id = id<CaseId>(number),
            .number = number_text(2026, number),
            .state = State::closed,
            .lead_org = id<directory::OrgId>(1),
            .lead_unit = id<directory::UnitId>(2),
            .lead_officer = id<access::UserId>(3),
            .contact = id<contacts::ContactId>(4),
            .contact_number = "111-2026-000001",
            .entry_road = "hotline",
            .opened_by = id<access::UserId>(5),
            .opened_at = at_minute(0),
            .updated_at = at_minute(minute),
            .closed_at = at_minute(2),
            .closure_reason = "goals_met",
            .next_followup_on = base::parse_date("2026-09-01"),
            .persons = 1,
            .identification = "confirmed",
            .risk_level = "high",
            .closure = {.outcome = "hai dòng\nở đây", .re_trafficking_risk = "low"},
            .summary = "lời kể; '\"\\"};
  }

  static Person person(int number, const CaseId& of) {
    Person made{.id = id<PersonId>(number),
                .case_file = of,
                .position = number,
                .kind = PersonKind::accompanying_minor,
                .identification = "suspected",
                .created_at = at_minute(1),
                .updated_at = at_minute(2)};
    made.identity = {.full_name = "Người Hư Cấu",
                     .other_names = {"A", "B"},
                     .birth = {.year = 2010, .month = 2, .estimated = true},
                     .phone = "0900 000 012",
                     .id_kind = "passport",
                     .id_number = "X1",
                     .origin_province = "33",
                     .origin_address = "a",
                     .present_address = "b",
                     .guardians = {{.person = id<PersonId>(9),
                                    .name = "c",
                                    .relation = "mẹ",
                                    .adverse = true,
                                    .adverse_reason = "d"}}};
    made.facts = {.sex = "female",
                  .apparent_age = "child",
                  .ethnic_group = "kinh",
                  .citizenship = "vn",
                  .residence_class = "vn_citizen",
                  .languages = {"vi", "hmong"},
                  .disability = {"vision"},
                  .education = "primary",
                  .marital_status = "single",
                  .occupation = "student",
                  .household = "poor",
                  .high_risk_groups = {"children"},
                  .where = "abroad",
                  .country = "kh"};
    made.trafficking = {.purposes = {"begging"},
                        .acts = {"recruit"},
                        .means = {"deception"},
                        .control = {"debt"},
                        .space = "transnational_out",
                        .recruitment_method = "family",
                        .lures = {"easy_job"},
                        .recruiter = "stranger",
                        .platforms = {"zalo"},
                        .from_place = "e",
                        .to_place = "f",
                        .route_legs = {{"g", "h", "xe", "2026-01"}},
                        .from_date = "2025",
                        .to_date = "2026",
                        .who_decided = "i",
                        .account = "k"};
    return made;
  }

  std::unique_ptr<platform::Database> database_ = platform::testing::migrated_database();
  std::unique_ptr<vault::Vault> vault_ = vault::testing::vault();
};

TEST_F(CaseStore, KeepsEveryFieldAndTakesAChangeOnlyOnItsVersion) {
  in([&](const store::Place& place) {
    Case record = full(1, 3);
    store::insert(place, record);
    record.members = {{.user = id<access::UserId>(7),
                       .org = id<directory::OrgId>(8),
                       .kind = access::MemberKind::legal,
                       .since = at_minute(4)}};
    store::add_member(place, record.id, record.members.front(), id<access::UserId>(3),
                      at_minute(4));
    EXPECT_EQ(store::find(place, record.id), record);
    Case next = record;
    next.version = 2;
    next.state = State::open;
    next.closed_at = std::nullopt;
    EXPECT_TRUE(store::update(place, next));
    EXPECT_EQ(store::find(place, record.id), next);
    EXPECT_FALSE(store::update(place, next)) << "decided on a version that is no more";
  });
}

TEST_F(CaseStore, AnExclusionIsThereWithoutItsReasonUnlessAskedFor) {
  in([&](const store::Place& place) {
    const Case record = full(1, 3);
    store::insert(place, record);
    const Exclusion kept{.user = id<access::UserId>(7),
                         .by = id<access::UserId>(3),
                         .at = at_minute(5),
                         .reason = "người thân của nghi phạm"};
    store::add_exclusion(place, record.id, kept);
    EXPECT_EQ(store::find(place, record.id)->exclusions.front().reason, "");
    EXPECT_EQ(store::exclusions(place, record.id), std::vector{kept});
    EXPECT_EQ(store::excluded_from(place.tx, kept.user), std::vector{record.id});
  });
}

TEST_F(CaseStore, KeepsEveryFieldOfAPerson) {
  in([&](const store::Place& place) {
    const Case record = full(1, 3);
    store::insert(place, record);
    Person one = person(1, record.id);
    store::insert(place, one);
    EXPECT_EQ(store::find_person(place, one.id), one);
    one.version = 2;
    one.identity.full_name = "Người Khác";
    EXPECT_TRUE(store::update(place, one));
    EXPECT_FALSE(store::update(place, one));
    EXPECT_EQ(store::persons(place, record.id), std::vector{one});
    std::vector<std::string> names;
    store::scan_persons(place,
                        [&](const Person& found) { names.push_back(found.identity.full_name); });
    EXPECT_EQ(names, std::vector<std::string>{"Người Khác"});
  });
}

TEST_F(CaseStore, ListsComeLatestChangeFirstAndPageByKey) {
  in([&](const store::Place& place) {
    for (int number = 1; number <= 5; ++number) store::insert(place, full(number, number));
    store::Slice asked{
        .column = store::Column::officer, .value = id<access::UserId>(3).str(), .limit = 2};
    std::string order;
    for (auto page = store::slice(place.tx, asked); !page.empty();
         page = store::slice(place.tx, asked)) {
      for (const Case& line : page) order += line.number.substr(line.number.size() - 1);
      asked.before_at = page.back().updated_at;
      asked.before_id = page.back().id.str();
    }
    EXPECT_EQ(order, "54321");
    asked = {.column = store::Column::org, .value = id<directory::OrgId>(1).str(), .state = "open"};
    EXPECT_TRUE(store::slice(place.tx, asked).empty());
    store::add_member(place, id<CaseId>(2),
                      {.user = id<access::UserId>(7),
                       .org = id<directory::OrgId>(8),
                       .kind = access::MemberKind::support,
                       .since = at_minute(4)},
                      id<access::UserId>(3), at_minute(2));
    asked = {.column = store::Column::member, .value = id<access::UserId>(7).str()};
    EXPECT_EQ(store::slice(place.tx, asked).size(), 1U);
    EXPECT_TRUE(store::end_member(place, id<CaseId>(2), id<access::UserId>(7),
                                  id<access::UserId>(3), at_minute(6), "xong"));
    EXPECT_TRUE(store::slice(place.tx, asked).empty());
  });
}

TEST_F(CaseStore, TheTimelineShowsNoMoreThanMarksAndWallsAllow) {
  in([&](const store::Place& place) {
    const Case record = full(1, 3);
    store::insert(place, record);
    const auto write = [&](std::string kind, access::Mark mark, Wall wall) {
      store::add(place, record.id,
                 {.kind = std::move(kind), .wall = wall, .mark = mark, .texts = {{"text", "x"}}});
    };
    write("a", access::kWork, Wall::none);
    write("b", access::kIdentity, Wall::none);
    write("c", access::kNarrative, Wall::none);
    write("d", access::kWork, Wall::investigation);
    write("e", access::kIdentity, Wall::protection);
    const auto seen = [&](Sight sight) {
      std::string kinds;
      for (const auto& entry : store::timeline(place, record.id, {.sight = sight})) {
        kinds += entry.kind;
      }
      return kinds;
    };
    EXPECT_EQ(seen({.marks = access::kAllMarks}), "cba");
    EXPECT_EQ(seen({.marks = access::kWork}), "a");
    EXPECT_EQ(seen({.marks = access::kWork, .investigation = true}), "da");
    EXPECT_EQ(seen({.marks = access::kWork | access::kIdentity, .protection = true}), "eba");
    EXPECT_EQ(seen({.marks = access::kWork, .protection = true}), "a") << "the mark counts as well";
    const auto page = store::timeline(
        place, record.id, {.sight = {.marks = access::kAllMarks}, .before = 3, .limit = 1});
    ASSERT_EQ(page.size(), 1U);
    EXPECT_EQ(page.front().number, 2);
  });
}

}  // namespace
}  // namespace hd::cases
