#pragma once
// What people on both sides do with a referral. Each function is one intention and runs inside the
// caller's transaction; a change or an opened record leaves its audit entry there.
//
// "Not yours" and "not there" are the same not_found everywhere.
// Source: spec processes section 4.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "directory/search.h"
#include "duties/operations.h"
#include "files/operations.h"
#include "platform/db.h"
#include "referrals/facts.h"
#include "referrals/operations_case.h"
#include "referrals/seen.h"
#include "vault/vault.h"

namespace hd::referrals {

/// Whether a signature rests on this file.
bool file_in_use(platform::Transaction& tx, const files::FileId& file);

class Operations {
 public:
  /// Both outlive the object.
  Operations(vault::Vault& vault, duties::Operations& duties) : vault_(vault), duties_(duties) {}

  /// Drafts a referral of a person of a case the actor works on; for a Vietnamese person abroad the
  /// duty to call the criminal police opens with it. Audited "referral.create".
  /// Errors: not_found; invalid - codes, target, persons.
  base::Result<Seen> create(platform::Transaction& tx, const Who& who, const cases::CaseId& case_id,
                            const cases::PersonId& person, const Changes& content);

  /// Opens one; audited "referral.open" with the marks that were shown. Errors: not_found.
  base::Result<Whole> open(platform::Transaction& tx, const Who& who, const ReferralId& id);

  /// The same without an audit entry, for the answer to a change that has just been recorded. A
  /// side that has lost sight gets what it did itself, without content.
  Whole after_change(platform::Transaction& tx, const Who& who, const ReferralId& id, Side side);

  /// Errors of all changes below: not_found; conflict "stale" | "referral.wrong_state" |
  /// "referral.gate_closed" with what is missing in `fields`; invalid - what the act needs.
  base::Result<Seen> edit(platform::Transaction& tx, const Who& who, const ReferralId& id,
                          std::int64_t version, const Changes& changes);

  /// Records a step. Her no ends the referral, unless the emergency path is open.
  base::Result<Seen> record_step(platform::Transaction& tx, const Who& who, const ReferralId& id,
                                 std::int64_t version, StepInput input);

  /// One act of either side; audited "referral.<action>".
  base::Result<Seen> change_status(platform::Transaction& tx, const Who& who, const ReferralId& id,
                                   const StatusChange& change);

  /// A new draft to another target; the chain is kept.
  /// Errors: invalid {"target.organisation_id", "declined_before"}.
  base::Result<Seen> reroute(platform::Transaction& tx, const Who& who, const ReferralId& id,
                             std::int64_t version, const Target& target);

  /// Danger to life: steps 2 to 5 follow afterwards, one duty each. Only a manager of the sender.
  base::Result<Seen> open_emergency(platform::Transaction& tx, const Who& who, const ReferralId& id,
                                    std::int64_t version, const std::string& reason,
                                    const std::string& note);

  struct AbroadCall {
    std::int64_t version;
    base::Timestamp at;
    std::string spoke_with, note;
  };
  /// The call to the criminal police: ends the duty.
  base::Result<Seen> record_abroad_call(platform::Transaction& tx, const Who& who,
                                        const ReferralId& id, const AbroadCall& call);

  /// Writes the hand-over record; signatures under an earlier text are void.
  base::Result<Seen> write_hand_over(platform::Transaction& tx, const Who& who,
                                     const ReferralId& id, std::int64_t version,
                                     const HandOver& record);

  /// One signature, drawn or as a scanned paper; the last one issues the paper and hands the person
  /// over. Errors: conflict "referral.signed_already" | "file.not_ready" (params state); invalid
  /// {"role", "not_this_side"}, {"name", "adverse"}, {"file_id", "unknown_value"}: no hand-over
  /// paper of this referral.
  base::Result<Seen> sign(platform::Transaction& tx, const Who& who, const ReferralId& id,
                          std::int64_t version, Signature signature);

  /// What became of her. Errors: not_found; conflict "referral.evaluated_already".
  base::Result<Seen> evaluate(platform::Transaction& tx, const Who& who, const ReferralId& id,
                              std::int64_t version, std::int64_t number, Evaluation evaluation);

  /// Who she is: after written acceptance and consent. With those who come with her; the receiving
  /// side sees of them whose own consent, or an override, lets it. Audited
  /// "referral.reveal" with the reason. Errors: not_found; conflict "referral.gate_closed".
  base::Result<std::vector<cases::Person>> reveal(platform::Transaction& tx, const Who& who,
                                                  const ReferralId& id, const std::string& reason);

  /// What somebody may do with the files of a referral: the case's people as with those of the
  /// case; who was asked, after written acceptance and as far as consent, or an override, goes. Not
  /// audited: the caller records what is done. Errors: not_found.
  base::Result<files::Right> files_right(platform::Transaction& tx, const Who& who,
                                         const ReferralId& id, files::Use use);

  /// Puts on record that a file of the referral went to whoever was asked; nothing for the case's
  /// people.
  void note_file_given(platform::Transaction& tx, const Who& who, const ReferralId& id,
                       std::uint8_t mark);

  struct PaperCopy {
    Paper paper;
    std::vector<Signature> signatures = {};
  };
  /// Audited "referral.paper". Errors: not_found.
  base::Result<PaperCopy> paper(platform::Transaction& tx, const Who& who, const ReferralId& id,
                                PaperKind kind);

  /// What the actor may open, latest change first. Not audited: codes only.
  /// Errors: invalid {"cursor", "malformed"}.
  base::Result<Page> list(platform::Transaction& tx, const Who& who, const Filter& filter);

