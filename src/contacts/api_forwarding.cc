#include "contacts/api_forwarding.h"

#include <utility>

#include "server/names.h"

namespace hd::contacts {

constexpr std::size_t kTold = 2000;

base::Result<Operations::Forward> read_forward(const Json& body) {
  JsonReader in(body);
  const auto organisation = in.id<directory::OrgId>("organisation_id");
  return in.finish(
      Operations::Forward{.version = in.number("version", 1, INT64_MAX),
                          .organisation = organisation.value_or(directory::OrgId::of_key("")),
                          .at = in.time("at"),
                          .channel = in.text("channel", 64),
                          .told = in.text("told", kTold)});
}

JsonArray forwardings_json(const View& view, const std::vector<Forwarding>& acts,
                           base::Date today) {
  JsonArray items;
  for (const Forwarding& act : acts) {
    items.emplace_back(JsonObject{
        {"id", act.id},
        {"organisation", JsonObject{{"id", act.organisation},
                                    {"name", view.directory.name(act.organisation, today)}}},
        {"at", act.at},
        {"channel", act.channel},
        {"told", act.told},
        {"by",
         JsonObject{{"id", act.recorded_by}, {"display_name", view.names.user(act.recorded_by)}}},
        {"recorded_at", act.recorded_at}});
  }
  return items;
}

Json competent_json(const directory::Directory& directory, const Contact& contact,
                    base::Date today) {
  JsonArray items;
  for (const auto* body : competent_bodies(directory, contact, today)) {
    items.emplace_back(JsonObject{{"id", body->id}, {"name", body->name}});
  }
  return JsonObject{{"items", std::move(items)}};
}

}  // namespace hd::contacts
