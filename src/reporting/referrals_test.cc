// R-028: what becomes of referrals is part of the working group's monthly report.

#include <algorithm>

#include <gtest/gtest.h>

#include "referrals/testing.h"
#include "reporting/testing.h"

namespace hd::reporting {
namespace {

using base::testing::at;
using platform::HttpResponse;
using referrals::testing::kHealth;
using referrals::testing::kHealthUnit;
using referrals::testing::kHotline;
using referrals::testing::kWomen;
using server::testing::body_of;
using server::testing::text_of;

constexpr auto kReport = "/reports/working-group?month=";
constexpr auto kRecords = "/reports/working-group/referral-records?month=";

/// The report through the router, over referrals made by both sides.
class ReferralReports : public referrals::testing::ReferralScene {
 protected:
  HttpResponse ask(const access::Actor& who, const std::string& path, std::string body = "") {
    return routes_.ask(who, path, std::move(body));
  }
  /// "asked 2, declined_rerouted 1": what is not 0.
  static std::string text_of_figures(const platform::Json& figures) {
    std::string text;
    for (const auto& [figure, name] : kReferralFigureNames) {
      const std::string count = figures.member(name)->dump();
      if (count == "0") continue;
      text += (text.empty() ? "" : ", ") + std::string(name) + " " + count;
    }
    return text;
  }
  /// The figures of each agency, line by line, then the total.
  std::string figures(const access::Actor& who, const std::string& month = "2026-03") {
    const auto body = body_of(ask(who, kReport + month));
    const auto* report = body.member("referrals");
    std::string text;
    for (const auto& row : *report->member("rows")->get_if<platform::JsonArray>()) {
      text += text_of_figures(*row.member("figures")) + "\n";
    }
    return text + "= " + text_of_figures(*report->member("total")) + "\n";
  }
  /// "CT-2026-00001 declined no_capacity -": number, state, own reason, whether it opens.
  std::string records(const access::Actor& who, const std::string& figure,
                      const std::string& month = "2026-03") {
    const auto body = body_of(ask(who, kRecords + month + "&figure=" + figure));
    std::string text;
    for (const auto& row : *body.member("items")->get_if<platform::JsonArray>()) {
      const auto* decline = row.member("decline");
      text += *row.member("number")->get_if<std::string>() + " " +
              *row.member("status")->get_if<std::string>() + " " +
              (decline->is_null() ? "" : *decline->member("reason")->get_if<std::string>() + " ") +
              (row.member("referral")->is_null() ? "-" : "opens") + "\n";
    }
    return text;
  }
  std::string declined() {
    const std::string id = sent(kWomen);
    EXPECT_EQ(act(women_, id, "decline", R"("reason":"no_capacity")").status, 200);
    stage_.now += std::chrono::minutes(1);  // what is sent next comes after it
    return id;
  }
  void evaluate(const std::string& id, const std::string& day) {
    const auto response = post(officer_, id, "follow-ups/1/evaluations",
                               R"("evaluated_on":")" + day +
                                   R"(","outcome":"safe_and_well","re_trafficking_risk":"low",)"
                                   R"("words":"tôi ổn")");
    EXPECT_EQ(response.status, 200) << response.body;
  }

  contacts::Operations contacts_{*stage_.vault};
  documents::Operations documents_{*stage_.vault};
  connections::Operations connections_{*stage_.vault, contacts_, documents_, duties_};
  testing::ReportRoutes routes_{stage_, contacts_, documents_, connections_, operations_};
  const access::Actor statistician_ =
      referrals::testing::person(20, access::Role::statistician, kWomen);
};

/// R-026, R-028, R-031: accepted and handed over, declined, and one that waits.
TEST_F(ReferralReports, CountsReferralsByAskedAgency) {
  handed_over();
  const auto first = declined();
  const auto target = R"("target":{"organisation_id":")" + kHealth.str() + R"("})";
  const auto next = post(officer_, first, "reroutes", target);
  EXPECT_EQ(next.status, 201) << next.body;
  EXPECT_EQ(act(officer_, text_of(next, "id"), "send").status, 200);
  EXPECT_EQ(figures(statistician_),
            "asked 2, accepted 1, under_way 2, handed_over 1\n"
            "asked 1, declined_rerouted 1\n"
            "= asked 3, accepted 1, declined_rerouted 1, under_way 2, handed_over 1\n");
}

