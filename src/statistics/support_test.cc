#include "statistics/support.h"

#include <gtest/gtest.h>

#include "directory/testing.h"

namespace hd::statistics {
namespace {

using base::testing::at;
using base::testing::day;
using base::testing::id;

class Support : public ::testing::Test {
 protected:
  Support() {
    database_->read([&](platform::Transaction& tx) {
      content_ = directory::current(tx).content();
      return true;
    });
  }

  static cases::CountedPerson confirmed(cases::Facts facts = {}) {
    return {.id = id<cases::PersonId>(1),
            .identification = "confirmed",
            .created_at = at("2026-03-01T00:00:00Z"),
            .updated_at = at("2026-03-01T00:00:00Z"),
            .facts = std::move(facts)};
  }
  static cases::CountedNeed need(const std::string& service, const std::string& state,
                                 const std::string& when = "2026-03-02T02:00:00Z") {
    return {.id = id<cases::NeedId>(1), .state = state, .service = service, .created_at = at(when)};
  }
  static referrals::CountedReferral referral(const std::string& service, referrals::Status status,
                                             const std::string& outcome = "") {
    referrals::CountedReferral sent{.id = id<referrals::ReferralId>(1),
                                    .case_id = id<cases::CaseId>(1),
                                    .person = id<cases::PersonId>(1),
                                    .sender = id<directory::OrgId>(1),
                                    .target = id<directory::OrgId>(2),
                                    .status = status,
                                    .sent_at = at("2026-03-02T02:00:00Z")};
    sent.told.needs = {{.service = service}};
    if (!outcome.empty()) sent.told.outcomes = {{.service = service, .outcome = outcome}};
    return sent;
  }
  static std::vector<ServiceAsked> all(std::vector<cases::CountedNeed> needs,
                                       std::vector<referrals::CountedReferral> sent = {}) {
    std::vector<ServiceAsked> asked;
    for (const auto& one : needs) asked.push_back(asked_by(one));
    for (const auto& one : sent) {
      for (auto& part : asked_by(one)) asked.push_back(std::move(part));
    }
    return asked;
  }
  std::string goal(const std::vector<ServiceAsked>& asked, cases::Facts facts = {}) {
    return support_goal(confirmed(std::move(facts)), asked, lists(), rules_);
  }
  std::string received(const std::vector<ServiceAsked>& asked) {
    std::string text;
    for (const auto& regime : regimes_received(asked, lists())) text += regime + " ";
    return text;
  }
  Lists lists() { return Lists(directory_.emplace(content_)); }

  std::unique_ptr<platform::Database> database_ = directory::testing::filled_database();
  static GoalRule rule(const char* from, std::vector<std::string> residents,
                       std::vector<std::string> foreigners = {}) {
    return {.id = id<GoalRuleId>(1),
            .valid_from = day(from),
            .residents = std::move(residents),
            .foreigners = std::move(foreigners)};
  }

