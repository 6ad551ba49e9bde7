#pragma once
// Sessions in the database. A token is known by its SHA-256 only.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "accounts/session.h"
#include "accounts/user.h"
#include "platform/db.h"

namespace hd::accounts::store {

void insert_session(platform::Transaction& tx, const SessionRecord& session,
                    const std::string& token_hash);

/// nullopt also when the account is closed.
std::optional<SessionRecord> find_session(platform::Transaction& tx, const std::string& token_hash);

/// Those that were not ended, latest first. Expired ones are among them: see is_live().
std::vector<SessionRecord> open_sessions(platform::Transaction& tx, const access::UserId& user);

/// A session that goes on under a new token, after something was proved again.
void renew_session(platform::Transaction& tx, const access::SessionId& id,
                   const std::string& token_hash, base::Timestamp now);

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
