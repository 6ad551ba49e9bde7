#include "directory/api_groups.h"

#include <algorithm>
#include <utility>

#include "directory/json.h"
#include "directory/operations.h"
#include "directory/operations_groups.h"
#include "server/names.h"

namespace hd::directory {
namespace {

/// The group as it is on `day`, in this transaction.
Json group_on(Transaction& tx, const GroupId& id, base::Date day) {
  const Directory& directory = current(tx);
  const auto groups = directory.groups();
  const auto group =
      std::find_if(groups.begin(), groups.end(), [&](const Group* one) { return one->id == id; });
  return group == groups.end() ? Json() : group_json(directory, **group, day);
}

Result<Reply> create_group_route(Transaction& tx, const Call& call) {
  JsonReader in(call.body);
  const auto form = in.finish(GroupForm{.kind = in.text("kind", 60),
                                        .name = in.text("name", 300),
                                        .name_en = in.optional_text("name_en", 300),
                                        .province = in.optional_code("province")});
  if (!form) return form.error();
  const auto id = create_group(tx, {.actor = call.actor, .now = call.now}, *form);
  if (!id) return id.error();
  return server::created(group_on(tx, *id, call.today()));
}

Result<Reply> add_member_route(Transaction& tx, const Call& call) {
  const auto group = call.id<GroupId>();
  if (!group) return group.error();
  JsonReader in(call.body);
  const auto form = in.finish(
      MemberForm{.organisation = in.id<OrgId>("organisation_id"),
                 .unit = in.optional_id<UnitId>("unit_id"),
                 .role = in.text("role", 60),
                 .basis = in.optional_text("basis", 300),
                 .valid = {.from = in.date("valid_from"), .to = in.optional_date("valid_to")}});
  if (!form) return form.error();
  const auto id = add_member(tx, {.actor = call.actor, .now = call.now}, *group, *form);
  if (!id) return id.error();
  return server::created(group_on(tx, *group, form->valid.from));
}

Result<Reply> end_member_route(Transaction& tx, const Call& call) {
  const auto id = call.id<MemberId>();
  if (!id) return id.error();
  JsonReader in(call.body);
  const auto last = in.finish(in.date("valid_to"));
  if (!last) return last.error();
  const auto done = end_member(tx, {.actor = call.actor, .now = call.now}, *id, *last);
  if (!done) return done.error();
  return Reply{};
}

}  // namespace

void add_group_routes(server::Router& router) {
  const auto needed = access::Permission::directory_manage;
  router.write("POST", "/api/v1/working-groups", needed, create_group_route);
  router.write("POST", "/api/v1/working-groups/{id}/members", needed, add_member_route);
  router.write("POST", "/api/v1/working-group-members/{id}/endings", needed, end_member_route);
}

}  // namespace hd::directory
