#pragma once
// Somebody with all releases of a year and a solver. Shares no code with the product's own audit.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "publish.h"
#include "world.h"

namespace attack {

/// A count or a difference of 1 to k-1 that the reader knows, or knows to be within 1 to k-1.
struct Pin {
  std::string what;
  std::int64_t truth, low, high;
};

struct Finding {
  std::size_t hidden = 0;       ///< small figures that are not printed
  std::size_t differences = 0;  ///< small differences that were asked for
  std::vector<Pin> pins;
  std::size_t programs = 0;   ///< linear programs solved
  std::size_t undecided = 0;  ///< of them, where whole numbers took too long
  double seconds = 0;
};

/// With the definitions of the figures alone: what is a sum of what, over all tables, periods and
/// both geographies.
Finding attack_by_definitions(const World& world, const std::vector<Printed>& figures,
                              std::int64_t threshold, bool whole);

/// With the list of all combinations of attributes that exist, as well: an insider.
Finding attack_by_combinations(const Year& year, const std::vector<Printed>& figures,
                               std::int64_t threshold, bool whole);

}  // namespace attack
