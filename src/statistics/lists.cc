#include "statistics/lists.h"

#include "base/enum_names.h"
#include "base/text.h"

namespace hd::statistics {
namespace {

constexpr std::string_view kEmptyAnswers = "empty_answer";
/// The set in which bands are recorded.
constexpr std::string_view kRecordedBands = "un_wide";

/// After the last comma: places are written from the small to the large.
std::string_view last_part(std::string_view words) {
  const auto comma = words.rfind(',');
  return comma == std::string_view::npos ? words : words.substr(comma + 1);
}

}  // namespace

Lists::Lists(const directory::Directory& directory) : directory_(directory) {
  for (const auto& item : directory.content().codes) {
    codes_[item.list].insert(item.code);
    if (item.list == "service_type" && !item.report_group.empty()) {
      regimes_[item.code] = item.report_group;
    }
  }
  for (const auto& item : directory.content().codes) {
    if (item.list != "country" || knows(kEmptyAnswers, item.code)) continue;
    for (const auto& name : {item.label_vi, item.label_en}) {
      countries_.emplace(base::fold(name), item.code);
    }
  }
  for (const auto* band : directory.age_bands(kRecordedBands)) bands_.insert(band->code);
  for (const auto& body : directory.content().organisations) {
    if (body.type.starts_with("hotline_")) hotlines_.insert(body.id);
  }
}

bool Lists::knows(std::string_view list, std::string_view code) const {
  const auto found = codes_.find(list);
  return found != codes_.end() && found->second.contains(code);
}

std::string Lists::code(std::string_view list, std::string_view code) const {
  if (code.empty()) return "";
  if (knows(list, code) || knows(kEmptyAnswers, code)) return std::string(code);
  return knows(list, "other") ? "other" : "";
}

std::string Lists::place(base::Date day, const std::string& province) const {
  if (province.empty() || knows(kEmptyAnswers, province)) return province;
  const auto geography = directory::geography_on(day);
  if (directory_.territory({geography, province}, directory::boundary_of(geography)) == nullptr) {
    return "";
  }
  return std::string(base::name_of(directory::kGeographyNames, geography)) + ":" + province;
}

std::string Lists::band(const std::string& code) const {
  if (knows(kEmptyAnswers, code)) return code;
  return bands_.contains(code) ? "band:" + code : "";
}

std::string Lists::regime(const std::string& service) const {
  const auto found = regimes_.find(service);
  return found == regimes_.end() ? "" : found->second;
}

std::string Lists::country_in(const std::string& words) const {
  if (words.empty()) return "";
  const auto found = countries_.find(base::fold(last_part(words)));
  return found == countries_.end() ? "" : found->second;
}

bool Lists::is_hotline(const directory::OrgId& organisation) const {
  return hotlines_.contains(organisation);
}

}  // namespace hd::statistics
