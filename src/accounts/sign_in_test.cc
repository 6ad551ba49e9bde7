// Signing in, over the same router as in service.

#include <atomic>
#include <thread>

#include "accounts/testing.h"

namespace hd::accounts {
namespace {

using access::Role;
using std::chrono::seconds;
using testing::account;
using testing::Browser;
using testing::House;
using testing::outcome;

class SignInTest : public ::testing::Test {
 protected:
  SignInTest() { house_.add(account("tuvan1", Role::counsellor)); }

  /// All headers but the number of the request, which is random.
  static auto headers_of(platform::HttpResponse response) {
    std::erase_if(response.headers, [](const auto& line) { return line.first == "X-Request-Id"; });
    return response.headers;
  }

  /// Guesses wrongly `times` times, always waiting as long as it is told to.
  void attack(Browser& browser, int times) {
    for (int i = 0; i < times; ++i) {
      const auto response = browser.sign_in("tuvan1", "wrong wrong wrong");
      if (response.status == 429) {
        house_.now += seconds(std::stoi(server::testing::header_of(response, "Retry-After")));
        --i;
        continue;
      }
      ASSERT_EQ(outcome(response), "401 sign_in.failed");
    }
  }

  House house_;
  Browser browser_{house_};
};

TEST_F(SignInTest, OpensASessionWithPostsAndPermissions) {
  const auto response = browser_.sign_in("TuVan1");
  EXPECT_EQ(response.status, 201);
  const auto body = server::testing::body_of(response);
  EXPECT_EQ(*body.member("user")->member("display_name")->get_if<std::string>(), "Người Thử");
  const auto& post = body.member("posts")->get_if<platform::JsonArray>()->front();
  EXPECT_EQ(*post.member("role")->get_if<std::string>(), "counsellor");
  EXPECT_FALSE(post.member("organisation_name")->get_if<std::string>()->empty());
  EXPECT_EQ(*body.member("idle_seconds")->get_if<std::int64_t>(), 900);
  EXPECT_EQ(browser_.send("GET", "/sessions/current").status, 200);
}

TEST_F(SignInTest, TheCookieIsKeptFromScriptsAndOtherSites) {
  const auto response = browser_.sign_in("tuvan1");
  const auto cookie = server::testing::header_of(response, "Set-Cookie");
  EXPECT_TRUE(cookie.starts_with("hd_session="));
  EXPECT_TRUE(cookie.ends_with("; Path=/; HttpOnly; SameSite=Strict"));
  EXPECT_EQ(cookie.find('='), 10U);
  EXPECT_EQ(browser_.cookies["hd_session"].size(), 43U);  // 256 bits in base64url
  EXPECT_EQ(house_.count("SELECT count(*) AS n FROM user_session WHERE length(token_hash) = 32"),
            1);
}

TEST_F(SignInTest, EveryReasonToFailLooksTheSame) {
  house_.add(account("dong", Role::counsellor));
  house_.database->write([](platform::Transaction& tx) {
    return tx.execute("UPDATE user_account SET state = 'closed' WHERE username = 'dong'");
  });
  const auto wrong_password = browser_.sign_in("tuvan1", "not the password");
  const auto wrong_code = browser_.sign_in("tuvan1", testing::kPassword, "123456");
  const auto unknown_name = browser_.sign_in("nobody");
  const auto closed = browser_.sign_in("dong");
  EXPECT_EQ(outcome(wrong_password), "401 sign_in.failed");
  for (const auto& other : {wrong_code, unknown_name, closed}) {
    EXPECT_EQ(other.body, wrong_password.body);
    EXPECT_EQ(headers_of(other), headers_of(wrong_password));
    EXPECT_EQ(other.status, wrong_password.status);
  }
}

TEST_F(SignInTest, ANameThatNobodyHasIsSlowedDownLikeAnyOther) {
  const auto wait_for = [&](const std::string& name) {
    Browser attacker(house_, "203.0.113.9");
    std::string waits;
    for (int i = 0; i < 6; ++i) waits += outcome(attacker.sign_in(name, "x")) + " ";
    return waits;
  };
  EXPECT_EQ(wait_for("tuvan1"), wait_for("nobody"));
}

TEST_F(SignInTest, AKnownBrowserNeverQueuesBehindAnAttacker) {
  EXPECT_EQ(browser_.sign_in("tuvan1").status, 201);
  browser_.send("DELETE", "/sessions/current");
  Browser attacker(house_, "203.0.113.9");
  attack(attacker, 100);
  EXPECT_EQ(outcome(attacker.sign_in("tuvan1")), "429 sign_in.slow_down");
  EXPECT_EQ(outcome(Browser(house_, "198.51.100.1").sign_in("tuvan1")), "429 sign_in.slow_down");
  EXPECT_EQ(browser_.sign_in("tuvan1").status, 201);
  house_.now += std::chrono::hours(24);
  EXPECT_EQ(attacker.sign_in("tuvan1").status, 201) << "there is no lock-out";
}

TEST_F(SignInTest, TheTableOfGuessesHoldsNeitherNamesNorAddresses) {
  browser_.sign_in("tuvan1", "not the password");
  EXPECT_EQ(house_.count("SELECT count(*) AS n FROM guess_budget WHERE length(key) = 16"), 2);
  EXPECT_EQ(house_.count("SELECT count(*) AS n FROM guess_budget"), 2);
}

TEST_F(SignInTest, WrongTriesAreOnRecord) {
  browser_.sign_in("tuvan1", "not the password");
  browser_.sign_in("nobody");
  EXPECT_EQ(house_.count("SELECT count(*) AS n FROM audit_entry WHERE action = 'session.refuse'"),
            2);
  browser_.sign_in("tuvan1");
  EXPECT_EQ(house_.count("SELECT count(*) AS n FROM audit_entry WHERE action = 'session.open'"), 1);
}

TEST_F(SignInTest, OneOfCodeAndRecoveryCodeIsNeeded) {
  const platform::JsonObject neither{{"username", "tuvan1"}, {"password", "x"}};
  EXPECT_EQ(testing::complaint(browser_.send("POST", "/sessions", neither)), "totp: required");
}

TEST_F(SignInTest, AForeignPageCannotSignAnybodyIn) {
  auto request = server::testing::request("POST", "/api/v1/sessions", "{}");
  std::erase_if(request.headers, [](const auto& line) { return line.first == "sec-fetch-site"; });
  request.headers.emplace_back("sec-fetch-site", "cross-site");
  EXPECT_EQ(outcome(server::testing::answer_of(house_.router, request)), "403 csrf.origin");
}

TEST(SignInWithoutTestMode, TheFixedCodeIsWorthNothing) {
  House house({2, 32, testing::kCheap}, false);
  house.add(account("tuvan1", Role::counsellor));
  Browser browser(house);
  EXPECT_EQ(outcome(browser.sign_in("tuvan1")), "401 sign_in.failed");
}

TEST(SignInUnderLoad, AFullQueueIsSaidAtOnce) {
  House house({0, 0, testing::kCheap});  // nobody hashes and nobody may wait
  Browser browser(house);
  const auto response = browser.sign_in("tuvan1");
  EXPECT_EQ(outcome(response), "503 sign_in.busy");
  EXPECT_EQ(server::testing::header_of(response, "Retry-After"), "2");
}

TEST(HashPool, TwoThreadsServeManyCallers) {
  HashPool pool({2, 32, testing::kCheap}, platform::Secret(std::string(32, 'k')));
  const auto hash = pool.hash("mật khẩu").value();
  std::vector<std::jthread> callers;
  std::atomic<int> right = 0;
  for (int i = 0; i < 16; ++i) {
    callers.emplace_back([&, i] {
      if (pool.verify(hash, i % 2 == 0 ? "mật khẩu" : "mat khau").value()) ++right;
    });
  }
  callers.clear();
  EXPECT_EQ(right, 8);
  EXPECT_EQ(pool.verify(std::nullopt, "mật khẩu"), false);
}

TEST(HashPool, WhoGuessesCannotKeepOutAKnownBrowser) {
  HashPool pool({1, 4, testing::kCheap}, platform::Secret(std::string(32, 'k')));
  const auto hash = pool.hash("mật khẩu").value();
  std::atomic<bool> guessing = true;
  std::vector<std::jthread> guesses;
  for (int i = 0; i < 16; ++i) {
    guesses.emplace_back([&] {
      while (guessing) pool.verify(std::nullopt, "mat khau");
    });
  }
  while (!pool.is_full(Lane::strange)) std::this_thread::yield();
  EXPECT_FALSE(pool.is_full(Lane::known));
  for (int i = 0; i < 20; ++i) EXPECT_EQ(pool.verify(hash, "mật khẩu", Lane::known), true);
  guessing = false;
}

TEST(HashPool, AStolenDatabaseIsWorthlessWithoutThePepper) {
  HashPool ours({1, 4, testing::kCheap}, platform::Secret(std::string(32, 'k')));
  HashPool theirs({1, 4, testing::kCheap}, platform::Secret(std::string(32, 'x')));
  EXPECT_EQ(theirs.verify(ours.hash("mật khẩu"), "mật khẩu"), false);
}

}  // namespace
}  // namespace hd::accounts
