#include "directory/operations_groups.h"

#include <algorithm>

#include "directory/operations.h"
#include "directory/store.h"

namespace hd::directory {

base::Result<GroupId> create_group(platform::Transaction& tx, const Change& change,
                                   const GroupForm& form) {
  if (!may_manage(change)) return base::not_found();
  const Group fresh{
      .id = GroupId::random(), .key = {}, .kind = {}, .name = {}, .name_en = {}, .place = {}};
  const auto group = filled(current(tx), fresh, form, base::local_date(change.now));
  if (!group) return group.error();
  store::add(tx, *group);
  finish(tx, change, "working_group.create", "working_group", group->id.str());
  return group->id;
}

base::Result<MemberId> add_member(platform::Transaction& tx, const Change& change,
                                  const GroupId& group, const MemberForm& form) {
  if (!may_manage(change)) return base::not_found();
  const Directory& directory = current(tx);
  const auto& groups = directory.content().groups;
  const bool known =
      std::any_of(groups.begin(), groups.end(), [&](const Group& one) { return one.id == group; });
  if (!known) return base::not_found();
  const Member fresh{.id = MemberId::random(),
                     .group = group,
                     .organisation = *form.organisation,
                     .unit = {},
                     .role = {},
                     .valid = {},
                     .basis = {},
                     .trust = "confirmed"};
  const auto member = filled(directory, fresh, form);
  if (!member) return member.error();
  store::add(tx, *member);
  finish(tx, change, "working_group.add_member", "working_group", group.str());
  return member->id;
}

base::Result<base::Done> end_member(platform::Transaction& tx, const Change& change,
                                    const MemberId& id, base::Date last) {
  if (!may_manage(change)) return base::not_found();
  const auto& members = current(tx).content().members;
  const auto member =
      std::find_if(members.begin(), members.end(), [&](const Member& one) { return one.id == id; });
  if (member == members.end()) return base::not_found();
  if (last < member->valid.from) return base::invalid({{"valid_to", "out_of_range"}});
  store::end_member(tx, id, last);
  finish(tx, change, "working_group.end_member", "working_group", member->group.str());
  return base::Done{};
}

}  // namespace hd::directory
