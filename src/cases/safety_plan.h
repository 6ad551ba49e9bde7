#pragma once
// The safety plan made with a person, and how she may be reached without putting her at risk.
//
// Pure. Source: good practice 6.3 "Safe contact"; spec processes section 1.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "access/ids.h"
#include "base/time.h"
#include "cases/ids.h"
#include "cases/risk.h"

namespace hd::cases {

/// "" means not said.
struct SafeContact {
  bool do_not_call = false;
  std::string when = {}, how = {}, code_word = {}, who_else_hears = {};
  Answer may_leave_message = Answer::not_asked;
  bool operator==(const SafeContact&) const = default;
};

struct SafetyPlan {
  PersonId person;
  std::int64_t version = 1;
  base::Timestamp updated_at;
  access::UserId updated_by;
  std::string warning_signs = {}, trusted_people = {};
  std::vector<std::string> steps = {};
  std::string emergency_measures = {};  ///< what was done at once; ends T13
  bool support_plan_made = false;       ///< ends T14
  SafeContact safe_contact = {};
  std::optional<base::Date> review_on = {};
  bool operator==(const SafetyPlan&) const = default;
};

/// What whoever prepares a call or a message has to heed, as stable codes, most important first:
/// "do_not_call", "safe_contact_unknown" (nobody asked yet: an unknown number is not called back
/// without it), "code_word", "only_at", "only_by", "no_message", "others_hear".
std::vector<std::string_view> warnings_before_contact(const std::optional<SafetyPlan>& plan);

}  // namespace hd::cases
