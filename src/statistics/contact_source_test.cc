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

/// Conversations from memory, beside those from envelopes.
class ContactMemory : public SourceScene {
 protected:
  static std::map<std::string, Fact> read_all(const Source& source, Transaction& tx) {
    std::map<std::string, Fact> found;
    source(tx, kNow, kMarch, {}, [&](const Fact& fact) {
      EXPECT_TRUE(found.emplace(fact.id, fact).second) << "twice: " << fact.id;
    });
    return found;
  }
  /// What the memory tells, after it was compared with the envelopes.
  std::map<std::string, Fact> same() {
    return database_->read([&](Transaction& tx) {
      auto known = read_all(from_memory_.of(Unit::contact), tx);
      const auto sealed = read_all(sources_.of(Unit::contact), tx);
      EXPECT_EQ(known.size(), sealed.size());
      for (const auto& [contact, fact] : sealed) {
        EXPECT_EQ(known[contact].codes, fact.codes) << contact;
        EXPECT_EQ(known[contact].happened, fact.happened);
        EXPECT_EQ(known[contact].recorded, fact.recorded);
      }
      return known;
    });
  }
  void amend(contacts::Contact contact) {
    contact.state = contacts::State::final;
    ++contact.version;
    contact.updated_at = kNow + std::chrono::hours(99);
    write([&](Transaction& tx) {
      EXPECT_TRUE(contacts::store::Store(*vault_).update(tx, contact));
      note(tx, "contact.amend");
    });
  }

  contacts::Operations contacts_{*vault_};
  reporting::Facts memory_{contacts_};
  Sources from_memory_{*vault_, &memory_};
};

TEST_F(ContactMemory, TellsWhatTheEnvelopesTell) {
  insert(contacts::testing::full(1));
  insert(contacts::testing::blank(2, contacts::testing::kOtherHotline));
  insert(contacts::testing::blank(3), contacts::State::draft);
  auto contact = contacts::testing::full(4);
  contact.facts.age = std::nullopt;
  contact.facts.province = "unknown";
  contact.updated_at = kNow + std::chrono::hours(50);
  insert(contact);
  contact = contacts::testing::blank(5);
  contact.started_at = at("2026-03-31T17:00:00Z");  // 1 April
  insert(contact);
  EXPECT_EQ(same().size(), 3U);
}

TEST_F(ContactMemory, FollowsAnAmendmentAndKeepsWhenItWasClosedFirst) {
  auto contact = contacts::testing::full(1);
  insert(contact);
  EXPECT_EQ(same().at(contact.id.str()).recorded, kNow);
  contact.facts.sex = "male";
  contact.facts.topics = {"safe_migration"};
  amend(contact);
  const auto found = same();
  EXPECT_EQ(found.at(contact.id.str()).recorded, kNow);
  EXPECT_EQ(found.at(contact.id.str()).codes.at(4).second, "male");
}

TEST_F(ContactMemory, IsNotUsedWhereItKnowsMoreThanTheStateThatIsCounted) {
  auto contact = contacts::testing::full(1);
  insert(contact);
  database_->read([&](Transaction& before) {
    EXPECT_EQ(read_all(sources_.of(Unit::contact), before).size(), 1U);
    contact.facts.sex = "male";
    amend(contact);
    insert(contacts::testing::blank(2));
    EXPECT_EQ(same().size(), 2U);  // somebody else counts meanwhile
    EXPECT_FALSE(memory_.extract(before, kHotline, base::Timestamp{}, now_));
    const auto counted = read_all(from_memory_.of(Unit::contact), before);
    EXPECT_EQ(counted.size(), 1U);
    EXPECT_EQ(counted.at(contact.id.str()).codes.at(4).second, "female");
    return true;
  });
  EXPECT_EQ(same().size(), 2U);
}

}  // namespace
}  // namespace hd::statistics::testing
