#pragma once
// The lists and places that everything else in the directory refers to, as stored.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/enum_names.h"
#include "base/time.h"

namespace hd::directory {

/// The day from which things without a known beginning are valid.
inline constexpr base::Date kBeginning{std::chrono::year{1900}, std::chrono::month{1},
                                       std::chrono::day{1}};

/// First and last day, both included. Source: R-114, spec 2.8: look-ups always take a day.
struct Validity {
  base::Date from = kBeginning;
  std::optional<base::Date> to = {};  ///< open when absent

  bool holds(base::Date day) const { return from <= day && (!to || day <= *to); }
  bool overlaps(const Validity& other) const {
    return (!to || other.from <= *to) && (!other.to || from <= *other.to);
  }
  bool operator==(const Validity&) const = default;
};

/// A geography gives province codes their meaning: seven codes were re-used in 2025.
enum class Geography { p63, p34 };
inline constexpr auto kGeographyNames = std::to_array<base::EnumName<Geography>>({
    {Geography::p63, "p63"},  ///< until 30/6/2025
    {Geography::p34, "p34"},  ///< from 1/7/2025, Resolution 202/2025/QH15
});
static_assert(base::names_every(kGeographyNames, Geography::p34));

struct Place {
  Geography geography;
  std::string code;  ///< two digits
  auto operator<=>(const Place&) const = default;
};

/// One code of a list during a period. A code is never given to something else.
struct CodeItem {
  std::string list, code, parent, label_vi, label_en;
  std::int64_t sort = 0;
  std::string report_group;  ///< the group that reports print; "" when in none
  Validity valid;
  std::string basis, trust;
};

/// One band of a named set; both ages included.
struct AgeBand {
  std::string set, code, label_vi, label_en;
  std::int64_t from_age = 0;
  std::optional<std::int64_t> to_age;
  std::int64_t sort = 0;
  bool computable = true;  ///< false: the printed bands overlap, no age has one certain band
  Validity valid;
  std::string basis;
};

struct Territory {
  Place place;
  std::string name, kind;                 ///< kind "tỉnh" or "thành phố"
  std::string region;                     ///< of the default scheme of its geography
  std::vector<std::string> predecessors;  ///< p63 codes; only for p34
  Validity valid;
  std::string basis, trust;
};

struct Region {
  std::string scheme;
  Geography geography = Geography::p34;
  std::string code, label_vi, label_en;
  std::int64_t sort = 0;
  std::vector<std::string> members;  ///< province codes
  Validity valid;
  std::string basis;
};

}  // namespace hd::directory
