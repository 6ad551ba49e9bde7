#include "accounts/store_users.h"

#include <utility>

namespace hd::accounts::store {
namespace {

using vault::Compartment;

constexpr std::string_view kInsertUser = R"sql(
  INSERT INTO user_account (id, username, display_name, email, language, state, demo, created_at,
                            changed_at, last_sign_in_at, version)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
)sql";

constexpr std::string_view kUpdateUser = R"sql(
  UPDATE user_account
     SET display_name = $2, email = $3, language = $4, state = $5, changed_at = $6, version = $7
   WHERE id = $1 AND version = $7 - 1
)sql";

constexpr std::string_view kNoteSignIn = R"sql(
  UPDATE user_account SET last_sign_in_at = $2 WHERE id = $1
)sql";

constexpr std::string_view kFindUser = R"sql(
  SELECT id, username, display_name, email, language, state, demo, created_at, changed_at,
         last_sign_in_at, version
    FROM user_account WHERE id = $1
)sql";

constexpr std::string_view kFindByUsername = R"sql(
  SELECT id, username, display_name, email, language, state, demo, created_at, changed_at,
         last_sign_in_at, version
    FROM user_account WHERE username = $1
)sql";

constexpr std::string_view kListUsers = R"sql(
  SELECT id, username, display_name, email, language, state, demo, created_at, changed_at,
         last_sign_in_at, version
    FROM user_account WHERE username > $1 ORDER BY username LIMIT $2
)sql";

constexpr std::string_view kIdentityByName = R"sql(
  SELECT id, username, state, demo FROM user_account WHERE username = $1
)sql";

constexpr std::string_view kIdentityById = R"sql(
  SELECT id, username, state, demo FROM user_account WHERE id = $1
)sql";

constexpr std::string_view kInsertPost = R"sql(
  INSERT INTO user_post (id, user_id, role, organisation_id, unit_id, valid_from, valid_to, basis,
                         created_at, changed_at, version)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
)sql";

constexpr std::string_view kUpdatePost = R"sql(
  UPDATE user_post SET valid_to = $2, changed_at = $3, version = $4
   WHERE id = $1 AND version = $4 - 1
)sql";

constexpr std::string_view kDisplayName = R"sql(
  SELECT display_name, version FROM user_account WHERE id = $1
)sql";

constexpr std::string_view kFindPost = R"sql(
  SELECT id, user_id, role, organisation_id, unit_id, valid_from, valid_to, created_at, changed_at,
         version
    FROM user_post WHERE id = $1
)sql";

constexpr std::string_view kPostsOf = R"sql(
  SELECT id, user_id, role, organisation_id, unit_id, valid_from, valid_to, created_at, changed_at,
         version
    FROM user_post WHERE user_id = $1 ORDER BY valid_from, id
)sql";

constexpr std::string_view kListPosts = R"sql(
  SELECT id, user_id, role, organisation_id, unit_id, valid_from, valid_to, created_at, changed_at,
         version
    FROM user_post
   WHERE id > $1 AND ($2 = '' OR user_id = $2) AND ($3 = '' OR organisation_id = $3)
   ORDER BY id LIMIT $4
)sql";

constexpr std::string_view kActiveAccount = R"sql(
  SELECT p.id
    FROM user_post p JOIN user_account a ON a.id = p.user_id
   WHERE p.organisation_id = $1 AND a.state = 'active'
     AND p.valid_from <= $2 AND (p.valid_to IS NULL OR p.valid_to >= $2)
   LIMIT 1
)sql";

constexpr std::string_view kOrganisationsWith = R"sql(
  SELECT DISTINCT p.organisation_id
    FROM user_post p JOIN user_account a ON a.id = p.user_id
   WHERE p.role = $1 AND a.state <> 'closed'
     AND p.valid_from <= $2 AND (p.valid_to IS NULL OR p.valid_to >= $2)
   ORDER BY p.organisation_id
)sql";

constexpr std::string_view kHolders = R"sql(
  SELECT p.id, p.user_id, p.role, p.organisation_id, p.unit_id, p.valid_from, p.valid_to,
         p.created_at, p.changed_at, p.version
    FROM user_post p JOIN user_account a ON a.id = p.user_id
   WHERE p.organisation_id = $1 AND p.role = $2 AND a.state <> 'closed'
     AND p.valid_from <= $3 AND (p.valid_to IS NULL OR p.valid_to >= $3)
   ORDER BY p.user_id, p.id
)sql";

constexpr std::string_view kHoldersInUnit = R"sql(
  SELECT p.id, p.user_id, p.role, p.organisation_id, p.unit_id, p.valid_from, p.valid_to,
         p.created_at, p.changed_at, p.version
    FROM user_post p JOIN user_account a ON a.id = p.user_id
   WHERE p.unit_id = $1 AND a.state <> 'closed'
     AND p.valid_from <= $2 AND (p.valid_to IS NULL OR p.valid_to >= $2)
   ORDER BY p.user_id, p.id
)sql";