/// R-031, R-032, R-016: delegated; nobody answers; she does not want it. A draft is not counted.
TEST_F(ReferralReports, CountsWhatBecameOfThem) {
  draft();
  const auto delegated = sent();
  const auto unit = R"("unit_id":")" + kHealthUnit.str() + R"(","reported_to":"Giám đốc")";
  EXPECT_EQ(act(health_, delegated, "delegate", unit).status, 200);
  const auto unwanted = sent();
  EXPECT_EQ(act(officer_, unwanted, "withdraw_by_victim", R"("reason":"client_withdrew")").status,
            200);
  const auto mistaken = sent();
  EXPECT_EQ(act(officer_, mistaken, "cancel", R"("reason":"entered_in_error")").status, 200);
  EXPECT_EQ(figures(lead_),
            "asked 3, delegated 1, under_way 1, withdrawn 1\n"
            "= asked 3, delegated 1, under_way 1, withdrawn 1\n");
  stage_.now += std::chrono::hours(24 * 7);
  EXPECT_EQ(operations_.expire_due(*stage_.database, stage_.now), 1U);
  EXPECT_EQ(figures(lead_),
            "asked 3, unanswered 1, delegated 1, withdrawn 1\n"
            "= asked 3, unanswered 1, delegated 1, withdrawn 1\n");
}

/// R-127: a look counts in the month in which it is due, for the agency that received her.
TEST_F(ReferralReports, CountsTheLooksThatAreDueInAMonth) {
  const auto id = handed_over();
  EXPECT_EQ(figures(lead_, "2026-04"), "follow_ups_due 1\n= follow_ups_due 1\n");
  EXPECT_EQ(figures(lead_, "2026-05"), "= \n");
  EXPECT_EQ(figures(lead_, "2026-06"), "follow_ups_due 1\n= follow_ups_due 1\n");
  stage_.now = at("2026-04-20T02:00:00Z");
  const std::string late = "follow_ups_due 1, follow_ups_overdue 1\n";
  EXPECT_EQ(figures(health_, "2026-04"), late + "= " + late);
  EXPECT_EQ(records(lead_, "follow_ups_overdue", "2026-04"), "CT-2026-00001 handed_over opens\n");
  evaluate(id, "2026-04-20");
  const std::string done = "follow_ups_due 1, follow_ups_done 1\n";
  EXPECT_EQ(figures(lead_, "2026-04"), done + "= " + done);
  EXPECT_EQ(act(officer_, id, "withdraw_by_victim", R"("reason":"client_withdrew")").status, 200);
  EXPECT_EQ(figures(lead_, "2026-06"), "= \n");
}

/// R-028, R-031: a hotline sees what it asked for, an agency what it was asked; of what an agency
/// declined it sees that it did.
TEST_F(ReferralReports, ShowsEachSideItsOwnAndOfTheRestTheTrace) {
  const auto gone = declined();
  sent();
  EXPECT_EQ(figures(lead_),
            "asked 1, under_way 1\n"
            "asked 1, declined_rerouted 1\n"
            "= asked 2, declined_rerouted 1, under_way 1\n");
  EXPECT_EQ(figures(women_), "asked 1, declined_rerouted 1\n= asked 1, declined_rerouted 1\n");
  EXPECT_EQ(figures(police_), "= \n");
  EXPECT_EQ(ask(officer_, kReport + std::string("2026-03")).status, 403);
  EXPECT_EQ(records(women_, "asked"), "CT-2026-00001 declined no_capacity -\n");
  EXPECT_EQ(records(lead_, "asked"),
            "CT-2026-00001 declined no_capacity opens\nCT-2026-00002 sent opens\n");
  EXPECT_EQ(records(lead_, "asked&organisation_id=" + kHealth.str()), "CT-2026-00002 sent opens\n");
  const auto told = ask(women_, kRecords + std::string("2026-03&figure=asked")).body;
  for (const auto& secret : {gone, std::string("shelter"), referrals::testing::kCase.str(),
                             referrals::testing::kPerson.str(), std::string("CA-2026")}) {
    EXPECT_EQ(told.find(secret), std::string::npos) << secret;
  }
}

