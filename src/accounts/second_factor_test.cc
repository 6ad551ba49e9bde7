// The way to a first and to another second factor, step by step, over the same router as in
// service.

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

constexpr auto kNewPassword = "một câu dài dễ nhớ";

class SecondFactorTest : public ::testing::Test {
 protected:
  SecondFactorTest() {
    house_.add(account("quantri", Role::administrator));
    house_.add(account("tuvan1", Role::counsellor));
    admin_.sign_in("quantri");
    browser_.sign_in("tuvan1");
  }

  /// The code of the application for an enrolment that is not confirmed.
  std::string code_of(const std::string& enrolment) {
    return house_.database->read([&](platform::Transaction& tx) {
      const auto factor =
          store::find_pending_factor(tx, {*house_.vault}, *EnrolmentId::parse(enrolment));
      return factor ? platform::totp_code(factor->seed, house_.now) : std::string("none");
    });
  }
  std::string other_code(const std::string& code) { return code == "123456" ? "654321" : "123456"; }

  /// The one-time code of a new account.
  std::string invite(const std::string& username) {
    return server::testing::text_of(
        admin_.send("POST", "/users", JsonObject{{"username", username}, {"display_name", "Mới"}}),
        "enrolment_code");
  }
  platform::HttpResponse activate(Browser& browser, const std::string& username,
                                  const std::string& code,
                                  std::string_view password = kNewPassword) {
    return browser.send(
        "POST", "/account-activations",
        JsonObject{{"username", username}, {"enrolment_code", code}, {"new_password", password}});
  }
  platform::HttpResponse confirm(Browser& browser, const std::string& enrolment,
                                 const std::string& code) {
    return browser.send("POST", "/account-activations/" + enrolment + "/confirmations",
                        JsonObject{{"totp", code}});
  }
  /// The enrolment of an account that was invited and began its activation.
  std::string begun(Browser& browser, const std::string& username) {
    return server::testing::text_of(activate(browser, username, invite(username)), "id");
  }

  platform::HttpResponse start(Browser& browser, const JsonObject& proof) {
    return browser.send("POST", "/second-factor-enrolments", proof);
  }
  platform::HttpResponse confirm_factor(Browser& browser, const std::string& enrolment,
                                        const std::string& code) {
    return browser.send("POST", "/second-factor-enrolments/" + enrolment + "/confirmations",
                        JsonObject{{"totp", code}});
  }
  /// A confirmed second factor for tuvan1; returns its recovery codes.
  std::vector<std::string> factor_of(Browser& browser) {
    const auto started = start(browser, {{"password", testing::kPassword}, {"totp", "000000"}});
    const auto id = server::testing::text_of(started, "id");
    EXPECT_EQ(confirm_factor(browser, id, code_of(id)).status, 204);
    std::vector<std::string> codes;
    const auto body = server::testing::body_of(started);
    for (const auto& code : *body.member("recovery_codes")->get_if<platform::JsonArray>()) {
      codes.push_back(*code.get_if<std::string>());
    }
    return codes;
  }
  std::size_t recorded(const std::string& action) {
    return house_.database->read(
        [&](platform::Transaction& tx) { return audit::find(tx, {.action = action}, 100).size(); });
  }

  House house_;
  Browser admin_{house_};
  Browser browser_{house_};
};

TEST_F(SecondFactorTest, TheFirstRightCodeOpensASessionAndTheOneTimeCodeIsUsedUp) {
  const auto one_time = invite("moi");
  Browser browser(house_);
  const auto id = server::testing::text_of(activate(browser, "moi", one_time), "id");
  const auto code = code_of(id);
  EXPECT_EQ(outcome(confirm(browser, id, other_code(code))), "401 sign_in.failed");
  const auto opened = confirm(browser, id, code);
  EXPECT_EQ(opened.status, 201);
  EXPECT_EQ(browser.send("GET", "/sessions/current").status, 200);
  EXPECT_EQ(house_.count("SELECT count(*) AS n FROM known_device"), 3);
  EXPECT_EQ(recorded("second_factor.start"), 1U);
  EXPECT_EQ(recorded("user.activate"), 1U);
  EXPECT_EQ(house_.count("SELECT count(*) AS n FROM user_account WHERE state = 'active'"), 3);
  EXPECT_EQ(house_.count("SELECT version AS n FROM user_account WHERE username = 'moi'"), 2);
  EXPECT_EQ(house_.count("SELECT count(*) AS n FROM enrolment_code"), 0);
  EXPECT_EQ(outcome(confirm(browser, id, code)), "401 sign_in.failed") << "confirmed already";
  EXPECT_EQ(outcome(activate(browser, "moi", one_time)), "401 sign_in.failed");
  Browser other(house_);
  EXPECT_EQ(outcome(other.sign_in("moi", kNewPassword, code)), "401 sign_in.failed")
      << "a code works once";
  house_.now += seconds(31);
  const auto next = house_.database->read([&](platform::Transaction& tx) {
    const auto user = *access::UserId::parse(
        tx.query_one("SELECT id FROM user_account WHERE username = 'moi'")->text("id"));
    return platform::totp_code(store::find_active_factor(tx, {*house_.vault}, user)->seed,
                               house_.now);
  });
  EXPECT_EQ(other.sign_in("moi", kNewPassword, next).status, 201);
}

