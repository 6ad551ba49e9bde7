#include "statistics/publication.h"

#include <algorithm>
#include <set>
#include <utility>

#include "disclosure/protect.h"
#include "statistics/hiding.h"

namespace hd::statistics {
namespace {

using disclosure::ReleasedCell;
using disclosure::State;

constexpr std::string_view kOther = "other_small";
constexpr std::string_view kKinh = "kinh", kMinority = "minority";
/// How dear a figure is to hide: one that counts by nothing, by one dimension, by two.
constexpr std::int64_t kWeights[] = {64, 8, 1};

disclosure::Person number_of(const Key& key) {
  return key.high * 0x9e3779b97f4a7c15 ^ key.low;
}

/// A dimension as it is printed in public.
std::string public_dimension(const std::string& dimension) {
  return dimension == "month" ? "quarter" : dimension;
}

bool is_country(const std::string& dimension) {
  return dimension == "country" || dimension == "citizenship";
}

/// Rows that are printed also when they are empty: of lists short enough to be read.
bool prints_list(const Dimension& dimension) {
  return dimension.code != "ethnic_group" && !is_country(std::string(dimension.code));
}

/// Who stands where, in the rows of the public.
struct Stands {
  std::vector<Category> rows;
  std::vector<std::vector<disclosure::Person>> members;  ///< by row, ascending
};

/// A figure on its own: its place in the registry, and who it counts.
struct Cell {
  std::string key;
  std::size_t dimensions;
  std::vector<disclosure::Person> members;
};

/// All figures of one part, each once; tables point to them.
class PartCells {
 public:
  PartCells(const Frame& frame, const Part& part, const Snapshot& snapshot,
            const disclosure::Limit& limit)
      : frame_(frame), part_(part), snapshot_(snapshot), limit_(limit) {
    std::vector<disclosure::Person> all;
    for (const std::size_t i : counted(frame, part, snapshot)) {
      all.push_back(number_of(snapshot.key(i)));
    }
    add(part.code, 0, std::move(all));
  }

  struct Printed {
    Table table;
    std::vector<std::size_t> rows = {}, columns = {},
                             cells = {};  ///< indices of figures; [0] is the total
  };

  Printed print(const TableSpec& spec) {
    const auto rows_by = public_dimension(spec.rows), columns_by = public_dimension(spec.columns);
    const Stands& rows = stands(rows_by);
    Printed printed{.table = {.code = spec.code,
                              .title = spec.title,
                              .rows_by = rows_by,
                              .columns_by = columns_by,
                              .chart = spec.chart,
                              .many = dimension_of(rows_by).many,
                              .rows = rows.rows,
                              .total = count_of(0)}};
    printed.rows = margins(rows_by, rows);
    if (!columns_by.empty()) {
      const Stands& columns = stands(columns_by);
      printed.table.columns = columns.rows;
      printed.columns = margins(columns_by, columns);
      cross(rows_by, rows, columns_by, columns, printed);
    }
    for (const auto i : printed.rows) printed.table.row_totals.push_back(count_of(i));
    for (const auto i : printed.columns) printed.table.column_totals.push_back(count_of(i));
    for (const auto i : printed.cells) printed.table.cells.push_back(count_of(i));
    return printed;
  }

  const std::vector<Cell>& cells() const { return cells_; }
  const std::vector<disclosure::Relation>& relations() const { return relations_; }

 private:
  std::int64_t count_of(std::size_t cell) const {
    return static_cast<std::int64_t>(cells_[cell].members.size());
  }

  std::size_t add(std::string key, std::size_t dimensions,
                  std::vector<disclosure::Person> members) {
    std::ranges::sort(members);
    const auto [at, is_new] = index_.try_emplace(key, cells_.size());
    if (is_new) cells_.push_back({std::move(key), dimensions, std::move(members)});
    return at->second;
  }

  void relate(std::size_t total, std::vector<std::size_t> parts) {
    std::ranges::sort(parts);
    if (!parts.empty() && related_.insert({total, parts}).second) {
      relations_.push_back({total, std::move(parts)});
    }
  }

  std::vector<std::size_t> margins(const std::string& dimension, const Stands& stands) {
    std::vector<std::size_t> cells;
    for (std::size_t i = 0; i < stands.rows.size(); ++i) {
      cells.push_back(
          add(part_.code + "/" + dimension + ":" + stands.rows[i].code, 1, stands.members[i]));
    }
    if (!dimension_of(dimension).many) relate(0, cells);
    return cells;
  }

