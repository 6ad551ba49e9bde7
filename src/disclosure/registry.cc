#include "disclosure/registry.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "disclosure/atoms.h"
#include "disclosure/program.h"

namespace hd::disclosure {
namespace {

bool is_small(std::int64_t count, const Limit& limit) {
  return count > 0 && count < limit.smallest;
}

// Figures by key, as indices into `cells`.
using Versions = std::multimap<std::string_view, std::size_t>;
Versions versions_of(const std::vector<ReleasedCell>& cells) {
  Versions result;
  for (std::size_t cell = 0; cell < cells.size(); ++cell) result.emplace(cells[cell].key, cell);
  return result;
}

// What a reader subtracts: the persons of one figure who are not in another.
std::int64_t only_in(const std::vector<Person>& one, const std::vector<Person>& other) {
  std::vector<Person> rest;
  std::set_difference(one.begin(), one.end(), other.begin(), other.end(), std::back_inserter(rest));
  return static_cast<std::int64_t>(rest.size());
}

std::optional<std::int64_t> small_difference(const ReleasedCell& one, const ReleasedCell& other,
                                             bool versions, const Limit& limit) {
  const auto net = static_cast<std::int64_t>(one.contributors.size()) -
                   static_cast<std::int64_t>(other.contributors.size());
  if (!is_small(std::abs(net), limit)) return std::nullopt;
  const auto& [less, more] = net < 0 ? std::tie(one, other) : std::tie(other, one);
  if (versions || only_in(less.contributors, more.contributors) == 0) return std::abs(net);
  return std::nullopt;
}

// Persons by whom the figures of a release differ from their versions in an earlier one.
bool too_few_changes(const std::vector<ReleasedCell>& fresh,
                     const std::vector<ReleasedCell>& earlier, const Limit& limit) {
  const Versions versions = versions_of(earlier);
  std::map<std::string_view, std::set<Person>> changed;  // by earlier release
  for (const ReleasedCell& cell : fresh) {
    const auto [first, last] = versions.equal_range(cell.key);
    for (auto version = first; version != last; ++version) {
      const ReleasedCell& before = earlier[version->second];
      std::set<Person>& persons = changed[before.release];
      std::set_symmetric_difference(cell.contributors.begin(), cell.contributors.end(),
                                    before.contributors.begin(), before.contributors.end(),
                                    std::inserter(persons, persons.end()));
    }
  }
  return std::any_of(changed.begin(), changed.end(), [&](const auto& release) {
    return is_small(static_cast<std::int64_t>(release.second.size()), limit);
  });
}

// A sum of atoms that must not be known, and what is known of it so far.
struct Target {
  std::vector<Term> sum;
  bool is_count;  // of persons; else what came less what went between two versions
  double low, high;

  double at(const std::vector<double>& point) const {
    double result = 0;
    for (const Term& term : sum) result += term.factor * point[term.column];
    return result;
  }
  // A count needs the width of the threshold. A difference of versions must neither be known nor be
  // known to be small, in either direction.
  bool is_safe(const Limit& limit) const {
    const Bounds bounds{whole_above(low), whole_below(high)};
    if (is_count) return is_wide(bounds, limit);
    if (bounds.low == bounds.high) return false;
    return !(bounds.low > 0 && bounds.high < limit.smallest) &&
           !(bounds.high < 0 && -bounds.low < limit.smallest);
  }
};

class Guard {
 public:
  Guard(const std::vector<ReleasedCell>& fresh, const std::vector<ReleasedCell>& earlier,
        const Limit& limit)
      : fresh_(fresh),
        earlier_(earlier),
        limit_(limit),
        atoms_(atoms_of(fresh, earlier)),
        sets_(atoms_.sets.size()) {
    for (const ReleasedCell& cell : fresh) result_.states.push_back(cell.state);
    for (std::size_t cell = 0; cell < fresh.size() + earlier.size(); ++cell) note(cell);
  }

