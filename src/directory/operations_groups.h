#pragma once
// Working groups and regulations: entering a new plan and its members, ending a membership.

#include "directory/operations_manage.h"

namespace hd::directory {

/// Errors of all: those of operations_manage.h and of filled() in manage.h.

base::Result<GroupId> create_group(platform::Transaction& tx, const Change& change,
                                   const GroupForm& form);
base::Result<MemberId> add_member(platform::Transaction& tx, const Change& change,
                                  const GroupId& group, const MemberForm& form);
/// Errors: invalid {"valid_to", "out_of_range"} before the membership began.
base::Result<base::Done> end_member(platform::Transaction& tx, const Change& change,
                                    const MemberId& id, base::Date last);

}  // namespace hd::directory
