#pragma once
// Accounts of invented people, for trying the system out. They are marked as demo, have no second
// factor of their own and can sign in only while the server runs with --insecure-test-mode.

#include <optional>
#include <string>
#include <vector>

#include "access/actor.h"
#include "base/time.h"
#include "platform/db.h"
#include "vault/vault.h"

namespace hd::accounts {

struct DemoAccount {
  std::string username;  ///< user and post ids follow from it, the same in every installation
  std::string display_name;
  std::string language = "vi";
  access::Role role;
  std::string organisation;  ///< key of first or demo content: "org.hotline_111"
  std::string unit = {};     ///< key; may be empty
  base::Date valid_from;
  std::optional<base::Date> valid_to = {};
};

access::UserId demo_user(const std::string& username);
access::PostId demo_post(const std::string& username);

/// The account as an actor, for operations that the demo carries out in its name.
access::Actor demo_actor(const DemoAccount& account);

/// Adds the accounts that are missing, each with `password_hash` (see HashPool::hash). Audited as
/// "user.create" by the system. Returns how many were added.
std::size_t add_demo_accounts(platform::Transaction& tx, base::Timestamp now, vault::Vault& vault,
                              const std::vector<DemoAccount>& accounts,
                              const std::string& password_hash);

/// Those of them that are there already.
std::size_t count_demo_accounts(platform::Transaction& tx,
                                const std::vector<DemoAccount>& accounts);

}  // namespace hd::accounts
