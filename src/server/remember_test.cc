#include "server/remember.h"

#include <gtest/gtest.h>

#include "server/testing.h"

namespace hd::server {
namespace {

using access::Permission;
using access::Role;
using platform::JsonObject;
using platform::Transaction;
using testing::actor_with;
using testing::request;
using testing::text_of;

/// A list whose answers are counted: "1" is the first that was worked out, "2" the second.
class RememberTest : public ::testing::Test {
 protected:
  RememberTest() {
    stage_.actor = actor_with(Role::counsellor);
    stage_.router.read("/api/v1/lists", Permission::directory_read,
                       remembered([this](Transaction&) { return stamp_; },
                                  [this](Transaction&, const Call&) {
                                    return ok(JsonObject{{"made", std::to_string(++made_)}});
                                  }));
  }
  std::string ask(const std::string& path = "/api/v1/lists") {
    const auto response = testing::answer_of(stage_.router, request("GET", path));
    EXPECT_EQ(testing::header_of(response, "Content-Type"),
              response.status == 200 ? "application/json" : "application/problem+json");
    return text_of(response, response.status == 200 ? "made" : "code");
  }

  testing::Stage stage_;
  std::string stamp_ = "one";
  int made_ = 0;
};

TEST_F(RememberTest, TheSameQuestionGetsTheSameAnswerWhileNothingChanged) {
  EXPECT_EQ(ask() + ask() + ask(), "111");
  stamp_ = "two";
  EXPECT_EQ(ask() + ask(), "22");
}

TEST_F(RememberTest, AnotherQuestionOrPersonOrPostGetsAnAnswerOfItsOwn) {
  EXPECT_EQ(ask(), "1");
  EXPECT_EQ(ask("/api/v1/lists?q=a"), "2");
  stage_.actor = actor_with(Role::counsellor, 2);
  EXPECT_EQ(ask(), "3");
  stage_.actor->posts.front().id = base::testing::id<access::PostId>(7);
  EXPECT_EQ(ask(), "4");
}

TEST_F(RememberTest, NoAnswerIsOlderThanASecond) {
  EXPECT_EQ(ask(), "1");
  stage_.now += std::chrono::milliseconds(999);
  EXPECT_EQ(ask(), "1");
  stage_.now += std::chrono::milliseconds(1);
  EXPECT_EQ(ask(), "2");
  stage_.now -= std::chrono::minutes(1);
  EXPECT_EQ(ask(), "3");
}

TEST_F(RememberTest, WhoMayNotAskGetsNothingThatWasRemembered) {
  EXPECT_EQ(ask(), "1");
  stage_.actor->posts.clear();
  EXPECT_EQ(ask(), "permission.missing");
}

TEST_F(RememberTest, AnswersOfManyQuestionsAreForgottenAgain) {
  for (int i = 0; i < 200; ++i) ask("/api/v1/lists?q=" + std::to_string(i));
  EXPECT_EQ(ask("/api/v1/lists?q=199"), "200");
  EXPECT_EQ(ask("/api/v1/lists?q=0"), "201");
}

}  // namespace
}  // namespace hd::server
