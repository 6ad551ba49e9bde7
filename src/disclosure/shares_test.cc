#include "disclosure/shares.h"

#include <gtest/gtest.h>

namespace hd::disclosure {
namespace {

TEST(Shares, APercentageIsPrintedWhenBothItsCountsAre) {
  const std::vector<State> states = {State::shown, State::primary, State::secondary, State::shown};
  EXPECT_EQ(printable({{0, 3}, {1, 3}, {2, 3}, {0, 2}}, states),
            (std::vector<bool>{true, false, false, false}));
}

TEST(Utility, CountsWhatIsLeftOfTotalsAndOfTheirParts) {
  const Tables tables{.cells = {40, 3, 25, 68, 0},
                      .relations = {{3, {0, 1, 2, 4}}},
                      .traits = {{}, {}, {}, {}, {.impossible = true}}};
  const Utility left =
      utility(tables, {State::shown, State::primary, State::secondary, State::shown, State::shown});
  EXPECT_EQ(left, (Utility{.cells = 4,
                           .shown_cells = 2,
                           .totals = 1,
                           .shown_totals = 1,
                           .leaf_sum = 68,
                           .shown_leaf_sum = 40,
                           .total_sum = 68,
                           .shown_total_sum = 68}));
  EXPECT_EQ(left.cells_permille(), 500);
  EXPECT_EQ(left.leaf_sum_permille(), 588);
  EXPECT_EQ(left.totals_permille(), 1000);
  EXPECT_EQ(Utility{}.total_sum_permille(), 1000);
}

}  // namespace
}  // namespace hd::disclosure
