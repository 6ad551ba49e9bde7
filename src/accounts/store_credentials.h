#pragma once
// What proves who somebody is, in the database: passwords, second factors, codes, guesses.
//
// Every secret is either sealed (it has to be used again) or kept as a keyed hash (it only has to
// be recognised).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/ids.h"
#include "accounts/guessing.h"
#include "accounts/ids.h"
#include "accounts/store_users.h"
#include "base/time.h"
#include "platform/db.h"

namespace hd::accounts::store {

/// Argon2id text; nullopt when none was ever set.
std::optional<std::string> find_password(platform::Transaction& tx, const Sealer& sealer,
                                         const access::UserId& user);
void save_password(platform::Transaction& tx, const Sealer& sealer, const access::UserId& user,
                   const std::string& hash, base::Timestamp now);
void delete_password(platform::Transaction& tx, const access::UserId& user);

struct Factor {
  EnrolmentId id;
  access::UserId user;
  std::string seed;                              ///< 20 raw bytes
  std::optional<std::string> new_password = {};  ///< Argon2id text that an activation brings along
  std::int64_t last_step = 0;                    ///< the last accepted one: a code works once
  std::int64_t wrong_codes = 0;
  base::Timestamp created_at;
};

/// A pending factor; an earlier pending one of the same user is replaced.
void insert_pending_factor(platform::Transaction& tx, const Sealer& sealer, const Factor& factor,
                           const std::vector<std::string>& recovery_hashes);
std::optional<Factor> find_pending_factor(platform::Transaction& tx, const Sealer& sealer,
                                          const EnrolmentId& id);
std::optional<Factor> find_active_factor(platform::Transaction& tx, const Sealer& sealer,
                                         const access::UserId& user);
bool has_active_factor(platform::Transaction& tx, const access::UserId& user);
/// Makes a pending factor the active one; the one before is replaced.
void activate_factor(platform::Transaction& tx, const Factor& factor, std::int64_t step,
                     base::Timestamp now);
void retire_factors(platform::Transaction& tx, const access::UserId& user);
/// False when that step or a later one was accepted already.
bool use_step(platform::Transaction& tx, const EnrolmentId& factor, std::int64_t step);
void count_wrong_code(platform::Transaction& tx, const EnrolmentId& factor);

/// False when there is no such unused code.
bool use_recovery_code(platform::Transaction& tx, const EnrolmentId& factor,
                       const std::string& hash, base::Timestamp now);

/// One at a time per user; an earlier one stops working.
void save_enrolment_code(platform::Transaction& tx, const access::UserId& user,
                         const std::string& hash, base::Timestamp now, base::Timestamp expires_at);
bool enrolment_code_fits(platform::Transaction& tx, const access::UserId& user,
                         const std::string& hash, base::Timestamp now);
void delete_enrolment_code(platform::Transaction& tx, const access::UserId& user);

bool is_known_device(platform::Transaction& tx, const access::UserId& user,
                     const std::string& token_hash);
void remember_device(platform::Transaction& tx, const access::UserId& user,
                     const std::string& token_hash, base::Timestamp now);
void forget_devices(platform::Transaction& tx, const access::UserId& user);

/// `key` is a keyed hash, so that the table holds neither names nor addresses.
std::optional<Budget> find_budget(platform::Transaction& tx, const platform::Blob& key);
void save_budget(platform::Transaction& tx, const platform::Blob& key, const Budget& budget);
/// Takes one failure back: what was counted turned out to be no guess.
void refund_budget(platform::Transaction& tx, const platform::Blob& key);
void delete_budget(platform::Transaction& tx, const platform::Blob& key);
void delete_budgets_before(platform::Transaction& tx, base::Timestamp time);

}  // namespace hd::accounts::store
