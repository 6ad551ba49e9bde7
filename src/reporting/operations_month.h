#pragma once
// The duty of the monthly report: opened when a month has ended, for every body that owes it, and
// ended by the paper. Source: T24, R-009.

#include <cstddef>

#include "access/actor.h"
#include "base/time.h"
#include "documents/document.h"
#include "platform/db.h"

namespace hd::reporting {

/// Opens the duty of each month that has ended, of the rule T24 as it stood on the last day of that
/// month, for every organisation in which somebody held the role of the rule on that day. Months
/// that were missed while nothing ran are made up for, twelve at most; an organisation met for the
/// first time begins with the last month. A report issued before anybody looked ends its duty at
/// once. Safe on several nodes and after a crash: a month is opened once. Returns how many.
std::size_t open_monthly_duties(platform::Database& database, base::Timestamp now);

/// A paper was issued: the report of an ended month ends the duty of its organisation.
void monthly_report_issued(platform::Transaction& tx, base::Timestamp now,
                           const access::Actor& actor, const documents::Document& document);

}  // namespace hd::reporting
