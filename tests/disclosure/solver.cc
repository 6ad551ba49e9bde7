#include "solver.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace attack {
namespace {

constexpr double kSlack = 1e-5;

double value_of(const Sum& sum, const std::vector<double>& world) {
  double result = 0;
  for (const auto& [unknown, factor] : sum) result += factor * world[unknown];
  return result;
}

}  // namespace

Solver::Solver(std::size_t unknowns, bool whole)
    : problem_(glp_create_prob()), whole_(whole), unknowns_(unknowns) {
  glp_term_out(GLP_OFF);
  if (unknowns > 0) glp_add_cols(problem_, static_cast<int>(unknowns));
  for (std::size_t unknown = 0; unknown < unknowns; ++unknown) {
    // More victims than ever in one figure: open, for what is asked here.
    glp_set_col_bnds(problem_, static_cast<int>(unknown) + 1, GLP_DB, 0, 5000);
    if (whole) glp_set_col_kind(problem_, static_cast<int>(unknown) + 1, GLP_IV);
  }
}

Solver::~Solver() {
  glp_delete_prob(problem_);
}

void Solver::equation(const Sum& sum, double value) {
  std::vector<int> columns(1, 0);
  std::vector<double> factors(1, 0);
  for (const auto& [unknown, factor] : sum) {
    columns.push_back(static_cast<int>(unknown) + 1);
    factors.push_back(factor);
  }
  const int row = glp_add_rows(problem_, 1);
  glp_set_row_bnds(problem_, row, GLP_FX, value, value);
  glp_set_mat_row(problem_, row, static_cast<int>(sum.size()), columns.data(), factors.data());
}

double Solver::extreme(const Sum& sum, int direction) {
  for (const auto& [unknown, factor] : sum) {
    glp_set_obj_coef(problem_, static_cast<int>(unknown) + 1, factor);
  }
  glp_set_obj_dir(problem_, direction);
  glp_smcp settings;
  glp_init_smcp(&settings);
  settings.msg_lev = GLP_MSG_OFF;
  if (programs_ == 0) glp_adv_basis(problem_, 0);
  programs_ += 1;
  int failed = glp_simplex(problem_, &settings);
  if (failed != 0 || glp_get_status(problem_) != GLP_OPT) {
    glp_adv_basis(problem_, 0);
    failed = glp_simplex(problem_, &settings);
  }
  if (failed != 0 || glp_get_status(problem_) != GLP_OPT) {
    throw std::runtime_error("the attacker's program has no answer");
  }
  if (whole_) {
    glp_iocp search;
    glp_init_iocp(&search);
    search.msg_lev = GLP_MSG_OFF;
    search.tm_lim = 5000;
    glp_intopt(problem_, &search);
    const int status = glp_mip_status(problem_);
    if (status != GLP_OPT) undecided_ += 1;
    if (status != GLP_OPT && status != GLP_FEAS) throw std::runtime_error("no whole numbers fit");
  }
  std::vector<double> world(unknowns_);
  for (std::size_t unknown = 0; unknown < unknowns_; ++unknown) {
    const int column = static_cast<int>(unknown) + 1;
    world[unknown] =
        whole_ ? std::round(glp_mip_col_val(problem_, column)) : glp_get_col_prim(problem_, column);
  }
  const double value = value_of(sum, world);
  worlds_.push_back(std::move(world));
  for (const auto& [unknown, factor] : sum) {
    glp_set_obj_coef(problem_, static_cast<int>(unknown) + 1, 0);
  }
  return value;
}

bool Solver::is_pinned(const Sum& sum, double least, double most,
                       std::pair<double, double>& interval) {
  double low = std::numeric_limits<double>::infinity(), high = -low;
  const auto is_free = [&] {
    return high - low > 0.5 && (low < least - kSlack || high > most + kSlack);
  };
  for (auto world = worlds_.rbegin(); world != worlds_.rend(); ++world) {
    const double value = value_of(sum, *world);
    low = std::min(low, value);
    high = std::max(high, value);
    if (is_free()) return false;
  }
  high = std::max(high, extreme(sum, GLP_MAX));
  low = std::min(low, value_of(sum, worlds_.back()));
  if (is_free()) return false;
  low = std::min(low, extreme(sum, GLP_MIN));
  if (is_free()) return false;
  interval = {low, high};
  return true;
}

}  // namespace attack
