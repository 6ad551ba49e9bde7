#pragma once
// What each step still needs to be done, and what has to be there before a gate opens.
//
// Pure. The gates are one table; gates_test.cc prints it.
// Source: spec processes section 4.

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "base/enum_names.h"
#include "base/result.h"
#include "referrals/steps.h"
#include "referrals/travel.h"

namespace hd::referrals {

/// What the rules look at besides the steps; everything is as of the day of the question.
struct Facts {
  Traveller traveller = {};
  std::uint8_t consent = 0;  ///< mask of access::Mark: what she lets the receiver see
  /// The same without her consent, in danger to life. Opens identity; no step and no pack.
  std::uint8_t overridden = 0;
  bool needs_named = false;
  bool target_named = false;
  bool abroad = false;       ///< a Vietnamese person who is abroad (R-033)
  bool abroad_told = false;  ///< the police were called, or the duty to call them is open
  bool departed = false;
  bool handed_over = false;  ///< the record is signed by all
  int signatures_missing = 3;
  bool record_written = false;
  int evaluations = 0;
  bool emergency = false;  ///< the emergency path is open
  bool operator==(const Facts&) const = default;
};

/// What a step still needs; empty: done. {field, code} as the API names them.
std::vector<base::FieldError> missing_of(Step step, const Steps& steps, const Facts& facts);

inline bool is_done(Step step, const Steps& steps, const Facts& facts) {
  return missing_of(step, steps, facts).empty();
}

/// Steps that the emergency path lets follow afterwards.
inline constexpr auto kSkippable =
    std::to_array<Step>({Step::victim_opinion, Step::service_info_acceptance, Step::final_decision,
                         Step::documents_consent});

/// Those of kSkippable that are not done, while the emergency path is open.
std::vector<Step> skipped(const Steps& steps, const Facts& facts);

/// Where the mechanism stops until something is there.
enum class Gate { send, identity, pack, travel, hand_over, completion };
inline constexpr auto kGateNames = std::to_array<base::EnumName<Gate>>({
    {Gate::send, "send"},            ///< the receiver is asked
    {Gate::identity, "identity"},    ///< the receiver learns who she is
    {Gate::pack, "pack"},            ///< the papers go to the receiver
    {Gate::travel, "travel"},        ///< she sets out
    {Gate::hand_over, "hand_over"},  ///< the receiver answers for her
    {Gate::completion, "completion"},
});
static_assert(base::names_every(kGateNames, Gate::completion));

/// What keeps a gate shut; empty: open.
std::vector<base::FieldError> missing_at(Gate gate, const Steps& steps, const Facts& facts);
/// conflict "referral.gate_closed", with what is missing in its fields.
base::Error gate_closed(std::vector<base::FieldError> missing);

/// The table of the gates in words, one line each, for tests and for people.
std::string gates_as_text();

/// True when the recorded step ends the referral: she refuses, or decides not to go. On the
/// emergency path it does not.
bool ends_referral(Step step, const Steps& steps, bool emergency);

}  // namespace hd::referrals
