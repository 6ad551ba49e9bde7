#pragma once
// A year of invented conversations at two hotlines.

#include <functional>
#include <string>

#include "contacts/operations.h"
#include "demo/agenda.h"
#include "demo/chance.h"

namespace hd::demo {

/// A conversation that was just closed, for what follows from it.
struct Closed {
  contacts::Contact contact;
  std::string counsellor;  ///< username
};

struct Calls {
  contacts::Operations& contacts;
  Chance& chance;
  /// Called when a conversation asks for a service of another body.
  std::function<void(base::Timestamp, const Closed&)> asks_for_service;
};

/// Puts conversations of every day from `first` to the agenda's end on the agenda, and leaves a few
/// unfinished drafts, a caller in danger and call-backs of today. `calls` outlives the agenda.
void plan_calls(Agenda& agenda, Calls& calls, base::Date first);

/// One more conversation of the kind "service_connection", closed when `when` comes; `then` runs
/// with it. `key` makes its id.
void plan_case(Agenda& agenda, Calls& calls, const std::string& key, const std::string& counsellor,
               base::Timestamp when, std::function<void(base::Timestamp, const Closed&)> then);

/// True when plan_calls() ran here before.
bool has_calls(platform::Transaction& tx, contacts::Operations& contacts);

}  // namespace hd::demo
