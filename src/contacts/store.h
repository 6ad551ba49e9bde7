#pragma once
// All SQL about conversations, and the sealing of what they contain. Decides nothing.

#include <cstddef>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "contacts/contact.h"
#include "contacts/forwarding.h"
#include "platform/db.h"
#include "vault/vault.h"

namespace hd::contacts::store {

/// Which records of one hotline a viewer may see; the same four answers decide() gives.
struct Scope {
  directory::OrgId hotline;
  bool own_drafts = false, other_drafts = false;  ///< "draft" here includes discarded
  bool own_finals = false, other_finals = false;
  bool operator==(const Scope&) const = default;
};

/// Where a page begins: after this record, newest first.
struct Position {
  base::Timestamp started_at;
  std::string id;
};

struct Query {
  std::vector<Scope> scopes;
  access::UserId viewer;
  std::optional<State> state = {};  ///< absent: drafts and final records
  std::string kind = {}, channel = {}, number = {};
  std::optional<access::UserId> counsellor = {};
  std::optional<base::Timestamp> from = {}, to = {};  ///< started_at in [from, to)
  bool at_risk_only = false;
  std::optional<Position> after = {};
  std::size_t limit = 50;
};

/// Tells one state of a record from another, without opening it.
struct Mark {
  std::string id;
  std::int64_t version = 0;
  base::Timestamp updated_at = {};
  bool operator==(const Mark&) const = default;
};

class Store {
 public:
  explicit Store(vault::Vault& vault) : vault_(vault) {}

  void insert(platform::Transaction& tx, const Contact& contact);
  /// Saves the state `contact` over the one before it; false when that is no longer stored.
  bool update(platform::Transaction& tx, const Contact& contact);

  /// With everything opened, if `allowed` says yes to the readable columns: what a viewer may not
  /// see is not opened for them. `opening` names who reads.
  std::optional<Contact> find(platform::Transaction& tx, const vault::Opening& opening,
                              const ContactId& id,
                              const std::function<bool(const Contact&)>& allowed);
  /// One page, newest first; narratives stay closed.
  std::vector<Contact> list(platform::Transaction& tx, const vault::Opening& opening,
                            const Query& query);
  /// Records of one hotline with this number, newest first; narratives stay closed.
  std::vector<Contact> with_phone(platform::Transaction& tx, const vault::Opening& opening,
                                  const Query& query, const std::string& normal_phone);
  /// Those of `ids` that exist, in this order; narratives stay closed.
  std::vector<Contact> by_ids(platform::Transaction& tx, const vault::Opening& opening,
                              const std::vector<std::string>& ids);

  /// What a closed record said before an amendment.
  struct OldVersion {
    Contact contact;  ///< content and version as they were
    base::Timestamp replaced_at;
    access::UserId replaced_by;
    std::string reason;
  };
  void keep_version(platform::Transaction& tx, const OldVersion& old);
  /// Oldest first. `current` gives the parts that never change.
  std::vector<OldVersion> versions(platform::Transaction& tx, const vault::Opening& opening,
                                   const Contact& current);
  /// When the record was closed; nullopt for a draft.
  std::optional<base::Timestamp> finalised_at(platform::Transaction& tx, const ContactId& id);

  struct FollowUp {
    std::string id;
    base::Timestamp due_at;
    base::Timestamp booked_at;
    access::UserId booked_by;
    std::string duty_id, note;
  };
  void add_follow_up(platform::Transaction& tx, const Contact& contact, const FollowUp& booking);
  std::vector<FollowUp> follow_ups(platform::Transaction& tx, const vault::Opening& opening,
                                   const Contact& contact);

  void add_forwarding(platform::Transaction& tx, const Contact& contact, const Forwarding& act);
  /// Oldest first.
  std::vector<Forwarding> forwardings(platform::Transaction& tx, const vault::Opening& opening,
                                      const Contact& contact);

  void note_reveal(platform::Transaction& tx, const Contact& contact, const access::UserId& by,
                   base::Timestamp at, const std::string& reason);

  /// Coded facts of the closed records of a hotline that changed at or after `since`, and when each
  /// was closed first; in any order. `wanted` is asked before a record is opened.
  void scan_facts(platform::Transaction& tx, const directory::OrgId& hotline, base::Timestamp since,
                  const std::function<bool(const Mark&)>& wanted,
                  const std::function<void(const Contact&, base::Timestamp)>& each);
  std::vector<directory::OrgId> hotlines(platform::Transaction& tx);

  /// nullopt when the hotline has no prefix yet.
  std::optional<std::string> prefix(platform::Transaction& tx, const directory::OrgId& hotline);
  bool prefix_taken(platform::Transaction& tx, const std::string& prefix);
  void set_prefix(platform::Transaction& tx, const directory::OrgId& hotline,
                  const std::string& prefix);

  /// Lines of this file that came in before.
  std::set<std::int64_t> imported_lines(platform::Transaction& tx, const std::string& file_hash);
  /// Says that all records of this file changed now: the last thing a long import does, so that
  /// reports, which follow the time of changes, do not overlook what took minutes to commit.
  void stamp_import(platform::Transaction& tx, const std::string& file_hash, base::Timestamp now);
  void note_import(platform::Transaction& tx, const std::string& file_hash, std::int64_t line,
                   const Contact& contact);

 private:
  vault::Vault& vault_;
};

}  // namespace hd::contacts::store