  /// Where it is the actor's side's turn, latest change first, at most `limit`.
  std::vector<Seen> waiting(platform::Transaction& tx, const Who& who, std::size_t limit);

  /// What reports count: sent in the period, or with a look due in it; each once, in order of
  /// sending. Asks for no right: the report does. Source: R-028.
  std::vector<Fact> facts(platform::Transaction& tx, base::Timestamp now, base::Date from,
                          base::Date to);

  /// The lines behind a figure, of those that the reports count for the actor, in the order given:
  /// what may be opened as everywhere, of the others the trace. Not audited.
  std::vector<Counted> counted(platform::Transaction& tx, const Who& who,
                               const std::vector<ReferralId>& ids);

  /// Who could receive her, best first, without those that declined. Errors: not_found.
  base::Result<std::vector<directory::Suggestion>> suggest(platform::Transaction& tx,
                                                           const Who& who, const ReferralId& id);

  /// Units of the asked organisation's system to which it may delegate, the own ones first.
  std::vector<directory::Unit> delegable_units(platform::Transaction& tx, const Who& who,
                                               const Referral& referral);

  /// Expires every referral that was not answered in time. Safe on several nodes and again after a
  /// crash. Returns how many.
  std::size_t expire_due(platform::Database& database, base::Timestamp now);

 private:
  struct Loaded {
    Referral referral;
    Side side;
    access::Object object;
    access::Decision decision;
  };
  base::Result<Loaded> load(platform::Transaction& tx, const Who& who, const ReferralId& id);
  std::optional<Loaded> look(platform::Transaction& tx, const Who& who, Referral referral);
  /// An act that the life and the rights allow: the record before, and what it becomes.
  struct Act {
    Loaded before;
    Referral next;
  };
  base::Result<Act> begin(platform::Transaction& tx, const Who& who, const ReferralId& id,
                          std::int64_t version, Action action);
  bool may_act(const Who& who, const Loaded& loaded, Action action) const;
  Seen seen(platform::Transaction& tx, const Who& who, const Loaded& loaded);
  Seen keep(platform::Transaction& tx, const Who& who, const Act& act, Entry entry, Action action);
  base::Result<Seen> make_draft(platform::Transaction& tx, const Who& who, Referral draft);
  void write_entry(platform::Transaction& tx, const Who& who, const Referral& referral, Side side,
                   Entry entry);
  Facts facts_of(platform::Transaction& tx, const Who& who, const Referral& referral);
  base::Result<base::Done> check_content(platform::Transaction& tx, const Who& who,
                                         const Referral& referral);
  base::Result<base::Done> check_target(platform::Transaction& tx, const Who& who,
                                        const Referral& referral, const Target& target);
  base::Result<base::Done> open_duty(platform::Transaction& tx, const Who& who,
                                     const Referral& referral, std::string_view rule,
                                     std::string_view kind, Side side);
  base::Result<base::Done> open_route(platform::Transaction& tx, const Who& who,
                                      Referral& referral);
  void settle(platform::Transaction& tx, const Who& who, const Referral& referral,
              std::string_view kind, duties::End end, std::string_view reason);
  void end_clocks(platform::Transaction& tx, const Who& who, const Referral& referral,
                  std::string_view reason);
  void settle_skipped(platform::Transaction& tx, const Who& who, const Referral& referral);
  void tell_sender(platform::Transaction& tx, const Who& who, const Referral& referral,
                   std::string_view what);
  void issue_paper(platform::Transaction& tx, const Who& who, const Referral& referral,
                   PaperKind kind, directory::OrgId issuer, documents::Content content);
  Names names_of(platform::Transaction& tx, const Who& who, const Referral& referral,
                 const directory::OrgId& issuer);
  base::Result<base::Done> hand_over(platform::Transaction& tx, const Who& who, Act& act);
  base::Result<Scan> scan_of(platform::Transaction& tx, const Who& who, const Referral& referral,
                             const files::FileId& id);
  base::Result<base::Done> check_pack(platform::Transaction& tx, const Who& who,
                                      const Referral& referral, const DocumentsStep& step);

  base::Result<Seen> send(platform::Transaction& tx, const Who& who, Act act);
  base::Result<Seen> acknowledge(platform::Transaction& tx, const Who& who, const Act& act,
                                 const StatusChange& change);
  base::Result<Seen> accept(platform::Transaction& tx, const Who& who, Act act,
                            const StatusChange& change);
  base::Result<Seen> decline(platform::Transaction& tx, const Who& who, Act act,
                             const StatusChange& change);
  base::Result<Seen> give_back(platform::Transaction& tx, const Who& who, Act act,
                               const StatusChange& change);
  base::Result<Seen> delegate(platform::Transaction& tx, const Who& who, Act act,
                              const StatusChange& change);
  base::Result<Seen> travel(platform::Transaction& tx, const Who& who, Act act,
                            const StatusChange& change);
  base::Result<Seen> release_pack(platform::Transaction& tx, const Who& who, Act act,
                                  const StatusChange& change);
  base::Result<Seen> complete(platform::Transaction& tx, const Who& who, Act act,
                              const StatusChange& change);
  base::Result<Seen> close(platform::Transaction& tx, const Who& who, Act act,
                           const StatusChange& change);
  Seen end_by_her_word(platform::Transaction& tx, const Who& who, Act act, Entry entry,
                       Action action);

  vault::Vault& vault_;
  duties::Operations& duties_;
};

}  // namespace hd::referrals
