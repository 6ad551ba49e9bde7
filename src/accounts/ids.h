#pragma once

#include "base/id.h"

namespace hd::accounts {

using EnrolmentId = base::Id<struct EnrolmentTag>;

}  // namespace hd::accounts
