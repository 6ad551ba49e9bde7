#include "attack.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "solver.h"

namespace attack {
namespace {

using Persons = std::vector<std::uint64_t>;

// What all releases say of a figure: printed in one of them is printed.
struct Known {
  Persons persons;
  bool is_shown = false;

  auto truth() const { return static_cast<std::int64_t>(persons.size()); }
};
using Knowledge = std::map<Coordinates, Known>;

Knowledge knowledge_of(const std::vector<Printed>& figures) {
  Knowledge result;
  for (const Printed& each : figures) {
    Known& known = result[each.figure];
    known.persons = each.persons;
    known.is_shown = known.is_shown || each.is_shown();
  }
  return result;
}

bool holds(const Persons& all, const Persons& some) {
  return std::includes(all.begin(), all.end(), some.begin(), some.end());
}

// Figures without a person are left out: a difference with them is the other figure.
struct Pair {
  const std::pair<const Coordinates, Known>*more, *less;
};
std::vector<Pair> small_differences(const Knowledge& knowledge, std::int64_t threshold) {
  std::vector<Pair> result;
  for (const auto& more : knowledge) {
    for (const auto& less : knowledge) {
      const std::int64_t rest = more.second.truth() - less.second.truth();
      if (rest < 1 || rest >= threshold || less.second.persons.empty()) continue;
      if (holds(more.second.persons, less.second.persons)) result.push_back({&more, &less});
    }
  }
  return result;
}

// Two versions of a year's figure whose counts differ by a little.
std::vector<Pair> small_revisions(const Knowledge& knowledge, std::int64_t threshold) {
  std::vector<Pair> result;
  for (const auto& revised : knowledge) {
    if (revised.first.period != "YR") continue;
    Coordinates before = revised.first;
    before.period = "Y";
    const auto first = knowledge.find(before);
    if (first == knowledge.end()) continue;
    const std::int64_t net = revised.second.truth() - first->second.truth();
    if (net == 0 || std::abs(net) >= threshold) continue;
    result.push_back(net > 0 ? Pair{&revised, &*first} : Pair{&*first, &revised});
  }
  return result;
}

class Search {
 public:
  Search(Solver& solver, std::int64_t threshold)
      : solver_(solver), most_(static_cast<double>(threshold - 1)) {}

  void ask(const std::string& what, std::int64_t truth, const Sum& sum) {
    std::pair<double, double> interval;
    if (!solver_.is_pinned(sum, 1, most_, interval)) return;
    finding.pins.push_back({what, truth, std::llround(std::ceil(interval.first - 1e-5)),
                            std::llround(std::floor(interval.second + 1e-5))});
  }

  Finding finding;

 private:
  Solver& solver_;
  double most_;
};

Sum difference(const Sum& more, const Sum& less) {
  std::map<std::size_t, double> factors;
  for (const auto& [unknown, factor] : more) factors[unknown] += factor;
  for (const auto& [unknown, factor] : less) factors[unknown] -= factor;
  Sum result;
  for (const auto& [unknown, factor] : factors) {
    if (factor != 0) result.emplace_back(unknown, factor);
  }
  return result;
}

// Figures as unknowns, and everything that is a sum of others by its definition.
class Definitions {
 public:
  Definitions(const World& world, const Knowledge& knowledge)
      : world_(world), knowledge_(knowledge) {
    for (const auto& [figure, known] : knowledge) numbers_.emplace(figure, numbers_.size());
  }

  std::size_t number(const Coordinates& figure) const { return numbers_.at(figure); }

  void write(Solver& solver) const {
    for (const auto& [figure, known] : knowledge_) {
      if (known.is_shown) {
        solver.equation({{number(figure), 1}}, static_cast<double>(known.truth()));
      }
      for (int dimension = 0; dimension < dimensions; ++dimension) {
        write_split(solver, figure, dimension);
      }
      write_places(solver, figure, r34, p34, world_.r34_of_p34);
      write_places(solver, figure, r63, p63, world_.r63_of_p63);
      write_places(solver, figure, p34, p63, world_.p34_of_p63);
      write_periods(solver, figure, {"H1", "Q1", "Q2"});
      write_periods(solver, figure, {"9M", "H1", "Q3"});
      write_periods(solver, figure, {"Y", "9M", "Q4"});
    }
  }

 private:
  // total - all parts == 0, when all are published, printed or not.
  void write_sum(Solver& solver, const Coordinates& total,
                 const std::vector<Coordinates>& parts) const {
    Sum sum = {{number(total), -1}};
    for (const Coordinates& part : parts) {
      const auto found = numbers_.find(part);
      if (found == numbers_.end()) return;
      sum.emplace_back(found->second, 1);
    }
    if (!parts.empty()) solver.equation(sum, 0);
  }

  void write_split(Solver& solver, const Coordinates& figure, int dimension) const {
    const auto has = [&](int other) {
      return std::any_of(figure.where.begin(), figure.where.end(),
                         [&](const auto& each) { return each.first == other; });
    };
    if (has(dimension)) return;
    std::vector<Coordinates> parts;
    for (int value = 0; value < world_.sizes[static_cast<std::size_t>(dimension)]; ++value) {
      Coordinates part = figure;
      part.where.emplace_back(dimension, value);
      std::sort(part.where.begin(), part.where.end());
      parts.push_back(std::move(part));
    }
    write_sum(solver, figure, parts);
  }

