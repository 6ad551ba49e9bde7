#pragma once

#include "base/id.h"

namespace hd::documents {

using DocumentId = base::Id<struct DocumentTag>;
using PaperTemplateId = base::Id<struct PaperTemplateTag>;

}  // namespace hd::documents
