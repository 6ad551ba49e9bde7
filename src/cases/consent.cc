#include "cases/consent.h"

#include <algorithm>
#include <string_view>

#include "base/text.h"

namespace hd::cases {
namespace {

bool has(const Answers& answers, Question question) {
  return answers.at(static_cast<std::size_t>(question));
}

bool all_answered_yes(const Answers& answers) {
  return std::ranges::all_of(answers, [](bool yes) { return yes; });
}

bool in_place_of_parents(const Representative& representative) {
  return representative.kind == RepresentativeKind::child_protection_officer ||
         representative.kind == RepresentativeKind::facility;
}

template <class T>
bool contains(const std::vector<T>& values, const T& value) {
  return std::ranges::find(values, value) != values.end();
}

bool is_adverse(const Representative& representative, const Circle& circle) {
  if (representative.person && contains(circle.adverse, *representative.person)) return true;
  return contains(circle.adverse_names, base::fold(representative.name));
}

bool is_excluded(const Representative& representative, const Circle& circle) {
  if (representative.user && contains(circle.excluded, *representative.user)) return true;
  return contains(circle.excluded_names, base::fold(representative.name));
}

bool self_agreed(const Consent& consent) {
  return consent.given_by != GivenBy::guardian;
}

bool representative_agreed(const Consent& consent) {
  return consent.given_by != GivenBy::self && consent.representative.has_value();
}

using Complaints = std::vector<base::FieldError>;

void check_grown_up(const Consent& consent, Complaints& found) {
  if (consent.given_by != GivenBy::self) found.push_back({"given_by", "not_for_grown_up"});
  if (consent.representative) found.push_back({"representative", "not_for_grown_up"});
}

void check_child(const Consent& consent, const Circle& circle, Complaints& found) {
  if (consent.given_by != GivenBy::self && !consent.representative) {
    found.push_back({"representative", "required"});
  }
  if (!consent.representative) return;
  const Representative& representative = *consent.representative;
  if (is_excluded(representative, circle)) found.push_back({"representative", "excluded"});
  if (is_adverse(representative, circle)) found.push_back({"representative", "adverse"});
  if (in_place_of_parents(representative) && consent.representative_excluded_reason.empty()) {
    found.push_back({"representative", "instead_of_parent"});
  }
}

}  // namespace

bool needs_recipient(Purpose purpose) {
  switch (purpose) {
    case Purpose::support:
    case Purpose::protection:
    case Purpose::identification:
    case Purpose::repatriation:
    case Purpose::data_exchange:
      return true;
    case Purpose::family_contact:
    case Purpose::statistics:
    case Purpose::recording:
    case Purpose::research:
    case Purpose::media:
      return false;
  }
  return true;
}

std::vector<Category> list_of(Categories categories) {
  std::vector<Category> found;
  for (const auto& entry : kCategoryNames) {
    if ((categories & bit(entry.value)) != 0) found.push_back(entry.value);
  }
  return found;
}

std::uint8_t marks_of(Categories categories) {
  std::uint8_t marks = 0;
  if ((categories & bit(Category::work)) != 0) marks |= access::kWork;
  if ((categories & bit(Category::identity)) != 0) marks |= access::kIdentity;
  if ((categories & bit(Category::narrative)) != 0) marks |= access::kNarrative;
  return marks;
}

ConsentState state_on(const Consent& consent, base::Date day) {
  if (consent.withdrawn_at) return ConsentState::withdrawn;
  if (!consent.effective) {
    return has(consent.answers, Question::agrees) ? ConsentState::incomplete
                                                  : ConsentState::refused;
  }
  if (day < consent.valid_from) return ConsentState::not_yet;
  if (consent.valid_to && *consent.valid_to < day) return ConsentState::expired;
  return ConsentState::in_force;
}

Categories consented(std::span<const Consent> consents,
                     const std::optional<directory::OrgId>& recipient, Purpose purpose,
                     base::Date day) {
  Categories open = 0;
  for (const Consent& consent : consents) {
    if (consent.purpose != purpose || consent.recipient != recipient) continue;
    if (state_on(consent, day) == ConsentState::in_force) open |= consent.categories;
  }
  return open;
}

std::vector<std::string_view> who_must_agree(AgeGroup age) {
  switch (age) {
    case AgeGroup::under_7:
      return {"representative"};
    case AgeGroup::child:
      return {"self", "representative"};
    case AgeGroup::grown_up:
      return {"self"};
  }
  return {"self", "representative"};
}

std::vector<std::string_view> missing(const Consent& consent, AgeGroup age) {
  std::vector<std::string_view> found;
  for (const std::string_view who : who_must_agree(age)) {
    const bool there = who == "self" ? self_agreed(consent) : representative_agreed(consent);
    if (!there) found.push_back(who);
  }
  if (!all_answered_yes(consent.answers)) found.emplace_back("answers");
  return found;
}

std::vector<base::FieldError> check(const Consent& consent, const Circle& circle) {
  Complaints found;
  if (needs_recipient(consent.purpose) && !consent.recipient) {
    found.push_back({"recipient_organisation_id", "required"});
  }
  if (consent.categories == 0) found.push_back({"categories", "required"});
  if (consent.valid_to && *consent.valid_to < consent.valid_from) {
    found.push_back({"valid_to", "before_start"});
  }
  if (consent.form == ConsentForm::spoken_with_witness && consent.witness.empty()) {
    found.push_back({"witness", "required"});
  }
  if (circle.age == AgeGroup::grown_up) {
    check_grown_up(consent, found);
  } else {
    check_child(consent, circle, found);
  }
  return found;
}

Consent settled(Consent consent, const Circle& circle) {
  consent.effective = check(consent, circle).empty() && missing(consent, circle.age).empty();
  // What somebody else agreed for a small child lapses when she can be asked herself.
  const bool lapses = circle.age == AgeGroup::under_7 && !self_agreed(consent);
  if (lapses && circle.last_day_under_7) {
    consent.valid_to =
        std::min(consent.valid_to.value_or(*circle.last_day_under_7), *circle.last_day_under_7);
  }
  return consent;
}

bool waits_for_officer(const Consent& consent, AgeGroup age) {
  return age != AgeGroup::grown_up && has(consent.answers, Question::agrees) &&
         !consent.representative && !consent.representative_excluded_reason.empty();
}

std::vector<Holder> holders(std::span<const Consent> consents, std::vector<Holder> disclosed,
                            base::Date today) {
  for (const Consent& consent : consents) {
    if (!consent.recipient || !consent.effective || today < consent.valid_from) continue;
    disclosed.push_back({*consent.recipient, consent.categories, consent.given_at, false});
  }
  std::ranges::stable_sort(disclosed, {}, &Holder::since);
  std::vector<Holder> found;
  for (const Holder& one : disclosed) {
    const auto same = std::ranges::find(found, one.organisation, &Holder::organisation);
    if (same == found.end()) {
      found.push_back(one);
      continue;
    }
    same->categories |= one.categories;
    same->disclosed = same->disclosed || one.disclosed;
  }
  return found;
}

}  // namespace hd::cases
