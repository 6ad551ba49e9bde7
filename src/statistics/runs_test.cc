// Long runs: they go on by themselves, can be cancelled, and survive a node that dies.

#include <atomic>
#include <thread>

#include "contacts/testing.h"
#include "statistics/operations.h"
#include "statistics/testing.h"
#include "vault/testing.h"

namespace hd::statistics::testing {
namespace {

using access::Role;
using ReportRun = statistics::Run;  // the fixture has a Run() of its own
using contacts::testing::person;
using platform::Transaction;

class ReportRuns : public ::testing::Test {
 protected:
  template <class Work>
  auto write(Work work) {
    return database_->write([&](Transaction& tx) { return work(tx); });
  }

  ReportRuns() {
    write([](Transaction& tx) {
      load_first_content(tx);
      return 0;
    });
  }

  ReportRun request(const Days& period = kYear) {
    auto run = write([&](Transaction& tx) {
      return operations_.request(tx, who(), {.report = "victims", .period = period});
    });
    EXPECT_TRUE(run);
    return *run;
  }
  ReportRun now(const RunId& id) {
    return database_->read([&](Transaction& tx) { return *store::find_run(tx, id); });
  }
  OpenedVersion version(const std::string& id) {
    return *write(
        [&](Transaction& tx) { return operations_.open(tx, who(), VersionId::parse(id).value()); });
  }
  bool work(const char* node = "node-1") { return operations_.work(*database_, clock_, node); }
  Who who() { return {statistician_, time_}; }

  /// What the source of persons gives, and what it does before.
  std::vector<Fact> facts_{victim(1, "2026-02-01", {{Field::identification, "confirmed"}})};
  std::function<void()> before_reading_ = [] {};

