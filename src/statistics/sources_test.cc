// Every unit over a real database: which records are read, on which day, and with which codes.

#include <map>
#include <string>

#include <gtest/gtest.h>

#include "calendar/operations.h"
#include "cases/store_people.h"
#include "connections/store.h"
#include "contacts/store.h"
#include "contacts/testing.h"
#include "directory/testing.h"
#include "duties/operations.h"
#include "duties/testing.h"
#include "referrals/store.h"
#include "statistics/operations_sources.h"
#include "vault/testing.h"

namespace hd::statistics {
namespace {

using access::Role;
using base::testing::at;
using base::testing::day;
using base::testing::id;
using contacts::testing::kHotline;
using contacts::testing::kNow;
using contacts::testing::person;
using contacts::testing::user;
using platform::Transaction;

const auto kHealth = directory::testing::org("health_hung_yen");
const auto kHer = id<cases::PersonId>(1);
const auto kCase = id<cases::CaseId>(1);
const Days kMarch{day("2026-03-01"), day("2026-03-31")};

class SourceScene : public ::testing::Test {
 protected:
  SourceScene() {
    write([](Transaction& tx) { calendar::load_first_content(tx); });
  }

  template <class Work>
  void write(Work work) {
    database_->write([&](Transaction& tx) {
      work(tx);
      return true;
    });
  }
  /// The facts of a unit by id: "owner=… sex=female topics=a topics=b", without what is "".
  std::map<std::string, std::string> facts(Unit unit, const Days& days = kMarch) {
    std::map<std::string, std::string> found;
    read(unit, days, {}, [&](const Fact& fact) {
      std::string text;
      for (const auto& [field, code] : fact.codes) {
        if (code.empty() || field == Field::owner) continue;
        text +=
            (text.empty() ? "" : " ") + std::string(base::name_of(kFieldNames, field)) + "=" + code;
      }
      EXPECT_TRUE(found.emplace(fact.id, text).second) << "twice: " << fact.id;
    });
    return found;
  }
  Fact only(Unit unit, const Days& days = kMarch) {
    std::vector<Fact> found;
    read(unit, days, {}, [&](const Fact& fact) { found.push_back(fact); });
    EXPECT_EQ(found.size(), 1U);
    return found.empty() ? Fact{} : found.front();
  }
  void read(Unit unit, const Days& days, const Progress& progress,
            const std::function<void(const Fact&)>& each) {
    database_->read([&](Transaction& tx) {
      sources_.of(unit)(tx, now_, days, progress, each);
      return true;
    });
  }
  Line line(Unit unit, const access::Actor& who, const std::string& record) {
    return database_->read([&](Transaction& tx) {
      return sources_.lines(unit, tx, {who, now_}, {record}).front();
    });
  }

  void insert(contacts::Contact contact, contacts::State state = contacts::State::final) {
    contact.state = state;
    if (state == contacts::State::final) contact.number = "111-" + contact.id.str().substr(30);
    write([&](Transaction& tx) { contacts::store::Store(*vault_).insert(tx, contact); });
  }
  static cases::Case record(int number = 1) {
    return {.id = id<cases::CaseId>(number),
            .number = "CA-2026-0000" + std::to_string(number),
            .lead_org = kHotline,
            .lead_officer = user(1),
            .entry_road = "rescued",
            .opened_by = user(1),
            .opened_at = kNow,
            .updated_at = kNow,
            .identification = "confirmed"};
  }
  static cases::Person her(int number = 1) {
    return {.id = id<cases::PersonId>(number),
            .case_file = kCase,
            .position = number,
            .kind = cases::PersonKind::victim,
            .identification = "confirmed",
            .created_at = kNow,
            .updated_at = kNow};
  }
  static cases::Need need(int number, const std::string& service, const std::string& state) {
    return {.id = id<cases::NeedId>(number),
            .case_file = kCase,
            .person = kHer,
            .state = state,
            .service = service,
            .detail = "lời của người được hỗ trợ",
            .created_at = kNow,
            .updated_at = kNow};
  }
  template <class Record>
  void insert_case_part(const Record& part) {
    write([&](Transaction& tx) { cases::store::insert(cases::store::Place{tx, *vault_}, part); });
  }

  base::Timestamp now_ = kNow + std::chrono::hours(24 * 30);
  std::unique_ptr<platform::Database> database_ = directory::testing::filled_database();
  std::unique_ptr<vault::Vault> vault_ = vault::testing::vault();
  Sources sources_{*vault_};
  const access::Actor lead_officer_ = person(1, Role::counsellor);
  const access::Actor stranger_ = person(9, Role::counsellor, contacts::testing::kOtherHotline);
};

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
}  // namespace hd::statistics