  void cross(const std::string& rows_by, const Stands& rows, const std::string& columns_by,
             const Stands& columns, Printed& printed) {
    std::vector<std::vector<std::size_t>> of_column(columns.rows.size());
    for (std::size_t i = 0; i < rows.rows.size(); ++i) {
      std::vector<std::size_t> of_row;
      for (std::size_t j = 0; j < columns.rows.size(); ++j) {
        std::vector<disclosure::Person> both;
        std::ranges::set_intersection(rows.members[i], columns.members[j],
                                      std::back_inserter(both));
        auto names =
            std::pair(rows_by + ":" + rows.rows[i].code, columns_by + ":" + columns.rows[j].code);
        if (names.second < names.first) std::swap(names.first, names.second);
        const auto cell =
            add(part_.code + "/" + names.first + "/" + names.second, 2, std::move(both));
        of_row.push_back(cell);
        of_column[j].push_back(cell);
        printed.cells.push_back(cell);
      }
      if (!dimension_of(columns_by).many) relate(printed.rows[i], std::move(of_row));
    }
    if (dimension_of(rows_by).many) return;
    for (std::size_t j = 0; j < columns.rows.size(); ++j) {
      relate(printed.columns[j], std::move(of_column[j]));
    }
  }

  const Stands& stands(const std::string& dimension) {
    const auto [at, is_new] = stands_.try_emplace(dimension);
    if (is_new) at->second = make_stands(dimension);
    return at->second;
  }

  Stands make_stands(const std::string& code) const {
    const Dimension& dimension = dimension_of(code);
    const TableSpec spec{.code = "", .title = {}, .rows = code};
    const Placing placing(frame_, part_, spec, snapshot_);
    std::vector<std::vector<disclosure::Person>> members(placing.rows().size());
    Placing::Place place;
    for (std::size_t i = 0; i < snapshot_.size(); ++i) {
      placing.place(i, place);
      for (const std::size_t row : place.rows) {
        members[row].push_back(number_of(snapshot_.key(i)));
      }
    }
    Stands stands;
    for (std::size_t row = 0; row < members.size(); ++row) {
      const auto category = public_row(dimension, placing.rows()[row], members[row].size());
      if (members[row].empty() && !is_listed(dimension, category.code)) continue;
      put(stands, category, std::move(members[row]));
    }
    for (auto& one : stands.members) std::ranges::sort(one);
    return stands;
  }

  bool is_listed(const Dimension& dimension, const std::string& row) const {
    if (row == "not_recorded" || row == "not_computable" || row == "elsewhere") return false;
    return prints_list(dimension);
  }

  static void put(Stands& stands, const Category& row, std::vector<disclosure::Person> members) {
    const auto found = std::ranges::find(stands.rows, row.code, &Category::code);
    if (found == stands.rows.end()) {
      stands.rows.push_back(row);
      stands.members.push_back(std::move(members));
      return;
    }
    auto& all = stands.members[static_cast<std::size_t>(found - stands.rows.begin())];
    all.insert(all.end(), members.begin(), members.end());
  }

  Category public_row(const Dimension& dimension, const Category& row, std::size_t count) const {
    if (dimension.code == "ethnic_group" && row.code != "not_recorded") {
      if (row.code == kKinh) return row;
      return {std::string(kMinority), {"Dân tộc thiểu số", "Ethnic minority"}};
    }
    if (is_country(std::string(dimension.code)) && row.code != "not_recorded" &&
        static_cast<std::int64_t>(count) < limit_.smallest) {
      return {std::string(kOther), {"Nước khác", "Other countries"}};
    }
    return row;
  }

  const Frame& frame_;
  const Part& part_;
  const Snapshot& snapshot_;
  const disclosure::Limit& limit_;
  std::vector<Cell> cells_;
  std::map<std::string, std::size_t> index_;
  std::vector<disclosure::Relation> relations_;
  std::set<std::pair<std::size_t, std::vector<std::size_t>>> related_;
  std::map<std::string, Stands> stands_;
};

struct PrintedPart {
  const Part* part;
  std::vector<PartCells::Printed> tables;
  std::size_t first;  ///< of its cells among those of the unit
};

/// Everything of one unit together: its parts are read side by side.
struct UnitCells {
  std::vector<Cell> cells;
  disclosure::Tables tables;

