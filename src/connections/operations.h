#pragma once
// What people on both sides do with a service connection. Each function is one intention and runs
// inside the caller's transaction; a change or an opened record leaves its audit entry there.
//
// "Not yours" and "not there" are the same not_found everywhere.
// Source: spec processes section 3.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "access/actor.h"
#include "access/decide.h"
#include "base/result.h"
#include "connections/connection.h"
#include "connections/seen.h"
#include "contacts/operations.h"
#include "directory/search.h"
#include "documents/operations.h"
#include "duties/operations.h"
#include "platform/db.h"
#include "vault/vault.h"

namespace hd::connections {

/// Who does it, and when.
using Who = contacts::Who;

class Operations {
 public:
  /// All of them outlive the object.
  Operations(vault::Vault& vault, contacts::Operations& contacts, documents::Operations& documents,
             duties::Operations& duties)
      : vault_(vault), contacts_(contacts), documents_(documents), duties_(duties) {}

  /// Drafts a connection from a conversation the actor may open; what the card leaves out is taken
  /// from its facts. Audited "connection.create". Errors: not_found; invalid - codes and target.
  base::Result<Seen> create(platform::Transaction& tx, const Who& who,
                            const contacts::ContactId& contact, const Changes& content);

  /// Opens one; audited "connection.open" with the marks that were shown. Errors: not_found.
  base::Result<Whole> open(platform::Transaction& tx, const Who& who, const ConnectionId& id);

  /// The same without an audit entry, for the answer to a change that has just been recorded. A
  /// side that has lost sight gets what it did itself, without content.
  Whole after_change(platform::Transaction& tx, const Who& who, const Connection& connection,
                     Side side);

  /// Changes a draft; audited "connection.edit".
  /// Errors: not_found; conflict "stale" | "connection.wrong_state"; invalid.
  base::Result<Seen> edit(platform::Transaction& tx, const Who& who, const ConnectionId& id,
                          std::int64_t version, const Changes& changes);

  struct StatusChange {
    std::int64_t version;
    Action action;
    std::string reason = {};
    std::string note = {};
    std::optional<directory::UnitId> unit = {};
    std::vector<Outcome> outcomes = {};
  };
  /// One step of either side; audited "connection.<action>".
  /// Errors: not_found; conflict "stale" | "connection.wrong_state"; invalid - what the step needs.
  base::Result<Seen> change_status(platform::Transaction& tx, const Who& who,
                                   const ConnectionId& id, const StatusChange& change);

  struct Handling {
    std::int64_t version;
    std::string handled_by, reported_to, direction, units_instructed;
  };
  /// Who handles it, which leader was told, what the leader directed: ends T2. The hotline writes
  /// it down for a body without an active account..
  /// Errors: as change_status(); conflict "connection.agency_has_accounts".
  base::Result<Seen> record_handling(platform::Transaction& tx, const Who& who,
                                     const ConnectionId& id, const Handling& handling);

  struct ResultInput {
    std::int64_t version;
    std::string situation, result;
  };
  /// Information on situation and result; the first ends T1. R-007. Who, and errors: as
  /// record_handling().
  base::Result<Seen> record_result(platform::Transaction& tx, const Who& who,
                                   const ConnectionId& id, const ResultInput& result);

  /// Asks or answers; asking turns the turn round.
  base::Result<Seen> message(platform::Transaction& tx, const Who& who, const ConnectionId& id,
                             std::int64_t version, const std::string& text);

  struct Attempt {
    std::int64_t version;
    base::Timestamp at;
    bool reached;
    std::string note;
  };
  /// A call to the asked side. After the number of tries of rule R79, or its hours after the first
  /// try, the working-group member has to help. R-079.
  /// Errors: as change_status(); invalid {"at", "in_future" | "before_start"}.
  base::Result<Seen> record_call_attempt(platform::Transaction& tx, const Who& who,
                                         const ConnectionId& id, const Attempt& attempt);

  /// A new draft to another target with the same content; the chain is kept. R-013.
  /// Errors: as change_status(); invalid {"target.organisation_id", "declined_before"}.
  base::Result<Seen> reroute(platform::Transaction& tx, const Who& who, const ConnectionId& id,
                             std::int64_t version, const Target& target);

  /// Drafts the report of R-008 from the record, with a copy to the asked organisation.
  base::Result<documents::Document> draft_written_report(platform::Transaction& tx, const Who& who,
                                                         const ConnectionId& id,
                                                         std::int64_t version);

  /// The written report was issued: ends its clock. Called by who issues documents.
  void report_issued(platform::Transaction& tx, const Who& who, const std::string& connection_id);

  /// What the actor may open, latest change first. Not audited: codes only.
  /// Errors: invalid {"cursor", "malformed"}.
  base::Result<Page> list(platform::Transaction& tx, const Who& who, const Filter& filter);

