#pragma once
// For tests only: records of all modules over a real database, and what the sources read of them.

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "audit/audit.h"
#include "calendar/operations.h"
#include "cases/store_people.h"
#include "contacts/store.h"
#include "contacts/testing.h"
#include "directory/testing.h"
#include "statistics/operations_goal.h"
#include "statistics/operations_sources.h"
#include "vault/testing.h"

namespace hd::statistics::testing {

using access::Role;
using base::testing::at;
using base::testing::day;
using base::testing::id;
using contacts::testing::kHotline;
using contacts::testing::kNow;
using contacts::testing::person;
using contacts::testing::user;
using platform::Transaction;

inline const auto kHealth = directory::testing::org("health_hung_yen");
inline const auto kHer = id<cases::PersonId>(1);
inline const auto kCase = id<cases::CaseId>(1);
inline const Days kMarch{day("2026-03-01"), day("2026-03-31")};

class SourceScene : public ::testing::Test {
 protected:
  SourceScene() {
    write([](Transaction& tx) {
      calendar::load_first_content(tx);
      load_goal_rules(tx);
    });
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
    write([&](Transaction& tx) {
      contacts::store::Store(*vault_).insert(tx, contact);
      note(tx, "contact.finalise");
    });
  }
  /// No record changes without an entry.
  static void note(Transaction& tx, const std::string& action) {
    audit::record(tx, kNow, access::system_actor(),
                  {.action = action, .object_kind = "contact", .object_id = ""});
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
  int position_ = 0;  ///< of the last person a test added by itself
  const access::Actor lead_officer_ = person(1, Role::counsellor);
  const access::Actor stranger_ = person(9, Role::counsellor, contacts::testing::kOtherHotline);
};

}  // namespace hd::statistics::testing
