#include "documents/document.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "documents/limits.h"

namespace hd::documents {
namespace {

bool too_long(const std::vector<std::string>& lines) {
  return std::ranges::any_of(lines, [](const auto& line) { return base::length(line) > kLineMax; });
}

bool has_table_shape(const Block& block) {
  return std::ranges::all_of(block.rows,
                             [&](const auto& row) { return row.size() == block.columns.size(); });
}

/// One field of the frozen text: its length in bytes, then the bytes, so that no two contents have
/// the same text.
void append(std::string& out, const std::string& field) {
  out += std::to_string(field.size()) + ":" + field + "\n";
}

void append(std::string& out, const std::vector<std::string>& fields) {
  out += std::to_string(fields.size()) + "\n";
  for (const std::string& field : fields) append(out, field);
}

void append(std::string& out, const Chart& chart) {
  append(out, std::string(base::name_of(kChartFormNames, chart.form)));
  append(out, chart.head);
  append(out, chart.labels);
  append(out, chart.unit);
  append(out, std::to_string(chart.decimals));
  append(out, chart.note);
  for (const Series& series : chart.series) {
    append(out, series.name);
    for (const auto& value : series.values) append(out, value ? std::to_string(*value) : "");
  }
}

}  // namespace

Block table_block(const Block& chart) {
  ChartTable table = table_of(chart.chart);
  return {
      .kind = BlockKind::table, .columns = std::move(table.columns), .rows = std::move(table.rows)};
}

base::Result<base::Done> check(const Content& content) {
  std::vector<base::FieldError> faults;
  if (content.title.empty()) faults.push_back({"title", "required"});
  if (base::length(content.title) > kTitleMax) faults.push_back({"title", "too_long"});
  if (content.blocks.empty()) faults.push_back({"blocks", "required"});
  if (content.blocks.size() > kBlocksMax) faults.push_back({"blocks", "too_many"});
  for (std::size_t i = 0; i < content.blocks.size(); ++i) {
    const Block& block = content.blocks[i];
    const std::string field = "blocks." + std::to_string(i);
    const bool long_row = std::ranges::any_of(block.rows, too_long);
    if (base::length(block.text) > kTextMax || too_long(block.items) || long_row) {
      faults.push_back({field, "too_long"});
    }
    if (!has_table_shape(block)) faults.push_back({field, "table_shape"});
    if (block.kind == BlockKind::chart && !has_shape(block.chart)) {
      faults.push_back({field, "chart_shape"});
    }
  }
  if (content.recipients.size() > kRecipientsMax) faults.push_back({"recipients", "too_many"});
  if (too_long(content.recipients)) faults.push_back({"recipients", "too_long"});
  if (!faults.empty()) return base::invalid(std::move(faults));
  return base::Done{};
}

std::vector<std::string> actions(State state) {
  switch (state) {
    case State::draft:
      return {"edit", "issue", "pdf", "docx", "xlsx", "print"};
    case State::issued:
      return {"withdraw", "pdf", "docx", "xlsx", "print"};
    case State::superseded:
    case State::withdrawn:
      return {"pdf", "docx", "xlsx", "print"};
  }
  return {};
}

std::string frozen_text(const Content& content, const std::string& number, base::Date issued_on) {
  std::string out = "haidang-document-1\n";
  append(out, number);
  append(out, base::to_text(issued_on));
  append(out, content.issuing_body);
  append(out, content.superior_body);
  append(out, content.place);
  append(out, content.title);
  for (const Block& block : content.blocks) {
    append(out, std::string(base::name_of(kBlockKindNames, block.kind)));
    append(out, block.text);
    append(out, block.items);
    append(out, block.columns);
    for (const auto& row : block.rows) append(out, row);
    if (block.kind == BlockKind::chart) append(out, block.chart);
    // Not a field, and absent when it does not hold: older papers keep their hash.
    if (block.beside_table) out += "beside_table\n";
  }
  append(out, content.recipients);
  append(out, content.signer_role);
  append(out, content.signer_name);
  return out;
}

}  // namespace hd::documents
