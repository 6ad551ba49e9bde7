#pragma once
// What the directory consists of: values with dates, as stored. Looking things up is directory.h.
//
// Nothing here is about a person: bodies, offices, lists and places are reference data (mark P0).

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/enum_names.h"
#include "base/time.h"
#include "directory/ids.h"

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

/// A body during one period of its life: a change of name, parent, level or place is a new period.
struct Organisation {
  OrgId id;
  std::string key;  ///< "org.police_c02" for first content, else ""
  std::string name, name_en, short_name, type, level;
  std::optional<Place> place;
  std::optional<OrgId> parent;  ///< administrative superior
  std::optional<OrgId> system;  ///< ministry or mass organisation inside which work is delegated
  std::string address, email, hours, mandate;
  std::optional<base::Date> last_verified;
  Validity valid;
  std::string basis, trust;
  std::int64_t version = 1;  ///< of the body, the same in all its periods
};

/// What passed from one body to another on a day.
struct Succession {
  OrgId predecessor, successor;
  base::Date date;
  std::string what, note, basis, trust;
};

struct Phone {
  OrgId organisation;
  std::string number, purpose;
  Validity valid;
  std::string basis;
};

struct Unit {
  UnitId id;
  OrgId organisation;
  std::optional<UnitId> parent;
  std::string key, name, name_en, kind, level;
  std::optional<Place> place;
  std::string address, phone, hours;
  Validity valid;
  std::string basis, trust;
  std::int64_t version = 1;
};

/// Where a service is given.
enum class Scope { national, province, listed };
inline constexpr auto kScopeNames = std::to_array<base::EnumName<Scope>>({
    {Scope::national, "national"},
    {Scope::province, "province"},  ///< the province of the body on the day that is asked about
    {Scope::listed, "listed"},      ///< `places`
});
static_assert(base::names_every(kScopeNames, Scope::listed));

struct Service {
  ServiceId id;
  UnitId unit;
  std::string service;  ///< code of list service_type
  Scope scope = Scope::national;
  std::vector<Place> places;
  std::vector<std::string> sexes;  ///< empty: everybody
  std::optional<std::int64_t> min_age, max_age;
  bool foreigners = true;
  std::vector<std::string> languages;
  std::optional<std::int64_t> capacity, available;  ///< places; absent: not counted
  std::string hours;
  std::optional<base::Date> last_verified;
  Validity valid;
  std::string basis, trust;
  std::int64_t version = 1;
};

struct Group {
  GroupId id;
  std::string key, kind, name, name_en;  ///< kind working_group or regulation
  std::optional<Place> place;            ///< absent: national
};

/// A member of a working group: an organisation, through one of its units when named..
struct Member {
  MemberId id;
  GroupId group;
  OrgId organisation;
  std::optional<UnitId> unit;
  std::string role;  ///< code of list organisation_role
  Validity valid;
  std::string basis, trust;
};

}  // namespace hd::directory
