#pragma once
// Sessions that are open: who is asking, what the person may do, listing and ending sessions.

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "access/actor.h"
#include "accounts/session.h"
#include "accounts/user.h"
#include "base/result.h"
#include "base/time.h"
#include "platform/crypto.h"
#include "platform/db.h"
#include "vault/vault.h"

namespace hd::accounts {

/// A post with the names to show.
struct PostView {
  PostRecord record;
  std::string user_name;
  std::string organisation_name;
  std::string unit_name;  ///< "" without a unit
};

/// What a browser learns about its session.
struct SessionView {
  SessionRecord session;
  User user;
  std::vector<PostView> posts;  ///< valid today
  std::vector<std::string> permissions;
  std::string csrf_token;
};

/// A request's session, found and alive.
struct Live {
  access::Actor actor;
  SessionRecord session;
};

class Sessions {
 public:
  /// Both outlive the object, which writes down last uses from a thread of its own.
  Sessions(platform::Database& database, vault::Vault& vault);
  ~Sessions();
  Sessions(const Sessions&) = delete;
  Sessions& operator=(const Sessions&) = delete;

  /// `token` is the cookie's value, `is_use` false for requests that a page makes by itself.
  /// Posts are read from the database each time: a token carries no rights.
  /// Errors: unauthenticated "session.missing" | "session.expired" (ended, idle, too old).
  base::Result<Live> authenticate(platform::Transaction& tx, std::string_view token, bool is_use,
                                  base::Timestamp now);

  /// The session of `actor` for its browser. Errors: unauthenticated "session.missing".
  base::Result<SessionView> view(platform::Transaction& tx, base::Timestamp now,
                                 const access::Actor& actor) const;

  /// The actor's own live sessions, latest first.
  std::vector<SessionRecord> list(platform::Transaction& tx, base::Timestamp now,
                                  const access::Actor& actor) const;

  /// Signs out. Audited as "session.end".
  base::Result<base::Done> end_own(platform::Transaction& tx, base::Timestamp now,
                                   const access::Actor& actor) const;

  /// Ends one of the actor's own sessions. Audited as "session.end". Errors: not_found.
  base::Result<base::Done> end(platform::Transaction& tx, base::Timestamp now,
                               const access::Actor& actor, const access::SessionId& id) const;

  /// The token that unsafe requests of a session carry in a header.
  std::string csrf_token(const access::SessionId& id) const;

 private:
  struct Seen {
    base::Timestamp latest;
    base::Timestamp written;  ///< what the database knows, or is being told
  };
  base::Timestamp last_seen(const SessionRecord& stored);
  void note_use(const SessionRecord& stored, base::Timestamp now);
  void write_down_uses();

  platform::Database& database_;
  vault::Vault& vault_;
  const platform::Secret csrf_key_;
  std::mutex mutex_;  ///< guards the rest
  std::condition_variable wake_;
  std::map<access::SessionId, Seen> seen_;
  std::map<access::SessionId, base::Timestamp> due_;  ///< to be written now
  bool stopping_ = false;
  std::jthread writer_;
};

/// A user's posts with names, as of `day`.
PostView named(platform::Transaction& tx, const PostRecord& record, const std::string& user_name,
               base::Date day);

/// Ends all sessions of a user but `except`, and tells their browsers. `reason` as in the store.
void end_sessions_of(platform::Transaction& tx, base::Timestamp now, const access::UserId& user,
                     const std::optional<access::SessionId>& except, std::string_view reason);

}  // namespace hd::accounts
