// Life of a session and of a second factor, over the same router as in service.

#include "accounts/testing.h"
#include "audit/audit.h"

namespace hd::accounts {
namespace {

using access::Role;
using platform::JsonObject;
using std::chrono::minutes;
using testing::account;
using testing::Browser;
using testing::complaint;
using testing::House;
using testing::outcome;

/// The seed in an otpauth address.
std::string seed_of(const std::string& uri) {
  const auto from = uri.find("secret=") + 7;
  std::string seed;
  unsigned buffer = 0;
  int bits = 0;
  for (const char c : uri.substr(from, uri.find('&', from) - from)) {
    const unsigned value =
        c >= 'A' ? static_cast<unsigned>(c - 'A') : static_cast<unsigned>(c - '2') + 26U;
    buffer = (buffer << 5U) | value;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      seed += static_cast<char>((buffer >> static_cast<unsigned>(bits)) & 0xFFU);
    }
  }
  return seed;
}

class SessionApi : public ::testing::Test {
 protected:
  SessionApi() {
    house_.add(account("tuvan1", Role::counsellor));
    browser_.sign_in("tuvan1");
  }

  bool is_in(Browser& browser) { return browser.send("GET", "/sessions/current").status == 200; }

  House house_;
  Browser browser_{house_};
};

TEST_F(SessionApi, EndsAfterFifteenMinutesWithoutUseAndLivesOnWithUse) {
  for (int i = 0; i < 4; ++i) {
    house_.now += minutes(14);
    EXPECT_TRUE(is_in(browser_));
  }
  house_.now += minutes(15);
  EXPECT_EQ(outcome(browser_.send("GET", "/sessions/current")), "401 session.expired");
}

TEST_F(SessionApi, APageThatOnlyListensIsNotInUse) {
  house_.now += minutes(10);
  house_.database->read([&](platform::Transaction& tx) {
    auto request = server::testing::request("GET", "/api/v1/events");
    request.headers.emplace_back("cookie", "hd_session=" + browser_.cookies["hd_session"]);
    return static_cast<bool>(authenticator(house_.operations)(tx, request, house_.now));
  });
  house_.now += minutes(6);
  EXPECT_FALSE(is_in(browser_));
}

TEST_F(SessionApi, EndsAfterTenHours) {
  for (int i = 0; i < 59; ++i) {
    house_.now += minutes(10);
    ASSERT_TRUE(is_in(browser_));
  }
  house_.now += minutes(10);
  EXPECT_FALSE(is_in(browser_));
}

TEST_F(SessionApi, SigningOutForgetsWhatTheBrowserStoredButNotThatItIsKnown) {
  const std::string token = browser_.cookies["hd_session"];
  const auto response = browser_.send("DELETE", "/sessions/current");
  EXPECT_EQ(response.status, 204);
  EXPECT_EQ(server::testing::header_of(response, "Clear-Site-Data"), R"("cache", "storage")");
  EXPECT_FALSE(browser_.cookies["hd_device"].empty());
  browser_.cookies["hd_session"] = token;
  EXPECT_FALSE(is_in(browser_));
}

TEST_F(SessionApi, AChangeNeedsTheTokenOfItsSession) {
  Browser other(house_);
  other.sign_in("tuvan1");
  browser_.csrf = other.csrf;
  EXPECT_EQ(outcome(browser_.send("DELETE", "/sessions/current")), "403 csrf.token");
  EXPECT_TRUE(is_in(browser_));
}

TEST_F(SessionApi, ListsOnesSessionsAndEndsAnyOfThem) {
  Browser other(house_);
  const auto id = server::testing::text_of(other.sign_in("tuvan1"), "id");
  const auto list = server::testing::body_of(browser_.send("GET", "/sessions"));
  EXPECT_EQ(list.member("items")->get_if<platform::JsonArray>()->size(), 2U);
  EXPECT_EQ(browser_.send("DELETE", "/sessions/" + id).status, 204);
  EXPECT_FALSE(is_in(other));
  EXPECT_TRUE(is_in(browser_));
}

TEST_F(SessionApi, SomebodyElsesSessionIsNotThere) {
  house_.add(account("tuvan2", Role::counsellor));
  Browser other(house_);
  const auto id = server::testing::text_of(other.sign_in("tuvan2"), "id");
  EXPECT_EQ(outcome(browser_.send("DELETE", "/sessions/" + id)), "404 not_found");
  EXPECT_TRUE(is_in(other));
}

TEST_F(SessionApi, UnlockingTheScreenGivesANewTokenAndTheOldOneIsWorthless) {
  const std::string before = browser_.cookies["hd_session"];
  EXPECT_EQ(outcome(browser_.send("POST", "/sessions/current/confirmations",
                                  JsonObject{{"password", "not the password"}})),
            "401 sign_in.failed");
  EXPECT_EQ(browser_
                .send("POST", "/sessions/current/confirmations",
                      JsonObject{{"password", testing::kPassword}})
                .status,
            204);
  EXPECT_TRUE(is_in(browser_));
  browser_.cookies["hd_session"] = before;
  EXPECT_FALSE(is_in(browser_));
}

TEST_F(SessionApi, AWrongProofOfSomebodySignedInIsOnRecord) {
  const JsonObject wrong{{"password", "not the password"}};
  EXPECT_EQ(outcome(browser_.send("POST", "/sessions/current/confirmations", wrong)),
            "401 sign_in.failed");
  const JsonObject wrong_code{{"password", testing::kPassword}, {"totp", "123456"}};
  EXPECT_EQ(outcome(browser_.send("POST", "/second-factor-enrolments", wrong_code)),
            "401 sign_in.failed");
  const auto found = house_.database->read([](platform::Transaction& tx) {
    return audit::find(tx, {.action = "session.prove_refuse"}, 10);
  });
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].user, found[0].object_id);
  EXPECT_NE(found[0].session, "");
}

