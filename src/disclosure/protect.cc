#include "disclosure/protect.h"

#include <algorithm>
#include <array>
#include <set>
#include <stdexcept>
#include <utility>

#include "disclosure/program.h"

namespace hd::disclosure {
namespace {

constexpr auto kNames = std::to_array<std::pair<State, std::string_view>>({
    {State::shown, "shown"},
    {State::primary, "primary"},
    {State::secondary, "secondary"},
    {State::group, "group"},
});

void check(const Tables& tables) {
  const std::size_t size = tables.cells.size();
  if (!tables.traits.empty() && tables.traits.size() != size) {
    throw std::invalid_argument("disclosure: one trait a cell, or none");
  }
  for (const std::int64_t count : tables.cells) {
    if (count < 0) throw std::invalid_argument("disclosure: a count below 0");
  }
  for (const Relation& relation : tables.relations) {
    std::int64_t sum = 0;
    for (const std::size_t part : relation.parts) {
      if (part >= size) throw std::invalid_argument("disclosure: no such cell");
      sum += tables.cells[part];
    }
    if (relation.total >= size || tables.cells[relation.total] != sum) {
      throw std::invalid_argument("disclosure: a total is not the sum of its parts");
    }
    std::set<std::size_t> named(relation.parts.begin(), relation.parts.end());
    named.insert(relation.total);
    if (named.size() != relation.parts.size() + 1) {
      throw std::invalid_argument("disclosure: a cell twice in one relation");
    }
  }
}

// A cell that sums others is dearer than these; the sum of sums dearer still.
std::vector<double> prices(const Tables& tables) {
  constexpr double kStep = 8.0;
  constexpr int kMaxHeight = 4;
  std::vector<int> height(tables.cells.size(), 0);
  for (int round = 0; round < kMaxHeight; ++round) {
    for (const Relation& relation : tables.relations) {
      for (const std::size_t part : relation.parts) {
        height[relation.total] =
            std::max(height[relation.total], std::min(kMaxHeight, height[part] + 1));
      }
    }
  }
  std::vector<double> result(tables.cells.size(), 1.0);
  for (std::size_t cell = 0; cell < result.size(); ++cell) {
    for (int step = 0; step < height[cell]; ++step) result[cell] *= kStep;
    result[cell] *= static_cast<double>(std::max<std::int64_t>(1, tables.trait(cell).weight));
  }
  return result;
}

// The parts of a relation that could be other than 0.
std::vector<std::size_t> open_parts(const Tables& tables, const Relation& relation) {
  std::vector<std::size_t> result;
  for (const std::size_t part : relation.parts) {
    if (!tables.trait(part).impossible) result.push_back(part);
  }
  return result;
}

void hide_groups(const Tables& tables, const Limit& limit, std::vector<State>& states) {
  for (const Relation& relation : tables.relations) {
    const std::int64_t whole = tables.cells[relation.total];
    const std::vector<std::size_t> parts = open_parts(tables, relation);
    if (whole < 1 || whole >= limit.group || parts.size() < 2) continue;
    const auto holds_all = [&](std::size_t part) {
      return tables.cells[part] == whole && tables.trait(part).sensitive;
    };
    if (std::none_of(parts.begin(), parts.end(), holds_all)) continue;
    for (const std::size_t part : parts) {
      if (states[part] == State::shown) states[part] = State::group;
    }
  }
}

// One pass over all relations; true when it hid something.
bool hide_zeros(const Tables& tables, std::vector<State>& states) {
  bool changed = false;
  for (const Relation& relation : tables.relations) {
    const auto is_hidden = [&](std::size_t part) { return states[part] != State::shown; };
    // Where a printed 0 says it already, hiding the parts hides nothing.
    if (tables.cells[relation.total] == 0 && !is_hidden(relation.total)) continue;
    if (std::none_of(relation.parts.begin(), relation.parts.end(), is_hidden)) continue;
    for (const std::size_t part : relation.parts) {
      const Trait trait = tables.trait(part);
      if (tables.cells[part] != 0 || is_hidden(part) || trait.impossible || !trait.sensitive) {
        continue;
      }
      states[part] = State::secondary;
      changed = true;
    }
  }
  return changed;
}

// Far above every count, printed or not: what reaches half of it is not bounded by what is printed.
double ceiling(const Tables& tables) {
  std::int64_t largest = 1;
  for (const std::int64_t count : tables.cells) largest = std::max(largest, count);
  constexpr double kFarAbove = 8.0;
  constexpr std::int64_t kLeast = 100;
  return kFarAbove * static_cast<double>(std::max(largest, kLeast));
}

void add_relations(const Tables& tables, Program& program) {
  for (const Relation& relation : tables.relations) {
    std::vector<Term> terms = {{relation.total, -1.0}};
    for (const std::size_t part : relation.parts) terms.push_back({part, 1.0});
    program.add_equation(terms, 0.0);
  }
}

// The search for what else has to be hidden.
class Search {
 public:
  Search(const Tables& tables, const Limit& limit, std::vector<State> states)
      : tables_(tables),
        limit_(limit),
        states_(std::move(states)),
        prices_(prices(tables)),
        low_(tables.cells.begin(), tables.cells.end()),
        high_(low_),
        program_(tables.cells.size(), ceiling(tables)) {
    add_relations(tables, program_);
    for (std::size_t cell = 0; cell < states_.size(); ++cell) {
      if (states_[cell] == State::shown) {
        program_.fix(cell, static_cast<double>(tables.cells[cell]));
      } else if (tables.cells[cell] > 0) {
        waiting_.push_back(cell);
      }
    }
  }

