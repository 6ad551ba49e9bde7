#include "statistics/publication.h"

#include <random>
#include <set>

#include "statistics/publication_codec.h"
#include "statistics/testing.h"

namespace hd::statistics::testing {
namespace {

using enum Field;

const disclosure::Limit kLimit{};

/// Many women, few men, one people, several countries.
std::vector<Fact> a_year(int seed = 1, int count = 80) {
  std::mt19937 random(static_cast<unsigned>(seed));
  std::vector<Fact> facts;
  for (int i = 1; i <= count; ++i) {
    const auto month = std::to_string(101 + random() % 12).substr(1);
    facts.push_back(victim(
        i, "2026-" + month + "-05",
        {{identification, "confirmed"},
         {sex, random() % 8 == 0 ? "male" : "female"},
         {age, std::to_string(10 + random() % 30)},
         {purposes, random() % 3 == 0 ? "forced_labour" : "sexual"},
         {place, random() % 2 == 0 ? "p34:01" : "p34:33"},
         {country, random() % 9 == 0 ? "mm" : (random() % 12 == 0 ? "la" : "cn")},
         {ethnic_group, random() % 2 == 0 ? "kinh" : (random() % 2 == 0 ? "tay" : "nung")}}));
  }
  return facts;
}

Definition with(const char* code, const char* rows, const char* columns = "") {
  Definition report = victims_report();
  report.parts.front().tables.push_back(
      {.code = code, .title = {code, code}, .rows = rows, .columns = columns});
  return report;
}

class Publication : public Statistics {
 protected:
  static PublicForm form_of(const std::vector<Fact>& facts, const Definition& report,
                            const std::string& release = "one", const Registry& earlier = {}) {
    return with_frame([&](const Frame& frame) {
      return publish(frame, report, snapshots_of(facts), {release, "victims/2026"}, earlier,
                     kLimit);
    });
  }
  static const Table& table(const PublicForm& form, const char* code) {
    return *find_table(form.figures.parts.front(), code);
  }
};

TEST_F(Publication, NothingSmallIsShownAndSomethingIs) {
  const auto form = form_of(a_year(), victims_report());
  int shown = 0;
  for (const auto& cell : form.cells.at(Unit::person)) {
    if (cell.state != disclosure::State::shown) continue;
    ++shown;
    EXPECT_TRUE(cell.contributors.empty() || cell.contributors.size() >= 11) << cell.key;
  }
  EXPECT_GT(shown, 5);
  EXPECT_FALSE(form.mask.parts.front().total);
  EXPECT_GE(form.utility.totals_permille(), 300);
}

TEST_F(Publication, CountriesWithFewAreToldTogetherAndPeoplesAsKinhOrMinority) {
  const auto form = form_of(a_year(), with("country", "country"));
  std::set<std::string> rows;
  for (const auto& row : table(form, "country").rows) rows.insert(row.code);
  EXPECT_EQ(rows, (std::set<std::string>{"cn", "other_small"}));
  const auto peoples = form_of(a_year(), with("people", "ethnic_group"));
  rows.clear();
  for (const auto& row : table(peoples, "people").rows) rows.insert(row.code);
  EXPECT_EQ(rows, (std::set<std::string>{"kinh", "minority"}));
}

TEST_F(Publication, MonthsBecomeQuarters) {
  const auto form = form_of(a_year(), with("month", "month"));
  EXPECT_EQ(table(form, "month").rows_by, "quarter");
  EXPECT_EQ(table(form, "month").rows.size(), 4U);
}

TEST_F(Publication, TheSameFigureInTwoTablesIsHiddenInBoth) {
  const auto form = form_of(a_year(), victims_report());
  const auto& mask = form.mask.parts.front();
  const auto& sex = table(form, "sex");
  const auto& by_age = table(form, "sex_age");
  ASSERT_EQ(sex.rows, by_age.rows);
  EXPECT_EQ(mask.tables[0].rows, mask.tables[2].rows);
}

/// Two persons more than last time: whoever has both papers would know them.
TEST_F(Publication, ARevisionByTwoPersonsWaitsForTheNext) {
  auto facts = a_year();
  const auto first = form_of(facts, victims_report());
  facts.push_back(victim(900, "2026-03-01", facts[0].codes));
  facts.push_back(victim(901, "2026-03-01", facts[1].codes));
  const auto second = form_of(facts, victims_report(), "two", first.cells);
  EXPECT_TRUE(second.too_few_changes);
}

/// What hides a figure is told wherever one is hidden, and nowhere else.
TEST_F(Publication, EveryHiddenFigureHasAReason) {
  const auto form = form_of(a_year(), victims_report());
  Mask hidden;
  std::map<Because, int> times;
  const auto each = [&](const std::vector<Because>& reasons) {
    std::vector<bool> mask;
    for (const auto reason : reasons) {
      mask.push_back(reason != Because::shown);
      ++times[reason];
    }
    return mask;
  };
  for (const auto& part : form.reasons.parts) {
    auto& made = hidden.parts.emplace_back();
    made.total = part.total != Because::shown;
    for (const auto& table : part.tables) {
      made.tables.push_back({.total = table.total != Because::shown,
                             .rows = each(table.rows),
                             .columns = each(table.columns),
                             .cells = each(table.cells)});
    }
  }
  EXPECT_EQ(hidden, form.mask);
  EXPECT_GT(times[Because::small_count], 0);
  EXPECT_GT(times[Because::protects_other], 0);
  EXPECT_EQ(times[Because::earlier_release], 0);
  EXPECT_EQ(times[Because::not_recorded], 0);
}

/// A form that was prepared before reasons were kept says so, and hides what it hid.
TEST_F(Publication, AFormWithoutReasonsStaysAsItWas) {
  const auto form = form_of(a_year(), victims_report());
  std::string text = encode_form(form);
  const auto at = text.find(R"("because":)"), end = text.find(R"("utility":)");
  ASSERT_LT(at, end);
  text.erase(at, end - at);
  const auto back = decode_form(text);
  EXPECT_EQ(back.mask, form.mask);
  EXPECT_EQ(back.reasons, reasons_of(form.mask));
}

TEST_F(Publication, ComesBackFromItsText) {
  const auto form = form_of(a_year(), victims_report());
  const auto back = decode_form(encode_form(form));
  EXPECT_EQ(back.figures, form.figures);
  EXPECT_EQ(back.mask, form.mask);
  EXPECT_EQ(back.utility, form.utility);
  EXPECT_EQ(back.reasons, form.reasons);
  EXPECT_EQ(decode_cells(encode_cells(form.cells)), form.cells);
}

}  // namespace
}  // namespace hd::statistics::testing
