#pragma once
// A person on a case: who she is, coded facts, what happened to her, who speaks for her.
//
// Pure: no clock, no database, no JSON, no permissions.
// Source: spec processes section 2; lists 7.5 to 7.8, 7.18.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/enum_names.h"
#include "base/result.h"
#include "base/time.h"
#include "cases/ids.h"

namespace hd::cases {

enum class PersonKind { victim, suspected_victim, accompanying_minor, relative, helper, offender };
inline constexpr auto kPersonKindNames = std::to_array<base::EnumName<PersonKind>>({
    {PersonKind::victim, "victim"},
    {PersonKind::suspected_victim, "suspected_victim"},
    {PersonKind::accompanying_minor, "accompanying_minor"},
    {PersonKind::relative, "relative"},
    {PersonKind::helper, "helper"},
    {PersonKind::offender, "offender"},
});
static_assert(base::names_every(kPersonKindNames, PersonKind::offender));

/// Whole years; `to` absent: no upper end known.
struct AgeRange {
  std::int64_t from = 0;
  std::optional<std::int64_t> to = {};
  bool operator==(const AgeRange&) const = default;
};

/// What is known of a birth date: a day, a month, a year, or an estimated age on a day.
struct Birth {
  std::optional<std::int64_t> year = {}, month = {}, day = {};
  bool estimated = false;
  std::optional<std::int64_t> age_from = {}, age_to = {};  ///< estimate, whole years
  std::optional<base::Date> age_on = {};                   ///< the day of the estimate
  bool operator==(const Birth&) const = default;
};

/// Complaints about parts that contradict one another or the calendar, under "birth.…".
std::vector<base::FieldError> check(const Birth& birth, base::Date today);

/// The age on a day, as exactly as it is known; nullopt when nothing is.
std::optional<AgeRange> age_on(const Birth& birth, base::Date day);

struct Guardian {
  std::optional<PersonId> person = {};  ///< when she is a person of the case
  std::string name = {};                ///< otherwise
  std::string relation = {};
  bool adverse = false;  ///< may be against the person's interest: never asked, never told
  std::string adverse_reason = {};
  bool operator==(const Guardian&) const = default;
};

/// What leads to the person (mark P3).
struct Identity {
  std::string full_name = {};
  std::vector<std::string> other_names = {};
  Birth birth = {};
  std::string phone = {};
  std::string id_kind = {};  ///< code of list personal_id_kind
  std::string id_number = {};
  std::string origin_province = {}, origin_address = {};
  std::string present_address = {};
  std::vector<Guardian> guardians = {};
  bool operator==(const Identity&) const = default;
};

/// Coded facts (mark P2). "" means: not filled in; unknown, refused, not_asked are answers.
struct Facts {
  std::string sex = {};
  std::string apparent_age = {};  ///< adult, child, unclear: how she appears while no age is known
  std::string ethnic_group = {};
  std::string citizenship = {};      ///< code of list country
  std::string residence_class = {};  ///< code of list residence_class
  std::vector<std::string> languages = {};
  std::vector<std::string> disability = {};
  std::string education = {};
  std::string marital_status = {};
  std::string occupation = {};
  std::string household = {};
  std::vector<std::string> high_risk_groups = {};
  std::string where = {};    ///< in_vn, abroad
  std::string country = {};  ///< where she is when abroad
  bool operator==(const Facts&) const = default;
};

struct RouteLeg {
  std::string from = {}, to = {}, by = {};
  std::string date = {};  ///< as told: "2026", "2026-03", "2026-03-14"
  bool operator==(const RouteLeg&) const = default;
};

/// What happened (mark P4). Source: lists 7.5 to 7.7, 7.13.
struct Trafficking {
  std::vector<std::string> purposes = {}, acts = {}, means = {}, control = {};
  std::string space = {};  ///< code of list trafficking_space
  std::string recruitment_method = {};
  std::vector<std::string> lures = {};
  std::string recruiter = {};
  std::vector<std::string> platforms = {};
  std::string from_place = {}, to_place = {};
  std::vector<RouteLeg> route_legs = {};
  std::string from_date = {}, to_date = {};  ///< as told, like RouteLeg::date
  std::string who_decided = {};
  std::string account = {};  ///< in her words
  bool operator==(const Trafficking&) const = default;
};

struct Person {
  PersonId id;
  CaseId case_file;
  std::int64_t position = 1;  ///< "person 2 of the case": what is shown instead of a name
  PersonKind kind = PersonKind::suspected_victim;
  std::string identification = "none";  ///< code of list identification_status
  base::Timestamp created_at;
  base::Timestamp updated_at;
  std::int64_t version = 1;
  Identity identity = {};
  Facts facts = {};
  Trafficking trafficking = {};
  bool operator==(const Person&) const = default;
};

/// What follows from birth date and appearance on a day. Doubt is for the child: whoever may be
/// under 18 is treated as a child, whoever may be under 16 has the rights of that age. Under 7,
/// when a representative alone decides, only who surely is.
struct AgeFacts {
  std::optional<AgeRange> age = {};
  bool treated_as_child = false;  ///< may be under 18
  bool maybe_child = false;       ///< treated as a child though it is not sure
  bool under_7 = false, under_16 = false, under_18 = false;
  bool operator==(const AgeFacts&) const = default;
};
AgeFacts age_facts(const Person& person, base::Date day);

}  // namespace hd::cases