constexpr std::string_view kInsertReason = R"sql(
  INSERT INTO user_reason (id, user_id, subject_id, action, reason, written_by, written_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7)
)sql";

vault::Slot name_slot(const access::UserId& user, std::int64_t version) {
  return slot(user, Compartment::identity, "user_account", "display_name", user.str(), version);
}

vault::Slot name_slot(const User& user) {
  return name_slot(user.id, user.version);
}

vault::Slot email_slot(const User& user) {
  return slot(user.id, Compartment::identity, "user_account", "email", user.id.str(), user.version);
}

std::optional<platform::Blob> sealed_email(platform::Transaction& tx, const Sealer& sealer,
                                           const User& user) {
  if (!user.email) return std::nullopt;
  return sealer.vault.seal(tx, email_slot(user), *user.email);
}

template <class E, std::size_t N>
E read_enum(const platform::Row& row, std::string_view column, const base::EnumNames<E, N>& names) {
  const auto value = base::value_of(names, row.text(column));
  if (!value) {
    throw platform::DbError(platform::DbProblem::other, "unknown word in " + std::string(column));
  }
  return *value;
}

User read_user(platform::Transaction& tx, const Sealer& sealer, const platform::Row& row) {
  User user{
      .id = row.id<access::UserId>("id"),
      .username = row.text("username"),
      .display_name = {},
      .language = read_enum(row, "language", kLanguageNames),
      .state = read_enum(row, "state", kStateNames),
      .demo = row.flag("demo"),
      .created_at = row.time("created_at"),
      .changed_at = row.time("changed_at"),
      .last_sign_in_at = row.maybe_time("last_sign_in_at"),
      .version = row.number("version"),
  };
  const vault::Opening opening{sealer.session, user.id.str()};
  user.display_name =
      sealer.vault.open(tx, opening, name_slot(user), row.blob("display_name")).reveal();
  if (const auto email = row.maybe_blob("email")) {
    user.email = sealer.vault.open(tx, opening, email_slot(user), *email).reveal();
  }
  return user;
}

std::optional<Identity> read_identity(const std::optional<platform::Row>& row) {
  if (!row) return std::nullopt;
  return Identity{row->id<access::UserId>("id"), row->text("username"),
                  read_enum(*row, "state", kStateNames), row->flag("demo")};
}

PostRecord read_post(const platform::Row& row) {
  return {
      .post = {.id = row.id<access::PostId>("id"),
               .role = read_enum(row, "role", access::kRoleNames),
               .org = row.id<directory::OrgId>("organisation_id"),
               .unit = row.maybe_id<directory::UnitId>("unit_id"),
               .valid_from = row.date("valid_from"),
               .valid_to = row.maybe_date("valid_to")},
      .user = row.id<access::UserId>("user_id"),
      .created_at = row.time("created_at"),
      .changed_at = row.time("changed_at"),
      .version = row.number("version"),
  };
}

std::vector<PostRecord> read_posts(const std::vector<platform::Row>& rows) {
  std::vector<PostRecord> posts;
  posts.reserve(rows.size());
  for (const auto& row : rows) posts.push_back(read_post(row));
  return posts;
}

}  // namespace

vault::Slot slot(const access::UserId& user, vault::Compartment compartment, std::string_view table,
                 std::string_view column, const std::string& row, std::int64_t row_version) {
  return {"account/" + user.str(), compartment, table, column, row, row_version};
}

void insert_user(platform::Transaction& tx, const Sealer& sealer, const User& user) {
  tx.execute(kInsertUser,
             {user.id, user.username, sealer.vault.seal(tx, name_slot(user), user.display_name),
              sealed_email(tx, sealer, user), base::name_of(kLanguageNames, user.language),
              base::name_of(kStateNames, user.state), user.demo, user.created_at, user.changed_at,
              user.last_sign_in_at, user.version});
}

bool update_user(platform::Transaction& tx, const Sealer& sealer, const User& user) {
  return tx.execute(kUpdateUser,
                    {user.id, sealer.vault.seal(tx, name_slot(user), user.display_name),
                     sealed_email(tx, sealer, user), base::name_of(kLanguageNames, user.language),
                     base::name_of(kStateNames, user.state), user.changed_at, user.version}) == 1;
}

void note_sign_in(platform::Transaction& tx, const access::UserId& id, base::Timestamp now) {
  tx.execute(kNoteSignIn, {id, now});
}

