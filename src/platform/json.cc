#include "platform/json.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>

#include "base/text.h"

namespace hd::platform {
namespace {

constexpr std::size_t kMaxCodeCharacters = 60;
constexpr std::size_t kMaxTimeCharacters = 40;
constexpr std::size_t kMaxUnknownComplaints = 50;
constexpr std::size_t kMaxEchoedKey = 60;

const JsonArray kEmptyArray;

/// By byte: whether it stands in a JSON text as it is.
constexpr std::array<bool, 256> kPlain = [] {
  std::array<bool, 256> plain{};
  for (std::size_t byte = 0x20; byte < plain.size(); ++byte) plain[byte] = true;
  plain['"'] = false;
  plain['\\'] = false;
  return plain;
}();

bool is_plain(char c) {
  return kPlain[static_cast<unsigned char>(c)];
}

void append_escaped(std::string& out, char c) {
  constexpr std::string_view kHex = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  if (c == '"' || c == '\\') {
    out += '\\';
    out += c;
  } else if (c == '\n') {
    out += "\\n";
  } else {
    out += "\\u00";
    out += kHex[byte >> 4U];
    out += kHex[byte & 0x0FU];
  }
}

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  while (true) {
    const auto special = std::ranges::find_if_not(text, is_plain);
    out.append(text.begin(), special);
    if (special == text.end()) break;
    append_escaped(out, *special);
    text = {special + 1, text.end()};
  }
  out += '"';
}

struct Write {
  std::string& out;

  void operator()(std::monostate) const { out += "null"; }
  void operator()(bool value) const { out += value ? "true" : "false"; }
  void operator()(std::int64_t value) const {
    std::array<char, 24> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    out.append(digits.data(), static_cast<std::size_t>(end - digits.data()));
  }
  void operator()(const std::string& value) const { append_quoted(out, value); }
  void operator()(const JsonArray& items) const {
    char separator = '[';
    for (const Json& item : items) {
      out += separator;
      item.write(out);
      separator = ',';
    }
    out += items.empty() ? "[]" : "]";
  }
  void operator()(const JsonObject& members) const {
    char separator = '{';
    for (const auto& [key, value] : members) {
      out += separator;
      append_quoted(out, key);
      out += ':';
      value.write(out);
      separator = ',';
    }
    out += members.empty() ? "{}" : "}";
  }
  void operator()(const JsonText& written) const { out += written.text; }
};

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Control characters other than the ones a text area makes.
bool has_control(std::string_view text) {
  return std::ranges::any_of(text, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\n' && c != '\r' && c != '\t') || byte == 0x7F;
  });
}

bool is_code_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

bool is_code(std::string_view text) {
  return text.size() <= kMaxCodeCharacters && std::ranges::all_of(text, is_code_character);
}

}  // namespace

JsonObject::JsonObject(std::initializer_list<JsonMember> members) {
  reserve(members.size());
  for (const auto& [key, value] : members) emplace_back(key, std::move(value));
}

const Json* Json::member(std::string_view key) const {
  const auto* members = get_if<JsonObject>();
  if (members == nullptr) return nullptr;
  const auto found =
      std::ranges::find_if(*members, [&](const auto& pair) { return pair.first == key; });
  return found == members->end() ? nullptr : &found->second;
}

void Json::write(std::string& out) const {
  std::visit(Write{out}, value_);
}

std::string Json::dump() const {
  std::string out;
  write(out);
  return out;
}

Json text_or_null(std::string_view text) {
  return text.empty() ? Json() : Json(text);
}

JsonArray texts_json(const std::vector<std::string>& texts) {
  return {texts.begin(), texts.end()};
}

std::string encode_texts(const std::map<std::string, std::string>& texts) {
  JsonObject object;
  for (const auto& [key, text] : texts) {
    if (!text.empty()) object.emplace_back(key, text);
  }
  return object.empty() ? "" : Json(std::move(object)).dump();
}

void JsonWriter::put_key(std::string_view key) {
  if (!is_empty_) out_ += ',';
  is_empty_ = false;
  append_quoted(out_, key);
  out_ += ':';
}

void JsonWriter::put_text(std::string_view text) {
  append_quoted(out_, text);
}

JsonReader::JsonReader(const Json& object, std::string prefix)
    : object_(object.get_if<JsonObject>()), prefix_(std::move(prefix)) {
  if (object_ != nullptr) return;
  if (prefix_.ends_with('.')) prefix_.pop_back();
  complain("", "not_an_object");
}

bool JsonReader::has(std::string_view key) const {
  return object_ != nullptr &&
         std::ranges::any_of(*object_, [&](const auto& pair) { return pair.first == key; });
}

const Json* JsonReader::find(std::string_view key) {
  known_.emplace_back(key);
  if (object_ == nullptr) return nullptr;
  const auto found =
      std::ranges::find_if(*object_, [&](const auto& pair) { return pair.first == key; });
  if (found == object_->end() || found->second.is_null()) return nullptr;
  return &found->second;
}

const Json* JsonReader::required(std::string_view key) {
  const Json* member = find(key);
  if (member == nullptr && object_ != nullptr) complain(key, "required");
  return member;
}

template <class T>
const T* JsonReader::typed(std::string_view key, const Json* member) {
  if (member == nullptr) return nullptr;
  const T* value = member->get_if<T>();
  if (value == nullptr) complain(key, "wrong_type");
  return value;
}

std::string JsonReader::text_of(std::string_view key, const Json* member,
                                std::size_t max_characters) {
  const auto* raw = typed<std::string>(key, member);
  if (raw == nullptr) return "";
  if (has_control(*raw)) {
    complain(key, "malformed_text");
    return "";
  }
  std::string value = base::trim(is_ascii(*raw) ? *raw : base::nfc(*raw));
  if (base::length(value) > max_characters) {
    complain(key, "too_long");
    return "";
  }
  return value;
}

