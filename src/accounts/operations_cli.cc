#include "accounts/operations_cli.h"

#include "accounts/operations_users.h"
#include "accounts/store_users.h"

namespace hd::accounts {
namespace {

constexpr int kOk = 0;
constexpr int kFailed = 1;
constexpr int kUsage = 2;
constexpr std::size_t kUsersAtOnce = 200;

int print_error(const Console& console, const base::Error& error) {
  console.print(error.code);
  for (const auto& field : error.fields) console.print("  " + field.field + ": " + field.code);
  return kFailed;
}

int print_invitation(const Console& console, const Invitation& invitation) {
  console.print("username:      " + invitation.user.user.username);
  console.print("one-time code: " + invitation.code);
  console.print("valid until:   " + base::to_vietnamese(invitation.valid_until));
  return kOk;
}

}  // namespace

int create_account(const Console& console, const NewAccount& account) {
  const auto role = base::value_of(access::kRoleNames, account.role);
  if (!role) {
    console.print("unknown role: " + account.role);
    return kUsage;
  }
  const auto by_id = directory::OrgId::parse(account.organisation);
  NewUser user{.username = account.username, .display_name = account.display_name};
  if (!account.email.empty()) user.email = account.email;
  user.posts.push_back(
      {.role = *role,
       .organisation = by_id ? *by_id : directory::OrgId::of_key(account.organisation),
       .valid_from = base::local_date(console.now)});
  const Users users(console.vault);
  const auto invitation = console.database.write([&](platform::Transaction& tx) {
    return users.create(tx, console.now, access::system_actor(), user);
  });
  if (!invitation) return print_error(console, invitation.error());
  return print_invitation(console, *invitation);
}

int list_accounts(const Console& console) {
  const Users users(console.vault);
  const base::Date today = base::local_date(console.now);
  std::string after;
  do {
    const auto page = console.database.read([&](platform::Transaction& tx) {
      return users.list(tx, console.now, access::system_actor(), "", after, kUsersAtOnce);
    });
    for (const auto& [user, second_factor, posts] : page.items) {
      std::string line = user.username + "  " +
                         std::string(base::name_of(kStateNames, user.state)) +
                         (second_factor ? "  second-factor" : "  no-second-factor");
      for (const auto& post : posts) {
        if (!post.record.post.valid_on(today)) continue;
        line += "  " + std::string(base::name_of(access::kRoleNames, post.record.post.role));
      }
      console.print(line);
    }
    after = page.next;
  } while (!after.empty());
  return kOk;
}

int reset_account(const Console& console, std::string_view username, std::string_view reason) {
  const Users users(console.vault);
  const auto invitation =
      console.database.write([&](platform::Transaction& tx) -> base::Result<Invitation> {
        const auto user = store::find_by_username(tx, {console.vault}, normal_username(username));
        if (!user) return base::not_found();
        return users.reset(tx, console.now, access::system_actor(), user->id, user->version,
                           std::string(reason));
      });
  if (!invitation) return print_error(console, invitation.error());
  return print_invitation(console, *invitation);
}

}  // namespace hd::accounts
