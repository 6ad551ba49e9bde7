#pragma once

#include "base/id.h"

namespace hd::directory {

using OrgId = base::Id<struct OrgTag>;
using UnitId = base::Id<struct UnitTag>;
using ServiceId = base::Id<struct ServiceTag>;
using GroupId = base::Id<struct GroupTag>;
using MemberId = base::Id<struct MemberTag>;

}  // namespace hd::directory
