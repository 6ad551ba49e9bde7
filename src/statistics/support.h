#pragma once
// Which support regimes a person received, and how far the goal of 100 % is met for her. Pure;
// README.md says the rule in words.
//
// Source: Art. 37 of Law 53/2024; spec law 2.5, good practice 6.6.

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "cases/counted.h"
#include "referrals/counted.h"
#include "statistics/goal.h"
#include "statistics/lists.h"

namespace hd::statistics {

/// How far a service that was asked for is; the best that is on record about it counts.
enum class Delivery { given_up, refused, not_yet, under_way, delivered };

/// One record about a service for her.
struct ServiceAsked {
  std::string service;  ///< code of list service_type
  Delivery delivery = Delivery::not_yet;
  bool received = false;  ///< met, wholly or in part
  base::Date asked_on;
  bool operator==(const ServiceAsked&) const = default;
};

ServiceAsked asked_by(const cases::CountedNeed& need);
/// One for each need of the referral.
std::vector<ServiceAsked> asked_by(const referrals::CountedReferral& referral);

/// For whom the law names which regimes: by citizenship, when the class of residence is not known.
/// In doubt a Vietnamese citizen, so that nothing she asked for is left out.
bool is_foreign(const cases::Facts& facts);
/// Codes of list support_regime that she received something of.
std::set<std::string> regimes_received(const std::vector<ServiceAsked>& asked, const Lists& lists);

/// Code of list support_goal. Only services that count on the day she asked are looked at.
std::string support_goal(const cases::CountedPerson& person, const std::vector<ServiceAsked>& asked,
                         const Lists& lists, const GoalRules& rules);

}  // namespace hd::statistics
