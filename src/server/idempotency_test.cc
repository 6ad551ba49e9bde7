#include "server/idempotency.h"

#include <gtest/gtest.h>

#include "server/testing.h"

namespace hd::server {
namespace {

using base::testing::id;
using platform::HttpRequest;
using platform::HttpResponse;
using platform::Transaction;
using testing::actor_with;
using testing::header_of;

std::string code_of(const std::string& key) {
  const auto read = idempotency_key(testing::request("POST", "/x", "", key));
  if (read) return *read == key ? "good" : "another key";
  EXPECT_EQ(read.error().kind, base::ErrorKind::invalid);
  return read.error().code;
}

TEST(IdempotencyKey, HasEightToTwoHundredVisibleCharacters) {
  EXPECT_EQ(code_of(""), "idempotency_key.required");
  EXPECT_EQ(code_of("1234567"), "idempotency_key.malformed");
  EXPECT_EQ(code_of("12345678"), "good");
  EXPECT_EQ(code_of(std::string(200, 'k')), "good");
  EXPECT_EQ(code_of(std::string(201, 'k')), "idempotency_key.malformed");
  EXPECT_EQ(code_of("!!!!~~~~"), "good") << "the first and the last visible one";
  for (const char bad : {' ', '\x7f', '\x1f', '\xe1'}) {
    EXPECT_EQ(code_of("1234567" + std::string(1, bad)), "idempotency_key.malformed");
  }
}

TEST(Attempt, AnyDifferenceOfTheRequestIsAnotherAttempt) {
  const auto actor = actor_with(access::Role::counsellor);
  std::set<std::string> seen;
  const auto add = [&](const HttpRequest& request) {
    seen.insert(attempt_of(request, actor, "12345678").request_hash);
  };
  add(testing::request("POST", "/x", "body"));
  add(testing::request("PUT", "/x", "body"));
  add(testing::request("POST", "/y", "body"));
  add(testing::request("POST", "/x", "other"));
  add(testing::request("POST", "/x?a=1", "body"));
  add(testing::request("POST", "/x?a=2", "body"));
  add(testing::request("POST", "/x?b=1", "body"));
  add(testing::request("POST", "/x?a=1&a=2", "body"));
  EXPECT_EQ(seen.size(), 8U);
  add(testing::request("POST", "/x", "body", "another-key"));
  EXPECT_EQ(seen.size(), 8U) << "the key is no part of it";
  EXPECT_EQ(platform::to_hex(
                attempt_of(testing::request("POST", "/x?a=1", "body"), actor, "k").request_hash),
            platform::to_hex(platform::sha256("POST /x\na=1\n\nbody")));
}

class IdempotencyTest : public ::testing::Test {
 protected:
  void keep(base::Timestamp now, const HttpResponse& response = {.status = 201, .body = "first"}) {
    stage_.database->write([&](Transaction& tx) {
      keep_answer(tx, *stage_.vault, now, attempt_, response);
      return true;
    });
  }
  base::Result<std::optional<HttpResponse>> earlier(base::Timestamp now) {
    return stage_.database->write(
        [&](Transaction& tx) { return earlier_answer(tx, *stage_.vault, now, attempt_); });
  }
  bool kept() {
    return stage_.database->read([&](Transaction& tx) { return is_kept(tx, attempt_); });
  }
  void forget(base::Timestamp now) {
    stage_.database->write([&](Transaction& tx) {
      forget_answers(tx, now);
      return true;
    });
  }
  std::int64_t data_keys() { return stage_.count("SELECT COUNT(*) AS n FROM vault_key"); }

