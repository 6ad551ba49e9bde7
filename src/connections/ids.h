#pragma once

#include "base/id.h"

namespace hd::connections {

using ConnectionId = base::Id<struct ConnectionTag>;

}  // namespace hd::connections
