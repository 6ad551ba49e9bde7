#include "calendar/api.h"

#include <gtest/gtest.h>

#include "server/testing.h"

namespace hd::calendar {
namespace {

using access::Role;
using platform::HttpResponse;
using platform::Json;
using server::testing::actor_with;
using server::testing::body_of;
using server::testing::text_of;

class CalendarApi : public ::testing::Test {
 protected:
  CalendarApi() {
    stage_.database->write([](platform::Transaction& tx) {
      load_first_content(tx);
      return true;
    });
    add_routes(stage_.router, operations_);
  }

  HttpResponse call(Role role, std::string method, const std::string& path, std::string body = "") {
    return stage_.ask(actor_with(role), std::move(method), path, std::move(body));
  }
  HttpResponse get(const std::string& path) { return call(Role::counsellor, "GET", path); }
  HttpResponse put(const std::string& path, std::string body) {
    return call(Role::administrator, "PUT", path, std::move(body));
  }

  int changes_ = 0;
  server::testing::Stage stage_;
  Operations operations_{[this](platform::Transaction&, base::Timestamp, const access::Actor&,
                                base::Date) { ++changes_; }};
};

TEST_F(CalendarApi, TellsTheDueDateAndTheDaysOff) {
  const auto response = get("/due-dates?from=2024-04-26&amount=5&unit=working_day");
  ASSERT_EQ(response.status, 200) << response.body;
  EXPECT_EQ(text_of(response, "due"), "2024-05-07");
  const auto body = body_of(response);
  const auto& skipped = *body.member("skipped")->get_if<platform::JsonArray>();
  ASSERT_EQ(skipped.size(), 6U);
  EXPECT_EQ(*skipped[0].member("kind"), Json("weekly_rest"));
  EXPECT_TRUE(skipped[0].member("basis")->is_null());
  EXPECT_EQ(*skipped[2].member("basis"), Json("1570/TB-LĐTBXH"));
}

TEST_F(CalendarApi, SaysWhichYearHasNoCalendar) {
  const auto response = get("/due-dates?from=2026-12-30&amount=5&unit=working_day");
  EXPECT_EQ(response.status, 409);
  EXPECT_EQ(text_of(response, "code"), "calendar.year_missing");
  EXPECT_EQ(*body_of(response).member("params")->member("year"), Json("2027"));
}

TEST_F(CalendarApi, RefusesQuestionsThatMakeNoSense) {
  EXPECT_EQ(get("/due-dates").status, 400);
  EXPECT_EQ(get("/due-dates?from=2024-02-30&amount=5&unit=working_day").status, 400);
  EXPECT_EQ(get("/due-dates?from=2024-02-20&amount=five&unit=working_day").status, 400);
  EXPECT_EQ(get("/due-dates?from=2024-02-20&amount=5&unit=hour").status, 400);
  EXPECT_EQ(get("/due-dates?from=2024-02-20&amount=5&unit=fortnight").status, 400);
  EXPECT_EQ(get("/due-dates?from=2024-02-20&amount=-1&unit=month").status, 400);
  EXPECT_EQ(get("/calendar-years/soon").status, 400);
  EXPECT_EQ(get("/calendar-years/1800").status, 400);
}

TEST_F(CalendarApi, ShowsAYearAndSaysWhenItIsNotKnown) {
  const auto known = get("/calendar-years/2026");
  EXPECT_EQ(*body_of(known).member("known"), Json(true));
  EXPECT_EQ(body_of(known).member("days")->get_if<platform::JsonArray>()->size(), 16U);
  const auto unknown = get("/calendar-years/2027");
  EXPECT_EQ(unknown.status, 200);
  EXPECT_EQ(*body_of(unknown).member("known"), Json(false));
  EXPECT_EQ(*body_of(unknown).member("version"), Json(0));
}

TEST_F(CalendarApi, AnAdministratorSetsADayOnceItsVersionIsNamed) {
  const std::string day = R"("kind":"swapped_off","basis":"QĐ thử","published_at":"2026-09-20",)"
                          R"("audience":"public_sector","reason":"hoán đổi"})";
  const auto made = put("/calendar-days/2026-11-23", "{" + day);
  ASSERT_EQ(made.status, 200) << made.body;
  EXPECT_EQ(text_of(made, "published_at"), "2026-09-20");
  const auto stale = put("/calendar-days/2026-11-23", "{" + day);
  EXPECT_EQ(stale.status, 409);
  EXPECT_EQ(text_of(stale, "code"), "stale");
  EXPECT_EQ(put("/calendar-days/2026-11-23", R"({"version":1,)" + day).status, 200);
  EXPECT_EQ(changes_, 2);
  EXPECT_EQ(put("/calendar-days/2026-11-31", "{" + day).status, 400);
  EXPECT_EQ(put("/calendar-days/2026-11-25", R"({"kind":"party"})").status, 400);
  EXPECT_EQ(call(Role::hotline_lead, "PUT", "/calendar-days/2026-11-25", "{" + day).status, 403);
}

TEST_F(CalendarApi, AnAdministratorSaysThatAYearIsComplete) {
  const auto set =
      put("/calendar-years/2027", R"({"known":true,"basis":"TB thử","reason":"đã công bố"})");
  ASSERT_EQ(set.status, 200) << set.body;
  EXPECT_EQ(get("/due-dates?from=2026-12-30&amount=1&unit=working_day").status, 200);
  EXPECT_EQ(changes_, 1);
}

TEST_F(CalendarApi, AddsANewVersionOfARule) {
  const std::string rule =
      R"({"code":"T2","label_vi":"Xử lý","label_en":"Handle","trigger":"connection_sent",)"
      R"("owner":"wg_member","amount":2,"unit":"working_day","rollover":true,)"
      R"("legal_basis":"Kế hoạch thử","warning_percent":[50,100],)"
      R"("escalation":["wg_member","agency_leader"],"valid_from":"2026-07-01","reason":"thử"})";
  const auto added = call(Role::administrator, "POST", "/deadline-rules", rule);
  ASSERT_EQ(added.status, 201) << added.body;
  const auto amount_of_t2 = [&](const std::string& as_of) {
    const auto body = body_of(get("/deadline-rules?as_of=" + as_of));
    for (const auto& item : *body.member("items")->get_if<platform::JsonArray>()) {
      if (*item.member("code") == Json("T2")) return *item.member("amount");
    }
    return Json();
  };
  EXPECT_EQ(amount_of_t2("2026-06-30"), Json(1));
  EXPECT_EQ(amount_of_t2("2026-07-01"), Json(2));
  EXPECT_EQ(call(Role::administrator, "POST", "/deadline-rules", rule).status, 409);
  EXPECT_EQ(call(Role::counsellor, "POST", "/deadline-rules", rule).status, 403);
  EXPECT_EQ(call(Role::administrator, "POST", "/deadline-rules", R"({"code":"T2"})").status, 400);
}

}  // namespace
}  // namespace hd::calendar
