#pragma once
// What is counted, and by what: units, what is stored of each record, and the dimensions of tables.
// Pure.
//
// Cases, persons, services and referrals are different units and are never added up.
// Source: spec processes section 12, spec figures.

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/enum_names.h"
#include "base/time.h"

namespace hd::statistics {

/// What one record of a statistic is.
enum class Unit { contact, case_file, person, service_event, referral_event, duty };
inline constexpr auto kUnitNames = std::to_array<base::EnumName<Unit>>({
    {Unit::contact, "contact"},                ///< a closed conversation, on the day it began
    {Unit::case_file, "case"},                 ///< a case, on the day it was opened
    {Unit::person, "person"},                  ///< a victim or suspected victim of a case, likewise
    {Unit::service_event, "service_event"},    ///< one service asked for one person or caller
    {Unit::referral_event, "referral_event"},  ///< a referral, on the day it was sent
    {Unit::duty, "duty"},                      ///< an obligation, on the day its clock started
});
static_assert(base::names_every(kUnitNames, Unit::duty));

/// What is kept of a record, as stored. A place is "p63:24"; an age is "17" or a range "15-16"
/// ("18-" without an end), or a recorded band "band:15_16"; an organisation is its id.
enum class Field {
  owner,         ///< organisation that keeps the record: hotline, lead of the case
  organisation,  ///< who was asked, or who has the duty
  kind,          ///< contact_kind
  relation,      ///< caller_relation
  age,           ///< on the day of the record
  sex,           ///< sex
  place,         ///< province
  topics,        ///< topic; several
  channel,       ///< channel
  entry_road,    ///< entry_road
  state,         ///< of a case: case_state; of a referral: referral_status; of a duty: duty_result
  purposes,      ///< trafficking_purpose; several
  regimes,       ///< support_regime received (R-110); several
  identification,  ///< identification_status
  ethnic_group,    ///< ethnic_group
  citizenship,     ///< country
  country,         ///< country of exploitation
  disability,      ///< disability; several
  support,         ///< support_goal: how far the 100 % goal is met for her (R-086)
  person_kind,     ///< person_kind
  services,        ///< service_type; one for a service event, several for a referral
  outcome,         ///< need_outcome, "open" while there is none
  origin,          ///< service_origin: asked by a connection, or a need of a case
  urgency,         ///< urgency
  route,           ///< referral_route
  rule,            ///< code of the deadline rule
};
inline constexpr auto kFieldNames = std::to_array<base::EnumName<Field>>({
    {Field::owner, "owner"},
    {Field::organisation, "organisation"},
    {Field::kind, "kind"},
    {Field::relation, "relation"},
    {Field::age, "age"},
    {Field::sex, "sex"},
    {Field::place, "place"},
    {Field::topics, "topics"},
    {Field::channel, "channel"},
    {Field::entry_road, "entry_road"},
    {Field::state, "state"},
    {Field::purposes, "purposes"},
    {Field::regimes, "regimes"},
    {Field::identification, "identification"},
    {Field::ethnic_group, "ethnic_group"},
    {Field::citizenship, "citizenship"},
    {Field::country, "country"},
    {Field::disability, "disability"},
    {Field::support, "support"},
    {Field::person_kind, "person_kind"},
    {Field::services, "services"},
    {Field::outcome, "outcome"},
    {Field::origin, "origin"},
    {Field::urgency, "urgency"},
    {Field::route, "route"},
    {Field::rule, "rule"},
});
static_assert(base::names_every(kFieldNames, Field::rule));
inline constexpr std::size_t kFields = kFieldNames.size();

/// One record as it is counted.
struct Fact {
  std::string id;            ///< of the record: where a figure leads
  base::Timestamp happened;  ///< decides the period
  base::Timestamp recorded;  ///< since when it could be counted: what came later is a late entry
  std::vector<std::pair<Field, std::string>> codes = {};  ///< several of one field for some
};

/// Tells how far a long reading is: `done` of `total`. Throws to stop it.
using Progress = std::function<void(std::int64_t done, std::int64_t total)>;

/// What a table can be counted by.
struct Dimension {
  std::string_view code;
  Field field;
  std::string_view list;   ///< code list that names its rows; "" when it is none
  bool many = false;       ///< a record may stand in several rows: shares may pass 100 %
  bool sensitive = false;  ///< small counts are not shown inside either (spec publication table)
  bool by_time = false;    ///< made from the day of the record, not from the field
};
inline constexpr auto kDimensions = std::to_array<Dimension>({
    {"report_group", Field::kind, "report_group"},
    {"kind", Field::kind, "contact_kind"},
    {"caller_group", Field::relation, "caller_group"},
    {"caller_relation", Field::relation, "caller_relation"},
    {"age_band", Field::age, ""},
    {"sex", Field::sex, "sex"},
    {"province", Field::place, ""},
    {"region", Field::place, ""},
    {"topic", Field::topics, "topic", true},
    {"channel", Field::channel, "channel"},
    {"owner", Field::owner, ""},
    {"organisation", Field::organisation, ""},
    {"entry_road", Field::entry_road, "entry_road"},
    {"case_state", Field::state, "case_state"},
    {"referral_status", Field::state, "referral_status"},
    {"duty_result", Field::state, "duty_result"},
    {"purpose", Field::purposes, "trafficking_purpose", true},
    {"regime", Field::regimes, "support_regime", true},
    {"identification", Field::identification, "identification_status"},
    {"ethnic_group", Field::ethnic_group, "ethnic_group", false, true},
    {"citizenship", Field::citizenship, "country", false, true},
    {"country", Field::country, "country", false, true},
    {"disability", Field::disability, "disability", true, true},
    {"support", Field::support, "support_goal"},
    {"person_kind", Field::person_kind, "person_kind"},
    {"service", Field::services, "service_type", true},
    {"outcome", Field::outcome, "need_outcome"},
    {"origin", Field::origin, "service_origin"},
    {"urgency", Field::urgency, "urgency"},
    {"route", Field::route, "referral_route"},
    {"rule", Field::rule, ""},
    {"total", Field::owner, "", false, false, true},
    {"year", Field::owner, "", false, false, true},
    {"quarter", Field::owner, "", false, false, true},
    {"month", Field::owner, "", false, false, true},
});

/// nullptr when there is no such dimension.
const Dimension* find_dimension(std::string_view code);

/// What records of a unit have, in order.
std::vector<Field> fields_of(Unit unit);
/// May tables of this unit be counted by it?
bool fits(const Dimension& dimension, Unit unit);

}  // namespace hd::statistics
