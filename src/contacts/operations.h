#pragma once
// What a user can do with conversations. Each function is one intention and runs inside the
// caller's transaction; a change or an opened record leaves its audit entry there.
//
// "Not yours" and "not there" are the same not_found everywhere.
// Source: spec processes section 1.

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "access/actor.h"
#include "access/decide.h"
#include "base/result.h"
#include "contacts/contact.h"
#include "contacts/store.h"
#include "directory/directory.h"
#include "platform/db.h"
#include "vault/vault.h"

namespace hd::contacts {

/// Who does it, and when.
struct Who {
  const access::Actor& actor;
  base::Timestamp now;
  base::Date today() const { return base::local_date(now); }
  /// For opening the envelopes of `record`.
  vault::Opening opening(std::string record) const {
    return {.session = actor.session, .record = std::move(record)};
  }
};

/// Turns the stored record into the edited one: only what the form sent changes.
/// Errors: invalid, with the fields that cannot be read.
using Edit = std::function<base::Result<Contact>(const Contact& stored)>;

/// What the call log is asked for.
struct Filter {
  std::optional<State> state = {};
  std::string kind = {}, channel = {}, number = {};
  std::optional<access::UserId> counsellor = {};
  std::optional<directory::OrgId> hotline = {};
  std::optional<base::Date> from = {}, to = {};  ///< local days, both included
  bool at_risk_only = false;
  std::string cursor = {};
  std::size_t limit = 50;
};

struct Page {
  std::vector<Contact> items;
  std::string next;  ///< cursor of the following page; "" at the end
};

class Operations {
 public:
  /// The vault outlives the object.
  explicit Operations(vault::Vault& vault) : vault_(vault), store_(vault) {}

  /// Starts a draft at `blank.hotline`, held by the actor; audited "contact.create".
  /// Errors: not_found - not the actor's hotline; invalid - impossible values, one per field.
  base::Result<Contact> create(platform::Transaction& tx, const Who& who, const Contact& blank);

  /// Opens one; audited "contact.open". Errors: not_found.
  base::Result<Contact> open(platform::Transaction& tx, const Who& who, const ContactId& id);

  /// Whether the actor may open one, without opening it.
  bool may_open(platform::Transaction& tx, const Who& who, const ContactId& id);

  /// Keeps a draft as typed so far; incomplete is fine. Audited "contact.save".
  /// Errors: not_found; conflict "contact.taken" - a colleague holds the draft
  ///         (params counsellor_id, counsellor); conflict "stale" | "contact.not_draft"; invalid.
  base::Result<Contact> save(platform::Transaction& tx, const Who& who, const ContactId& id,
                             std::int64_t version, const Edit& edit);

  /// Closes the record and gives it its number; audited "contact.finalise".
  /// Errors: those of save(); invalid - required fields are empty.
  base::Result<Contact> finalise(platform::Transaction& tx, const Who& who, const ContactId& id,
                                 std::int64_t version);

  struct Amendment {
    std::int64_t version;
    std::string reason;
    Edit edit;
  };
  /// Corrects a closed record; the old text is kept. Audited "contact.amend".
  /// Errors: not_found; conflict "stale" | "contact.not_final"; invalid.
  base::Result<Contact> amend(platform::Transaction& tx, const Who& who, const ContactId& id,
                              const Amendment& amendment);

  struct Decision {
    std::int64_t version;
    std::string reason;
  };
  /// A lead goes on with somebody's draft; audited "contact.take_over".
  base::Result<Contact> take_over(platform::Transaction& tx, const Who& who, const ContactId& id,
                                  const Decision& decision);
  /// The holder or a lead throws a draft away; audited "contact.discard".
  base::Result<Contact> discard(platform::Transaction& tx, const Who& who, const ContactId& id,
                                const Decision& decision);
  /// Caller in danger: tells the leads at once and opens their duty. Audited "contact.flag_risk".
  /// Source: T4, R-025.
  base::Result<Contact> flag_risk(platform::Transaction& tx, const Who& who, const ContactId& id,
                                  const Decision& decision);
  /// A lead has taken care of it: the duty ends. Audited "contact.clear_risk".
  base::Result<Contact> clear_risk(platform::Transaction& tx, const Who& who, const ContactId& id,
                                   const Decision& decision);

  struct Booking {
    std::int64_t version;
    base::Timestamp due_at;
    std::string note;
  };
  /// Books a call-back as a duty of the actor; audited "contact.book_follow_up".
  /// Errors: not_found; conflict "stale" | "contact.discarded"; invalid {"due_at", "in_past"}.
  base::Result<Contact> book_follow_up(platform::Transaction& tx, const Who& who,
                                       const ContactId& id, const Booking& booking);

