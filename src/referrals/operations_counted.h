#pragma once
// What statistics read of referrals. Asks for no right: whoever counts does; the page behind a
// figure opens for those who may.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "referrals/counted.h"
#include "referrals/operations.h"

namespace hd::referrals {

/// Referrals sent in [from, until), whatever became of them; not those ended as entered in error or
/// as duplicates.
std::int64_t count_sent(platform::Transaction& tx, base::Timestamp from, base::Timestamp until);
/// Each of them once, row by row. Opens what was told and no step.
void scan_sent(platform::Transaction& tx, vault::Vault& vault, base::Timestamp from,
               base::Timestamp until, const std::function<void(const CountedReferral&)>& each);
/// Those of these cases, whenever they were sent.
void scan_of_cases(platform::Transaction& tx, vault::Vault& vault,
                   const std::vector<cases::CaseId>& ids,
                   const std::function<void(const CountedReferral&)>& each);

/// The number of a referral that the actor may open; nullopt: not there, or not to be opened. Not
/// audited.
std::optional<std::string> number_if_open(platform::Transaction& tx, vault::Vault& vault,
                                          const Who& who, const ReferralId& id);

}  // namespace hd::referrals
