#pragma once
// How the columns of an older system's call log become the fields of a record. Pure.
//
// The mapping is a CSV table with the columns what, from, to:
//   column       "Ngày gọi"          started_at      which column is which field
//   value:kind   "Tư vấn tâm lý"     counselling     which word is which code
//   default      channel             phone_111       for cells that are empty, fields without
//   column date_format  dd/MM/yyyy HH:mm                    tried in order, after YYYY-MM-DD[
//   HH:MM[:SS]]

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "contacts/contact.h"
#include "directory/directory.h"

namespace hd::contacts {

struct ImportMapping {
  std::map<std::string, std::string> columns;                        ///< column → field
  std::map<std::string, std::map<std::string, std::string>> values;  ///< field → folded word → code
  std::map<std::string, std::string> defaults;                       ///< field → value
  std::vector<std::string> date_formats;
};

/// Errors: invalid "import.mapping" with params line and problem (unknown_field, unknown_line,
///         missing_started_at, duplicate_field); those of parse_csv.
base::Result<ImportMapping> read_mapping(std::string_view csv);

/// One fault of the file: where, and what is wrong there. `code` as in check.h and JsonReader, and
/// malformed_date, malformed_number, missing_column.
struct ImportFault {
  std::size_t line;    ///< of the file, from 1
  std::string column;  ///< as the file calls it; the field when no column is mapped to it
  std::string code;
  bool operator==(const ImportFault&) const = default;
};

/// The fault in words. `language` is "vi" or "en".
std::string describe(const ImportFault& fault, std::string_view language);

/// A table as read from CSV or XLSX.
struct ImportTable {
  struct Row {
    std::size_t line;
    std::vector<std::string> cells;  ///< as many as `header`
  };
  std::vector<std::string> header;
  std::vector<Row> rows;
};

/// Makes records out of rows; one per file, because labels are looked up once.
class RowReader {
 public:
  /// `directory` outlives the reader.
  RowReader(const ImportMapping& mapping, const directory::Directory& directory,
            const std::vector<std::string>& header);

  /// Mapped columns that the file does not have, as faults of line 1.
  const std::vector<ImportFault>& header_faults() const { return header_faults_; }

  /// The record of a row over `blank`, or nullopt after complaints. Checked like a draft that is
  /// being closed, but a summary is not asked for.
  std::optional<Contact> read(const ImportTable::Row& row, const Contact& blank,
                              base::Timestamp now, std::vector<ImportFault>& faults) const;

 private:
  std::string cell(const ImportTable::Row& row, std::string_view field) const;
  std::string code(std::string_view field, std::string_view list, const std::string& text) const;
  std::string place(const std::string& text, base::Date day) const;
  std::optional<base::Timestamp> time(const std::string& text) const;
  void read_times(const ImportTable::Row& row, Contact& contact,
                  std::vector<base::FieldError>& faults) const;
  void read_values(const ImportTable::Row& row, Contact& contact,
                   std::vector<base::FieldError>& faults) const;
  const std::string& column_of(const std::string& field) const;

  const ImportMapping& mapping_;
  const directory::Directory& directory_;
  std::map<std::string, std::size_t, std::less<>> index_;  ///< field → cell
  std::map<std::string, std::string> column_names_;        ///< field → column
  std::map<std::string, std::map<std::string, std::string>>
      labels_;  ///< list → folded label → code
  std::map<std::string, std::vector<const directory::Territory*>> places_;  ///< folded name
  std::vector<ImportFault> header_faults_;
};

/// `text` in one of `formats` (dd MM yyyy HH mm ss and other characters as they are), as local time
/// of Viet Nam; also YYYY-MM-DD with or without time. nullopt when it fits none.
std::optional<base::Timestamp> parse_local_time(std::string_view text,
                                                const std::vector<std::string>& formats);

}  // namespace hd::contacts
