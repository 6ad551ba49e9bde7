#pragma once
// What reports take from referrals: what is counted, and the line behind a figure. Pure.
// Source.

#include <optional>
#include <string>

#include "referrals/seen.h"

namespace hd::referrals {

/// One look at what became of her.
struct Look {
  base::Date due_on;
  bool done = false;     ///< evaluated, whenever that was
  bool overdue = false;  ///< not evaluated, and its day is over
  bool operator==(const Look&) const = default;
};

/// What reports count about one referral. Codes and times only.
struct Fact {
  ReferralId id;
  std::string number;
  directory::OrgId sender, target;
  Status status = Status::sent;
  base::Timestamp sent_at;
  bool sent_in_period = false;
  bool accepted = false;  ///< in writing, whatever came after
  bool declined = false, rerouted = false;
  bool unanswered = false;  ///< expired, whether another was asked then or not
  bool delegated = false;   ///< a unit of the receiver has it
  bool handed_over = false;
  bool under_way = false;         ///< neither ended nor waiting for another address
  std::optional<Look> look = {};  ///< the one whose day lies in the period
};

/// "declined" and "expired" stay in it.
using Trace = directory::Trace<Status>;
/// One referral behind a figure.
using Counted = directory::Counted<Status, Seen>;

}  // namespace hd::referrals
