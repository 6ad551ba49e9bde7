#include "statistics/difference.h"

#include <random>

#include "statistics/difference_codec.h"
#include "statistics/testing.h"

namespace hd::statistics::testing {
namespace {

using enum Field;

const base::Timestamp kFirst = at("2026-04-01T00:00:00Z");
const base::Timestamp kSecond = at("2026-05-01T00:00:00Z");

class Differences : public Statistics {
 protected:
  /// What a count of `after` says against one of `before`.
  static std::vector<Difference> compare(const std::vector<Fact>& before,
                                         const std::vector<Fact>& after,
                                         const Definition& new_report = victims_report()) {
    return with_frame([&](const Frame& frame) {
      const auto report = victims_report();
      const auto old_records = snapshots_of(before), new_records = snapshots_of(after);
      return reconcile(differences({frame, report, old_records, kFirst},
                                   {frame, new_report, new_records, kSecond}),
                       count(frame, report, old_records, {}),
                       count(frame, new_report, new_records, {}));
    });
  }
  /// "sex.female 1→2 late_entry+1; "
  static std::string text(const std::vector<Difference>& lines) {
    std::string text;
    for (const auto& line : lines) {
      text += line.table + "." + line.row + (line.column.empty() ? "" : "/" + line.column) + " " +
              std::to_string(line.before) + "→" + std::to_string(line.after);
      for (const auto& [reason, count] : line.reasons) {
        text += " " + std::string(base::name_of(kReasonNames, reason));
        if (count.more != 0) text += "+" + std::to_string(count.more);
        if (count.fewer != 0) text += "-" + std::to_string(count.fewer);
      }
      text += "; ";
    }
    return text;
  }
};

Fact woman(int number, const char* when = "2026-02-01") {
  return victim(number, when,
                {{identification, "confirmed"},
                 {sex, "female"},
                 {age, "17"},
                 {place, "p34:33"},
                 {purposes, "begging"}});
}

TEST_F(Differences, NothingChangedIsNothing) {
  EXPECT_EQ(text(compare({woman(1), woman(2)}, {woman(2), woman(1)})), "");
}

TEST_F(Differences, WhatWasEnteredLaterIsALateEntry) {
  Fact late = woman(2);
  late.recorded = at("2026-04-02T00:00:00Z");
  EXPECT_EQ(text(compare({woman(1)}, {woman(1), late})),
            ".total 1→2 late_entry+1; sex.female 1→2 late_entry+1; "
            "purpose.begging 1→2 late_entry+1; sex_age.female/16_17 1→2 late_entry+1; "
            "province.33 1→2 late_entry+1; ");
}

/// Snapshots keep seconds: in the second of the count nothing was there before that is not in it.
TEST_F(Differences, WhatWasEnteredInTheSecondOfTheCountIsALateEntryToo) {
  Fact late = woman(2);
  late.recorded = kFirst;
  EXPECT_TRUE(text(compare({}, {late})).starts_with(".total 0→1 late_entry+1; "));
  late.recorded = kFirst - std::chrono::seconds(1);
  EXPECT_TRUE(text(compare({}, {late})).starts_with(".total 0→1 correction+1; "));
}

TEST_F(Differences, ARecordOnAnotherLineIsReclassifiedOnBoth) {
  Fact man = woman(1);
  man.codes[1].second = "male";
  EXPECT_EQ(text(compare({woman(1)}, {man})),
            "sex.female 1→0 reclassification-1; sex.male 0→1 reclassification+1; "
            "sex_age.female/16_17 1→0 reclassification-1; "
            "sex_age.male/16_17 0→1 reclassification+1; ");
}

TEST_F(Differences, ARecordThatLeavesThePeriodOrIsDiscardedIsRemoved) {
  EXPECT_EQ(text(compare({woman(1), woman(2)}, {woman(1), woman(2, "2025-12-31")})),
            ".total 2→1 removed-1; sex.female 2→1 removed-1; purpose.begging 2→1 removed-1; "
            "sex_age.female/16_17 2→1 removed-1; province.33 2→1 removed-1; ");
}

TEST_F(Differences, ARecordThatCountsNowThoughItWasThereIsACorrection) {
  Fact unknown = woman(2);
  unknown.codes[0].second = "not_victim";
  const auto lines = compare({woman(1), unknown}, {woman(1), woman(2)});
  EXPECT_EQ(text({lines.front()}), ".total 1→2 correction+1; ");
}

TEST_F(Differences, AnotherDefinitionIsAReasonOfItsOwn) {
  Definition narrow = victims_report();
  narrow.parts.front().filters = {{"identification", {"suspected"}}};
  const auto lines = compare({woman(1)}, {woman(1)}, narrow);
  EXPECT_EQ(text({lines.front()}), ".total 1→0 definition-1; ");
}

/// Of every line, before plus all that came minus all that went is after; and every line that is
/// printed differently is told.
TEST_F(Differences, EveryLineReconciles) {
  std::mt19937 random(20261122);
  const auto pick = [&](std::initializer_list<const char*> of) {
    return std::string(*(of.begin() + random() % of.size()));
  };
  const auto any = [&](int number) {
    Fact fact = victim(number, pick({"2025-11-01", "2026-01-01", "2026-06-01"}),
                       {{identification, pick({"confirmed", "suspected", "not_victim"})},
                        {sex, pick({"female", "male", ""})},
                        {age, pick({"5", "15-16", "17", "40", ""})},
                        {place, pick({"p63:33", "p34:33", "p34:01", ""})},
                        {purposes, pick({"begging", "sexual"})}});
    if (random() % 2 == 0) fact.codes.emplace_back(purposes, "forced_labour");
    fact.recorded = random() % 3 == 0 ? kSecond : fact.recorded;
    return fact;
  };
  for (int round = 0; round < 60; ++round) {
    std::vector<Fact> before, after;
    for (int i = 1; i <= 30; ++i) {
      if (random() % 4 != 0) before.push_back(any(i));
      if (random() % 2 == 0 && !before.empty() && before.back().id == any(i).id) {
        after.push_back(before.back());
      } else if (random() % 4 != 0) {
        after.push_back(any(i));
      }
    }
    const auto lines = compare(before, after);
    for (const auto& line : lines) {
      std::int64_t sum = line.before;
      for (const auto& [reason, count] : line.reasons) sum += count.more - count.fewer;
      ASSERT_EQ(sum, line.after) << line.table << "." << line.row << "/" << line.column;
    }
    ASSERT_EQ(decode_differences(encode(lines)), lines);
  }
}

}  // namespace
}  // namespace hd::statistics::testing
