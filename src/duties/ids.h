#pragma once

#include "base/id.h"

namespace hd::duties {

using DutyId = base::Id<struct DutyTag>;

}  // namespace hd::duties
