#pragma once
// Calendar and deadline rules over HTTP: api/openapi.yaml describes the same routes. Only apps/
// includes this file.

#include "calendar/operations.h"
#include "server/router.h"

namespace hd::calendar {

/// GET  /api/v1/calendar-years/{year}   days that are not plain
/// PUT  /api/v1/calendar-years/{year}   the year is complete
/// PUT  /api/v1/calendar-days/{date}    one day; open duties are computed again
/// GET  /api/v1/deadline-rules          on a day
/// POST /api/v1/deadline-rules          new rule or version
/// GET  /api/v1/due-dates               the arithmetic
///
/// `operations` outlives `router`.
void add_routes(server::Router& router, Operations& operations);

}  // namespace hd::calendar
