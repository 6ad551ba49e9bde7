#include "accounts/operations_demo.h"

#include <algorithm>

#include "accounts/store_credentials.h"
#include "accounts/store_users.h"
#include "audit/audit.h"

namespace hd::accounts {
namespace {

access::Post post_of(const DemoAccount& account) {
  access::Post post{.id = demo_post(account.username),
                    .role = account.role,
                    .org = directory::OrgId::of_key(account.organisation),
                    .valid_from = account.valid_from,
                    .valid_to = account.valid_to};
  if (!account.unit.empty()) post.unit = directory::UnitId::of_key(account.unit);
  return post;
}

}  // namespace

access::UserId demo_user(const std::string& username) {
  return access::UserId::of_key("user.demo." + username);
}

access::PostId demo_post(const std::string& username) {
  return access::PostId::of_key("post.demo." + username);
}

access::Actor demo_actor(const DemoAccount& account) {
  return {demo_user(account.username), std::nullopt, {post_of(account)}};
}

std::size_t add_demo_accounts(platform::Transaction& tx, base::Timestamp now, vault::Vault& vault,
                              const std::vector<DemoAccount>& accounts,
                              const std::string& password_hash) {
  const store::Sealer sealer{vault};
  std::size_t added = 0;
  for (const DemoAccount& account : accounts) {
    if (store::username_taken(tx, account.username)) continue;
    const User user{.id = demo_user(account.username),
                    .username = account.username,
                    .display_name = account.display_name,
                    .email = account.username + "@example.invalid",
                    .language = base::value_of(kLanguageNames, account.language).value(),
                    .state = State::active,
                    .demo = true,
                    .created_at = now,
                    .changed_at = now};
    store::insert_user(tx, sealer, user);
    store::save_password(tx, sealer, user.id, password_hash, now);
    store::insert_post(
        tx, sealer,
        {.post = post_of(account), .user = user.id, .created_at = now, .changed_at = now});
    audit::record(tx, now, access::system_actor(),
                  {.action = "user.create", .object_kind = "user", .object_id = user.id.str()});
    ++added;
  }
  return added;
}

std::size_t count_demo_accounts(platform::Transaction& tx,
                                const std::vector<DemoAccount>& accounts) {
  return static_cast<std::size_t>(std::ranges::count_if(accounts, [&](const DemoAccount& account) {
    return store::username_taken(tx, account.username);
  }));
}

}  // namespace hd::accounts
