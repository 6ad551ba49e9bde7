#pragma once
// Invented years of victims' data, and what is published of them. Nothing here is about anybody.

#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace attack {

enum Dimension { sex, age, purpose, regime, road, p34, p63, r34, r63, dimensions };

/// A person of a year, as one record says it.
struct Victim {
  std::uint64_t id;
  int month;  ///< 1 to 12
  std::array<int, dimensions> is;
  auto operator<=>(const Victim&) const = default;
};

/// How many values each dimension has, and where the old provinces lie.
struct World {
  std::array<int, dimensions> sizes = {2, 6, 6, 3, 5, 0, 0, 0, 0};
  std::vector<int> p34_of_p63, r63_of_p63, r34_of_p34;
};
/// Reads provinces and regions as of today and before 1/7/2025.
World read_world(const std::string& territories_csv);

/// The year as it was counted month by month, and as it was corrected afterwards.
struct Year {
  std::vector<Victim> first, revised;
};
Year make_year(const World& world, std::mt19937_64& random);

/// A figure: "Y" "sex=1 p34=3". `where` ascends by dimension.
struct Coordinates {
  std::string period;  ///< Q1 Q2 Q3 Q4 H1 9M Y, and YR for the corrected year
  std::vector<std::pair<int, int>> where;
  auto operator<=>(const Coordinates&) const = default;
};
std::string text_of(const Coordinates& figure);
bool counts(const Coordinates& figure, const Victim& victim);

/// A release: one period, one geography, its tables.
struct Plan {
  std::string name, period;
  std::vector<std::vector<int>> tables;  ///< dimensions of each; one or two
};
/// What a year publishes, in the order it comes out.
enum class Menu {
  lists,   ///< lists by sex, purpose and region with every release, more every half year, tables
           ///< once
  totals,  ///< in the year by sex alone; lists every half year by purpose and region, all else once
};
std::vector<Plan> plans(Menu menu);

/// The persons a period is counted from.
const std::vector<Victim>& records_of(const Year& year, const std::string& period);

}  // namespace attack
