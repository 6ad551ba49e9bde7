#pragma once
// The record of who did what and who looked at what: append-only, hash-chained, written in the same
// transaction as the change or the sensitive read, so neither can exist without the other.
//
// Carries no personal data: ids and stable words only, so entries survive erasure.
// Source: security 3.4.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/actor.h"
#include "access/decide.h"
#include "base/result.h"
#include "base/time.h"
#include "platform/crypto.h"
#include "platform/db.h"

namespace hd::audit {

struct Entry {
  std::string action;        ///< "<thing>.<verb>": "contact.finalise", "contact.open", "refused"
  std::string object_kind;   ///< "contact"
  std::string object_id;     ///< random id of the thing; "" for lists
  std::string purpose = {};  ///< stable code of the reason given, e.g. "call_back"; "" when none
  std::uint8_t marks = 0;    ///< mask of access::Mark that was released
  std::optional<access::PostId> post = {};  ///< the post the right came from (Decision::post)
  int rule = -1;                            ///< Decision::rule
};

/// Whether `text` may stand in an entry: letters a-z, digits, . _ : / # - and at most 100 of them.
bool is_recordable(std::string_view text);

/// Appends an entry: sequence, time, actor, post, session, entry, hash over all of it and over the
/// hash before. Counts itself in `tx.audit_entries`. Requests that overtake one another get the
/// later time; when the clock was set back by more than a minute, an entry "clock.set_back" comes
/// first. Throws std::invalid_argument when a field is not is_recordable(): personal data cannot
/// slip in.
void record(platform::Transaction& tx, base::Timestamp now, const access::Actor& actor,
            const Entry& entry);

/// One stored entry, as exported and verified. Hashes are lower-case hex.
struct Stored {
  std::int64_t sequence;
  base::Timestamp at;
  std::string user, post, session, action, object_kind, object_id, purpose;
  int marks;
  int rule;
  std::string previous_hash, hash;
};

/// The bytes that are hashed: a documented, line-based canonical text.
std::string canonical(const Stored& entry);

/// A signed statement "the log has `size` entries and the last hash is `hash`".
struct Head {
  std::int64_t size;
  std::string hash;
  base::Timestamp at;
  std::string public_key;  ///< hex
  std::string signature;   ///< hex, over canonical text of size, hash and at
};

/// Signs the present end of the log and stores the head; nothing new since the last: no new row.
/// Called every 60 s, at shutdown and by `haidang verify-audit`.
void sign_head(platform::Transaction& tx, base::Timestamp now, const platform::SigningKey& key);

/// The latest signed head; nullopt before the first.
std::optional<Head> latest_head(platform::Transaction& tx);

struct Filter {
  std::string object_kind = {};
  std::string object_id = {};
  std::string user_id = {};
  std::string action = {};
  std::optional<base::Timestamp> from = {};
  std::optional<base::Timestamp> to = {};
  std::optional<std::int64_t> before_sequence = {};  ///< cursor: entries below this one
};

/// Newest first, at most `limit`.
std::vector<Stored> find(platform::Transaction& tx, const Filter& filter, std::size_t limit);

/// Writes entries and heads as JSON lines, oldest first.
void export_log(platform::Transaction& tx, const std::function<void(std::string_view)>& write_line);

struct Verdict {
  bool good;
  std::int64_t entries;
  std::int64_t heads;
  std::string problem;        ///< "" when good, else a sentence in English
  std::int64_t bad_sequence;  ///< first bad entry; 0 when good
};

/// Reads an export (JSON lines) and checks order, hashes, chain, times, heads and signatures; needs
/// no database. `trusted_key` (hex) may be empty: then heads must at least agree with one another.
/// `kept_heads` are heads that somebody kept outside: only they show that the end of a log was cut
/// off together with its last heads.
Verdict verify_export(const std::function<std::optional<std::string>()>& next_line,
                      std::string_view trusted_key, const std::vector<Head>& kept_heads = {});

/// The same for the log in the database, and that its end is where the chain says.
Verdict verify_log(platform::Transaction& tx, std::string_view trusted_key,
                   const std::vector<Head>& kept_heads = {});

}  // namespace hd::audit