TEST_F(SessionApi, ThePasswordAloneDoesNotReplaceTheSecondFactor) {
  EXPECT_EQ(complaint(browser_.send("POST", "/second-factor-enrolments",
                                    JsonObject{{"password", testing::kPassword}})),
            "totp: required");
}

TEST_F(SessionApi, ANewPasswordEndsTheOtherSessions) {
  Browser other(house_);
  other.sign_in("tuvan1");
  const auto change = [&](const std::string& current, const std::string& wanted) {
    return browser_.send(
        "POST", "/password-changes",
        JsonObject{{"current_password", current}, {"new_password", wanted}, {"totp", "000000"}});
  };
  const std::string old(testing::kPassword);
  EXPECT_EQ(complaint(change(old, "short")), "new_password: too_short");
  EXPECT_EQ(complaint(change(old, "Hải Đăng 2026 111")), "new_password: common");
  EXPECT_EQ(outcome(change("not the password", "một câu dài dễ nhớ")), "401 sign_in.failed");
  EXPECT_TRUE(is_in(other));
  EXPECT_EQ(change(old, "một câu dài dễ nhớ").status, 204);
  EXPECT_FALSE(is_in(other));
  EXPECT_TRUE(is_in(browser_));
  EXPECT_EQ(outcome(other.sign_in("tuvan1")), "401 sign_in.failed");
  EXPECT_EQ(other.sign_in("tuvan1", "một câu dài dễ nhớ").status, 201);
}

TEST_F(SessionApi, ACodeOfTheSecondFactorWorksOnce) {
  const auto started =
      browser_.send("POST", "/second-factor-enrolments",
                    JsonObject{{"password", testing::kPassword}, {"totp", "000000"}});
  ASSERT_EQ(started.status, 201);
  const std::string seed = seed_of(server::testing::text_of(started, "otpauth_uri"));
  ASSERT_EQ(seed.size(), 20U);
  const std::string confirm =
      "/second-factor-enrolments/" + server::testing::text_of(started, "id") + "/confirmations";
  EXPECT_EQ(complaint(browser_.send("POST", confirm, JsonObject{{"totp", "000000"}})),
            "totp: wrong");
  const auto code = [&] { return platform::totp_code(seed, house_.now); };
  EXPECT_EQ(browser_.send("POST", confirm, JsonObject{{"totp", code()}}).status, 204);
  Browser other(house_);
  EXPECT_EQ(outcome(other.sign_in("tuvan1", testing::kPassword, code())), "401 sign_in.failed");
  house_.now += std::chrono::seconds(30);
  EXPECT_EQ(other.sign_in("tuvan1", testing::kPassword, code()).status, 201);
  EXPECT_EQ(outcome(other.sign_in("tuvan1", testing::kPassword, code())), "401 sign_in.failed");
}

TEST_F(SessionApi, ARecoveryCodeWorksOnce) {
  const auto started =
      browser_.send("POST", "/second-factor-enrolments",
                    JsonObject{{"password", testing::kPassword}, {"totp", "000000"}});
  const auto body = server::testing::body_of(started);
  const auto& codes = *body.member("recovery_codes")->get_if<platform::JsonArray>();
  EXPECT_EQ(codes.size(), 10U);
  const std::string seed = seed_of(server::testing::text_of(started, "otpauth_uri"));
  browser_.send(
      "POST",
      "/second-factor-enrolments/" + server::testing::text_of(started, "id") + "/confirmations",
      JsonObject{{"totp", platform::totp_code(seed, house_.now)}});
  const auto with_code = [&](std::size_t number) {
    return Browser(house_).send("POST", "/sessions",
                                JsonObject{{"username", "tuvan1"},
                                           {"password", testing::kPassword},
                                           {"recovery_code", codes[number]}});
  };
  EXPECT_EQ(with_code(3).status, 201);
  EXPECT_EQ(outcome(with_code(3)), "401 sign_in.failed");
  EXPECT_EQ(with_code(4).status, 201);
}

TEST_F(SessionApi, TheOwnLanguageIsKept) {
  const auto response = browser_.send("PUT", "/preferences", JsonObject{{"language", "en"}});
  EXPECT_EQ(response.status, 200);
  const auto body = server::testing::body_of(browser_.send("GET", "/sessions/current"));
  EXPECT_EQ(*body.member("user")->member("language")->get_if<std::string>(), "en");
}

}  // namespace
}  // namespace hd::accounts
