#include "statistics/difference.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace hd::statistics {
namespace {

using Line = std::pair<std::string, std::string>;  ///< row and column

const Snapshot& snapshot_of(const Counted& counted, Unit unit) {
  static const std::map<Unit, Snapshot> nothing = [] {
    std::map<Unit, Snapshot> all;
    for (const auto& name : kUnitNames) all.emplace(name.value, Snapshot(name.value));
    return all;
  }();
  const auto found = counted.snapshots.find(unit);
  return found == counted.snapshots.end() ? nothing.at(unit) : found->second;
}

bool same_record(const Snapshot& left, std::size_t i, const Snapshot& right, std::size_t j) {
  if (left.happened(i) != right.happened(j)) return false;
  return std::ranges::all_of(fields_of(left.unit()), [&](Field field) {
    return left.text(field, i) == right.text(field, j);
  });
}

/// One table in both counts.
class Compared {
 public:
  Compared(const Counted& before, const Counted& after, const Part& old_part, const Part& part,
           const TableSpec& old_spec, const TableSpec& spec)
      : before_(before),
        old_(snapshot_of(before, old_part.unit)),
        new_(snapshot_of(after, part.unit)),
        old_places_(before.frame, old_part, old_spec, old_),
        new_places_(after.frame, part, spec, new_) {
    for (std::size_t i = 0; i < old_.size(); ++i) go(i, new_.position(old_.key(i)));
    for (std::size_t j = 0; j < new_.size(); ++j) {
      if (!old_.position(new_.key(j))) go(std::nullopt, j);
    }
  }

  /// Lines of which a record came or went.
  std::vector<Difference> take(const std::string& part, const std::string& table) {
    std::vector<Difference> lines;
    for (auto& [line, change] : changes_) {
      if (change.reasons.empty()) continue;
      change.part = part;
      change.table = table;
      change.row = line.first;
      change.column = line.second;
      lines.push_back(std::move(change));
    }
    return lines;
  }

 private:
  struct Stand {
    std::set<Line> lines;
    std::map<Line, std::pair<Title, Title>> labels;
  };

  static Stand stand(const Placing& places, std::optional<std::size_t> record) {
    Stand stand;
    if (!record) return stand;
    Placing::Place place;
    places.place(*record, place);
    for (const std::size_t row : place.rows) {
      const Category& of_row = places.rows()[row];
      if (places.columns().empty()) {
        stand.lines.insert({of_row.code, ""});
        stand.labels[{of_row.code, ""}] = {of_row.label, {}};
      }
      for (const std::size_t column : place.columns) {
        const Category& of_column = places.columns()[column];
        stand.lines.insert({of_row.code, of_column.code});
        stand.labels[{of_row.code, of_column.code}] = {of_row.label, of_column.label};
      }
    }
    return stand;
  }

  Reason reason(std::optional<std::size_t> i, std::optional<std::size_t> j, const Stand& old_stand,
                const Stand& new_stand) const {
    if (!i) {
      // Seconds are kept: what came in the second of the count and was not in it, came after it.
      const base::Timestamp recorded(std::chrono::seconds(new_.recorded(*j)));
      const bool is_later = recorded >= std::chrono::floor<std::chrono::seconds>(before_.state_at);
      return is_later ? Reason::late_entry : Reason::correction;
    }
    if (!j) return Reason::removed;
    if (same_record(old_, *i, new_, *j)) return Reason::definition;
    const bool in_both = !old_stand.lines.empty() && !new_stand.lines.empty();
    return in_both ? Reason::reclassification : Reason::correction;
  }

  void go(std::optional<std::size_t> i, std::optional<std::size_t> j) {
    const Stand old_stand = stand(old_places_, i), new_stand = stand(new_places_, j);
    const auto change_of = [&](const Stand& stand, const Line& line) -> Difference& {
      Difference& change = changes_[line];
      std::tie(change.row_label, change.column_label) = stand.labels.at(line);
      return change;
    };
    for (const Line& line : old_stand.lines) {
      Difference& change = change_of(old_stand, line);
      ++change.before;
      if (new_stand.lines.contains(line)) continue;
      ++change.reasons[reason(i, j, old_stand, new_stand)].fewer;
    }
    for (const Line& line : new_stand.lines) {
      Difference& change = change_of(new_stand, line);
      ++change.after;
      if (old_stand.lines.contains(line)) continue;
      ++change.reasons[reason(i, j, old_stand, new_stand)].more;
    }
  }

