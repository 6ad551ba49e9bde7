#include "referrals/travel.h"

#include <algorithm>

#include "base/text.h"

namespace hd::referrals {
namespace {

using Faults = std::vector<base::FieldError>;

/// no security risk, fully able to get there, and no child.
Faults against_travelling_alone(const Traveller& traveller) {
  Faults found;
  if (traveller.under_18) found.push_back({"mode", "not_under_18"});
  if (traveller.risk_level != "low") found.push_back({"mode", "not_at_this_risk"});
  if (!traveller.able_alone) found.push_back({"mode", "not_able_alone"});
  return found;
}

void self_travel(const Travel& travel, const Traveller& traveller, Faults& found) {
  for (auto& fault : against_travelling_alone(traveller)) found.push_back(std::move(fault));
  if (!travel.information_sheet) found.push_back({"information_sheet", "required"});
  if (travel.papers.empty()) found.push_back({"papers", "required"});
  if (travel.allowance.value_or(0) <= 0) found.push_back({"allowance", "required"});
  if (travel.receipt.empty()) found.push_back({"receipt", "required"});
}

void escorted(const Travel& travel, Faults& found) {
  if (travel.notified.empty()) found.push_back({"notified", "required"});
  if (!travel.escort) found.push_back({"escort", "required"});
}

/// parent or lawful guardian, as the person's record has them, and none who is against her.
void with_guardian(const Travel& travel, const Traveller& traveller, Faults& found) {
  if (travel.guardian_person.empty() && travel.guardian_name.empty()) {
    found.push_back({"guardian_name", "required"});
    return;
  }
  const auto is_meant = [&](const Guardian& guardian) {
    return travel.guardian_person.empty()
               ? base::fold(guardian.name) == base::fold(travel.guardian_name)
               : guardian.person == travel.guardian_person;
  };
  if (std::ranges::none_of(traveller.guardians, is_meant)) {
    found.push_back({"guardian_name", "not_a_guardian"});
  }
  const bool adverse = std::ranges::any_of(traveller.guardians, [&](const Guardian& guardian) {
    return is_meant(guardian) && guardian.adverse;
  });
  if (adverse) found.push_back({"guardian_name", "adverse"});
}

}  // namespace

std::vector<base::FieldError> faults(const Travel& travel, const Traveller& traveller) {
  Faults found;
  switch (travel.mode) {
    case Mode::self_travel:
      self_travel(travel, traveller, found);
      break;
    case Mode::escorted:
    case Mode::handed_over_at_border:
      escorted(travel, found);
      break;
    case Mode::with_guardian:
      with_guardian(travel, traveller, found);
      break;
    case Mode::remote:
      break;
  }
  if (traveller.under_18 && travel.best_interests.empty()) {
    found.push_back({"best_interests", "required"});
  }
  return found;
}

std::vector<Mode> allowed_modes(const Traveller& traveller) {
  std::vector<Mode> modes;
  if (against_travelling_alone(traveller).empty()) modes.push_back(Mode::self_travel);
  modes.push_back(Mode::escorted);
  if (std::ranges::any_of(traveller.guardians, [](const Guardian& g) { return !g.adverse; })) {
    modes.push_back(Mode::with_guardian);
  }
  modes.push_back(Mode::handed_over_at_border);
  modes.push_back(Mode::remote);
  return modes;
}

}  // namespace hd::referrals
