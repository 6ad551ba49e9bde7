#include "reporting/api.h"

#include <gtest/gtest.h>

#include "connections/testing.h"
#include "reporting/testing.h"

namespace hd::reporting {
namespace {

using connections::testing::kHealth;
using connections::testing::kPolice;
using connections::testing::kWomen;
using platform::HttpResponse;
using server::testing::body_of;
using server::testing::text_of;

/// Both reports through the router, over connections made by both sides.
class ReportApi : public connections::testing::ConnectionScene {
 protected:
  HttpResponse ask(const access::Actor& who, const std::string& path, std::string body = "") {
    return routes_.ask(who, path, std::move(body));
  }
  void wait(std::chrono::hours time) { stage_.now += time; }

  /// "name asked answered first declined delegated open" per row, then the total.
  std::string figures(const access::Actor& who) {
    const auto body = body_of(ask(who, "/reports/working-group?month=2026-03"));
    std::string text;
    const auto add = [&](const platform::Json& row) {
      for (const auto& [figure, name] : kConnectionFigureNames) {
        text += row.member(name)->dump() + " ";
      }
      text += "\n";
    };
    for (const auto& row : *body.member("rows")->get_if<platform::JsonArray>()) {
      add(*row.member("figures"));
    }
    add(*body.member("total"));
    return text;
  }

