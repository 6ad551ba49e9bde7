// parse_json(): Boost.JSON reads the text; everything it lets through that we do not want (floating
// point, duplicate keys, NUL) is refused here.

#include <algorithm>
#include <cstdint>
#include <functional>
#include <utility>

#include <boost/json/basic_parser_impl.hpp>

#include "platform/json.h"

namespace hd::platform {
namespace {

namespace json = boost::json;
using ErrorCode = boost::system::error_code;

constexpr std::size_t kMaxTextBytes = std::size_t{1} << 20U;
constexpr std::size_t kMaxDepth = 32;

bool has_duplicate_key(const JsonObject& members) {
  std::vector<std::string_view> keys;
  keys.reserve(members.size());
  for (const auto& [key, value] : members) keys.push_back(key);
  std::ranges::sort(keys);
  return std::ranges::adjacent_find(keys) != keys.end();
}

/// Builds our value while Boost.JSON reads. A function that returns false ends the parsing.
class Builder {
 public:
  // NOLINTBEGIN(readability-identifier-naming): the names Boost.JSON looks for
  static constexpr std::size_t max_object_size = kMaxTextBytes;
  static constexpr std::size_t max_array_size = kMaxTextBytes;
  static constexpr std::size_t max_key_size = kMaxTextBytes;
  static constexpr std::size_t max_string_size = kMaxTextBytes;
  // NOLINTEND(readability-identifier-naming)

  bool on_document_begin(ErrorCode&) { return true; }
  bool on_document_end(ErrorCode&) { return true; }

  bool on_array_begin(ErrorCode&) {
    open_.push_back({.is_array = true});
    return true;
  }
  bool on_array_end(std::size_t, ErrorCode&) {
    Json done(std::move(open_.back().array));
    open_.pop_back();
    return add(std::move(done));
  }
  bool on_object_begin(ErrorCode&) {
    open_.push_back({.is_array = false});
    return true;
  }
  bool on_object_end(std::size_t, ErrorCode& error) {
    if (has_duplicate_key(open_.back().object)) return refuse(error);
    Json done(std::move(open_.back().object));
    open_.pop_back();
    return add(std::move(done));
  }

  bool on_key_part(json::string_view part, std::size_t, ErrorCode&) {
    text_.append(part.data(), part.size());
    return true;
  }
  bool on_key(json::string_view part, std::size_t, ErrorCode& error) {
    text_.append(part.data(), part.size());
    if (text_.find('\0') != text_.npos) return refuse(error);
    open_.back().key = std::exchange(text_, {});
    return true;
  }
  bool on_string_part(json::string_view part, std::size_t, ErrorCode&) {
    text_.append(part.data(), part.size());
    return true;
  }
  bool on_string(json::string_view part, std::size_t, ErrorCode& error) {
    text_.append(part.data(), part.size());
    if (text_.find('\0') != text_.npos) return refuse(error);
    return add(Json(std::exchange(text_, {})));
  }

  bool on_number_part(json::string_view, ErrorCode&) { return true; }
  bool on_int64(std::int64_t number, json::string_view, ErrorCode&) { return add(Json(number)); }
  bool on_uint64(std::uint64_t, json::string_view, ErrorCode& error) { return refuse(error); }
  bool on_double(double, json::string_view, ErrorCode& error) { return refuse(error); }
  bool on_bool(bool value, ErrorCode&) { return add(Json(value)); }
  bool on_null(ErrorCode&) { return add(Json()); }
  bool on_comment_part(json::string_view, ErrorCode&) { return true; }
  bool on_comment(json::string_view, ErrorCode&) { return true; }

  Json take() { return std::move(root_); }

 private:
  struct Open {
    bool is_array;
    JsonArray array = {};
    JsonObject object = {};
    std::string key = {};
  };

  static bool refuse(ErrorCode& error) {
    error = json::error::syntax;
    return false;
  }

  bool add(Json value) {
    if (open_.empty()) {
      root_ = std::move(value);
    } else if (open_.back().is_array) {
      open_.back().array.push_back(std::move(value));
    } else {
      open_.back().object.emplace_back(std::move(open_.back().key), std::move(value));
    }
    return true;
  }

  std::vector<Open> open_;
  std::string text_;
  Json root_;
};

json::parse_options strict() {
  json::parse_options options;
  options.max_depth = kMaxDepth;
  options.allow_comments = false;
  options.allow_trailing_commas = false;
  options.allow_invalid_utf8 = false;
  return options;
}

}  // namespace

base::Result<Json> parse_json(std::string_view text) {
  const base::Error malformed{base::ErrorKind::invalid, "json.malformed"};
  if (text.size() > kMaxTextBytes) return malformed;
  json::basic_parser<Builder> parser(strict());
  ErrorCode error;
  const std::size_t read = parser.write_some(false, text.data(), text.size(), error);
  if (error || !parser.done() || read != text.size()) return malformed;
  return parser.handler().take();
}

Json parse_own_json(std::string_view text, std::string_view what) {
  auto json = parse_json(text);
  if (!json) throw std::runtime_error(std::string(what) + ": not JSON");
  return *std::move(json);
}

std::map<std::string, std::string> decode_texts(std::string_view text, std::string_view what) {
  std::map<std::string, std::string> texts;
  if (text.empty()) return texts;
  const Json json = parse_own_json(text, what);
  const auto* object = json.get_if<JsonObject>();
  if (object == nullptr) throw std::runtime_error(std::string(what) + ": unknown form");
  for (const auto& [key, value] : *object) {
    if (const auto* words = value.get_if<std::string>()) texts.emplace(key, *words);
  }
  return texts;
}

}  // namespace hd::platform
