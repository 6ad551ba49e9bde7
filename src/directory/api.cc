#include "directory/api.h"

#include <algorithm>
#include <span>
#include <string>
#include <utility>

#include "access/decide.h"
#include "directory/api_groups.h"
#include "directory/api_manage.h"
#include "directory/json.h"
#include "directory/operations.h"
#include "server/names.h"
#include "server/remember.h"

namespace hd::directory {
namespace {

/// ?as_of, today when absent.
Result<base::Date> day_of(const Call& call) {
  const std::string text = call.query("as_of");
  if (text.empty()) return call.today();
  const auto day = base::parse_date(text);
  if (!day) return base::invalid({{"as_of", "malformed_date"}});
  return *day;
}

Result<Reply> list_organisations(Transaction& tx, const Call& call) {
  const auto day = day_of(call);
  if (!day) return day.error();
  const auto found = find_organisations(current(tx), {.day = *day,
                                                      .text = call.query("q"),
                                                      .type = call.query("type"),
                                                      .level = call.query("level"),
                                                      .province = call.query("province")});
  auto next = found.begin();
  if (const std::string cursor = call.query("cursor"); !cursor.empty()) {
    next = std::find_if(found.begin(), found.end(),
                        [&](const Organisation* body) { return body->id.str() == cursor; });
    if (next == found.end()) return base::invalid({{"cursor", "unknown_value"}});
    ++next;
  }
  const std::span<const Organisation* const> rest(next, found.end());
  const auto page = rest.first(std::min(rest.size(), call.limit()));
  auto items = platform::written_list(
      page, [](auto& out, const Organisation* body) { write_summary(out, *body); });
  const bool more = page.size() < rest.size();
  return server::ok(
      JsonObject{{"items", std::move(items)}, {"next", more ? Json(page.back()->id) : Json()}});
}

Result<Reply> show_organisation(Transaction& tx, const Call& call) {
  const auto id = call.id<OrgId>();
  if (!id) return id.error();
  const auto day = day_of(call);
  if (!day) return day.error();
  const Directory& directory = current(tx);
  const Organisation* body = directory.nearest(*id, *day);
  if (body == nullptr) return base::not_found();
  const bool may_edit = access::may(call.actor, Permission::directory_manage, call.today());
  return server::ok(organisation_json(directory, *body, *day, may_edit));
}

Result<Reply> show_working_group(Transaction& tx, const Call& call) {
  const auto day = day_of(call);
  if (!day) return day.error();
  const Directory& directory = current(tx);
  const Group* group = directory.working_group(*day);
  if (group == nullptr) return base::not_found();
  return server::ok(group_json(directory, *group, *day));
}

Result<Reply> list_working_groups(Transaction& tx, const Call& call) {
  const auto day = day_of(call);
  if (!day) return day.error();
  const Directory& directory = current(tx);
  JsonArray items;
  for (const Group* group : directory.groups()) {
    items.push_back(group_json(directory, *group, *day));
  }
  return server::ok(JsonObject{{"items", std::move(items)}});
}

Result<Reply> list_territories(Transaction& tx, const Call& call) {
  const auto day = day_of(call);
  if (!day) return day.error();
  auto geography = geography_on(*day);
  base::Date valid_on = *day;
  if (const std::string name = call.query("geography"); !name.empty()) {
    const auto asked = base::value_of(kGeographyNames, name);
    if (!asked) return base::invalid({{"geography", "unknown_value"}});
    // Another geography than that of the day: as it was on its last or first day.
    if (*asked != geography) valid_on = boundary_of(*asked);
    geography = *asked;
  }
  const Directory& directory = current(tx);
  JsonArray items;
  for (const Territory* territory : directory.territories(geography, valid_on)) {
    items.push_back(territory_json(directory, *territory));
  }
  return server::ok(JsonObject{{"items", std::move(items)}});
}

Result<Reply> list_code_lists(Transaction& tx, const Call& call) {
  const auto day = day_of(call);
  if (!day) return day.error();
  const Directory& directory = current(tx);
  JsonArray items;
  for (const std::string& list : directory.list_names()) {
    for (const CodeItem* item : directory.codes(list, *day)) items.push_back(code_json(*item));
  }
  return server::ok(JsonObject{{"as_of", *day}, {"items", std::move(items)}});
}

Result<Reply> list_hotlines(Transaction& tx, const Call& call) {
  const Directory& directory = current(tx);
  JsonArray items;
  for (const Organisation* hotline : directory.hotlines(call.today())) {
    items.push_back(hotline_json(directory, *hotline, call.today()));
  }
  return server::ok(JsonObject{{"items", std::move(items)}});
}

bool is_empty_answer(const Directory& directory, const std::string& code, base::Date day) {
  return code.empty() || directory.code("empty_answer", code, day) != nullptr;
}

/// The band's ages into the query; empty answers leave them open.
void read_age_band(const Directory& directory, const std::string& code, ServiceQuery& query,
                   platform::JsonReader& in) {
  if (is_empty_answer(directory, code, query.day)) return;
  for (const AgeBand* band : directory.age_bands("un_wide")) {
    if (band->code != code) continue;
    query.min_age = band->from_age;
    query.max_age = band->to_age;
    return;
  }
  in.complain("age_band", "unknown_value");
}

Result<ServiceQuery> read_service_query(const Directory& directory, const Call& call) {
  platform::JsonReader in(call.body);
  ServiceQuery query{.day = in.optional_date("as_of").value_or(call.today()),
                     .need = in.optional_code("need")};
  const std::string province = in.optional_code("province");
  query.sex = in.optional_code("sex");
  read_age_band(directory, in.optional_code("age_band"), query, in);
  query.at_once = in.optional_code("urgency") == "at_once";
  for (const Json& item : in.optional_array("exclude_organisation_ids", 50)) {
    const auto* text = item.get_if<std::string>();
    const auto id = text == nullptr ? std::nullopt : OrgId::parse(*text);
    if (id) query.excluded.push_back(*id);
    if (!id) in.complain("exclude_organisation_ids", "malformed_id");
  }
  if (query.need.empty()) in.complain("need", "required");
  if (!query.need.empty() && directory.code("service_type", query.need, query.day) == nullptr) {
    in.complain("need", "unknown_value");
  }
  if (!query.sex.empty() && directory.code("sex", query.sex, query.day) == nullptr) {
    in.complain("sex", "unknown_value");
  }
  if (!is_empty_answer(directory, province, query.day)) {
    query.place = Place{geography_on(query.day), province};
    if (directory.territory(*query.place, query.day) == nullptr) {
      in.complain("province", "unknown_value");
    }
  }
  return in.finish(query);
}

Result<Reply> search_services_route(Transaction& tx, const Call& call) {
  const Directory& directory = current(tx);
  const auto query = read_service_query(directory, call);
  if (!query) return query.error();
  const auto found = search_services(tx, call.now, call.actor, *query);
  return server::ok(suggestions_json(directory, found, query->day));
}

}  // namespace

void add_routes(server::Router& router) {
  const auto needed = Permission::directory_read;
  router.read("/api/v1/organisations", needed,
              server::remembered(server::end_of_log, list_organisations));
  router.read("/api/v1/organisations/{id}", needed, show_organisation);
  router.read("/api/v1/working-groups", needed, list_working_groups);
  router.read("/api/v1/working-groups/current", needed, show_working_group);
  router.read("/api/v1/territories", needed, list_territories);
  router.read("/api/v1/code-lists", Permission::signed_in, list_code_lists);
  router.read("/api/v1/hotlines", Permission::signed_in, list_hotlines);
  router.sensitive_read("POST", "/api/v1/service-searches", needed, search_services_route);
  add_manage_routes(router);
  add_group_routes(router);
}

}  // namespace hd::directory
