#include "reporting/referral_figures.h"

namespace hd::reporting {

bool counts_as(const referrals::Fact& fact, ReferralFigure figure) {
  const bool sent = fact.sent_in_period;
  switch (figure) {
    case ReferralFigure::asked:
      return sent;
    case ReferralFigure::accepted:
      return sent && fact.accepted;
    case ReferralFigure::declined_rerouted:
      return sent && (fact.declined || fact.rerouted);
    case ReferralFigure::unanswered:
      return sent && fact.unanswered;
    case ReferralFigure::delegated:
      return sent && fact.delegated;
    case ReferralFigure::under_way:
      return sent && fact.under_way;
    case ReferralFigure::handed_over:
      return sent && fact.handed_over;
    case ReferralFigure::completed:
      return sent && fact.status == referrals::Status::completed;
    case ReferralFigure::withdrawn:
      return sent && fact.status == referrals::Status::withdrawn_by_victim;
    case ReferralFigure::follow_ups_due:
      return fact.look.has_value();
    case ReferralFigure::follow_ups_done:
      return fact.look && fact.look->done;
    case ReferralFigure::follow_ups_overdue:
      return fact.look && fact.look->overdue;
  }
  return false;
}

}  // namespace hd::reporting
