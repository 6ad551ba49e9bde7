#pragma once
// How a record becomes what is counted of it: codes as stored, and nothing else. Pure; README.md
// says for each unit what counts and on which day.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "cases/counted.h"
#include "connections/connection.h"
#include "contacts/closed.h"
#include "duties/duty.h"
#include "referrals/counted.h"
#include "statistics/fact.h"
#include "statistics/lists.h"
#include "statistics/support.h"

namespace hd::statistics {

Fact fact_of(const contacts::Closed& contact, const Lists& lists);
Fact fact_of(const cases::CountedCase& record, const Lists& lists);
/// A person as of the day her case was opened. `asked`: everything on record about services for
/// her; `rules`: those that count towards the goal.
Fact fact_of(const cases::CountedCase& record, const cases::CountedPerson& person,
             const std::vector<ServiceAsked>& asked, const Lists& lists, const GoalRules& rules);
Fact fact_of(const cases::NeedOfCase& need, const Lists& lists);
/// One for each need; ids as service_id().
std::vector<Fact> facts_of(const connections::Connection& sent, const Lists& lists);
Fact fact_of(const referrals::CountedReferral& sent, const Lists& lists);
Fact fact_of(const duties::Duty& duty, base::Timestamp recorded, base::Timestamp now,
             const Lists& lists);

/// Needs that are hers: those that name her, and those that name nobody when she is the only one.
std::vector<ServiceAsked> needs_of(const cases::CountedCase& record,
                                   const cases::CountedPerson& person);

/// "17", "15-16", "18-"; "" when nothing is known.
std::string age_text(const cases::Birth& birth, base::Date day);

/// What one connection may ask for, at most: read_needs() of directory/asking.h.
inline constexpr std::size_t kNeedsMax = 10;

/// The id of a service event of a connection, its `need`th from 1: the connection's own id with the
/// number in its first digit, so that the event has an id of its own and leads back. The event of a
/// case is the need itself.
std::string service_id(const connections::ConnectionId& id, std::size_t need);
/// The connection, if the text is the id of its `need`th event.
std::optional<connections::ConnectionId> asking_connection(const std::string& id, std::size_t need);

}  // namespace hd::statistics
