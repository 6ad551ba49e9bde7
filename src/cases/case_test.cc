// The rules of a case as a case worker could check them.

#include "cases/case.h"

#include <gtest/gtest.h>

#include "base/testing.h"
#include "cases/person.h"

namespace hd::cases {
namespace {

using base::testing::at;
using base::testing::day;
using base::testing::id;

std::string age(const Birth& birth, std::string_view on) {
  const auto range = age_on(birth, day(on));
  if (!range) return "unknown";
  if (range->from == range->to) return std::to_string(range->from);
  return std::to_string(range->from) + "-" + (range->to ? std::to_string(*range->to) : "");
}

TEST(CaseLife, AsATable) {
  std::string text;
  for (const auto& state : kStateNames) {
    text += std::string(state.name) + ":";
    for (const Action action : actions_of(state.value)) {
      text += " " + std::string(base::name_of(kActionNames, action)) + ">" +
              std::string(base::name_of(kStateNames, *advance(state.value, action)));
    }
    text += "\n";
  }
  EXPECT_EQ(text,
            "open: start_support>in_support monitor>monitoring close>closed\n"
            "in_support: monitor>monitoring close>closed\n"
            "monitoring: start_support>in_support close>closed\n"
            "closed: reopen>open\n");
  EXPECT_EQ(advance(State::closed, Action::monitor).error().code, "case.wrong_state");
}

TEST(CaseLife, ClosingNeedsOutcomeRiskReasonFollowUpAndAReasonForEachOpenDuty) {
  const auto today = day("2026-03-02");
  const std::vector<std::string> open{"b", "a"};
  const auto missing = missing_to_close({}, open, today);
  ASSERT_EQ(missing.size(), 5U);
  EXPECT_EQ(missing[0].field, "reason");
  EXPECT_EQ(missing[1].field, "outcome");
  EXPECT_EQ(missing[2].field, "re_trafficking_risk");
  EXPECT_EQ(missing[3].field, "next_followup_on");
  EXPECT_EQ(missing[4].code, "one_per_open_duty");
  Closing closing{.reason = "goals_met",
                  .closure = {.outcome = "về quê, có việc làm", .re_trafficking_risk = "low"},
                  .next_followup_on = day("2026-09-02"),
                  .open_duties = {{"a", "không còn cần"}, {"b", "đã chuyển"}}};
  EXPECT_TRUE(missing_to_close(closing, open, today).empty());
  closing.open_duties.pop_back();
  EXPECT_EQ(missing_to_close(closing, open, today).size(), 1U);
  closing.next_followup_on = day("2026-03-01");
  EXPECT_EQ(missing_to_close(closing, {}, today).front().code, "in_past");
}

TEST(CaseLife, ThirtyDaysAfterClosingItIsEnded) {
  Case record{.id = id<CaseId>(1),
              .number = number_text(2026, 45),
              .lead_org = id<directory::OrgId>(1),
              .lead_officer = id<access::UserId>(1),
              .opened_by = id<access::UserId>(1),
              .opened_at = at("2026-01-01T00:00:00Z"),
              .updated_at = at("2026-01-01T00:00:00Z")};
  EXPECT_EQ(record.number, "CA-2026-00045");
  EXPECT_EQ(object_of(record, at("2027-01-01T00:00:00Z")).stage, access::Stage::accepted);
  record.closed_at = at("2026-01-01T00:00:00Z");
  EXPECT_EQ(object_of(record, at("2026-01-31T00:00:00Z")).stage, access::Stage::accepted);
  EXPECT_EQ(object_of(record, at("2026-01-31T00:00:01Z")).stage, access::Stage::ended);
}

TEST(Age, IsAsExactAsTheBirthDate) {
  EXPECT_EQ(age({.year = 2008, .month = 3, .day = 2}, "2026-03-01"), "17");
  EXPECT_EQ(age({.year = 2008, .month = 3, .day = 2}, "2026-03-02"), "18");
  EXPECT_EQ(age({.year = 2008, .month = 2, .day = 29}, "2026-02-28"), "17");
  EXPECT_EQ(age({.year = 2008, .month = 2, .day = 29}, "2026-03-01"), "18");
  EXPECT_EQ(age({.year = 2008, .month = 3}, "2026-03-02"), "17-18");
  EXPECT_EQ(age({.year = 2008}, "2026-03-02"), "17-18");
  EXPECT_EQ(age({.year = 2008}, "2026-12-31"), "18");
  const Birth about{.age_from = 15, .age_to = 17, .age_on = day("2026-03-02")};
  EXPECT_EQ(age(about, "2026-03-02"), "15-17");
  EXPECT_EQ(age(about, "2027-03-02"), "16-18");
  EXPECT_EQ(age({.age_from = 20, .age_on = day("2026-03-02")}, "2026-03-02"), "20-");
  EXPECT_EQ(age({}, "2026-03-02"), "unknown");
}

TEST(Age, ContradictionsAreNamed) {
  const auto today = day("2026-03-02");
  EXPECT_EQ(check({.month = 3}, today).front().field, "birth.year");
  EXPECT_EQ(check({.year = 2008, .day = 3}, today).front().field, "birth.month");
  EXPECT_EQ(check({.year = 2009, .month = 2, .day = 29}, today).front().code, "malformed_date");
  EXPECT_EQ(check({.age_from = 9, .age_to = 8, .age_on = today}, today).front().field,
            "birth.age_to");
  EXPECT_EQ(check({.year = 2027}, today).front().code, "in_future");
  EXPECT_TRUE(check({.year = 2008}, today).empty());
}

Person person(Birth birth, std::string apparent = "") {
  Person made{.id = id<PersonId>(1),
              .case_file = id<CaseId>(1),
              .created_at = at("2026-01-01T00:00:00Z"),
              .updated_at = at("2026-01-01T00:00:00Z")};
  made.identity.birth = birth;
  made.facts.apparent_age = std::move(apparent);
  return made;
}

// doubt is for the child.
TEST(Age, WhoMayBeAChildIsTreatedAsAChild) {
  const auto on = day("2026-03-02");
  EXPECT_TRUE(age_facts(person({.year = 2008}), on).treated_as_child);
  EXPECT_TRUE(age_facts(person({.year = 2008}), on).maybe_child);
  EXPECT_FALSE(age_facts(person({.year = 2007}), on).treated_as_child);
  EXPECT_TRUE(age_facts(person({}), on).treated_as_child) << "nothing is known";
  EXPECT_TRUE(age_facts(person({}, "unclear"), on).treated_as_child);
  EXPECT_FALSE(age_facts(person({}, "adult"), on).treated_as_child);
  EXPECT_TRUE(age_facts(person({.year = 2010}, "adult"), on).treated_as_child)
      << "a known date goes before appearance";
  Person minor = person({}, "adult");
  minor.kind = PersonKind::accompanying_minor;
  EXPECT_TRUE(age_facts(minor, on).treated_as_child);
}

TEST(Age, SevenSixteenEighteenAreOfTheDay) {
  const Birth born{.year = 2019, .month = 3, .day = 2};
  EXPECT_TRUE(age_facts(person(born), day("2026-03-01")).under_7);
  EXPECT_FALSE(age_facts(person(born), day("2026-03-02")).under_7);
  EXPECT_TRUE(age_facts(person(born), day("2035-03-01")).under_16);
  EXPECT_FALSE(age_facts(person(born), day("2035-03-02")).under_16);
  EXPECT_TRUE(age_facts(person(born), day("2037-03-01")).under_18);
  EXPECT_FALSE(age_facts(person(born), day("2037-03-02")).under_18);
  EXPECT_FALSE(age_facts(person({.year = 2019}), day("2026-03-02")).under_7)
      << "only who surely is";
}

}  // namespace
}  // namespace hd::cases
