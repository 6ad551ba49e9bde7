#pragma once
// What the invented people write down on the way of a referral. Nobody in it exists.

#include <string>

#include "cases/consent.h"
#include "cases/risk.h"
#include "referrals/seen.h"

namespace hd::demo {

/// Who writes, for which organisation, and when.
struct Author {
  directory::OrgId org;
  access::UserId user;
  base::Timestamp at;
};

/// An assessment of this level: every factor of the day answered, one of them yes where the level
/// needs it.
cases::Risk risk_words(const Author& author, const cases::PersonId& person,
                       const std::string& level, const std::vector<std::string>& factors);

/// She lets an organisation see what it needs to support her, and who she is.
cases::Consent consent_words(const Author& author, const cases::PersonId& person,
                             const directory::OrgId& recipient);

/// A step as the author performed it; step 1 takes over the latest assessment.
referrals::Steps risk_step(const Author& author);
referrals::Steps opinion_step(const Author& author);
referrals::Steps decision_step(const Author& author, referrals::Choice choice);
referrals::Steps documents_step(const Author& author);
/// Alone when `alone`, else with an escort.
referrals::Steps travel_step(const Author& author, bool alone);

/// The written acceptance.
referrals::ServiceStep acceptance_words(const Author& author);
/// The record of the hand-over.
referrals::HandOver hand_over_words(const Author& author, const std::string& name);
referrals::Signature signature_words(const Author& author, referrals::SignatureRole role);
/// What became of her, at the look with this number.
referrals::Evaluation look_words(const Author& author, std::int64_t number);

}  // namespace hd::demo
