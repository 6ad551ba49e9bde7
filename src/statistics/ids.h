#pragma once

#include "base/id.h"

namespace hd::statistics {

using DefinitionId = base::Id<struct DefinitionTag>;
using RunId = base::Id<struct RunTag>;
using VersionId = base::Id<struct VersionTag>;
using GoalRuleId = base::Id<struct GoalRuleTag>;
using ReleaseId = base::Id<struct ReleaseTag>;

}  // namespace hd::statistics
