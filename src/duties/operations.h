#pragma once
// What other modules and users can do with duties. Runs inside the caller's transaction.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/actor.h"
#include "access/decide.h"
#include "base/enum_names.h"
#include "base/result.h"
#include "base/time.h"
#include "duties/duty.h"
#include "duties/view.h"
#include "platform/db.h"
#include "vault/vault.h"

namespace hd::duties {

/// Starts a clock: looks the rule up as of the local day of `started_at`, computes due time,
/// warning points and escalation, writes history, event, audit entry, and a notice to those who
/// have to act. When working days are needed of a year without calendar, the duty is there without
/// a due time and gets it as soon as the calendar is entered: nobody is kept from asking for help
/// because a notice is late. Errors: not_found "deadline_rule.unknown" - no such rule on that day
/// (params["rule"]). Source; T1 to T4.
base::Result<DutyId> open(platform::Transaction& tx, base::Timestamp now,
                          const access::Actor& actor, const NewDuty& asked);

/// Starts the clock of an occasion that comes once, such as the end of a month: of however many
/// nodes and restarts that ask, one opens the duty. `occasion` names it for good, e.g.
/// "T24/<organisation>/2026-03". Returns false when it was opened before. Errors: as open().
base::Result<bool> open_once(platform::Transaction& tx, base::Timestamp now,
                             const access::Actor& actor, const NewDuty& asked,
                             std::string_view occasion);

/// Was the duty of this occasion ever opened?
bool was_opened(platform::Transaction& tx, std::string_view occasion);

/// Ends all open duties of one kind about a subject; none is no error. `reason` is a stable code
/// for the history, e.g. "first_result_recorded". Returns how many ended.
std::int64_t settle(platform::Transaction& tx, base::Timestamp now, const access::Actor& actor,
                    std::string_view subject_kind, std::string_view subject_id,
                    std::string_view kind, End end, std::string_view reason);

/// The same for the open duties of one organisation only.
std::int64_t settle_of_org(platform::Transaction& tx, base::Timestamp now,
                           const access::Actor& actor, std::string_view subject_kind,
                           std::string_view subject_id, std::string_view kind,
                           const directory::OrgId& org, End end, std::string_view reason);

/// Ends every open duty about a subject, of whatever kind. Returns how many ended.
std::int64_t settle_all(platform::Transaction& tx, base::Timestamp now, const access::Actor& actor,
                        std::string_view subject_kind, std::string_view subject_id, End end,
                        std::string_view reason);

/// Gives the duties about a record the number that the record has now got, so that lists name it.
/// The versions stay: nobody's work becomes stale because a record was numbered.
void number_subject(platform::Transaction& tx, std::string_view subject_kind,
                    std::string_view subject_id, std::string_view number);

/// Computes the due time of open clocks again that run over `changed` and follow the calendar. The
/// earlier due time stays in the history. Wire it into calendar::Operations.
void recompute(platform::Transaction& tx, base::Timestamp now, const access::Actor& actor,
               base::Date changed);

/// Open duties about a subject.
std::vector<Duty> open_of_subject(platform::Transaction& tx, std::string_view subject_id);

/// What the actor sees in a list, or on the board.
enum class Scope { mine, unit, organisation };
inline constexpr auto kScopeNames = std::to_array<base::EnumName<Scope>>({
    {Scope::mine, "mine"},                  ///< on one of my desks
    {Scope::unit, "unit"},                  ///< of my units
    {Scope::organisation, "organisation"},  ///< everything I may see
});
static_assert(base::names_every(kScopeNames, Scope::organisation));

enum class Due { any, overdue, today, week };
inline constexpr auto kDueNames = std::to_array<base::EnumName<Due>>({
    {Due::any, "any"},
    {Due::overdue, "overdue"},
    {Due::today, "today"},
    {Due::week, "week"},
});
static_assert(base::names_every(kDueNames, Due::week));

struct Query {
  Scope scope = Scope::organisation;
  std::optional<State> state = State::open;  ///< nullopt: all
  Due due = Due::any;
  std::string subject_id = {};
  std::string cursor = {};
  std::size_t limit = 50;
};

struct Page {
  std::vector<View> items;
  std::string next;  ///< "" at the end
};

/// Columns of the board, in the order shown.
enum class BoardColumn { overdue, today, tomorrow, next5, later, at_once };
inline constexpr auto kBoardColumnNames = std::to_array<base::EnumName<BoardColumn>>({
    {BoardColumn::overdue, "overdue"},
    {BoardColumn::today, "today"},
    {BoardColumn::tomorrow, "tomorrow"},
    {BoardColumn::next5, "next5"},  ///< the five days after tomorrow
    {BoardColumn::later, "later"},
    {BoardColumn::at_once, "at_once"},
});
static_assert(base::names_every(kBoardColumnNames, BoardColumn::at_once));

inline constexpr std::size_t kBoardCards = 50;
inline constexpr std::size_t kBoardCountMax = 1000;

struct AgencyLine {
  directory::OrgId org;
  std::string name;
  std::int64_t open = 0, overdue = 0, done_on_time = 0, done_late = 0;
};

struct Board {
  struct Column {
    std::vector<View> cards;  ///< at most kBoardCards, nearest first
    std::size_t count = 0;    ///< at most kBoardCountMax
  };
  std::array<Column, kBoardColumnNames.size()> columns;
  std::vector<AgencyLine> by_agency;  ///< clocks with a number in the law, last twelve months
};

struct Counts {
  std::size_t open = 0, overdue = 0;  ///< at most kBoardCountMax
};

class Operations {
 public:
  /// The vault outlives the object.
  explicit Operations(vault::Vault& vault) : vault_(vault) {}

