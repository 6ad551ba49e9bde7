#pragma once
// The words of a consent: purposes, kinds of data, who gave it in which form, the seven questions.
//
// Source: spec processes section 5, data standards 5.2 (HTCDS 2.0), good practice 6.3.

#include <array>
#include <cstdint>
#include <vector>

#include "base/enum_names.h"

namespace hd::cases {

enum class Purpose {
  support,  ///< being supported by an organisation: what referrals ask for
  protection,
  identification,
  repatriation,
  data_exchange,
  family_contact,
  statistics,
  recording,
  research,
  media,
};
inline constexpr auto kPurposeNames = std::to_array<base::EnumName<Purpose>>({
    {Purpose::support, "support"},
    {Purpose::protection, "protection"},
    {Purpose::identification, "identification"},
    {Purpose::repatriation, "repatriation"},
    {Purpose::data_exchange, "data_exchange"},
    {Purpose::family_contact, "family_contact"},
    {Purpose::statistics, "statistics"},
    {Purpose::recording, "recording"},
    {Purpose::research, "research"},
    {Purpose::media, "media"},
});
static_assert(base::names_every(kPurposeNames, Purpose::media));

/// True for purposes in which data goes to an organisation, which has to be named.
bool needs_recipient(Purpose purpose);

/// Kinds of data, one bit each in a mask of categories.
enum class Category { work, identity, narrative, health, location, documents };
inline constexpr auto kCategoryNames = std::to_array<base::EnumName<Category>>({
    {Category::work, "work"},
    {Category::identity, "identity"},
    {Category::narrative, "narrative"},
    {Category::health, "health"},
    {Category::location, "location"},
    {Category::documents, "documents"},
});
static_assert(base::names_every(kCategoryNames, Category::documents));

/// A set of categories.
using Categories = std::uint8_t;
constexpr Categories bit(Category category) {
  return static_cast<Categories>(1U << static_cast<unsigned>(category));
}
inline constexpr Categories kAllCategories = 0x3F;

/// The categories of a set, in order.
std::vector<Category> list_of(Categories categories);

/// What the categories open to the receiving side: work, identity and narrative open the mark of
/// the same name; health, location and documents open no field by themselves, they are asked for
/// one by one when papers are put together.
std::uint8_t marks_of(Categories categories);

enum class GivenBy { self, guardian, both };
inline constexpr auto kGivenByNames = std::to_array<base::EnumName<GivenBy>>({
    {GivenBy::self, "self"},
    {GivenBy::guardian, "guardian"},
    {GivenBy::both, "both"},
});
static_assert(base::names_every(kGivenByNames, GivenBy::both));

enum class ConsentForm { signed_paper, recorded, electronic, spoken_with_witness };
inline constexpr auto kConsentFormNames = std::to_array<base::EnumName<ConsentForm>>({
    {ConsentForm::signed_paper, "signed"},
    {ConsentForm::recorded, "recorded"},
    {ConsentForm::electronic, "electronic"},
    {ConsentForm::spoken_with_witness, "spoken_with_witness"},
});
static_assert(base::names_every(kConsentFormNames, ConsentForm::spoken_with_witness));

/// The seven questions of HTCDS 2.0, each answered by itself.
enum class Question {
  agrees,                ///< agrees, or assents
  told_purpose,          ///< was told the purpose
  told_use,              ///< the actual and the potential use
  told_research,         ///< the use in research that identifies nobody
  told_right_to_ask,     ///< the right to ask for the data
  told_storage_time,     ///< how long it is kept
  told_how_to_withdraw,  ///< how to take it back
};
inline constexpr auto kQuestionNames = std::to_array<base::EnumName<Question>>({
    {Question::agrees, "agrees"},
    {Question::told_purpose, "told_purpose"},
    {Question::told_use, "told_use"},
    {Question::told_research, "told_research"},
    {Question::told_right_to_ask, "told_right_to_ask"},
    {Question::told_storage_time, "told_storage_time"},
    {Question::told_how_to_withdraw, "told_how_to_withdraw"},
});
static_assert(base::names_every(kQuestionNames, Question::told_how_to_withdraw));
using Answers = std::array<bool, kQuestionNames.size()>;

enum class RepresentativeKind { parent, guardian, child_protection_officer, facility };
inline constexpr auto kRepresentativeKindNames = std::to_array<base::EnumName<RepresentativeKind>>({
    {RepresentativeKind::parent, "parent"},
    {RepresentativeKind::guardian, "guardian"},
    {RepresentativeKind::child_protection_officer, "child_protection_officer"},
    {RepresentativeKind::facility, "facility"},
});
static_assert(base::names_every(kRepresentativeKindNames, RepresentativeKind::facility));

}  // namespace hd::cases
