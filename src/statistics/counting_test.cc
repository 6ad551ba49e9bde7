#include "statistics/counting.h"

#include "statistics/figures_codec.h"
#include "statistics/testing.h"

namespace hd::statistics::testing {
namespace {

using enum Field;

Table table_of(const Frame& frame, const std::vector<Fact>& facts, const char* code,
               const Past& past = {}) {
  const auto snapshots = snapshots_of(facts, frame.period);
  const auto report = victims_report();
  const Part& part = report.parts.front();
  return count(frame, part, *find_table(part, code), snapshots.at(Unit::person), past);
}

const Codes kWoman{{identification, "confirmed"}, {sex, "female"}, {age, "17"}};
const Codes kMan{{identification, "suspected"}, {sex, "male"}, {age, "30"}};

class Counting : public Statistics {};

TEST_F(Counting, ARecordStandsOnceInEachRowOfItsCodes) {
  with_frame([](const Frame& frame) {
    const std::vector<Fact> facts{
        victim(1, "2026-02-01",
               {{identification, "confirmed"}, {purposes, "sexual"}, {purposes, "begging"}}),
        victim(2, "2026-02-02", {{identification, "confirmed"}, {purposes, "begging"}}),
        victim(3, "2026-02-03", {{identification, "confirmed"}})};
    const auto purpose = table_of(frame, facts, "purpose");
    EXPECT_TRUE(purpose.many);
    EXPECT_EQ(rows_of(purpose), "sexual 1; begging 2; not_recorded 1; = 3");
    return 0;
  });
}

TEST_F(Counting, FiltersLetThroughOnlyTheirRowsAndTheDaysDecide) {
  with_frame([](const Frame& frame) {
    const std::vector<Fact> facts{victim(1, "2026-02-01", kWoman),
                                  victim(2, "2026-02-01", {{identification, "not_victim"}}),
                                  victim(3, "2025-12-31", kWoman), victim(4, "2026-12-31", kMan)};
    EXPECT_EQ(rows_of(table_of(frame, facts, "sex")), "male 1; female 1; = 2");
    return 0;
  });
}

TEST_F(Counting, CellsAddUpToTheirRowsAndColumns) {
  with_frame([](const Frame& frame) {
    const std::vector<Fact> facts{victim(1, "2026-02-01", kWoman), victim(2, "2026-02-01", kWoman),
                                  victim(3, "2026-03-01", kMan)};
    const auto table = table_of(frame, facts, "sex_age");
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      std::int64_t sum = 0;
      for (std::size_t j = 0; j < table.columns.size(); ++j) sum += table.cell(i, j);
      EXPECT_EQ(sum, table.row_totals[i]) << table.rows[i].code;
    }
    EXPECT_EQ(table.total, 3);
    EXPECT_EQ(decode_figures(encode(Figures{.parts = {{.code = "victims",
                                                       .title = {"a", "b"},
                                                       .unit = Unit::person,
                                                       .total = 3,
                                                       .tables = {table}}}}))
                  .parts.front()
                  .tables.front(),
              table);
    return 0;
  });
}

/// seven codes mean another province since 1/7/2025.
TEST_F(Counting, ACodeOfAProvinceIsReadInItsGeography) {
  const std::vector<Fact> facts{
      victim(1, "2025-05-01", {{identification, "confirmed"}, {place, "p63:33"}}),
      victim(2, "2025-08-01", {{identification, "confirmed"}, {place, "p34:33"}}),
      victim(3, "2025-08-01", {{identification, "confirmed"}, {place, "p34:01"}})};
  const Days both{day("2025-01-01"), day("2025-12-31")};
  const auto names = [&](const Frame& frame) {
    const auto table = table_of(frame, facts, "province");
    std::string text;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      if (table.row_totals[i] == 0) continue;
      text += table.rows[i].label.vi + " " + std::to_string(table.row_totals[i]) + "; ";
    }
    return text;
  };
  EXPECT_EQ(with_frame(names, both, "law", directory::Geography::p34), "Hà Nội 1; Hưng Yên 2; ");
  EXPECT_EQ(with_frame(names, both, "law", directory::Geography::p63),
            "Hưng Yên 1; Ngoài danh mục 2; ");
}

TEST_F(Counting, CumulativeFiguresGoOnFromTheOpeningOnes) {
  with_frame([](const Frame& frame) {
    const std::vector<Fact> facts{victim(1, "2026-02-01", kWoman)};
    Snapshot since(Unit::person);
    for (const auto& fact : facts) since.add(fact);
    const Past past{.since = &since,
                    .opening = {{"person/total", "total", 457}, {"person/sex", "female", 400}}};
    const auto sex = table_of(frame, facts, "sex", past);
    EXPECT_EQ(sex.cumulative_total, 458);
    EXPECT_EQ(sex.cumulative->front(), 401);
    const Snapshot nothing_else(Unit::person);  // the same, with each record kept once
    const Past besides{.since = &nothing_else, .besides = true, .opening = past.opening};
    EXPECT_EQ(table_of(frame, facts, "sex", besides), sex);
    // Nothing is known of purposes from before: no figure, not a wrong one.
    EXPECT_FALSE(table_of(frame, facts, "purpose", past).cumulative);
    return 0;
  });
}

TEST_F(Counting, TheRecordsBehindAFigureAreAsManyAsItSays) {
  with_frame([](const Frame& frame) {
    const std::vector<Fact> facts{victim(1, "2026-02-01", kWoman), victim(2, "2026-02-02", kWoman),
                                  victim(3, "2026-03-01", kMan)};
    const auto snapshots = snapshots_of(facts);
    const auto& snapshot = snapshots.at(Unit::person);
    const auto report = victims_report();
    const Part& part = report.parts.front();
    for (const auto& spec : part.tables) {
      const auto table = count(frame, part, spec, snapshot);
      for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const auto found = behind(frame, part, spec, snapshot, table.rows[i].code, "");
        EXPECT_EQ(static_cast<std::int64_t>(found.size()), table.row_totals[i]);
        EXPECT_TRUE(std::ranges::is_sorted(found, std::greater<>(), [&](std::size_t record) {
          return snapshot.happened(record);
        }));
      }
    }
    return 0;
  });
}

TEST_F(Counting, ASnapshotIsTheSameBytesWhateverTheOrderAndComesBack) {
  std::vector<Fact> facts;
  for (int i = 1; i <= 20; ++i) facts.push_back(victim(i, "2026-02-01", i % 3 ? kWoman : kMan));
  facts.push_back(victim(21, "2026-02-01", kWoman));
  facts.back().id = "connection/1/2";  // an id of another form stays what it is
  const auto bytes = snapshots_of(facts).at(Unit::person).bytes();
  std::ranges::reverse(facts);
  const auto again = snapshots_of(facts);
  EXPECT_EQ(again.at(Unit::person).bytes(), bytes);
  const auto read = Snapshot::read(bytes);
  EXPECT_EQ(read.bytes(), bytes);
  bool found = false;
  for (std::size_t i = 0; i < read.size(); ++i) {
    EXPECT_EQ(read.position(read.key(i)), i);
    found = found || read.id(i) == "connection/1/2";
  }
  EXPECT_TRUE(found);
  for (std::size_t cut = 0; cut < bytes.size(); cut += 7) {
    EXPECT_THROW(Snapshot::read(bytes.substr(0, cut)), std::runtime_error);
  }
}

}  // namespace
}  // namespace hd::statistics::testing
