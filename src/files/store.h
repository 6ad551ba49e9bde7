#pragma once
// Files in the database. All SQL of this module is in store.cc, and only operations*.cc call it.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "files/file.h"
#include "platform/db.h"
#include "vault/vault.h"

namespace hd::files::store {

/// With its name and kind, and the key of the stream that begins.
void insert(platform::Transaction& tx, vault::Vault& vault, const File& file);

/// Without what is sealed: what decisions need. nullopt when absent.
std::optional<File> find(platform::Transaction& tx, const FileId& id);

/// Opens name, kind and what the examination found into `file`, which find() or list() returned.
void open_facts(platform::Transaction& tx, vault::Vault& vault, const vault::Opening& opening,
                File& file);

/// Saves state, refusal, scan, parts and the next try; false when the stored version is not
/// `file.version - 1`.
bool update(platform::Transaction& tx, const File& file, base::Timestamp next_try_at);

/// Seals what the examination found: once per file.
void keep_findings(platform::Transaction& tx, vault::Vault& vault, const File& file);
void keep_reason(platform::Transaction& tx, vault::Vault& vault, const File& file,
                 std::string_view reason);

struct Window {
  Subject subject;
  std::uint8_t marks;  ///< only files whose mark is among these
  std::optional<base::Timestamp> before = {};
  std::string before_id = {};
  std::int64_t limit = 50;
};
/// Newest first; those still arriving, refused or withdrawn included.
std::vector<File> list(platform::Transaction& tx, const Window& window);

/// Bytes that count against the record: all but refused ones.
std::int64_t bytes_of_subject(platform::Transaction& tx, const Subject& subject);
/// Bytes a user announced since then, refused ones included.
std::int64_t bytes_of_user(platform::Transaction& tx, const access::UserId& user,
                           base::Timestamp since);

void insert_copy(platform::Transaction& tx, vault::Vault& vault, const File& file, CopyKind copy,
                 std::string_view key_and_header, std::optional<std::string_view> sealer);
/// nullopt when there is no such copy.
std::optional<std::string> stream_key(platform::Transaction& tx, vault::Vault& vault,
                                      const vault::Opening& opening, const File& file,
                                      CopyKind copy);
/// Where the stream of the original goes on; nullopt once it is complete.
std::optional<std::string> sealer_state(platform::Transaction& tx, vault::Vault& vault,
                                        const File& file);
/// Absent `state`: complete.
void keep_sealer_state(platform::Transaction& tx, vault::Vault& vault, const File& file,
                       std::optional<std::string_view> state);

void insert_piece(platform::Transaction& tx, const FileId& id, CopyKind copy, std::int64_t position,
                  std::string sealed);
/// In order.
void each_piece(platform::Transaction& tx, const FileId& id, CopyKind copy,
                const std::function<void(const std::string& sealed)>& each);
/// Bytes and keys of a file, of all its copies.
void delete_bytes(platform::Transaction& tx, const FileId& id);
/// The row itself, whose bytes are gone.
void delete_file(platform::Transaction& tx, const FileId& id);

/// Complete files whose examination is due, oldest first.
std::vector<FileId> to_examine(platform::Transaction& tx, base::Timestamp now, std::int64_t limit);
/// Uploads that began before `time` and never ended.
std::vector<FileId> abandoned(platform::Transaction& tx, base::Timestamp time, std::int64_t limit);

/// The limit that holds on a day; nullopt when there is none.
std::optional<std::int64_t> limit_on(platform::Transaction& tx, std::string_view code,
                                     base::Date day);
/// Adds what is missing, changes nothing.
void add_limit(platform::Transaction& tx, std::string_view code, std::int64_t bytes,
               std::string_view valid_from, std::string_view valid_to, std::string_view basis);

}  // namespace hd::files::store
