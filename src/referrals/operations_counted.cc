#include "referrals/operations_counted.h"

#include <algorithm>

#include "referrals/operations_case.h"
#include "referrals/store_counted.h"

namespace hd::referrals {

std::int64_t count_sent(platform::Transaction& tx, base::Timestamp from, base::Timestamp until) {
  return store::count_sent(tx, from, until);
}

void scan_sent(platform::Transaction& tx, vault::Vault& vault, base::Timestamp from,
               base::Timestamp until, const std::function<void(const CountedReferral&)>& each) {
  store::scan_sent({tx, vault}, from, until, each);
}

void scan_of_cases(platform::Transaction& tx, vault::Vault& vault,
                   const std::vector<cases::CaseId>& ids,
                   const std::function<void(const CountedReferral&)>& each) {
  for (auto first = ids.begin(); first != ids.end();) {
    const auto count = std::min<std::ptrdiff_t>(ids.end() - first, store::kCasesAsked);
    store::scan_of_cases({tx, vault}, {first, first + count}, each);
    first += count;
  }
}

std::optional<std::string> number_if_open(platform::Transaction& tx, vault::Vault& vault,
                                          const Who& who, const ReferralId& id) {
  const auto referral = store::find({tx, vault, who.actor.session}, id);
  if (!referral) return std::nullopt;
  const auto object = object_of(tx, vault, who, *referral);
  if (!object) return std::nullopt;
  const auto decision =
      access::decide(who.actor, access::Permission::referrals_read, *object, who.today());
  return decision ? std::optional(referral->number) : std::nullopt;
}

}  // namespace hd::referrals
