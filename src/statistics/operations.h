#pragma once
// Reports as data: what they count, counting them, their frozen versions and papers.
//
// Source: spec processes section 12.

#include <atomic>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "contacts/operations.h"
#include "documents/operations.h"
#include "platform/db.h"
#include "statistics/operations_gather.h"
#include "statistics/store.h"
#include "vault/vault.h"

namespace hd::statistics {

/// Who does it, and when.
using Who = contacts::Who;

/// The lines of records, as whoever asks may see them.
using LinesOf = std::function<std::vector<Line>(platform::Transaction&, const Who&, Unit,
                                                const std::vector<std::string>& ids)>;

/// Adds the definitions of data/ that are not there yet.
void load_first_content(platform::Transaction& tx);

/// May the actor do this with figures of that organisation; absent: with everybody's?
bool may_report(const Who& who, access::Permission action,
                const std::optional<directory::OrgId>& scope);

/// Puts a run where the worker finds it; audited "report.request".
Run enqueue(platform::Transaction& tx, const Who& who, const Run& run);

struct OpenedVersion {
  Version version;
  Definition definition;
  Figures figures;
  bool verified = false;  ///< the figures are those whose hash was stored
};

struct Drill {
  std::string part, table, row, column;  ///< "" of row or column: all of them
  std::string cursor = {};
  std::size_t limit = 50;
};
struct RecordsPage {
  Unit unit = Unit::contact;
  std::int64_t total = 0;
  std::vector<Line> items;
  std::string next;
};

class Operations {
 public:
  struct Parts {
    vault::Vault& vault;
    documents::Operations& documents;
    SourceOf source_of;
    LinesOf lines_of;
  };
  /// What `parts` names outlives the object.
  explicit Operations(Parts parts) : parts_(std::move(parts)) {}

  // ---- definitions
  // -------------------------------------------------------------------------------
  /// Saves a new version, or the first when `definition.version` is 0; audited
  /// "report_definition.save". Errors: forbidden; conflict "stale" | "report_definition.exists";
  /// those of check().
  base::Result<Definition> save(platform::Transaction& tx, const Who& who, Definition definition);

  /// Saves a built-in definition that is newer than what this installation has as the next version;
  /// whether the report is in use stays. Audited "report_definition.save". Errors: not_found;
  /// conflict "stale" | "report_definition.up_to_date".
  base::Result<Definition> take_over(platform::Transaction& tx, const Who& who,
                                     const std::string& code, std::int64_t version);

  /// Counts without keeping anything, for the editor: totals only, nothing about a record; audited
  /// "report.preview". Errors: not_found (scope); those of check(); invalid period; too_large
  /// "report.too_many_records" - run it instead.
  base::Result<Figures> preview(platform::Transaction& tx, const Who& who,
                                const Definition& definition, const Order& order) const;

  // ---- runs
  // --------------------------------------------------------------------------------------
  /// Audited "report.request". Errors: not_found (report, scope); invalid - period, age_set.
  base::Result<Run> request(platform::Transaction& tx, const Who& who, const Order& order);
  /// Those the actor may read, newest first, at most 100.
  std::vector<Run> runs(platform::Transaction& tx, const Who& who);
  base::Result<Run> run(platform::Transaction& tx, const Who& who, const RunId& id);
  /// Audited "report.cancel". Errors: not_found; conflict "stale" | "report_run.ended".
  base::Result<Run> cancel(platform::Transaction& tx, const Who& who, const RunId& id,
                           std::int64_t version);

  // ---- versions
  // ----------------------------------------------------------------------------------
  struct Page {
    std::vector<Version> items;
    std::string next;
  };
  /// Newest first. Errors: invalid {"cursor", "malformed"}.
  base::Result<Page> versions(platform::Transaction& tx, const Who& who, const std::string& report,
                              const std::string& cursor, std::size_t limit);
  /// Audited "report.open". Errors: not_found.
  base::Result<OpenedVersion> open(platform::Transaction& tx, const Who& who, const VersionId& id);
  /// What it changed against the version before; empty for the first. Audited "report.open".
  base::Result<std::vector<Difference>> changes(platform::Transaction& tx, const Who& who,
                                                const VersionId& id);
  /// The records behind a figure, newest first, as they were counted; audited
  /// "report.open_records". Errors: not_found; invalid {"part" | "table", "unknown_value"}.
  base::Result<RecordsPage> records(platform::Transaction& tx, const Who& who, const VersionId& id,
                                    const Drill& drill);
  /// Drafts the paper of a version, owned by the organisation the right comes from. Errors:
  /// not_found; those of documents.
  base::Result<documents::Document> draft(platform::Transaction& tx, const Who& who,
                                          const VersionId& id);

  // ---- work
  // --------------------------------------------------------------------------------------
  /// Counts the next run that waits; false: none does. Safe on several nodes at once, and again
  /// after a crash. `clock` is asked again and again, for a count can take long.
  bool work(platform::Database& database, const base::Clock& clock, const std::string& worker);
  /// Gives up what is being counted, so that the server can end; it begins anew at the next start.
  /// From any thread.
  void stop() { stopping_ = true; }

  // ---- reading, for whoever shows them
  // -----------------------------------------------------------
  /// The newest version of each, by code.
  static std::vector<Definition> definitions(platform::Transaction& tx);
  /// Built-in definitions that this installation never had: it is older than the program, and first
  /// content is added, never merged. `version` is the newest that it has. By code.
  static std::vector<Definition> newer_definitions(platform::Transaction& tx);
  static std::optional<Definition> definition(platform::Transaction& tx, const std::string& code);

 private:
  base::Result<Version> find(platform::Transaction& tx, const Who& who, const VersionId& id,
                             access::Permission action);

  Parts parts_;
  std::atomic<bool> stopping_ = false;
};

}  // namespace hd::statistics