  std::vector<State> run() {
    for (std::size_t next = 0; next < waiting_.size(); ++next) widen(waiting_[next]);
    return std::move(states_);
  }

 private:
  // What a cell can be by the solutions met so far. Hiding more only adds solutions, so these stay
  // good for as long as the search goes on.
  bool is_safe(std::size_t cell) const {
    return is_wide({whole_above(low_[cell]), whole_below(high_[cell])}, limit_);
  }

  void widen(std::size_t cell) {
    while (!is_safe(cell)) {
      std::vector<std::size_t> causes;
      program_.largest({{cell, 1.0}});
      learn(causes);
      if (is_safe(cell)) return;
      program_.smallest({{cell, 1.0}});
      learn(causes);
      if (is_safe(cell)) return;
      if (causes.empty()) return;  // bounded by what can be nothing but 0
      hide(cheapest(causes, cell));
    }
  }

  // Takes the last point over, and the shown cells that the bound is computed from.
  void learn(std::vector<std::size_t>& causes) {
    const std::vector<double>& point = program_.point();
    for (std::size_t cell = 0; cell < states_.size(); ++cell) {
      if (states_[cell] != State::shown) {
        low_[cell] = std::min(low_[cell], point[cell]);
        high_[cell] = std::max(high_[cell], point[cell]);
      } else if (!tables_.trait(cell).impossible && program_.lean_on_column(cell) != 0.0) {
        causes.push_back(cell);
      }
    }
  }

  // The cheapest cell that makes up for what is missing alone; else, the dearer the less it gives.
  std::size_t cheapest(const std::vector<std::size_t>& causes, std::size_t for_cell) const {
    const double missing =
        static_cast<double>(limit_.smallest) - (high_[for_cell] - low_[for_cell]);
    const auto price = [&](std::size_t cell) {
      const auto count = static_cast<double>(tables_.cells[cell]);
      return prices_[cell] * (count + 1.0 + 3.0 * std::max(0.0, missing - count));
    };
    return *std::min_element(causes.begin(), causes.end(), [&](std::size_t a, std::size_t b) {
      return std::pair(price(a), a) < std::pair(price(b), b);
    });
  }

  void hide(std::size_t cell) {
    states_[cell] = State::secondary;
    program_.release(cell);
    if (tables_.cells[cell] > 0) waiting_.push_back(cell);
  }

  const Tables& tables_;
  const Limit limit_;
  std::vector<State> states_;
  std::vector<double> prices_;
  std::vector<double> low_, high_;
  std::vector<std::size_t> waiting_;
  Program program_;
};

}  // namespace

std::string_view name_of(State state) {
  for (const auto& [each, name] : kNames) {
    if (each == state) return name;
  }
  throw std::logic_error("disclosure: a state without a name");
}

std::vector<State> small_cells(const Tables& tables, const Limit& limit) {
  check(tables);
  std::vector<State> states(tables.cells.size(), State::shown);
  for (std::size_t cell = 0; cell < states.size(); ++cell) {
    const std::int64_t count = tables.cells[cell];
    if (tables.trait(cell).sensitive && count > 0 && count < limit.smallest) {
      states[cell] = State::primary;
    }
  }
  hide_groups(tables, limit, states);
  while (limit.hide_zeros && hide_zeros(tables, states)) {
  }
  return states;
}

std::vector<State> protect(const Tables& tables, const Limit& limit) {
  return Search(tables, limit, small_cells(tables, limit)).run();
}

bool is_wide(const Bounds& bounds, const Limit& limit) {
  return bounds.high == Bounds::kOpen || bounds.high - bounds.low >= limit.smallest;
}

std::vector<Bounds> audit(const Tables& tables, const std::vector<bool>& shown) {
  check(tables);
  const double open = ceiling(tables) / 2.0;
  Program program(tables.cells.size(), ceiling(tables));
  add_relations(tables, program);
  for (std::size_t cell = 0; cell < tables.cells.size(); ++cell) {
    if (shown.at(cell) || tables.trait(cell).impossible) {
      program.fix(cell, static_cast<double>(tables.cells[cell]));
    }
  }
  std::vector<Bounds> result;
  for (std::size_t cell = 0; cell < tables.cells.size(); ++cell) {
    Bounds bounds{tables.cells[cell], tables.cells[cell]};
    if (!shown[cell] && !tables.trait(cell).impossible) {
      const double high = program.largest({{cell, 1.0}});
      bounds = {whole_above(program.smallest({{cell, 1.0}})),
                high >= open ? Bounds::kOpen : whole_below(high)};
    }
    result.push_back(bounds);
  }
  return result;
}

}  // namespace hd::disclosure
