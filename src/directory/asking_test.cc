#include "directory/asking.h"

#include <algorithm>
#include <functional>

#include <gtest/gtest.h>

#include "directory/testing.h"

namespace hd::directory {
namespace {

using base::FieldError;
using testing::day;
using testing::org;
using testing::unit;
using Faults = std::vector<FieldError>;

const base::Date kDay = day("2026-03-02");

/// Asks the directory of the first content.
template <class Question>
auto ask(Question question) {
  static const auto database = testing::filled_database();
  return database->read([&](platform::Transaction& tx) { return question(current(tx)); });
}

Faults faults_of(const base::Result<base::Done>& result) {
  return result ? Faults() : result.error().fields;
}

TEST(Asking, NeedsAndOutcomesAreReadAsTheyAreWritten) {
  const platform::Json body = platform::JsonObject{
      {"needs", platform::JsonArray{to_json(Need{"shelter", "hai mẹ con"})}},
      {"outcomes", platform::JsonArray{to_json(Outcome{"shelter", "met", ""})}}};
  platform::JsonReader in(body);
  EXPECT_EQ(read_needs(in), (std::vector{Need{"shelter", "hai mẹ con"}}));
  EXPECT_EQ(read_outcomes(in), (std::vector{Outcome{"shelter", "met", ""}}));
  EXPECT_EQ(in.complaints(), Faults());
}

TEST(Asking, ANeedIsACodeOfTheDay) {
  EXPECT_EQ(ask([](const Directory& directory) {
              return check_needs(directory, {{"shelter"}, {"nonsense"}}, kDay);
            }),
            (Faults{{"needs.1.service", "unknown_value"}}));
}

TEST(Asking, EveryNeedHasOneOutcome) {
  const auto check = [](const std::vector<Outcome>& outcomes) {
    return ask([&](const Directory& directory) {
      return check_outcomes(directory, {{"shelter"}, {"rescue"}}, outcomes, kDay);
    });
  };
  EXPECT_EQ(check({{"rescue", "met"}, {"shelter", "met"}}), Faults());
  EXPECT_EQ(check({{"rescue", "met"}}), (Faults{{"outcomes", "one_per_need"}}));
  EXPECT_EQ(check({{"rescue", "nonsense"}, {"shelter", "met"}}),
            (Faults{{"outcomes.0.outcome", "unknown_value"}}));
}

TEST(Asking, AReasonIsACodeAndOtherNeedsWords) {
  const auto check = [](const std::string& reason, const std::string& note) {
    return ask([&](const Directory& directory) {
      return faults_of(check_reason(directory, "decline_reason", reason, note, kDay));
    });
  };
  EXPECT_EQ(check("no_capacity", ""), Faults());
  EXPECT_EQ(check("other", "nhà đang sửa"), Faults());
  EXPECT_EQ(check("other", ""), (Faults{{"note", "required"}}));
  EXPECT_EQ(check("nonsense", ""), (Faults{{"reason", "unknown_value"}}));
  EXPECT_EQ(check("", ""), (Faults{{"reason", "required"}}));
}

TEST(Asking, AProvinceIsOneOfTheDayOrNotKnown) {
  const auto fits = [](const std::string& code, base::Date on) {
    return ask(
        [&](const Directory& directory) { return is_province_or_empty(directory, code, on); });
  };
  EXPECT_TRUE(fits("", kDay));
  EXPECT_TRUE(fits("unknown", kDay));
  EXPECT_TRUE(fits("33", kDay));
  EXPECT_FALSE(fits("34", kDay));
  EXPECT_TRUE(fits("34", day("2025-06-30")));
}

TEST(Asking, NobodyAsksItselfOrABodyThatIsNotThere) {
  const auto check = [](const OrgId& asked) {
    return ask([&](const Directory& directory) {
      return faults_of(check_asked_body(directory, org("hotline_111"), asked, kDay));
    });
  };
  EXPECT_EQ(check(org("police_c02")), Faults());
  EXPECT_EQ(check(org("hotline_111")), (Faults{{"target.organisation_id", "own_organisation"}}));
  EXPECT_EQ(check(org("nobody")), (Faults{{"target.organisation_id", "unknown_value"}}));
}

TEST(Asking, AUnitBelongsToTheBodyThatIsAsked) {
  const auto check = [](const std::optional<UnitId>& asked) {
    return ask([&](const Directory& directory) {
      return faults_of(check_asked_unit(directory, org("police_hung_yen"), asked, kDay));
    });
  };
  EXPECT_EQ(check({}), Faults());
  EXPECT_EQ(check(unit("police_hung_yen.focal")), Faults());
  EXPECT_EQ(check(unit("health_hung_yen.focal")), (Faults{{"target.unit_id", "unknown_value"}}));
}

TEST(Asking, SuggestionsForSeveralNeedsStandInOneOrderWithoutTheExcluded) {
  ask([](const Directory& directory) {
    Sought sought{.day = kDay,
                  .needs = {{"rescue"}, {"shelter"}},
                  .sex = "female",
                  .age_band = "",
                  .province = "33",
                  .excluded = {org("hotline_111")}};
    const auto found = who_serves(directory, sought);
    EXPECT_FALSE(found.empty());
    EXPECT_LE(found.size(), 20U);
    EXPECT_TRUE(std::ranges::is_sorted(found, std::greater(), &Suggestion::score));
    const OrgId best = found.front().organisation->id;
    sought.excluded.push_back(best);
    for (const Suggestion& one : who_serves(directory, sought)) {
      EXPECT_NE(one.organisation->id, best);
    }
    return 0;
  });
}

//
TEST(Asking, WorkIsDelegatedInsideTheOwnSystemAndTheOwnUnitsComeFirst) {
  ask([](const Directory& directory) {
    const OrgId asked = org("police_c02");
    const auto units = delegable_units(directory, asked, {}, kDay);
    EXPECT_FALSE(units.empty());
    EXPECT_TRUE(std::ranges::is_partitioned(
        units, [&](const Unit& one) { return one.organisation == asked; }));
    for (const Unit& one : units) {
      EXPECT_TRUE(directory.same_system(asked, one.organisation, kDay));
    }
    const UnitId has_it_now = units.front().id;
    for (const Unit& one : delegable_units(directory, asked, has_it_now, kDay)) {
      EXPECT_NE(one.id, has_it_now);
    }
    return 0;
  });
}

}  // namespace
}  // namespace hd::directory
