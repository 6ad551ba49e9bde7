// Cases, persons, needs and referrals as statistics read them.

#include "referrals/store.h"
#include "statistics/testing_sources.h"

namespace hd::statistics::testing {
namespace {

class CaseSource : public SourceScene {
 protected:
  CaseSource() { insert_case_part(record()); }

  static cases::Person told() {
    auto she = her();
    she.identity = {.full_name = "Người Được Thử",
                    .birth = {.year = 2009, .month = 3, .day = 3},
                    .phone = "0900 000 012",
                    .origin_province = "04"};
    she.facts = {.sex = "female",
                 .ethnic_group = "03",
                 .citizenship = "vn",
                 .disability = {"vision", "mobility"},
                 .where = "abroad",
                 .country = "kh"};
    she.trafficking.purposes = {"sexual", "online_scam"};
    return she;
  }
  static referrals::Referral referral(int number = 1) {
    referrals::Referral sent{.id = id<referrals::ReferralId>(number),
                             .number = "CT-2026-0000" + std::to_string(number),
                             .case_id = kCase,
                             .person = kHer,
                             .sender = kHotline,
                             .author = user(1),
                             .status = referrals::Status::in_service,
                             .urgency = referrals::Urgency::urgent,
                             .target = referrals::Target{.org = kHealth},
                             .root = id<referrals::ReferralId>(number),
                             .created_at = kNow,
                             .updated_at = kNow,
                             .sent_at = kNow};
    sent.told.needs = {{.service = "shelter"}, {.service = "loan"}};
    sent.told.card = {.age_band = "15_17", .sex = "female", .province = "33"};
    return sent;
  }
  void insert_referral(const referrals::Referral& sent) {
    write([&](Transaction& tx) {
      referrals::store::insert(referrals::store::Place{tx, *vault_}, sent);
    });
  }
  std::string goal() {
    const auto text = facts(Unit::person)[kHer.str()];
    return text.substr(text.find("support="));
  }
};

TEST_F(CaseSource, CountsACaseOnTheDayItWasOpenedWithTheFurthestIdentification) {
  EXPECT_EQ(facts(Unit::case_file)[kCase.str()],
            "entry_road=rescued state=open identification=confirmed");
  EXPECT_TRUE(facts(Unit::case_file, {day("2026-03-03"), day("2026-12-31")}).empty());
  const Fact fact = only(Unit::case_file);
  EXPECT_EQ(fact.codes.front(), std::pair(Field::owner, kHotline.str()));
  EXPECT_EQ(fact.recorded, kNow);
}

TEST_F(CaseSource, LeavesOutACaseThatIsInTwiceWithItsPeopleAndNeeds) {
  auto twice = record(2);
  twice.state = cases::State::closed;
  twice.closed_at = kNow;
  twice.closure_reason = "duplicate";
  insert_case_part(twice);
  auto she = her(2);
  she.case_file = twice.id;
  insert_case_part(she);
  auto wish = need(2, "loan", "met");
  wish.case_file = twice.id;
  insert_case_part(wish);
  EXPECT_EQ(facts(Unit::case_file).size(), 1U);
  EXPECT_TRUE(facts(Unit::person).empty());
  EXPECT_TRUE(facts(Unit::service_event).empty());
}

TEST_F(CaseSource, CountsVictimsAndSuspectedVictimsAndNobodyElse) {
  insert_case_part(her(1));
  for (const auto kind : {cases::PersonKind::suspected_victim, cases::PersonKind::relative,
                          cases::PersonKind::offender, cases::PersonKind::accompanying_minor,
                          cases::PersonKind::helper}) {
    auto other = her(2 + static_cast<int>(kind));
    other.kind = kind;
    other.identification = "not_victim";
    insert_case_part(other);
  }
  std::string kinds;
  for (const auto& [person, text] : facts(Unit::person)) kinds += text + "; ";
  EXPECT_EQ(kinds,
            "entry_road=rescued identification=confirmed support=not_asked person_kind=victim; "
            "entry_road=rescued identification=not_victim support=not_confirmed "
            "person_kind=suspected_victim; ");
}

TEST_F(CaseSource, TellsAPersonInCodesAsOfTheDayTheCaseWasOpened) {
  insert_case_part(told());
  EXPECT_EQ(facts(Unit::person)[kHer.str()],
            "age=16 sex=female place=p34:04 entry_road=rescued identification=confirmed "
            "ethnic_group=03 citizenship=vn country=kh support=not_asked person_kind=victim "
            "purposes=sexual purposes=online_scam disability=vision disability=mobility");
}

TEST_F(CaseSource, CountsAPersonAddedLaterWithHerCaseAndAsALateEntry) {
  auto later = told();
  later.created_at = later.updated_at = kNow + std::chrono::hours(24 * 40);
  insert_case_part(later);
  const Fact fact = only(Unit::person);
  EXPECT_EQ(fact.happened, kNow);
  EXPECT_EQ(fact.recorded, later.created_at);
}

TEST_F(CaseSource, ReadsTheProvinceOfOriginInTheGeographyOfTheDayItWasWritten) {
  auto she = told();
  she.created_at = she.updated_at = at("2025-06-01T00:00:00Z");
  insert_case_part(she);
  EXPECT_NE(facts(Unit::person)[kHer.str()].find("place=p63:04"), std::string::npos);
}

TEST_F(CaseSource, KnowsWhereSheWasExploitedFromWhatIsCoded) {
  const auto country = [&](const std::string& space, const std::string& to, const char* where) {
    auto she = told();
    she.id = cases::PersonId::random();
    she.position = ++position_;
    she.trafficking.space = space;
    she.trafficking.to_place = to;
    she.facts.where = where;
    insert_case_part(she);
    const auto text = facts(Unit::person)[she.id.str()];
    const auto begin = text.find("country=");
    return begin == std::string::npos ? ""
                                      : text.substr(begin + 8, text.find(' ', begin) - begin - 8);
  };
  EXPECT_EQ(country("transnational_out", "Sihanoukville, Campuchia", "in_vn"), "kh");
  EXPECT_EQ(country("transnational_out", "Trung Quốc", "in_vn"), "cn");
  EXPECT_EQ(country("domestic", "một xã ở vùng cao", "in_vn"), "vn");
  EXPECT_EQ(country("transnational_in", "", "in_vn"), "vn");
  EXPECT_EQ(country("transnational_out", "không nhớ", "abroad"), "kh");
  EXPECT_EQ(country("transnational_out", "không nhớ", "in_vn"), "");
}

TEST_F(CaseSource, AddsUpWhatSheAskedForInNeedsAndReferrals) {
  insert_case_part(told());
  insert_case_part(need(1, "medical_care", "met"));
  EXPECT_EQ(goal(),
            "support=all_delivered person_kind=victim purposes=sexual "
            "purposes=online_scam disability=vision disability=mobility regimes=b");
  insert_referral(referral());
  EXPECT_TRUE(goal().starts_with("support=in_progress"));
  insert_case_part(need(2, "legal_aid", "open"));
  EXPECT_TRUE(goal().starts_with("support=not_yet"));
}

TEST_F(CaseSource, ANeedThatNamesNobodyIsThatOfTheOnlyVictim) {
  insert_case_part(told());
  auto nobodys = need(1, "medical_care", "met");
  nobodys.person.reset();
  insert_case_part(nobodys);
  EXPECT_TRUE(goal().starts_with("support=all_delivered"));
  insert_case_part(her(2));
  EXPECT_TRUE(goal().starts_with("support=not_asked")) << "of one among two nobody knows";
}

TEST_F(CaseSource, NoWordOfHersIsInAFact) {
  auto she = told();
  she.identity.origin_province = "bản Mẫu";
  she.facts.ethnic_group = "ten_rieng";
  she.trafficking.purposes = {"ten_rieng"};
  she.trafficking.to_place = "nhà của ông Mẫu";
  she.trafficking.account = "lời kể";
  insert_case_part(she);
  insert_case_part(need(1, "ten_rieng", "met"));
  for (const Unit unit : {Unit::person, Unit::service_event}) {
    for (const auto& [record, text] : facts(unit)) {
      for (const auto* word : {"lời", "Mẫu", "Người", "0900", "rieng"}) {
        EXPECT_EQ(text.find(word), std::string::npos) << text;
      }
    }
  }
}

TEST_F(CaseSource, WhatWasErasedIsCountedWithNothingRecorded) {
  insert_case_part(told());
  insert_case_part(need(1, "shelter", "met"));
  write([&](Transaction& tx) { vault::shred(tx, "case/" + kCase.str(), std::nullopt); });
  EXPECT_EQ(facts(Unit::person)[kHer.str()],
            "entry_road=rescued identification=confirmed support=not_asked person_kind=victim");
  EXPECT_EQ(facts(Unit::service_event).begin()->second, "outcome=met origin=case_need");
}

TEST_F(CaseSource, ReadsMorePagesThanOneEachCaseOnce) {
  write([&](Transaction& tx) {
    const cases::store::Place place{tx, *vault_};
    for (int i = 2; i <= 1203; ++i) {
      auto more = record(i);
      more.number += "-" + std::to_string(i);
      more.opened_at = kNow + std::chrono::minutes(i / 7);  // several at one moment
      cases::store::insert(place, more);
      auto she = her(i);
      she.case_file = more.id;
      cases::store::insert(place, she);
    }
  });
  EXPECT_EQ(facts(Unit::case_file).size(), 1203U);
  EXPECT_EQ(facts(Unit::person).size(), 1202U);
  std::int64_t last = 0;
  read(
      Unit::person, kMarch, [&](std::int64_t done, std::int64_t) { last = done; },
      [](const Fact&) {});
  EXPECT_EQ(last, 1000);
}

TEST_F(CaseSource, ANeedOfACaseIsAServiceOnTheDayItWasEntered) {
  insert_case_part(told());
  auto wish = need(1, "legal_aid", "open");
  wish.created_at = wish.updated_at = kNow + std::chrono::hours(48);
  insert_case_part(wish);
  const auto wished = wish.id.str();
  EXPECT_EQ(facts(Unit::service_event)[wished],
            "services=legal_aid outcome=open origin=case_need regimes=dd age=17 sex=female "
            "place=p34:04");
  EXPECT_EQ(only(Unit::service_event).happened, wish.created_at);
  const Line opened = line(Unit::service_event, lead_officer_, wished);
  EXPECT_EQ(opened.number, "CA-2026-00001");
  EXPECT_EQ(opened.subject_kind + " " + opened.subject_id, "case " + kCase.str());
  EXPECT_FALSE(line(Unit::service_event, stranger_, wished).opens);
}

TEST_F(CaseSource, ACaseAndAPersonOpenForThoseWhoMaySeeTheCase) {
  insert_case_part(her(1));
  insert_case_part(her(2));
  EXPECT_EQ(line(Unit::case_file, lead_officer_, kCase.str()).number, "CA-2026-00001");
  const Line second = line(Unit::person, lead_officer_, id<cases::PersonId>(2).str());
  EXPECT_EQ(second.number, "CA-2026-00001/2");
  EXPECT_EQ(second.subject_kind, "person");
  EXPECT_FALSE(line(Unit::case_file, stranger_, kCase.str()).opens);
  EXPECT_FALSE(line(Unit::person, stranger_, kHer.str()).opens);
}

TEST_F(CaseSource, CountsAReferralOnTheDayItWasSentToWhoeverWasAsked) {
  insert_case_part(told());
  insert_referral(referral());
  auto draft = referral(2);
  draft.sent_at.reset();
  draft.status = referrals::Status::draft;
  insert_referral(draft);
  auto mistake = referral(3);
  mistake.status = referrals::Status::cancelled;
  mistake.closing_reason = "entered_in_error";
  insert_referral(mistake);
  EXPECT_EQ(facts(Unit::referral_event)[id<referrals::ReferralId>(1).str()],
            "organisation=" + kHealth.str() +
                " state=in_service route=domestic urgency=urgent age=band:15_17 sex=female "
                "place=p34:33 services=shelter services=loan");
  EXPECT_EQ(facts(Unit::referral_event).size(), 1U);
  const auto sent = id<referrals::ReferralId>(1).str();
  EXPECT_EQ(line(Unit::referral_event, lead_officer_, sent).number, "CT-2026-00001");
  EXPECT_FALSE(line(Unit::referral_event, stranger_, sent).opens);
}

}  // namespace
}  // namespace hd::statistics::testing
