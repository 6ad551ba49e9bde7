#pragma once
// A referral that was sent, as statistics count it: codes, times and what the card says. Pure.

#include "referrals/referral.h"

namespace hd::referrals {

struct CountedReferral {
  ReferralId id;
  cases::CaseId case_id;
  cases::PersonId person;
  directory::OrgId sender, target;
  Status status = Status::sent;
  Route route = Route::domestic;
  Urgency urgency = Urgency::normal;
  base::Timestamp sent_at;
  Told told = {};  ///< empty when it was erased
};

}  // namespace hd::referrals
