#pragma once
// Duties in the database. Nothing here decides anything.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "duties/duty.h"
#include "platform/db.h"
#include "vault/vault.h"

namespace hd::duties::store {

/// False when a duty with this id is there already: nothing happened.
bool insert(platform::Transaction& tx, const Duty& duty);
std::optional<Duty> find(platform::Transaction& tx, const DutyId& id);

/// Saves everything that may change. False when the stored version is not `duty.version - 1`.
bool update(platform::Transaction& tx, const Duty& duty);

/// Saves stage and alarms of an open duty whose alarms are still where they were. False: another
/// node has fired them. The version stays: nobody's work becomes stale because a clock rang.
bool update_alarms(platform::Transaction& tx, const Duty& duty, int fired_before);

/// Writes the number of a subject into all duties about it.
void number_subject(platform::Transaction& tx, std::string_view kind, std::string_view id,
                    std::string_view number);

/// Open duties about a subject.
std::vector<Duty> open_of_subject(platform::Transaction& tx, std::string_view subject_id);
/// All duties about a subject, oldest first.
std::vector<Duty> of_subject(platform::Transaction& tx, std::string_view subject_id);

/// Ids of open duties whose next alarm is due, the oldest first.
std::vector<DutyId> ringing(platform::Transaction& tx, base::Timestamp now, std::int64_t limit);

/// Open duties that follow the calendar and whose due time lies after `from` or is not known yet,
/// in order of id, starting after `after` ("" for the first), at most `limit`.
std::vector<Duty> open_due_after(platform::Transaction& tx, base::Timestamp from,
                                 std::string_view after, std::int64_t limit);

struct HistoryRow {
  std::string id;
  base::Timestamp at;
  std::optional<base::Timestamp> due_at = {};
  std::string why;
  std::optional<access::UserId> by = {};
  std::optional<platform::Blob> reason = {};
};
void add_history(platform::Transaction& tx, const DutyId& duty, const HistoryRow& row);
std::vector<HistoryRow> history(platform::Transaction& tx, const DutyId& duty);

/// Whose duties a list is about; one column each.
enum class Column { org, stage_org, unit, desk };

/// One stretch of one list, in order of (clock_at, id).
struct Slice {
  Column column = Column::org;
  std::string value;
  State state = State::open;
  bool at_once = false;
  base::Timestamp from = {};                  ///< clock_at, included
  std::optional<base::Timestamp> until = {};  ///< excluded
  base::Timestamp after_at = {};              ///< cursor: (clock_at, id) above this
  std::string after_id = {};
  std::int64_t limit = 50;
};
/// A duty's place in lists. Several slices may hold the same duty: the whole row is read
/// afterwards, once.
struct Head {
  base::Timestamp clock_at;
  DutyId id;
  auto operator<=>(const Head&) const = default;
};
std::vector<Head> slice(platform::Transaction& tx, const Slice& asked);

/// Adds one answered clock to the tally of its organisation.
void add_tally(platform::Transaction& tx, const Duty& duty, std::string_view month);

struct Tally {
  directory::OrgId org;
  std::int64_t open = 0, overdue = 0, on_time = 0, late = 0;
};
/// Clocks with a number in the law that ended in these months ("2026-01" to "2026-12" included),
/// between an organisation and its counterpart. `org` is on either side.
std::vector<Tally> ended_between(platform::Transaction& tx, const directory::OrgId& org,
                                 std::string_view first_month, std::string_view last_month);
/// The open ones, counted up to now.
std::vector<Tally> open_between(platform::Transaction& tx, const directory::OrgId& org,
                                base::Timestamp now);

}  // namespace hd::duties::store