  std::size_t append(const PartCells& part) {
    const std::size_t first = cells.size();
    for (const Cell& cell : part.cells()) {
      cells.push_back(cell);
      tables.cells.push_back(static_cast<std::int64_t>(cell.members.size()));
      tables.traits.push_back({.weight = kWeights[cell.dimensions]});
    }
    for (auto relation : part.relations()) {
      relation.total += first;
      for (auto& one : relation.parts) one += first;
      tables.relations.push_back(std::move(relation));
    }
    return first;
  }
};

Hidden decide(const UnitCells& unit, std::size_t records, const ReleaseName& name,
              const std::vector<ReleasedCell>& earlier, const disclosure::Limit& limit) {
  std::vector<ReleasedCell> cells;
  for (const Cell& cell : unit.cells) {
    cells.push_back({.release = name.release,
                     .key = name.series + "/" + cell.key,
                     .contributors = cell.members,
                     .weight = kWeights[cell.dimensions]});
  }
  return hide(unit.tables, std::move(cells), earlier, limit, records <= kGuarded);
}

/// What `about` says of each figure of a table; `first` is the total of its part.
template <class About, class Tell>
TableOf<About> lay_out(const PartCells::Printed& printed, std::size_t first, Tell about) {
  const auto each = [&](const std::vector<std::size_t>& indices) {
    std::vector<About> all;
    for (const std::size_t i : indices) all.push_back(about(first + i));
    return all;
  };
  return {.total = about(first),
          .rows = each(printed.rows),
          .columns = each(printed.columns),
          .cells = each(printed.cells)};
}

template <class About, class Tell>
PartOf<About> lay_out(const PrintedPart& part, Tell about) {
  PartOf<About> all{.total = about(part.first)};
  for (const auto& table : part.tables) {
    all.tables.push_back(lay_out<About>(table, part.first, about));
  }
  return all;
}

void add(disclosure::Utility& sum, const disclosure::Utility& one) {
  sum.cells += one.cells;
  sum.shown_cells += one.shown_cells;
  sum.totals += one.totals;
  sum.shown_totals += one.shown_totals;
  sum.leaf_sum += one.leaf_sum;
  sum.shown_leaf_sum += one.shown_leaf_sum;
  sum.total_sum += one.total_sum;
  sum.shown_total_sum += one.shown_total_sum;
}

}  // namespace

PublicForm publish(const Frame& frame, const Definition& definition,
                   const std::map<Unit, Snapshot>& snapshots, const ReleaseName& name,
                   const Registry& earlier, const disclosure::Limit& limit) {
  PublicForm form;
  std::map<Unit, UnitCells> units;
  std::map<Unit, std::vector<Because>> reasons;
  std::map<std::string, PrintedPart> printed;
  for (const Part& part : definition.parts) {
    const auto found = snapshots.find(part.unit);
    const Snapshot none(part.unit);
    PartCells cells(frame, part, found == snapshots.end() ? none : found->second, limit);
    PrintedPart& one = printed[part.code];
    one.part = &part;
    for (const TableSpec& spec : part.tables) one.tables.push_back(cells.print(spec));
    one.first = units[part.unit].append(cells);
  }
  for (const auto& [unit, cells] : units) {
    const auto found = snapshots.find(unit);
    const auto old = earlier.find(unit);
    Hidden hidden = decide(cells, found == snapshots.end() ? 0 : found->second.size(), name,
                           old == earlier.end() ? std::vector<ReleasedCell>{} : old->second, limit);
    form.too_few_changes = form.too_few_changes || hidden.too_few_changes;
    form.known_before += hidden.known_before;
    form.cells[unit] = std::move(hidden.cells);
    reasons[unit] = std::move(hidden.reasons);
    std::vector<State> states;
    for (const auto& cell : form.cells[unit]) states.push_back(cell.state);
    add(form.utility, disclosure::utility(cells.tables, states));
  }
  for (const Part& part : definition.parts) {
    const PrintedPart& one = printed.at(part.code);
    const auto& cells = form.cells.at(part.unit);
    PartFigures figures{.code = part.code,
                        .title = part.title,
                        .unit = part.unit,
                        .total = units.at(part.unit).tables.cells[one.first]};
    for (const auto& table : one.tables) figures.tables.push_back(table.table);
    form.figures.parts.push_back(std::move(figures));
    form.mask.parts.push_back(
        lay_out<bool>(one, [&](std::size_t cell) { return cells[cell].state != State::shown; }));
    form.reasons.parts.push_back(
        lay_out<Because>(one, [&](std::size_t cell) { return reasons.at(part.unit)[cell]; }));
  }
  return form;
}

}  // namespace hd::statistics
