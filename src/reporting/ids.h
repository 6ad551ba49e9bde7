#pragma once

#include "base/id.h"

namespace hd::reporting {

using RunId = base::Id<struct RunTag>;

}  // namespace hd::reporting