  const Counted& before_;
  const Snapshot& old_;
  const Snapshot& new_;
  Placing old_places_, new_places_;
  std::map<Line, Difference> changes_;
};

/// A part as a whole: every record stands on one line.
TableSpec whole() {
  return {.code = "", .title = {}, .rows = "total"};
}

}  // namespace

namespace {

using Place = std::array<std::string, 4>;  // part, table, row, column

struct Printed {
  Title row_label, column_label;
  std::int64_t amount;
};

std::map<Place, Printed> printed(const Figures& figures) {
  std::map<Place, Printed> all;
  for (const auto& part : figures.parts) {
    all[{part.code, "", "total", ""}] = {part.title, {}, part.total};
    for (const auto& table : part.tables) {
      for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const auto& row = table.rows[i];
        if (table.columns.empty()) {
          all[{part.code, table.code, row.code, ""}] = {row.label, {}, table.row_totals[i]};
        }
        for (std::size_t j = 0; j < table.columns.size(); ++j) {
          const auto& column = table.columns[j];
          all[{part.code, table.code, row.code, column.code}] = {row.label, column.label,
                                                                 table.cell(i, j)};
        }
      }
    }
  }
  return all;
}

bool is_in_both(const Place& place, const Figures& before, const Figures& after) {
  const auto has = [&](const Figures& figures) {
    const auto* part = find_part(figures, place[0]);
    return part != nullptr && (place[1].empty() || find_table(*part, place[1]) != nullptr);
  };
  return has(before) && has(after);
}

}  // namespace

std::vector<Difference> reconcile(std::vector<Difference> lines, const Figures& before,
                                  const Figures& after) {
  auto was = printed(before);
  const auto is = printed(after);
  const auto of_definition = [](Difference& line, std::int64_t printed_before) {
    const auto drift = line.before - printed_before;
    if (drift != 0) {
      auto& count = line.reasons[Reason::definition];
      (drift > 0 ? count.more : count.fewer) += drift > 0 ? drift : -drift;
    }
    line.before = printed_before;
  };
  for (Difference& line : lines) {
    const Place place{line.part, line.table, line.row, line.column};
    const auto found = was.find(place);
    of_definition(line, found == was.end() ? 0 : found->second.amount);
    if (found != was.end()) found->second.amount = line.after;  // told
    if (found == was.end()) was[place] = {line.row_label, line.column_label, line.after};
  }
  auto places = was;
  for (const auto& [place, now] : is) places.try_emplace(place, now);
  for (const auto& [place, either] : places) {
    if (!is_in_both(place, before, after)) continue;
    const auto old_line = was.find(place);
    const auto new_line = is.find(place);
    Difference line{.part = place[0],
                    .table = place[1],
                    .row = place[2],
                    .column = place[3],
                    .row_label = either.row_label,
                    .column_label = either.column_label};
    line.before = line.after = new_line == is.end() ? 0 : new_line->second.amount;
    of_definition(line, old_line == was.end() ? 0 : old_line->second.amount);
    if (!line.reasons.empty()) lines.push_back(std::move(line));
  }
  return lines;
}

std::vector<Difference> differences(const Counted& before, const Counted& after) {
  std::vector<Difference> all;
  const auto add = [&](std::vector<Difference> lines) {
    for (auto& line : lines) all.push_back(std::move(line));
  };
  for (const Part& part : after.definition.parts) {
    const Part* old_part = find_part(before.definition, part.code);
    if (old_part == nullptr || old_part->unit != part.unit) continue;
    add(Compared(before, after, *old_part, part, whole(), whole()).take(part.code, ""));
    for (const TableSpec& spec : part.tables) {
      const TableSpec* old_spec = find_table(*old_part, spec.code);
      if (old_spec == nullptr) continue;
      add(Compared(before, after, *old_part, part, *old_spec, spec).take(part.code, spec.code));
    }
  }
  return all;
}

}  // namespace hd::statistics
