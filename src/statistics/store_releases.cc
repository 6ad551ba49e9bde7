#include "statistics/store_releases.h"

#include "platform/row_name.h"
#include "statistics/publication_codec.h"

namespace hd::statistics::store {
namespace {

constexpr auto kRules = R"sql(
  SELECT id, public_threshold, internal_sensitive, group_threshold, diversity, valid_from, basis
  FROM disclosure_rule ORDER BY valid_from DESC
)sql";

constexpr auto kInsertRule = R"sql(
  INSERT INTO disclosure_rule (id, public_threshold, internal_sensitive, group_threshold, diversity,
                               valid_from, basis, created_at, created_by)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  ON CONFLICT (valid_from) DO NOTHING
)sql";

constexpr auto kInsertRelease = R"sql(
  INSERT INTO report_release (id, run, report_version, report, from_day, to_day, state, rule,
                              registry_size, too_few_changes, known_before, created_at, created_by,
                              version, form, cells)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
)sql";

constexpr auto kFindRelease = R"sql(
  SELECT id, run, report_version, report, from_day, to_day, state, rule, registry_size,
         too_few_changes, known_before, created_at, created_by, released_at, released_by, document,
         withdrawn_reason, version
  FROM report_release WHERE id = $1
)sql";

constexpr auto kReleases = R"sql(
  SELECT id, run, report_version, report, from_day, to_day, state, rule, registry_size,
         too_few_changes, known_before, created_at, created_by, released_at, released_by, document,
         withdrawn_reason, version
  FROM report_release ORDER BY created_at DESC, id DESC LIMIT $1
)sql";

constexpr auto kRegistrySize = "SELECT COUNT(*) AS n FROM report_release WHERE state <> 'prepared'";
constexpr auto kIsReleased = R"sql(
  SELECT COUNT(*) AS n FROM report_release WHERE report_version = $1 AND state = 'released'
)sql";
constexpr auto kForm = "SELECT form FROM report_release WHERE id = $1";
constexpr auto kRegistry = R"sql(
  SELECT id, run, cells FROM report_release
  WHERE state <> 'prepared' AND from_day <= $2 AND to_day >= $1
  ORDER BY released_at, id
)sql";

constexpr auto kUpdateRelease = R"sql(
  UPDATE report_release
  SET state = $2, released_at = $3, released_by = $4, document = $5, withdrawn_reason = $6,
      version = $7
  WHERE id = $1 AND version = $7 - 1
)sql";

constexpr auto kInsertFile = R"sql(
  INSERT INTO person_file (id, run, from_day, to_day, rule, records, rows_kept, suppressed,
                           created_at, created_by, content)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
)sql";
constexpr auto kFindFile = R"sql(
  SELECT id, run, from_day, to_day, rule, records, rows_kept, suppressed, created_at, created_by
  FROM person_file WHERE id = $1
)sql";
constexpr auto kFiles = R"sql(
  SELECT id, run, from_day, to_day, rule, records, rows_kept, suppressed, created_at, created_by
  FROM person_file ORDER BY created_at DESC, id DESC LIMIT $1
)sql";
constexpr auto kFileContent = "SELECT content FROM person_file WHERE id = $1";

vault::Slot release_slot(const RunId& run, std::string_view table, std::string_view column,
                         const std::string& row, std::int64_t version = 1) {
  return {.group = "report/" + run.str(),
          .compartment = vault::Compartment::work,
          .table = table,
          .column = column,
          .row = row,
          .row_version = version};
}

DisclosureRule read_rule(const platform::Row& row) {
  return {.id = row.id<DisclosureRuleId>("id"),
          .thresholds = {.public_threshold = row.number("public_threshold"),
                         .internal_sensitive = row.number("internal_sensitive"),
                         .group_threshold = row.number("group_threshold")},
          .diversity = row.number("diversity"),
          .valid_from = row.date("valid_from"),
          .basis = row.text("basis")};
}

Release read_release(platform::Transaction& tx, vault::Vault& vault, const vault::Opening& opening,
                     const platform::Row& row) {
  Release release{.id = row.id<ReleaseId>("id"),
                  .run = row.id<RunId>("run"),
                  .report_version = row.id<VersionId>("report_version"),
                  .report = row.text("report"),
                  .period = {row.date("from_day"), row.date("to_day")},
                  .state = platform::read_name(row, "state", kReleaseStateNames),
                  .rule = row.id<DisclosureRuleId>("rule"),
                  .registry_size = row.number("registry_size"),
                  .too_few_changes = row.flag("too_few_changes"),
                  .known_before = row.number("known_before"),
                  .created_at = row.time("created_at"),
                  .created_by = row.id<access::UserId>("created_by"),
                  .released_at = row.maybe_time("released_at"),
                  .released_by = row.maybe_id<access::UserId>("released_by"),
                  .document = row.maybe_id<documents::DocumentId>("document"),
                  .version = row.number("version")};
  if (const auto reason = row.maybe_blob("withdrawn_reason")) {
    release.withdrawn_reason =
        vault
            .open(tx, opening,
                  release_slot(release.run, "report_release", "withdrawn_reason", release.id.str(),
                               release.version),
                  *reason)
            .reveal();
  }
  return release;
}

PersonFileRecord read_file(const platform::Row& row) {
  return {.id = row.id<PersonFileId>("id"),
          .run = row.id<RunId>("run"),
          .period = {row.date("from_day"), row.date("to_day")},
          .rule = row.id<DisclosureRuleId>("rule"),
          .records = row.number("records"),
          .rows = row.number("rows_kept"),
          .suppressed = row.number("suppressed"),
          .created_at = row.time("created_at"),
          .created_by = row.id<access::UserId>("created_by")};
}

}  // namespace

