#include "disclosure/program.h"

#include <cmath>
#include <mutex>
#include <stdexcept>

#include <glpk.h>

namespace hd::disclosure {
namespace {

constexpr double kForgiven = 1e-6;

// GLPK keeps its memory per thread; what is made on one thread must not be used on another. All its
// work is done under this lock, and the functions of this module neither keep nor pass a program.
std::mutex& solver_lock() {
  static std::mutex lock;
  return lock;
}

int number(std::size_t index) {
  return static_cast<int>(index) + 1;
}

}  // namespace

struct Program::Solver {
  explicit Solver(std::size_t columns) : hold(solver_lock()) {
    glp_term_out(GLP_OFF);
    problem = glp_create_prob();
    if (columns > 0) glp_add_cols(problem, static_cast<int>(columns));
  }
  ~Solver() {
    glp_delete_prob(problem);
    glp_free_env();  // else it would stay behind when the thread ends
  }
  Solver(const Solver&) = delete;
  Solver& operator=(const Solver&) = delete;

  // NOLINTNEXTLINE(readability-make-member-function-const): what it points to changes
  bool solve() {
    glp_smcp settings;
    glp_init_smcp(&settings);
    settings.msg_lev = GLP_MSG_OFF;
    if (glp_simplex(problem, &settings) == 0 && glp_get_status(problem) == GLP_OPT) return true;
    // A basis that became singular, or a stall: once more from the beginning.
    glp_std_basis(problem);
    settings.meth = GLP_DUALP;
    return glp_simplex(problem, &settings) == 0 && glp_get_status(problem) == GLP_OPT;
  }

  std::lock_guard<std::mutex> hold;
  glp_prob* problem = nullptr;
  std::vector<std::size_t> asked;  // columns of the last question
};

Program::Program(std::size_t columns, double ceiling)
    : solver_(std::make_unique<Solver>(columns)), point_(columns, 0.0), ceiling_(ceiling) {
  for (std::size_t column = 0; column < columns; ++column) release(column);
}

Program::~Program() = default;

std::size_t Program::add_equation(const std::vector<Term>& terms, double value) {
  std::vector<int> columns(1, 0);
  std::vector<double> factors(1, 0.0);
  for (const Term& term : terms) {
    columns.push_back(number(term.column));
    factors.push_back(term.factor);
  }
  const int row = glp_add_rows(solver_->problem, 1);
  glp_set_row_bnds(solver_->problem, row, GLP_FX, value, value);
  glp_set_mat_row(solver_->problem, row, static_cast<int>(terms.size()), columns.data(),
                  factors.data());
  return static_cast<std::size_t>(row) - 1;
}

void Program::drop_equation(std::size_t equation) {
  glp_set_row_bnds(solver_->problem, number(equation), GLP_FR, 0.0, 0.0);
}

void Program::fix(std::size_t column, double value) {
  glp_set_col_bnds(solver_->problem, number(column), GLP_FX, value, value);
}

void Program::release(std::size_t column) {
  glp_set_col_bnds(solver_->problem, number(column), GLP_DB, 0.0, ceiling_);
}

double Program::extreme(const std::vector<Term>& sum, int direction) {
  glp_prob* problem = solver_->problem;
  for (const std::size_t column : solver_->asked) glp_set_obj_coef(problem, number(column), 0.0);
  solver_->asked.clear();
  for (const Term& term : sum) {
    glp_set_obj_coef(problem, number(term.column), term.factor);
    solver_->asked.push_back(term.column);
  }
  glp_set_obj_dir(problem, direction);
  if (!solver_->solve()) throw std::runtime_error("disclosure: the linear program has no answer");
  for (std::size_t column = 0; column < point_.size(); ++column) {
    point_[column] = glp_get_col_prim(problem, number(column));
  }
  return glp_get_obj_val(problem);
}

double Program::largest(const std::vector<Term>& sum) {
  return extreme(sum, GLP_MAX);
}

double Program::smallest(const std::vector<Term>& sum) {
  return extreme(sum, GLP_MIN);
}

double Program::lean_on_column(std::size_t column) const {
  const double dual = glp_get_col_dual(solver_->problem, number(column));
  return std::abs(dual) < kForgiven ? 0.0 : dual;
}

double Program::lean_on_equation(std::size_t equation) const {
  const double dual = glp_get_row_dual(solver_->problem, number(equation));
  return std::abs(dual) < kForgiven ? 0.0 : dual;
}

std::int64_t whole_above(double low) {
  return static_cast<std::int64_t>(std::ceil(low - kForgiven));
}

std::int64_t whole_below(double high) {
  return static_cast<std::int64_t>(std::floor(high + kForgiven));
}

}  // namespace hd::disclosure
