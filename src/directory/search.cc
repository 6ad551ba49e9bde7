#include "directory/search.h"

#include <algorithm>

#include "base/text.h"

namespace hd::directory {
namespace {

constexpr int kNeed = 100;
constexpr int kPlace = 40;
constexpr int kNationwide = 15;
constexpr int kWorkingGroup = 20;
constexpr int kNear = 10;
constexpr int kMadeFor = 10;
constexpr int kFree = 15;
constexpr int kFull = -60;
constexpr int kVerified = 10;
constexpr int kAroundTheClock = 10;
constexpr int kVerifiedDays = 180;
constexpr std::string_view kAllHours = "24/7";

bool is_answer(const std::string& code) {
  return !code.empty() && code != "unknown" && code != "refused" && code != "not_asked";
}

/// Every word of `wanted` begins a word of `text`; both folded.
bool has_words(std::string_view text, std::string_view wanted) {
  const std::string padded = " " + std::string(text);
  const auto words = base::split(wanted, ' ');
  return std::all_of(words.begin(), words.end(), [&](const std::string& word) {
    return padded.find(" " + word) != std::string::npos;
  });
}

/// The place reason of a service, or nullopt when it is not given where the person is.
std::optional<Reason> place_reason(const Directory& directory, const ServiceQuery& query,
                                   const Unit& unit, const Service& service) {
  if (service.scope == Scope::national) return Reason{"place_nationwide", kNationwide};
  std::vector<Place> places = service.places;
  if (service.scope == Scope::province) {
    const auto place = directory.place_of(unit, query.day);
    if (!place) return std::nullopt;
    places = {*place};
  }
  if (!query.place) return Reason{"place_unknown", 0};
  for (const Place& place : places) {
    if (place == *query.place) return Reason{"place", kPlace};
    if (place.geography != query.place->geography && directory.same_place(place, *query.place)) {
      return Reason{"place", kPlace, {{"old_code", query.place->code}, {"code", place.code}}};
    }
  }
  return std::nullopt;
}

/// False when the service does not take this person, as far as sex and age are known.
bool takes(const ServiceQuery& query, const Service& service) {
  if (is_answer(query.sex) && !service.sexes.empty() &&
      std::find(service.sexes.begin(), service.sexes.end(), query.sex) == service.sexes.end()) {
    return false;
  }
  if (service.min_age && query.max_age && *query.max_age < *service.min_age) return false;
  return !(service.max_age && query.min_age && *query.min_age > *service.max_age);
}

bool made_for(const ServiceQuery& query, const Service& service) {
  const bool by_sex = !service.sexes.empty() && is_answer(query.sex);
  const bool by_age = (service.min_age || service.max_age) && (query.min_age || query.max_age);
  return by_sex || by_age;
}

void add_reasons(const ServiceQuery& query, Suggestion& made) {
  const Service& service = *made.service;
  auto& reasons = made.reasons;
  const std::string& level = made.unit->level.empty() ? made.organisation->level : made.unit->level;
  if (level != "central") reasons.push_back({"level", kNear, {{"level", level}}});
  if (made_for(query, service)) reasons.push_back({"sex_age", kMadeFor});
  if (made.working_group_member) reasons.push_back({"working_group_member", kWorkingGroup});
  if (service.available) {
    reasons.push_back({"capacity",
                       *service.available > 0 ? kFree : kFull,
                       {{"available", std::to_string(*service.available)}}});
  }
  if (service.last_verified &&
      base::plus_days(*service.last_verified, kVerifiedDays) >= query.day) {
    reasons.push_back(
        {"verified_recently", kVerified, {{"date", base::to_text(*service.last_verified)}}});
  }
  if (query.at_once && service.hours == kAllHours) reasons.push_back({"hours", kAroundTheClock});
  for (const Reason& reason : reasons) made.score += reason.points;
}

std::optional<Suggestion> suggestion(const Directory& directory, const ServiceQuery& query,
                                     const Service& service) {
  if (service.service != query.need || !service.valid.holds(query.day)) return std::nullopt;
  const Unit* unit = directory.unit(service.unit);
  if (unit == nullptr || !unit->valid.holds(query.day)) return std::nullopt;
  const Organisation* body = directory.organisation(unit->organisation, query.day);
  if (body == nullptr) return std::nullopt;
  const auto& out = query.excluded;
  if (std::find(out.begin(), out.end(), body->id) != out.end()) return std::nullopt;
  if (!takes(query, service)) return std::nullopt;
  auto place = place_reason(directory, query, *unit, service);
  if (!place) return std::nullopt;
  Suggestion made{.organisation = body,
                  .unit = unit,
                  .service = &service,
                  .working_group_member = directory.is_working_group_member(body->id, query.day),
                  .score = 0,
                  .reasons = {{"need", kNeed}}};
  made.reasons.push_back(std::move(*place));
  add_reasons(query, made);
  return made;
}

}  // namespace

std::vector<const Organisation*> find_organisations(const Directory& directory,
                                                    const OrganisationQuery& query) {
  const std::string wanted = base::fold(query.text);
  const Place place{geography_on(query.day), query.province};
  auto found = directory.organisations(query.day);
  std::erase_if(found, [&](const Organisation* body) {
    if (!query.type.empty() && body->type != query.type) return true;
    if (!query.level.empty() && body->level != query.level) return true;
    if (!query.province.empty() && (!body->place || !directory.same_place(*body->place, place))) {
      return true;
    }
    return !wanted.empty() && !has_words(directory.folded_names(*body), wanted);
  });
  std::sort(found.begin(), found.end(), [&](const Organisation* a, const Organisation* b) {
    return directory.by_name(*a, *b);
  });
  return found;
}

std::vector<Suggestion> who_serves(const Directory& directory, const ServiceQuery& query,
                                   std::size_t limit) {
  std::vector<Suggestion> found;
  for (const Service& service : directory.content().services) {
    if (auto made = suggestion(directory, query, service)) found.push_back(std::move(*made));
  }
  std::sort(found.begin(), found.end(), [&](const Suggestion& a, const Suggestion& b) {
    if (a.score != b.score) return a.score > b.score;
    if (a.organisation != b.organisation) {
      return directory.by_name(*a.organisation, *b.organisation);
    }
    return a.service->id < b.service->id;
  });
  if (found.size() > limit) found.resize(limit);
  return found;
}

}  // namespace hd::directory
