#include "contacts/operations_import.h"

#include <utility>

#include "audit/audit.h"
#include "base/ordered_id.h"
#include "base/text.h"
#include "contacts/operations_numbering.h"
#include "directory/operations.h"
#include "platform/crypto.h"
#include "platform/csv.h"
#include "platform/spreadsheet.h"

namespace hd::contacts {
namespace {

using platform::Transaction;

base::Result<ImportTable> from_csv(std::string_view bytes, char separator) {
  const auto rows = platform::parse_csv(bytes, separator);
  if (!rows) return rows.error();
  ImportTable table;
  if (rows->empty()) return table;
  for (const auto& [column, value] : rows->front().values) table.header.push_back(column);
  table.rows.reserve(rows->size());
  for (const auto& row : *rows) {
    std::vector<std::string> cells;
    cells.reserve(table.header.size());
    for (const auto& [column, value] : row.values) cells.push_back(value);
    table.rows.push_back({row.line, std::move(cells)});
  }
  return table;
}

base::Result<ImportTable> from_spreadsheet(std::string_view bytes) {
  auto rows = platform::read_spreadsheet(bytes);
  if (!rows) return rows.error();
  ImportTable table;
  for (auto& row : *rows) {
    if (table.header.empty()) {
      for (const auto& cell : row.cells) table.header.push_back(base::trim(cell));
      continue;
    }
    row.cells.resize(table.header.size());
    table.rows.push_back({row.number, std::move(row.cells)});
  }
  return table;
}

base::Result<ImportTable> read_table(const ImportOrder& order) {
  if (order.file.starts_with("PK\x03\x04")) return from_spreadsheet(order.file);
  return from_csv(order.file, order.separator);
}

Contact blank_of(const ImportOrder& order, base::Timestamp now) {
  return {.id = base::ordered_id<ContactId>(now),
          .hotline = order.hotline,
          .counsellor = order.counsellor,
          .state = State::final,
          .started_at = now,
          .created_at = now,
          .updated_at = now};
}

void write(Transaction& tx, vault::Vault& vault, const Who& who, const std::string& file_hash,
           std::vector<std::pair<std::size_t, Contact>>& records) {
  store::Store store(vault);
  for (auto& [line, contact] : records) {
    contact.number = next_number(tx, store, contact);
    store.insert(tx, contact);
    store.note_import(tx, file_hash, static_cast<std::int64_t>(line), contact);
    audit::record(
        tx, who.now, who.actor,
        {.action = "contact.import", .object_kind = "contact", .object_id = contact.id.str()});
  }
}

}  // namespace

base::Result<ImportReport> import_call_log(Transaction& tx, vault::Vault& vault, const Who& who,
                                           const ImportOrder& order) {
  const auto mapping = read_mapping(order.mapping);
  if (!mapping) return mapping.error();
  const auto table = read_table(order);
  if (!table) return table.error();
  const auto file_hash = platform::to_hex(platform::sha256(order.file));
  const auto known = store::Store(vault).imported_lines(tx, file_hash);

  const RowReader reader(*mapping, directory::current(tx), table->header);
  ImportReport report{.rows = table->rows.size(), .faults = reader.header_faults()};
  std::vector<std::pair<std::size_t, Contact>> records;
  for (const auto& row : table->rows) {
    if (!reader.header_faults().empty()) break;
    if (known.contains(static_cast<std::int64_t>(row.line))) {
      ++report.already_there;
      continue;
    }
    auto contact = reader.read(row, blank_of(order, who.now), who.now, report.faults);
    if (contact) records.emplace_back(row.line, *std::move(contact));
  }
  report.fault_count = report.faults.size();
  if (report.faults.size() > kFaultLimit) {
    report.faults.erase(report.faults.begin() + kFaultLimit, report.faults.end());
  }
  if (order.dry_run || report.fault_count > 0) return report;
  write(tx, vault, who, file_hash, records);
  store::Store(vault).stamp_import(tx, file_hash, order.clock ? order.clock() : who.now);
  report.imported = records.size();
  return report;
}

std::vector<std::string> lines_of(const ImportReport& report, std::string_view language) {
  const bool vi = language == "vi";
  std::vector<std::string> lines;
  const auto number = [](std::size_t value) { return std::to_string(value); };
  lines.push_back((vi ? "Số dòng: " : "Rows: ") + number(report.rows) +
                  (vi ? "; đã nhập: " : "; imported: ") + number(report.imported) +
                  (vi ? "; đã có từ trước: " : "; there before: ") + number(report.already_there) +
                  (vi ? "; lỗi: " : "; faults: ") + number(report.fault_count));
  for (const auto& fault : report.faults) lines.push_back(describe(fault, language));
  return lines;
}

}  // namespace hd::contacts
