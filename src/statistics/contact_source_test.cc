// Which conversations are read, on which day, and with which codes.

#include "statistics/testing_sources.h"

namespace hd::statistics::testing {
namespace {

using ContactSource = SourceScene;

TEST_F(ContactSource, ReadsClosedConversationsOfEveryHotlineOnTheLocalDayTheyBegan) {
  insert(contacts::testing::full(1));
  insert(contacts::testing::blank(2, contacts::testing::kOtherHotline));
  insert(contacts::testing::blank(3), contacts::State::draft);
  insert(contacts::testing::blank(4), contacts::State::discarded);
  auto night = contacts::testing::blank(5);
  night.started_at = at("2026-03-31T16:59:59Z");  // 23:59:59 in Viet Nam
  insert(night);
  night.id = id<contacts::ContactId>(6);
  night.started_at = at("2026-03-31T17:00:00Z");  // 1 April
  insert(night);
  std::string ids;
  for (const auto& [contact, text] : facts(Unit::contact)) ids += contact.back();
  EXPECT_EQ(ids, "125");
  EXPECT_EQ(facts(Unit::contact)[id<contacts::ContactId>(1).str()],
            "kind=counselling relation=relative age=24 sex=female place=p34:33 channel=phone_111 "
            "topics=safe_migration topics=labour_export_check");
}

TEST_F(ContactSource, ReadsAPlaceInTheGeographyOfItsDayAndABandAsABand) {
  auto contact = contacts::testing::blank(1);
  contact.started_at = at("2025-06-30T16:00:00Z");
  contact.facts = {.sex = "not_asked", .age_band = "18_24", .province = "33"};
  insert(contact);
  contact.id = id<contacts::ContactId>(2);
  contact.facts = {.age_band = "refused", .province = "unknown"};
  insert(contact);
  const auto found = facts(Unit::contact, {day("2025-06-30"), day("2025-06-30")});
  EXPECT_EQ(found.at(id<contacts::ContactId>(1).str()),
            "age=band:18_24 sex=not_asked place=p63:33 channel=phone_111");
  EXPECT_EQ(found.at(id<contacts::ContactId>(2).str()),
            "age=refused place=unknown channel=phone_111");
}

TEST_F(ContactSource, IsLateByTheTimeItWasClosedFirst) {
  auto contact = contacts::testing::full(1);
  contact.updated_at = kNow + std::chrono::hours(50);
  insert(contact);
  contact.updated_at = kNow + std::chrono::hours(99);
  ++contact.version;
  contact.state = contacts::State::final;
  contact.facts.sex = "male";
  write([&](Transaction& tx) { EXPECT_TRUE(contacts::store::Store(*vault_).update(tx, contact)); });
  const Fact fact = only(Unit::contact);
  EXPECT_EQ(fact.happened, kNow);
  EXPECT_EQ(fact.recorded, kNow + std::chrono::hours(50));
  EXPECT_NE(facts(Unit::contact)[contact.id.str()].find("sex=male"), std::string::npos);
}

TEST_F(ContactSource, CountsWhatWasErasedWithNothingRecorded) {
  insert(contacts::testing::full(1));
  write([&](Transaction& tx) {
    vault::shred(tx, "contact/" + kHotline.str() + "/2026-03", std::nullopt);
  });
  EXPECT_EQ(facts(Unit::contact)[id<contacts::ContactId>(1).str()],
            "kind=counselling channel=phone_111");
}

TEST_F(ContactSource, TellsHowFarItIsAndCanBeStopped) {
  insert(contacts::testing::full(1));
  std::string told;
  read(
      Unit::contact, kMarch,
      [&](std::int64_t done, std::int64_t total) {
        told += std::to_string(done) + "/" + std::to_string(total);
      },
      [](const Fact&) {});
  EXPECT_EQ(told, "0/1");
  struct Stop {};
  EXPECT_THROW(read(
                   Unit::contact, kMarch, [](std::int64_t, std::int64_t) { throw Stop(); },
                   [](const Fact&) { FAIL(); }),
               Stop);
}

TEST_F(ContactSource, OpensThePageForThoseWhoMayOpenIt) {
  insert(contacts::testing::full(1));
  const auto contact = id<contacts::ContactId>(1).str();
  const Line mine = line(Unit::contact, lead_officer_, contact);
  EXPECT_TRUE(mine.opens);
  EXPECT_EQ(mine.number, "111-000001");
  EXPECT_EQ(mine.subject_kind, "contact");
  const Line other = line(Unit::contact, stranger_, contact);
  EXPECT_FALSE(other.opens);
  EXPECT_EQ(other.number, "");
  EXPECT_FALSE(line(Unit::contact, lead_officer_, "no id").opens);
}

}  // namespace
}  // namespace hd::statistics::testing
