#pragma once
// What a user can do with the files of a record. The record's own module decides who may: it is
// asked through a callback, so this module sees no module above it.
//
// Source: spec security 3.2 (Files), 3.8; abuse case 19.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "access/actor.h"
#include "access/decide.h"
#include "base/result.h"
#include "files/examine.h"
#include "files/file.h"
#include "platform/antivirus.h"
#include "platform/db.h"
#include "vault/vault.h"

namespace hd::files {

/// Who does it, and when.
struct Who {
  const access::Actor& actor;
  base::Timestamp now;
  base::Date today() const { return base::local_date(now); }
};

enum class Use { read, write };

/// What the record's module answers.
struct Right {
  access::Decision decision;          ///< its marks say which files are released
  std::string key_group;              ///< group of the data key, e.g. "case/<id>"
  directory::OrgId org;               ///< owner of the record
  bool own_only = false;              ///< of the files, those the actor sent
  std::vector<FileId> withheld = {};  ///< not yet given out, whatever the marks
};

/// May the actor read, or add, files of this record? Errors: not_found - no such record, no such
/// kind of record, or none of the actor's business.
using Ask =
    std::function<base::Result<Right>(platform::Transaction&, const Who&, const Subject&, Use)>;

struct Parts {
  vault::Vault& vault;
  Ask ask;
  /// Examines in a sandbox; nullopt when that broke down. Arguments: bytes, extension.
  std::function<std::optional<Findings>(std::string_view, std::string_view)> examine;
  /// Empty: no antivirus is configured.
  std::function<platform::ScanVerdict(std::string_view)> scan = {};
  /// Tells the worker that a file is complete. Must be quick.
  std::function<void()> wake = {};
  /// Whether a record has come to rest on the file: it cannot be withdrawn then.
  std::function<bool(platform::Transaction&, const FileId&)> in_use = {};
  /// A download was decided and recorded, in the same transaction: data leaves.
  std::function<void(platform::Transaction&, const Who&, const File&)> handed_out = {};
};

/// A file as its reader sees it.
struct Seen {
  File file;
  std::vector<std::string> next_actions;
};

class Operations {
 public:
  explicit Operations(Parts parts) : parts_(std::move(parts)) {}

  struct NewFile {
    Subject subject;
    std::string kind;  ///< code of list file_kind, checked by the caller
    std::string name;
    std::int64_t size_bytes;
  };
  /// Announces an upload; audited "file.begin". Errors: not_found; invalid {"name", "malformed" |
  /// "extension_not_allowed"}; too_large "file.too_large" (params max_bytes); conflict
  /// "file.quota_record" | "file.quota_day" (params left_bytes).
  base::Result<Seen> begin(platform::Transaction& tx, const Who& who, const NewFile& wanted);

  /// Takes part `number`; a part that is here already is answered in the same way. With the last
  /// part the upload is complete: audited "file.upload". Errors: not_found (also: somebody else's
  /// upload); conflict "file.part_order" (params next_part) | "file.part_size" (params
  /// expected_bytes).
  base::Result<File> put_part(platform::Transaction& tx, const Who& who, const FileId& id,
                              std::int64_t number, std::string_view bytes);

  /// How far it is, without what is sealed. Errors: not_found.
  base::Result<File> state(platform::Transaction& tx, const Who& who, const FileId& id);

  struct Filter {
    Subject subject;
    std::string cursor = {};
    std::size_t limit = 50;
  };
  struct Page {
    std::vector<Seen> items;
    std::string next;      ///< "" at the end
    bool may_add = false;  ///< the actor may attach another one
  };
  /// Newest first, those whose mark is released to the actor; audited "file.list".
  /// Errors: not_found.
  base::Result<Page> list(platform::Transaction& tx, const Who& who, const Filter& filter);

  /// What read() needs; the bytes leave only with this.
  struct Ticket {
    File file;
    CopyKind copy;
    std::string stream_key;
  };
  /// Decides and records a download, audited "file.download_safe" | "file.download_original" with
  /// the reason as purpose. `reason`: a code, needed for the original.
  /// Errors: not_found; conflict "file.not_ready" (params state) | "file.no_safe_copy"; invalid
  /// {"reason", "required"}.
  base::Result<Ticket> download(platform::Transaction& tx, const Who& who, const FileId& id,
                                CopyKind copy, const std::string& reason);
  /// The bytes; after the transaction of download() is durable. Throws std::runtime_error when a
  /// piece is missing or changed: nothing of it is given out then.
  static std::string read(platform::Transaction& tx, const Ticket& ticket);

  /// Takes a wrong file out of use; audited "file.withdraw". Errors: not_found; conflict "stale" |
  /// "file.not_ready" | "file.in_use"; invalid {"reason", "required"}.
  base::Result<Seen> withdraw(platform::Transaction& tx, const Who& who, const FileId& id,
                              std::int64_t version, const std::string& reason);

  /// Examines what is complete, in transactions of its own; safe on several nodes and after a
  /// crash. Returns how many files were settled.
  std::size_t examine_due(platform::Database& database, base::Timestamp now);

  /// Removes uploads that began more than a day ago and never ended. Returns how many.
  static std::size_t forget_abandoned(platform::Database& database, base::Timestamp now);

 private:
  struct Loaded {
    File file;
    Right right;
  };
  base::Result<Loaded> load(platform::Transaction& tx, const Who& who, const FileId& id,
                            Use use) const;
  std::optional<base::Error> check_quotas(platform::Transaction& tx, const Who& who,
                                          const NewFile& wanted);
  Seen seen(platform::Transaction& tx, const Who& who, File file, bool may_write);
  std::optional<File> claim(platform::Database& database, base::Timestamp now, const FileId& id);
  bool settle(platform::Database& database, base::Timestamp now, const File& claimed);

  Parts parts_;
};

/// A file for a rule of a module whose record it belongs to: with name, kind and hash. Shows
/// nothing by itself and is not audited here. nullopt: no such file.
std::optional<File> file_for_rules(platform::Transaction& tx, vault::Vault& vault, const Who& who,
                                   const FileId& id);

/// Limits of data/file-limits.csv that are missing.
void load_first_content(platform::Transaction& tx);

}  // namespace hd::files
