// The life of an identification, as text that a case worker can check.

#include "cases/identification.h"

#include <random>
#include <string>

#include <gtest/gtest.h>

#include "base/testing.h"
#include "cases/identification_route.h"

namespace hd::cases {
namespace {

using base::testing::id;
using Action = IdentificationAction;

const base::Date kToday = base::parse_date("2026-03-02").value();

std::string words(const std::vector<Action>& actions) {
  std::string text;
  for (const Action action : actions) {
    text += " " + std::string(base::name_of(kIdentificationActionNames, action));
  }
  return text;
}

// Source: spec processes section 2, code list 7.13, R-074.
TEST(Identification, LifeIsThisTable) {
  std::string text;
  for (const auto& state : kIdentificationNames) {
    text += std::string(state.name) + " (" +
            std::string(base::name_of(kIdentificationTurnNames, whose_turn(state.value))) + ")" +
            (gets_support(state.value) ? " supported:" : ":");
    for (const Action action : next_actions(state.value)) {
      text += " " + std::string(base::name_of(kIdentificationActionNames, action)) + "->" +
              std::string(base::name_of(kIdentificationNames, *advance(state.value, action)));
    }
    text += "\n";
  }
  EXPECT_EQ(text,
            "none (lead): suspect->suspected start->in_identification\n"
            "suspected (lead) supported: start->in_identification refuse->not_victim "
            "withdraw->withdrawn lost->unreachable\n"
            "in_identification (body) supported: confirm->confirmed refuse->not_victim "
            "withdraw->withdrawn lost->unreachable\n"
            "confirmed (nobody) supported:\n"
            "not_victim (nobody): appeal->appealed reopen->in_identification\n"
            "appealed (body) supported: confirm->confirmed refuse->not_victim "
            "withdraw->not_victim\n"
            "withdrawn (nobody): reopen->in_identification\n"
            "unreachable (nobody): reopen->in_identification\n");
}

TEST(Identification, WhatTheTableDoesNotNameIsRefused) {
  const auto refused = advance(Identification::suspected, Action::confirm);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "identification.wrong_state");
  EXPECT_EQ(words(next_actions(Identification::confirmed)), "");
}

IdentificationStep step(Action action) {
  return {.id = id<StepId>(1),
          .person = id<PersonId>(1),
          .action = action,
          .happened_on = kToday,
          .at = base::testing::at_minute(0),
          .by = id<access::UserId>(1)};
}

std::string faults(const IdentificationStep& one,
                   const std::optional<IdentificationStep>& before = std::nullopt) {
  std::string text;
  for (const auto& fault : check(one, before, kToday)) {
    text += (text.empty() ? "" : " ") + fault.field + ":" + fault.code;
  }
  return text;
}

// Source: code list 7.15: a decision rests on a paper, a refusal gives its reason.
TEST(Identification, AStepHasWhatItNeeds) {
  EXPECT_EQ(faults(step(Action::suspect)), "road:required");
  EXPECT_EQ(faults(step(Action::confirm)), "paper:required");
  for (const Action action :
       {Action::refuse, Action::appeal, Action::withdraw, Action::lost, Action::reopen}) {
    EXPECT_EQ(faults(step(action)), "reason:required");
  }
  IdentificationStep confirm = step(Action::confirm);
  confirm.paper = VictimPaper{.kind = std::string(kRefusalNotice)};
  EXPECT_EQ(faults(confirm), "paper.kind:refuses");
  confirm.paper->kind = "police_certificate";
  EXPECT_EQ(faults(confirm), "");
  IdentificationStep refuse = step(Action::refuse);
  refuse.reason = "không đủ dấu hiệu";
  refuse.paper = VictimPaper{.kind = "police_certificate"};
  EXPECT_EQ(faults(refuse), "paper.kind:confirms");
}

TEST(Identification, DaysGoForwards) {
  IdentificationStep tomorrow = step(Action::suspect);
  tomorrow.road = "self_report";
  tomorrow.happened_on = base::plus_days(kToday, 1);
  EXPECT_EQ(faults(tomorrow), "happened_on:in_future");
  IdentificationStep earlier = step(Action::lost);
  earlier.reason = "đổi số";
  earlier.happened_on = base::plus_days(kToday, -3);
  EXPECT_EQ(faults(earlier, step(Action::suspect)), "happened_on:before_last_step");
}

TEST(Identification, OnlyWhatWasRefusedNeedsNewEvidenceToBeOpenedAgain) {
  EXPECT_TRUE(needs_new_evidence(Identification::not_victim, Action::reopen));
  EXPECT_FALSE(needs_new_evidence(Identification::withdrawn, Action::reopen));
  EXPECT_FALSE(needs_new_evidence(Identification::unreachable, Action::reopen));
  EXPECT_FALSE(needs_new_evidence(Identification::not_victim, Action::appeal));
}

// Source: law 2.3, 2.8 number 4: the district roles end with 30/6/2025.
TEST(Identification, TheAddresseeFollowsTheDay) {
  const std::vector<Route> table{{.road = "self_report",
                                  .rule = "T8",
                                  .actor = "reported_body",
                                  .towards = "pc_commune",
                                  .unless_body_type = "pc_commune",
                                  .basis = {},
                                  .trust = {}},
                                 {.road = "self_report",
                                  .trigger = Action::start,
                                  .rule = "T11",
                                  .actor = "div_labour_district",
                                  .towards = {},
                                  .unless_body_type = {},
                                  .valid_to = base::parse_date("2025-06-30"),
                                  .basis = {},
                                  .trust = {}},
                                 {.road = "self_report",
                                  .trigger = Action::start,
                                  .rule = "T11",
                                  .actor = "dept_health",
                                  .towards = {},
                                  .unless_body_type = {},
                                  .valid_from = base::parse_date("2025-07-01"),
                                  .basis = {},
                                  .trust = {}}};
  const auto actor = [&](std::string_view day) {
    const auto found =
        routes_on(table, "self_report", Action::start, "", base::parse_date(day).value());
    return found.size() == 1 ? found[0].actor : "?";
  };
  EXPECT_EQ(actor("2025-06-30"), "div_labour_district");
  EXPECT_EQ(actor("2025-07-01"), "dept_health");
  EXPECT_EQ(routes_on(table, "self_report", Action::suspect, "police_province", kToday).size(), 1U);
  EXPECT_TRUE(routes_on(table, "self_report", Action::suspect, "pc_commune", kToday).empty());
  EXPECT_TRUE(routes_on(table, "abroad", Action::suspect, "", kToday).empty());
}

TEST(Identification, NoWalkOfStepsConfirmsWithoutHavingBeenInIdentificationOrOnAppeal) {
  std::mt19937 random{20260302};
  int confirmed = 0;
  for (int round = 0; round < 100'000; ++round) {
    Identification state = Identification::none;
    for (int left = 8; left > 0; --left) {
      const auto action = static_cast<Action>(std::uniform_int_distribution<int>(0, 7)(random));
      const auto next = advance(state, action);
      if (!next) continue;
      if (*next == Identification::confirmed) {
        ++confirmed;
        ASSERT_TRUE(state == Identification::in_identification ||
                    state == Identification::appealed);
      }
      state = *next;
    }
  }
  EXPECT_GT(confirmed, 1'000);
}

}  // namespace
}  // namespace hd::cases
