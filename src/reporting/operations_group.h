#pragma once
// The working group's monthly report on service connections, and its paper, which tells of the
// referrals as well. Source; T1, T2.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "connections/operations.h"
#include "documents/operations.h"
#include "platform/db.h"
#include "reporting/group.h"
#include "reporting/operations_group_referrals.h"

namespace hd::reporting {

/// Connections sent in the month, counted once each per column that applies.
struct GroupFigures {
  std::int64_t asked = 0;
  std::int64_t answered_in_1_day = 0;       ///< within T2: handled and reported, or declined
  std::int64_t first_result_in_5_days = 0;  ///< within T1
  std::int64_t declined_rerouted = 0, delegated = 0, open = 0;
  bool operator==(const GroupFigures&) const = default;
};

struct GroupReport {
  std::string month;  ///< "2026-03"
  struct Row {
    directory::OrgId organisation;
    std::string name;
    GroupFigures figures;
    bool opens = true;  ///< the actor may list the records behind these figures
  };
  std::vector<Row> rows = {};  ///< most asked first
  GroupFigures total = {};
  bool total_opens = true;
};

/// Does the connection count under the figure of this name? Unknown names count nothing.
bool counts_as(const connections::Fact& fact, std::string_view figure);
/// Names of the figures, in the order of the contract.
const std::vector<std::string>& figure_names();

class GroupOperations {
 public:
  /// All of them outlive the object.
  GroupOperations(connections::Operations& connections, referrals::Operations& referrals,
                  documents::Operations& documents)
      : connections_(connections), referrals_(referrals), documents_(documents) {}

  /// The part on referrals.
  GroupReferrals& referrals() { return referrals_; }

  /// By asked organisation. A statistician sees all, the leads of a hotline what it asked for, an
  /// agency what it was asked. Errors: invalid {"month", "malformed_date"}.
  base::Result<GroupReport> report(platform::Transaction& tx, const Who& who,
                                   const std::string& month);

  struct Page {
    std::vector<connections::Counted> items;
    std::string next;  ///< "" at the end
  };
  struct Figure {
    std::string month, name;
    std::optional<directory::OrgId> organisation = {};
  };
  /// The connections a figure counts, oldest first, as many as it says: of those the actor has lost
  /// sight of, only the trace. Audited "report.open_records".
  /// Errors: invalid - month, figure.
  base::Result<Page> records(platform::Transaction& tx, const Who& who, const Figure& figure,
                             const std::string& cursor, std::size_t limit);

  /// The paper of, owned by the actor's hotline. Errors: not_found; those of
  /// report() and of documents.
  base::Result<documents::Document> document(platform::Transaction& tx, const Who& who,
                                             const std::string& month);

 private:
  base::Result<base::Done> scan(platform::Transaction& tx, const Who& who, const std::string& month,
                                access::Permission action,
                                const std::function<void(const connections::Fact&)>& each);

  connections::Operations& connections_;
  GroupReferrals referrals_;
  documents::Operations& documents_;
};

}  // namespace hd::reporting