  Guarded run() {
    if (too_few_changes(fresh_, earlier_, limit_)) hold_back();
    find_targets();
    Program program(atoms_.sizes.size(), ceiling());
    for (std::size_t set = 0; set < sets_.size(); ++set) {
      if (!sets_[set].shown_before && !sets_[set].shown_now) continue;
      sets_[set].equation = program.add_equation(sum_of(atoms_.sets[set], 1.0),
                                                 static_cast<double>(atoms_.counts[set]));
      sets_[set].has_equation = true;
    }
    for (Target& target : targets_) widen(program, target);
    return std::move(result_);
  }

 private:
  struct Set {
    std::vector<std::size_t> cells = {};  // of the new release
    bool shown_now = false, shown_before = false;
    bool is_small = false;  // and hidden for that, in some release
    std::int64_t weight = 0;
    std::size_t equation = 0;
    bool has_equation = false;
  };

  const ReleasedCell& cell_at(std::size_t cell) const {
    return cell < fresh_.size() ? fresh_[cell] : earlier_[cell - fresh_.size()];
  }

  void note(std::size_t cell) {
    if (atoms_.set_of[cell] == Atoms::kEmpty) return;
    Set& set = sets_[atoms_.set_of[cell]];
    const State state = cell_at(cell).state;
    const bool is_new = cell < fresh_.size();
    if (is_new) {
      set.cells.push_back(cell);
      set.weight = std::max(set.weight, cell_at(cell).weight);
    }
    if (state == State::shown) (is_new ? set.shown_now : set.shown_before) = true;
    if (state == State::primary) set.is_small = true;
  }

  void hold_back() {
    result_.too_few_changes = true;
    const Versions versions = versions_of(earlier_);
    for (std::size_t cell = 0; cell < fresh_.size(); ++cell) {
      if (!versions.contains(fresh_[cell].key) || result_.states[cell] != State::shown) continue;
      result_.states[cell] = State::secondary;
    }
    for (Set& set : sets_) {
      set.shown_now = std::any_of(set.cells.begin(), set.cells.end(), [&](std::size_t cell) {
        return result_.states[cell] == State::shown;
      });
    }
  }

  double ceiling() const {
    std::int64_t largest = 100;
    for (const std::int64_t count : atoms_.counts) largest = std::max(largest, count);
    return 8.0 * static_cast<double>(largest);
  }

  static std::vector<Term> sum_of(const AtomSet& set, double factor) {
    std::vector<Term> result;
    for (const std::size_t atom : set.members()) result.push_back({atom, factor});
    return result;
  }

  void add_target(const AtomSet& plus, const AtomSet& minus, bool is_count) {
    std::vector<Term> sum = sum_of(plus, 1.0);
    const std::vector<Term> taken = sum_of(minus, -1.0);
    sum.insert(sum.end(), taken.begin(), taken.end());
    const auto value = static_cast<double>(atoms_.count(plus) - atoms_.count(minus));
    targets_.push_back({std::move(sum), is_count, value, value});
  }

  // A small figure is a sum of small atoms, and so is whatever else counts few persons: none of it
  // is known to be small as long as no atom is.
  void find_targets() {
    const AtomSet none(atoms_.sizes.size());
    std::set<AtomSet> found;
    for (std::size_t set = 0; set < sets_.size(); ++set) {
      if (!sets_[set].is_small) continue;
      found.insert(atoms_.sets[set]);
      add_target(atoms_.sets[set], none, true);
    }
    for (std::size_t atom = 0; atom < atoms_.sizes.size(); ++atom) {
      AtomSet one = none;
      one.add(atom);
      if (!is_small(atoms_.sizes[atom], limit_) || !found.insert(one).second) continue;
      add_target(one, none, true);
    }
    find_versions();
  }