  testing::Stage stage_;
  const access::Actor actor_ = actor_with(access::Role::counsellor);
  const base::Timestamp now_ = base::testing::at("2026-03-02T02:00:00Z");
  Attempt attempt_ =
      attempt_of(testing::request("POST", "/x", "body"), actor_, "key-of-the-client");
};

TEST_F(IdempotencyTest, TheFirstAnswerComesBackWithItsHeaders) {
  EXPECT_FALSE(*earlier(now_));
  EXPECT_FALSE(kept());
  keep(now_, {.status = 201,
              .headers = {{"Content-Type", "text/x"}, {"Location", "/a"}},
              .body = "one\ntwo\n"});
  EXPECT_TRUE(kept());
  const auto again = earlier(now_);
  ASSERT_TRUE(again && *again);
  EXPECT_EQ((*again)->status, 201);
  EXPECT_EQ((*again)->body, "one\ntwo\n");
  EXPECT_EQ((*again)->headers.size(), 3U);
  EXPECT_EQ(header_of(**again, "Content-Type"), "text/x");
  EXPECT_EQ(header_of(**again, "Location"), "/a");
  EXPECT_EQ(header_of(**again, "Idempotency-Replayed"), "true");
}

TEST_F(IdempotencyTest, AnAnswerIsGoodForSevenDaysToTheMillisecond) {
  keep(now_);
  const auto end = now_ + std::chrono::days(7);
  ASSERT_TRUE(earlier(end - std::chrono::milliseconds(1)));
  EXPECT_TRUE(*earlier(end - std::chrono::milliseconds(1)));
  EXPECT_FALSE(*earlier(end));
  EXPECT_FALSE(kept()) << "and is gone then";
  keep(end);
  EXPECT_TRUE(*earlier(end)) << "so the key is free for another answer";
}

TEST_F(IdempotencyTest, AnotherRequestUnderTheKeyIsRefused) {
  keep(now_);
  attempt_.request_hash = platform::sha256("other");
  const auto answer = earlier(now_);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, base::ErrorKind::unprocessable);
  EXPECT_EQ(answer.error().code, "idempotency_key.reused");
}

TEST_F(IdempotencyTest, AnAnswerMovedToAnotherKeyDoesNotOpen) {
  keep(now_);
  stage_.database->write(
      [](Transaction& tx) { return tx.execute("UPDATE idempotency SET key = 'another-key'"); });
  attempt_.key = "another-key";
  EXPECT_THROW(static_cast<void>(earlier(now_)), std::runtime_error);
}

TEST_F(IdempotencyTest, UpkeepForgetsExpiredAnswersAndNoOthers) {
  keep(now_);
  forget(now_ + std::chrono::days(7) - std::chrono::milliseconds(1));
  EXPECT_TRUE(kept());
  forget(now_ + std::chrono::days(7));
  EXPECT_FALSE(kept());
}

// One data key for the answers of a day in Viet Nam; it goes when the day's last answer has.
TEST_F(IdempotencyTest, TheKeyOfADayIsDestroyedWithItsLastAnswer) {
  const auto last_of_the_day = base::testing::at("2026-03-02T16:59:59Z");
  keep(now_);
  attempt_.key = "the-last-of-the-day";
  keep(last_of_the_day);
  EXPECT_EQ(data_keys(), 1);
  attempt_.key = "the-first-of-the-next";
  keep(base::testing::at("2026-03-02T17:00:00Z"));
  EXPECT_EQ(data_keys(), 2);
  forget(last_of_the_day + std::chrono::days(7));
  EXPECT_EQ(data_keys(), 2) << "the day itself is not over";
  forget(base::testing::at("2026-03-09T17:00:00Z"));
  EXPECT_EQ(data_keys(), 1);
  EXPECT_EQ(stage_.count("SELECT COUNT(*) AS n FROM idempotency"), 0);
  forget(base::testing::at("2026-03-10T17:00:00Z"));
  EXPECT_EQ(data_keys(), 0);
}

TEST_F(IdempotencyTest, UpkeepThatSleptForAWeekDestroysTheKeysOfThatWeek) {
  keep(now_);
  forget(now_ + std::chrono::days(7 + 8));
  EXPECT_EQ(data_keys(), 1) << "eight days are more than a week";
  forget(now_ + std::chrono::days(7 + 7));
  EXPECT_EQ(data_keys(), 0);
}

TEST(InFlight, ATicketIsTakenOnceUntilItIsGivenBack) {
  InFlight requests;
  {
    const InFlight::Ticket first(requests, "a");
    EXPECT_TRUE(first);
    {
      const InFlight::Ticket second(requests, "a");
      EXPECT_FALSE(second);
      EXPECT_TRUE(InFlight::Ticket(requests, "b"));
    }
    EXPECT_FALSE(InFlight::Ticket(requests, "a")) << "still the first's";
  }
  EXPECT_TRUE(InFlight::Ticket(requests, "a"));
}

}  // namespace
}  // namespace hd::server
