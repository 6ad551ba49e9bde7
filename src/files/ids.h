#pragma once

#include "base/id.h"

namespace hd::files {

using FileId = base::Id<struct FileTag>;

}  // namespace hd::files
