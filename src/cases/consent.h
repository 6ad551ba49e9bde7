#pragma once
// What a person has agreed to: for which purpose, towards whom, about which kinds of data.
//
// Pure. Consent is an input of the access decision, not a paper in a folder: `consented()` says
// what may be shared on a day. Source: spec processes section 5, good practice 6.3.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "access/decide.h"
#include "base/enum_names.h"
#include "base/id.h"
#include "base/result.h"
#include "base/time.h"
#include "cases/consent_kinds.h"
#include "cases/ids.h"
#include "directory/ids.h"

namespace hd::cases {

using ConsentId = base::Id<struct ConsentTag>;

struct Representative {
  RepresentativeKind kind = RepresentativeKind::parent;
  std::string name;
  std::string relation = {};
  std::optional<PersonId> person = {};      ///< when she is a person of the case
  std::optional<access::UserId> user = {};  ///< when she has an account
  bool operator==(const Representative&) const = default;
};

/// Who has to agree for a person of an age. Source: Law 91/2025 Art. 24; R-016.
enum class AgeGroup {
  under_7,   ///< the representative
  child,     ///< 7 to 17, and whoever may be a child: the person and the representative
  grown_up,  ///< the person
};

/// What is known about the person and those around her when a consent is recorded.
struct Circle {
  AgeGroup age = AgeGroup::grown_up;
  /// The last day on which a consent without the person's own word holds: the one before she turns
  /// seven. Only looked at for `under_7`.
  std::optional<base::Date> last_day_under_7 = {};
  std::vector<PersonId> adverse = {};            ///< guardians against her interest; offenders
  std::vector<std::string> adverse_names = {};   ///< the same, known by name only; folded
  std::vector<access::UserId> excluded = {};     ///< the case's exclusion list
  std::vector<std::string> excluded_names = {};  ///< names of those on it; folded
};

/// A consent as recorded. What `consented()` needs is readable without a key; the words are sealed.
struct Consent {
  ConsentId id;
  PersonId person;
  Purpose purpose = Purpose::support;
  std::optional<directory::OrgId> recipient = {};
  Categories categories = 0;
  base::Timestamp given_at;
  base::Date valid_from;
  std::optional<base::Date> valid_to = {};  ///< last day
  bool effective = false;                   ///< all seven answered yes by those who have to agree
  std::optional<base::Timestamp> withdrawn_at = {};
  std::int64_t version = 1;
  access::UserId recorded_by;

  GivenBy given_by = GivenBy::self;
  ConsentForm form = ConsentForm::signed_paper;
  std::string language = {};      ///< code of list language
  std::string text_version = {};  ///< which text was read or shown
  Answers answers = {};
  std::string evidence = {}, witness = {};
  std::optional<Representative> representative = {};
  std::string representative_excluded_reason = {};
  std::string withdrawal_reason = {};
  std::optional<GivenBy> withdrawn_by = {};

  bool operator==(const Consent&) const = default;
};

enum class ConsentState { in_force, not_yet, expired, withdrawn, incomplete, refused };
inline constexpr auto kConsentStateNames = std::to_array<base::EnumName<ConsentState>>({
    {ConsentState::in_force, "in_force"},
    {ConsentState::not_yet, "not_yet"},
    {ConsentState::expired, "expired"},
    {ConsentState::withdrawn, "withdrawn"},
    {ConsentState::incomplete, "incomplete"},
    {ConsentState::refused, "refused"},
});
static_assert(base::names_every(kConsentStateNames, ConsentState::refused));

/// Where a consent stands on a day. Only `in_force` opens anything.
ConsentState state_on(const Consent& consent, base::Date day);

/// What the consents together open to a recipient for a purpose on a day; 0 when nothing. Consents
/// only ever add: leaving one out, ending or withdrawing one never opens more.
Categories consented(std::span<const Consent> consents,
                     const std::optional<directory::OrgId>& recipient, Purpose purpose,
                     base::Date day);

/// Who has to agree, in the words of the contract: "self", "representative".
std::vector<std::string_view> who_must_agree(AgeGroup age);

/// Why a consent opens nothing although it was recorded: "self", "representative", "answers".
std::vector<std::string_view> missing(const Consent& consent, AgeGroup age);

/// Complaints about a consent that cannot be recorded at all:
///   recipient_organisation_id  required
///   categories                 required
///   valid_to                   before_start
///   witness                    required - spoken, and nobody heard it
///   given_by                   not_for_grown_up - nobody else agrees for a grown-up person
///   representative             required | adverse | excluded | not_for_grown_up |
///   instead_of_parent
///                              (an officer in place of the parents needs the reason)
/// Somebody against her interest, or on the exclusion list, never represents her.
std::vector<base::FieldError> check(const Consent& consent, const Circle& circle);

/// The consent with what follows from the circle: whether it opens anything, and until when.
Consent settled(Consent consent, const Circle& circle);

/// True when a child's own consent waits for somebody to stand in for parents who must not be
/// asked: the child-protection officer has to be found.
bool waits_for_officer(const Consent& consent, AgeGroup age);

/// Data that an organisation has, because it was handed over or because a consent allowed it.
struct Holder {
  directory::OrgId organisation;
  Categories categories = 0;
  base::Timestamp since;
  bool disclosed = false;  ///< it is on record that data was handed over
  bool operator==(const Holder&) const = default;
};

/// Who holds data of the person: what was handed over, and every recipient of a consent that once
/// was in force before `now`. Each organisation once, in order of time.
std::vector<Holder> holders(std::span<const Consent> consents, std::vector<Holder> disclosed,
                            base::Date today);

}  // namespace hd::cases