/// Declined and then referred elsewhere: for who declined it stays declined.
TEST_F(ReferralReports, TellsNobodyWhereItWentAfterwards) {
  const auto first = declined();
  const auto target = R"("target":{"organisation_id":")" + kHealth.str() + R"("})";
  EXPECT_EQ(post(officer_, first, "reroutes", target).status, 201);
  EXPECT_EQ(records(women_, "declined_rerouted"), "CT-2026-00001 declined no_capacity -\n");
  EXPECT_EQ(records(lead_, "declined_rerouted"), "CT-2026-00001 rerouted no_capacity opens\n");
}

/// Every figure opens as many records as it says, page by page, and that is on record.
TEST_F(ReferralReports, OpensAsManyRecordsAsAFigureSays) {
  handed_over();
  declined();
  sent();
  const auto* marker = "SELECT count(*) AS n FROM audit_entry WHERE action = 'report.open_records'";
  const auto before = count(marker);
  const auto body = body_of(ask(lead_, kReport + std::string("2026-03")));
  const auto* total = body.member("referrals")->member("total");
  for (const auto& [figure, name] : kReferralFigureNames) {
    const auto text = records(lead_, std::string(name));
    const auto lines = static_cast<long>(std::ranges::count(text, '\n'));
    EXPECT_EQ(std::to_string(lines), total->member(name)->dump()) << name;
  }
  EXPECT_EQ(count(marker) - before, static_cast<std::int64_t>(kReferralFigureNames.size()));
  const auto path = kRecords + std::string("2026-03&figure=asked&limit=2");
  const auto first = ask(lead_, path);
  const auto cursor = text_of(first, "next");
  EXPECT_NE(cursor, "");
  EXPECT_EQ(text_of(ask(lead_, path + "&cursor=" + cursor), "next"), "");
}

TEST_F(ReferralReports, RefusesWhatIsNoMonthAndNoFigureAndWhoMayNotOpen) {
  EXPECT_EQ(ask(lead_, kRecords + std::string("2026-13&figure=asked")).status, 400);
  EXPECT_EQ(ask(lead_, kRecords + std::string("2026-03&figure=weather")).status, 400);
  EXPECT_EQ(ask(lead_, kRecords + std::string("2026-03&figure=asked&organisation_id=x")).status,
            400);
  EXPECT_EQ(ask(statistician_, kRecords + std::string("2026-03&figure=asked")).status, 403);
}

/// R-028: the paper of the month says what the screen says.
TEST_F(ReferralReports, TellsOfReferralsInThePaper) {
  handed_over();
  declined();
  const auto paper = ask(lead_, "/reports/working-group/documents", R"({"month":"2026-03"})");
  EXPECT_EQ(paper.status, 201) << paper.body;
  for (const auto* words : {"3. Chuyển tuyến theo cơ quan tiếp nhận: trả lời",
                            R"(["Tổng số","2","1","1","0","0"])", R"(["Tổng số","1","1","0","0"])",
                            "Tiếp nhận trên số đã đề nghị: 50 %", "5. Theo dõi sau bàn giao"}) {
    EXPECT_NE(paper.body.find(words), std::string::npos) << words << "\n" << paper.body;
  }
}

/// What was sent in the month and what has a look due in it are counted apart.
TEST(ReferralFigures, CountALookWithoutTheReferralBeingAskedAgain) {
  referrals::Fact fact{.id = base::testing::id<referrals::ReferralId>(1),
                       .number = "CT-2026-00001",
                       .sender = kHotline,
                       .target = kHealth,
                       .status = referrals::Status::completed,
                       .sent_at = at("2026-03-02T02:00:00Z"),
                       .sent_in_period = true,
                       .accepted = true,
                       .handed_over = true};
  ReferralCounts counts;
  counts.add(fact);
  fact.sent_in_period = false;
  fact.look = referrals::Look{.due_on = directory::testing::day("2026-04-02"), .done = true};
  counts.add(fact);
  EXPECT_EQ(counts.of(ReferralFigure::asked), 1);
  EXPECT_EQ(counts.of(ReferralFigure::completed), 1);
  EXPECT_EQ(counts.of(ReferralFigure::follow_ups_due), 1);
  EXPECT_EQ(counts.of(ReferralFigure::follow_ups_done), 1);
  EXPECT_EQ(counts.of(ReferralFigure::follow_ups_overdue), 0);
}

}  // namespace
}  // namespace hd::reporting
