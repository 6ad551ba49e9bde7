#include "statistics/difference_codec.h"

#include <stdexcept>
#include <utility>

namespace hd::statistics {

using platform::Json;
using platform::JsonArray;
using platform::JsonObject;
using platform::JsonReader;

namespace {

constexpr std::size_t kAnyLine = 1'000'000;

Difference read_line(JsonReader& in) {
  Difference line{
      .part = in.text("part", kAnyLine),
      .table = in.optional_text("table", kAnyLine),
      .row = in.text("row", kAnyLine),
      .column = in.optional_text("column", kAnyLine),
      .row_label = {in.optional_text("row_vi", kAnyLine), in.optional_text("row_en", kAnyLine)},
      .column_label = {in.optional_text("column_vi", kAnyLine),
                       in.optional_text("column_en", kAnyLine)},
      .before = in.number("before", 0, INT64_MAX),
      .after = in.number("after", 0, INT64_MAX)};
  for (const auto& [reason, count] : in.objects("reasons", kAnyLine, [](JsonReader& item) {
         return std::pair(item.choice("reason", kReasonNames),
                          Difference::Count{item.number("more", 0, INT64_MAX),
                                            item.number("fewer", 0, INT64_MAX)});
       })) {
    line.reasons[reason] = count;
  }
  return line;
}

}  // namespace

JsonArray to_json(const std::vector<Difference>& lines) {
  JsonArray array;
  for (const Difference& line : lines) {
    JsonArray reasons;
    for (const auto& [reason, count] : line.reasons) {
      reasons.emplace_back(JsonObject{{"reason", base::name_of(kReasonNames, reason)},
                                      {"more", count.more},
                                      {"fewer", count.fewer}});
    }
    array.emplace_back(JsonObject{{"part", line.part},
                                  {"table", platform::text_or_null(line.table)},
                                  {"row", line.row},
                                  {"row_vi", line.row_label.vi},
                                  {"row_en", line.row_label.en},
                                  {"column", platform::text_or_null(line.column)},
                                  {"column_vi", line.column_label.vi},
                                  {"column_en", line.column_label.en},
                                  {"before", line.before},
                                  {"after", line.after},
                                  {"reasons", std::move(reasons)}});
  }
  return array;
}

std::string encode(const std::vector<Difference>& lines) {
  return Json(JsonObject{{"lines", to_json(lines)}}).dump();
}

std::vector<Difference> decode_differences(const std::string& text) {
  const Json json = platform::parse_own_json(text, "differences");
  JsonReader in(json);
  auto lines = in.finish(in.objects("lines", kAnyLine, read_line));
  if (!lines) throw std::runtime_error("malformed differences");
  return std::move(*lines);
}

}  // namespace hd::statistics
