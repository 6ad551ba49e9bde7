#pragma once
// What follows from published sums: how small and how large a sum of unknown counts can be under
// equations that hold. Linear programming by GLPK; one at a time in the whole process.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace hd::disclosure {

/// An unknown, or a known count, in a sum.
struct Term {
  std::size_t column;
  double factor;
};

/// Unknown counts, none below 0 or above a common ceiling. Questions that follow each other start
/// from the answer before, so many questions to one program are cheap.
class Program {
 public:
  Program(std::size_t columns, double ceiling);
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  /// The number of the equation `sum of terms == value`.
  std::size_t add_equation(const std::vector<Term>& terms, double value);
  /// The equation no longer has to hold.
  void drop_equation(std::size_t equation);
  void fix(std::size_t column, double value);
  void release(std::size_t column);

  /// The extreme of a sum. The equations must have a solution: they describe counts that exist.
  /// Errors: std::runtime_error when the solver gives up.
  double largest(const std::vector<Term>& sum);
  double smallest(const std::vector<Term>& sum);

  /// The unknowns where the last extreme was found.
  const std::vector<double>& point() const { return point_; }
  /// How much the last extreme leans on a fixed count or on an equation; 0: not at all. What leans
  /// on nothing that can be taken away cannot be widened.
  double lean_on_column(std::size_t column) const;
  double lean_on_equation(std::size_t equation) const;

 private:
  struct Solver;
  double extreme(const std::vector<Term>& sum, int direction);

  std::unique_ptr<Solver> solver_;
  std::vector<double> point_;
  double ceiling_;
};

/// Whole counts inside an interval of the program; what the solver misses by rounding is forgiven.
std::int64_t whole_above(double low);
std::int64_t whole_below(double high);

}  // namespace hd::disclosure
