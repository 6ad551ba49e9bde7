// What consents open, as a case worker could check it, and what must hold for all of them.

#include "cases/consent.h"

#include <random>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "base/testing.h"
#include "base/text.h"

namespace hd::cases {
namespace {

using base::testing::id;

const base::Date kToday = base::parse_date("2026-03-02").value();
const auto kHealth = id<directory::OrgId>(2);
const auto kPolice = id<directory::OrgId>(3);
constexpr Answers kAllYes = {true, true, true, true, true, true, true};

Consent agreed(Categories categories, GivenBy given_by = GivenBy::self) {
  return {.id = id<ConsentId>(1),
          .person = id<PersonId>(1),
          .recipient = kHealth,
          .categories = categories,
          .given_at = base::testing::at_minute(0),
          .valid_from = kToday,
          .recorded_by = id<access::UserId>(1),
          .given_by = given_by,
          .language = "vi",
          .text_version = "2026-01",
          .answers = kAllYes};
}

Consent with(Consent consent, RepresentativeKind kind, std::string name = "Người Đại Diện Mẫu") {
  consent.representative = Representative{.kind = kind, .name = std::move(name)};
  return consent;
}

Circle circle(AgeGroup age) {
  return {.age = age};
}

std::string faults(const Consent& consent, const Circle& around) {
  std::string text;
  for (const auto& fault : check(consent, around)) {
    text += (text.empty() ? "" : " ") + fault.field + ":" + fault.code;
  }
  return text.empty() ? "fine" : text;
}

std::string opens(const Consent& consent, const Circle& around) {
  const std::vector all{settled(consent, around)};
  std::string text;
  for (const Category category : list_of(consented(all, kHealth, Purpose::support, kToday))) {
    text += (text.empty() ? "" : " ") + std::string(base::name_of(kCategoryNames, category));
  }
  return text.empty() ? "nothing" : text;
}

constexpr Categories kWorkAndIdentity = bit(Category::work) | bit(Category::identity);

// Source.
TEST(Consent, OpensWhatWasAgreedToTheNamedRecipientForThePurposeAlone) {
  const std::vector all{settled(agreed(kWorkAndIdentity), circle(AgeGroup::grown_up))};
  EXPECT_EQ(consented(all, kHealth, Purpose::support, kToday), kWorkAndIdentity);
  EXPECT_EQ(consented(all, kPolice, Purpose::support, kToday), 0);
  EXPECT_EQ(consented(all, std::nullopt, Purpose::support, kToday), 0);
  EXPECT_EQ(consented(all, kHealth, Purpose::identification, kToday), 0);
  EXPECT_EQ(marks_of(kWorkAndIdentity), access::kWork | access::kIdentity);
  EXPECT_EQ(marks_of(bit(Category::health) | bit(Category::location)), 0);
}

TEST(Consent, HoldsFromTheFirstToTheLastDay) {
  Consent consent = settled(agreed(kWorkAndIdentity), circle(AgeGroup::grown_up));
  consent.valid_to = base::plus_days(kToday, 30);
  EXPECT_EQ(state_on(consent, base::plus_days(kToday, -1)), ConsentState::not_yet);
  EXPECT_EQ(state_on(consent, base::plus_days(kToday, 30)), ConsentState::in_force);
  EXPECT_EQ(state_on(consent, base::plus_days(kToday, 31)), ConsentState::expired);
  consent.withdrawn_at = base::testing::at_minute(5);
  EXPECT_EQ(state_on(consent, kToday), ConsentState::withdrawn);
}

TEST(Consent, OpensNothingUntilAllSevenQuestionsAreAnsweredYes) {
  for (const auto& question : kQuestionNames) {
    Consent consent = agreed(kWorkAndIdentity);
    consent.answers.at(static_cast<std::size_t>(question.value)) = false;
    EXPECT_EQ(opens(consent, circle(AgeGroup::grown_up)), "nothing") << question.name;
    EXPECT_EQ(
        state_on(settled(consent, circle(AgeGroup::grown_up)), kToday),
        question.value == Question::agrees ? ConsentState::refused : ConsentState::incomplete);
  }
}

// Source: Law 91/2025 Art. 24: from seven on the child and the representative, R-022.
TEST(Consent, AsksAChildAndTheRepresentativeASmallChildsRepresentativeAndNobodyElseForAGrownUp) {
  const auto parent = RepresentativeKind::parent;
  const auto child = circle(AgeGroup::child);
  EXPECT_EQ(opens(agreed(1), child), "nothing");
  EXPECT_EQ(opens(with(agreed(1, GivenBy::guardian), parent), child), "nothing");
  EXPECT_EQ(opens(with(agreed(1, GivenBy::both), parent), child), "work");
  EXPECT_EQ(faults(agreed(1, GivenBy::both), child), "representative:required");

  const auto small = circle(AgeGroup::under_7);
  EXPECT_EQ(opens(with(agreed(1, GivenBy::guardian), parent), small), "work");
  EXPECT_EQ(opens(agreed(1), small), "nothing");

  const auto grown = circle(AgeGroup::grown_up);
  EXPECT_EQ(opens(agreed(1), grown), "work");
  EXPECT_EQ(faults(with(agreed(1, GivenBy::both), parent), grown),
            "given_by:not_for_grown_up representative:not_for_grown_up");
}

TEST(Consent, OfARepresentativeAloneLapsesWhenTheChildTurnsSeven) {
  Circle around = circle(AgeGroup::under_7);
  around.last_day_under_7 = base::plus_days(kToday, 10);
  const Consent consent =
      settled(with(agreed(1, GivenBy::guardian), RepresentativeKind::parent), around);
  EXPECT_EQ(consent.valid_to, base::plus_days(kToday, 10));
  EXPECT_EQ(state_on(consent, base::plus_days(kToday, 11)), ConsentState::expired);
}

// Source: good practice 6.3, security 1.3 number 4 and 5.
TEST(Consent, IsNeverGivenBySomebodyAgainstHerInterestOrOnTheExclusionList) {
  Circle around = circle(AgeGroup::child);
  around.adverse = {id<PersonId>(9)};
  around.adverse_names = {base::fold("Ông Mẫu Một")};
  around.excluded = {id<access::UserId>(8)};
  around.excluded_names = {base::fold("Bà Mẫu Hai")};
  Consent consent = with(agreed(1, GivenBy::both), RepresentativeKind::parent);
  consent.representative->person = id<PersonId>(9);
  EXPECT_EQ(faults(consent, around), "representative:adverse");
  EXPECT_EQ(opens(consent, around), "nothing");
  consent.representative->person.reset();
  consent.representative->user = id<access::UserId>(8);
  EXPECT_EQ(faults(consent, around), "representative:excluded");
  EXPECT_EQ(opens(consent, around), "nothing");
  const auto named = [&](const std::string& name) {
    return faults(with(agreed(1, GivenBy::both), RepresentativeKind::guardian, name), around);
  };
  EXPECT_EQ(named("ong mau mot"), "representative:adverse");
  EXPECT_EQ(named("BÀ MẪU HAI"), "representative:excluded");
  EXPECT_EQ(named("Bà Mẫu Ba"), "fine");
}

TEST(Consent, LetsAnOfficerStandInForParentsOnlyWithAReason) {
  const Circle around = circle(AgeGroup::child);
  Consent consent = with(agreed(1, GivenBy::both), RepresentativeKind::child_protection_officer);
  EXPECT_EQ(faults(consent, around), "representative:instead_of_parent");
  consent.representative_excluded_reason = "cha là đối tượng";
  EXPECT_EQ(opens(consent, around), "work");

  Consent waiting = agreed(1);
  waiting.representative_excluded_reason = "cha là đối tượng";
  EXPECT_TRUE(waits_for_officer(waiting, AgeGroup::child));
  EXPECT_EQ(opens(waiting, around), "nothing");
  EXPECT_EQ(missing(waiting, AgeGroup::child), std::vector<std::string_view>{"representative"});
}

TEST(Consent, NamesARecipientAWitnessAndWhatItIsAbout) {
  Consent consent = agreed(0);
  consent.recipient.reset();
  consent.form = ConsentForm::spoken_with_witness;
  consent.valid_to = base::plus_days(kToday, -1);
  EXPECT_EQ(faults(consent, circle(AgeGroup::grown_up)),
            "recipient_organisation_id:required categories:required valid_to:before_start "
            "witness:required");
  Consent research = agreed(1);
  research.purpose = Purpose::research;
  research.recipient.reset();
  EXPECT_EQ(faults(research, circle(AgeGroup::grown_up)), "fine");
}

TEST(Consent, TellsWhoHoldsWhatEachOrganisationOnce) {
  Consent first = settled(agreed(1), circle(AgeGroup::grown_up));
  Consent second = settled(agreed(kWorkAndIdentity), circle(AgeGroup::grown_up));
  second.recipient = kPolice;
  second.given_at = base::testing::at_minute(9);
  Consent never = agreed(kAllCategories);
  const std::vector consents{first, second, never};
  const Holder handed{kHealth, bit(Category::documents), base::testing::at_minute(20), true};
  EXPECT_EQ(holders(consents, {handed}, kToday),
            (std::vector<Holder>{{kHealth, static_cast<Categories>(1 | bit(Category::documents)),
                                  base::testing::at_minute(0), true},
                                 {kPolice, kWorkAndIdentity, base::testing::at_minute(9), false}}));
}

// ---- what must hold for every set of consents --------------------------------------------------

struct Dice {
  std::mt19937 random{20260302};
  int upto(int last) { return std::uniform_int_distribution<int>(0, last)(random); }
};

Circle some_circle(Dice& dice) {
  Circle around{.age = static_cast<AgeGroup>(dice.upto(2))};
  if (dice.upto(1) == 0) around.last_day_under_7 = base::plus_days(kToday, dice.upto(40) - 20);
  if (dice.upto(3) == 0) around.adverse = {id<PersonId>(9)};
  if (dice.upto(3) == 0) around.excluded = {id<access::UserId>(8)};
  return around;
}

Consent some_consent(Dice& dice, const Circle& around) {
  Consent consent = agreed(static_cast<Categories>(dice.upto(kAllCategories)),
                           static_cast<GivenBy>(dice.upto(2)));
  consent.purpose = static_cast<Purpose>(dice.upto(3));
  consent.recipient = dice.upto(2) == 0 ? kPolice : kHealth;
  consent.valid_from = base::plus_days(kToday, dice.upto(40) - 20);
  if (dice.upto(1) == 0) consent.valid_to = base::plus_days(consent.valid_from, dice.upto(40));
  if (dice.upto(9) == 0) consent.answers.at(static_cast<std::size_t>(dice.upto(6))) = false;
  if (dice.upto(5) == 0) consent.withdrawn_at = base::testing::at_minute(1);
  if (dice.upto(1) == 0) {
    consent = with(consent, static_cast<RepresentativeKind>(dice.upto(3)));
    if (dice.upto(2) == 0) consent.representative->person = id<PersonId>(9);
    if (dice.upto(2) == 0) consent.representative->user = id<access::UserId>(8);
    if (dice.upto(1) == 0) consent.representative_excluded_reason = "lý do";
  }
  return settled(consent, around);
}

bool within(Categories inner, Categories outer) {
  return (inner & ~outer) == 0;
}

// Source: security 3.5, property tests; R-019.
TEST(Consent, AWithdrawalARemovalOrAnExpiryNeverWidensInAHundredThousandCases) {
  Dice dice;
  for (int round = 0; round < 120'000; ++round) {
    const Circle around = some_circle(dice);
    std::vector<Consent> consents;
    for (int left = dice.upto(4); left >= 0; --left) consents.push_back(some_consent(dice, around));
    const auto purpose = static_cast<Purpose>(dice.upto(3));
    const base::Date day = base::plus_days(kToday, dice.upto(60) - 30);
    const Categories before = consented(consents, kHealth, purpose, day);

    const auto chosen = static_cast<std::size_t>(dice.upto(static_cast<int>(consents.size()) - 1));
    Consent& one = consents[chosen];
    const auto withdrawn_at = std::exchange(one.withdrawn_at, base::testing::at_minute(2));
    ASSERT_TRUE(within(consented(consents, kHealth, purpose, day), before)) << round;
    one.withdrawn_at = withdrawn_at;

    const auto valid_to = std::exchange(one.valid_to, base::plus_days(day, -1));
    const Categories after_end = consented(consents, kHealth, purpose, day);
    ASSERT_TRUE(within(after_end, before)) << round;
    one.valid_to = valid_to;

    consents.erase(consents.begin() + static_cast<std::ptrdiff_t>(chosen));
    ASSERT_TRUE(within(consented(consents, kHealth, purpose, day), before)) << round;
    ASSERT_EQ(consented(consents, kHealth, purpose, day), after_end) << round;
  }
}

TEST(Consent, OfAChildNeverOpensAnythingWithoutARepresentativeWhoMayInAHundredThousandCases) {
  Dice dice;
  int opened = 0;
  for (int round = 0; round < 120'000; ++round) {
    const Circle around = some_circle(dice);
    const Consent consent = some_consent(dice, around);
    if (state_on(consent, kToday) != ConsentState::in_force) continue;
    ++opened;
    ASSERT_TRUE(around.age == AgeGroup::under_7 || consent.given_by != GivenBy::guardian) << round;
    if (around.age == AgeGroup::grown_up) continue;
    ASSERT_NE(consent.given_by, GivenBy::self) << round;
    ASSERT_TRUE(consent.representative) << round;
    const Representative& representative = *consent.representative;
    ASSERT_TRUE(around.adverse.empty() || representative.person != around.adverse[0]) << round;
    ASSERT_TRUE(around.excluded.empty() || representative.user != around.excluded[0]) << round;
  }
  EXPECT_GT(opened, 5'000);
}

}  // namespace
}  // namespace hd::cases
