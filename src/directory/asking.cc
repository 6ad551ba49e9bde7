#include "directory/asking.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace hd::directory {
namespace {

using platform::Json;
using platform::JsonObject;
using platform::JsonReader;
using platform::text_or_null;

constexpr std::size_t kNeedsMax = 10;
constexpr std::size_t kCodeMax = 64;
constexpr std::size_t kDetailMax = 1000;
constexpr std::size_t kSuggestedMax = 20;
constexpr std::size_t kUnitsMax = 300;
constexpr std::string_view kAgeBands = "un_wide";

Need read_need(JsonReader& in) {
  return {.service = in.text("service", kCodeMax),
          .detail = in.optional_text("detail", kDetailMax)};
}

Outcome read_outcome(JsonReader& in) {
  return {.service = in.text("service", kCodeMax),
          .outcome = in.text("outcome", kCodeMax),
          .note = in.optional_text("note", kDetailMax)};
}

ServiceQuery query_of(const Directory& directory, const Sought& sought) {
  ServiceQuery query{.day = sought.day,
                     .need = {},
                     .sex = sought.sex,
                     .excluded = sought.excluded,
                     .at_once = sought.at_once};
  const Place place{geography_on(sought.day), sought.province};
  if (directory.territory(place, sought.day) != nullptr) query.place = place;
  for (const auto* band : directory.age_bands(kAgeBands)) {
    if (band->code != sought.age_band) continue;
    query.min_age = band->from_age;
    query.max_age = band->to_age;
  }
  return query;
}

}  // namespace

Json to_json(const Need& need) {
  return JsonObject{{"service", need.service}, {"detail", text_or_null(need.detail)}};
}

Json to_json(const Outcome& outcome) {
  return JsonObject{{"service", outcome.service},
                    {"outcome", outcome.outcome},
                    {"note", text_or_null(outcome.note)}};
}

std::vector<Need> read_needs(JsonReader& in) {
  return in.objects("needs", kNeedsMax, read_need);
}

std::vector<Outcome> read_outcomes(JsonReader& in) {
  return in.objects("outcomes", kNeedsMax, read_outcome);
}

std::vector<base::FieldError> check_needs(const Directory& directory,
                                          const std::vector<Need>& needs, base::Date day) {
  std::vector<base::FieldError> found;
  for (std::size_t i = 0; i < needs.size(); ++i) {
    const std::string& code = needs[i].service;
    if (code.empty() || directory.code("service_type", code, day) != nullptr) continue;
    found.push_back({"needs." + std::to_string(i) + ".service", "unknown_value"});
  }
  return found;
}

std::vector<base::FieldError> check_outcomes(const Directory& directory,
                                             const std::vector<Need>& needs,
                                             const std::vector<Outcome>& outcomes, base::Date day) {
  std::vector<std::string> asked;
  for (const Need& need : needs) asked.push_back(need.service);
  std::vector<std::string> answered;
  for (const Outcome& outcome : outcomes) answered.push_back(outcome.service);
  std::ranges::sort(asked);
  std::ranges::sort(answered);
  std::vector<base::FieldError> found;
  if (asked != answered) found.push_back({"outcomes", "one_per_need"});
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    const std::string& code = outcomes[i].outcome;
    if (code.empty() || directory.code("need_outcome", code, day) != nullptr) continue;
    found.push_back({"outcomes." + std::to_string(i) + ".outcome", "unknown_value"});
  }
  return found;
}

base::Result<base::Done> check_reason(const Directory& directory, std::string_view list,
                                      const std::string& reason, const std::string& note,
                                      base::Date day) {
  if (reason.empty()) return base::invalid({{"reason", "required"}});
  if (directory.code(list, reason, day) == nullptr) {
    return base::invalid({{"reason", "unknown_value"}});
  }
  if (reason == "other" && note.empty()) return base::invalid({{"note", "required"}});
  return base::Done{};
}

bool is_province_or_empty(const Directory& directory, const std::string& code, base::Date day) {
  if (code.empty() || directory.code("empty_answer", code, day) != nullptr) return true;
  return directory.territory({geography_on(day), code}, day) != nullptr;
}

base::Result<base::Done> check_asked_body(const Directory& directory, const OrgId& asking,
                                          const OrgId& asked, base::Date day) {
  if (directory.organisation(asked, day) == nullptr) {
    return base::invalid({{"target.organisation_id", "unknown_value"}});
  }
  if (asked == asking) return base::invalid({{"target.organisation_id", "own_organisation"}});
  return base::Done{};
}

base::Result<base::Done> check_asked_unit(const Directory& directory, const OrgId& asked,
                                          const std::optional<UnitId>& unit, base::Date day) {
  if (!unit) return base::Done{};
  const auto* found = directory.unit(*unit);
  if (found == nullptr || found->organisation != asked || !found->valid.holds(day)) {
    return base::invalid({{"target.unit_id", "unknown_value"}});
  }
  return base::Done{};
}

std::vector<Suggestion> who_serves(const Directory& directory, const Sought& sought) {
  ServiceQuery query = query_of(directory, sought);
  std::vector<Suggestion> found;
  for (const Need& need : sought.needs) {
    query.need = need.service;
    for (auto& suggestion : who_serves(directory, query, kSuggestedMax)) {
      found.push_back(std::move(suggestion));
    }
  }
  std::ranges::stable_sort(found, std::greater(), &Suggestion::score);
  if (found.size() > kSuggestedMax) found.erase(found.begin() + kSuggestedMax, found.end());
  return found;
}

std::vector<Unit> delegable_units(const Directory& directory, const OrgId& asked,
                                  const std::optional<UnitId>& has_it_now, base::Date day) {
  std::vector<Unit> own;
  std::vector<Unit> others;
  for (const auto* body : directory.organisations(day)) {
    if (!directory.same_system(asked, body->id, day)) continue;
    auto& list = body->id == asked ? own : others;
    for (const auto* unit : directory.units_of(body->id, day)) {
      if (unit->id != has_it_now) list.push_back(*unit);
    }
  }
  own.insert(own.end(), others.begin(), others.end());
  if (own.size() > kUnitsMax) own.erase(own.begin() + kUnitsMax, own.end());
  return own;
}

bool may_count(const access::Actor& actor, base::Date today, access::Permission action,
               const OrgId& asking, const OrgId& asked) {
  const access::Object object{
      .stage = access::Stage::final, .owner_org = asking, .receiver_orgs = {asked}};
  return access::decide(actor, action, object, today).allowed;
}

}  // namespace hd::directory
