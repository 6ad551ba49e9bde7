#pragma once
// Reports: the hotline report for any period, the working group's monthly report on connections,
// and the records behind every figure of both.
//
// Source: spec processes section 12, spec figures.

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "contacts/operations.h"
#include "documents/operations.h"
#include "platform/db.h"
#include "reporting/figures.h"
#include "reporting/operations_facts.h"
#include "reporting/store.h"

namespace hd::reporting {

using Who = contacts::Who;

struct ReportRow {
  std::string code;
  Label label;
  std::int64_t count = 0;
  std::optional<std::int64_t> share_permille = {};
  /// Same period of the year before; absent without any record or opening balance up to its end.
  std::optional<std::int64_t> previous = {};
  std::optional<std::int64_t> cumulative = {};  ///< from the first record, or the opening balance
};

struct ReportSection {
  std::string code;
  Label label;
  std::vector<ReportRow> rows = {};
  std::int64_t total = 0;
  std::optional<std::int64_t> previous_total = {};
  bool many_per_record = false;
};

/// What is asked for.
struct HotlineOrder {
  std::optional<directory::OrgId> hotline = {};  ///< absent: all that the actor may report on
  Period period;
  std::string age_set = "tongdai_caller";
  std::optional<directory::Geography> geography = {};  ///< absent: the one of the last day
  bool compare = false;
  bool cumulative = false;
};

struct HotlineReport {
  HotlineOrder order;
  directory::Geography geography;
  std::vector<ReportSection> sections = {};
  std::vector<std::string> sources = {};  ///< of the opening balances in the cumulative figures
};

/// Which records behind which figure.
struct Drill {
  Figure figure;
  std::string cursor = {};
  std::size_t limit = 50;
};

struct RecordsPage {
  std::vector<contacts::Contact> items;
  std::string next;
};

/// Opening figures of every hotline, for modules that have decided who may see the result.
std::vector<OpeningBalance> opening_balances(platform::Transaction& tx);

/// Complaints about an opening figure of another unit than conversations ("person/sex"), under
/// "section" and "code"; the module that counts those units answers.
using CheckSeries =
    std::function<std::vector<base::FieldError>(const directory::Directory&, base::Date as_of,
                                                const std::string& series, const std::string& row)>;

class Operations {
 public:
  /// All of them outlive the object. Without a check only series of conversations are taken.
  Operations(contacts::Operations& contacts, documents::Operations& documents,
             CheckSeries check_series = {})
      : contacts_(contacts),
        documents_(documents),
        facts_(contacts),
        check_series_(std::move(check_series)) {}

  /// The columns of every hotline, for other modules that count. Lives as long as the object.
  Facts& facts() { return facts_; }

  /// Fills the columns of every hotline, so that the first report need not wait for that; for the
  /// time after start.
  void warm(platform::Database& database);

  /// Errors: not_found - none of the actor's hotlines; invalid - period ("to" "before_start"),
  ///         age_set "unknown_value".
  base::Result<HotlineReport> hotline(platform::Transaction& tx, const Who& who,
                                      const HotlineOrder& order);

  /// The closed records a figure counts, newest first; audited "report.open_records".
  /// Errors: those of hotline(); invalid {"section" | "code", "unknown_value"}.
  base::Result<RecordsPage> hotline_records(platform::Transaction& tx, const Who& who,
                                            const HotlineOrder& order, const Drill& drill);

  /// Drafts the paper. Errors: those of hotline() and of documents.
  base::Result<documents::Document> hotline_document(platform::Transaction& tx, const Who& who,
                                                     const HotlineOrder& order);

  /// Audited "opening_balance.create". Errors: not_found; conflict "opening_balance.exists";
  ///         invalid - section or code unknown, day in the future.
  base::Result<OpeningBalance> add_balance(platform::Transaction& tx, const Who& who,
                                           const OpeningBalance& balance);
  std::vector<OpeningBalance> balances(platform::Transaction& tx, const Who& who,
                                       const std::optional<directory::OrgId>& hotline);

 private:
  base::Result<std::vector<directory::OrgId>> hotlines_for(platform::Transaction& tx,
                                                           const Who& who,
                                                           const HotlineOrder& order,
                                                           access::Permission action);

  contacts::Operations& contacts_;
  documents::Operations& documents_;
  Facts facts_;
  CheckSeries check_series_;
};

}  // namespace hd::reporting
