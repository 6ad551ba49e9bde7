#include "accounts/operations_users.h"

#include <algorithm>
#include <utility>

#include "accounts/operations_codes.h"
#include "accounts/store_credentials.h"
#include "accounts/store_users.h"
#include "audit/audit.h"
#include "base/text.h"
#include "directory/operations.h"

namespace hd::accounts {
namespace {

using base::FieldError;

constexpr std::size_t kPage = 200;

base::Error own_account(std::string code) {
  return {base::ErrorKind::forbidden, std::move(code)};
}

audit::Entry entry(std::string action, std::string kind, const std::string& id) {
  return {.action = std::move(action), .object_kind = std::move(kind), .object_id = id};
}

bool matches(const User& user, std::string_view folded) {
  return folded.empty() || base::fold(user.display_name).find(folded) != std::string::npos ||
         base::fold(user.username).find(folded) != std::string::npos;
}

/// Complaints about what an account says of itself.
void check_person(const std::string& display_name, const std::optional<std::string>& email,
                  std::vector<FieldError>& complaints) {
  if (display_name.empty()) complaints.push_back({"display_name", "required"});
  if (email && !is_email(*email)) complaints.push_back({"email", "malformed_email"});
}

/// Complaints about a post, its field names behind `prefix`. `others`: of the same person.
void check_post(platform::Transaction& tx, const NewPost& post,
                const std::vector<access::Post>& others, const std::string& prefix,
                std::vector<FieldError>& complaints) {
  const auto& directory = directory::current(tx);
  if (directory.nearest(post.organisation, post.valid_from) == nullptr) {
    complaints.push_back({prefix + "organisation_id", "unknown_value"});
  }
  if (post.unit) {
    const auto* const unit = directory.unit(*post.unit);
    if (unit == nullptr || unit->organisation != post.organisation) {
      complaints.push_back({prefix + "unit_id", "unknown_value"});
    }
  }
  if (post.valid_to && *post.valid_to < post.valid_from) {
    complaints.push_back({prefix + "valid_to", "before_start"});
  }
  const access::Post wanted{access::PostId::random(), post.role,    post.organisation, post.unit,
                            post.valid_from,          post.valid_to};
  if (const auto problem = post_problem(wanted, others)) {
    complaints.push_back({prefix + "role", std::string(*problem)});
  }
}

PostRecord record_of(const NewPost& post, const access::UserId& user, base::Timestamp now) {
  return {.post = {access::PostId::random(), post.role, post.organisation, post.unit,
                   post.valid_from, post.valid_to},
          .user = user,
          .basis = post.basis,
          .created_at = now,
          .changed_at = now};
}

std::vector<access::Post> posts_of(platform::Transaction& tx, const access::UserId& user) {
  std::vector<access::Post> posts;
  for (const PostRecord& record : store::posts_of(tx, user)) posts.push_back(record.post);
  return posts;
}

}  // namespace

Users::Users(vault::Vault& vault) : vault_(vault), code_key_(vault.derived("enrolment")) {}

UserView Users::view(platform::Transaction& tx, base::Timestamp now, User user) const {
  UserView view{.user = std::move(user), .second_factor = false, .posts = {}};
  view.second_factor = store::has_active_factor(tx, view.user.id);
  for (const PostRecord& record : store::posts_of(tx, view.user.id)) {
    view.posts.push_back(named(tx, record, view.user.display_name, base::local_date(now)));
  }
  return view;
}

Invitation Users::invite(platform::Transaction& tx, base::Timestamp now, User user) const {
  const std::string code = readable_code(platform::random_bytes(kEnrolmentCodeBytes));
  const base::Timestamp until = now + kEnrolmentCodeLife;
  store::save_enrolment_code(tx, user.id, keyed_code_hash(code_key_, code), now, until);
  return {view(tx, now, std::move(user)), code, until};
}

UserPage Users::list(platform::Transaction& tx, base::Timestamp now, const access::Actor& actor,
                     std::string_view q, std::string_view after, std::size_t limit) const {
  UserPage page;
  const std::string wanted = base::fold(q);
  std::string cursor(after);
  for (;;) {
    auto users = store::list_users(tx, {vault_, actor.session}, cursor, kPage);
    for (User& user : users) {
      if (!matches(user, wanted)) continue;
      if (page.items.size() == limit) {
        page.next = page.items.back().user.username;
        return page;
      }
      page.items.push_back(view(tx, now, user));
    }
    if (users.size() < kPage) return page;
    cursor = users.back().username;
  }
}

base::Result<UserView> Users::find(platform::Transaction& tx, base::Timestamp now,
                                   const access::Actor& actor, const access::UserId& id) const {
  auto user = store::find_user(tx, {vault_, actor.session}, id);
  if (!user) return base::not_found();
  return view(tx, now, *std::move(user));
}

base::Result<Invitation> Users::create(platform::Transaction& tx, base::Timestamp now,
                                       const access::Actor& actor, const NewUser& wanted) const {
  User user{.id = access::UserId::random(),
            .username = normal_username(wanted.username),
            .display_name = wanted.display_name,
            .email = wanted.email,
            .language = wanted.language,
            .created_at = now,
            .changed_at = now};
  std::vector<FieldError> complaints;
  if (!is_username(user.username)) {
    complaints.push_back({"username", "malformed_username"});
  } else if (store::username_taken(tx, user.username)) {
    complaints.push_back({"username", "taken"});
  }
  check_person(user.display_name, user.email, complaints);
  std::vector<PostRecord> posts;
  std::vector<access::Post> others;
  for (const NewPost& post : wanted.posts) {
    check_post(tx, post, others, "posts." + std::to_string(posts.size()) + ".", complaints);
    posts.push_back(record_of(post, user.id, now));
    others.push_back(posts.back().post);
  }
  if (!complaints.empty()) return base::invalid(std::move(complaints));

  const store::Sealer sealer{vault_, actor.session};
  store::insert_user(tx, sealer, user);
  audit::record(tx, now, actor, entry("user.create", "user", user.id.str()));
  for (const PostRecord& post : posts) {
    store::insert_post(tx, sealer, post);
    audit::record(tx, now, actor, entry("post.create", "post", post.post.id.str()));
  }
  return invite(tx, now, std::move(user));
}

base::Result<UserView> Users::save(platform::Transaction& tx, base::Timestamp now,
                                   const access::Actor& actor, const access::UserId& id,
                                   const UserChange& change) const {
  const store::Sealer sealer{vault_, actor.session};
  auto user = store::find_user(tx, sealer, id);
  if (!user) return base::not_found();
  if (user->version != change.version) return base::stale(user->version);
  const bool was_closed = user->state == State::closed;
  const bool closes = change.closed.value_or(was_closed) && !was_closed;
  const bool opens = was_closed && !change.closed.value_or(true);
  if (closes && id == actor.user) return own_account("user.own_account");

  if (change.display_name) user->display_name = *change.display_name;
  if (change.email) user->email = change.email->empty() ? std::nullopt : change.email;
  if (change.language) user->language = *change.language;
  std::vector<FieldError> complaints;
  check_person(user->display_name, user->email, complaints);
  if (!complaints.empty()) return base::invalid(std::move(complaints));
  if (closes) user->state = State::closed;
  if (opens) user->state = State::invited;
  user->changed_at = now;
  ++user->version;
  if (!store::update_user(tx, sealer, *user)) return base::stale(change.version);
  if (closes) {
    store::delete_password(tx, id);
    store::retire_factors(tx, id);
    store::delete_enrolment_code(tx, id);
    store::forget_devices(tx, id);
    end_sessions_of(tx, now, id, std::nullopt, "closed");
  }
  audit::record(tx, now, actor, entry(closes ? "user.close" : "user.change", "user", id.str()));
  return view(tx, now, *std::move(user));
}

base::Result<Invitation> Users::reset(platform::Transaction& tx, base::Timestamp now,
                                      const access::Actor& actor, const access::UserId& id,
                                      std::int64_t version, const std::string& reason) const {
  const store::Sealer sealer{vault_, actor.session};
  auto user = store::find_user(tx, sealer, id);
  if (!user) return base::not_found();
  if (id == actor.user) return own_account("user.own_account");
  if (user->version != version) return base::stale(user->version);
  if (user->state == State::closed) return base::Error{base::ErrorKind::conflict, "user.closed"};
  user->state = State::invited;
  user->changed_at = now;
  ++user->version;
  if (!store::update_user(tx, sealer, *user)) return base::stale(version);
  store::delete_password(tx, id);
  store::retire_factors(tx, id);
  store::forget_devices(tx, id);
  end_sessions_of(tx, now, id, std::nullopt, "reset");
  store::insert_reason(tx, sealer, {id, id.str(), "user.reset", reason, actor.user, now});
  audit::record(tx, now, actor, entry("user.reset", "user", id.str()));
  return invite(tx, now, *std::move(user));
}

base::Result<base::Done> Users::set_language(platform::Transaction& tx, base::Timestamp now,
                                             const access::Actor& actor, Language language) const {
  const store::Sealer sealer{vault_, actor.session};
  auto user = store::find_user(tx, sealer, actor.user);
  if (!user) return base::not_found();
  user->language = language;
  user->changed_at = now;
  ++user->version;
  if (!store::update_user(tx, sealer, *user)) return base::stale(user->version);
  audit::record(tx, now, actor, entry("user.language", "user", actor.user.str()));
  return base::Done{};
}

PostPage Users::list_posts(platform::Transaction& tx, base::Timestamp now,
                           const access::Actor& actor, const std::optional<access::UserId>& user,
                           const std::optional<directory::OrgId>& organisation,
                           std::string_view after, std::size_t limit) const {
  const store::Sealer sealer{vault_, actor.session};
  auto records = store::list_posts(tx, {user, organisation, std::string(after)}, limit + 1);
  PostPage page;
  if (records.size() > limit) {
    records.pop_back();
    page.next = records.back().post.id.str();
  }
  for (const PostRecord& record : records) {
    const auto holder = store::find_user(tx, sealer, record.user);
    page.items.push_back(
        named(tx, record, holder ? holder->display_name : "", base::local_date(now)));
  }
  return page;
}

base::Result<PostView> Users::give_post(platform::Transaction& tx, base::Timestamp now,
                                        const access::Actor& actor, const access::UserId& id,
                                        const NewPost& post) const {
  if (id == actor.user) return own_account("post.own_account");
  const store::Sealer sealer{vault_, actor.session};
  const auto user = store::find_user(tx, sealer, id);
  std::vector<FieldError> complaints;
  if (!user || user->state == State::closed) complaints.push_back({"user_id", "unknown_value"});
  check_post(tx, post, posts_of(tx, id), "", complaints);
  if (!complaints.empty()) return base::invalid(std::move(complaints));
  const PostRecord record = record_of(post, id, now);
  store::insert_post(tx, sealer, record);
  audit::record(tx, now, actor, entry("post.create", "post", record.post.id.str()));
  return named(tx, record, user->display_name, base::local_date(now));
}

base::Result<PostView> Users::end_post(platform::Transaction& tx, base::Timestamp now,
                                       const access::Actor& actor, const access::PostId& id,
                                       const Ending& ending) const {
  auto record = store::find_post(tx, id);
  if (!record) return base::not_found();
  if (record->user == actor.user) return own_account("post.own_account");
  if (record->version != ending.version) return base::stale(record->version);
  const base::Date today = base::local_date(now);
  access::Post& post = record->post;
  if (post.valid_to && *post.valid_to < today) {
    return base::Error{base::ErrorKind::conflict, "post.ended"};
  }
  if (ending.valid_to < base::plus_days(post.valid_from, -1)) {
    return base::invalid({{"valid_to", "before_start"}});
  }
  post.valid_to = ending.valid_to;
  record->changed_at = now;
  ++record->version;
  if (!store::update_post(tx, *record)) return base::stale(ending.version);
  const store::Sealer sealer{vault_, actor.session};
  store::insert_reason(tx, sealer,
                       {record->user, id.str(), "post.end", ending.reason, actor.user, now});
  if (ending.valid_to <= today) {
    end_sessions_of(tx, now, record->user, std::nullopt, "post_ended");
  }
  audit::record(tx, now, actor, entry("post.end", "post", id.str()));
  const auto user = store::find_user(tx, sealer, record->user);
  return named(tx, *record, user ? user->display_name : "", today);
}

}  // namespace hd::accounts
