#pragma once
// For tests only: the people of both sides, and the whole module over a real database.

#include <memory>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "accounts/store_users.h"
#include "calendar/operations.h"
#include "connections/api.h"
#include "contacts/store.h"
#include "contacts/testing.h"
#include "directory/testing.h"
#include "duties/testing_record.h"

namespace hd::connections::testing {

using access::Role;
using base::testing::at;
using contacts::testing::person;
using server::testing::body_of;
using server::testing::text_of;
using server::testing::words;

inline const auto kHotline = directory::testing::org("hotline_111");
inline const auto kPolice = directory::testing::org("police_c02");  ///< working-group member
inline const auto kHealth = directory::testing::org("health_hung_yen");
inline const auto kWomen = directory::testing::org("womens_union_central");
inline const auto kPoliceUnit = directory::testing::unit("police_hung_yen.focal");
inline const auto kHealthUnit = directory::testing::unit("health_hung_yen.focal");

/// A hotline with one closed conversation, agencies, and a clock that the test moves.
class ConnectionScene : public duties::testing::RecordScene {
 protected:
  ConnectionScene() : RecordScene("connection") {
    stage_.database->write([&](platform::Transaction& tx) {
      calendar::load_first_content(tx);
      directory::load_first_content(tx);
      contacts::Contact contact = contacts::testing::full(1);
      contact.state = contacts::State::final;
      contact.number = "111-2026-000001";
      contacts::store::Store(*stage_.vault).insert(tx, contact);
      return true;
    });
    add_routes(stage_.router, operations_, documents_, *stage_.vault);
    stage_.actor = counsellor_;
    for (const auto& who : {police_, health_}) employ(who);
  }

  /// An active account with the first post of this person.
  void employ(const access::Actor& who) {
    stage_.database->write([&](platform::Transaction& tx) {
      accounts::store::insert_user(tx, {*stage_.vault},
                                   {.id = who.user,
                                    .username = "user" + who.user.str().substr(30),
                                    .display_name = "Người Thử",
                                    .state = accounts::State::active,
                                    .created_at = stage_.now,
                                    .changed_at = stage_.now});
      accounts::store::insert_post(tx, {*stage_.vault},
                                   {.post = who.posts.front(),
                                    .user = who.user,
                                    .created_at = stage_.now,
                                    .changed_at = stage_.now});
      return true;
    });
  }

  /// Members of the working group as such, others at the grassroots.
  static std::string target(const directory::OrgId& org) {
    return target(org, org == kPolice || org == kWomen ? "wg_member" : "grassroots");
  }
  static std::string target(const directory::OrgId& org, const std::string& kind,
                            const std::string& more = "") {
    return R"({"organisation_id":")" + org.str() + R"(","kind":")" + kind + "\"" + more + "}";
  }
  static std::string start(const std::string& to) {
    return R"({"contact_id":"00000000-0000-7000-8000-000000000001",)"
           R"("needs":[{"service":"rescue","detail":"bị giữ giấy tờ"}],"urgency":"urgent",)"
           R"("channel_used":"phone","agreed_measure":"gọi lại sau 20 giờ","target":)" +
           to + "}";
  }
  /// A draft to the police; its id.
  std::string draft(const std::string& to = target(kPolice)) {
    const auto response = call(counsellor_, "POST", "", start(to));
    EXPECT_EQ(response.status, 201) << response.body;
    return text_of(response, "id");
  }
  std::string sent(const std::string& to = target(kPolice)) {
    const std::string id = draft(to);
    const auto response = act(counsellor_, id, "send");
    EXPECT_EQ(response.status, 200) << response.body;
    return id;
  }

  const access::Actor counsellor_ = person(1, Role::counsellor, kHotline);
  const access::Actor lead_ = person(2, Role::hotline_lead, kHotline);
  const access::Actor police_ = person(3, Role::wg_member, kPolice);
  const access::Actor police_unit_ =
      person(4, Role::unit_officer, directory::testing::org("police_hung_yen"), kPoliceUnit);
  const access::Actor health_ = person(5, Role::wg_member, kHealth);
  const access::Actor health_unit_ = person(6, Role::unit_officer, kHealth, kHealthUnit);
  const access::Actor other_hotline_ =
      person(7, Role::counsellor, directory::testing::org("hotline_ha_noi"));
  const access::Actor admin_ = person(8, Role::administrator, kHotline);

  contacts::Operations contacts_{*stage_.vault};
  documents::Operations documents_{
      *stage_.vault, [this](platform::Transaction& tx, base::Timestamp now,
                            const access::Actor& actor, const documents::Document& document) {
        operations_.report_issued(tx, {actor, now}, document.subject_id);
      }};
  Operations operations_{*stage_.vault, contacts_, documents_, duties_};
};

}  // namespace hd::connections::testing
