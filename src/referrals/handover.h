#pragma once
// The hand-over record, its three signatures, and the looks at what became of the person. Pure.
// Source; code list 7.12 (fields of the record).

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "access/ids.h"
#include "base/enum_names.h"
#include "base/result.h"
#include "base/time.h"
#include "documents/signature.h"
#include "files/ids.h"
#include "referrals/life.h"

namespace hd::referrals {

struct Party {
  std::string unit, name;
  std::string post = {}, phone = {};
  bool operator==(const Party&) const = default;
};

struct HandOver {
  std::string place;
  base::Timestamp at;
  Party giver, receiver;
  std::vector<std::string> persons;  ///< the person and those with her
  std::string health;
  std::vector<std::string> belongings, documents;
  std::string risks, wishes;
  bool operator==(const HandOver&) const = default;
};

enum class SignatureRole { giver, receiver, person, guardian };
inline constexpr auto kSignatureRoleNames = std::to_array<base::EnumName<SignatureRole>>({
    {SignatureRole::giver, "giver"},
    {SignatureRole::receiver, "receiver"},
    {SignatureRole::person, "person"},
    {SignatureRole::guardian, "guardian"},
});
static_assert(base::names_every(kSignatureRoleNames, SignatureRole::guardian));

/// A signed paper that was scanned and attached to the referral.
struct Scan {
  files::FileId file;
  std::string name = {};
  std::string sha256 = {};  ///< of the bytes as they came
  bool operator==(const Scan&) const = default;
};

/// Drawn lines, in thousandths of the width of the field; or the scanned paper instead.
struct Signature {
  SignatureRole role = SignatureRole::giver;
  std::string name;
  base::Timestamp at;
  access::UserId by;  ///< at whose account it was drawn
  documents::Strokes strokes = {};
  std::optional<Scan> scan = {};
  bool operator==(const Signature&) const = default;
};

/// The signatures that are still missing: giver, receiver, and the person or her guardian.
int signatures_missing(const std::vector<Signature>& signatures);

/// Who may still sign at an account of this side. The giver signs on the sending side, the receiver
/// on the receiving side, the person or guardian on either: they have no accounts.
std::vector<SignatureRole> wanted(const std::vector<Signature>& signatures, Side side);

enum class FollowUpOutcome {
  safe_and_well,
  needs_more_support,
  unsafe,
  re_trafficked,
  lost_contact,
  declined_to_answer,
};
inline constexpr auto kFollowUpOutcomeNames = std::to_array<base::EnumName<FollowUpOutcome>>({
    {FollowUpOutcome::safe_and_well, "safe_and_well"},
    {FollowUpOutcome::needs_more_support, "needs_more_support"},
    {FollowUpOutcome::unsafe, "unsafe"},
    {FollowUpOutcome::re_trafficked, "re_trafficked"},
    {FollowUpOutcome::lost_contact, "lost_contact"},
    {FollowUpOutcome::declined_to_answer, "declined_to_answer"},
});
static_assert(base::names_every(kFollowUpOutcomeNames, FollowUpOutcome::declined_to_answer));

struct Evaluation {
  base::Date on;
  FollowUpOutcome outcome = FollowUpOutcome::safe_and_well;
  std::string re_trafficking_risk;  ///< low, medium, high, unknown
  std::string words;
  std::string note = {};
  access::UserId by;
  bool operator==(const Evaluation&) const = default;
};

/// One of the looks after the hand-over: 1, 3, 6, 12, 24 months, as the rules of the day of
/// the hand-over say.
struct FollowUp {
  std::int64_t number = 1;
  std::int64_t months = 1;
  std::string rule;  ///< code of the deadline rule
  std::optional<base::Date> due_on = {};
  std::optional<Evaluation> evaluation = {};
  bool operator==(const FollowUp&) const = default;
};

}  // namespace hd::referrals
