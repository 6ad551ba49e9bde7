#pragma once
// A structured risk assessment: factors answered one by one, a level set by the assessor that the
// factors keep from being too low, who is dangerous, where it is safe.
//
// Pure. Which factors there are and which level each asks for are data (lists risk_factor and
// risk_minimum_*). Source: R-015, code list 7.12; T13, T14.

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "access/ids.h"
#include "base/enum_names.h"
#include "base/id.h"
#include "base/result.h"
#include "base/time.h"
#include "cases/ids.h"

namespace hd::cases {

using RiskId = base::Id<struct RiskTag>;

/// In order: a later one is worse.
enum class RiskLevel { low, medium, high, emergency };
inline constexpr auto kRiskLevelNames = std::to_array<base::EnumName<RiskLevel>>({
    {RiskLevel::low, "low"},
    {RiskLevel::medium, "medium"},
    {RiskLevel::high, "high"},
    {RiskLevel::emergency, "emergency"},
});
static_assert(base::names_every(kRiskLevelNames, RiskLevel::emergency));

/// Unknown, refused and not asked are three different answers, and none of them is a no.
enum class Answer { yes, no, unknown, refused, not_asked };
inline constexpr auto kAnswerNames = std::to_array<base::EnumName<Answer>>({
    {Answer::yes, "yes"},
    {Answer::no, "no"},
    {Answer::unknown, "unknown"},
    {Answer::refused, "refused"},
    {Answer::not_asked, "not_asked"},
});
static_assert(base::names_every(kAnswerNames, Answer::not_asked));

struct RiskFactor {
  std::string code;  ///< of list risk_factor
  Answer answer = Answer::not_asked;
  std::string note = {};
  bool operator==(const RiskFactor&) const = default;
};

struct DangerousPerson {
  std::string name;
  std::string relation = {}, why = {};
  std::optional<PersonId> person = {};  ///< when she or he is a person of the case
  bool operator==(const DangerousPerson&) const = default;
};

struct Risk {
  RiskId id;
  PersonId person;
  base::Timestamp at;
  access::UserId assessor;
  RiskLevel level = RiskLevel::low;
  std::vector<RiskFactor> factors = {};
  Answer able_to_travel_alone = Answer::not_asked;
  bool emergency = false;  ///< grave danger now
  bool child = false;      ///< under 18, or may be
  std::vector<DangerousPerson> dangerous = {};
  std::vector<std::string> safe_places = {};
  std::string note = {};
  bool operator==(const Risk&) const = default;
};

/// The level that a "yes" to a factor asks for at least, as it holds on a day.
struct RiskMinimum {
  std::string factor;
  RiskLevel level = RiskLevel::low;
  bool operator==(const RiskMinimum&) const = default;
};

/// The lowest level that may be set: the highest that a factor answered "yes" asks for; a child has
/// the factor "child" whether it was ticked or not; the emergency flag asks for emergency.
RiskLevel minimum_level(const Risk& risk, std::span<const RiskMinimum> minima);

/// Complaints: {"level", "below_minimum"}; {"factors", "duplicate"}; {"factors", "incomplete"} when
/// a factor that may be answered today is not mentioned at all - "not_asked" is an answer.
std::vector<base::FieldError> check(const Risk& risk, std::span<const std::string> factors_today,
                                    std::span<const RiskMinimum> minima);

struct RiskChange {
  std::string code;
  Answer before = Answer::not_asked, now = Answer::not_asked;
  bool operator==(const RiskChange&) const = default;
};
/// Factors answered otherwise than the last time, in the order of the new assessment; a factor that
/// one of the two does not have counts as not asked.
std::vector<RiskChange> compare(const Risk& before, const Risk& now);

/// "first", "lower", "same" or "higher".
std::string_view level_change(const std::optional<Risk>& before, const Risk& now);

/// T13: a child in grave danger; emergency measures within 12 hours. Source: Decree 56/2017.
bool starts_child_emergency(const Risk& risk);
/// T14: a child's case; support plan within 5 working days. Source: Decree 56/2017.
bool starts_child_plan(const Risk& risk);

}  // namespace hd::cases