  base::Timestamp time_ = at("2026-12-01T00:00:00Z");
  base::Clock clock_ = [this] { return time_; };
  std::unique_ptr<platform::Database> database_ = directory::testing::filled_database();
  std::unique_ptr<vault::Vault> vault_ = vault::testing::vault();
  documents::Operations documents_{*vault_};
  access::Actor statistician_ = person(7, Role::statistician);
  Operations operations_{
      {.vault = *vault_,
       .documents = documents_,
       .source_of = [this](Unit unit) -> Source {
         return
             [this, unit](Transaction&, base::Timestamp, const Days& days, const Progress& progress,
                          const std::function<void(const Fact&)>& each) {
               before_reading_();
               progress(0, static_cast<std::int64_t>(facts_.size()));
               for (const auto& fact : facts_) {
                 const auto day = base::local_date(fact.happened);
                 const bool wanted = unit == Unit::person && days.from <= day;
                 if (wanted && day <= days.to) each(fact);
               }
             };
       },
       .lines_of = [](Transaction&, const Who&, Unit,
                      const std::vector<std::string>&) { return std::vector<Line>(); }}};
};

TEST_F(ReportRuns, ACountMakesAVersionAndTheSameAgainMakesNone) {
  const auto first = request();
  EXPECT_TRUE(work());
  EXPECT_FALSE(work());
  const auto done = now(first.id);
  EXPECT_EQ(done.state, RunState::done);
  EXPECT_TRUE(done.is_new);
  const auto opened = version(done.result);
  EXPECT_EQ(opened.version.number, 1);
  EXPECT_TRUE(opened.verified);
  EXPECT_EQ(opened.figures.parts.front().total, 1);

  const auto second = request();
  EXPECT_TRUE(work());
  EXPECT_EQ(now(second.id).result, done.result);
  EXPECT_FALSE(now(second.id).is_new);
}

TEST_F(ReportRuns, WhatChangedMakesANewVersionAndTheOldOneStays) {
  const auto first = request();
  work();
  const auto old_version = now(first.id).result;
  facts_.push_back(victim(2, "2026-03-01", {{Field::identification, "confirmed"}}));
  facts_.back().recorded = time_ + std::chrono::hours(1);
  time_ += std::chrono::hours(2);
  const auto second = request();
  work();
  const auto opened = version(now(second.id).result);
  EXPECT_EQ(opened.version.number, 2);
  EXPECT_EQ(opened.version.previous->str(), old_version);
  const auto changes =
      *write([&](Transaction& tx) { return operations_.changes(tx, who(), opened.version.id); });
  ASSERT_FALSE(changes.empty());
  EXPECT_EQ(changes.front().before, 1);
  EXPECT_EQ(changes.front().after, 2);
  EXPECT_EQ(changes.front().reasons.at(Reason::late_entry).more, 1);
  EXPECT_TRUE(version(old_version).verified);
  EXPECT_EQ(version(old_version).figures.parts.front().total, 1);
}

TEST_F(ReportRuns, ACancelledRunLeavesNothing) {
  const auto run = request();
  const auto cancelled =
      write([&](Transaction& tx) { return operations_.cancel(tx, who(), run.id, run.version); });
  ASSERT_TRUE(cancelled);
  EXPECT_FALSE(work());
  EXPECT_EQ(now(run.id).state, RunState::cancelled);
  const auto again = write(
      [&](Transaction& tx) { return operations_.cancel(tx, who(), run.id, cancelled->version); });
  EXPECT_EQ(again.error().code, "report_run.ended");
}

TEST_F(ReportRuns, ARunCancelledWhileItCountsStops) {
  const auto run = request();
  before_reading_ = [&] {
    const auto claimed = now(run.id);
    EXPECT_EQ(claimed.state, RunState::running);
    EXPECT_TRUE(write(
        [&](Transaction& tx) { return operations_.cancel(tx, who(), run.id, claimed.version); }));
    std::this_thread::sleep_for(std::chrono::milliseconds(600));  // then it tells, and learns of it
  };
  EXPECT_TRUE(work());
  EXPECT_EQ(now(run.id).state, RunState::cancelled);
  EXPECT_EQ(now(run.id).result, "");
}

TEST_F(ReportRuns, AnotherNodeTakesTheRunOfOneThatDied) {
  const auto run = request();
  write([&](Transaction& tx) {
    return store::claim(tx, "node-that-dies", time_, time_ + std::chrono::seconds(60)).has_value();
  });
  EXPECT_FALSE(work());  // it may still be alive
  time_ += std::chrono::seconds(61);
  EXPECT_TRUE(work());
  EXPECT_EQ(now(run.id).state, RunState::done);
  EXPECT_EQ(now(run.id).attempts, 2);
}

TEST_F(ReportRuns, ARunThatKillsEveryNodeIsGivenUp) {
  const auto run = request();
  for (int i = 0; i < kAttempts; ++i) {
    write([&](Transaction& tx) {
      return store::claim(tx, "node", time_, time_ + std::chrono::seconds(60)).has_value();
    });
    time_ += std::chrono::seconds(61);
  }
  EXPECT_TRUE(work());
  EXPECT_EQ(now(run.id).state, RunState::failed);
  EXPECT_EQ(now(run.id).error, "gave_up");
}

TEST_F(ReportRuns, AnErrorIsToldAndTheNextRunGoesOn) {
  const auto broken = request();
  before_reading_ = [] { throw std::runtime_error("a record that cannot be read"); };
  EXPECT_TRUE(work());
  EXPECT_EQ(now(broken.id).state, RunState::failed);
  before_reading_ = [] {};
  const auto whole = request();
  EXPECT_TRUE(work());
  EXPECT_EQ(now(whole.id).state, RunState::done);
}

TEST_F(ReportRuns, WhenTheServerEndsTheRunWaitsForTheNextStart) {
  const auto run = request();
  before_reading_ = [&] { operations_.stop(); };
  EXPECT_TRUE(work());
  EXPECT_EQ(now(run.id).state, RunState::queued);
  EXPECT_EQ(now(run.id).attempts, 0);
  EXPECT_FALSE(work());
}

TEST_F(ReportRuns, OnlyWhoMayCountThoseRecordsAsks) {
  const auto lead = person(8, Role::hotline_lead);
  const auto ask = [&](const access::Actor& actor, std::optional<directory::OrgId> scope) {
    return write([&](Transaction& tx) {
      return operations_.request(tx, {actor, time_},
                                 {.report = "victims", .period = kYear, .scope = scope});
    });
  };
  EXPECT_TRUE(ask(lead, lead.posts.front().org));
  EXPECT_EQ(ask(lead, std::nullopt).error().code, "not_found");
  EXPECT_EQ(ask(lead, directory::testing::org("health_hung_yen")).error().code, "not_found");
  EXPECT_EQ(ask(person(9, Role::counsellor), lead.posts.front().org).error().code, "not_found");
}

}  // namespace
}  // namespace hd::statistics::testing