  void write_places(Solver& solver, const Coordinates& figure, int large, int small,
                    const std::vector<int>& large_of) const {
    for (std::size_t at = 0; at < figure.where.size(); ++at) {
      if (figure.where[at].first != large) continue;
      std::vector<Coordinates> parts;
      for (std::size_t place = 0; place < large_of.size(); ++place) {
        if (large_of[place] != figure.where[at].second) continue;
        Coordinates part = figure;
        part.where[at] = {small, static_cast<int>(place)};
        std::sort(part.where.begin(), part.where.end());
        parts.push_back(std::move(part));
      }
      write_sum(solver, figure, parts);
    }
  }

  void write_periods(Solver& solver, const Coordinates& figure,
                     const std::array<const char*, 3>& periods) const {
    if (figure.period != periods[0]) return;
    Coordinates first = figure, second = figure;
    first.period = periods[1];
    second.period = periods[2];
    write_sum(solver, figure, {first, second});
  }

  const World& world_;
  const Knowledge& knowledge_;
  std::map<Coordinates, std::size_t> numbers_;
};

double since(std::chrono::steady_clock::time_point started) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
}

}  // namespace

Finding attack_by_definitions(const World& world, const std::vector<Printed>& figures,
                              std::int64_t threshold, bool whole) {
  const auto started = std::chrono::steady_clock::now();
  const Knowledge knowledge = knowledge_of(figures);
  const Definitions definitions(world, knowledge);
  Solver solver(knowledge.size(), whole);
  definitions.write(solver);
  Search search(solver, threshold);
  for (const auto& [figure, known] : knowledge) {
    if (known.is_shown || known.truth() < 1 || known.truth() >= threshold) continue;
    search.finding.hidden += 1;
    search.ask(text_of(figure), known.truth(), {{definitions.number(figure), 1}});
  }
  for (const auto& pairs :
       {small_differences(knowledge, threshold), small_revisions(knowledge, threshold)}) {
    for (const Pair& pair : pairs) {
      search.finding.differences += 1;
      search.ask(
          text_of(pair.more->first) + " less " + text_of(pair.less->first),
          pair.more->second.truth() - pair.less->second.truth(),
          {{definitions.number(pair.more->first), 1}, {definitions.number(pair.less->first), -1}});
    }
  }
  search.finding.programs = solver.programs();
  search.finding.undecided = solver.undecided();
  search.finding.seconds = since(started);
  return search.finding;
}

Finding attack_by_combinations(const Year& year, const std::vector<Printed>& figures,
                               std::int64_t threshold, bool whole) {
  const auto started = std::chrono::steady_clock::now();
  const Knowledge knowledge = knowledge_of(figures);
  // What a person is in both versions of the year; absent in one: no record.
  std::map<std::uint64_t, std::pair<std::optional<Victim>, std::optional<Victim>>> records;
  for (const Victim& victim : year.first) records[victim.id].first = victim;
  for (const Victim& victim : year.revised) records[victim.id].second = victim;
  std::map<decltype(records)::mapped_type, std::size_t> combinations;
  std::map<std::uint64_t, std::size_t> combination_of;
  for (auto& [person, both] : records) {
    if (both.first) both.first->id = 0;
    if (both.second) both.second->id = 0;
    combination_of[person] = combinations.try_emplace(both, combinations.size()).first->second;
  }
  const auto sum_of = [&](const Persons& persons) {
    std::set<std::size_t> found;
    for (const std::uint64_t person : persons) found.insert(combination_of.at(person));
    Sum sum;
    for (const std::size_t combination : found) sum.emplace_back(combination, 1);
    return sum;
  };
  Solver solver(combinations.size(), whole);
  std::set<Persons> shown;
  for (const auto& [figure, known] : knowledge) {
    if (!known.is_shown || known.persons.empty() || !shown.insert(known.persons).second) continue;
    solver.equation(sum_of(known.persons), static_cast<double>(known.truth()));
  }
  Search search(solver, threshold);
  std::set<Persons> asked;
  for (const auto& [figure, known] : knowledge) {
    if (known.is_shown || known.truth() < 1 || known.truth() >= threshold) continue;
    search.finding.hidden += 1;
    if (!asked.insert(known.persons).second) continue;
    search.ask(text_of(figure), known.truth(), sum_of(known.persons));
  }
  for (const auto& [combination, number] : combinations) {
    const auto persons =
        std::count_if(combination_of.begin(), combination_of.end(),
                      [number = number](const auto& each) { return each.second == number; });
    if (persons < threshold) search.ask("a combination", persons, {{number, 1}});
  }
  std::set<std::pair<Persons, Persons>> pairs_asked;
  for (const auto& pairs :
       {small_differences(knowledge, threshold), small_revisions(knowledge, threshold)}) {
    for (const Pair& pair : pairs) {
      const Persons &more = pair.more->second.persons, &less = pair.less->second.persons;
      search.finding.differences += 1;
      if (!pairs_asked.insert({more, less}).second) continue;
      search.ask(text_of(pair.more->first) + " less " + text_of(pair.less->first),
                 pair.more->second.truth() - pair.less->second.truth(),
                 difference(sum_of(more), sum_of(less)));
    }
  }
  search.finding.programs = solver.programs();
  search.finding.undecided = solver.undecided();
  search.finding.seconds = since(started);
  return search.finding;
}

}  // namespace attack
