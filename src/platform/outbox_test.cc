#include "platform/outbox.h"

#include <chrono>
#include <thread>

#include <gtest/gtest.h>

#include "base/testing.h"
#include "platform/notice_worker.h"
#include "platform/testing.h"

namespace hd::platform {
namespace {

using base::testing::at_minute;

Event event(std::string topic) {
  return {std::move(topic), "org", "", "connection", "id"};
}

std::vector<std::string> topics_after(Database& database, std::int64_t position) {
  std::vector<std::string> topics;
  for (const auto& stored :
       database.read([&](Transaction& tx) { return events_after(tx, position, 100); })) {
    topics.push_back(stored.event.topic);
  }
  return topics;
}

TEST(Outbox, NewsIsThereOnlyIfTheChangeIs) {
  const auto database = testing::migrated_database();
  database->write([](Transaction& tx) {
    publish(tx, at_minute(0), event("kept"));
    return true;
  });
  const auto undone = database->write([](Transaction& tx) -> base::Result<base::Done> {
    publish(tx, at_minute(1), event("undone"));
    return base::not_found();
  });
  EXPECT_FALSE(undone);
  EXPECT_EQ(topics_after(*database, 0), std::vector<std::string>{"kept"});
}

TEST(Outbox, AReaderGoesOnWhereItStopped) {
  const auto database = testing::migrated_database();
  for (const char* topic : {"a", "b", "c"}) {
    database->write([&](Transaction& tx) {
      publish(tx, at_minute(0), event(topic));
      return true;
    });
  }
  EXPECT_EQ(topics_after(*database, 1), (std::vector<std::string>{"b", "c"}));
}

TEST(Outbox, OldNewsIsForgottenAndThePositionsGoOn) {
  const auto database = testing::migrated_database();
  const auto range = [&] {
    return database->read([](Transaction& tx) { return event_range(tx); });
  };
  EXPECT_EQ(range().first, 1);
  EXPECT_EQ(range().last, 0);
  database->write([](Transaction& tx) {
    publish(tx, at_minute(0), event("old"));
    publish(tx, at_minute(60), event("new"));
    forget_events(tx, at_minute(30));
    return true;
  });
  EXPECT_EQ(range().first, 2);
  EXPECT_EQ(range().last, 2);
  database->write([](Transaction& tx) {
    forget_events(tx, at_minute(90));
    return true;
  });
  EXPECT_EQ(range().first, 3);
}

TEST(Outbox, ACommitRingsTheBell) {
  const auto database = testing::migrated_database();
  const auto seen = news_count();
  database->write([](Transaction& tx) {
    publish(tx, at_minute(0), event("a"));
    return true;
  });
  wait_for_news(seen, std::chrono::seconds(5));
  EXPECT_NE(news_count(), seen);
}

class Notices : public ::testing::Test {
 protected:
  NoticeWorker worker() {
    return NoticeWorker({.database = *database_,
                         .clock = [this] { return now_; },
                         .address_of =
                             [](Transaction&, const std::string& user) {
                               return user == "nobody" ? std::nullopt
                                                       : std::optional(user + "@haidang.example");
                             },
                         .deliver = [this](const Mail& mail) -> base::Result<base::Done> {
                           mails_.push_back(mail);
                           if (refusal_) return *refusal_;
                           return base::Done{};
                         },
                         .host = "haidang.example"});
  }
  void enqueue(const std::string& user, const std::string& key) {
    database_->write([&](Transaction& tx) {
      enqueue_notice(tx, now_, {.to_user = user, .code = "KN-2026-00012", .key = key});
      return true;
    });
  }
  std::string state() {
    return database_->read(
        [](Transaction& tx) { return tx.query("SELECT state FROM outbox").at(0).text("state"); });
  }

  std::unique_ptr<Database> database_ = testing::migrated_database();
  base::Timestamp now_ = at_minute(0);
  std::optional<base::Error> refusal_;
  std::vector<Mail> mails_;
};

TEST_F(Notices, AMailSaysTheCodeAndTheHostAndNothingElse) {
  enqueue("user", "k");
  worker().run_once();
  ASSERT_EQ(mails_.size(), 1);
  EXPECT_EQ(mails_[0].to, "user@haidang.example");
  EXPECT_EQ(mails_[0].text, "Có việc mới, mã KN-2026-00012.\nhaidang.example\n");
  EXPECT_EQ(state(), "sent");
}

TEST_F(Notices, OneKeyIsSentOnce) {
  enqueue("user", "k");
  enqueue("user", "k");
  worker().run_once();
  worker().run_once();
  EXPECT_EQ(mails_.size(), 1);
}

TEST_F(Notices, AServerThatIsGoneIsTriedTwelveTimesUnderOneMessageId) {
  enqueue("user", "k");
  refusal_ = base::Error{base::ErrorKind::unavailable, "mail.not_accepted"};
  for (int i = 0; i < 40; ++i) {
    worker().run_once();
    now_ += std::chrono::hours(6);
  }
  EXPECT_EQ(mails_.size(), kMostTries);
  EXPECT_EQ(mails_.front().message_id, mails_.back().message_id);
  EXPECT_EQ(state(), "dead");
}

TEST_F(Notices, PausesGrowToSixHours) {
  EXPECT_EQ(pause_after(1), std::chrono::seconds(30));
  EXPECT_EQ(pause_after(2), std::chrono::seconds(60));
  EXPECT_EQ(pause_after(12), std::chrono::hours(6));
  enqueue("user", "k");
  refusal_ = base::Error{base::ErrorKind::unavailable, "mail.not_accepted"};
  worker().run_once();
  now_ += std::chrono::seconds(29);
  EXPECT_EQ(worker().run_once(), 0);
  now_ += std::chrono::seconds(1);
  EXPECT_EQ(worker().run_once(), 1);
}

TEST_F(Notices, WhatTwoWorkersWantOneGets) {
  enqueue("user", "k");
  auto second = worker();
  NoticeWorker first({.database = *database_,
                      .clock = [this] { return now_; },
                      .address_of = [](Transaction&, const std::string&) { return "a@b.example"; },
                      .deliver = [&](const Mail& mail) -> base::Result<base::Done> {
                        EXPECT_EQ(second.run_once(), 0) << "while the first still sends";
                        mails_.push_back(mail);
                        return base::Done{};
                      },
                      .host = "h.example"});
  first.run_once();
  EXPECT_EQ(mails_.size(), 1);
  EXPECT_EQ(state(), "sent");
}

TEST_F(Notices, WhoHasNoAddressGetsNone) {
  enqueue("nobody", "k");
  worker().run_once();
  EXPECT_TRUE(mails_.empty());
  EXPECT_EQ(state(), "dead");
}

}  // namespace
}  // namespace hd::platform
