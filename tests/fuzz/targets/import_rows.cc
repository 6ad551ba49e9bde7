// The import of old call logs: a row that is accepted says what its cells said.

#include <charconv>

#include "base/text.h"
#include "contacts/import_mapping.h"
#include "fuzz.h"
#include "platform/csv.h"

namespace hd::fuzz {
namespace {

constexpr std::string_view kMapping =
    "what,from,to\n"
    "column,When,started_at\ncolumn,Minutes,duration_minutes\ncolumn,Age,age\n"
    "column,Sex,sex\ncolumn,Topics,topics\ncolumn,Phone,phone\ncolumn,Summary,summary\n"
    "default,channel,phone_111\ndefault,kind,counselling\nvalue:sex,nu,female\n"
    "date_format,dd/MM/yyyy HH:mm,\n";

directory::Content content() {
  directory::Content lists;
  const auto add = [&](const char* list, const char* code, const char* label) {
    lists.codes.push_back({.list = list, .code = code, .label_vi = label, .label_en = code});
  };
  add("channel", "phone_111", "Tổng đài 111");
  add("contact_kind", "counselling", "Tư vấn");
  add("sex", "female", "Nữ");
  add("sex", "male", "Nam");
  add("topic", "migration", "Di cư");
  return lists;
}

/// The number a cell spells, sign and leading zeros aside; nullopt for what fits no number.
std::optional<std::int64_t> number_of(std::string_view text) {
  std::int64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

contacts::Contact blank() {
  return {.id = contacts::ContactId::of_key("c"),
          .hotline = directory::OrgId::of_key("org.hotline_111"),
          .counsellor = access::UserId::of_key("u"),
          .started_at = {},
          .created_at = {},
          .updated_at = {}};
}

}  // namespace

void examine(std::string_view input) {
  Pieces pieces(input);
  const auto given = contacts::read_mapping(pieces.next());
  static const auto fixed = contacts::read_mapping(kMapping);
  static const directory::Directory lists(content());
  const auto& mapping = given ? *given : *fixed;
  const std::vector<std::string> header{"When",   "Minutes", "Age",    "Sex",
                                        "Topics", "Phone",   "Summary"};
  const contacts::RowReader reader(mapping, lists, header);
  contacts::ImportTable::Row row{.line = 2, .cells = {}};
  while (row.cells.size() < header.size()) {
    row.cells.emplace_back(pieces.next());
    if (!base::is_utf8(row.cells.back())) return;  // no reader of tables lets it through
  }
  const base::Timestamp now{std::chrono::hours(500'000)};
  std::vector<contacts::ImportFault> faults;
  const auto contact = reader.read(row, blank(), now, faults);
  require(contact.has_value() == faults.empty(), "a record or complaints");
  for (const auto& fault : faults) {
    require(!contacts::describe(fault, "vi").empty() && fault.line == 2, "a complaint says where");
  }
  if (!contact || given) return;
  require(contact->started_at <= now && contact->ended_at >= contact->started_at, "times in order");
  const std::string age = base::nfc(base::trim(row.cells[2]));
  require(age.empty() || number_of(age) == contact->facts.age, "the age is that of the cell");
  const std::string minutes = base::nfc(base::trim(row.cells[1]));
  const auto length = number_of(minutes);
  require(minutes.empty() ||
              (length && *contact->ended_at - contact->started_at == std::chrono::minutes(*length)),
          "the length is that of the cell");
}

}  // namespace hd::fuzz