  /// Where it is the actor's side's turn, latest change first, at most `limit`.
  std::vector<Seen> waiting(platform::Transaction& tx, const Who& who, std::size_t limit);

  /// Connections of a conversation that the actor may open, oldest first.
  std::vector<Seen> of_contact(platform::Transaction& tx, const Who& who,
                               const contacts::ContactId& contact);

  /// Who could help, best first, without those that declined.. Errors: not_found.
  base::Result<std::vector<directory::Suggestion>> suggest(platform::Transaction& tx,
                                                           const Who& who, const ConnectionId& id);

  /// Units of the asked organisation's system to which it may delegate, the own ones first. R-012.
  std::vector<directory::Unit> delegable_units(platform::Transaction& tx, const Who& who,
                                               const Connection& connection);

  /// Escalates every connection whose side could not be reached in time. Safe on several nodes and
  /// again after a crash. Returns how many. R-079.
  std::size_t escalate_due(platform::Database& database, base::Timestamp now);

  /// What reports count: sent on these local days, both included, in order of sending. Asks for no
  /// right: the report does. R-009.
  std::vector<Fact> facts(platform::Transaction& tx, base::Timestamp now, base::Date from,
                          base::Date to);

  /// By id, in this order: one for each that the actor's figures count. What the actor may open is
  /// whole, of the others only the trace..
  std::vector<Counted> counted(platform::Transaction& tx, const Who& who,
                               const std::vector<ConnectionId>& ids);

  /// By id, in this order; what the actor may not open is left out.
  std::vector<Seen> by_ids(platform::Transaction& tx, const Who& who,
                           const std::vector<std::string>& ids);

 private:
  struct Loaded {
    Connection connection;
    Side side;
    std::uint8_t marks;
  };
  base::Result<Loaded> load(platform::Transaction& tx, const Who& who, const ConnectionId& id);
  /// A step that the life allows: the record before, and what it becomes.
  struct Step {
    Loaded before;
    Connection next;
  };
  base::Result<Step> begin(platform::Transaction& tx, const Who& who, const ConnectionId& id,
                           std::int64_t version, Action action);
  Seen seen(platform::Transaction& tx, const Who& who, const Loaded& loaded);
  Seen keep(platform::Transaction& tx, const Who& who, const Step& step, Entry entry,
            Action action);
  base::Result<Seen> make_draft(platform::Transaction& tx, const Who& who, Connection draft);
  void write_entry(platform::Transaction& tx, const Who& who, const Connection& connection,
                   Side side, Entry entry);
  base::Result<base::Done> check_target(platform::Transaction& tx, const Who& who,
                                        const Connection& connection, const Target& target);
  base::Result<base::Done> check_content(platform::Transaction& tx, const Who& who,
                                         const Connection& connection);
  base::Result<base::Done> open_clocks(platform::Transaction& tx, const Who& who,
                                       const Connection& sent);
  /// R13: the hotline has to connect elsewhere; nothing when that clock runs already.
  base::Result<base::Done> wait_for_another(platform::Transaction& tx, const Who& who,
                                            const Connection& declined);
  /// The clocks that a re-routing had ended, from the call as before.
  base::Result<base::Done> wait_for_answer(platform::Transaction& tx, const Who& who,
                                           const Connection& unreached);
  /// The one before a cancelled connection is again where somebody has to be found. R-013.
  base::Result<base::Done> undo_reroute(platform::Transaction& tx, const Who& who,
                                        const Connection& cancelled);
  /// Audit entry and news of a change that is no step of a person.
  void note_change(platform::Transaction& tx, const Who& who, const Connection& before,
                   const Connection& after, const std::string& action);
  void settle(platform::Transaction& tx, const Who& who, const Connection& connection,
              std::string_view kind, duties::End end, std::string_view reason);

  base::Result<Seen> send(platform::Transaction& tx, const Who& who, Step step);
  base::Result<Seen> take_up(platform::Transaction& tx, const Who& who, Step step,
                             const StatusChange& change);
  base::Result<Seen> decline(platform::Transaction& tx, const Who& who, Step step,
                             const StatusChange& change);
  base::Result<Seen> give_back(platform::Transaction& tx, const Who& who, Step step,
                               const StatusChange& change);
  base::Result<Seen> delegate(platform::Transaction& tx, const Who& who, Step step,
                              const StatusChange& change);
  base::Result<Seen> complete(platform::Transaction& tx, const Who& who, Step step,
                              const StatusChange& change);
  base::Result<Seen> close(platform::Transaction& tx, const Who& who, Step step,
                           const StatusChange& change);
  base::Result<Seen> no_answer(platform::Transaction& tx, const Who& who, Step step,
                               const std::string& note);
  Connection escalate(platform::Transaction& tx, const Who& who, Connection next);

  vault::Vault& vault_;
  contacts::Operations& contacts_;
  documents::Operations& documents_;
  duties::Operations& duties_;
};

}  // namespace hd::connections