TEST_F(SecondFactorTest, TheNameOfTheAccountIsNoPassword) {
  const auto code = invite("nguoimoi.haiphong");
  EXPECT_EQ(complaint(activate(browser_, "nguoimoi.haiphong", code, "x-nguoimoi.haiphong-x")),
            "new_password: contains_username");
  EXPECT_EQ(activate(browser_, "NguoiMoi.HaiPhong", code).status, 201) << "whatever the case";
}

TEST_F(SecondFactorTest, ActivationIsSlowedDownAndOnRecordLikeAnyGuessing) {
  invite("moi");
  Browser attacker(house_, "203.0.113.9");
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(outcome(activate(attacker, "moi", "AAAAA-BBBBB-CCCCC-D")), "401 sign_in.failed");
  }
  EXPECT_EQ(outcome(activate(attacker, "moi", "AAAAA-BBBBB-CCCCC-D")), "429 sign_in.slow_down");
  EXPECT_EQ(recorded("user.activation_refuse"), 4U);
  EXPECT_EQ(outcome(activate(browser_, "tuvan1", "AAAAA-BBBBB-CCCCC-D")), "401 sign_in.failed")
      << "an account in use";
  EXPECT_EQ(outcome(activate(browser_, "nobody", "AAAAA-BBBBB-CCCCC-D")), "401 sign_in.failed");
}

TEST_F(SecondFactorTest, ARightOneTimeCodeGivesTheGuessesBack) {
  const auto code = invite("moi");
  Browser browser(house_, "203.0.113.9");
  const auto guesses = [&] { return house_.count("SELECT sum(failures) AS n FROM guess_budget"); };
  const auto before = guesses();
  activate(browser, "moi", "AAAAA-BBBBB-CCCCC-D");
  EXPECT_EQ(guesses(), before + 2) << "the account and the network";
  EXPECT_EQ(activate(browser, "moi", code).status, 201);
  EXPECT_EQ(guesses(), before + 2);
}

TEST_F(SecondFactorTest, TheFirstCodeHasToFollowWithinThirtyMinutes) {
  const auto in_time = begun(browser_, "som");
  const auto late = begun(browser_, "muon");
  house_.now += minutes(30) - std::chrono::milliseconds(1);
  EXPECT_EQ(confirm(browser_, in_time, code_of(in_time)).status, 201);
  house_.now += std::chrono::milliseconds(1);
  EXPECT_EQ(outcome(confirm(browser_, late, code_of(late))), "401 sign_in.failed");
}

TEST_F(SecondFactorTest, TenWrongFirstCodesEndTheEnrolment) {
  const auto nine = begun(browser_, "chin");
  const auto ten = begun(browser_, "muoi");
  for (int i = 0; i < 9; ++i) confirm(browser_, nine, other_code(code_of(nine)));
  for (int i = 0; i < 10; ++i) confirm(browser_, ten, other_code(code_of(ten)));
  EXPECT_EQ(confirm(browser_, nine, code_of(nine)).status, 201);
  EXPECT_EQ(outcome(confirm(browser_, ten, code_of(ten))), "401 sign_in.failed");
}

TEST_F(SecondFactorTest, OnlyAnEnrolmentOfAnActivationIsConfirmedWithoutASession) {
  EXPECT_EQ(outcome(confirm(browser_, base::random_uuid(), "123456")), "401 sign_in.failed");
  EXPECT_EQ(outcome(confirm(browser_, "no-id", "123456")), "404 not_found");
  const auto other = server::testing::text_of(
      start(browser_, {{"password", testing::kPassword}, {"totp", "000000"}}), "id");
  EXPECT_EQ(outcome(confirm(browser_, other, code_of(other))), "401 sign_in.failed");
}

