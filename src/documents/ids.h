#pragma once

#include "base/id.h"

namespace hd::documents {

using DocumentId = base::Id<struct DocumentTag>;

}  // namespace hd::documents
