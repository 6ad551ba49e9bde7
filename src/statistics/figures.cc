#include "statistics/figures.h"

#include <algorithm>

#include "reporting/figures.h"

namespace hd::statistics {

Figures count(const Frame& frame, const Definition& definition,
              const std::map<Unit, Snapshot>& snapshots, const Pasts& pasts) {
  Figures figures;
  for (const Part& part : definition.parts) {
    const auto found = snapshots.find(part.unit);
    const Snapshot none(part.unit);
    const Snapshot& snapshot = found == snapshots.end() ? none : found->second;
    const auto past = pasts.find(part.unit);
    PartFigures counts{.code = part.code,
                       .title = part.title,
                       .unit = part.unit,
                       .total = static_cast<std::int64_t>(counted(frame, part, snapshot).size())};
    for (const TableSpec& spec : part.tables) {
      counts.tables.push_back(
          count(frame, part, spec, snapshot, past == pasts.end() ? Past{} : past->second));
    }
    figures.parts.push_back(std::move(counts));
  }
  return figures;
}

const PartFigures* find_part(const Figures& figures, const std::string& code) {
  const auto found = std::ranges::find(figures.parts, code, &PartFigures::code);
  return found == figures.parts.end() ? nullptr : &*found;
}

const Table* find_table(const PartFigures& part, const std::string& code) {
  const auto found = std::ranges::find(part.tables, code, &Table::code);
  return found == part.tables.end() ? nullptr : &*found;
}

std::optional<std::int64_t> value_of(const Figures& figures, const FigureName& name) {
  const PartFigures* part = find_part(figures, name.part);
  if (part == nullptr) return std::nullopt;
  if (name.table.empty()) return part->total;
  const Table* table = find_table(*part, name.table);
  if (table == nullptr) return std::nullopt;
  const auto row = std::ranges::find(table->rows, name.row, &Category::code);
  const std::int64_t amount =
      row == table->rows.end()
          ? 0
          : table->row_totals[static_cast<std::size_t>(row - table->rows.begin())];
  return name.share ? reporting::permille(amount, table->total) : amount;
}

}  // namespace hd::statistics