std::string JsonReader::text(std::string_view key, std::size_t max_characters) {
  const Json* member = required(key);
  const std::size_t before = complaints_.size();
  std::string value = text_of(key, member, max_characters);
  if (value.empty() && member != nullptr && complaints_.size() == before) complain(key, "required");
  return value;
}

std::string JsonReader::optional_text(std::string_view key, std::size_t max_characters) {
  return text_of(key, find(key), max_characters);
}

std::optional<std::int64_t> JsonReader::number_of(std::string_view key, const Json* member,
                                                  std::int64_t min, std::int64_t max) {
  const auto* value = typed<std::int64_t>(key, member);
  if (value == nullptr) return std::nullopt;
  if (*value < min || *value > max) {
    complain(key, "out_of_range");
    return std::nullopt;
  }
  return *value;
}

std::int64_t JsonReader::number(std::string_view key, std::int64_t min, std::int64_t max) {
  return number_of(key, required(key), min, max).value_or(min);
}

std::optional<std::int64_t> JsonReader::optional_number(std::string_view key, std::int64_t min,
                                                        std::int64_t max) {
  return number_of(key, find(key), min, max);
}

bool JsonReader::flag(std::string_view key) {
  const auto* value = typed<bool>(key, required(key));
  return value != nullptr && *value;
}

std::optional<bool> JsonReader::optional_flag(std::string_view key) {
  const auto* value = typed<bool>(key, find(key));
  return value == nullptr ? std::nullopt : std::optional(*value);
}

std::optional<base::Timestamp> JsonReader::optional_time(std::string_view key) {
  const std::string written = optional_text(key, kMaxTimeCharacters);
  if (written.empty()) return std::nullopt;
  const auto time = base::parse_rfc3339(written);
  if (!time) complain(key, "malformed_time");
  return time;
}

base::Timestamp JsonReader::time(std::string_view key) {
  const std::string written = text(key, kMaxTimeCharacters);
  const auto time = base::parse_rfc3339(written);
  if (!time && !written.empty()) complain(key, "malformed_time");
  return time.value_or(base::Timestamp{});
}

std::optional<base::Date> JsonReader::optional_date(std::string_view key) {
  const std::string written = optional_text(key, kMaxTimeCharacters);
  if (written.empty()) return std::nullopt;
  const auto date = base::parse_date(written);
  if (!date) complain(key, "malformed_date");
  return date;
}

base::Date JsonReader::date(std::string_view key) {
  const std::string written = text(key, kMaxTimeCharacters);
  const auto date = base::parse_date(written);
  if (!date && !written.empty()) complain(key, "malformed_date");
  return date.value_or(
      base::Date(std::chrono::year(1970), std::chrono::January, std::chrono::day(1)));
}

const JsonArray& JsonReader::array_of(std::string_view key, const Json* member, std::size_t max) {
  const auto* value = typed<JsonArray>(key, member);
  if (value == nullptr) return kEmptyArray;
  if (value->size() > max) {
    complain(key, "too_many");
    return kEmptyArray;
  }
  return *value;
}

const JsonArray& JsonReader::array(std::string_view key, std::size_t max) {
  return array_of(key, required(key), max);
}

const JsonArray& JsonReader::optional_array(std::string_view key, std::size_t max) {
  return array_of(key, find(key), max);
}

std::vector<std::string> JsonReader::codes(std::string_view key, std::size_t max) {
  std::vector<std::string> found;
  for (const Json& item : optional_array(key, max)) {
    const auto* code = item.get_if<std::string>();
    if (code == nullptr) {
      complain(key, "wrong_type");
    } else if (code->empty() || !is_code(*code)) {
      complain(key, "malformed_code");
    } else if (std::ranges::find(found, *code) != found.end()) {
      complain(key, "duplicate");
    } else {
      found.push_back(*code);
      continue;
    }
    return {};
  }
  return found;
}

std::string JsonReader::optional_code(std::string_view key) {
  std::string code = optional_text(key, kMaxCodeCharacters);
  if (is_code(code)) return code;
  complain(key, "malformed_code");
  return "";
}

const Json* JsonReader::optional_object(std::string_view key) {
  const Json* member = find(key);
  return typed<JsonObject>(key, member) == nullptr ? nullptr : member;
}

const Json* JsonReader::object(std::string_view key) {
  const Json* member = required(key);
  return typed<JsonObject>(key, member) == nullptr ? nullptr : member;
}

void JsonReader::complain(std::string_view key, std::string_view code) {
  complaints_.push_back({prefix_ + std::string(key), std::string(code)});
}

void JsonReader::absorb(JsonReader& part) {
  auto found = part.complaints();
  complaints_.insert(complaints_.end(), std::make_move_iterator(found.begin()),
                     std::make_move_iterator(found.end()));
}

void JsonReader::require_clean(std::string_view what) {
  if (!complaints().empty()) throw std::runtime_error(std::string(what) + ": unknown form");
}

std::vector<base::FieldError> JsonReader::complaints() {
  auto all = complaints_;
  if (object_ == nullptr) return all;
  std::size_t unknown = 0;
  for (const auto& [key, value] : *object_) {
    if (std::ranges::find(known_, key) != known_.end()) continue;
    if (++unknown > kMaxUnknownComplaints) break;
    const bool echo = key.size() <= kMaxEchoedKey && is_ascii(key) && !has_control(key);
    all.push_back({prefix_ + (echo ? key : std::string("?")), "unknown_field"});
  }
  return all;
}

}  // namespace hd::platform
