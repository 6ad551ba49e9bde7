#include "accounts/operations_people.h"

#include "accounts/store_users.h"

namespace hd::accounts {
namespace {

std::vector<Holder> as_holders(const std::vector<PostRecord>& records) {
  std::vector<Holder> found;
  found.reserve(records.size());
  for (const PostRecord& record : records) found.push_back({record.user, record.post});
  return found;
}

}  // namespace

std::string display_name(platform::Transaction& tx, vault::Vault& vault,
                         const access::UserId& user) {
  return store::display_name(tx, {vault}, user).value_or("");
}

std::optional<access::UserId> user_named(platform::Transaction& tx, vault::Vault& vault,
                                         const std::string& username) {
  const auto found = store::find_by_username(tx, {vault}, username);
  if (!found) return std::nullopt;
  return found->id;
}

std::optional<std::string> email_of(platform::Transaction& tx, vault::Vault& vault,
                                    const access::UserId& user) {
  const auto found = store::find_user(tx, {vault}, user);
  if (!found || found->state == State::closed) return std::nullopt;
  return found->email;
}

std::vector<Holder> holders(platform::Transaction& tx, const directory::OrgId& org,
                            access::Role role, base::Date day) {
  return as_holders(store::holders(tx, org, role, day));
}

bool has_active_account(platform::Transaction& tx, const directory::OrgId& org, base::Date day) {
  return store::has_active_account(tx, org, day);
}

std::vector<directory::OrgId> organisations_with(platform::Transaction& tx, access::Role role,
                                                 base::Date day) {
  return store::organisations_with(tx, role, day);
}

std::vector<Holder> holders_in_unit(platform::Transaction& tx, const directory::UnitId& unit,
                                    base::Date day) {
  return as_holders(store::holders_in_unit(tx, unit, day));
}

std::vector<access::Post> posts_on(platform::Transaction& tx, const access::UserId& user,
                                   base::Date day) {
  std::vector<access::Post> posts;
  const auto identity = store::find_identity(tx, user);
  if (!identity || identity->state == State::closed) return posts;
  for (const PostRecord& record : store::posts_of(tx, user)) {
    if (record.post.valid_on(day)) posts.push_back(record.post);
  }
  return posts;
}

std::optional<Holder> find_holder(platform::Transaction& tx, const access::PostId& post) {
  const auto record = store::find_post(tx, post);
  if (!record) return std::nullopt;
  return Holder{record->user, record->post};
}

}  // namespace hd::accounts
