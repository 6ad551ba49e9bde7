#pragma once
// Steps that several operations of this module share. Not for other modules.

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "access/actor.h"
#include "base/time.h"
#include "duties/duty.h"
#include "platform/db.h"
#include "vault/vault.h"

namespace hd::duties {

/// Sets stage and next alarm from how many alarms have fired.
void set_stage(Duty& duty, const std::vector<Alarm>& schedule);

/// Tells the open browsers of everybody who has to do with the duty.
void announce(platform::Transaction& tx, base::Timestamp now, const Duty& duty);

/// The people a duty lies with: its user, the holder of its post, the officers of its unit, or
/// everybody with the role in the organisation.
std::set<access::UserId> owners(platform::Transaction& tx, const Duty& duty, base::Date today);

/// What a message outside the system says: the number of the matter, nothing else.
std::string code_of(const Duty& duty);

struct Ending {
  State state;
  std::string why;
  std::optional<platform::Blob> reason = {};  ///< sealed with reason_slot()
  std::string history_id = {};                ///< id of the line, when `reason` is given
};
/// Ends an open duty: state, history, tally, event, audit. Throws DbError when it changed
/// meanwhile.
Duty end_duty(platform::Transaction& tx, base::Timestamp now, const access::Actor& actor, Duty duty,
              const Ending& ending);

/// Where the text of a history line is sealed.
vault::Slot reason_slot(const Duty& duty, base::Timestamp at, const std::string& history_id);

}  // namespace hd::duties
