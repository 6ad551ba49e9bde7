#pragma once
// Bodies, units, services and groups: values with dates, as stored. Look-ups are in directory.h.
//
// Nothing here is about a person: bodies and offices are reference data (mark P0).

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/enum_names.h"
#include "base/time.h"
#include "directory/ids.h"
#include "directory/lists.h"

namespace hd::directory {

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
