#include <algorithm>

#include "platform/cursor.h"
#include "statistics/store.h"

namespace hd::statistics::store {
namespace {

constexpr auto kInsertVersion = R"sql(
  INSERT INTO report_version (id, run, report, definition_version, from_day, to_day, age_set,
                              geography, scope, number, previous, created_at, created_by, state_at,
                              log_size, log_hash, figures_hash, figures, changes)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
)sql";

constexpr auto kFindVersion = R"sql(
  SELECT id, run, report, definition_version, from_day, to_day, age_set, geography, scope, number,
         previous, created_at, created_by, state_at, log_size, log_hash, figures_hash
  FROM report_version WHERE id = $1
)sql";

constexpr auto kLatestVersion = R"sql(
  SELECT id, run, report, definition_version, from_day, to_day, age_set, geography, scope, number,
         previous, created_at, created_by, state_at, log_size, log_hash, figures_hash
  FROM report_version
  WHERE report = $1 AND from_day = $2 AND to_day = $3 AND age_set = $4 AND geography = $5
    AND scope = $6
  ORDER BY number DESC LIMIT 1
)sql";

constexpr auto kFigures = "SELECT figures, changes FROM report_version WHERE id = $1";

constexpr auto kAllVersions = R"sql(
  SELECT id, run, report, definition_version, from_day, to_day, age_set, geography, scope, number,
         previous, created_at, created_by, state_at, log_size, log_hash, figures_hash
  FROM report_version
  WHERE ($1 = '' OR report = $1) AND (created_at < $2 OR (created_at = $2 AND id < $3))
  ORDER BY created_at DESC, id DESC LIMIT $4
)sql";

constexpr auto kVersionsOfScope = R"sql(
  SELECT id, run, report, definition_version, from_day, to_day, age_set, geography, scope, number,
         previous, created_at, created_by, state_at, log_size, log_hash, figures_hash
  FROM report_version
  WHERE scope = $5 AND ($1 = '' OR report = $1)
    AND (created_at < $2 OR (created_at = $2 AND id < $3))
  ORDER BY created_at DESC, id DESC LIMIT $4
)sql";

constexpr auto kPutPiece = R"sql(
  INSERT INTO report_snapshot (run, unit, position, content) VALUES ($1, $2, $3, $4)
  ON CONFLICT (run, unit, position) DO UPDATE SET content = excluded.content
)sql";

constexpr auto kForgetPieces = "DELETE FROM report_snapshot WHERE run = $1";

constexpr auto kPieces = R"sql(
  SELECT position, content FROM report_snapshot WHERE run = $1 AND unit = $2 ORDER BY position
)sql";

/// One key for all that a run writes.
vault::Slot slot(const RunId& run, std::string_view table, std::string_view column,
                 std::string row) {
  return {.group = "report/" + run.str(),
          .compartment = vault::Compartment::work,
          .table = table,
          .column = column,
          .row = std::move(row)};
}

vault::Slot piece_slot(const RunId& run, Unit unit, std::int64_t position) {
  return slot(run, "report_snapshot", "content",
              run.str() + "/" + std::string(base::name_of(kUnitNames, unit)) + "/" +
                  std::to_string(position));
}

Version read_version(const platform::Row& row) {
  return {.id = row.id<VersionId>("id"),
          .run = row.id<RunId>("run"),
          .order = read_order(row),
          .definition_version = row.number("definition_version"),
          .number = row.number("number"),
          .previous = row.maybe_id<VersionId>("previous"),
          .created_at = row.time("created_at"),
          .created_by = row.id<access::UserId>("created_by"),
          .state_at = row.time("state_at"),
          .log_size = row.number("log_size"),
          .log_hash = row.text("log_hash"),
          .figures_hash = row.text("figures_hash")};
}

vault::Slot version_slot(const Version& version, std::string_view column) {
  return slot(version.run, "report_version", column, version.id.str());
}

