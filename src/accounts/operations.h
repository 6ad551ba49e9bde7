#pragma once
// The accounts module as one object: what the server keeps for as long as it runs.

#include <cstddef>

#include "accounts/operations_hash_pool.h"
#include "accounts/operations_sessions.h"
#include "accounts/operations_sign_in.h"
#include "accounts/operations_users.h"
#include "accounts/password.h"
#include "platform/db.h"
#include "vault/vault.h"

namespace hd::accounts {

/// The passwords people try first: data/password-blocklist.csv. Throws when it is malformed.
Blocklist embedded_blocklist();

class Operations {
 public:
  struct Options {
    HashPool::Options hashing = {};
    bool insecure_test_mode = false;
  };
  /// `database` and `vault` outlive the object.
  Operations(platform::Database& database, vault::Vault& vault, const Options& options);

  Sessions& sessions() { return sessions_; }
  HashPool& pool() { return pool_; }
  SignIn& sign_in() { return sign_in_; }
  const Users& users() const { return users_; }
  platform::Database& database() { return database_; }
  bool insecure_test_mode() const { return insecure_test_mode_; }

 private:
  platform::Database& database_;
  const bool insecure_test_mode_;
  const Blocklist blocklist_;
  HashPool pool_;
  Sessions sessions_;
  SignIn sign_in_;
  Users users_;
};

}  // namespace hd::accounts
