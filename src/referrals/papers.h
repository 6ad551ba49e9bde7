#pragma once
// The papers of a referral in words: the written acceptance and the hand-over record. Pure.
// Source; code list 7.12 (fields of the record).

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "access/ids.h"
#include "base/enum_names.h"
#include "base/id.h"
#include "base/time.h"
#include "directory/ids.h"
#include "documents/document.h"
#include "documents/signature.h"
#include "referrals/handover.h"
#include "referrals/referral.h"

namespace hd::referrals {

using PaperId = base::Id<struct ReferralPaperTag>;

enum class PaperKind { acceptance, hand_over };
inline constexpr auto kPaperKindNames = std::to_array<base::EnumName<PaperKind>>({
    {PaperKind::acceptance, "acceptance"},
    {PaperKind::hand_over, "hand_over"},
});
static_assert(base::names_every(kPaperKindNames, PaperKind::hand_over));

/// An issued paper: numbered, frozen, hashed. Belongs to the referral and is opened with its
/// rights, so that it is not in the list of papers of a whole organisation.
struct Paper {
  PaperId id;
  ReferralId referral;
  PaperKind kind = PaperKind::acceptance;
  directory::OrgId issuer;
  access::UserId issued_by;
  base::Timestamp issued_at;
  std::string number;
  std::string hash;
  documents::Content content = {};
};

/// What of a person's records a reader needs to open the paper: a mask of access::Mark.
std::uint8_t marks_of(PaperKind kind);

/// Names for the papers, as of the day they are issued.
struct Names {
  std::string sender, receiver;
  std::string superior = {}, officer = {};
  std::vector<std::string> needs = {};   ///< labels
  std::vector<std::string> hashes = {};  ///< of each signature, drawn or scanned, in their order
};

/// the receiver confirms that it will give the service. Names no person.
documents::Content acceptance_paper(const Referral& referral, const ServiceStep& service,
                                    const Names& names);

/// The signatures are named with a hash of what was drawn, or of the scanned paper, so that
/// the frozen text covers them.
documents::Content hand_over_paper(const Referral& referral, const HandOver& record,
                                   const std::vector<Signature>& signatures, const Names& names);

/// The same signatures for the drawing below the body.
std::vector<documents::DrawnSignature> drawn(const std::vector<Signature>& signatures);

/// The points as text, for the hash.
std::string text_of(const documents::Strokes& strokes);

}  // namespace hd::referrals
