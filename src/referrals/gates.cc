#include "referrals/gates.h"

#include <algorithm>
#include <sstream>

#include "access/decide.h"

namespace hd::referrals {
namespace {

using Faults = std::vector<base::FieldError>;

constexpr unsigned bit(Step step) {
  return 1U << static_cast<unsigned>(step);
}

/// What a gate asks besides steps.
enum Condition : unsigned {
  kNeedsNamed = 1,
  kTargetNamed = 2,
  kAbroadTold = 4,    ///< R-033
  kConsent = 8,       ///< to identity, for the receiver
  kPackConsent = 16,  ///< to the mark of every paper of the pack
  kDeparted = 32,
  kRecord = 64,
  kSignatures = 128,
  kHandedOver = 256,
  kNothingSkipped = 512,
  kConsentOrDanger = 1024,  ///< to identity: hers, or a manager's in danger to life
};

struct ConditionName {
  Condition condition;
  std::string_view name;
};
constexpr auto kConditionNames = std::to_array<ConditionName>({
    {kNeedsNamed, "a need is named"},
    {kTargetNamed, "a receiver is named"},
    {kAbroadTold, "abroad: the criminal police were called or the duty to call is open"},
    {kConsent, "consent of the person to show her identity to this receiver"},
    {kConsentOrDanger,
     "consent of the person to show her identity to this receiver, or a manager's override in "
     "danger to life"},
    {kPackConsent, "consent for the mark of every paper"},
    {kDeparted, "she has set out"},
    {kRecord, "the hand-over record is written"},
    {kSignatures, "giver, receiver, and the person or her guardian have signed"},
    {kHandedOver, "she was handed over"},
    {kNothingSkipped, "no skipped step is left"},
});

struct GateRow {
  Gate gate;
  unsigned steps;
  unsigned conditions;
  bool emergency_skips;  ///< steps 2 to 5 may follow afterwards
};

constexpr unsigned kOneTwo = bit(Step::risk_assessment) | bit(Step::victim_opinion);
constexpr unsigned kUpToFive = kOneTwo | bit(Step::service_info_acceptance) |
                               bit(Step::final_decision) | bit(Step::documents_consent);

/// The whole table. Identity and pack know no emergency: what is told too early cannot be untold.
constexpr auto kGates = std::to_array<GateRow>({
    {Gate::send, kOneTwo, kNeedsNamed | kTargetNamed | kAbroadTold, true},
    {Gate::identity, bit(Step::service_info_acceptance), kConsentOrDanger, false},
    {Gate::pack, kUpToFive, kConsent | kPackConsent, false},
    {Gate::travel, kUpToFive | bit(Step::travel), kTargetNamed, true},
    {Gate::hand_over, 0, kDeparted | kRecord | kSignatures, false},
    {Gate::completion, kUpToFive | bit(Step::travel) | bit(Step::follow_up_handover),
     kHandedOver | kNothingSkipped, false},
});

const GateRow& row_of_gate(Gate gate) {
  return *std::ranges::find(kGates, gate, &GateRow::gate);
}

bool is_skippable(Step step) {
  return std::ranges::find(kSkippable, step) != kSkippable.end();
}

bool pack_is_covered(const Steps& steps, const Facts& facts) {
  if (!steps.documents) return false;
  return std::ranges::all_of(steps.documents->documents, [&](const PackItem& item) {
    return item.mark == access::kWork || (item.mark & facts.consent) != 0;
  });
}

bool holds(Condition condition, const Steps& steps, const Facts& facts) {
  switch (condition) {
    case kNeedsNamed:
      return facts.needs_named;
    case kTargetNamed:
      return facts.target_named;
    case kAbroadTold:
      return !facts.abroad || facts.abroad_told;
    case kConsent:
      return (facts.consent & access::kIdentity) != 0;
    case kConsentOrDanger:
      return ((facts.consent | facts.overridden) & access::kIdentity) != 0;
    case kPackConsent:
      return pack_is_covered(steps, facts);
    case kDeparted:
      return facts.departed;
    case kRecord:
      return facts.record_written;
    case kSignatures:
      return facts.signatures_missing == 0;
    case kHandedOver:
      return facts.handed_over;
    case kNothingSkipped:
      return skipped(steps, facts).empty();
  }
  return false;
}

base::FieldError complaint(Condition condition) {
  switch (condition) {
    case kNeedsNamed:
      return {"needs", "required"};
    case kTargetNamed:
      return {"target", "required"};
    case kAbroadTold:
      return {"abroad_call", "required"};
    case kConsent:
    case kConsentOrDanger:
      return {"consent", "required"};
    case kPackConsent:
      return {"documents", "no_consent"};
    case kDeparted:
      return {"departure", "required"};
    case kRecord:
      return {"record", "required"};
    case kSignatures:
      return {"signatures", "required"};
    case kHandedOver:
      return {"hand_over", "required"};
    case kNothingSkipped:
      return {"emergency", "steps_left"};
  }
  return {"", ""};
}

Faults missing_of_opinion(const Steps& steps) {
  if (!steps.opinion) return {{"victim_opinion", "required"}};
  const OpinionStep& opinion = *steps.opinion;
  Faults found;
  if (opinion.how_asked.empty()) found.push_back({"how_asked", "required"});
  if (opinion.opinion == Opinion::cannot_express && opinion.speaker.empty()) {
    found.push_back({"speaker", "required"});
  }
  const bool wants_words = opinion.opinion == Opinion::agrees_with_conditions ||
                           opinion.opinion == Opinion::prefers_another;
  if (wants_words && opinion.proposals.empty()) found.push_back({"proposals", "required"});
  if (opinion.opinion == Opinion::refuses) found.push_back({"opinion", "refused"});
  return found;
}

Faults missing_of_decision(const Steps& steps) {
  // she was told what there is, how it goes, and its limits; the reader refuses less.
  if (!steps.decision) return {{"final_decision", "required"}};
  switch (steps.decision->decision) {
    case Choice::go:
      return {};
    case Choice::later:
      return {{"decision", "not_yet"}};
    case Choice::not_go:
      return {{"decision", "refused"}};
  }
  return {};
}

Faults missing_of_documents(const Steps& steps, const Facts& facts) {
  if (!steps.documents || steps.documents->documents.empty()) {
    return {{"documents", "required"}};
  }
  Faults found;
  if ((facts.consent & access::kIdentity) == 0) found.push_back({"consent", "required"});
  if (!pack_is_covered(steps, facts)) found.push_back({"documents", "no_consent"});
  return found;
}

}  // namespace

std::vector<base::FieldError> missing_of(Step step, const Steps& steps, const Facts& facts) {
  switch (step) {
    case Step::risk_assessment:
      if (!steps.risk) return {{"risk_assessment", "required"}};
      return {};
    case Step::victim_opinion:
      return missing_of_opinion(steps);
    case Step::service_info_acceptance:
      if (!steps.service) return {{"acceptance", "required"}};
      return {};
    case Step::final_decision:
      return missing_of_decision(steps);
    case Step::documents_consent:
      return missing_of_documents(steps, facts);
    case Step::travel:
      if (!steps.travel) return {{"travel", "required"}};
      // Once she has set out, what held then is not asked again.
      return facts.departed ? Faults{} : faults(steps.travel->travel, facts.traveller);
    case Step::follow_up_handover: {
      Faults found;
      if (!facts.handed_over) found.push_back({"hand_over", "required"});
      if (facts.evaluations == 0) found.push_back({"evaluation", "required"});
      return found;
    }
  }
  return {};
}

std::vector<Step> skipped(const Steps& steps, const Facts& facts) {
  std::vector<Step> found;
  if (!facts.emergency) return found;
  for (const Step step : kSkippable) {
    if (!is_done(step, steps, facts)) found.push_back(step);
  }
  return found;
}

std::vector<base::FieldError> missing_at(Gate gate, const Steps& steps, const Facts& facts) {
  const GateRow& row = row_of_gate(gate);
  Faults found;
  for (const auto& entry : kStepNames) {
    if ((row.steps & bit(entry.value)) == 0) continue;
    if (row.emergency_skips && facts.emergency && is_skippable(entry.value)) continue;
    const auto faults_of_step = missing_of(entry.value, steps, facts);
    if (faults_of_step.empty()) continue;
    if (entry.value == Step::travel) {
      found.insert(found.end(), faults_of_step.begin(), faults_of_step.end());
    } else {
      found.push_back({std::string(entry.name), faults_of_step.front().code});
    }
  }
  for (const auto& [condition, name] : kConditionNames) {
    if ((row.conditions & condition) != 0 && !holds(condition, steps, facts)) {
      found.push_back(complaint(condition));
    }
  }
  return found;
}

base::Error gate_closed(std::vector<base::FieldError> missing) {
  return {base::ErrorKind::conflict, "referral.gate_closed", std::move(missing)};
}

std::string gates_as_text() {
  std::ostringstream lines;
  for (const GateRow& row : kGates) {
    lines << base::name_of(kGateNames, row.gate) << ":";
    for (const auto& entry : kStepNames) {
      if ((row.steps & bit(entry.value)) == 0) continue;
      const bool may_follow = row.emergency_skips && is_skippable(entry.value);
      lines << " " << number_of(entry.value) << (may_follow ? "*" : "");
    }
    for (const auto& [condition, name] : kConditionNames) {
      if ((row.conditions & condition) != 0) lines << "; " << name;
    }
    lines << "\n";
  }
  return lines.str();
}

bool ends_referral(Step step, const Steps& steps, bool emergency) {
  if (emergency) return false;
  if (step == Step::victim_opinion) {
    return steps.opinion && steps.opinion->opinion == Opinion::refuses;
  }
  if (step == Step::final_decision) {
    return steps.decision && steps.decision->decision == Choice::not_go;
  }
  return false;
}

}  // namespace hd::referrals
