#include "statistics/category.h"

#include <algorithm>
#include <array>
#include <map>
#include <stdexcept>
#include <utility>

#include "reporting/figures.h"

namespace hd::statistics {
namespace {

reporting::Frame old_frame(const Frame& frame) {
  return {.directory = frame.directory,
          .period = {frame.period.from, frame.period.to},
          .age_set = frame.age_set,
          .geography = frame.geography};
}

reporting::Heading heading_of(const Dimension& dimension) {
  return {dimension.code, dimension.list, reporting::Columns::column_count, false};
}

bool is_organisation(const Dimension& dimension) {
  return !dimension.by_time &&
         (dimension.field == Field::owner || dimension.field == Field::organisation);
}

Title time_label(const std::string& row) {
  if (row == "total") return {"Tổng số", "Total"};
  const auto year = row.substr(0, 4);
  if (row.size() == 4) return {"Năm " + year, year};
  const auto part = row.substr(5);
  if (part.starts_with('Q')) return {"Quý " + part.substr(1) + "/" + year, part + " " + year};
  return {"Tháng " + part + "/" + year, row};
}

}  // namespace

Frame frame_of(const directory::Directory& directory, const Definition& definition,
               const Days& period, const std::string& age_set,
               std::optional<directory::Geography> geography) {
  if (!geography && definition.geography == GeographyRule::p63) {
    geography = directory::Geography::p63;
  }
  if (!geography && definition.geography == GeographyRule::p34) {
    geography = directory::Geography::p34;
  }
  return {.directory = directory,
          .period = period,
          .age_set = age_set.empty() ? definition.age_set : age_set,
          .geography = geography.value_or(directory::geography_on(period.to))};
}

std::string row_of(const Frame& frame, const Dimension& dimension, const std::string& code) {
  return reporting::row_of(old_frame(frame), dimension.code, code);
}

Title label_of(const Frame& frame, const Dimension& dimension, const std::string& row) {
  static const std::map<std::string, Title, std::less<>> own{
      {"not_recorded", {"Chưa ghi", "Not recorded"}},
      {"not_computable", {"Không xếp được vào nhóm", "Fits no single band"}},
      {"elsewhere", {"Ngoài danh mục", "Outside the list"}},
  };
  if (const auto found = own.find(row); found != own.end()) return found->second;
  if (dimension.by_time) return time_label(row);
  if (dimension.field == Field::rule) return {row, row};
  if (is_organisation(dimension)) {
    const auto id = directory::OrgId::parse(row);
    const auto* body = id ? frame.directory.nearest(*id, frame.period.to) : nullptr;
    return body == nullptr ? Title{row, row} : Title{body->name, body->name_en};
  }
  if (dimension.code == "outcome" && row == "open") return {"Chưa có kết quả", "No outcome yet"};
  const auto label = reporting::label_of(old_frame(frame), heading_of(dimension), row);
  return {label.vi, label.en};
}

const Dimension& dimension_of(const std::string& code) {
  const Dimension* found = find_dimension(code);
  if (found == nullptr) throw std::invalid_argument("no such dimension: " + code);
  return *found;
}

std::string time_row(const Dimension& dimension, base::Date day) {
  if (dimension.code == "total") return "total";
  auto month = base::to_text(day).substr(0, 7);
  auto year = month.substr(0, 4);
  if (dimension.code == "year") return year;
  if (dimension.code == "month") return month;
  return year + "-Q" + std::to_string((static_cast<unsigned>(day.month()) + 2) / 3);
}

std::vector<std::string> known_rows(const Frame& frame, const Dimension& dimension) {
  std::vector<std::string> rows;
  if (dimension.by_time) {
    auto month = frame.period.from.year() / frame.period.from.month();
    const auto last = frame.period.to.year() / frame.period.to.month();
    for (; month <= last; month += std::chrono::months(1)) {
      auto row = time_row(dimension, month / 1);
      if (rows.empty() || rows.back() != row) rows.push_back(std::move(row));
    }
    return rows;
  }
  if (is_organisation(dimension) || dimension.field == Field::rule) return rows;
  const auto old = old_frame(frame);
  for (auto& row : reporting::fixed_rows(old, heading_of(dimension))) rows.push_back(row.code);
  return rows;
}

bool prints_zero(const Dimension& dimension, const std::string& row) {
  static constexpr auto kThese = std::to_array<std::string_view>(
      {"report_group", "kind", "caller_group", "age_band", "region", "entry_road", "case_state",
       "duty_result", "regime", "support", "total", "year", "quarter", "month"});
  return row != "not_recorded" && row != "not_computable" &&
         std::ranges::find(kThese, dimension.code) != kThese.end();
}

}  // namespace hd::statistics
