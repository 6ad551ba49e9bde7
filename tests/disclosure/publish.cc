#include "publish.h"

#include <algorithm>
#include <chrono>
#include <map>

#include "disclosure/protect.h"

namespace attack {
namespace {

namespace product = hd::disclosure;

// The figures of a release, each once, and the sums between them.
struct Draft {
  std::vector<Coordinates> figures;
  std::map<Coordinates, std::size_t> numbers;
  product::Tables tables;

  std::size_t number(const Coordinates& figure) {
    const auto [entry, is_new] = numbers.try_emplace(figure, figures.size());
    if (is_new) figures.push_back(figure);
    return entry->second;
  }
};

Coordinates with(const Coordinates& figure, int dimension, int value) {
  Coordinates result = figure;
  result.where.emplace_back(dimension, value);
  std::sort(result.where.begin(), result.where.end());
  return result;
}

void add_sum(const World& world, Draft& draft, const Coordinates& total, int dimension) {
  product::Relation sum{draft.number(total), {}};
  for (int value = 0; value < world.sizes[static_cast<std::size_t>(dimension)]; ++value) {
    sum.parts.push_back(draft.number(with(total, dimension, value)));
  }
  draft.tables.relations.push_back(sum);
}

void add_regions(Draft& draft, const std::string& period, int region, int province,
                 const std::vector<int>& region_of, int regions) {
  for (int each = 0; each < regions; ++each) {
    product::Relation sum{draft.number({period, {{region, each}}}), {}};
    for (std::size_t part = 0; part < region_of.size(); ++part) {
      if (region_of[part] != each) continue;
      sum.parts.push_back(draft.number({period, {{province, static_cast<int>(part)}}}));
    }
    draft.tables.relations.push_back(sum);
  }
}

Draft draft_of(const World& world, const Plan& plan) {
  Draft draft;
  const Coordinates all{plan.period, {}};
  bool new_regions = false, old_regions = false;
  for (const std::vector<int>& table : plan.tables) {
    for (const int dimension : table) add_sum(world, draft, all, dimension);
    new_regions = new_regions || table == std::vector<int>{r34};
    old_regions = old_regions || table == std::vector<int>{r63};
    if (table.size() < 2) continue;
    for (const auto& [one, other] : {std::pair(table[0], table[1]), {table[1], table[0]}}) {
      for (int value = 0; value < world.sizes[static_cast<std::size_t>(one)]; ++value) {
        add_sum(world, draft, with(all, one, value), other);
      }
    }
  }
  if (new_regions) add_regions(draft, plan.period, r34, p34, world.r34_of_p34, world.sizes[r34]);
  if (old_regions) add_regions(draft, plan.period, r63, p63, world.r63_of_p63, world.sizes[r63]);
  return draft;
}

// A total is dear, a list is dearer than a table, the geography of before less.
std::int64_t weight_of(const Coordinates& figure) {
  if (figure.where.empty()) return 50;
  if (figure.where.size() > 1) return 1;
  const int dimension = figure.where.front().first;
  if (dimension == p63) return 1;
  return dimension == p34 || dimension == r63 ? 3 : 6;
}

// Two versions of a year have the same key.
std::string key_of(const Coordinates& figure) {
  Coordinates key = figure;
  if (key.period == "YR") key.period = "Y";
  return text_of(key);
}

}  // namespace

Published publish(const World& world, const Year& year, const std::vector<Plan>& plans,
                  Weakness weakness) {
  Published result;
  const product::Limit limit = product::Thresholds{}.for_public();
  std::vector<product::ReleasedCell> registry;
  for (std::size_t release = 0; release < plans.size(); ++release) {
    Draft draft = draft_of(world, plans[release]);
    std::vector<product::ReleasedCell> cells;
    for (const Coordinates& figure : draft.figures) {
      product::ReleasedCell cell{.release = plans[release].name, .key = key_of(figure)};
      for (const Victim& victim : records_of(year, figure.period)) {
        if (counts(figure, victim)) cell.contributors.push_back(victim.id);
      }
      cell.weight = weight_of(figure);
      draft.tables.cells.push_back(static_cast<std::int64_t>(cell.contributors.size()));
      cells.push_back(std::move(cell));
    }
    const auto started = std::chrono::steady_clock::now();
    std::vector<product::State> states = weakness == Weakness::complementary
                                             ? product::small_cells(draft.tables, limit)
                                             : product::protect(draft.tables, limit);
    for (std::size_t cell = 0; cell < cells.size(); ++cell) cells[cell].state = states[cell];
    if (weakness == Weakness::none) {
      const product::Guarded guarded = product::guard(cells, registry, limit);
      for (std::size_t cell = 0; cell < cells.size(); ++cell) {
        cells[cell].state = guarded.states[cell];
      }
      result.held_back += guarded.too_few_changes ? 1 : 0;
    }
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - started;
    result.seconds += taken.count();
    result.slowest = std::max(result.slowest, taken.count());
    for (std::size_t cell = 0; cell < cells.size(); ++cell) {
      result.figures.push_back(
          {release, draft.figures[cell], cells[cell].state, cells[cell].contributors});
      registry.push_back(std::move(cells[cell]));
    }
  }
  return result;
}

}  // namespace attack
