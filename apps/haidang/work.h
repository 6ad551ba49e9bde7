#pragma once
// "My work": what needs this person now, over all modules. Principle 2: whose turn is it?

#include "parts.h"

namespace hd {

/// Declares GET /api/v1/work. `app` outlives its router.
void add_work_route(App& app);

}  // namespace hd
