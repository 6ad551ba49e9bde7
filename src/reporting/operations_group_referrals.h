#pragma once
// The part of the working group's monthly report on referrals. Source.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "contacts/operations.h"
#include "documents/document.h"
#include "platform/db.h"
#include "referrals/operations.h"
#include "reporting/group.h"
#include "reporting/referral_figures.h"

namespace hd::reporting {

using Who = contacts::Who;

struct ReferralReport {
  struct Row {
    directory::OrgId organisation;
    std::string name;
    ReferralCounts counts;
    bool opens = true;  ///< the actor may list the records behind these figures
  };
  std::vector<Row> rows = {};  ///< most asked first
  ReferralCounts total = {};
  bool total_opens = true;
};

class GroupReferrals {
 public:
  /// Outlives the object.
  explicit GroupReferrals(referrals::Operations& referrals) : referrals_(referrals) {}

  /// By asked organisation: who sees what is as in GroupOperations::report().
  /// Errors: invalid {"month", "malformed_date"}.
  base::Result<ReferralReport> report(platform::Transaction& tx, const Who& who,
                                      const std::string& month);

  struct Page {
    std::vector<referrals::Counted> items;
    std::string next;  ///< "" at the end
  };
  struct Order {
    std::string month;
    ReferralFigure figure = ReferralFigure::asked;
    std::optional<directory::OrgId> organisation = {};
  };
  /// The referrals a figure counts, oldest first, as many as it says; of those the actor may not
  /// open, the trace. Audited "report.open_records". Errors: as report().
  base::Result<Page> records(platform::Transaction& tx, const Who& who, const Order& order,
                             const std::string& cursor, std::size_t limit);

 private:
  base::Result<base::Done> scan(platform::Transaction& tx, const Who& who, const std::string& month,
                                access::Permission action,
                                const std::function<void(const referrals::Fact&)>& each);

  referrals::Operations& referrals_;
};

/// The report as blocks of a paper, under headings that begin with this number.
std::vector<documents::Block> blocks_of(const ReferralReport& report, int first_heading);

}  // namespace hd::reporting