  referrals::Operations referrals_{*stage_.vault, duties_};
  testing::ReportRoutes routes_{stage_, contacts_, documents_, operations_, referrals_};
  const access::Actor statistician_ =
      connections::testing::person(20, access::Role::statistician, kWomen);
};

/// R-009, R-007, R-010, R-013: one asked in time, one declined, one that nobody answers.
TEST_F(ReportApi, CountsConnectionsByAskedAgency) {
  const auto handled = sent();
  act(police_, handled, "acknowledge");
  wait(std::chrono::hours(2));
  const auto answer = post(police_, handled, "handling-records",
                           R"("handled_by":"Đội 2","reported_to":"Phó phòng",)"
                           R"("direction":"xác minh ngay","units_instructed":"")");
  EXPECT_EQ(answer.status, 200) << answer.body;
  const auto result =
      post(police_, handled, "results", R"("situation":"đã gặp","result":"an toàn")");
  EXPECT_EQ(result.status, 200) << result.body;
  const auto declined = sent(target(kHealth));
  EXPECT_EQ(act(health_, declined, "decline", R"("reason":"no_capacity")").status, 200);
  sent();
  EXPECT_EQ(figures(statistician_),
            "2 1 1 0 0 2 \n"
            "1 1 0 1 0 0 \n"
            "3 2 1 1 0 2 \n");
}

/// A hotline's leads see what it asked for, an agency what it was asked, others nothing.
TEST_F(ReportApi, ShowsEachSideItsOwnConnections) {
  sent();
  sent(target(kHealth));
  EXPECT_EQ(figures(lead_), "1 0 0 0 0 1 \n1 0 0 0 0 1 \n2 0 0 0 0 2 \n");
  EXPECT_EQ(figures(police_), "1 0 0 0 0 1 \n1 0 0 0 0 1 \n");
  const auto elsewhere = connections::testing::person(21, access::Role::hotline_lead,
                                                      directory::testing::org("hotline_ha_noi"));
  EXPECT_EQ(figures(elsewhere), "0 0 0 0 0 0 \n");
  EXPECT_EQ(ask(counsellor_, "/reports/working-group?month=2026-03").status, 403);
}

TEST_F(ReportApi, OpensTheConnectionsBehindAFigure) {
  const auto asked = sent();
  const auto other = sent(target(kHealth));
  const std::string path = "/reports/working-group/records?month=2026-03&figure=";
  const auto all = ask(lead_, path + "asked");
  EXPECT_NE(all.body.find(asked), std::string::npos);
  EXPECT_NE(all.body.find(other), std::string::npos);
  const auto police = ask(lead_, path + "open&organisation_id=" + kPolice.str());
  EXPECT_NE(police.body.find(asked), std::string::npos);
  EXPECT_EQ(police.body.find(other), std::string::npos);
  EXPECT_EQ(count("SELECT count(*) AS n FROM audit_entry WHERE action = 'report.open_records'"), 2);
  EXPECT_EQ(ask(lead_, path + "weather").status, 400);
  EXPECT_EQ(ask(statistician_, path + "asked").status, 403);
  EXPECT_EQ(ask(lead_, "/reports/working-group?month=2026-13").status, 400);
}

/// R-009, R-013: who declined has lost sight of the card, not of the fact that it declined.
TEST_F(ReportApi, ShowsWhatAnAgencyDidWhereItHasLostSightOfTheRecord) {
  const auto declined = sent(target(kPolice));
  wait(std::chrono::hours(1));
  EXPECT_EQ(act(police_, declined, "decline", R"("reason":"other","note":"quá tải")").status, 200);
  const auto rerouted = post(counsellor_, declined, "reroutes", R"("target":)" + target(kWomen));
  EXPECT_EQ(rerouted.status, 201) << rerouted.body;
  wait(std::chrono::hours(1));
  const auto withdrawn = sent(target(kPolice));
  EXPECT_EQ(act(counsellor_, withdrawn, "withdraw", R"("reason":"other","note":"đổi ý")").status,
            200);
  wait(std::chrono::hours(1));
  sent(target(kPolice));
  EXPECT_EQ(figures(police_), "3 1 0 1 0 1 \n3 1 0 1 0 1 \n");
  const std::string path = "/reports/working-group/records?month=2026-03&figure=";
  const auto rows = [&](const access::Actor& who, const std::string& figure) {
    std::string text;
    const auto body = body_of(ask(who, path + figure));
    for (const auto& row : *body.member("items")->get_if<platform::JsonArray>()) {
      const auto* connection = row.member("connection");
      text += row.member("number")->dump() + " " + row.member("status")->dump() + " " +
              row.member("decline")->dump() + (connection->is_null() ? " -\n" : " opens\n");
    }
    return text;
  };
  const std::string refusal = R"({"at":"2026-03-02T03:00:00.000Z","reason":"other"})";
  EXPECT_EQ(rows(police_, "asked"), "\"KN-2026-00001\" \"declined\" " + refusal +
                                        " -\n"
                                        "\"KN-2026-00002\" \"withdrawn\" null -\n"
                                        "\"KN-2026-00003\" \"sent\" null opens\n");
  EXPECT_EQ(rows(police_, "declined_rerouted"),
            "\"KN-2026-00001\" \"declined\" " + refusal + " -\n");
  EXPECT_EQ(rows(lead_, "declined_rerouted"),
            "\"KN-2026-00001\" \"rerouted\" " + refusal + " opens\n");
  const auto told = ask(police_, path + "declined_rerouted").body;
  for (const auto& secret : {std::string("rescue"), std::string("quá tải"), std::string("111-2026"),
                             declined, kWomen.str()}) {
    EXPECT_EQ(told.find(secret), std::string::npos) << secret;
  }
}

/// Who sees more figures than records is told so with each of them.
TEST_F(ReportApi, SaysWhichFiguresOpenForAPersonOfTwoPosts) {
  sent(target(kPolice));
  sent(target(kHealth));
  auto both = police_;
  both.posts.push_back(statistician_.posts.front());
  const auto body = ask(both, "/reports/working-group?month=2026-03").body;
  const auto own = body.find(kPolice.str());
  EXPECT_NE(body.find("\"opens\":true", own), std::string::npos);
  EXPECT_NE(body.find("\"opens\":false"), std::string::npos);
  EXPECT_NE(body.find("\"total_opens\":false"), std::string::npos);
}

TEST_F(ReportApi, PagesThroughTheConnectionsBehindAFigure) {
  std::set<std::string> ids{sent(), sent(), sent()};
  const std::string path = "/reports/working-group/records?month=2026-03&figure=asked&limit=2";
  const auto first = ask(lead_, path);
  const auto cursor = text_of(first, "next");
  EXPECT_NE(cursor, "");
  const auto second = ask(lead_, path + "&cursor=" + cursor);
  EXPECT_EQ(text_of(second, "next"), "");
  for (const auto& id : ids) {
    EXPECT_NE((first.body + second.body).find(id), std::string::npos);
  }
}

/// R-009: the monthly report becomes a paper of the hotline.
TEST_F(ReportApi, DraftsTheMonthlyReport) {
  sent();
  const auto drafted = ask(lead_, "/reports/working-group/documents", R"({"month":"2026-03"})");
  EXPECT_EQ(drafted.status, 201) << drafted.body;
  EXPECT_EQ(text_of(drafted, "kind"), "monthly_report");
  EXPECT_NE(drafted.body.find("Tổng số"), std::string::npos);
  // Drawn from the table above it; of referrals there is nothing to draw.
  EXPECT_NE(drafted.body.find(R"("text":"Kết nối dịch vụ theo cơ quan")"), std::string::npos);
  EXPECT_NE(drafted.body.find(R"("beside_table":true)"), std::string::npos);
  EXPECT_EQ(drafted.body.find(R"("text":"Theo dõi sau bàn giao")"), std::string::npos);
  EXPECT_EQ(ask(police_, "/reports/working-group/documents", R"({"month":"2026-03"})").status, 403);
}

TEST_F(ReportApi, PrintsTheHotlineReport) {
  const auto report =
      ask(lead_, "/reports/hotline?from=2026-03-01&to=2026-03-31&compare=yoy&cumulative=1");
  EXPECT_EQ(report.status, 200) << report.body;
  EXPECT_NE(report.body.find(R"({"code":"total","label_vi":"Tổng số","label_en":"Total",)"
                             R"("count":1,"share_permille":1000,"previous":null,"cumulative":1})"),
            std::string::npos)
      << report.body.substr(0, 600);
  const auto records =
      ask(lead_, "/reports/hotline/records?from=2026-03-01&to=2026-03-31&section=sex&code=female");
  EXPECT_EQ(records.status, 200);
  EXPECT_NE(records.body.find("111-2026-000001"), std::string::npos);
  const std::string march = "/reports/hotline/records?from=2026-03-01&to=2026-03-31&";
  for (const auto* figure : {"section=weather&code=x", "section=sex&code=", "code=female",
                             "section=hotline&code=moon", "section=sex&code=neither"}) {
    const auto refused = ask(lead_, march + figure);
    EXPECT_EQ(refused.status, 400) << figure << refused.body;
    EXPECT_EQ(text_of(refused, "code"), "request.invalid");
  }
  EXPECT_EQ(ask(lead_, "/reports/hotline?from=2026-03-01").status, 400);
  EXPECT_EQ(ask(police_, "/reports/hotline?from=2026-03-01&to=2026-03-31").status, 404);
  const auto paper =
      ask(lead_, "/reports/hotline/documents", R"({"from":"2026-03-01","to":"2026-03-31"})");
  EXPECT_EQ(paper.status, 201) << paper.body;
}

TEST_F(ReportApi, KeepsOpeningBalances) {
  const std::string body = R"({"hotline_id":")" + connections::testing::kHotline.str() +
                           R"(","as_of":"2021-09-30","section":"report_group",)"
                           R"("code":"information","count":16130,"source":"Số liệu 9/2021"})";
  EXPECT_EQ(ask(lead_, "/opening-balances", body).status, 201);
  EXPECT_EQ(ask(lead_, "/opening-balances", body).status, 409);
  EXPECT_NE(ask(lead_, "/opening-balances").body.find("16130"), std::string::npos);
}

}  // namespace
}  // namespace hd::reporting