  /// Duties the actor may see, nearest first; without history. Unaudited: codes and ids only.
  /// Errors: invalid {"cursor", "malformed"}.
  base::Result<Page> list(platform::Transaction& tx, base::Timestamp now,
                          const access::Actor& actor, const Query& query) const;

  Board board(platform::Transaction& tx, base::Timestamp now, const access::Actor& actor,
              Scope scope) const;

  /// How much waits for the actor, for the work page.
  Counts counts(platform::Transaction& tx, base::Timestamp now, const access::Actor& actor) const;

  /// Errors: not_found.
  base::Result<View> show(platform::Transaction& tx, base::Timestamp now,
                          const access::Actor& actor, const DutyId& id) const;

  /// All duties about a subject, with history, oldest first; for a record the caller may see.
  std::vector<View> of_subject(platform::Transaction& tx, base::Timestamp now,
                               const access::Actor& actor, std::string_view subject_id) const;

  /// What a person decides about a duty.
  struct Change {
    std::int64_t version;
    std::string note = {};                    ///< a note, or the reason; sealed
    std::optional<access::PostId> post = {};  ///< transfer: to whom
  };
  /// Errors: not_found; conflict "stale" | "duty.not_open" | "duty.ends_by_record".
  base::Result<View> complete(platform::Transaction& tx, base::Timestamp now,
                              const access::Actor& actor, const DutyId& id, const Change& change);
  /// Errors: not_found; conflict "stale" | "duty.not_open".
  base::Result<View> cancel(platform::Transaction& tx, base::Timestamp now,
                            const access::Actor& actor, const DutyId& id, const Change& change);
  /// Ends the duty as transferred and opens the same clock, with its start and due time, for a post
  /// of the same organisation; returns the new one. Errors: as cancel(); invalid {"post_id",
  /// "unknown_value" | "other_organisation"}.
  base::Result<View> transfer(platform::Transaction& tx, base::Timestamp now,
                              const access::Actor& actor, const DutyId& id, const Change& change);

 private:
  base::Result<Duty> find_open(platform::Transaction& tx, const access::Actor& actor,
                               access::Permission action, const DutyId& id, std::int64_t version,
                               base::Date today) const;
  View full_view(platform::Transaction& tx, base::Timestamp now, const access::Actor& actor,
                 const Duty& duty) const;

  vault::Vault& vault_;
};

}  // namespace hd::duties
