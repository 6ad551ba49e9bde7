#pragma once
// Accounts and posts in the database. Nothing here decides anything.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accounts/user.h"
#include "platform/db.h"
#include "vault/vault.h"

namespace hd::accounts::store {

/// The vault, and on whose behalf it opens: absent for the system itself.
struct Sealer {
  vault::Vault& vault;
  std::optional<access::SessionId> session = {};
};

/// Where a column of an account is sealed.
vault::Slot slot(const access::UserId& user, vault::Compartment compartment, std::string_view table,
                 std::string_view column, const std::string& row, std::int64_t row_version);

void insert_user(platform::Transaction& tx, const Sealer& sealer, const User& user);
/// Saves what an administrator or the person can change. False when the stored version is no longer
/// `user.version - 1`.
bool update_user(platform::Transaction& tx, const Sealer& sealer, const User& user);
void note_sign_in(platform::Transaction& tx, const access::UserId& id, base::Timestamp now);

std::optional<User> find_user(platform::Transaction& tx, const Sealer& sealer,
                              const access::UserId& id);
/// Opens the name and nothing else.
std::optional<std::string> display_name(platform::Transaction& tx, const Sealer& sealer,
                                        const access::UserId& id);
std::optional<User> find_by_username(platform::Transaction& tx, const Sealer& sealer,
                                     std::string_view username);
/// Accounts after `after` in the order of their usernames.
std::vector<User> list_users(platform::Transaction& tx, const Sealer& sealer,
                             std::string_view after, std::size_t limit);
bool username_taken(platform::Transaction& tx, std::string_view username);

/// The two columns that sign-in needs, without opening anything.
struct Identity {
  access::UserId id;
  std::string username;
  State state;
  bool demo;
};
std::optional<Identity> find_identity(platform::Transaction& tx, std::string_view username);
std::optional<Identity> find_identity(platform::Transaction& tx, const access::UserId& id);

void insert_post(platform::Transaction& tx, const Sealer& sealer, const PostRecord& post);
/// Saves the last day. False when the stored version is no longer `post.version - 1`.
bool update_post(platform::Transaction& tx, const PostRecord& post);
std::optional<PostRecord> find_post(platform::Transaction& tx, const access::PostId& id);
/// All posts of a person, past and future ones too, by first day.
std::vector<PostRecord> posts_of(platform::Transaction& tx, const access::UserId& user);

struct PostFilter {
  std::optional<access::UserId> user = {};
  std::optional<directory::OrgId> organisation = {};
  std::string after = {};  ///< id of the post before the page
};
/// Posts by id.
std::vector<PostRecord> list_posts(platform::Transaction& tx, const PostFilter& filter,
                                   std::size_t limit);

bool has_active_account(platform::Transaction& tx, const directory::OrgId& org, base::Date day);
/// Organisations with such a post on `day`, of accounts that are not closed.
std::vector<directory::OrgId> organisations_with(platform::Transaction& tx, access::Role role,
                                                 base::Date day);
/// Posts valid on `day` of accounts that are not closed; `unit` narrows when given.
std::vector<PostRecord> holders(platform::Transaction& tx, const directory::OrgId& org,
                                access::Role role, base::Date day);
std::vector<PostRecord> holders_in_unit(platform::Transaction& tx, const directory::UnitId& unit,
                                        base::Date day);

/// Why an administrator did something to an account; sealed.
struct Reason {
  access::UserId user;
  std::string subject_id;
  std::string action;
  std::string reason;
  access::UserId written_by;
  base::Timestamp written_at;
};
void insert_reason(platform::Transaction& tx, const Sealer& sealer, const Reason& reason);

}  // namespace hd::accounts::store
