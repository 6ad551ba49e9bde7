#include "server/events.h"

#include <chrono>
#include <functional>
#include <map>
#include <thread>

#include <gtest/gtest.h>

#include "server/testing.h"

namespace hd::server {
namespace {

using access::Role;
using base::testing::id;
using platform::Transaction;
using testing::actor_with;

/// Keeps what it is sent.
class Recorder : public platform::EventSink {
 public:
  bool send(std::string_view event_id, std::string_view event, std::string_view data) override {
    const std::lock_guard lock(mutex_);
    lines_.push_back(std::string(event_id) + " " + std::string(event) + " " + std::string(data));
    return open_;
  }
  void close() override {
    const std::lock_guard lock(mutex_);
    open_ = false;
  }
  bool is_open() const override {
    const std::lock_guard lock(mutex_);
    return open_;
  }
  std::vector<std::string> lines() const {
    const std::lock_guard lock(mutex_);
    return lines_;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> lines_;
  bool open_ = true;
};

bool soon(const std::function<bool()>& condition) {
  for (int i = 0; i < 500; ++i) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return false;
}

class EventsTest : public ::testing::Test {
 protected:
  EventsTest() {
    add_event_route(stage_.router, hub_);
    stage_.actor = actor_with(Role::counsellor, 1, 1);
  }

  std::shared_ptr<Recorder> listen(const std::string& last_event_id = "",
                                   const std::string& path = "/api/v1/events") {
    auto request = testing::request("GET", path);
    if (!last_event_id.empty()) request.headers.emplace_back("last-event-id", last_event_id);
    const auto response = testing::answer_of(stage_.router, request);
    EXPECT_EQ(response.status, 200);
    auto recorder = std::make_shared<Recorder>();
    response.stream(recorder);
    return recorder;
  }

  void publish(int org, const std::string& topic = "duty.changed", const std::string& user = "") {
    stage_.database->write([&](Transaction& tx) {
      platform::publish(tx, stage_.now,
                        {.topic = topic,
                         .scope_org = org == 0 ? "" : id<directory::OrgId>(org).str(),
                         .scope_user = user,
                         .object_kind = "duty",
                         .object_id = "d"});
      return 0;
    });
  }

  testing::Stage stage_;
  std::mutex session_mutex_;
  bool session_lives_ = true;
  EventHub::Parts parts_{.database = *stage_.database,
                         .clock = [this] { return stage_.now; },
                         .authenticate = [this](Transaction&, const platform::HttpRequest&,
                                                base::Timestamp) -> base::Result<Session> {
                           const std::lock_guard lock(session_mutex_);
                           if (session_lives_) return Session{*stage_.actor, "token"};
                           return base::Error{base::ErrorKind::unauthenticated, "session.expired"};
                         }};
  EventHub hub_{parts_};
};

TEST_F(EventsTest, NewsOfTheOwnOrganisationAndOfTheUserArrives) {
  const auto mine = listen();
  publish(2);
  publish(1);
  publish(0, "session.started", stage_.actor->user.str());
  ASSERT_TRUE(soon([&] { return mine->lines().size() == 2; }));
  EXPECT_EQ(mine->lines()[0], R"(2  {"topic":"duty.changed","object_kind":"duty","object_id":"d",)"
                              R"("at":"2026-03-02T02:00:00.000Z"})");
  EXPECT_TRUE(mine->lines()[1].starts_with("3  {\"topic\":\"session.started\""));
}

TEST_F(EventsTest, ABrowserThatComesBackGetsWhatItMissed) {
  publish(1);
  publish(1);
  publish(1);
  const auto back = listen("1");
  ASSERT_TRUE(soon([&] { return back->lines().size() == 2; }));
  EXPECT_TRUE(back->lines()[0].starts_with("2 "));
  const auto fresh = listen();
  publish(1);
  ASSERT_TRUE(soon([&] { return fresh->lines().size() == 1; }));
  EXPECT_TRUE(fresh->lines()[0].starts_with("4 "));
}

TEST_F(EventsTest, WhoWasAwayTooLongIsToldToLoadAgain) {
  publish(1);
  publish(1);
  stage_.database->write([&](Transaction& tx) {
    platform::forget_events(tx, stage_.now + std::chrono::hours(1));
    return 0;
  });
  const auto back = listen("1");
  ASSERT_TRUE(soon([&] { return !back->lines().empty(); }));
  EXPECT_EQ(back->lines()[0], "2 reset {}");
  const auto other_database = listen("700");
  ASSERT_TRUE(soon([&] { return !other_database->lines().empty(); }));
  EXPECT_EQ(other_database->lines()[0], "2 reset {}");
}

// What was seen before a fail-over may never have been confirmed, and its number is given again.
TEST_F(EventsTest, WhoHasSeenSomethingBeforeAFailoverIsToldToLoadAgain) {
  auto later = parts_;
  later.era = 2;
  EventHub after(later);
  stage_.router.plain("GET", "/api/v1/later-events", access::Permission::signed_in,
                      [&after](const Call& call) { return after.open(call); });
  publish(1);
  publish(1);
  for (const std::string before : {"1", "2-1", "700-1"}) {
    const auto back = listen(before, "/api/v1/later-events");
    ASSERT_TRUE(soon([&] { return !back->lines().empty(); }));
    EXPECT_EQ(back->lines()[0], "2-2 reset {}");
  }
  const auto same = listen("1-2", "/api/v1/later-events");
  ASSERT_TRUE(soon([&] { return !same->lines().empty(); }));
  EXPECT_TRUE(same->lines()[0].starts_with("2-2  {")) << same->lines()[0];
}

TEST_F(EventsTest, AStreamEndsWithItsSession) {
  const auto mine = listen();
  {
    const std::lock_guard lock(session_mutex_);
    session_lives_ = false;
  }
  publish(0, "session.ended", stage_.actor->user.str());
  ASSERT_TRUE(soon([&] { return !mine->is_open(); }));
  EXPECT_EQ(mine->lines().back(), " session_ended {}");
  EXPECT_TRUE(soon([&] { return hub_.streams() == 0; }));
}

TEST_F(EventsTest, ASessionIsLookedAtEveryThirtySeconds) {
  const auto mine = listen();
  {
    const std::lock_guard lock(session_mutex_);
    session_lives_ = false;
  }
  publish(1);
  ASSERT_TRUE(soon([&] { return mine->lines().size() == 1; }));
  EXPECT_TRUE(mine->is_open());
  stage_.now += std::chrono::seconds(30);
  ASSERT_TRUE(soon([&] { return !mine->is_open(); }));
}

TEST_F(EventsTest, StoppingClosesAllStreams) {
  const auto mine = listen();
  hub_.stop();
  EXPECT_FALSE(mine->is_open());
}

}  // namespace
}  // namespace hd::server