std::vector<DisclosureRule> disclosure_rules(platform::Transaction& tx) {
  std::vector<DisclosureRule> rules;
  for (const auto& row : tx.query(kRules)) rules.push_back(read_rule(row));
  return rules;
}

std::optional<DisclosureRule> find_rule(platform::Transaction& tx, const DisclosureRuleId& id) {
  for (auto& rule : disclosure_rules(tx)) {
    if (rule.id == id) return std::move(rule);
  }
  return std::nullopt;
}

bool insert(platform::Transaction& tx, const DisclosureRule& rule, base::Timestamp now,
            const std::optional<access::UserId>& by) {
  const auto& limits = rule.thresholds;
  return tx.execute(kInsertRule, {rule.id, limits.public_threshold, limits.internal_sensitive,
                                  limits.group_threshold, rule.diversity, rule.valid_from,
                                  rule.basis, now, by}) == 1;
}

void insert(platform::Transaction& tx, vault::Vault& vault, const Release& release,
            const ReleaseTexts& texts) {
  const auto sealed = [&](std::string_view column, const std::string& text) {
    return vault.seal(tx, release_slot(release.run, "report_release", column, release.id.str()),
                      text);
  };
  tx.execute(kInsertRelease,
             {release.id, release.run, release.report_version, release.report, release.period.from,
              release.period.to, base::name_of(kReleaseStateNames, release.state), release.rule,
              release.registry_size, release.too_few_changes ? 1 : 0, release.known_before,
              release.created_at, release.created_by, release.version, sealed("form", texts.form),
              sealed("cells", texts.cells)});
}

std::optional<Release> find_release(platform::Transaction& tx, vault::Vault& vault,
                                    const vault::Opening& opening, const ReleaseId& id) {
  const auto row = tx.query_one(kFindRelease, {id});
  if (!row) return std::nullopt;
  return read_release(tx, vault, opening, *row);
}

std::vector<Release> releases(platform::Transaction& tx, vault::Vault& vault,
                              const vault::Opening& opening, std::size_t limit) {
  std::vector<Release> found;
  for (const auto& row : tx.query(kReleases, {static_cast<std::int64_t>(limit)})) {
    found.push_back(read_release(tx, vault, opening, row));
  }
  return found;
}

std::int64_t registry_size(platform::Transaction& tx) {
  return tx.query_one(kRegistrySize)->number("n");
}

bool is_released(platform::Transaction& tx, const VersionId& version) {
  return tx.query_one(kIsReleased, {version})->number("n") != 0;
}

std::string form(platform::Transaction& tx, vault::Vault& vault, const vault::Opening& opening,
                 const Release& release) {
  const auto row = tx.query_one(kForm, {release.id});
  if (!row) return {};
  return vault
      .open(tx, opening, release_slot(release.run, "report_release", "form", release.id.str()),
            row->blob("form"))
      .reveal();
}

Registry registry(platform::Transaction& tx, vault::Vault& vault, const vault::Opening& opening,
                  const Days& days) {
  Registry all;
  for (const auto& row : tx.query(kRegistry, {days.from, days.to})) {
    const auto text = vault.open(
        tx, opening, release_slot(row.id<RunId>("run"), "report_release", "cells", row.text("id")),
        row.blob("cells"));
    for (auto& [unit, cells] : decode_cells(text.reveal())) {
      auto& into = all[unit];
      into.insert(into.end(), cells.begin(), cells.end());
    }
  }
  return all;
}

bool update(platform::Transaction& tx, vault::Vault& vault, const Release& release) {
  std::optional<platform::Blob> reason;
  if (!release.withdrawn_reason.empty()) {
    reason = vault.seal(tx,
                        release_slot(release.run, "report_release", "withdrawn_reason",
                                     release.id.str(), release.version),
                        release.withdrawn_reason);
  }
  return tx.execute(kUpdateRelease, {release.id, base::name_of(kReleaseStateNames, release.state),
                                     release.released_at, release.released_by, release.document,
                                     reason, release.version}) == 1;
}

void insert(platform::Transaction& tx, vault::Vault& vault, const PersonFileRecord& file,
            const std::string& csv) {
  tx.execute(
      kInsertFile,
      {file.id, file.run, file.period.from, file.period.to, file.rule, file.records, file.rows,
       file.suppressed, file.created_at, file.created_by,
       vault.seal(tx, release_slot(file.run, "person_file", "content", file.id.str()), csv)});
}

std::optional<PersonFileRecord> find_person_file(platform::Transaction& tx,
                                                 const PersonFileId& id) {
  const auto row = tx.query_one(kFindFile, {id});
  if (!row) return std::nullopt;
  return read_file(*row);
}

std::vector<PersonFileRecord> person_files(platform::Transaction& tx, std::size_t limit) {
  std::vector<PersonFileRecord> found;
  for (const auto& row : tx.query(kFiles, {static_cast<std::int64_t>(limit)})) {
    found.push_back(read_file(row));
  }
  return found;
}

std::string person_csv(platform::Transaction& tx, vault::Vault& vault,
                       const vault::Opening& opening, const PersonFileRecord& file) {
  const auto row = tx.query_one(kFileContent, {file.id});
  if (!row) return {};
  return vault
      .open(tx, opening, release_slot(file.run, "person_file", "content", file.id.str()),
            row->blob("content"))
      .reveal();
}

}  // namespace hd::statistics::store
