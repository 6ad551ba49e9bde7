#include "statistics/support.h"

#include <algorithm>
#include <map>
#include <optional>

namespace hd::statistics {
namespace {

Delivery delivery_of(std::string_view outcome) {
  if (outcome == "met") return Delivery::delivered;
  if (outcome == "partly_met" || outcome == "passed_on") return Delivery::under_way;
  if (outcome == "refused_by_client" || outcome == "lost_contact") return Delivery::given_up;
  if (outcome == "not_eligible") return Delivery::refused;
  return Delivery::not_yet;
}

bool is_received(std::string_view outcome) {
  return outcome == "met" || outcome == "partly_met";
}

Delivery delivery_of(referrals::Status status) {
  using enum referrals::Status;
  switch (status) {
    case accepted:
    case in_transit:
    case handed_over:
    case in_service:
      return Delivery::under_way;
    case withdrawn_by_victim:
    case cancelled:
      return Delivery::given_up;
    case draft:
    case sent:
    case acknowledged:
    case delegated:
    case completed:
    case declined:
    case rerouted:
    case expired:
      return Delivery::not_yet;
  }
  return Delivery::not_yet;
}

}  // namespace

ServiceAsked asked_by(const cases::CountedNeed& need) {
  return {.service = need.service,
          .delivery = delivery_of(need.state),
          .received = is_received(need.state),
          .asked_on = base::local_date(need.created_at)};
}

std::vector<ServiceAsked> asked_by(const referrals::CountedReferral& referral) {
  std::vector<ServiceAsked> asked;
  for (const auto& need : referral.told.needs) {
    ServiceAsked one{.service = need.service,
                     .delivery = delivery_of(referral.status),
                     .asked_on = base::local_date(referral.sent_at)};
    const auto& outcomes = referral.told.outcomes;
    const auto found = std::ranges::find(outcomes, need.service, &directory::Outcome::service);
    if (referral.status == referrals::Status::completed && found != outcomes.end()) {
      one.delivery = delivery_of(found->outcome);
      one.received = is_received(found->outcome);
    }
    asked.push_back(std::move(one));
  }
  return asked;
}

bool is_foreign(const cases::Facts& facts) {
  if (facts.residence_class == "foreign") return true;
  if (facts.residence_class == "vn_citizen" || facts.residence_class == "stateless_resident") {
    return false;
  }
  const std::string& country = facts.citizenship;
  const bool answered =
      !country.empty() && country != "unknown" && country != "refused" && country != "not_asked";
  return answered && country != "vn";
}

std::set<std::string> regimes_received(const std::vector<ServiceAsked>& asked, const Lists& lists) {
  std::set<std::string> regimes;
  for (const ServiceAsked& one : asked) {
    if (!one.received) continue;
    if (auto regime = lists.regime(one.service); !regime.empty()) regimes.insert(std::move(regime));
  }
  return regimes;
}

std::string support_goal(const cases::CountedPerson& person, const std::vector<ServiceAsked>& asked,
                         const Lists& lists, const GoalRules& rules) {
  if (person.identification != "confirmed") return "not_confirmed";
  const bool foreign = is_foreign(person.facts);
  std::map<std::string, Delivery> best;
  for (const ServiceAsked& one : asked) {
    const auto regime = lists.regime(one.service);
    if (regime.empty() || !counts(rules, regime, foreign, one.asked_on)) continue;
    const auto [known, is_new] = best.emplace(one.service, one.delivery);
    if (!is_new) known->second = std::max(known->second, one.delivery);
  }
  const auto any = [&](Delivery delivery) {
    return std::ranges::any_of(best, [&](const auto& one) { return one.second == delivery; });
  };
  if (any(Delivery::not_yet)) return "not_yet";
  if (any(Delivery::refused)) return "state_refused";
  if (any(Delivery::under_way)) return "in_progress";
  return any(Delivery::delivered) ? "all_delivered" : "not_asked";
}

}  // namespace hd::statistics