  // Of earlier releases, too: what was not known of them must not follow now.
  void find_versions() {
    std::map<std::string_view, std::set<std::size_t>> versions;
    for (std::size_t cell = 0; cell < fresh_.size() + earlier_.size(); ++cell) {
      if (atoms_.set_of[cell] == Atoms::kEmpty) continue;
      versions[cell_at(cell).key].insert(atoms_.set_of[cell]);
    }
    std::set<std::pair<std::size_t, std::size_t>> found;
    for (const auto& [key, sets] : versions) {
      for (const std::size_t one : sets) {
        for (const std::size_t other : sets) {
          if (one >= other || !found.insert({one, other}).second) continue;
          if (!is_small(std::abs(atoms_.counts[one] - atoms_.counts[other]), limit_)) continue;
          add_target(atoms_.sets[one].without(atoms_.sets[other]),
                     atoms_.sets[other].without(atoms_.sets[one]), false);
        }
      }
    }
  }

  void widen(Program& program, Target& target) {
    while (!target.is_safe(limit_)) {
      std::vector<std::size_t> causes;
      program.largest(target.sum);
      learn(program, causes);
      if (target.is_safe(limit_)) return;
      program.smallest(target.sum);
      learn(program, causes);
      if (target.is_safe(limit_)) return;
      if (causes.empty()) {
        result_.known_before += 1;
        return;
      }
      hide(program, *std::min_element(causes.begin(), causes.end(), [&](auto one, auto other) {
             return std::pair(price(one), one) < std::pair(price(other), other);
           }));
    }
  }

  // Takes the last point over for all targets, and the sets that only the new release prints and
  // that the bound is computed from.
  void learn(const Program& program, std::vector<std::size_t>& causes) {
    for (Target& target : targets_) {
      const double value = target.at(program.point());
      target.low = std::min(target.low, value);
      target.high = std::max(target.high, value);
    }
    for (std::size_t set = 0; set < sets_.size(); ++set) {
      const Set& each = sets_[set];
      if (!each.has_equation || each.shown_before) continue;
      if (program.lean_on_equation(each.equation) != 0.0) causes.push_back(set);
    }
  }

  double price(std::size_t set) const {
    return static_cast<double>(std::max<std::int64_t>(1, sets_[set].weight)) *
           static_cast<double>(atoms_.counts[set]);
  }

  void hide(Program& program, std::size_t set) {
    program.drop_equation(sets_[set].equation);
    sets_[set].has_equation = false;
    for (const std::size_t cell : sets_[set].cells) {
      if (result_.states[cell] == State::shown) result_.states[cell] = State::secondary;
    }
  }

  const std::vector<ReleasedCell>& fresh_;
  const std::vector<ReleasedCell>& earlier_;
  const Limit limit_;
  const Atoms atoms_;
  std::vector<Set> sets_;
  std::vector<Target> targets_;
  Guarded result_;
};

}  // namespace

std::vector<Conflict> conflicts(const std::vector<ReleasedCell>& fresh,
                                const std::vector<ReleasedCell>& earlier, const Limit& limit) {
  std::vector<Conflict> result;
  for (std::size_t cell = 0; cell < fresh.size(); ++cell) {
    if (fresh[cell].state != State::shown) continue;
    for (std::size_t other = 0; other < earlier.size(); ++other) {
      if (earlier[other].state != State::shown) continue;
      const auto persons = small_difference(fresh[cell], earlier[other],
                                            fresh[cell].key == earlier[other].key, limit);
      if (persons) result.push_back({cell, false, other, *persons});
    }
    for (std::size_t other = cell + 1; other < fresh.size(); ++other) {
      if (fresh[other].state != State::shown) continue;
      const auto persons = small_difference(fresh[cell], fresh[other], false, limit);
      if (persons) result.push_back({cell, true, other, *persons});
    }
  }
  return result;
}

Guarded guard(const std::vector<ReleasedCell>& fresh, const std::vector<ReleasedCell>& earlier,
              const Limit& limit) {
  return Guard(fresh, earlier, limit).run();
}

}  // namespace hd::disclosure
