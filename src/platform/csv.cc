#include "platform/csv.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "base/text.h"
#include "platform/embedded.h"

namespace hd::platform {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

base::Error malformed(std::size_t line) {
  return {base::ErrorKind::invalid, "csv.malformed", {}, {{"line", std::to_string(line)}}};
}

/// Reads one record after the other; remembers the line for messages.
class Reader {
 public:
  Reader(std::string_view text, char separator) : rest_(text), separator_(separator) {}

  bool at_end() const { return rest_.empty(); }
  std::size_t line() const { return line_; }

  /// nullopt when a quote stays open or text follows a closing quote.
  std::optional<std::vector<std::string>> record() {
    std::vector<std::string> fields;
    while (true) {
      auto field = this->field();
      if (!field) return std::nullopt;
      fields.push_back(std::move(*field));
      if (take(separator_)) continue;
      if (rest_.empty() || take_line_end()) return fields;
      return std::nullopt;
    }
  }

 private:
  std::optional<std::string> field() {
    if (take('"')) return quoted();
    const char ends[] = {separator_, '\n', '\r', '"'};
    auto end = rest_.find_first_of(std::string_view(ends, sizeof ends));
    if (end == std::string_view::npos) end = rest_.size();
    if (end < rest_.size() && rest_[end] == '"') return std::nullopt;
    std::string text(rest_.substr(0, end));
    rest_.remove_prefix(end);
    return text;
  }
  std::optional<std::string> quoted() {
    std::string text;
    while (true) {
      const auto quote = rest_.find('"');
      if (quote == std::string_view::npos) return std::nullopt;
      const auto part = rest_.substr(0, quote);
      line_ += static_cast<std::size_t>(std::ranges::count(part, '\n'));
      text += part;
      rest_.remove_prefix(quote + 1);
      if (!take('"')) return text;
      text += '"';
    }
  }
  bool take(char wanted) {
    if (rest_.empty() || rest_.front() != wanted) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool take_line_end() {
    const bool ended = rest_.starts_with("\r\n") || rest_.starts_with('\n');
    if (ended) {
      rest_.remove_prefix(rest_.front() == '\r' ? 2 : 1);
      ++line_;
    }
    return ended;
  }

  std::string_view rest_;
  char separator_;
  std::size_t line_ = 1;
};

bool is_blank(const std::vector<std::string>& fields) {
  return fields.size() == 1 && fields.front().empty();
}

bool has_twins(std::vector<std::string> names) {
  std::ranges::sort(names);
  return std::ranges::adjacent_find(names) != names.end();
}

}  // namespace

const std::string& CsvRow::operator[](std::string_view column) const {
  static const std::string empty;
  const auto found = values.find(column);
  return found == values.end() ? empty : found->second;
}

base::Result<std::vector<CsvRow>> parse_csv(std::string_view text, char separator) {
  if (!base::is_utf8(text)) return malformed(1);
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  Reader reader(text, separator);
  const auto header = reader.record();
  if (!header || has_twins(*header)) return malformed(1);

  std::vector<CsvRow> rows;
  while (!reader.at_end()) {
    const auto line = reader.line();
    auto fields = reader.record();
    if (fields && is_blank(*fields) && header->size() > 1) continue;
    if (!fields || fields->size() != header->size()) return malformed(line);
    CsvRow row{line, {}};
    for (std::size_t i = 0; i < fields->size(); ++i) {
      row.values.emplace((*header)[i], std::move((*fields)[i]));
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<CsvRow> embedded_csv(std::string_view path) {
  const auto bytes = embedded_file(path);
  if (!bytes) throw std::logic_error("no embedded file " + std::string(path));
  auto rows = parse_csv(*bytes);
  if (!rows) {
    throw std::logic_error(std::string(path) + " is malformed at line " +
                           rows.error().params.at("line"));
  }
  return std::move(*rows);
}

std::string csv_field(std::string_view text) {
  std::string safe(text);
  if (!safe.empty() && std::string_view("=+-@\t\r").find(safe.front()) != std::string_view::npos) {
    safe.insert(safe.begin(), '\'');
  }
  if (safe.find_first_of(",;\"\r\n") == std::string::npos) return safe;
  std::string quoted = "\"";
  for (const char character : safe) {
    if (character == '"') quoted += '"';
    quoted += character;
  }
  return quoted + '"';
}

}  // namespace hd::platform