  GoalRules rules_{
      rule("2025-07-01", {"a", "b", "c", "d", "dd", "e", "g", "h", "i", "k"},
           {"a", "b", "c", "d", "dd", "g"}),
      rule("2012-01-01", {"a", "b", "dd", "e", "g", "h", "i", "k"}, {"a", "b", "dd", "e", "g"})};
  directory::Content content_;
  std::optional<directory::Directory> directory_;
};

TEST_F(Support, EveryRegimeAServiceBelongsToIsReceivedWhenItWasMetWhollyOrInPart) {
  EXPECT_EQ(received(all({need("shelter", "met"), need("food_items", "met"),
                          need("legal_aid", "partly_met"), need("loan", "not_met"),
                          need("rescue", "met"), need("schooling", "open")})),
            "a dd ");
  EXPECT_EQ(received(all({}, {referral("vocational", referrals::Status::completed, "met"),
                              referral("shelter", referrals::Status::in_service)})),
            "i ");
}

TEST_F(Support, TheGoalIsMetWhenAllSheAskedForIsDeliveredOrUnderWay) {
  using referrals::Status;
  EXPECT_EQ(goal(all({need("shelter", "met"), need("loan", "met")})), "all_delivered");
  EXPECT_EQ(goal(all({need("shelter", "met"), need("loan", "partly_met")})), "in_progress");
  EXPECT_EQ(goal(all({need("shelter", "met"), need("loan", "open")})), "not_yet");
  EXPECT_EQ(goal(all({need("shelter", "open")}, {referral("shelter", Status::in_service)})),
            "in_progress");
  EXPECT_EQ(goal(all({need("shelter", "open")}, {referral("shelter", Status::completed, "met")})),
            "all_delivered");
  EXPECT_EQ(goal(all({}, {referral("shelter", Status::declined)})), "not_yet");
}

TEST_F(Support, WhatTheStateRefusedStandsApartAndWhatSheGaveUpIsNotAskedFor) {
  EXPECT_EQ(goal(all({need("shelter", "met"), need("loan", "not_eligible")})), "state_refused");
  EXPECT_EQ(goal(all({need("shelter", "not_met"), need("loan", "not_eligible")})), "not_yet");
  EXPECT_EQ(goal(all({need("shelter", "met"), need("loan", "refused_by_client")})),
            "all_delivered");
  EXPECT_EQ(goal(all({need("shelter", "lost_contact")})), "not_asked");
}

TEST_F(Support, OnlyRegimesCountTowardsTheGoalAndOnlyThoseSheMayHave) {
  EXPECT_EQ(goal(all({need("family_tracing", "not_met")})), "not_asked") << "no regime";
  const cases::Facts foreigner{.residence_class = "foreign"};
  EXPECT_EQ(goal(all({need("loan", "open"), need("shelter", "met")}), foreigner), "all_delivered");
  EXPECT_EQ(goal(all({need("loan", "open")}), foreigner), "not_asked");
  EXPECT_EQ(goal(all({need("loan", "open")}), {.citizenship = "la"}), "not_asked");
  EXPECT_EQ(goal(all({need("loan", "open")}), {.citizenship = "unknown"}), "not_yet")
      << "in doubt she may";
}

TEST_F(Support, WhichRegimesThereAreDependsOnTheDaySheAsked) {  // Laws 66/2011 and 53/2024
  const auto old = [&](const std::string& service) {
    return goal(all({need(service, "open", "2025-06-30T10:00:00Z")}));
  };
  EXPECT_EQ(old("interpretation"), "not_asked");
  EXPECT_EQ(old("loan"), "not_yet");
  EXPECT_EQ(goal(all({need("interpretation", "open", "2025-06-30T17:00:00Z")})), "not_yet")
      << "24:00 in Viet Nam: the new law";
  EXPECT_TRUE(counts(rules_, "e", true, day("2025-06-30")));
  EXPECT_FALSE(counts(rules_, "e", true, day("2025-07-01")));
  EXPECT_FALSE(counts(rules_, "a", false, day("2011-12-31"))) << "no law yet";
}

TEST_F(Support, ARowThatIsAddedHoldsFromItsDayOnAndOfOneDayTheLast) {
  const auto asked = all({need("loan", "open", "2026-03-01T02:00:00Z"), need("shelter", "met")});
  EXPECT_EQ(goal(asked), "not_yet");
  rules_.insert(rules_.begin(), rule("2026-03-02", {"a"}));
  EXPECT_EQ(goal(asked), "not_yet") << "she asked for the loan a day before";
  rules_.insert(rules_.begin() + 1, rule("2026-03-01", {"a", "k"}));
  rules_.insert(rules_.begin() + 1, rule("2026-03-01", {"a"}));
  EXPECT_EQ(goal(asked), "all_delivered");
}

TEST_F(Support, TheGoalIsOnlyForConfirmedVictims) {
  auto person = confirmed();
  person.identification = "in_identification";
  EXPECT_EQ(support_goal(person, all({need("shelter", "open")}), lists(), rules_), "not_confirmed");
}

}  // namespace
}  // namespace hd::statistics
