#pragma once
// Referrals in the database, sealed and opened on the way. Nothing here decides anything.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "platform/db.h"
#include "referrals/facts.h"
#include "referrals/handover.h"
#include "referrals/papers.h"
#include "referrals/referral.h"
#include "vault/place.h"

namespace hd::referrals::store {

using vault::Place;

void insert(const Place& place, const Referral& referral);
std::optional<Referral> find(const Place& place, const ReferralId& id);

/// Saves everything that may change. False when the stored version is not `version - 1`.
bool update(const Place& place, const Referral& referral);

/// All referrals of a chain, oldest first.
std::vector<Referral> chain(const Place& place, const ReferralId& root);

/// Referrals that nobody has answered in time.
std::vector<ReferralId> unanswered(platform::Transaction& tx, base::Timestamp now,
                                   std::int64_t limit);

/// Which referrals a list is about; one column each. Of the asked side's only those that it may
/// see.
enum class Column { sender, author, lead, member, case_file, target, target_unit, delegated_unit };

struct Slice {
  Column column = Column::sender;
  std::string value;
  std::string status = {};         ///< "" for all
  std::string case_file = {};      ///< "" for all
  bool not_ended = false;          ///< only those that are somebody's turn
  base::Timestamp before_at = {};  ///< cursor: (updated_at, id) below this
  std::string before_id = {};
  std::int64_t limit = 50;
};
/// Latest change first.
std::vector<Referral> slice(const Place& place, const Slice& asked);

/// Those sent in [from, until), in order of sending.
std::vector<Fact> sent_between(platform::Transaction& tx, base::Timestamp from,
                               base::Timestamp until);
/// Those with a look due on one of these days, one line for each look.
std::vector<Fact> looks_between(platform::Transaction& tx, base::Date from, base::Date to);
/// nullopt: never declined.
std::optional<base::Timestamp> declined_at(platform::Transaction& tx, const ReferralId& id);

void add_entry(const Place& place, const Referral& referral, const Entry& entry);
/// In the order in which they were written.
std::vector<Entry> entries(const Place& place, const Referral& referral);

void save_hand_over(const Place& place, const Referral& referral, const HandOver& record);
std::optional<HandOver> hand_over(const Place& place, const Referral& referral);

/// False when this role has signed.
bool add_signature(const Place& place, const Referral& referral, const Signature& signature);
/// A signature rests on this scanned paper.
bool rests_on(platform::Transaction& tx, const files::FileId& file);
std::vector<Signature> signatures(const Place& place, const Referral& referral);
/// A record that is written anew has to be signed anew.
void forget_signatures(platform::Transaction& tx, const ReferralId& referral);

void add_follow_up(const Place& place, const Referral& referral, const FollowUp& follow_up);
std::vector<FollowUp> follow_ups(const Place& place, const Referral& referral);
/// False when there is none, or it was evaluated before.
bool save_evaluation(const Place& place, const Referral& referral, std::int64_t number,
                     const Evaluation& evaluation);

void add_paper(const Place& place, const Referral& referral, const Paper& paper);
/// Without content.
std::vector<Paper> papers(platform::Transaction& tx, const ReferralId& referral);
std::optional<Paper> paper(const Place& place, const Referral& referral, PaperKind kind);

}  // namespace hd::referrals::store
