// The administrator's and the auditor's work, over the same router as in service.

#include "accounts/operations_cli.h"
#include "accounts/operations_people.h"
#include "accounts/testing.h"

namespace hd::accounts {
namespace {

using access::Role;
using platform::Json;
using platform::JsonArray;
using platform::JsonObject;
using testing::account;
using testing::Browser;
using testing::complaint;
using testing::House;
using testing::number_of;
using testing::outcome;

std::string org(std::string_view key) {
  return directory::testing::org(key).str();
}

JsonObject post_json(std::string_view role, const std::string& organisation,
                     std::string_view from = "2026-03-01") {
  return {{"role", role}, {"organisation_id", organisation}, {"valid_from", from}};
}

/// What a list is called by: the member `key` of its items, in order.
std::string names_in(const platform::HttpResponse& response, std::string_view key) {
  const auto body = server::testing::body_of(response);
  std::string names;
  for (const Json& item : *body.member("items")->get_if<JsonArray>()) {
    names += *item.member(key)->get_if<std::string>() + " ";
  }
  return names;
}

class UsersApi : public ::testing::Test {
 protected:
  UsersApi() {
    house_.add(account("quantri", Role::administrator));
    house_.add(account("tuvan1", Role::counsellor));
    admin_.sign_in("quantri");
  }

  static std::string id_of(const std::string& username) { return demo_user(username).str(); }

  platform::HttpResponse give(const std::string& username, std::string_view role,
                              std::string_view from = "2026-03-01") {
    auto body = post_json(role, org("police_c02"), from);
    body.emplace_back("user_id", id_of(username));
    return admin_.send("POST", "/posts", body);
  }

  platform::HttpResponse end_post(const std::string& username, std::string_view last_day,
                                  std::int64_t version = 1) {
    return admin_.send(
        "POST", "/posts/" + demo_post(username).str() + "/endings",
        JsonObject{{"version", version}, {"valid_to", last_day}, {"reason", "chuyển công tác"}});
  }

