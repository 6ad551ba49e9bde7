#pragma once
// What the handlers of both api files work with.

#include <optional>
#include <string>
#include <utility>

#include "platform/json.h"
#include "referrals/codec.h"
#include "referrals/limits.h"
#include "referrals/operations.h"
#include "server/desk.h"
#include "vault/vault.h"

namespace hd::referrals {

/// For one request; all of it outlives the handler.
struct Desk {
  Operations& operations;
  vault::Vault& vault;
  platform::Transaction& tx;
  const server::Call& call;

  Who who() const { return {call.actor, call.now}; }
};

/// The whole record, as this side sees it now.
platform::Json whole_json(const Desk& desk, const Whole& whole);
/// The same after a change that was made.
base::Result<server::Reply> answer(const Desk& desk, const base::Result<Seen>& seen,
                                   int status = 200);

/// Whose organisation something is recorded for when none is named: that of who writes.
directory::OrgId own_organisation(const Desk& desk);

/// The content of one step under the member named like it; complaints go to `in`.
template <class T>
std::optional<T> read_part(platform::JsonReader& in, std::string_view key, const Performed& by,
                           T (*read)(platform::JsonReader&, Performed)) {
  const platform::Json* object = in.optional_object(key);
  if (object == nullptr) return std::nullopt;
  platform::JsonReader part(*object, std::string(key) + ".");
  T step = read(part, by);
  in.absorb(part);
  return step;
}

// Handlers of api_steps.cc.
base::Result<server::Reply> save_step(const Desk& desk, const ReferralId& id);
base::Result<server::Reply> open_emergency(const Desk& desk, const ReferralId& id);
base::Result<server::Reply> write_hand_over(const Desk& desk, const ReferralId& id);
base::Result<server::Reply> sign(const Desk& desk, const ReferralId& id);
base::Result<server::Reply> evaluate(const Desk& desk, const ReferralId& id);
base::Result<server::Reply> record_abroad_call(const Desk& desk, const ReferralId& id);
base::Result<server::Reply> reveal(const Desk& desk, const ReferralId& id);
base::Result<server::Reply> paper(const Desk& desk, const ReferralId& id);

}  // namespace hd::referrals
