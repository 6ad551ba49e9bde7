#pragma once
// What other modules ask about people: names to show, holders of a role, addresses for notices.

#include <optional>
#include <string>
#include <vector>

#include "access/actor.h"
#include "base/time.h"
#include "directory/ids.h"
#include "platform/db.h"
#include "vault/vault.h"

namespace hd::accounts {

/// The name to show for a user; "" when there is no such account.
std::string display_name(platform::Transaction& tx, vault::Vault& vault,
                         const access::UserId& user);

/// The account with this user name; nullopt when there is none.
std::optional<access::UserId> user_named(platform::Transaction& tx, vault::Vault& vault,
                                         const std::string& username);

/// The mail address for notices; nullopt when there is none or the account is closed.
std::optional<std::string> email_of(platform::Transaction& tx, vault::Vault& vault,
                                    const access::UserId& user);

/// Somebody who holds a post.
struct Holder {
  access::UserId user;
  access::Post post;
};

/// Holders of `role` in the organisation on `day`, accounts that are not closed only, by user id.
std::vector<Holder> holders(platform::Transaction& tx, const directory::OrgId& org,
                            access::Role role, base::Date day);

/// Does anybody who can sign in hold a post of the organisation on `day`? Else it works with paper
/// and telephone only.
bool has_active_account(platform::Transaction& tx, const directory::OrgId& org, base::Date day);

/// Organisations in which somebody holds `role` on `day`, accounts that are not closed only.
std::vector<directory::OrgId> organisations_with(platform::Transaction& tx, access::Role role,
                                                 base::Date day);

/// Holders of any role in one unit on `day`.
std::vector<Holder> holders_in_unit(platform::Transaction& tx, const directory::UnitId& unit,
                                    base::Date day);

/// The posts that a user holds on `day`; none of an account that is closed.
std::vector<access::Post> posts_on(platform::Transaction& tx, const access::UserId& user,
                                   base::Date day);

/// The post and who holds it; nullopt when there is no such post.
std::optional<Holder> find_holder(platform::Transaction& tx, const access::PostId& post);

}  // namespace hd::accounts