  struct Forward {
    std::int64_t version;
    directory::OrgId organisation;
    base::Timestamp at;
    std::string channel, told;
  };
  /// A denunciation was passed on to a competent body: ends the duty of rule T7. Audited
  /// "contact.forward". Errors: not_found; conflict "stale" | "contact.not_final" |
  ///         "contact.no_denunciation"; invalid - those of check() in forwarding.h.
  base::Result<Contact> forward(platform::Transaction& tx, const Who& who, const ContactId& id,
                                const Forward& given);
  /// To whom a record the caller has already opened was passed on, oldest first.
  std::vector<Forwarding> forwardings(platform::Transaction& tx, const Who& who,
                                      const Contact& contact);
  /// The record, for choosing whom to tell: see competent_bodies(). Codes only, not audited.
  /// Errors: not_found.
  base::Result<Contact> for_forwarding(platform::Transaction& tx, const Who& who,
                                       const ContactId& id);

  /// What the actor may open, newest first. Not audited: no free text, numbers masked.
  Page list(platform::Transaction& tx, const Who& who, const Filter& filter);

  /// Earlier conversations with this number at the actor's own hotlines, newest first, at most 50;
  /// audited "contact.search". Errors: invalid {"phone", "malformed_phone"}.
  base::Result<std::vector<Contact>> search(platform::Transaction& tx, const Who& who,
                                            const std::string& phone,
                                            const std::optional<directory::OrgId>& hotline);

  /// The full number, with the reason kept; audited "contact.reveal".
  base::Result<std::string> reveal_phone(platform::Transaction& tx, const Who& who,
                                         const ContactId& id, const std::string& reason);

  /// One text of a record, and how it came to be: the first closed version, then each amendment.
  struct Version {
    Contact contact;
    base::Timestamp at;
    access::UserId by;
    std::string reason;  ///< "" for the first
  };
  /// Oldest first; audited "contact.open_versions".
  base::Result<std::vector<Version>> versions(platform::Transaction& tx, const Who& who,
                                              const ContactId& id);

  /// May the actor do `action` to this record? For what other modules hang on a conversation.
  /// Errors: not_found.
  struct Allowed {
    access::Decision decision;
    directory::OrgId hotline;
  };
  base::Result<Allowed> allowed(platform::Transaction& tx, const Who& who, const ContactId& id,
                                access::Permission action);

  /// Booked call-backs of a record the caller has already opened.
  std::vector<store::Store::FollowUp> follow_ups(platform::Transaction& tx, const Who& who,
                                                 const Contact& contact);

  /// What the actor may do now, names of ContactAction in the contract.
  std::vector<std::string> next_actions(const Who& who, const Contact& contact) const;

  /// Records by id in this order: for the records behind a figure, whose operation has decided that
  /// the actor may open them and records that they were.
  std::vector<Contact> by_ids(platform::Transaction& tx, const Who& who,
                              const std::vector<std::string>& ids);

  /// Coded facts of closed records of a hotline changed at or after `since`, and when each was
  /// closed first: the feed of the reports. `wanted` is asked before a record is opened.
  void scan_facts(platform::Transaction& tx, const directory::OrgId& hotline, base::Timestamp since,
                  const std::function<bool(const store::Mark&)>& wanted,
                  const std::function<void(const Contact&, base::Timestamp)>& each);

 private:
  struct Loaded {
    Contact contact;
    access::Decision decision;
  };
  base::Result<Loaded> load(platform::Transaction& tx, const Who& who, const ContactId& id,
                            access::Permission action);
  base::Result<Loaded> load_draft(platform::Transaction& tx, const Who& who, const ContactId& id,
                                  access::Permission action);
  base::Result<Contact> keep(platform::Transaction& tx, const Who& who, const Loaded& before,
                             base::Result<Contact> next, std::string_view action);
  base::Result<Contact> edited(platform::Transaction& tx, const Who& who, const Contact& stored,
                               const Edit& edit);
  bool leads(const Who& who, const Contact& contact) const;
  /// Opens and cancels the duty of rule T7 as the record becomes a denunciation or stops being one.
  base::Result<base::Done> watch_denunciation(platform::Transaction& tx, const Who& who,
                                              bool was_denunciation, const Contact& now);

  vault::Vault& vault_;
  store::Store store_;
};

/// The record as the access decision sees it. Discarded drafts count as drafts.
access::Object object_of(const Contact& contact);

}  // namespace hd::contacts
