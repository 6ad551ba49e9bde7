#pragma once
// A few invented cases: one for each kind of body that can lead one, with members of the others.
// Nobody in them lives anywhere; the names say so.

#include "cases/operations_life.h"
#include "demo/agenda.h"

namespace hd::demo {

/// Puts the cases of the last weeks before the end on the agenda. Both outlive its run.
void plan_cases(Agenda& agenda, cases::Operations& cases, contacts::Operations& contacts);

}  // namespace hd::demo
