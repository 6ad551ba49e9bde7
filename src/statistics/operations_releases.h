#pragma once
// Publication: thresholds, preparing the public form of a version, releasing and withdrawing it.
//
// Source: spec good practice 6.4; spec security 3.10.

#include <string>
#include <vector>

#include "statistics/operations.h"
#include "statistics/operations_working.h"
#include "statistics/release.h"
#include "statistics/store_releases.h"

namespace hd::statistics {

/// The thresholds of data/, when there are none.
void load_disclosure_rules(platform::Transaction& tx);

/// May the actor publish figures?
bool may_publish(const Who& who);

/// The thresholds in force on a day.
std::optional<DisclosureRule> rule_on(platform::Transaction& tx, base::Date day);

/// Makes the public form of the version that the run names. For the worker.
void make_release(Working& work, vault::Vault& vault);

struct OpenedRelease {
  Release release;
  DisclosureRule rule;
  PublicForm form;
};

class Releases {
 public:
  /// Both outlive the object.
  Releases(vault::Vault& vault, documents::Operations& documents)
      : vault_(vault), documents_(documents) {}

  /// Newest first.
  static std::vector<DisclosureRule> rules(platform::Transaction& tx);
  /// Holds from its day on, which lies after the last one's and not in the past; audited
  /// "disclosure_rule.create". Errors: not_found; invalid - thresholds "out_of_range", valid_from
  /// "not_after" | "in_past", basis "required".
  static base::Result<DisclosureRule> add_rule(platform::Transaction& tx, const Who& who,
                                               DisclosureRule rule);

  /// Asks for the public form of a version; audited "report.request". Errors: not_found; conflict
  /// "report_release.exists" - this version is published already.
  base::Result<Run> prepare(platform::Transaction& tx, const Who& who, const VersionId& id);
  /// Newest first, at most 100.
  std::vector<Release> list(platform::Transaction& tx, const Who& who);
  /// Audited "report_release.open". Errors: not_found.
  base::Result<OpenedRelease> open(platform::Transaction& tx, const Who& who, const ReleaseId& id);
  /// Makes it known: from now on it is in the registry. Drafts the public paper, owned by the body
  /// of who releases. Audited "report_release.publish". Errors: not_found; conflict "stale" |
  /// "report_release.not_prepared" | "report_release.outdated" - something else was released since,
  /// prepare it again | "report_release.too_few_changes" - wait for the next revision.
  base::Result<Release> publish(platform::Transaction& tx, const Who& who, const ReleaseId& id,
                                std::int64_t version);
  /// Says that it should no longer be used; it stays in the registry. Audited
  /// "report_release.withdraw". Errors: not_found; invalid {"reason", "required"}; conflict "stale"
  /// | "report_release.not_released".
  base::Result<Release> withdraw(platform::Transaction& tx, const Who& who, const ReleaseId& id,
                                 std::int64_t version, const std::string& reason);

 private:
  base::Result<Release> find(platform::Transaction& tx, const Who& who, const ReleaseId& id);

  vault::Vault& vault_;
  documents::Operations& documents_;
};

}  // namespace hd::statistics
