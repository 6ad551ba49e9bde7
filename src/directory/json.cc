#include "directory/json.h"

#include <string>
#include <utility>

namespace hd::directory {
namespace {

using platform::Json;
using platform::JsonArray;
using platform::JsonObject;
using platform::JsonWriter;
using platform::text_or_null;
using platform::texts_json;

/// null for "".
Json province(const std::optional<Place>& place) {
  return place ? Json(place->code) : Json();
}

Json named(const Organisation* body) {
  if (body == nullptr) return {};
  return JsonObject{{"id", body->id}, {"name", body->name}};
}

Json lineage(const Directory& directory, const OrgId& id, const Succession& link) {
  return JsonObject{{"id", id},
                    {"name", directory.name(id, link.date)},
                    {"date", link.date},
                    {"basis", text_or_null(link.basis)}};
}

Json suggestion_json(const Directory& directory, const Suggestion& suggestion, base::Date day) {
  JsonArray reasons;
  for (const Reason& reason : suggestion.reasons) {
    JsonObject params;
    for (const auto& [key, value] : reason.params) params.emplace_back(key, value);
    params.emplace_back("points", std::to_string(reason.points));
    reasons.push_back(JsonObject{{"code", reason.code}, {"params", std::move(params)}});
  }
  const Unit& unit = *suggestion.unit;
  const std::string phone =
      unit.phone.empty() ? directory.phone(suggestion.organisation->id, day) : unit.phone;
  return JsonObject{{"organisation", summary_json(*suggestion.organisation)},
                    {"unit", JsonObject{{"id", unit.id}, {"name", unit.name}}},
                    {"service", suggestion.service->service},
                    {"kind", suggestion.working_group_member ? "wg_member" : "grassroots"},
                    {"score", suggestion.score},
                    {"reasons", std::move(reasons)},
                    {"phone", text_or_null(phone)}};
}

}  // namespace

void write_summary(JsonWriter& out, const Organisation& body) {
  out.put("id", body.id);
  out.put("name", body.name);
  out.put_or_null("name_en", body.name_en);
  out.put_or_null("short_name", body.short_name);
  out.put("type", body.type);
  out.put("level", body.level);
  out.put("province", province(body.place));
  out.put("valid_from", body.valid.from);
  out.put("valid_to", body.valid.to);
}

Json summary_json(const Organisation& body) {
  std::string text;
  JsonWriter out(text);
  write_summary(out, body);
  out.close();
  return platform::JsonText{std::move(text)};
}

Json organisation_json(const Directory& directory, const Organisation& body, base::Date day,
                       bool may_edit) {
  JsonArray units;
  for (const Unit* unit : directory.units_of(body.id, day)) {
    units.push_back(unit_json(directory, *unit, day));
  }
  JsonArray before;
  for (const Succession* link : directory.predecessors(body.id)) {
    before.push_back(lineage(directory, link->predecessor, *link));
  }
  JsonArray after;
  for (const Succession* link : directory.successors(body.id)) {
    after.push_back(lineage(directory, link->successor, *link));
  }
  JsonArray actions;
  if (may_edit) actions = {"edit", "add_unit"};
  std::string text;
  JsonWriter out(text);
  write_summary(out, body);
  const auto add = [&](const char* key, const Json& value) { out.put(key, value); };
  add("parent", body.parent ? named(directory.nearest(*body.parent, day)) : Json());
  add("system", body.system ? named(directory.nearest(*body.system, day)) : Json());
  add("address", text_or_null(body.address));
  add("phone", text_or_null(directory.phone(body.id, day)));
  add("email", text_or_null(body.email));
  add("hours", text_or_null(body.hours));
  add("mandate", text_or_null(body.mandate));
  add("last_verified_at", body.last_verified);
  add("working_group_member", directory.is_working_group_member(body.id, day));
  add("units", std::move(units));
  add("predecessors", std::move(before));
  add("successors", std::move(after));
  add("basis", text_or_null(body.basis));
  add("trust", text_or_null(body.trust));
  add("version", body.version);
  add("next_actions", std::move(actions));
  out.close();
  return platform::JsonText{std::move(text)};
}

Json unit_json(const Directory& directory, const Unit& unit, base::Date day) {
  JsonArray services;
  for (const Service* service : directory.services_of(unit.id, day)) {
    services.push_back(service_json(directory, *service, day));
  }
  const Organisation* body = directory.nearest(unit.organisation, day);
  const bool inherits = unit.level.empty() && body != nullptr;
  return JsonObject{{"id", unit.id},
                    {"organisation_id", unit.organisation},
                    {"name", unit.name},
                    {"level", inherits ? body->level : unit.level},
                    {"province", province(directory.place_of(unit, day))},
                    {"address", text_or_null(unit.address)},
                    {"phone", text_or_null(unit.phone)},
                    {"hours", text_or_null(unit.hours)},
                    {"valid_from", unit.valid.from},
                    {"valid_to", unit.valid.to},
                    {"services", std::move(services)},
                    {"version", unit.version}};
}

Json service_json(const Directory& directory, const Service& service, base::Date day) {
  JsonArray provinces;
  for (const Place& place : service.places) provinces.emplace_back(place.code);
  if (service.scope == Scope::province) {
    const Unit* unit = directory.unit(service.unit);
    const auto place = unit == nullptr ? std::nullopt : directory.place_of(*unit, day);
    if (place) provinces.emplace_back(place->code);
  }
  return JsonObject{{"id", service.id},
                    {"unit_id", service.unit},
                    {"service", service.service},
                    {"sexes", texts_json(service.sexes)},
                    {"min_age", service.min_age},
                    {"max_age", service.max_age},
                    {"foreigners", service.foreigners},
                    {"provinces", std::move(provinces)},
                    {"languages", texts_json(service.languages)},
                    {"capacity", service.capacity},
                    {"available", service.available},
                    {"hours", text_or_null(service.hours)},
                    {"last_verified_at", service.last_verified},
                    {"valid_from", service.valid.from},
                    {"valid_to", service.valid.to},
                    {"version", service.version}};
}

Json suggestions_json(const Directory& directory, const std::vector<Suggestion>& suggestions,
                      base::Date day) {
  JsonArray items;
  for (const Suggestion& one : suggestions) items.push_back(suggestion_json(directory, one, day));
  return JsonObject{{"items", std::move(items)}};
}

Json group_json(const Directory& directory, const Group& group, base::Date day) {
  JsonArray members;
  std::string basis;
  for (const Member* member : directory.members_of(group.id, day)) {
    const Organisation* body = directory.nearest(member->organisation, day);
    if (body == nullptr) continue;
    if (basis.empty()) basis = member->basis;
    const Unit* unit = member->unit ? directory.unit(*member->unit) : nullptr;
    members.push_back(JsonObject{{"id", member->id},
                                 {"organisation", summary_json(*body)},
                                 {"role", member->role},
                                 {"office", unit == nullptr ? Json() : Json(unit->name)},
                                 {"phone", text_or_null(directory.phone(body->id, day))},
                                 {"basis", text_or_null(member->basis)},
                                 {"trust", text_or_null(member->trust)},
                                 {"valid_from", member->valid.from},
                                 {"valid_to", member->valid.to}});
  }
  return JsonObject{{"id", group.id},
                    {"kind", group.kind},
                    {"name", group.name},
                    {"name_en", text_or_null(group.name_en)},
                    {"province", province(group.place)},
                    {"basis", text_or_null(basis)},
                    {"as_of", day},
                    {"members", std::move(members)}};
}

Json territory_json(const Directory& directory, const Territory& territory) {
  const auto successor = territory.place.geography == Geography::p63
                             ? directory.successor(territory.place)
                             : std::nullopt;
  return JsonObject{{"code", territory.place.code},
                    {"name", territory.name},
                    {"name_en", nullptr},
                    {"kind", territory.kind == "tỉnh" ? "province" : "city"},
                    {"geography", base::name_of(kGeographyNames, territory.place.geography)},
                    {"region", text_or_null(territory.region)},
                    {"valid_from", territory.valid.from},
                    {"valid_to", territory.valid.to},
                    {"successor_code", successor}};
}

Json code_json(const CodeItem& item) {
  return JsonObject{{"list", item.list},
                    {"code", item.code},
                    {"label_vi", item.label_vi},
                    {"label_en", item.label_en},
                    {"sort", item.sort},
                    {"valid_from", item.valid.from},
                    {"valid_to", item.valid.to},
                    {"source", text_or_null(item.basis)},
                    {"maps_to", text_or_null(item.report_group)}};
}

Json hotline_json(const Directory& directory, const Organisation& hotline, base::Date day) {
  return JsonObject{{"id", hotline.id},
                    {"name", hotline.name},
                    {"name_en", text_or_null(hotline.name_en)},
                    {"short_name", text_or_null(hotline.short_name)},
                    {"phone", text_or_null(directory.phone(hotline.id, day))},
                    {"type", hotline.type},
                    {"province", province(hotline.place)}};
}

}  // namespace hd::directory
