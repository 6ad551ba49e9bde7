#include <atomic>
#include <thread>

#include <gtest/gtest.h>

#include "connections/testing.h"
#include "duties/operations.h"
#include "reporting/operations_group.h"
#include "reporting/operations_month.h"

namespace hd::reporting {
namespace {

using base::testing::at;
using connections::testing::kHotline;
using connections::testing::kPolice;
using platform::Transaction;

const auto kLocalHotline = directory::testing::org("hotline_ha_noi");

/// Leads with accounts, and the clock of the worker.
class MonthlyDuty : public connections::testing::ConnectionScene {
 protected:
  std::size_t look(const std::string& time) {
    return open_monthly_duties(*stage_.database, at(time));
  }
  /// "2026-03 open 2026-04-07T17:00:00.000Z" line by line, by month.
  std::string duties(const directory::OrgId& org = kHotline) {
    return stage_.database->read([&](Transaction& tx) {
      std::string text;
      for (const auto& row : tx.query("SELECT subject_number, state, due_at FROM duty WHERE "
                                      "rule_code = 'T24' AND org = $1 ORDER BY subject_number",
                                      {org})) {
        text += row.text("subject_number") + " " + row.text("state") + " " +
                base::to_rfc3339(row.time("due_at")) + "\n";
      }
      return text;
    });
  }
  /// Drafts and issues the report of a month.
  void issue(const std::string& month, const std::string& when) {
    stage_.database->write([&](Transaction& tx) {
      const contacts::Who who{lead_, at(when)};
      const auto draft = group_.document(tx, who, month);
      const auto issued = papers_.issue(tx, who.now, lead_, draft->id, draft->version);
      EXPECT_TRUE(issued);
      return true;
    });
  }
  void end_rule(const std::string& last_day) {
    stage_.database->write([&](Transaction& tx) {
      tx.execute("UPDATE deadline_rule SET valid_to = $1 WHERE code = 'T24'", {last_day});
      return true;
    });
  }

  documents::Operations papers_{
      *stage_.vault,
      [](Transaction& tx, base::Timestamp now, const access::Actor& actor,
         const documents::Document& document) { monthly_report_issued(tx, now, actor, document); }};
  referrals::Operations referrals_{*stage_.vault, duties_};
  GroupOperations group_{operations_, referrals_, papers_};
};

constexpr auto kAprilFirst = "2026-03-31T17:00:10Z";  // 00:00:10 on 1/4 in Viet Nam

/// T24, R-009: five working days after the month, for each body that owes the report.
TEST_F(MonthlyDuty, OpensForEveryLeadWhenTheMonthHasEnded) {
  employ(lead_);
  employ(connections::testing::person(21, access::Role::hotline_lead, kLocalHotline));
  EXPECT_EQ(look("2026-03-31T16:59:00Z"), 2U);  // February, met for the first time
  EXPECT_EQ(duties(), "2026-02 open 2026-03-06T17:00:00.000Z\n");
  EXPECT_EQ(look(kAprilFirst), 2U);
  EXPECT_EQ(duties(),
            "2026-02 open 2026-03-06T17:00:00.000Z\n"
            "2026-03 open 2026-04-07T17:00:00.000Z\n");
  EXPECT_EQ(duties(kLocalHotline), duties());
  EXPECT_EQ(duties(kPolice), "");
}

TEST_F(MonthlyDuty, OpensOnceOverRestartsAndOnSeveralNodes) {
  employ(lead_);
  std::vector<std::jthread> nodes;
  std::atomic<std::size_t> opened = 0;
  for (int i = 0; i < 4; ++i) nodes.emplace_back([&] { opened += look(kAprilFirst); });
  nodes.clear();
  EXPECT_EQ(opened, 1U);
  EXPECT_EQ(look("2026-04-20T02:00:00Z"), 0U);
  EXPECT_EQ(count("SELECT count(*) AS n FROM duty WHERE rule_code = 'T24'"), 1);
  EXPECT_EQ(count("SELECT count(*) AS n FROM outbox WHERE code = '2026-03'"), 1);
}

TEST_F(MonthlyDuty, EndsWithThePaperOfThatMonth) {
  employ(lead_);
  issue("2026-03", "2026-03-20T02:00:00Z");  // half a month is no report
  look(kAprilFirst);
  issue("2026-02", "2026-04-02T02:00:00Z");
  EXPECT_EQ(duties(), "2026-03 open 2026-04-07T17:00:00.000Z\n");
  issue("2026-03", "2026-04-02T03:00:00Z");
  EXPECT_EQ(duties(), "2026-03 done 2026-04-07T17:00:00.000Z\n");
  look("2026-04-02T04:00:00Z");
  EXPECT_EQ(duties(), "2026-03 done 2026-04-07T17:00:00.000Z\n");
}

TEST_F(MonthlyDuty, CannotBeTickedOffByHand) {
  EXPECT_TRUE(duties::ends_by_record("working_group_monthly_report"));
}

/// Nothing ran in April and May.
TEST_F(MonthlyDuty, MakesUpForMonthsInWhichNothingRan) {
  employ(lead_);
  look(kAprilFirst);
  issue("2026-04", "2026-05-05T02:00:00Z");
  EXPECT_EQ(look("2026-06-10T02:00:00Z"), 2U);
  EXPECT_EQ(duties(),
            "2026-03 open 2026-04-07T17:00:00.000Z\n"
            "2026-04 done 2026-05-08T17:00:00.000Z\n"
            "2026-05 open 2026-06-05T17:00:00.000Z\n");
}

TEST_F(MonthlyDuty, FollowsTheRuleOfTheMonth) {
  employ(lead_);
  end_rule("2026-03-30");
  EXPECT_EQ(look(kAprilFirst), 0U);
  end_rule("2026-03-31");
  EXPECT_EQ(look(kAprilFirst), 1U);
}

}  // namespace
}  // namespace hd::reporting
