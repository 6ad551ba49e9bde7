#include "contacts/import_mapping.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "base/text.h"
#include "contacts/check.h"
#include "platform/csv.h"

namespace hd::contacts {
namespace {

using base::FieldError;

/// Fields a column may be mapped to; a code list for those that hold codes.
struct Field {
  std::string_view name;
  std::string_view list;
};
constexpr auto kFields = std::to_array<Field>({
    {"started_at", ""},
    {"started_date", ""},
    {"started_time", ""},
    {"ended_at", ""},
    {"duration_minutes", ""},
    {"channel", "channel"},
    {"direction", "direction"},
    {"kind", "contact_kind"},
    {"no_content_reason", "no_content_reason"},
    {"topics", "topic"},
    {"caller_relation", "caller_relation"},
    {"sex", "sex"},
    {"age", ""},
    {"age_band", "age_band"},
    {"province", ""},
    {"commune_text", ""},
    {"language", "language"},
    {"ethnic_group", "ethnic_group"},
    {"anonymous", "yes_no"},
    {"phone", ""},
    {"summary", ""},
    {"advice", ""},
    {"report_kind", "report_kind"},
    {"follow_up_wanted", "yes_no"},
    {"destination_country", "country"},
    {"offer", ""},
    {"company", ""},
});

bool is_field(std::string_view name) {
  return std::ranges::find(kFields, name, &Field::name) != kFields.end();
}

base::Error mapping_error(std::size_t line, std::string problem) {
  return {base::ErrorKind::invalid,
          "import.mapping",
          {},
          {{"line", std::to_string(line)}, {"problem", std::move(problem)}}};
}

/// Reads exactly `width` digits at `at`; nullopt when they are none.
std::optional<int> digits(std::string_view text, std::size_t& at, std::size_t width) {
  std::size_t end = at;
  while (end < text.size() && end < at + width && text[end] >= '0' && text[end] <= '9') ++end;
  if (end == at) return std::nullopt;
  int value = 0;
  std::from_chars(text.data() + at, text.data() + end, value);
  at = end;
  return value;
}

/// The whole text as a number; nullopt for anything else, a number too large for `Number` included.
template <class Number>
std::optional<Number> number_in(std::string_view text) {
  Number number = 0;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return number;
}

struct Parts {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
};

std::optional<base::Timestamp> instant(const Parts& parts) {
  const base::Date date{std::chrono::year{parts.year},
                        std::chrono::month{static_cast<unsigned>(parts.month)},
                        std::chrono::day{static_cast<unsigned>(parts.day)}};
  if (!date.ok() || parts.hour > 23 || parts.minute > 59 || parts.second > 59) {
    return std::nullopt;
  }
  return base::start_of_day(date) + std::chrono::hours(parts.hour) +
         std::chrono::minutes(parts.minute) + std::chrono::seconds(parts.second);
}

std::optional<base::Timestamp> parse_with(std::string_view text, std::string_view format) {
  struct Token {
    std::string_view name;
    int Parts::*part;
  };
  static constexpr auto kTokens = std::to_array<Token>({{"yyyy", &Parts::year},
                                                        {"MM", &Parts::month},
                                                        {"dd", &Parts::day},
                                                        {"HH", &Parts::hour},
                                                        {"mm", &Parts::minute},
                                                        {"ss", &Parts::second}});
  Parts parts;
  std::size_t at = 0;
  while (!format.empty()) {
    const auto* token = std::ranges::find_if(
        kTokens, [&](const Token& one) { return format.starts_with(one.name); });
    if (token == kTokens.end()) {
      if (at >= text.size() || text[at] != format.front()) return std::nullopt;
      ++at;
      format.remove_prefix(1);
      continue;
    }
    const auto value = digits(text, at, token->name.size());
    if (!value) return std::nullopt;
    parts.*(token->part) = *value;
    format.remove_prefix(token->name.size());
  }
  return at == text.size() ? instant(parts) : std::nullopt;
}

/// A spreadsheet takes a mobile number for a number and drops its 0: nine digits get it back.
std::string with_leading_zero(std::string phone) {
  const bool digits_only = std::ranges::all_of(phone, [](char c) { return c >= '0' && c <= '9'; });
  if (digits_only && phone.size() == 9 && phone.front() != '0') phone.insert(0, 1, '0');
  return phone;
}

struct Words {
  std::string_view code, vi, en;
};
constexpr auto kWords = std::to_array<Words>({
    {"required", "thiếu giá trị bắt buộc", "a required value is missing"},
    {"unknown_value", "giá trị không có trong danh mục", "the value is not in the list"},
    {"in_future", "thời điểm ở tương lai", "the time is in the future"},
    {"before_start", "kết thúc trước khi bắt đầu", "the end is before the start"},
    {"too_early", "thời điểm quá xa trong quá khứ", "the time is too far in the past"},
    {"malformed_phone", "không phải số điện thoại", "this is no phone number"},
    {"malformed_date", "không đọc được ngày giờ", "the date or time cannot be read"},
    {"malformed_number", "không phải số", "this is no number"},
    {"out_of_range", "số nằm ngoài giới hạn", "the number is out of range"},
    {"too_long", "nội dung quá dài", "the text is too long"},
    {"duplicate", "giá trị lặp lại", "the value is repeated"},
    {"not_applicable", "không phù hợp với giá trị khác của dòng",
     "does not fit another value of the row"},
    {"missing_column", "tệp không có cột này", "the file has no such column"},
});

}  // namespace

std::optional<base::Timestamp> parse_local_time(std::string_view text,
                                                const std::vector<std::string>& formats) {
  for (const std::string_view format : {"yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss"}) {
    if (const auto time = parse_with(text, format)) return time;
  }
  for (const auto& format : formats) {
    if (const auto time = parse_with(text, format)) return time;
  }
  return std::nullopt;
}

std::string describe(const ImportFault& fault, std::string_view language) {
  const auto* words = std::ranges::find(kWords, fault.code, &Words::code);
  std::string what(fault.code);
  if (words != kWords.end()) what = language == "vi" ? words->vi : words->en;
  return (language == "vi" ? "Dòng " : "Line ") + std::to_string(fault.line) +
         (language == "vi" ? ", cột " : ", column ") + "\"" + fault.column + "\": " + what;
}

base::Result<ImportMapping> read_mapping(std::string_view csv) {
  const auto rows = platform::parse_csv(csv);
  if (!rows) return rows.error();
  ImportMapping mapping;
  std::set<std::string> mapped;
  for (const auto& row : *rows) {
    const std::string what = row["what"];
    const std::string& from = row["from"];
    const std::string& to = row["to"];
    if (what == "column") {
      if (!is_field(to)) return mapping_error(row.line, "unknown_field");
      if (!mapped.insert(to).second) return mapping_error(row.line, "duplicate_field");
      mapping.columns[from] = to;
    } else if (what.starts_with("value:")) {
      const std::string field = what.substr(6);
      if (!is_field(field)) return mapping_error(row.line, "unknown_field");
      mapping.values[field][base::fold(from)] = to;
    } else if (what == "default") {
      if (!is_field(from)) return mapping_error(row.line, "unknown_field");
      mapping.defaults[from] = to;
    } else if (what == "date_format") {
      mapping.date_formats.push_back(from);
    } else {
      return mapping_error(row.line, "unknown_line");
    }
  }
  if (!mapped.contains("started_at") && !mapped.contains("started_date")) {
    return mapping_error(1, "missing_started_at");
  }
  return mapping;
}

RowReader::RowReader(const ImportMapping& mapping, const directory::Directory& directory,
                     const std::vector<std::string>& header)
    : mapping_(mapping), directory_(directory) {
  for (const auto& [column, field] : mapping.columns) {
    column_names_[field] = column;
    const auto found = std::ranges::find(header, column);
    if (found == header.end()) {
      header_faults_.push_back({1, column, "missing_column"});
    } else {
      index_[field] = static_cast<std::size_t>(found - header.begin());
    }
  }
  for (const auto& item : directory.content().codes) {
    labels_[item.list].emplace(base::fold(item.label_vi), item.code);
    labels_[item.list].emplace(base::fold(item.label_en), item.code);
    labels_[item.list][item.code] = item.code;
  }
  for (const auto& territory : directory.content().territories) {
    places_[base::fold(territory.name)].push_back(&territory);
  }
  for (const auto& [word, code] : {std::pair{"có", "1"},
                                   {"x", "1"},
                                   {"1", "1"},
                                   {"yes", "1"},
                                   {"không", "0"},
                                   {"0", "0"},
                                   {"no", "0"}}) {
    labels_["yes_no"][base::fold(word)] = code;
  }
}

std::string RowReader::cell(const ImportTable::Row& row, std::string_view field) const {
  std::string text;
  if (const auto found = index_.find(field); found != index_.end()) {
    text = base::nfc(base::trim(row.cells.at(found->second)));
  }
  if (!text.empty()) return text;
  const auto fallback = mapping_.defaults.find(std::string(field));
  return fallback == mapping_.defaults.end() ? std::string() : fallback->second;
}

/// A word of the mapping, a code, or a label with or without accents; else the text itself, which
/// the check then refuses.
std::string RowReader::code(std::string_view field, std::string_view list,
                            const std::string& text) const {
  if (text.empty()) return text;
  const std::string folded = base::fold(text);
  if (const auto words = mapping_.values.find(std::string(field)); words != mapping_.values.end()) {
    const auto found = words->second.find(folded);
    if (found != words->second.end()) return found->second;
  }
  const auto labels = labels_.find(std::string(list));
  if (labels == labels_.end()) return text;
  if (labels->second.contains(text)) return labels->second.at(text);
  const auto found = labels->second.find(folded);
  return found == labels->second.end() ? text : found->second;
}

std::string RowReader::place(const std::string& text, base::Date day) const {
  std::string mapped = code("province", "", text);
  const auto found = places_.find(base::fold(mapped));
  if (found == places_.end()) return mapped;
  const auto geography = directory::geography_on(day);
  for (const auto* territory : found->second) {
    if (territory->place.geography == geography) return territory->place.code;
  }
  return mapped;
}

const std::string& RowReader::column_of(const std::string& field) const {
  const auto found = column_names_.find(field);
  return found == column_names_.end() ? field : found->second;
}

std::optional<base::Timestamp> RowReader::time(const std::string& text) const {
  return parse_local_time(text, mapping_.date_formats);
}

void RowReader::read_times(const ImportTable::Row& row, Contact& contact,
                           std::vector<FieldError>& faults) const {
  std::string field = "started_at";
  std::string text = cell(row, field);
  if (text.empty()) {
    field = "started_date";
    text = cell(row, field);
    if (const auto clock = cell(row, "started_time"); !clock.empty()) text += " " + clock;
  }
  if (text.empty()) {
    faults.push_back({field, "required"});
  } else if (const auto start = time(text)) {
    contact.started_at = *start;
  } else {
    faults.push_back({field, "malformed_date"});
  }
  contact.ended_at = contact.started_at;
  if (const auto end = cell(row, "ended_at"); !end.empty()) {
    contact.ended_at = time(end);
    if (!contact.ended_at) faults.push_back({"ended_at", "malformed_date"});
  } else if (const auto length = cell(row, "duration_minutes"); !length.empty()) {
    const auto minutes = number_in<int>(length);
    if (!minutes || *minutes < 0) faults.push_back({"duration_minutes", "malformed_number"});
    contact.ended_at = contact.started_at + std::chrono::minutes(minutes.value_or(0));
  }
}

void RowReader::read_values(const ImportTable::Row& row, Contact& contact,
                            std::vector<FieldError>& faults) const {
  const auto coded = [&](std::string_view field) {
    const auto* entry = std::ranges::find(kFields, field, &Field::name);
    return code(field, entry->list, cell(row, field));
  };
  const auto text = [&](std::string_view field, std::size_t limit) {
    auto value = cell(row, field);
    if (base::length(value) > limit) faults.push_back({std::string(field), "too_long"});
    return value;
  };
  contact.channel = coded("channel");
  const auto direction = base::value_of(kDirectionNames, coded("direction"));
  contact.direction = direction.value_or(Direction::in);
  if (!direction && !cell(row, "direction").empty()) {
    faults.push_back({"direction", "unknown_value"});
  }
  contact.kind = coded("kind");
  Facts& facts = contact.facts;
  facts.no_content_reason = coded("no_content_reason");
  for (const auto& part : base::split(cell(row, "topics"), ';')) {
    if (auto topic = code("topics", "topic", base::trim(part)); !topic.empty()) {
      facts.topics.push_back(std::move(topic));
    }
  }
  facts.caller_relation = coded("caller_relation");
  facts.sex = coded("sex");
  if (const auto age = cell(row, "age"); !age.empty()) {
    facts.age = number_in<std::int64_t>(age);
    if (!facts.age) {
      faults.push_back({"age", "malformed_number"});
    } else if (*facts.age < 0 || *facts.age > 120) {
      faults.push_back({"age", "out_of_range"});
    }
  }
  facts.age_band = coded("age_band");
  facts.province = place(cell(row, "province"), base::local_date(contact.started_at));
  facts.language = coded("language");
  facts.ethnic_group = coded("ethnic_group");
  facts.anonymous = coded("anonymous") == "1";
  facts.report_kind = coded("report_kind");
  facts.follow_up_wanted = coded("follow_up_wanted") == "1";
  facts.destination_country = coded("destination_country");
  contact.identity.commune = text("commune_text", 200);
  contact.identity.phone = with_leading_zero(text("phone", 40));
  contact.narrative.summary = text("summary", 20000);
  contact.narrative.advice = text("advice", 20000);
  contact.narrative.offer = text("offer", 2000);
  contact.narrative.company = text("company", 200);
}

std::optional<Contact> RowReader::read(const ImportTable::Row& row, const Contact& blank,
                                       base::Timestamp now,
                                       std::vector<ImportFault>& faults) const {
  Contact contact = blank;
  std::vector<FieldError> found;
  read_times(row, contact, found);
  if (found.empty()) {
    read_values(row, contact, found);
    std::ranges::move(impossible(contact, directory_, now), std::back_inserter(found));
    for (auto& fault : missing(contact)) {
      if (fault.field != "summary") found.push_back(std::move(fault));
    }
  }
  for (const auto& fault : found) {
    faults.push_back({row.line, column_of(fault.field), fault.code});
  }
  if (!found.empty()) return std::nullopt;
  return contact;
}

}  // namespace hd::contacts
