#pragma once
// The names that an answer shows for the ids in a record.

#include <map>
#include <optional>
#include <string>

#include "access/ids.h"
#include "base/time.h"
#include "directory/directory.h"
#include "platform/db.h"
#include "vault/vault.h"

namespace hd::accounts {

/// For one answer: looks every user up once. The arguments outlive the object. All names are "" for
/// nobody, and for what is not known on that day.
class Names {
 public:
  Names(platform::Transaction& tx, vault::Vault& vault, base::Date today);

  std::string user(const std::optional<access::UserId>& user);
  std::string org(const std::optional<directory::OrgId>& org) const;
  std::string unit(const std::optional<directory::UnitId>& unit) const;

 private:
  platform::Transaction& tx_;
  vault::Vault& vault_;
  base::Date today_;
  const directory::Directory& directory_;
  std::map<std::string, std::string> users_;
};

}  // namespace hd::accounts
