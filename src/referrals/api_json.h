#pragma once
// Referrals as the API sends them.

#include <string>
#include <vector>

#include "accounts/operations_names.h"
#include "directory/directory.h"
#include "platform/db.h"
#include "platform/json.h"
#include "referrals/operations.h"
#include "server/router.h"
#include "vault/vault.h"

namespace hd::referrals {

/// Names of enumerators, in order.
template <class E, std::size_t N>
platform::Json names_json(const std::vector<E>& values, const base::EnumNames<E, N>& names) {
  platform::JsonArray array;
  for (const E value : values) array.emplace_back(base::name_of(names, value));
  return array;
}

/// For one answer: looks every name up once. The arguments outlive the object.
class Writer {
 public:
  Writer(platform::Transaction& tx, vault::Vault& vault, const server::Call& call);

  /// ReferralSummary of api/openapi.yaml.
  platform::JsonObject summary(const Seen& seen);
  /// Referral; `delegable` fills delegable_units.
  platform::Json whole(const Whole& whole, const std::vector<directory::Unit>& delegable);
  /// TimelineList: newest first, at most `limit` after the cursor.
  platform::Json timeline(const Whole& whole, const std::string& cursor, std::size_t limit);

 private:
  platform::Json target(const std::optional<Target>& target) const;
  platform::Json turn(const Referral& referral) const;
  platform::Json step(const StepState& state, const Referral& referral);
  platform::Json steps(const Whole& whole);
  platform::Json papers(const Whole& whole) const;
  platform::Json delegation(const Whole& whole);
  platform::Json decline(const Whole& whole);
  platform::Json chain(const Whole& whole) const;
  platform::Json emergency(const Whole& whole);
  platform::Json hand_over(const Whole& whole);
  platform::Json follow_ups(const Whole& whole);
  platform::Json abroad_calls(const Whole& whole);

  accounts::Names names_;
};

/// ReferredPerson.
platform::Json to_json(const cases::Person& person);

}  // namespace hd::referrals
