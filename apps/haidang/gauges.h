#pragma once
// Figures for /metrics that have to be asked for: how old, how long, how full. Counted in the
// background, so that who looks at /metrics costs nothing and sees figures at most 15 s old.

#include <memory>

#include "duties/operations_worker.h"
#include "parts.h"

namespace hd {

/// Sets every gauge of docs/operations/metrics.md once. Errors: throws DbError.
void set_gauges(App& app);

/// Does so every 15 s until destroyed, and begins at once.
std::unique_ptr<duties::Loop> gauge_loop(App& app);

}  // namespace hd
