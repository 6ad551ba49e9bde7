#include "duties/api.h"

#include <gtest/gtest.h>

#include "calendar/operations.h"
#include "duties/testing.h"
#include "server/testing.h"

namespace hd::duties::testing {
namespace {

using platform::Json;
using platform::JsonArray;
using server::testing::body_of;
using server::testing::text_of;

class DutyApi : public ::testing::Test {
 protected:
  DutyApi() {
    stage_.database->write([](platform::Transaction& tx) {
      calendar::load_first_content(tx);
      return true;
    });
    add_routes(stage_.router, operations_);
  }

  platform::HttpResponse call(const access::Actor& who, std::string method, const std::string& path,
                              std::string body = "") {
    return stage_.ask(who, std::move(method), path, std::move(body));
  }

  std::string open_one(const std::string& rule, const directory::OrgId& org = kHotline) {
    const auto id = stage_.database->write([&](platform::Transaction& tx) {
      return open(tx, stage_.now, access::system_actor(),
                  {.rule = rule,
                   .org = org,
                   .counterpart = org == kHotline ? kAgency : kHotline,
                   .subject_kind = "connection",
                   .subject_id = "00000000-0000-7000-8000-000000000077",
                   .subject_number = "KN-2026-00012",
                   .started_at = stage_.now});
    });
    return id->str();
  }

  const access::Actor counsellor_ = actor(Role::counsellor, kHotline, 1);
  const access::Actor lead_ = actor(Role::hotline_lead, kHotline, 2);
  const access::Actor member_ = actor(Role::wg_member, kAgency, 3);
  const access::Actor outsider_ = actor(Role::wg_member, kOther, 4);
  server::testing::Stage stage_;
  Operations operations_{*stage_.vault};
};

TEST_F(DutyApi, ShowsAClockWithItsBasisAndWhatIsLeft) {
  const std::string id = open_one("T1");
  const auto response = call(counsellor_, "GET", "/duties/" + id);
  ASSERT_EQ(response.status, 200) << response.body;
  const auto body = body_of(response);
  EXPECT_EQ(*body.member("kind"), Json("connection_first_result"));
  EXPECT_EQ(*body.member("due_at"), Json("2026-03-09T17:00:00.000Z"));
  EXPECT_EQ(*body.member("calendar"), Json("working"));
  EXPECT_EQ(*body.member("remaining_minutes"), Json(15 * 60 + 5 * 24 * 60));
  EXPECT_EQ(*body.member("stage"), Json("owner"));
  EXPECT_EQ(*body.member("overdue"), Json(false));
  EXPECT_NE(text_of(response, "legal_basis").find("R-007"), std::string::npos);
  EXPECT_EQ(body.member("history")->get_if<JsonArray>()->size(), 1U);
}

TEST_F(DutyApi, CompletesCancelsAndTransfersWithVersions) {
  const std::string id = open_one("T4");  // R-025
  const std::string path = "/duties/" + id;
  EXPECT_EQ(call(lead_, "POST", path + "/completions", R"({"version":5})").status, 409);
  EXPECT_EQ(call(lead_, "POST", path + "/completions", R"({"note":"x"})").status, 400);
  const auto done =
      call(counsellor_, "POST", path + "/completions", R"({"version":1,"note":"đã báo cáo"})");
  ASSERT_EQ(done.status, 200) << done.body;
  EXPECT_EQ(text_of(done, "state"), "done");
  EXPECT_EQ(text_of(done, "note"), "đã báo cáo");

  const std::string other = "/duties/" + open_one("T1");
  EXPECT_EQ(text_of(call(lead_, "POST", other + "/completions", R"({"version":1})"), "code"),
            "duty.ends_by_record");
  EXPECT_EQ(
      call(counsellor_, "POST", other + "/cancellations", R"({"version":1,"reason":"x"})").status,
      403);
  EXPECT_EQ(call(lead_, "POST", other + "/cancellations", R"({"version":1})").status, 400);
  EXPECT_EQ(
      call(lead_, "POST", other + "/transfers", R"({"version":1,"reason":"x","post_id":"nobody"})")
          .status,
      400);
  const auto cancelled =
      call(lead_, "POST", other + "/cancellations", R"({"version":1,"reason":"nhập nhầm"})");
  ASSERT_EQ(cancelled.status, 200) << cancelled.body;
  EXPECT_EQ(text_of(cancelled, "state"), "cancelled");
}

TEST_F(DutyApi, OutsidersCannotTellADutyFromNothing) {
  const std::string id = open_one("T1");
  const std::string nothing = "/duties/00000000-0000-4000-8000-000000000000";
  EXPECT_EQ(call(outsider_, "GET", "/duties/" + id).body, call(outsider_, "GET", nothing).body);
  EXPECT_EQ(call(outsider_, "GET", "/duties/" + id).status, 404);
  EXPECT_EQ(call(member_, "GET", "/duties/" + id).status, 404);
  EXPECT_EQ(call(outsider_, "GET", "/duties/x").status, 404);
  const auto administrator = actor(Role::administrator, kHotline, 9);
  EXPECT_EQ(call(administrator, "GET", "/duties/" + id).status, 403);
}

TEST_F(DutyApi, ListsByStateScopeAndDueTime) {
  open_one("T1");
  open_one("T2", kAgency);
  const auto count = [&](const access::Actor& who, const std::string& query) {
    const auto body = body_of(call(who, "GET", "/duties" + query));
    return body.member("items")->get_if<JsonArray>()->size();
  };
  EXPECT_EQ(count(counsellor_, ""), 1U);
  EXPECT_EQ(count(member_, ""), 1U);
  EXPECT_EQ(count(counsellor_, "?state=done"), 0U);
  EXPECT_EQ(count(counsellor_, "?state=all&scope=mine"), 1U);
  EXPECT_EQ(count(counsellor_, "?due=overdue"), 0U);
  EXPECT_EQ(count(counsellor_, "?subject_id=00000000-0000-7000-8000-000000000077"), 1U);
  stage_.now += std::chrono::hours(24 * 30);
  EXPECT_EQ(count(counsellor_, "?due=overdue"), 1U);
  for (const auto* wrong : {"?state=sleepy", "?scope=world", "?due=never", "?cursor=zz"}) {
    EXPECT_EQ(call(counsellor_, "GET", std::string("/duties") + wrong).status, 400) << wrong;
  }
}

TEST_F(DutyApi, TheBoardShowsColumnsCountsAndAgencies) {
  open_one("T1");
  open_one("T2", kAgency);
  open_one("T4");
  const auto body = body_of(call(lead_, "GET", "/duty-boards/current"));
  EXPECT_EQ(*body.member("counts")->member("later"), Json(1));
  EXPECT_EQ(*body.member("counts")->member("at_once"), Json(1));
  EXPECT_EQ(body.member("columns")->member("at_once")->get_if<JsonArray>()->size(), 1U);
  // The hotline also sees how the agency it asked keeps its clocks; not the cards.
  EXPECT_EQ(body.member("by_agency")->get_if<JsonArray>()->size(), 2U);
  EXPECT_EQ(call(lead_, "GET", "/duty-boards/current?scope=moon").status, 400);
}

}  // namespace
}  // namespace hd::duties::testing
