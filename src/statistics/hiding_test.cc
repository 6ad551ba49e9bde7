#include "statistics/hiding.h"

#include <numeric>

#include <gtest/gtest.h>

namespace hd::statistics {
namespace {

using disclosure::ReleasedCell;

const disclosure::Limit kEleven{};

std::vector<disclosure::Person> people(std::uint64_t first, std::size_t count) {
  std::vector<disclosure::Person> all(count);
  std::iota(all.begin(), all.end(), first);
  return all;
}

/// A total and its parts, one after the other.
std::vector<ReleasedCell> release(const std::string& name, const std::vector<std::size_t>& parts) {
  std::vector<ReleasedCell> cells{{.release = name, .key = "total"}};
  std::uint64_t next = 1;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    cells.push_back({.release = name,
                     .key = "part " + std::to_string(i),
                     .contributors = people(next, parts[i])});
    next += parts[i];
  }
  cells.front().contributors = people(1, next - 1);
  return cells;
}

disclosure::Tables sum_of(const std::vector<ReleasedCell>& cells) {
  disclosure::Tables tables;
  disclosure::Relation all{.total = 0, .parts = {}};
  for (const auto& cell : cells) {
    if (!tables.cells.empty()) all.parts.push_back(tables.cells.size());
    tables.cells.push_back(static_cast<std::int64_t>(cell.contributors.size()));
  }
  tables.relations.push_back(all);
  return tables;
}

/// "shown small_count …", and whether it is guarded or held against single figures.
std::string reasons(const std::vector<ReleasedCell>& cells,
                    const std::vector<ReleasedCell>& earlier = {}, bool guarded = true) {
  std::string text;
  const auto hidden = hide(sum_of(cells), cells, earlier, kEleven, guarded);
  for (std::size_t i = 0; i < hidden.reasons.size(); ++i) {
    EXPECT_EQ(hidden.cells[i].state == disclosure::State::shown,
              hidden.reasons[i] == Because::shown);
    text += (i > 0 ? " " : "") + std::string(base::name_of(kBecauseNames, hidden.reasons[i]));
  }
  return text;
}

TEST(Hiding, ASmallCountIsHiddenWithTheCheapestThatProtectsIt) {
  EXPECT_EQ(reasons(release("a", {100, 40, 30})), "shown shown shown shown");
  EXPECT_EQ(reasons(release("a", {100, 40, 3})), "shown shown protects_other small_count");
  EXPECT_EQ(reasons(release("a", {100, 40, 3, 0})),
            "shown shown protects_other small_count protects_other");
}

TEST(Hiding, ASplitThatTellsAboutASmallGroupIsHidden) {
  EXPECT_EQ(reasons(release("a", {15, 0})), "shown group group");
}

/// Three came since: with both papers a reader would know them.
TEST(Hiding, WhatWouldTellNewcomersIsHiddenBecauseOfAnEarlierRelease) {
  const auto before = release("a", {100, 40});
  auto now = release("b", {100, 40});
  now.front().key = "another total";
  for (std::uint64_t person = 900; person < 903; ++person) {
    now[0].contributors.push_back(person);
    now[2].contributors.push_back(person);
  }
  now[2].key = "another part";
  for (const bool guarded : {true, false}) {
    const auto text = reasons(now, before, guarded);
    EXPECT_NE(text.find("earlier_release"), std::string::npos) << text;
    EXPECT_EQ(text.find("small_count"), std::string::npos) << text;
    EXPECT_EQ(reasons(now, {}, guarded), "shown shown shown");
  }
}

}  // namespace
}  // namespace hd::statistics
