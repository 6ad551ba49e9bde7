#include "accounts/store_sessions.h"

namespace hd::accounts::store {
namespace {

using platform::Blob;

constexpr std::string_view kInsert = R"sql(
  INSERT INTO user_session (id, user_id, token_hash, device, created_at, last_seen_at, proved_at,
                            wall_hash)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
)sql";
constexpr std::string_view kFind = R"sql(
  SELECT s.id, s.user_id, s.device, s.created_at, s.last_seen_at, s.proved_at, s.ended_at
    FROM user_session s JOIN user_account a ON a.id = s.user_id
   WHERE s.token_hash = $1 AND s.wall_hash IS NOT NULL AND a.state = 'active'
)sql";
constexpr std::string_view kOpen = R"sql(
  SELECT id, user_id, device, created_at, last_seen_at, proved_at, ended_at
    FROM user_session WHERE user_id = $1 AND ended_at IS NULL ORDER BY created_at DESC, id
)sql";
constexpr std::string_view kRenew = R"sql(
  UPDATE user_session SET token_hash = $2, proved_at = $3, last_seen_at = $3, wall_hash = $4
   WHERE id = $1
)sql";
constexpr std::string_view kSeen = R"sql(
  UPDATE user_session SET last_seen_at = $2 WHERE id = $1 AND last_seen_at < $2
)sql";
constexpr std::string_view kEnd = R"sql(
  UPDATE user_session SET ended_at = $2, end_reason = $3 WHERE id = $1 AND ended_at IS NULL
)sql";
constexpr std::string_view kEndAll = R"sql(
  UPDATE user_session SET ended_at = $2, end_reason = $3
   WHERE user_id = $1 AND id <> $4 AND ended_at IS NULL
)sql";
constexpr std::string_view kDeleteOld = R"sql(
  DELETE FROM user_session WHERE created_at < $1
)sql";

SessionRecord read_session(const platform::Row& row) {
  return {
      .id = row.id<access::SessionId>("id"),
      .user = row.id<access::UserId>("user_id"),
      .device = row.text("device"),
      .created_at = row.time("created_at"),
      .last_seen_at = row.time("last_seen_at"),
      .proved_at = row.time("proved_at"),
      .ended_at = row.maybe_time("ended_at"),
  };
}

}  // namespace

void insert_session(platform::Transaction& tx, const SessionRecord& session,
                    const TokenHashes& token) {
  tx.execute(kInsert,
             {session.id, session.user, Blob{token.found_by}, session.device, session.created_at,
              session.last_seen_at, session.proved_at, Blob{token.wall}});
}

std::optional<SessionRecord> find_session(platform::Transaction& tx,
                                          const std::string& token_hash) {
  const auto row = tx.query_one(kFind, {Blob{token_hash}});
  if (!row) return std::nullopt;
  return read_session(*row);
}

std::vector<SessionRecord> open_sessions(platform::Transaction& tx, const access::UserId& user) {
  std::vector<SessionRecord> sessions;
  for (const auto& row : tx.query(kOpen, {user})) sessions.push_back(read_session(row));
  return sessions;
}

void renew_session(platform::Transaction& tx, const access::SessionId& id, const TokenHashes& token,
                   base::Timestamp now) {
  tx.execute(kRenew, {id, Blob{token.found_by}, now, Blob{token.wall}});
}

void note_seen(platform::Transaction& tx, const access::SessionId& id, base::Timestamp seen) {
  tx.execute(kSeen, {id, seen});
}

std::int64_t end_session(platform::Transaction& tx, const access::SessionId& id,
                         base::Timestamp now, std::string_view reason) {
  return tx.execute(kEnd, {id, now, reason});
}

std::int64_t end_sessions(platform::Transaction& tx, const access::UserId& user,
                          const std::optional<access::SessionId>& except, base::Timestamp now,
                          std::string_view reason) {
  return tx.execute(kEndAll, {user, now, reason, except ? except->str() : ""});
}

void delete_sessions_before(platform::Transaction& tx, base::Timestamp time) {
  tx.execute(kDeleteOld, {time});
}

}  // namespace hd::accounts::store
