#pragma once

#include "base/id.h"

namespace hd::calendar {

using RuleId = base::Id<struct RuleTag>;

}  // namespace hd::calendar
