#pragma once
// Sent referrals by the day of sending, and by case. Decides nothing.
//
// Those ended as entered in error or as duplicates are not read.

#include <cstdint>
#include <functional>
#include <vector>

#include "referrals/counted.h"
#include "referrals/store.h"

namespace hd::referrals::store {

/// At most so many cases in one question.
inline constexpr std::size_t kCasesAsked = 500;

/// Referrals sent in [from, until).
std::int64_t count_sent(platform::Transaction& tx, base::Timestamp from, base::Timestamp until);
void scan_sent(const Place& place, base::Timestamp from, base::Timestamp until,
               const std::function<void(const CountedReferral&)>& each);
/// Those of at most kCasesAsked cases, whenever they were sent.
void scan_of_cases(const Place& place, const std::vector<cases::CaseId>& ids,
                   const std::function<void(const CountedReferral&)>& each);

}  // namespace hd::referrals::store
