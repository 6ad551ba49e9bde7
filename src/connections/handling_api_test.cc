// From the handling record to the written report.

#include "connections/api.h"
#include "connections/testing.h"

namespace hd::connections::testing {
namespace {

class ConnectionHandling : public ConnectionScene {};

// R-010, R-011: handled and reported to the leader ends T2; acknowledging alone does not.
TEST_F(ConnectionHandling, TheHandlingRecordEndsTheAgencysClock) {
  const std::string id = sent();
  ASSERT_EQ(act(police_, id, "acknowledge").status, 200);
  EXPECT_EQ(clocks(id), "R8 open, T1 open, T2 open, T4 open");
  const auto handled = post(police_, id, "handling-records",
                            R"("handled_by":"Người Thử Ba","reported_to":"Phó cục trưởng",)"
                            R"("direction":"giao đội nghiệp vụ","units_instructed":"đội 3")");
  ASSERT_EQ(handled.status, 200) << handled.body;
  EXPECT_EQ(text_of(handled, "status"), "handling");
  EXPECT_EQ(words(body_of(handled), "handling", "reported_to"), "Phó cục trưởng");
  EXPECT_EQ(clocks(id), "R8 open, T1 open, T2 done, T4 open");
}

// R-007: the first information on situation and result ends T1; more may follow.
TEST_F(ConnectionHandling, TheFirstResultEndsTheHotlinesClock) {
  const std::string id = sent();
  act(police_, id, "acknowledge");
  const std::string result = R"("situation":"đã gặp","result":"đã đưa về nơi an toàn")";
  const auto first = post(police_, id, "results", result);
  ASSERT_EQ(first.status, 200) << first.body;
  EXPECT_EQ(text_of(first, "status"), "first_result");
  EXPECT_EQ(clocks(id), "R8 open, T1 done, T2 open, T4 open");
  ASSERT_EQ(post(police_, id, "results", result).status, 200);
  EXPECT_EQ(words(body_of(get(counsellor_, "/" + id)), "results", "situation"), "đã gặp,đã gặp");
}

TEST_F(ConnectionHandling, CompletingNeedsAnOutcomePerNeed) {
  const std::string id = sent();
  act(police_, id, "acknowledge");
  post(police_, id, "results", R"("situation":"a","result":"b")");
  EXPECT_EQ(act(counsellor_, id, "complete").status, 400);
  EXPECT_EQ(act(counsellor_, id, "complete",
                R"("outcomes":[{"service":"identification","outcome":"met"}])")
                .status,
            400);
  EXPECT_EQ(
      act(counsellor_, id, "complete", R"("outcomes":[{"service":"rescue","outcome":"splendid"}])")
          .status,
      400);
  const auto done =
      act(counsellor_, id, "complete", R"("outcomes":[{"service":"rescue","outcome":"met"}])");
  ASSERT_EQ(done.status, 200) << done.body;
  EXPECT_EQ(text_of(done, "status"), "completed");
  EXPECT_EQ(clocks(id), "R8 open, T1 done, T2 cancelled, T4 open");
  EXPECT_EQ(get(police_, "/" + id).status, 200);
}

// Bodies that work with paper and telephone: what they said is written down by the hotline, and
// says so.
TEST_F(ConnectionHandling, TheHotlineRecordsForABodyWithoutAccounts) {
  const std::string id = sent(target(kWomen));
  const std::string handling =
      R"("handled_by":"Ban Tuyên giáo","reported_to":"Phó Chủ tịch","direction":"cử cán bộ gặp")";
  const std::string result = R"("situation":"đã gặp","result":"đang ở nhà tạm lánh")";
  EXPECT_EQ(post(counsellor_, id, "results", result).status, 409);  // nobody has handled it yet
  const auto handled = post(counsellor_, id, "handling-records", handling);
  ASSERT_EQ(handled.status, 200) << handled.body;
  EXPECT_EQ(clocks(id), "R8 open, T1 open, T2 done, T4 open");
  const auto known = post(counsellor_, id, "results", result);
  ASSERT_EQ(known.status, 200) << known.body;
  EXPECT_EQ(clocks(id), "R8 open, T1 done, T2 done, T4 open");
  const auto shown = get(counsellor_, "/" + id);
  EXPECT_EQ(words(body_of(shown), "results", "organisation_name"),
            "Trung ương Hội Liên hiệp Phụ nữ Việt Nam");
  EXPECT_NE(shown.body.find(R"("recorded_by_hotline":true)"), std::string::npos);
  EXPECT_EQ(shown.body.find(R"("recorded_by_hotline":false)"), std::string::npos);
  const auto paper = post(counsellor_, id, "written-reports");
  EXPECT_NE(paper.body.find("Đường dây nóng ghi theo lời cơ quan."), std::string::npos);

  // As soon as somebody there can sign in, the body writes for itself.
  employ(person(30, access::Role::wg_member, kWomen));
  const auto refused = post(counsellor_, id, "results", result);
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(text_of(refused, "code"), "connection.agency_has_accounts");
  EXPECT_EQ(words(body_of(get(counsellor_, "/" + id)), "next_actions").find("record_result"),
            std::string::npos);
}

TEST_F(ConnectionHandling, TheHotlineWritesNothingForABodyWithAccounts) {
  const std::string id = sent();
  const auto refused = post(counsellor_, id, "handling-records",
                            R"("handled_by":"x","reported_to":"y","direction":"z")");
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(text_of(refused, "code"), "connection.agency_has_accounts");
  const auto actions = words(body_of(get(counsellor_, "/" + id)), "next_actions");
  EXPECT_EQ(actions.find("record_"), actions.find("record_call_attempt"));
}

TEST_F(ConnectionHandling, AskingTurnsTheTurnRound) {
  const std::string id = sent();
  const auto side = [&](const platform::HttpResponse& response) {
    return *body_of(response).member("turn")->member("side")->get_if<std::string>();
  };
  EXPECT_EQ(side(post(police_, id, "messages", R"("text":"Có giấy tờ gì không?")")), "hotline");
  EXPECT_EQ(side(post(counsellor_, id, "messages", R"("text":"Không có.")")), "agency");
  EXPECT_EQ(words(body_of(get(police_, "/" + id)), "messages", "text"),
            "Có giấy tờ gì không?,Không có.");
}

TEST_F(ConnectionHandling, WithdrawingAndCancellingNeedAReason) {
  const std::string id = sent();
  EXPECT_EQ(act(counsellor_, id, "withdraw").status, 400);
  ASSERT_EQ(act(counsellor_, id, "withdraw", R"("reason":"client_withdrew")").status, 200);
  EXPECT_EQ(clocks(id), "R8 open, T1 cancelled, T2 cancelled, T4 open");
  EXPECT_EQ(get(police_, "/" + id).status, 404);  // never taken up
  const std::string other = sent();
  ASSERT_EQ(act(counsellor_, other, "cancel", R"("reason":"entered_in_error")").status, 200);
  EXPECT_EQ(clocks(other), "R8 cancelled, T1 cancelled, T2 cancelled, T4 cancelled");
}

// R-008: drafted from the record, with a copy to the agency; its clock ends when it is issued.
TEST_F(ConnectionHandling, DraftsTheWrittenReportFromTheRecord) {
  const std::string id = sent();
  act(police_, id, "acknowledge");
  post(police_, id, "handling-records", R"("handled_by":"Người Thử","reported_to":"Phó cục")");
  post(police_, id, "results", R"("situation":"đã gặp","result":"an toàn")");
  const auto draft = post(counsellor_, id, "written-reports");
  ASSERT_EQ(draft.status, 201) << draft.body;
  for (const auto* part : {"KN-2026-00001", "đã gặp", "an toàn", "Phó cục", "gọi lại sau 20 giờ"}) {
    EXPECT_NE(draft.body.find(part), std::string::npos) << part;
  }
  EXPECT_EQ(post(counsellor_, id, "written-reports").status, 409);
  EXPECT_EQ(clocks(id), "R8 open, T1 done, T2 done, T4 open");
  const auto document = documents::DocumentId::parse(text_of(draft, "id"));
  const auto issued = stage_.database->write([&](platform::Transaction& tx) {
    return documents_.issue(tx, stage_.now, counsellor_, *document, 1);
  });
  ASSERT_TRUE(issued);
  EXPECT_EQ(issued->copies_to, std::vector{kPolice});
  EXPECT_EQ(clocks(id), "R8 done, T1 done, T2 done, T4 open");
  EXPECT_EQ(*body_of(get(police_, "/" + id)).member("written_report")->member("state"),
            platform::Json("issued"));
}

}  // namespace
}  // namespace hd::connections::testing