  House house_;
  Browser admin_{house_};
};

TEST_F(UsersApi, ANewPersonSetsTheirOwnPasswordAndSecondFactor) {
  const auto made =
      admin_.send("POST", "/users",
                  JsonObject{{"username", "moi.nguoi"},
                             {"display_name", "Người Thử Mới"},
                             {"posts", JsonArray{post_json("counsellor", org("hotline_111"))}}});
  ASSERT_EQ(made.status, 201) << made.body;
  const auto code = server::testing::text_of(made, "enrolment_code");
  Browser browser(house_);
  const auto activate = [&](const std::string& with, const std::string& password) {
    return browser.send(
        "POST", "/account-activations",
        JsonObject{
            {"username", "moi.nguoi"}, {"enrolment_code", with}, {"new_password", password}});
  };
  EXPECT_EQ(complaint(activate(code, "123456")), "new_password: too_short");
  EXPECT_EQ(outcome(activate("AAAAA-BBBBB-CCCCC-D", "một câu dài dễ nhớ")), "401 sign_in.failed");
  const auto started = activate(code, "một câu dài dễ nhớ");
  ASSERT_EQ(started.status, 201) << started.body;
  EXPECT_EQ(outcome(browser.sign_in("moi.nguoi", "một câu dài dễ nhớ")), "401 sign_in.failed")
      << "nothing changes before the first code of the second factor";
  const auto factor = house_.database->read([](platform::Transaction& tx) {
    return tx.query_one("SELECT id FROM second_factor")->text("id");
  });
  EXPECT_EQ(factor, server::testing::text_of(started, "id"));
  EXPECT_EQ(outcome(browser.send("POST", "/account-activations/" + factor + "/confirmations",
                                 JsonObject{{"totp", "000000"}})),
            "401 sign_in.failed");
}

TEST_F(UsersApi, AOneTimeCodeIsGoodForThreeDays) {
  const auto made = admin_.send("POST", "/users",
                                JsonObject{{"username", "cham"}, {"display_name", "Người Chậm"}});
  house_.now += std::chrono::hours(72);
  const auto late = Browser(house_).send(
      "POST", "/account-activations",
      JsonObject{{"username", "cham"},
                 {"enrolment_code", server::testing::text_of(made, "enrolment_code")},
                 {"new_password", "một câu dài dễ nhớ"}});
  EXPECT_EQ(outcome(late), "401 sign_in.failed");
}

TEST_F(UsersApi, EveryWrongFieldIsNamed) {
  const auto refused =
      admin_.send("POST", "/users",
                  JsonObject{{"username", "tuvan1"},
                             {"display_name", "x"},
                             {"email", "no address"},
                             {"posts", JsonArray{post_json("counsellor", base::random_uuid())}}});
  EXPECT_EQ(refused.status, 400);
  for (const char* expected :
       {R"({"field":"username","code":"taken"})", R"({"field":"email","code":"malformed_email"})",
        R"({"field":"posts.0.organisation_id","code":"unknown_value"})"}) {
    EXPECT_NE(refused.body.find(expected), std::string::npos) << refused.body;
  }
  EXPECT_EQ(house_.count("SELECT count(*) AS n FROM user_account"), 2);
}

TEST_F(UsersApi, AnAdministratorCannotTakeAPost) {
  EXPECT_EQ(outcome(give("quantri", "counsellor")), "403 post.own_account");
  EXPECT_EQ(outcome(admin_.send("POST", "/users/" + id_of("quantri") + "/resets",
                                JsonObject{{"version", 1}, {"reason", "quên"}})),
            "403 user.own_account");
  house_.add(account("quantri2", Role::administrator));
  EXPECT_EQ(complaint(give("quantri2", "counsellor")), "role: incompatible_role");
}

// R-004, R-034: a named person speaks for an agency because of a post in it, with dates.
TEST_F(UsersApi, APostGivesItsRightsFromItsFirstToItsLastDay) {
  EXPECT_EQ(give("tuvan1", "wg_member", "2026-03-03").status, 201);
  const auto holders_on = [&](std::string_view day) {
    return house_.database->read([&](platform::Transaction& tx) {
      return holders(tx, directory::testing::org("police_c02"), Role::wg_member,
                     *base::parse_date(day));
    });
  };
  EXPECT_TRUE(holders_on("2026-03-02").empty());
  EXPECT_EQ(holders_on("2026-03-03").size(), 1U);
  Browser browser(house_);
  const auto has_right = [&] {
    return browser.sign_in("tuvan1").body.find("connections_answer") != std::string::npos;
  };
  EXPECT_FALSE(has_right());
  house_.now += std::chrono::hours(24);
  EXPECT_TRUE(has_right());
}

TEST_F(UsersApi, APostThatEndsTodayEndsTheSessionsInTheSameStep) {
  Browser browser(house_);
  browser.sign_in("tuvan1");
  EXPECT_EQ(end_post("tuvan1", "2026-12-31").status, 200);
  EXPECT_EQ(browser.send("GET", "/sessions/current").status, 200);
  EXPECT_EQ(outcome(end_post("tuvan1", "2026-03-01")), "409 stale");
  EXPECT_EQ(end_post("tuvan1", "2026-03-01", 2).status, 200);
  EXPECT_EQ(outcome(browser.send("GET", "/sessions/current")), "401 session.expired");
  const auto session = server::testing::body_of(browser.sign_in("tuvan1"));
  EXPECT_TRUE(session.member("posts")->get_if<JsonArray>()->empty());
  EXPECT_EQ(outcome(end_post("tuvan1", "2026-02-01", 3)), "409 post.ended");
}

TEST_F(UsersApi, AClosedAccountIsOutAtOnce) {
  Browser browser(house_);
  browser.sign_in("tuvan1");
  const auto close = [&](std::int64_t version) {
    return admin_.send("PUT", "/users/" + id_of("tuvan1"),
                       JsonObject{{"version", version}, {"closed", true}});
  };
  EXPECT_EQ(outcome(close(7)), "409 stale");
  EXPECT_EQ(close(1).status, 200);
  EXPECT_EQ(outcome(browser.send("GET", "/sessions/current")), "401 session.missing");
  EXPECT_EQ(outcome(browser.sign_in("tuvan1")), "401 sign_in.failed");
}

TEST_F(UsersApi, AResetEndsPasswordSecondFactorAndSessions) {
  Browser browser(house_);
  browser.sign_in("tuvan1");
  const auto reset = admin_.send("POST", "/users/" + id_of("tuvan1") + "/resets",
                                 JsonObject{{"version", 1}, {"reason", "mất điện thoại"}});
  EXPECT_EQ(reset.status, 200);
  EXPECT_EQ(server::testing::text_of(reset, "enrolment_code").size(), 19U);
  EXPECT_NE(browser.send("GET", "/sessions/current").status, 200);
  EXPECT_EQ(outcome(browser.sign_in("tuvan1")), "401 sign_in.failed");
}

TEST_F(UsersApi, ASaveKeepsWhatItDoesNotName) {
  const auto path = "/users/" + id_of("tuvan1");
  const auto saved = admin_.send("PUT", path, JsonObject{{"version", 1}, {"language", "en"}});
  EXPECT_EQ(server::testing::text_of(saved, "display_name"), "Người Thử");
  EXPECT_EQ(server::testing::text_of(saved, "email"), "tuvan1@example.invalid");
  EXPECT_EQ(number_of(saved, "version"), 2);
  admin_.send("PUT", path, JsonObject{{"version", 2}, {"email", nullptr}});
  EXPECT_EQ(server::testing::text_of(admin_.send("GET", path), "email"), "");
}

TEST_F(UsersApi, TheListIsSearchedWithoutAccentsAndPaged) {
  EXPECT_EQ(names_in(admin_.send("GET", "/users?q=nguoi"), "username"), "quantri tuvan1 ");
  EXPECT_EQ(names_in(admin_.send("GET", "/users?q=tuvan"), "username"), "tuvan1 ");
  const auto first = admin_.send("GET", "/users?limit=1");
  EXPECT_EQ(names_in(first, "username"), "quantri ");
  const auto next = server::testing::text_of(first, "next");
  const auto second = admin_.send("GET", "/users?limit=1&cursor=" + next);
  EXPECT_EQ(names_in(second, "username"), "tuvan1 ");
  EXPECT_EQ(server::testing::text_of(second, "next"), "");
  EXPECT_EQ(names_in(admin_.send("GET", "/posts?user_id=" + id_of("tuvan1")), "role"),
            "counsellor ");
}

TEST_F(UsersApi, NobodyElseManagesAccountsAndAdministratorsDoNotReadTheLog) {
  Browser browser(house_);
  browser.sign_in("tuvan1");
  EXPECT_EQ(outcome(browser.send("GET", "/users")), "403 permission.missing");
  EXPECT_EQ(outcome(admin_.send("GET", "/audit-entries")), "403 permission.missing");
}

TEST_F(UsersApi, TheAuditorSeesWhoDidWhatAndIsSeen) {
  house_.add(account("kiemtoan", Role::auditor));
  Browser auditor(house_);
  auditor.sign_in("kiemtoan");
  give("tuvan1", "wg_member");
  const auto entries = auditor.send("GET", "/audit-entries?object_kind=post");
  EXPECT_EQ(names_in(entries, "actor_name"), "quantri ");
  EXPECT_EQ(names_in(auditor.send("GET", "/audit-entries?action=audit.read"), "actor_name"),
            "kiemtoan ");
  const auto first = auditor.send("GET", "/audit-entries?limit=1");
  const auto next = server::testing::text_of(first, "next");
  EXPECT_FALSE(next.empty());
  EXPECT_EQ(auditor.send("GET", "/audit-entries?limit=1&cursor=" + next).status, 200);
  EXPECT_EQ(complaint(auditor.send("GET", "/audit-entries?from=gestern")), "from: malformed_date");
}

TEST_F(UsersApi, NamesAndAddressesAreSealedInTheDatabase) {
  house_.database->read([](platform::Transaction& tx) {
    for (const auto& row : tx.query("SELECT display_name, email FROM user_account")) {
      EXPECT_EQ(row.blob("display_name").bytes.find("Thử"), std::string::npos);
      EXPECT_EQ(row.blob("email").bytes.find("example"), std::string::npos);
    }
    return 0;
  });
}

TEST_F(UsersApi, TheConsoleMakesTheFirstAdministratorAndResetsASecondFactor) {
  std::string printed;
  const Console console{*house_.database, *house_.vault, house_.now,
                        [&](std::string_view line) { printed += std::string(line) + "\n"; }};
  EXPECT_EQ(create_account(console, {.username = "goc", .display_name = "Quản trị"}), 0);
  EXPECT_NE(printed.find("one-time code: "), std::string::npos);
  EXPECT_EQ(create_account(console, {.username = "goc", .display_name = "Quản trị"}), 1);
  EXPECT_EQ(create_account(console, {.username = "goc2", .display_name = "x", .role = "king"}), 2);
  printed.clear();
  EXPECT_EQ(list_accounts(console), 0);
  EXPECT_EQ(printed,
            "goc  invited  no-second-factor  administrator\n"
            "quantri  active  no-second-factor  administrator\n"
            "tuvan1  active  no-second-factor  counsellor\n");
  EXPECT_EQ(reset_account(console, "tuvan1", "mất điện thoại"), 0);
  EXPECT_EQ(reset_account(console, "nobody", "x"), 1);
}

}  // namespace
}  // namespace hd::accounts