std::optional<User> find_user(platform::Transaction& tx, const Sealer& sealer,
                              const access::UserId& id) {
  const auto row = tx.query_one(kFindUser, {id});
  if (!row) return std::nullopt;
  return read_user(tx, sealer, *row);
}

std::optional<std::string> display_name(platform::Transaction& tx, const Sealer& sealer,
                                        const access::UserId& id) {
  const auto row = tx.query_one(kDisplayName, {id});
  if (!row) return std::nullopt;
  return sealer.vault
      .open(tx, {sealer.session, id.str()}, name_slot(id, row->number("version")),
            row->blob("display_name"))
      .reveal();
}

std::optional<User> find_by_username(platform::Transaction& tx, const Sealer& sealer,
                                     std::string_view username) {
  const auto row = tx.query_one(kFindByUsername, {username});
  if (!row) return std::nullopt;
  return read_user(tx, sealer, *row);
}

std::vector<User> list_users(platform::Transaction& tx, const Sealer& sealer,
                             std::string_view after, std::size_t limit) {
  std::vector<User> users;
  for (const auto& row : tx.query(kListUsers, {after, static_cast<std::int64_t>(limit)})) {
    users.push_back(read_user(tx, sealer, row));
  }
  return users;
}

bool username_taken(platform::Transaction& tx, std::string_view username) {
  return tx.query_one(kIdentityByName, {username}).has_value();
}

std::optional<Identity> find_identity(platform::Transaction& tx, std::string_view username) {
  return read_identity(tx.query_one(kIdentityByName, {username}));
}

std::optional<Identity> find_identity(platform::Transaction& tx, const access::UserId& id) {
  return read_identity(tx.query_one(kIdentityById, {id}));
}

void insert_post(platform::Transaction& tx, const Sealer& sealer, const PostRecord& post) {
  std::optional<platform::Blob> basis;
  if (!post.basis.empty()) {
    // Written once, with the row's first version.
    basis = sealer.vault.seal(
        tx, slot(post.user, Compartment::misc, "user_post", "basis", post.post.id.str(), 1),
        post.basis);
  }
  tx.execute(kInsertPost,
             {post.post.id, post.user, base::name_of(access::kRoleNames, post.post.role),
              post.post.org, post.post.unit, post.post.valid_from, post.post.valid_to, basis,
              post.created_at, post.changed_at, post.version});
}

bool update_post(platform::Transaction& tx, const PostRecord& post) {
  return tx.execute(kUpdatePost,
                    {post.post.id, post.post.valid_to, post.changed_at, post.version}) == 1;
}

std::optional<PostRecord> find_post(platform::Transaction& tx, const access::PostId& id) {
  const auto row = tx.query_one(kFindPost, {id});
  if (!row) return std::nullopt;
  return read_post(*row);
}

std::vector<PostRecord> posts_of(platform::Transaction& tx, const access::UserId& user) {
  return read_posts(tx.query(kPostsOf, {user}));
}

std::vector<PostRecord> list_posts(platform::Transaction& tx, const PostFilter& filter,
                                   std::size_t limit) {
  return read_posts(tx.query(kListPosts, {filter.after, filter.user ? filter.user->str() : "",
                                          filter.organisation ? filter.organisation->str() : "",
                                          static_cast<std::int64_t>(limit)}));
}

std::vector<PostRecord> holders(platform::Transaction& tx, const directory::OrgId& org,
                                access::Role role, base::Date day) {
  return read_posts(tx.query(kHolders, {org, base::name_of(access::kRoleNames, role), day}));
}

bool has_active_account(platform::Transaction& tx, const directory::OrgId& org, base::Date day) {
  return tx.query_one(kActiveAccount, {org, day}).has_value();
}

std::vector<directory::OrgId> organisations_with(platform::Transaction& tx, access::Role role,
                                                 base::Date day) {
  std::vector<directory::OrgId> found;
  for (const auto& row :
       tx.query(kOrganisationsWith, {base::name_of(access::kRoleNames, role), day})) {
    found.push_back(row.id<directory::OrgId>("organisation_id"));
  }
  return found;
}

std::vector<PostRecord> holders_in_unit(platform::Transaction& tx, const directory::UnitId& unit,
                                        base::Date day) {
  return read_posts(tx.query(kHoldersInUnit, {unit, day}));
}

void insert_reason(platform::Transaction& tx, const Sealer& sealer, const Reason& reason) {
  const std::string id = base::random_uuid();
  const auto sealed = sealer.vault.seal(
      tx, slot(reason.user, Compartment::misc, "user_reason", "reason", id, 1), reason.reason);
  tx.execute(kInsertReason, {id, reason.user, reason.subject_id, reason.action, sealed,
                             reason.written_by, reason.written_at});
}

}  // namespace hd::accounts::store
