#include "disclosure/protect.h"

#include <chrono>
#include <cstdint>
#include <random>
#include <stdexcept>
#include <string>
#include <thread>

#include <gtest/gtest.h>

namespace hd::disclosure {
namespace {

const Limit kPublic = Thresholds{}.for_public();

// A table with its margins: cells row by row, the last of each row and the last row are totals.
Tables table(const std::vector<std::vector<std::int64_t>>& rows) {
  Tables result;
  const std::size_t width = rows.front().size() + 1;
  std::vector<std::int64_t> sums(width, 0);
  for (const auto& row : rows) {
    std::int64_t sum = 0;
    for (std::size_t column = 0; column < row.size(); ++column) {
      result.cells.push_back(row[column]);
      sums[column] += row[column];
      sum += row[column];
    }
    result.cells.push_back(sum);
    sums[width - 1] += sum;
  }
  result.cells.insert(result.cells.end(), sums.begin(), sums.end());
  for (std::size_t row = 0; row <= rows.size(); ++row) {
    Relation across{row * width + width - 1, {}};
    for (std::size_t column = 0; column + 1 < width; ++column) {
      across.parts.push_back(row * width + column);
    }
    result.relations.push_back(across);
  }
  for (std::size_t column = 0; column < width; ++column) {
    Relation down{rows.size() * width + column, {}};
    for (std::size_t row = 0; row < rows.size(); ++row) down.parts.push_back(row * width + column);
    result.relations.push_back(down);
  }
  return result;
}

// A list with its total as the last cell.
Tables list(std::vector<std::int64_t> parts) {
  Tables result;
  Relation relation{parts.size(), {}};
  std::int64_t sum = 0;
  for (std::size_t part = 0; part < parts.size(); ++part) {
    relation.parts.push_back(part);
    sum += parts[part];
  }
  result.cells = std::move(parts);
  result.cells.push_back(sum);
  result.relations = {relation};
  return result;
}

// "12 - ~ 40": a count; "-" small, "~" hidden beside it, "=" a group.
std::string printed(const Tables& tables, const std::vector<State>& states) {
  std::string result;
  for (std::size_t cell = 0; cell < states.size(); ++cell) {
    if (cell > 0) result += ' ';
    switch (states[cell]) {
      case State::shown:
        result += std::to_string(tables.cells[cell]);
        break;
      case State::primary:
        result += '-';
        break;
      case State::secondary:
        result += '~';
        break;
      case State::group:
        result += '=';
        break;
    }
  }
  return result;
}

std::string protect_list(std::vector<std::int64_t> parts) {
  const Tables tables = list(std::move(parts));
  return printed(tables, protect(tables, kPublic));
}

std::vector<bool> shown(const std::vector<State>& states) {
  std::vector<bool> result;
  for (const State state : states) result.push_back(state == State::shown);
  return result;
}

TEST(Protect, CountsFromOneToTenAreHiddenElevenAndZeroAreNot) {
  EXPECT_EQ(protect_list({40, 11, 0}), "40 11 0 51");
  EXPECT_EQ(protect_list({10}), "- -");
}

TEST(Protect, OneSmallPartTakesTheCheapestOtherWithIt) {
  EXPECT_EQ(protect_list({40, 3, 25}), "40 - ~ 68");
}

TEST(Protect, TwoSmallPartsThatAddUpToLessThanTheThresholdNeedAThird) {
  EXPECT_EQ(protect_list({40, 3, 2, 25}), "40 - - ~ 70");
  EXPECT_EQ(protect_list({40, 6, 9}), "40 - - 55");
}

TEST(Protect, AZeroBesideAHiddenPartIsHiddenSoThatHiddenDoesNotMeanSomebody) {
  EXPECT_EQ(protect_list({6, 9, 0, 0}), "- - ~ ~ 15");
  Limit zeros_shown = kPublic;
  zeros_shown.hide_zeros = false;
  const Tables tables = list({6, 9, 0, 0});
  EXPECT_EQ(printed(tables, protect(tables, zeros_shown)), "- - 0 0 15");
}

TEST(Protect, AGroupBelowTwentyTwoThatIsAllOfOneKindShowsNoSplit) {
  EXPECT_EQ(protect_list({21, 0}), "= = 21");
  EXPECT_EQ(protect_list({22, 0}), "22 0 22");
}

TEST(Protect, AKindThatCannotOccurIsNotASplit) {
  Tables tables = list({15, 0});
  tables.traits = {Trait{}, Trait{.impossible = true}, Trait{}};
  EXPECT_EQ(printed(tables, protect(tables, kPublic)), "15 0 15");
}

TEST(Protect, WhatSaysNothingAboutAPersonMayBeSmall) {
  Tables tables = list({15, 3});
  tables.traits = {Trait{}, Trait{.sensitive = false}, Trait{}};
  EXPECT_EQ(printed(tables, protect(tables, kPublic)), "15 3 18");
}

TEST(Protect, ACellThatIsDearIsKeptWhenAnotherDoes) {
  Tables tables = list({40, 3, 25});
  tables.traits = {Trait{}, Trait{}, Trait{.weight = 10}, Trait{}};
  EXPECT_EQ(printed(tables, protect(tables, kPublic)), "~ - 25 68");
}

TEST(Protect, ASmallCellOfATableWithMarginsTakesARectangleWithIt) {
  const Tables tables = table({{3, 20, 30}, {25, 40, 50}, {60, 70, 80}});
  EXPECT_EQ(printed(tables, protect(tables, kPublic)),
            "- ~ 30 53 "
            "~ ~ 50 115 "
            "60 70 80 210 "
            "88 130 160 378");
}

TEST(Protect, ATotalThatIsSmallIsHiddenWithItsParts) {
  const Tables tables = table({{3, 2}, {40, 50}, {30, 20}});
  const std::string result = printed(tables, protect(tables, kPublic));
  EXPECT_EQ(result.substr(0, 5), "- - -");
}

TEST(Audit, WithoutASecondHiddenPartTheFirstIsKnown) {
  const Tables tables = list({40, 3, 25});
  EXPECT_EQ(audit(tables, {true, false, true, true})[1], (Bounds{3, 3}));
  EXPECT_EQ(audit(tables, {true, false, false, true})[1], (Bounds{0, 28}));
  EXPECT_EQ(audit(tables, {true, false, false, false})[1], (Bounds{0, Bounds::kOpen}));
}

// No row and no column has one hidden cell, and still each is known: row sums less column sums.
TEST(Audit, SeesWhatOnlyFollowsFromSeveralTotals) {
  const Tables tables = table({{3, 4, 30}, {5, 6, 50}, {60, 70, 80}});
  std::vector<bool> cells(tables.cells.size(), true);
  for (const std::size_t hidden : {0U, 1U, 4U, 5U}) cells[hidden] = false;
  const std::vector<Bounds> bounds = audit(tables, cells);
  EXPECT_EQ(bounds[0], (Bounds{0, 7}));
  EXPECT_EQ(bounds[5], (Bounds{3, 10}));
}

TEST(Protect, ATotalThatIsNotTheSumOfItsPartsIsRefused) {
  Tables tables = list({40, 3});
  tables.cells[2] = 44;
  EXPECT_THROW(protect(tables, kPublic), std::invalid_argument);
  tables = list({40, 3});
  tables.relations[0].parts.push_back(9);
  EXPECT_THROW(protect(tables, kPublic), std::invalid_argument);
  tables = list({40, 0});
  tables.relations[0].parts.push_back(1);
  EXPECT_THROW(protect(tables, kPublic), std::invalid_argument);
}

Tables random_table(std::mt19937_64& random, std::size_t rows, std::size_t columns, int persons) {
  std::vector<std::vector<std::int64_t>> cells(rows, std::vector<std::int64_t>(columns, 0));
  for (int person = 0; person < persons; ++person) {
    const std::size_t row = std::min(random() % rows, random() % rows);
    cells[row][std::min(random() % columns, random() % columns)] += 1;
  }
  return table(cells);
}

TEST(Protect, NothingSmallFollowsFromWhatIsPrintedInAnyTable) {
  std::mt19937_64 random(20260101);
  for (int round = 0; round < 60; ++round) {
    const Tables tables =
        random_table(random, 2 + random() % 12, 2 + random() % 6, 20 + 15 * round);
    const std::vector<State> states = protect(tables, kPublic);
    const std::vector<Bounds> bounds = audit(tables, shown(states));
    for (std::size_t cell = 0; cell < states.size(); ++cell) {
      const std::int64_t count = tables.cells[cell];
      if (states[cell] == State::shown) {
        EXPECT_TRUE(count == 0 || count >= kPublic.smallest);
      } else if (count > 0) {
        EXPECT_TRUE(is_wide(bounds[cell], kPublic)) << round << ": cell " << cell;
        EXPECT_LE(bounds[cell].low, count);
        EXPECT_GE(bounds[cell].high, count);
      }
    }
  }
}

// Fifteen tables of 34 provinces by three kinds, all with the same column of provinces.
Tables victims_report(std::mt19937_64& random, int persons) {
  constexpr std::size_t kProvinces = 34, kTables = 15, kKinds = 3, kTable = kKinds * 35;
  const auto skewed = [&](std::size_t size) { return std::min(random() % size, random() % size); };
  Tables all;
  all.cells.assign(1 + kProvinces + kTables * kTable, 0);
  all.relations.push_back({0, {}});
  for (std::size_t place = 1; place <= kProvinces; ++place) {
    all.relations[0].parts.push_back(place);
  }
  const auto margin = [](std::size_t t, std::size_t kind) { return 35 + t * kTable + kind; };
  const auto inner = [&](std::size_t t, std::size_t place, std::size_t kind) {
    return margin(t, kKinds) + (place - 1) * kKinds + kind;
  };
  for (std::size_t t = 0; t < kTables; ++t) {
    Relation margins{0, {}};
    std::vector<Relation> rows(kProvinces);
    for (std::size_t kind = 0; kind < kKinds; ++kind) {
      Relation column{margin(t, kind), {}};
      margins.parts.push_back(margin(t, kind));
      for (std::size_t place = 1; place <= kProvinces; ++place) {
        column.parts.push_back(inner(t, place, kind));
        rows[place - 1].total = place;
        rows[place - 1].parts.push_back(inner(t, place, kind));
      }
      all.relations.push_back(column);
    }
    all.relations.push_back(margins);
    all.relations.insert(all.relations.end(), rows.begin(), rows.end());
  }
  for (int person = 0; person < persons; ++person) {
    const std::size_t place = 1 + skewed(kProvinces);
    all.cells[0] += 1;
    all.cells[place] += 1;
    for (std::size_t t = 0; t < kTables; ++t) {
      const std::size_t kind = skewed(kKinds);
      all.cells[margin(t, kind)] += 1;
      all.cells[inner(t, place, kind)] += 1;
    }
  }
  return all;
}

TEST(Protect, SeveralAtOnceGetTheSameAnswerAsOneAlone) {
  std::mt19937_64 random(3);
  const Tables report = victims_report(random, 120);
  const std::vector<State> alone = protect(report, kPublic);
  std::vector<std::vector<State>> found(4);
  std::vector<std::thread> threads;
  for (auto& states : found) {
    threads.emplace_back([&] { states = protect(report, kPublic); });
  }
  for (std::thread& thread : threads) thread.join();
  for (const auto& states : found) EXPECT_EQ(states, alone);
}

TEST(Protect, AReportOfFifteenLinkedTablesTakesSeconds) {
  std::mt19937_64 random(7);
  const Tables report = victims_report(random, 400);
  EXPECT_EQ(report.cells.size(), 1610U);
  const auto started = std::chrono::steady_clock::now();
  const std::vector<State> states = protect(report, kPublic);
  EXPECT_LT(std::chrono::steady_clock::now() - started, std::chrono::seconds(20));
  EXPECT_EQ(states[0], State::shown);
  const std::vector<Bounds> bounds = audit(report, shown(states));
  for (std::size_t cell = 0; cell < states.size(); ++cell) {
    if (states[cell] == State::shown || report.cells[cell] == 0) continue;
    EXPECT_TRUE(is_wide(bounds[cell], kPublic)) << cell;
  }
}

}  // namespace
}  // namespace hd::disclosure
