#pragma once
// The identification of a person as a victim: which step may follow which, whose turn it is, and
// who has to do what on which road.
//
// Pure. Source: spec processes section 2, law 2.3; code lists 7.13 to 7.15, T5, T8 to
// T12.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "access/ids.h"
#include "base/enum_names.h"
#include "base/id.h"
#include "base/result.h"
#include "base/time.h"
#include "cases/ids.h"
#include "directory/ids.h"

namespace hd::cases {

using StepId = base::Id<struct IdentificationStepTag>;
using EvidenceId = base::Id<struct EvidenceTag>;

enum class Identification {
  none,
  suspected,
  in_identification,
  confirmed,
  not_victim,
  appealed,
  withdrawn,
  unreachable,
};
inline constexpr auto kIdentificationNames = std::to_array<base::EnumName<Identification>>({
    {Identification::none, "none"},
    {Identification::suspected, "suspected"},
    {Identification::in_identification, "in_identification"},
    {Identification::confirmed, "confirmed"},
    {Identification::not_victim, "not_victim"},
    {Identification::appealed, "appealed"},
    {Identification::withdrawn, "withdrawn"},
    {Identification::unreachable, "unreachable"},
});
static_assert(base::names_every(kIdentificationNames, Identification::unreachable));

enum class IdentificationAction { suspect, start, confirm, refuse, appeal, withdraw, lost, reopen };
inline constexpr auto kIdentificationActionNames =
    std::to_array<base::EnumName<IdentificationAction>>({
        {IdentificationAction::suspect, "suspect"},
        {IdentificationAction::start, "start"},
        {IdentificationAction::confirm, "confirm"},
        {IdentificationAction::refuse, "refuse"},
        {IdentificationAction::appeal, "appeal"},
        {IdentificationAction::withdraw, "withdraw"},
        {IdentificationAction::lost, "lost"},
        {IdentificationAction::reopen, "reopen"},
    });
static_assert(base::names_every(kIdentificationActionNames, IdentificationAction::reopen));

/// The state after the step. Errors: conflict "identification.wrong_state".
base::Result<Identification> advance(Identification from, IdentificationAction action);

/// The steps that may follow, in the order in which a screen offers them.
std::vector<IdentificationAction> next_actions(Identification from);

/// Who has to move: the lead of the case, the body that identifies, or nobody.
enum class IdentificationTurn { lead, body, nobody };
inline constexpr auto kIdentificationTurnNames = std::to_array<base::EnumName<IdentificationTurn>>({
    {IdentificationTurn::lead, "lead"},
    {IdentificationTurn::body, "body"},
    {IdentificationTurn::nobody, "nobody"},
});
static_assert(base::names_every(kIdentificationTurnNames, IdentificationTurn::nobody));
IdentificationTurn whose_turn(Identification state);

/// suspicion is enough for support and protection; nobody waits for a certificate.
bool gets_support(Identification state);

/// A paper that says what was decided.
struct VictimPaper {
  std::string kind;  ///< code of list victim_paper
  std::string number = {}, issuer = {};
  std::optional<base::Date> date = {};
  bool operator==(const VictimPaper&) const = default;
};
inline constexpr std::string_view kRefusalNotice = "refusal_notice";

struct IdentificationStep {
  StepId id;
  PersonId person;
  std::int64_t number = 1;  ///< 1, 2, … for this person: also the version after the step
  IdentificationAction action = IdentificationAction::suspect;
  Identification state = Identification::none;  ///< after the step
  base::Date happened_on;
  base::Timestamp at;
  access::UserId by;
  std::string road = {};      ///< code of list entry_road
  std::string province = {};  ///< code of the geography of that day; sealed
  std::optional<directory::OrgId> body = {};
  std::string reason = {};
  std::optional<VictimPaper> paper = {};
  bool operator==(const IdentificationStep&) const = default;
};

/// A piece of evidence. Source: Art. 32(1), code list 7.14.
struct Evidence {
  EvidenceId id;
  PersonId person;
  std::string kind;  ///< code of list identification_evidence
  base::Timestamp at;
  access::UserId by;
  std::string description = {}, issuer = {};
  std::optional<base::Date> date = {};
  std::string file = {};  ///< id of an attachment
  bool operator==(const Evidence&) const = default;
};

/// Complaints about a step: road required for suspect and start; paper required for confirm, of a
/// kind that confirms; a refusal's paper is the notice; reason required for refuse, appeal,
/// withdraw, lost and reopen; happened_on in_future or before_last_step.
std::vector<base::FieldError> check(const IdentificationStep& step,
                                    const std::optional<IdentificationStep>& before,
                                    base::Date today);

/// Opening again what was refused needs evidence that was not there when it was refused; who comes
/// back, or changed her mind, needs none.
bool needs_new_evidence(Identification from, IdentificationAction action);

}  // namespace hd::cases
