#pragma once
// The seven steps and what is written down in each. When a step is done, and which gate it opens,
// is in gates.h.
//
// Pure. Every step says who performed it: the agency and the officer.
// Source: spec processes section 4.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "access/ids.h"
#include "base/enum_names.h"
#include "base/time.h"
#include "directory/ids.h"
#include "files/ids.h"
#include "referrals/travel.h"

namespace hd::referrals {

enum class Step {
  risk_assessment,
  victim_opinion,
  service_info_acceptance,
  final_decision,
  documents_consent,
  travel,
  follow_up_handover,
};
inline constexpr auto kStepNames = std::to_array<base::EnumName<Step>>({
    {Step::risk_assessment, "risk_assessment"},
    {Step::victim_opinion, "victim_opinion"},
    {Step::service_info_acceptance, "service_info_acceptance"},
    {Step::final_decision, "final_decision"},
    {Step::documents_consent, "documents_consent"},
    {Step::travel, "travel"},
    {Step::follow_up_handover, "follow_up_handover"},
});
static_assert(base::names_every(kStepNames, Step::follow_up_handover));

/// 1 to 7, as people count them.
constexpr int number_of(Step step) {
  return static_cast<int>(step) + 1;
}

enum class Opinion { agrees, agrees_with_conditions, prefers_another, refuses, cannot_express };
inline constexpr auto kOpinionNames = std::to_array<base::EnumName<Opinion>>({
    {Opinion::agrees, "agrees"},
    {Opinion::agrees_with_conditions, "agrees_with_conditions"},
    {Opinion::prefers_another, "prefers_another"},
    {Opinion::refuses, "refuses"},
    {Opinion::cannot_express, "cannot_express"},
});
static_assert(base::names_every(kOpinionNames, Opinion::cannot_express));

enum class Choice { go, later, not_go };
inline constexpr auto kChoiceNames = std::to_array<base::EnumName<Choice>>({
    {Choice::go, "go"},
    {Choice::later, "later"},
    {Choice::not_go, "not_go"},
});
static_assert(base::names_every(kChoiceNames, Choice::not_go));

/// Who did a step: agency and officer, at the hotline or elsewhere.
struct Performed {
  directory::OrgId org;
  std::string officer;
  base::Timestamp at;
  access::UserId recorded_by;
  bool operator==(const Performed&) const = default;
};

/// Step 1: the risks in relation to the service asked for. The rest is the person's latest
/// assessment, copied when the step is recorded.
struct RiskStep {
  Performed by;
  std::string level;  ///< code of list risk_level
  bool able_alone = false;
  base::Timestamp assessed_at;
  std::string relevance = {};
  bool operator==(const RiskStep&) const = default;
};

/// Step 2.
struct OpinionStep {
  Performed by;
  Opinion opinion = Opinion::agrees;
  std::string proposals = {}, how_asked = {}, interpreter = {}, speaker = {};
  bool operator==(const OpinionStep&) const = default;
};

/// Step 3: what the receiver wrote when it accepted.
struct ServiceStep {
  Performed by;
  std::string procedures, contact_name, contact_phone, reception_plan;
  bool operator==(const ServiceStep&) const = default;
};

/// Step 4.
struct DecisionStep {
  Performed by;
  std::string explained_services, explained_procedures, explained_limits;
  std::string availability_confirmed_by;
  base::Timestamp availability_confirmed_at;
  Choice decision = Choice::go;
  base::Date decided_on;
  std::string words;
  bool operator==(const DecisionStep&) const = default;
};

/// One paper of the pack. The mark says what of the person it tells.
struct PackItem {
  std::string title;
  std::uint8_t mark = 0;  ///< one access::Mark
  bool copy = false;
  std::optional<files::FileId> file = {};  ///< the paper itself, attached to the referral
  bool operator==(const PackItem&) const = default;
};

/// Step 5.
struct DocumentsStep {
  Performed by;
  std::vector<PackItem> documents;
  bool operator==(const DocumentsStep&) const = default;
};

/// Step 6.
struct TravelStep {
  Performed by;
  Travel travel;
  bool operator==(const TravelStep&) const = default;
};

/// All that was recorded; an absent step has not been done.
struct Steps {
  std::optional<RiskStep> risk = {};
  std::optional<OpinionStep> opinion = {};
  std::optional<ServiceStep> service = {};
  std::optional<DecisionStep> decision = {};
  std::optional<DocumentsStep> documents = {};
  std::optional<TravelStep> travel = {};
  bool operator==(const Steps&) const = default;
};

}  // namespace hd::referrals
