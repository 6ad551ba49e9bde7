#pragma once
// Sessions in the database. A token is known by hashes only.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accounts/session.h"
#include "accounts/user.h"
#include "platform/db.h"

namespace hd::accounts::store {

/// What is kept of a token.
struct TokenHashes {
  std::string found_by;  ///< SHA-256 of it
  std::string wall;      ///< platform::wall_hash()
};

void insert_session(platform::Transaction& tx, const SessionRecord& session,
                    const TokenHashes& token);

/// nullopt also when the account is closed, or when the session is older than the second wall.
std::optional<SessionRecord> find_session(platform::Transaction& tx, const std::string& token_hash);

/// Those that were not ended, latest first. Expired ones are among them: see is_live().
std::vector<SessionRecord> open_sessions(platform::Transaction& tx, const access::UserId& user);

/// A session that goes on under a new token, after something was proved again.
void renew_session(platform::Transaction& tx, const access::SessionId& id, const TokenHashes& token,
                   base::Timestamp now);

/// Never moves the time back.
void note_seen(platform::Transaction& tx, const access::SessionId& id, base::Timestamp seen);

/// `reason`: sign_out killed post_ended closed reset password. Returns how many ended (0 or 1).
std::int64_t end_session(platform::Transaction& tx, const access::SessionId& id,
                         base::Timestamp now, std::string_view reason);
/// All open sessions of a user, but for `except`. Returns how many ended.
std::int64_t end_sessions(platform::Transaction& tx, const access::UserId& user,
                          const std::optional<access::SessionId>& except, base::Timestamp now,
                          std::string_view reason);

/// Sessions that began before `time`: nothing but their audit entries has to stay.
void delete_sessions_before(platform::Transaction& tx, base::Timestamp time);

}  // namespace hd::accounts::store
