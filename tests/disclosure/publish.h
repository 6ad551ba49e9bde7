#pragma once
// The releases of a year as the product makes them.

#include <vector>

#include "disclosure/registry.h"
#include "world.h"

namespace attack {

/// A figure of a release as a reader has it, and who it counts, which the reader does not see.
struct Printed {
  std::size_t release;
  Coordinates figure;
  hd::disclosure::State state;
  std::vector<std::uint64_t> persons;

  bool is_shown() const { return state == hd::disclosure::State::shown; }
};

/// What is switched off, to see that the attack finds it.
enum class Weakness {
  none,
  releases,       ///< earlier releases are not looked at
  complementary,  ///< small figures alone are hidden
};

struct Published {
  std::vector<Printed> figures;
  std::size_t held_back = 0;  ///< releases in which too few persons changed
  double seconds = 0, slowest = 0;
};
Published publish(const World& world, const Year& year, const std::vector<Plan>& plans,
                  Weakness weakness);

}  // namespace attack
