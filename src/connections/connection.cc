#include "connections/connection.h"

#include <algorithm>

namespace hd::connections {

access::Object object_of(const Connection& connection) {
  access::Object object{
      .stage = stage_of(connection.status, connection.taken_up_at.has_value()),
      .author = connection.author,
      .owner_org = connection.hotline,
  };
  if (connection.target) {
    object.receiver_orgs.push_back(connection.target->org);
    if (connection.target->unit) object.units.push_back(*connection.target->unit);
  }
  if (connection.helper) object.receiver_orgs.push_back(*connection.helper);
  if (connection.delegated_unit) object.units.push_back(*connection.delegated_unit);
  return object;
}

std::optional<Side> side_of(const access::Actor& actor, const Connection& connection,
                            base::Date today) {
  using access::Permission;
  access::Object object = object_of(connection);
  if (access::decide(actor, Permission::connections_ask, object, today)) return Side::hotline;
  object.stage = access::Stage::accepted;
  const auto answers = access::decide(actor, Permission::connections_answer, object, today);
  if (!answers) return std::nullopt;
  const auto post = std::ranges::find(actor.posts, answers.post, &access::Post::id);
  const bool of_delegate = post != actor.posts.end() && post->role == access::Role::unit_officer &&
                           post->unit && post->unit == connection.delegated_unit;
  return of_delegate ? Side::unit : Side::agency;
}

std::vector<base::FieldError> missing(const Connection& draft) {
  std::vector<base::FieldError> found;
  if (draft.told.needs.empty()) found.push_back({"needs", "required"});
  if (!draft.target) found.push_back({"target", "required"});
  return found;
}

}  // namespace hd::connections
