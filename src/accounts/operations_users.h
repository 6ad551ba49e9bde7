#pragma once
// What an administrator does: accounts, posts, resets. Never content.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/actor.h"
#include "accounts/operations_sessions.h"
#include "accounts/user.h"
#include "base/result.h"
#include "base/time.h"
#include "platform/crypto.h"
#include "platform/db.h"
#include "vault/vault.h"

namespace hd::accounts {

struct UserView {
  User user;
  bool second_factor;
  std::vector<PostView> posts;  ///< past and future ones too
};

/// `next` is the cursor of the following page, "" at the end.
struct UserPage {
  std::vector<UserView> items;
  std::string next;
};
struct PostPage {
  std::vector<PostView> items;
  std::string next;
};

struct NewPost {
  access::Role role;
  directory::OrgId organisation;
  std::optional<directory::UnitId> unit = {};
  base::Date valid_from;
  std::optional<base::Date> valid_to = {};
  std::string basis = {};
};

struct NewUser {
  std::string username;
  std::string display_name;
  std::optional<std::string> email = {};
  Language language = Language::vi;
  std::vector<NewPost> posts = {};
};

/// What a save may touch; what is absent stays. An e-mail of "" empties it.
struct UserChange {
  std::int64_t version;
  std::optional<std::string> display_name = {};
  std::optional<std::string> email = {};
  std::optional<Language> language = {};
  std::optional<bool> closed = {};
};

/// An account with the code that opens it once, to be handed over in person.
struct Invitation {
  UserView user;
  std::string code;
  base::Timestamp valid_until;
};

class Users {
 public:
  /// The vault outlives the object.
  explicit Users(vault::Vault& vault);

  /// By username; `q` matches username and display name without accents and case.
  UserPage list(platform::Transaction& tx, base::Timestamp now, const access::Actor& actor,
                std::string_view q, std::string_view after, std::size_t limit) const;
  /// Errors: not_found.
  base::Result<UserView> find(platform::Transaction& tx, base::Timestamp now,
                              const access::Actor& actor, const access::UserId& id) const;

  /// Audited as "user.create". Errors: invalid {username, malformed_username | taken},
  /// {display_name, required}, {email, malformed_email}, and of posts as in give_post() with the
  /// prefix "posts.0." and so on.
  base::Result<Invitation> create(platform::Transaction& tx, base::Timestamp now,
                                  const access::Actor& actor, const NewUser& wanted) const;

  /// Audited as "user.change" or "user.close"; closing ends all sessions. Opening a closed account
  /// again leaves it without password: it needs a reset.
  /// Errors: not_found; conflict "stale"; forbidden "user.own_account" (closing oneself); invalid.
  base::Result<UserView> save(platform::Transaction& tx, base::Timestamp now,
                              const access::Actor& actor, const access::UserId& id,
                              const UserChange& change) const;

  /// Password, second factor, devices and sessions end at once; a new one-time code is good for 72
  /// hours. Audited as "user.reset". Errors: not_found; conflict "stale" | "user.closed"; forbidden
  /// "user.own_account".
  base::Result<Invitation> reset(platform::Transaction& tx, base::Timestamp now,
                                 const access::Actor& actor, const access::UserId& id,
                                 std::int64_t version, const std::string& reason) const;

  /// The own language. Audited as "user.language".
  base::Result<base::Done> set_language(platform::Transaction& tx, base::Timestamp now,
                                        const access::Actor& actor, Language language) const;

  /// Posts by id, of a person or an organisation or all.
  PostPage list_posts(platform::Transaction& tx, base::Timestamp now, const access::Actor& actor,
                      const std::optional<access::UserId>& user,
                      const std::optional<directory::OrgId>& organisation, std::string_view after,
                      std::size_t limit) const;

  /// Audited as "post.create". Errors: forbidden "post.own_account"; invalid {user_id,
  /// unknown_value}, {organisation_id, unknown_value}, {unit_id, unknown_value}, {valid_to,
  /// before_start}, {role, incompatible_role}.
  base::Result<PostView> give_post(platform::Transaction& tx, base::Timestamp now,
                                   const access::Actor& actor, const access::UserId& id,
                                   const NewPost& post) const;

  struct Ending {
    std::int64_t version;
    base::Date valid_to;  ///< the last day; the day before valid_from takes the post back
    std::string reason;
  };
  /// Ends the holder's sessions in the same transaction when the last day is today or past.
  /// Audited as "post.end". Errors: not_found; conflict "stale" | "post.ended"; invalid {valid_to,
  /// before_start}; forbidden "post.own_account" for one's own administrator post.
  base::Result<PostView> end_post(platform::Transaction& tx, base::Timestamp now,
                                  const access::Actor& actor, const access::PostId& id,
                                  const Ending& ending) const;

 private:
  UserView view(platform::Transaction& tx, base::Timestamp now, User user) const;
  Invitation invite(platform::Transaction& tx, base::Timestamp now, User user) const;

  vault::Vault& vault_;
  const platform::Secret code_key_;
};

}  // namespace hd::accounts
