#pragma once
// The working group's monthly report on service connections and on referrals, and its paper.
// Source; T1, T2.

#include <string>

#include "connections/operations.h"
#include "documents/operations.h"
#include "platform/db.h"
#include "referrals/operations.h"
#include "reporting/connection_figures.h"
#include "reporting/referral_figures.h"

namespace hd::reporting {

/// Who does it, and when.
using Who = contacts::Who;

class GroupOperations {
 public:
  /// All of them outlive the object.
  GroupOperations(connections::Operations& connections, referrals::Operations& referrals,
                  documents::Operations& documents)
      : connections_(connections), referrals_(referrals), documents_(documents) {}

  /// By asked organisation. A statistician sees all, the leads of a hotline what it asked for, an
  /// agency what it was asked. Errors: invalid {"month", "malformed_date"}.
  base::Result<ConnectionReport> connection_report(platform::Transaction& tx, const Who& who,
                                                   const std::string& month);
  /// The same of referrals: the sender stands for the hotline.
  base::Result<ReferralReport> referral_report(platform::Transaction& tx, const Who& who,
                                               const std::string& month);

  /// What a figure counts, oldest first, as many as it says: of those the actor may not open, or
  /// has lost sight of, only the trace. Audited "report.open_records". Errors: as
  /// connection_report().
  base::Result<Slice<connections::Counted>> records(platform::Transaction& tx, const Who& who,
                                                    const Behind<ConnectionFigure>& figure);
  base::Result<Slice<referrals::Counted>> records(platform::Transaction& tx, const Who& who,
                                                  const Behind<ReferralFigure>& figure);

  /// The paper of, owned by the actor's hotline. Errors: not_found; those of
  /// connection_report() and of documents.
  base::Result<documents::Document> document(platform::Transaction& tx, const Who& who,
                                             const std::string& month);

 private:
  connections::Operations& connections_;
  referrals::Operations& referrals_;
  documents::Operations& documents_;
};

}  // namespace hd::reporting
