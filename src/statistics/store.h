#pragma once
// Statistics in the database: definitions, runs, versions and the records behind them.

#include <optional>
#include <string>
#include <vector>

#include "platform/db.h"
#include "statistics/definition.h"
#include "statistics/run.h"
#include "statistics/snapshot.h"
#include "vault/vault.h"

namespace hd::statistics::store {

// ---- definitions
// ---------------------------------------------------------------------------------
/// Newest version of each, by code.
std::vector<Definition> definitions(platform::Transaction& tx);
/// `version` 0: the newest.
/// Every version there ever was, of all codes.
std::vector<Definition> definition_versions(platform::Transaction& tx);
std::optional<Definition> find_definition(platform::Transaction& tx, const std::string& code,
                                          std::int64_t version = 0);
/// False when this version is there already.
bool insert(platform::Transaction& tx, const Definition& definition, base::Timestamp now,
            const std::optional<access::UserId>& by);

// ---- orders, as runs and versions keep them
// ------------------------------------------------------
std::string scope_text(const Order& order);      ///< "" for everybody
std::string geography_text(const Order& order);  ///< "" when none is given
Order read_order(const platform::Row& row);

// ---- runs
// ----------------------------------------------------------------------------------------
void insert(platform::Transaction& tx, const Run& run);
std::optional<Run> find_run(platform::Transaction& tx, const RunId& id);
/// Newest first. `scopes` absent: of everybody.
std::vector<Run> runs(platform::Transaction& tx,
                      const std::optional<std::vector<directory::OrgId>>& scopes,
                      std::size_t limit);
/// Is there something to claim()?
bool has_waiting(platform::Transaction& tx, base::Timestamp now);
/// The oldest that waits, or whose node fell silent; takes it for `worker` until `until`.
std::optional<Run> claim(platform::Transaction& tx, const std::string& worker, base::Timestamp now,
                         base::Timestamp until);
/// Tells how far it is. False: it was cancelled, or taken by another node.
bool report_progress(platform::Transaction& tx, const Run& run, const std::string& worker,
                     base::Timestamp until);
/// Gives a run back that this worker cannot go on with.
void release(platform::Transaction& tx, const Run& run, const std::string& worker);
/// State, error, result. False: it was cancelled, or taken by another node.
bool finish(platform::Transaction& tx, const Run& run, const std::string& worker);
/// False when the stored version is not `run.version - 1`.
bool update_state(platform::Transaction& tx, const Run& run);

// ---- versions
// ------------------------------------------------------------------------------------
/// `figures` and `changes` as text.
void insert(platform::Transaction& tx, vault::Vault& vault, const Version& version,
            const std::string& figures, const std::string& changes);
std::optional<Version> find_version(platform::Transaction& tx, const VersionId& id);
/// The newest of the same order.
std::optional<Version> latest_version(platform::Transaction& tx, const Order& order);
/// The figures as text.
std::string figures(platform::Transaction& tx, vault::Vault& vault, const vault::Opening& opening,
                    const Version& version);

/// What it changed against the version before, as text.
std::string changes(platform::Transaction& tx, vault::Vault& vault, const vault::Opening& opening,
                    const Version& version);

struct VersionWindow {
  std::string report = {};
  std::optional<std::vector<directory::OrgId>> scopes = {};  ///< absent: of everybody
  std::optional<base::Timestamp> before = {};
  std::string before_id = {};
  std::int64_t limit = 50;
};
/// Newest first.
std::vector<Version> versions(platform::Transaction& tx, const VersionWindow& window);

// ---- records behind a version
// --------------------------------------------------------------------
/// One piece; another of the same place is written over.
void put_piece(platform::Transaction& tx, vault::Vault& vault, const Run& run, Unit unit,
               std::int64_t position, const std::string& bytes);
void forget_pieces(platform::Transaction& tx, const RunId& run);
/// Empty of that unit when the version has none.
Snapshot snapshot(platform::Transaction& tx, vault::Vault& vault, const vault::Opening& opening,
                  const Version& version, Unit unit);

}  // namespace hd::statistics::store
