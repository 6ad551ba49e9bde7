// What is written down and told about sessions: last uses, ends, known browsers, guesses.

#include <thread>

#include "accounts/store_credentials.h"
#include "accounts/testing.h"
#include "audit/audit.h"

namespace hd::accounts {
namespace {

using access::Role;
using platform::JsonObject;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::account;
using testing::Browser;
using testing::complaint;
using testing::House;
using testing::outcome;

class SessionUseTest : public ::testing::Test {
 protected:
  SessionUseTest() {
    house_.add(account("tuvan1", Role::counsellor));
    browser_.sign_in("tuvan1");
  }

  bool is_in(Browser& browser) { return browser.send("GET", "/sessions/current").status == 200; }
  std::int64_t written() { return house_.count("SELECT max(last_seen_at) AS n FROM user_session"); }
  static std::int64_t number(base::Timestamp time) { return time.time_since_epoch().count(); }
  /// The writer is a thread of its own.
  bool is_written(base::Timestamp time) {
    for (int i = 0; i < 500 && written() != number(time); ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return written() == number(time);
  }
  std::int64_t told() {
    return house_.count("SELECT count(*) AS n FROM event WHERE topic = 'session.ended'");
  }
  std::vector<audit::Stored> ends() {
    return house_.database->read(
        [](platform::Transaction& tx) { return audit::find(tx, {.action = "session.end"}, 9); });
  }
  std::int64_t budgets() { return house_.count("SELECT count(*) AS n FROM guess_budget"); }

  House house_;
  Browser browser_{house_};
};

TEST_F(SessionUseTest, TheLastUseIsWrittenDownOnceAMinute) {
  const auto begun = house_.now;
  house_.now = begun + seconds(59);
  EXPECT_TRUE(is_in(browser_));
  house_.now = begun + seconds(60);
  EXPECT_TRUE(is_in(browser_));
  EXPECT_TRUE(is_written(begun + seconds(60)));
  house_.now = begun + seconds(119);
  EXPECT_TRUE(is_in(browser_));
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  EXPECT_EQ(written(), number(begun + seconds(60)));
  house_.now = begun + seconds(120);
  EXPECT_TRUE(is_in(browser_));
  EXPECT_TRUE(is_written(begun + seconds(120)));
}

TEST_F(SessionUseTest, AnotherServerKnowsTheUseThatWasWrittenDown) {
  house_.now += minutes(10);
  EXPECT_TRUE(is_in(browser_));
  ASSERT_TRUE(is_written(house_.now));
  house_.now += minutes(10);
  Operations other(*house_.database, *house_.vault, {{1, 4, testing::kCheap}, true});
  house_.database->read([&](platform::Transaction& tx) {
    const auto& token = browser_.cookies["hd_session"];
    EXPECT_TRUE(other.sessions().authenticate(tx, token, false, house_.now));
    EXPECT_FALSE(other.sessions().authenticate(tx, token, false, house_.now + minutes(5)));
    return true;
  });
}

TEST_F(SessionUseTest, WithoutACookieOrWithAMadeUpOneThereIsNoSession) {
  Browser other(house_);
  EXPECT_EQ(outcome(other.send("GET", "/sessions/current")), "401 session.missing");
  other.cookies["hd_session"] = "made-up";
  EXPECT_EQ(outcome(other.send("GET", "/sessions/current")), "401 session.missing");
  other.cookies["hd_session"] = browser_.cookies["hd_session"] + "x";
  EXPECT_FALSE(is_in(other));
}

TEST_F(SessionUseTest, OnlyASessionThatIsOpenHasAView) {
  const auto& sessions = house_.operations.sessions();
  const auto user = demo_user("tuvan1");
  house_.database->write([&](platform::Transaction& tx) {
    const auto id = sessions.list(tx, house_.now, {user}).at(0).id;
    EXPECT_TRUE(sessions.view(tx, house_.now, {user, id}));
    const std::vector<access::Actor> nobody{
        {user}, {user, access::SessionId::random()}, {access::UserId::random(), id}};
    for (const access::Actor& actor : nobody) {
      const auto view = sessions.view(tx, house_.now, actor);
      EXPECT_TRUE(!view && view.error().code == "session.missing");
    }
    const auto ended = sessions.end_own(tx, house_.now, {user});
    EXPECT_TRUE(!ended && ended.error().code == "session.missing");
    return true;
  });
}

TEST_F(SessionUseTest, TheListHasLiveSessionsAndSaysWhichIsThisOne) {
  house_.now += minutes(10);
  Browser other(house_);
  const auto id = server::testing::text_of(other.sign_in("tuvan1"), "id");
  const auto current = [&](Browser& browser) {
    std::string text;
    const auto body = server::testing::body_of(browser.send("GET", "/sessions"));
    for (const auto& item : *body.member("items")->get_if<platform::JsonArray>()) {
      text += *item.member("id")->get_if<std::string>() == id ? "other" : "first";
      text += *item.member("current")->get_if<bool>() ? "! " : " ";
    }
    return text;
  };
  EXPECT_EQ(current(other), "other! first ");
  house_.now += minutes(6);
  EXPECT_EQ(current(other), "other! ") << "the first had no use for sixteen minutes";
}

TEST_F(SessionUseTest, EveryEndIsOnRecordAndToldToTheBrowsers) {
  Browser other(house_);
  const auto id = server::testing::text_of(other.sign_in("tuvan1"), "id");
  EXPECT_EQ(browser_.send("DELETE", "/sessions/" + id).status, 204);
  EXPECT_EQ(told(), 1);
  ASSERT_EQ(ends().size(), 1U);
  EXPECT_EQ(ends()[0].purpose, "killed");
  EXPECT_EQ(ends()[0].object_id, id);
  EXPECT_EQ(outcome(browser_.send("DELETE", "/sessions/" + id)), "404 not_found");
  EXPECT_EQ(outcome(browser_.send("DELETE", "/sessions/no-id")), "404 not_found");
  EXPECT_EQ(browser_.send("DELETE", "/sessions/current").status, 204);
  EXPECT_EQ(told(), 2);
  ASSERT_EQ(ends().size(), 2U);
  EXPECT_EQ(ends()[0].purpose, "sign_out");
  EXPECT_EQ(ends()[0].object_id, ends()[0].session);
}

TEST_F(SessionUseTest, ANewPasswordTellsTheOtherSessionsWhenThereAreAny) {
  const auto change = [&](std::string_view from, std::string_view to, const char* totp) {
    return browser_.send(
        "POST", "/password-changes",
        JsonObject{{"current_password", from}, {"new_password", to}, {"totp", totp}});
  };
  EXPECT_EQ(outcome(change(testing::kPassword, "một câu dài dễ nhớ", "123456")),
            "401 sign_in.failed");
  EXPECT_EQ(change(testing::kPassword, "một câu dài dễ nhớ", "000000").status, 204);
  EXPECT_EQ(told(), 0);
  Browser(house_).sign_in("tuvan1", "một câu dài dễ nhớ");
  EXPECT_EQ(change("một câu dài dễ nhớ", testing::kPassword, "000000").status, 204);
  EXPECT_EQ(told(), 1);
  EXPECT_EQ(house_.count("SELECT count(*) AS n FROM audit_entry WHERE action = 'password.change'"),
            2);
}

TEST_F(SessionUseTest, FieldsThatAreMissingOrOddAreNamed) {
  const JsonObject nothing{{"x", 1}};
  EXPECT_EQ(complaint(browser_.send("POST", "/account-activations", nothing)),
            "username: required");
  const auto id = base::random_uuid();
  EXPECT_EQ(
      complaint(browser_.send("POST", "/account-activations/" + id + "/confirmations", nothing)),
      "totp: required");
  EXPECT_EQ(complaint(browser_.send("POST", "/sessions/current/confirmations", nothing)),
            "password: required");
  EXPECT_EQ(complaint(browser_.send("POST", "/password-changes", nothing)),
            "current_password: required");
  EXPECT_EQ(complaint(browser_.send("PUT", "/preferences", JsonObject{{"language", "xx"}})),
            "language: unknown_value");
}

TEST_F(SessionUseTest, OverTlsTheCookiesAreBoundToTheHost) {
  const JsonObject body{
      {"username", "tuvan1"}, {"password", testing::kPassword}, {"totp", "000000"}};
  auto request = server::testing::request("POST", "/api/v1/sessions", platform::Json(body).dump());
  request.secure = true;
  std::string cookies;
  for (const auto& [name, value] : server::testing::answer_of(house_.router, request).headers) {
    if (name == "Set-Cookie")
      cookies += value.substr(0, value.find('=')) + value.substr(value.find(';')) + "\n";
  }
  EXPECT_EQ(cookies,
            "__Host-hd_session; Path=/; HttpOnly; SameSite=Strict; Secure\n"
            "__Host-hd_device; Path=/; HttpOnly; SameSite=Strict; Secure; Max-Age=31536000\n");
}

TEST_F(SessionUseTest, ABrowserKeepsItsMarkAndAStrangeOneIsReplaced) {
  const auto mark = browser_.cookies["hd_device"];
  EXPECT_EQ(mark.size(), 43U);
  browser_.sign_in("tuvan1");
  EXPECT_EQ(browser_.cookies["hd_device"], mark);
  EXPECT_EQ(house_.count("SELECT count(*) AS n FROM known_device"), 1);
  for (const std::string& strange : {std::string("AAAA"), std::string("not base64!")}) {
    browser_.cookies["hd_device"] = strange;
    browser_.sign_in("tuvan1");
    EXPECT_EQ(browser_.cookies["hd_device"].size(), 43U);
  }
  EXPECT_EQ(house_.count("SELECT count(*) AS n FROM known_device"), 3);
}

TEST_F(SessionUseTest, AKnownBrowserHasABudgetOfItsOwnThatARightGuessClears) {
  const auto before = budgets();
  for (int i = 0; i < 6; ++i) {
    EXPECT_EQ(outcome(browser_.sign_in("tuvan1", "not the password")), "401 sign_in.failed");
  }
  EXPECT_EQ(outcome(browser_.sign_in("tuvan1", "not the password")), "429 sign_in.slow_down");
  EXPECT_EQ(budgets(), before + 1);
  house_.now += minutes(2);
  EXPECT_EQ(browser_.sign_in("tuvan1").status, 201);
  EXPECT_EQ(budgets(), before);
  const JsonObject wrong{{"password", "not the password"}};
  for (int i = 0; i < 6; ++i) browser_.send("POST", "/sessions/current/confirmations", wrong);
  EXPECT_EQ(outcome(browser_.send("POST", "/sessions/current/confirmations", wrong)),
            "429 sign_in.slow_down");
  EXPECT_EQ(outcome(browser_.send("POST", "/password-changes",
                                  JsonObject{{"current_password", testing::kPassword},
                                             {"new_password", "một câu dài dễ nhớ"},
                                             {"totp", "000000"}})),
            "429 sign_in.slow_down");
  EXPECT_EQ(
      outcome(browser_.send("POST", "/second-factor-enrolments",
                            JsonObject{{"password", testing::kPassword}, {"totp", "000000"}})),
      "429 sign_in.slow_down");
}

TEST_F(SessionUseTest, EveryProofThatWasRightClearsTheBudget) {
  const auto wrong = [&] { browser_.sign_in("tuvan1", "not the password"); };
  const auto before = budgets();
  wrong();
  EXPECT_EQ(budgets(), before + 1);
  EXPECT_EQ(browser_
                .send("POST", "/sessions/current/confirmations",
                      JsonObject{{"password", testing::kPassword}})
                .status,
            204);
  EXPECT_EQ(budgets(), before);
  EXPECT_EQ(house_.count("SELECT count(*) AS n FROM audit_entry WHERE action = 'session.prove'"),
            1);
  wrong();
  EXPECT_EQ(browser_
                .send("POST", "/second-factor-enrolments",
                      JsonObject{{"password", testing::kPassword}, {"totp", "000000"}})
                .status,
            201);
  EXPECT_EQ(budgets(), before);
  EXPECT_EQ(
      house_.count("SELECT count(*) AS n FROM audit_entry WHERE action = 'second_factor.start'"),
      1);
  wrong();
  EXPECT_EQ(browser_
                .send("POST", "/password-changes",
                      JsonObject{{"current_password", testing::kPassword},
                                 {"new_password", "một câu dài dễ nhớ"},
                                 {"totp", "000000"}})
                .status,
            204);
  EXPECT_EQ(budgets(), before);
}

TEST_F(SessionUseTest, ACodeThatCameWithAWrongPasswordIsNotUsedUp) {
  const auto started =
      browser_.send("POST", "/second-factor-enrolments",
                    JsonObject{{"password", testing::kPassword}, {"totp", "000000"}});
  const auto id = server::testing::text_of(started, "id");
  const auto seed = house_.database->read([&](platform::Transaction& tx) {
    return store::find_pending_factor(tx, {*house_.vault}, *EnrolmentId::parse(id))->seed;
  });
  browser_.send("POST", "/second-factor-enrolments/" + id + "/confirmations",
                JsonObject{{"totp", platform::totp_code(seed, house_.now)}});
  house_.now += seconds(30);
  const auto code = platform::totp_code(seed, house_.now);
  Browser thief(house_);
  EXPECT_EQ(outcome(thief.sign_in("tuvan1", "not the password", code)), "401 sign_in.failed");
  EXPECT_EQ(browser_.sign_in("tuvan1", testing::kPassword, code).status, 201);
}

TEST_F(SessionUseTest, OldGuessesAndOldSessionsAreDeletedAtASignIn) {
  Browser(house_, "203.0.113.9").sign_in("nobody");
  const auto count = [&] { return house_.count("SELECT count(*) AS n FROM user_session"); };
  EXPECT_GE(budgets(), 2);
  house_.now += std::chrono::hours(48);
  EXPECT_EQ(Browser(house_).sign_in("tuvan1").status, 201);
  EXPECT_GE(budgets(), 2) << "48 hours old are kept";
  house_.now += std::chrono::milliseconds(1);
  EXPECT_EQ(browser_.sign_in("tuvan1").status, 201);
  EXPECT_EQ(house_.count("SELECT count(*) AS n FROM guess_budget WHERE last_at < " +
                         std::to_string(number(house_.now - std::chrono::hours(48)))),
            0);
  EXPECT_EQ(count(), 3);
  house_.now += std::chrono::days(30);
  EXPECT_EQ(browser_.sign_in("tuvan1").status, 201);
  EXPECT_EQ(count(), 2);
  EXPECT_EQ(house_.count("SELECT last_sign_in_at AS n FROM user_account"), number(house_.now));
}

TEST(HashPool, RefusesWhatWouldHaveToWaitLongerThanTheQueue) {
  HashPool pool({1, 0, testing::kCheap}, platform::Secret(std::string(32, 'k')));
  EXPECT_TRUE(pool.is_full(Lane::strange));
  EXPECT_TRUE(pool.is_full(Lane::known));
  EXPECT_EQ(pool.hash("mật khẩu"), std::nullopt);
  EXPECT_EQ(pool.verify(std::nullopt, "mật khẩu"), std::nullopt);
}

}  // namespace
}  // namespace hd::accounts