std::string open_column(platform::Transaction& tx, vault::Vault& vault,
                        const vault::Opening& opening, const Version& version,
                        std::string_view column) {
  const auto row = tx.query_one(kFigures, {version.id});
  if (!row) return {};
  return vault.open(tx, opening, version_slot(version, column), row->blob(column)).reveal();
}

}  // namespace

void insert(platform::Transaction& tx, vault::Vault& vault, const Version& version,
            const std::string& figures, const std::string& changes) {
  const Order& order = version.order;
  const auto sealed = [&](std::string_view column, const std::string& text) {
    return vault.seal(tx, version_slot(version, column), text);
  };
  tx.execute(kInsertVersion,
             {version.id, version.run, order.report, version.definition_version, order.period.from,
              order.period.to, order.age_set, geography_text(order), scope_text(order),
              version.number, version.previous, version.created_at, version.created_by,
              version.state_at, version.log_size, version.log_hash, version.figures_hash,
              sealed("figures", figures), sealed("changes", changes)});
}

std::optional<Version> find_version(platform::Transaction& tx, const VersionId& id) {
  const auto row = tx.query_one(kFindVersion, {id});
  if (!row) return std::nullopt;
  return read_version(*row);
}

std::optional<Version> latest_version(platform::Transaction& tx, const Order& order) {
  const auto row =
      tx.query_one(kLatestVersion, {order.report, order.period.from, order.period.to, order.age_set,
                                    geography_text(order), scope_text(order)});
  if (!row) return std::nullopt;
  return read_version(*row);
}

std::string figures(platform::Transaction& tx, vault::Vault& vault, const vault::Opening& opening,
                    const Version& version) {
  return open_column(tx, vault, opening, version, "figures");
}

std::string changes(platform::Transaction& tx, vault::Vault& vault, const vault::Opening& opening,
                    const Version& version) {
  return open_column(tx, vault, opening, version, "changes");
}

std::vector<Version> versions(platform::Transaction& tx, const VersionWindow& window) {
  const auto before = window.before.value_or(platform::kEver);
  std::vector<Version> found;
  if (!window.scopes) {
    for (const auto& row :
         tx.query(kAllVersions, {window.report, before, window.before_id, window.limit})) {
      found.push_back(read_version(row));
    }
    return found;
  }
  for (const auto& scope : *window.scopes) {
    for (const auto& row : tx.query(
             kVersionsOfScope, {window.report, before, window.before_id, window.limit, scope})) {
      found.push_back(read_version(row));
    }
  }
  std::ranges::sort(found, [](const Version& left, const Version& right) {
    return std::pair(left.created_at, left.id) > std::pair(right.created_at, right.id);
  });
  if (found.size() > static_cast<std::size_t>(window.limit)) {
    found.erase(found.begin() + window.limit, found.end());
  }
  return found;
}

void put_piece(platform::Transaction& tx, vault::Vault& vault, const Run& run, Unit unit,
               std::int64_t position, const std::string& bytes) {
  tx.execute(kPutPiece, {run.id, base::name_of(kUnitNames, unit), position,
                         vault.seal(tx, piece_slot(run.id, unit, position), bytes)});
}

void forget_pieces(platform::Transaction& tx, const RunId& run) {
  tx.execute(kForgetPieces, {run});
}

Snapshot snapshot(platform::Transaction& tx, vault::Vault& vault, const vault::Opening& opening,
                  const Version& version, Unit unit) {
  std::string bytes;
  tx.scan(kPieces, {version.run, base::name_of(kUnitNames, unit)}, [&](const platform::Row& row) {
    bytes += vault
                 .open(tx, opening, piece_slot(version.run, unit, row.number("position")),
                       row.blob("content"))
                 .reveal();
  });
  return bytes.empty() ? Snapshot(unit) : Snapshot::read(bytes);
}

}  // namespace hd::statistics::store
