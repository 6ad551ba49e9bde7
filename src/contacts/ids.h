#pragma once

#include "base/id.h"

namespace hd::contacts {

using ContactId = base::Id<struct ContactTag>;

}  // namespace hd::contacts
