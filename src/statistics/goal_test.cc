// What the goal of 100 % looks at is data with a day, and what was counted before stays.

#include "statistics/goal.h"

#include <gtest/gtest.h>

#include "audit/testing.h"
#include "statistics/operations.h"
#include "statistics/testing_sources.h"

namespace hd::statistics::testing {
namespace {

class Goal : public SourceScene {
 protected:
  Goal() {
    write([](Transaction& tx) { load_first_content(tx); });
    insert_case_part(record());
    insert_case_part(her());
    insert_case_part(need(1, "shelter", "met"));
    insert_case_part(need(2, "loan", "open"));
  }

  GoalRules rules() {
    return database_->read([](Transaction& tx) { return goal_rules(tx); });
  }
  base::Result<GoalRule> add(const access::Actor& who, const GoalRule& typed) {
    return database_->write([&](Transaction& tx) { return add_goal_rule(tx, {who, now_}, typed); });
  }
  /// "residents required, basis required".
  std::string faults(const GoalRule& typed) {
    std::string text;
    const auto refused = add(administrator_, typed);
    EXPECT_FALSE(refused);
    if (refused) return text;
    for (const auto& [field, code] : refused.error().fields) {
      text += (text.empty() ? "" : ", ") + field + " " + code;
    }
    return text.empty() ? refused.error().code : text;
  }
  std::string how_far() {
    std::string text;
    read(Unit::person, kMarch, {}, [&](const Fact& fact) {
      for (const auto& [field, code] : fact.codes) {
        if (field == Field::support) text += code;
      }
    });
    return text;
  }
  OpenedVersion count() {
    const Who who{person(7, Role::statistician), now_};
    const auto run = database_->write([&](Transaction& tx) {
      return operations_.request(tx, who, {.report = "goal_100", .period = kMarch});
    });
    EXPECT_TRUE(run);
    EXPECT_TRUE(operations_.work(
        *database_, [this] { return now_; }, "node-1"));
    return *database_->write([&](Transaction& tx) {
      const auto done = *operations_.run(tx, who, run->id);
      return operations_.open(tx, who, VersionId::parse(done.result).value());
    });
  }

  /// Without loans, for the whole of March.
  const GoalRule typed_{.id = id<GoalRuleId>(1),
                        .number = 2,
                        .valid_from = day("2026-03-01"),
                        .residents = {"b", "a"},
                        .foreigners = {},
                        .basis = "Quyết định thử"};
  const access::Actor administrator_ = person(8, Role::administrator);
  documents::Operations documents_{*vault_};
  Operations operations_{
      {.vault = *vault_,
       .documents = documents_,
       .source_of = [this](Unit unit) { return sources_.of(unit); },
       .lines_of = [](Transaction&, const Who&, Unit,
                      const std::vector<std::string>&) { return std::vector<Line>(); }}};
};

TEST_F(Goal, BeginsWithWhatTheLawsSay) {
  std::string text;
  for (const GoalRule& rule : rules()) {
    text += base::to_text(rule.valid_from) + ":";
    for (const auto& code : rule.residents) text += " " + code;
    text += " | foreigners";
    for (const auto& code : rule.foreigners) text += " " + code;
    text += "\n";
  }
  EXPECT_EQ(text,
            "2025-07-01: a b c d dd e g h i k | foreigners a b c d dd g\n"
            "2012-01-01: a b dd e g h i k | foreigners a b dd e g\n");
  write([](Transaction& tx) { load_goal_rules(tx); });
  EXPECT_EQ(rules().size(), 2U) << "once";
}

TEST_F(Goal, AnAdministratorAddsARowAndItIsOnRecord) {
  const auto made = add(administrator_, typed_);
  ASSERT_TRUE(made);
  EXPECT_EQ(made->number, 3);
  EXPECT_EQ(made->residents, (std::vector<std::string>{"a", "b"})) << "in the order of the list";
  EXPECT_EQ(rules().front(), *made);
  EXPECT_EQ(how_far(), "all_delivered");
  EXPECT_EQ(add(person(7, Role::statistician), typed_).error().code, "not_found");
}

TEST_F(Goal, TwoAtOnceAreNotBothTaken) {
  ASSERT_TRUE(add(administrator_, typed_));
  EXPECT_EQ(faults(typed_), "stale");
  GoalRule next = typed_;
  next.number = 3;
  next.residents = {"a", "k"};
  ASSERT_TRUE(add(administrator_, next));
  EXPECT_EQ(how_far(), "not_yet") << "of two rows of one day the later holds";
}

TEST_F(Goal, SaysWhatIsWrongWithARow) {
  EXPECT_EQ(faults({.id = id<GoalRuleId>(1), .number = 2, .valid_from = day("2011-12-31")}),
            "residents required, valid_from out_of_range, basis required");
  GoalRule unknown = typed_;
  unknown.residents = {"a", "x"};
  unknown.foreigners = {"y"};
  EXPECT_EQ(faults(unknown), "residents unknown_value, foreigners unknown_value");
}

TEST_F(Goal, WhatWasCountedStaysAndTheNextCountTellsWhoWasClassifiedAnew) {
  const auto before = count();
  EXPECT_EQ(how_far(), "not_yet");
  ASSERT_TRUE(add(administrator_, typed_));
  now_ += std::chrono::hours(1);
  const auto after = count();
  EXPECT_EQ(after.version.previous, before.version.id);
  const Who who{person(7, Role::statistician), now_};
  std::string text;
  database_->write([&](Transaction& tx) {
    EXPECT_EQ(operations_.open(tx, who, before.version.id)->figures, before.figures);
    const auto changes = operations_.changes(tx, who, after.version.id);
    for (const auto& change : *changes) {
      if (change.table != "support") continue;
      const auto& reason = change.reasons.at(Reason::reclassification);
      text += change.row + " -" + std::to_string(reason.fewer) + " +" +
              std::to_string(reason.more) + "\n";
    }
    return true;
  });
  EXPECT_EQ(text, "all_delivered -0 +1\nnot_yet -1 +0\n");
}

}  // namespace
}  // namespace hd::statistics::testing
