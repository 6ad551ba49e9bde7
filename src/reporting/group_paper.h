#pragma once
// The working group's monthly report as a paper. Pure.

#include <string>

#include "documents/document.h"
#include "reporting/connection_figures.h"
#include "reporting/referral_figures.h"

namespace hd::reporting {

/// What is issued under the name `body` for these days: the connections, then the referrals.
documents::Content paper_of(const ConnectionReport& connections, const ReferralReport& referrals,
                            const Days& days, const std::string& body);

}  // namespace hd::reporting
