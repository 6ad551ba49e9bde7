#pragma once
// Envelope encryption of content columns: the only place that seals and opens them.
//
// Root key → (HKDF) key-encryption key → data key per record group and compartment → envelope.
// Associated data binds format, table, row, column, compartment, key and row version, so an
// envelope that is moved, swapped or rolled back does not open. Source: security 3.2.
//
// Opening goes through one narrow interface that names the session and the record; it will move to
// a process of its own without changing its callers.

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "access/ids.h"
#include "base/enum_names.h"
#include "base/result.h"
#include "base/sensitive.h"
#include "base/time.h"
#include "platform/crypto.h"
#include "platform/db.h"

namespace hd::vault {

/// One data key each, so that identity can be erased and coded facts kept.
enum class Compartment { work, identity, narrative, files, misc };

inline constexpr auto kCompartmentNames = std::to_array<base::EnumName<Compartment>>({
    {Compartment::work, "work"},
    {Compartment::identity, "identity"},
    {Compartment::narrative, "narrative"},
    {Compartment::files, "files"},
    {Compartment::misc, "misc"},
});
static_assert(base::names_every(kCompartmentNames, Compartment::misc));

/// Whose data key: e.g. "contact/<hotline id>/2026-03" or "account/<user id>". Stable, no content.
using Group = std::string;

/// Where an envelope lives. All of it goes into the associated data.
struct Slot {
  Group group;
  Compartment compartment;
  std::string_view table;
  std::string_view column;
  std::string row;               ///< id of the row
  std::int64_t row_version = 1;  ///< of the row the envelope is stored with
};

/// Who opens, and for which record: what a key process would check and count.
struct Opening {
  std::optional<access::SessionId> session;  ///< absent: the system itself (workers, imports)
  std::string record;                        ///< id of the record that is being read
};

class Vault {
 public:
  virtual ~Vault() = default;

  /// Seals UTF-8 text or bytes; text is padded first so that its length tells little. Makes the
  /// group's data key in `tx` when there is none.
  virtual platform::Blob seal(platform::Transaction& tx, const Slot& slot,
                              std::string_view plain) = 0;

  /// Throws std::runtime_error when the envelope does not belong to this slot or was changed: a
  /// corrupt or forged row, never a user's mistake.
  virtual base::Sensitive<std::string> open(platform::Transaction& tx, const Opening& opening,
                                            const Slot& slot, const platform::Blob& envelope) = 0;

  /// Keyed 16-byte hash of an already normalised value; `kind` e.g. "phone". Equal values of one
  /// kind have equal indexes; nothing else can be learnt without the key.
  virtual platform::Blob blind_index(std::string_view kind, std::string_view normalised) = 0;

  /// A key for another use ("session", "csrf", "audit", "pepper"), derived from the root key.
  virtual platform::Secret derived(std::string_view purpose) = 0;
};

/// Thrown by open() when the data key exists no more: the content was erased for good.
struct KeyDestroyed : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Root keys of a deployment, newest last.
struct RootKeys {
  struct Version {
    int number;  ///< 1, 2, …
    platform::Secret key;
  };
  std::vector<Version> versions;
  /// Blind indexes and derived keys come from this one, which a new root key leaves alone; absent:
  /// from the oldest version.
  std::optional<platform::Secret> base = {};
};

/// Reads DATA/keys/root.keys (mode 0600) or the systemd credential "haidang-root-keys", which goes
/// first; makes the file with a first random key when neither exists and `create` is set.
/// Errors: throws std::runtime_error (missing, readable by others, malformed).
RootKeys load_root_keys(const std::string& data_dir, bool create);

/// Adds a new random root key to the file; `rewrap` then moves the data keys over.
void add_root_key(const std::string& data_dir);

/// The vault of a process. Opened data keys are cached in memory that is wiped at the end.
/// `reload` is asked for the root keys when a data key needs one that is not known: the keys were
/// changed while the server runs.
std::unique_ptr<Vault> make_vault(RootKeys keys, std::function<RootKeys()> reload = {});

/// What signs the heads of the log.
platform::SigningKey audit_signing_key(Vault& vault);

/// Wraps data keys of older root keys with the newest, at most `limit` in this transaction. Returns
/// how many are left to do; can be killed and called again at any moment.
std::int64_t rewrap(platform::Transaction& tx, const RootKeys& keys, std::int64_t limit);

/// Whether something was sealed already, so that making a first root key would be a mistake.
bool has_data_keys(platform::Transaction& tx);

/// Opens one data key per root key in use. For the start of a server: throws std::runtime_error
/// when these are not the root keys of this database.
void check_root_keys(platform::Transaction& tx, const RootKeys& keys);

/// Destroys the data keys of a group: what they sealed can never be opened again. Returns how many.
/// This process forgets them at once, others of the same deployment within a minute.
std::int64_t shred(platform::Transaction& tx, const Group& group,
                   std::optional<Compartment> compartment);

}  // namespace hd::vault
