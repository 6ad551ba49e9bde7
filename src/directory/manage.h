#pragma once
// What people may change in the directory, and what a change does to periods. Pure.

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "directory/directory.h"

namespace hd::directory {

/// Fields of a form. Absent: left out, the value stays. Empty text or nullopt inside: emptied.
struct OrganisationForm {
  std::optional<std::string> name, name_en, short_name, type, level;
  std::optional<std::string> province;  ///< code in the geography of the day it is valid from
  std::optional<std::optional<OrgId>> parent, system;
  std::optional<std::string> address, phone, email, hours, mandate;
  std::optional<base::Date> valid_from;
  std::optional<std::optional<base::Date>> valid_to;
  std::vector<OrgId> predecessors = {};
};

struct UnitForm {
  std::optional<std::string> name, level, province, address, phone, hours;
  std::optional<base::Date> valid_from;
  std::optional<std::optional<base::Date>> valid_to;
};

struct ServiceForm {
  std::optional<std::string> service;
  std::optional<std::vector<std::string>> sexes, provinces, languages;
  std::optional<std::optional<std::int64_t>> min_age, max_age, capacity, available;
  std::optional<bool> foreigners;
  std::optional<std::string> hours;
  std::optional<std::optional<base::Date>> last_verified;
  std::optional<base::Date> valid_from;
  std::optional<std::optional<base::Date>> valid_to;
};

struct CodeForm {
  std::string list, code, label_vi, label_en;
  std::optional<std::int64_t> sort;
  base::Date valid_from = kBeginning;
  std::optional<base::Date> valid_to = {};
  std::string source = {};
  std::optional<std::string> report_group = {};
};

struct GroupForm {
  std::string kind, name, name_en;
  std::string province = {};  ///< code in today's geography; "" for a national group
};

struct MemberForm {
  std::optional<OrgId> organisation;
  std::optional<UnitId> unit;
  std::string role, basis;
  Validity valid;
};

/// Each returns the value after the form, or `invalid` with what is wrong: unknown_value for a
/// code, a province or a body that does not exist on that day, required, out_of_range for an end
/// before the beginning or a least age above the greatest.
base::Result<Organisation> filled(const Directory& directory, Organisation body,
                                  const OrganisationForm& form);
base::Result<Unit> filled(const Directory& directory, Unit unit, const UnitForm& form);
base::Result<Service> filled(const Directory& directory, Service service, const ServiceForm& form);

/// Errors: as above; {"kind", "unknown_value"}; {"organisation_id", "overlap"} when the body is a
///         member already.
base::Result<Group> filled(const Directory& directory, Group group, const GroupForm& form,
                           base::Date today);
base::Result<Member> filled(const Directory& directory, Member member, const MemberForm& form);

/// What a change of a body writes: periods that get other fields or another end, and new ones.
struct PeriodChange {
  std::optional<Organisation> shortened = {};  ///< ends the day before
  std::optional<Organisation> corrected = {};  ///< same first day, new fields
  std::optional<Organisation> added = {};
};

/// How the form changes the body. Without `valid_from` the period of `today` (or the nearest) is
/// corrected; on the first day of a period that period is corrected; on a later day it ends the day
/// before and a new one begins, which keeps its end.
/// Errors: those of filled(); invalid {"valid_from", "out_of_range"} before the first period;
///         invalid {"valid_to", "overlap"} when it would reach into the next period.
base::Result<PeriodChange> change_of(const Directory& directory, const OrgId& id, base::Date today,
                                     const OrganisationForm& form);

/// What a code form writes: the item before ends the day before, the new one begins.
struct CodeChange {
  std::optional<CodeItem> ended;  ///< with its new end
  CodeItem added;
};

/// Errors: invalid {"list", "unknown_value"}; {"valid_from", "out_of_range"} when the present label
///         begins on that day or later; {"valid_to", "out_of_range"}.
base::Result<CodeChange> change_of(const Directory& directory, const CodeForm& form);

}  // namespace hd::directory
