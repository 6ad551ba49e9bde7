#pragma once

#include "base/id.h"

namespace hd::access {

using UserId = base::Id<struct UserTag>;
using PostId = base::Id<struct PostTag>;
using SessionId = base::Id<struct SessionTag>;

}  // namespace hd::access