TEST_F(SecondFactorTest, AnAccountThatWasClosedMeanwhileIsNotActivated) {
  const auto id = begun(browser_, "moi");
  house_.database->write([](platform::Transaction& tx) {
    return tx.execute("UPDATE user_account SET state = 'closed' WHERE username = 'moi'");
  });
  EXPECT_EQ(outcome(confirm(browser_, id, code_of(id))), "401 sign_in.failed");
  EXPECT_EQ(house_.count("SELECT count(*) AS n FROM second_factor WHERE wrong_codes = 1"), 1);
}

TEST_F(SecondFactorTest, ANewFactorNeedsThePasswordAndThePresentFactor) {
  EXPECT_EQ(outcome(start(browser_, {{"password", "not the password"}, {"totp", "000000"}})),
            "401 sign_in.failed");
  EXPECT_EQ(complaint(start(browser_, {{"password", testing::kPassword},
                                       {"totp", "000000"},
                                       {"recovery_code", "AAAAA-BBBBB"}})),
            "totp: required");
  const auto codes = factor_of(browser_);
  EXPECT_EQ(codes.size(), 10U);
  EXPECT_EQ(
      outcome(start(browser_, {{"password", "not the password"}, {"recovery_code", codes[0]}})),
      "401 sign_in.failed");
  EXPECT_EQ(start(browser_, {{"password", testing::kPassword}, {"recovery_code", codes[0]}}).status,
            201)
      << "a code that came with a wrong password is not used up";
  EXPECT_EQ(recorded("recovery_code.use"), 1U);
  EXPECT_EQ(
      outcome(start(browser_, {{"password", testing::kPassword}, {"recovery_code", codes[0]}})),
      "401 sign_in.failed");
  EXPECT_EQ(recorded("session.prove_refuse"), 3U);
}

TEST_F(SecondFactorTest, ARecoveryCodeIsWorthNothingWithoutThePassword) {
  const auto codes = factor_of(browser_);
  Browser thief(house_);
  const auto sign_in = [&](std::string_view password) {
    return thief.send(
        "POST", "/sessions",
        JsonObject{{"username", "tuvan1"}, {"password", password}, {"recovery_code", codes[2]}});
  };
  EXPECT_EQ(outcome(sign_in("not the password")), "401 sign_in.failed");
  EXPECT_EQ(sign_in(testing::kPassword).status, 201) << "and was not used up by the thief";
  EXPECT_EQ(recorded("recovery_code.use"), 1U);
}

TEST_F(SecondFactorTest, AFactorIsConfirmedByItsOwnerInTimeAndOnce) {
  const auto begin = [&] {
    return server::testing::text_of(
        start(browser_, {{"password", testing::kPassword}, {"totp", "000000"}}), "id");
  };
  const auto mine = begin();
  EXPECT_EQ(outcome(confirm_factor(admin_, mine, code_of(mine))), "404 not_found");
  EXPECT_EQ(outcome(confirm_factor(browser_, base::random_uuid(), "123456")), "404 not_found");
  EXPECT_EQ(outcome(confirm_factor(browser_, "no-id", "123456")), "404 not_found");
  EXPECT_EQ(complaint(confirm_factor(browser_, mine, "12345678")), "totp: too_long");
  Browser other(house_);
  EXPECT_EQ(other.sign_in("tuvan1").status, 201);
  EXPECT_EQ(confirm_factor(browser_, mine, code_of(mine)).status, 204);
  EXPECT_EQ(recorded("second_factor.confirm"), 1U);
  EXPECT_EQ(outcome(other.send("GET", "/sessions/current")), "401 session.expired")
      << "all other sessions end";
  EXPECT_EQ(browser_.send("GET", "/sessions/current").status, 200);
  EXPECT_EQ(outcome(confirm_factor(browser_, mine, "123456")), "404 not_found");
  const auto replaced = begin();
  const auto late = begin();
  EXPECT_EQ(outcome(confirm_factor(browser_, replaced, "123456")), "404 not_found");
  browser_.cookies.erase("hd_session");
  house_.now += minutes(30);
  ASSERT_EQ(browser_.sign_in("tuvan1").status, 201);
  EXPECT_EQ(outcome(confirm_factor(browser_, late, code_of(late))), "404 not_found");
}

TEST_F(SecondFactorTest, AnActivationIsNotConfirmedAsAFactorOfSomebodySignedIn) {
  const auto id = begun(browser_, "moi");
  EXPECT_EQ(outcome(confirm_factor(browser_, id, code_of(id))), "404 not_found");
}

}  // namespace
}  // namespace hd::accounts
