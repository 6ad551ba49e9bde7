#pragma once
// Intervals of sums of unknown counts under equations: the attacker's own use of GLPK.

#include <cstddef>
#include <utility>
#include <vector>

#include <glpk.h>

namespace attack {

using Sum = std::vector<std::pair<std::size_t, double>>;  ///< unknown, factor

class Solver {
 public:
  /// `whole`: the reader uses that counts are whole numbers, too.
  Solver(std::size_t unknowns, bool whole);
  ~Solver();
  Solver(const Solver&) = delete;
  Solver& operator=(const Solver&) = delete;

  void equation(const Sum& sum, double value);

  /// Is a sum known to lie from `least` to `most`, or known exactly? Fills the interval when it is.
  bool is_pinned(const Sum& sum, double least, double most, std::pair<double, double>& interval);

  std::size_t programs() const { return programs_; }
  std::size_t undecided() const { return undecided_; }  ///< whole answers not found in time

 private:
  double extreme(const Sum& sum, int direction);

  glp_prob* problem_;
  bool whole_;
  std::size_t unknowns_, programs_ = 0, undecided_ = 0;
  std::vector<std::vector<double>> worlds_;  ///< solutions met so far
};

}  // namespace attack
