#pragma once
// `haidang user`: what the operator of a server does before anybody can sign in, or when the last
// administrator has lost the second factor.

#include <functional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "platform/db.h"
#include "vault/vault.h"

namespace hd::accounts {

/// What the commands work on; `print` writes one line.
struct Console {
  platform::Database& database;
  vault::Vault& vault;
  base::Timestamp now;
  std::function<void(std::string_view)> print;
};

struct NewAccount {
  std::string username;
  std::string display_name;
  std::string email = {};
  std::string role = "administrator";
  std::string organisation = "org.hotline_111";  ///< key of first content, or id
};

/// Makes an account with one post from today on and prints its one-time code. Exit code 0; 1 when
/// refused (the complaints are printed); 2 for an unknown role or organisation.
int create_account(const Console& console, const NewAccount& account);

/// One line per account: username, state, second factor, roles of today's posts. Exit code 0.
int list_accounts(const Console& console);

/// Ends password, second factor and sessions and prints a new one-time code. Exit code 0; 1 when
/// there is no such open account.
int reset_account(const Console& console, std::string_view username, std::string_view reason);

}  // namespace hd::accounts
