#pragma once
// For tests only: the duties over a real database, and people who may have some.

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <gtest/gtest.h>

#include "accounts/store_users.h"
#include "duties/operations.h"
#include "duties/operations_worker.h"
#include "duties/store.h"
#include "duties/testing.h"
#include "platform/testing.h"
#include "vault/testing.h"

namespace hd::duties::testing {

inline const std::string kSubject = "00000000-0000-7000-8000-000000000077";

class DutyScene : public ::testing::Test {
 protected:
  DutyScene() {
    database_->write([](platform::Transaction& tx) {
      calendar::load_first_content(tx);
      return true;
    });
  }

  template <class Work>
  auto write(Work work) {
    return database_->write(work);
  }
  template <class Work>
  auto read(Work work) {
    return database_->read(work);
  }

  static NewDuty t1(std::string subject = kSubject) {
    return {.rule = "T1",
            .org = kHotline,
            .counterpart = kAgency,
            .subject_kind = "connection",
            .subject_id = std::move(subject),
            .subject_number = "KN-2026-00012",
            .started_at = at_minute(0)};
  }

  DutyId open_one(const NewDuty& asked) {
    return *write([&](platform::Transaction& tx) {
      return open(tx, at_minute(0), access::system_actor(), asked);
    });
  }
  Duty stored(const DutyId& id) {
    return *read([&](platform::Transaction& tx) { return store::find(tx, id); });
  }
  std::int64_t count(std::string_view sql) {
    return read([&](platform::Transaction& tx) { return tx.query(sql).front().number("n"); });
  }
  /// "opened warned overdue": the words of the history.
  std::string story(const DutyId& id) {
    std::string words;
    for (const auto& row :
         read([&](platform::Transaction& tx) { return store::history(tx, id); })) {
      words += (words.empty() ? "" : " ") + row.why;
    }
    return words;
  }

  /// A user who exists in the database, so that notices have somebody to go to.
  access::Actor employed(Role role, const directory::OrgId& org, int user,
                         std::optional<directory::UnitId> unit = std::nullopt) {
    const access::Actor who = actor(role, org, user, unit);
    write([&](platform::Transaction& tx) {
      accounts::store::insert_user(tx, {*vault_},
                                   {.id = who.user,
                                    .username = "user" + std::to_string(user),
                                    .display_name = "Người Thử " + std::to_string(user),
                                    .state = accounts::State::active,
                                    .created_at = at_minute(0),
                                    .changed_at = at_minute(0)});
      accounts::store::insert_post(tx, {*vault_},
                                   {.post = who.posts.front(),
                                    .user = who.user,
                                    .created_at = at_minute(0),
                                    .changed_at = at_minute(0)});
      return true;
    });
    return who;
  }

  std::unique_ptr<platform::Database> database_ = platform::testing::migrated_database();
  std::unique_ptr<vault::Vault> vault_ = vault::testing::vault();
  Operations operations_{*vault_};
};

}  // namespace hd::duties::testing
