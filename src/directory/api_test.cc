#include "directory/api.h"

#include <gtest/gtest.h>

#include "audit/audit.h"
#include "directory/testing.h"
#include "server/testing.h"

namespace hd::directory::testing {
namespace {

using access::Role;
using platform::HttpResponse;
using platform::Json;
using platform::JsonArray;
using server::testing::body_of;
using server::testing::text_of;

class DirectoryApi : public ::testing::Test {
 protected:
  DirectoryApi() {
    add_routes(stage_.router);
    stage_.now = base::testing::at("2026-11-21T03:00:00Z");
    stage_.database->write([](platform::Transaction& tx) { return load_first_content(tx); });
    as(Role::administrator);
  }

  void as(Role role) { stage_.actor = server::testing::actor_with(role); }

  HttpResponse get(const std::string& path) { return stage_.ask("GET", path); }
  HttpResponse send(const std::string& method, const std::string& path, const std::string& body) {
    return stage_.ask(method, path, body);
  }

  static const JsonArray& items(const Json& body) {
    return *body.member("items")->get_if<JsonArray>();
  }
  static std::string text(const Json& json, std::string_view key) {
    const auto* member = json.member(key);
    const auto* value = member == nullptr ? nullptr : member->get_if<std::string>();
    return value == nullptr ? "" : *value;
  }
  /// The texts of one member of all items, one a line.
  static std::string column(const HttpResponse& response, std::string_view key) {
    std::string lines;
    const Json body = body_of(response);
    for (const Json& item : items(body)) lines += text(item, key) + "\n";
    return lines;
  }
  static std::int64_t version_of(const HttpResponse& response) {
    const Json body = body_of(response);
    return *body.member("version")->get_if<std::int64_t>();
  }
  /// "field code" of each complaint, one a line.
  static std::string complaints(const HttpResponse& response) {
    std::string lines;
    const Json body = body_of(response);
    for (const Json& one : *body.member("fields")->get_if<JsonArray>()) {
      lines += text(one, "field") + " " + text(one, "code") + "\n";
    }
    return lines;
  }
  std::vector<audit::Stored> log() {
    return stage_.database->read(
        [](platform::Transaction& tx) { return audit::find(tx, {}, 100); });
  }

  server::testing::Stage stage_;
};

TEST_F(DirectoryApi, FindsBodiesWithoutAccentsOnADay) {
  as(Role::counsellor);
  EXPECT_EQ(column(get("/organisations?q=so y te hung yen"), "name"), "Sở Y tế Hưng Yên\n");
  EXPECT_EQ(column(get("/organisations?q=c45"), "name"), "");
  EXPECT_EQ(column(get("/organisations?q=c45&as_of=2017-01-01"), "name"),
            "Cục Cảnh sát hình sự (C45)\n");
  EXPECT_EQ(column(get("/organisations?province=24&as_of=2026-09-20&type=pc_province"), "name"),
            "Ủy ban nhân dân thành phố Bắc Ninh\n");
  EXPECT_EQ(get("/organisations?as_of=2026-13-01").status, 400);
}

TEST_F(DirectoryApi, PagesThroughAllBodiesWithoutLosingOne) {
  const Json whole = body_of(get("/organisations?limit=200"));
  std::string together;
  std::string cursor;
  for (int page = 0; page < 20; ++page) {
    const auto response =
        get("/organisations?limit=30" + (cursor.empty() ? "" : "&cursor=" + cursor));
    together += column(response, "id");
    cursor = text(body_of(response), "next");
    if (cursor.empty()) break;
  }
  std::string expected;
  for (const Json& item : items(whole)) expected += text(item, "id") + "\n";
  EXPECT_EQ(together, expected);
  EXPECT_EQ(get("/organisations?cursor=nonsense").status, 400);
}

// R-012, R-114: a body as it was on a day, with what it came from and what became of it.
TEST_F(DirectoryApi, ShowsABodyWithItsLineage) {
  const Json then = body_of(get("/organisations/" + org("labour_hung_yen").str()));
  EXPECT_EQ(text(then, "valid_to"), "2025-02-28");
  EXPECT_EQ(then.member("successors")->get_if<JsonArray>()->size(), 2U);
  EXPECT_EQ(text(*then.member("system"), "name"), "Bộ Lao động - Thương binh và Xã hội");
  EXPECT_EQ(get("/organisations/" + base::random_uuid()).status, 404);
  EXPECT_EQ(get("/organisations/x").status, 404);
}

TEST_F(DirectoryApi, ShowsTheWorkingGroupProvincesListsAndHotlines) {
  const Json group = body_of(get("/working-groups/current?as_of=2022-01-01"));
  EXPECT_EQ(group.member("members")->get_if<JsonArray>()->size(), 4U);
  EXPECT_EQ(get("/working-groups/current?as_of=2021-03-01").status, 404);
  EXPECT_EQ(items(body_of(get("/territories"))).size(), 34U);
  EXPECT_EQ(items(body_of(get("/territories?geography=p63"))).size(), 63U);
  EXPECT_EQ(items(body_of(get("/territories?as_of=2020-01-01"))).size(), 63U);
  EXPECT_EQ(get("/territories?geography=p12").status, 400);
  EXPECT_GT(items(body_of(get("/code-lists"))).size(), 600U);
  EXPECT_EQ(column(get("/hotlines"), "phone").substr(0, 4), "111\n");
}

// R-006, R-013, R-078.
TEST_F(DirectoryApi, SuggestsWhoServesANeedAndRecordsTheSearch) {
  as(Role::counsellor);
  const auto response = send("POST", "/service-searches", R"({"need":"shelter","province":"33"})");
  EXPECT_EQ(response.status, 200);
  const Json body = body_of(response);
  EXPECT_EQ(text(*items(body).front().member("organisation"), "province"), "33");
  ASSERT_EQ(log().size(), 1U);
  EXPECT_EQ(log().front().action, "service.search");
  EXPECT_EQ(complaints(send("POST", "/service-searches",
                            R"({"need":"luck","province":"27","sex":"x","age_band":"y"})")),
            "age_band unknown_value\nneed unknown_value\nsex unknown_value\n"
            "province unknown_value\n");
  EXPECT_EQ(complaints(send("POST", "/service-searches", "{}")), "need required\n");
  EXPECT_EQ(send("POST", "/service-searches",
                 R"({"need":"shelter","province":"unknown","sex":"refused","age_band":"not_asked",)"
                 R"("urgency":"at_once"})")
                .status,
            200);
}

TEST_F(DirectoryApi, OnlyAdministratorsChangeIt) {
  for (const Role role : {Role::counsellor, Role::hotline_lead, Role::wg_member, Role::auditor}) {
    as(role);
    EXPECT_EQ(send("POST", "/organisations", "{}").status, 403);
    EXPECT_EQ(send("POST", "/code-list-items", "{}").status, 403);
  }
}

TEST_F(DirectoryApi, ANewBodyBelongsToTheMinistryOfItsParentUnlessSaidOtherwise) {
  const auto response = send("POST", "/organisations",
                             R"({"name":"Trung tâm Công tác xã hội Huế","type":"social_facility",)"
                             R"("level":"facility","province":"46","phone":"0900 000 001",)"
                             R"("valid_from":"2026-01-01","parent_id":")" +
                                 org("health_hue").str() + R"("})");
  ASSERT_EQ(response.status, 201) << response.body;
  const Json made = body_of(response);
  EXPECT_EQ(text(*made.member("system"), "name"), "Bộ Y tế");
  EXPECT_EQ(text(made, "phone"), "0900 000 001");
  EXPECT_EQ(log().front().action, "organisation.create");
  EXPECT_EQ(column(get("/organisations?q=cong tac xa hoi hue"), "name"),
            "Trung tâm Công tác xã hội Huế\n");
}

// R-012: what a reorganisation does: one body ends, another takes over inside a ministry it is
// told.
TEST_F(DirectoryApi, ABodyThatEndsIsReplacedByItsSuccessor) {
  const std::string old_path = "/organisations/" + org("health_hue").str();
  ASSERT_EQ(send("PUT", old_path, R"({"version":1,"valid_to":"2026-12-31"})").status, 200);
  const auto made =
      send("POST", "/organisations",
           R"({"name":"Sở Y tế và Xã hội Huế","type":"dept_health",)"
           R"("level":"province","province":"46","valid_from":"2027-01-01",)"
           R"("parent_id":")" +
               org("pc_hue").str() + R"(","system_id":")" + org("ministry_health").str() +
               R"(","predecessor_ids":[")" + org("health_hue").str() + R"("]})");
  ASSERT_EQ(made.status, 201) << made.body;
  const Json body = body_of(made);
  EXPECT_EQ(text(*body.member("system"), "name"), "Bộ Y tế");
  EXPECT_EQ(text(body.member("predecessors")->get_if<JsonArray>()->front(), "name"), "Sở Y tế Huế");
  const Json old = body_of(get(old_path));
  EXPECT_EQ(text(old.member("successors")->get_if<JsonArray>()->front(), "id"), text(body, "id"));
  EXPECT_EQ(column(get("/organisations?q=so y te hue&as_of=2027-01-01"), "name"),
            "Sở Y tế và Xã hội Huế\n");
  const auto search = [&](const char* day) {
    return items(body_of(send("POST", "/service-searches",
                              R"({"need":"health_insurance","province":"46","as_of":")" +
                                  std::string(day) + R"("})")))
        .size();
  };
  EXPECT_EQ(search("2026-12-31"), 1U);
  EXPECT_EQ(search("2027-01-01"), 0U);
}

TEST_F(DirectoryApi, RefusesUnknownCodesFieldsAndPlaces) {
  EXPECT_EQ(complaints(send("POST", "/organisations",
                            R"({"name":"A","type":"police_district","level":"moon",)"
                            R"("province":"27","valid_from":"2026-01-01"})")),
            "province unknown_value\ntype unknown_value\nlevel unknown_value\n");
  EXPECT_EQ(complaints(send("POST", "/organisations", R"({"name":"A","colour":"red"})")),
            "valid_from required\ncolour unknown_field\n");
}

// R-114: a change begins a new period; what was stays readable.
TEST_F(DirectoryApi, AChangeFromADayOnKeepsWhatWasBefore) {
  const std::string path = "/organisations/" + org("health_hue").str();
  const auto saved = send("PUT", path,
                          R"({"version":1,"name":"Sở Y tế thành phố Huế",)"
                          R"("valid_from":"2026-12-01"})");
  ASSERT_EQ(saved.status, 200) << saved.body;
  EXPECT_EQ(version_of(saved), 2);
  EXPECT_EQ(text_of(get(path + "?as_of=2026-11-30"), "name"), "Sở Y tế Huế");
  EXPECT_EQ(text_of(get(path + "?as_of=2026-11-30"), "valid_to"), "2026-11-30");
  EXPECT_EQ(text_of(get(path + "?as_of=2026-12-01"), "name"), "Sở Y tế thành phố Huế");
  EXPECT_EQ(text_of(get(path + "?as_of=2026-12-01"), "valid_to"), "");

  const auto stale = send("PUT", path, R"({"version":1,"name":"B"})");
  EXPECT_EQ(stale.status, 409);
  EXPECT_EQ(text_of(stale, "code"), "stale");
  EXPECT_EQ(complaints(send("PUT", path, R"({"version":2,"valid_from":"2020-01-01"})")),
            "valid_from out_of_range\n");
  EXPECT_EQ(complaints(send("PUT", path, R"({"version":2,"valid_to":null})")),
            "valid_to overlap\n");
  EXPECT_EQ(complaints(send("PUT", path,
                            R"({"version":2,"parent_id":")" + org("health_hue").str() + R"("})")),
            "parent_id unknown_value\n");
}

TEST_F(DirectoryApi, ACorrectionOfThePresentPeriodBeginsNoNewOne) {
  const std::string path = "/organisations/" + org("health_hue").str();
  ASSERT_EQ(send("PUT", path, R"({"version":1,"address":"Số 1, phố Mẫu"})").status, 200);
  const auto now = get(path);
  EXPECT_EQ(text_of(now, "address"), "Số 1, phố Mẫu");
  EXPECT_EQ(text_of(now, "valid_from"), "2025-07-01");
  ASSERT_EQ(send("PUT", path, R"({"version":2,"address":null})").status, 200);
  EXPECT_EQ(text_of(get(path), "address"), "");
}

// R-003: numbers have dates, too.
TEST_F(DirectoryApi, ANewNumberEndsTheOldOneTheDayBefore) {
  const std::string path = "/organisations/" + org("hotline_111").str();
  ASSERT_EQ(send("PUT", path, R"({"version":1,"phone":"112","valid_from":"2027-01-01"})").status,
            200);
  EXPECT_EQ(text_of(get(path + "?as_of=2026-12-31"), "phone"), "111");
  EXPECT_EQ(text_of(get(path + "?as_of=2027-01-01"), "phone"), "112");
  ASSERT_EQ(send("PUT", path, R"({"version":2,"phone":"113","valid_from":"2027-01-01"})").status,
            200);
  EXPECT_EQ(text_of(get(path + "?as_of=2027-01-01"), "phone"), "113");
}

TEST_F(DirectoryApi, UnitsAndServicesAreAddedChangedAndEnded) {
  const auto made = send("POST", "/organisations/" + org("health_hue").str() + "/units",
                         R"({"name":"Phòng Bảo trợ","level":"province",)"
                         R"("valid_from":"2026-01-01"})");
  ASSERT_EQ(made.status, 201) << made.body;
  const std::string unit_id = text_of(made, "id");
  const auto offered = send("POST", "/units/" + unit_id + "/services",
                            R"({"service":"crisis","sexes":["female"],"provinces":["46"],)"
                            R"("available":3,"valid_from":"2026-01-01"})");
  ASSERT_EQ(offered.status, 201) << offered.body;
  const std::string search = R"({"need":"crisis","province":"46","sex":"female"})";
  const Json found = body_of(send("POST", "/service-searches", search));
  EXPECT_EQ(text(*items(found).front().member("unit"), "name"), "Phòng Bảo trợ");

  const std::string path = "/services/" + text_of(offered, "id");
  EXPECT_EQ(complaints(send("PUT", path, R"({"version":1,"min_age":30,"max_age":20})")),
            "max_age out_of_range\n");
  ASSERT_EQ(send("PUT", path, R"({"version":1,"valid_to":"2026-11-20"})").status, 200);
  const Json after = body_of(send("POST", "/service-searches", search));
  EXPECT_NE(text(*items(after).front().member("unit"), "name"), "Phòng Bảo trợ");
  EXPECT_EQ(send("PUT", path, R"({"version":1,"available":1})").status, 409);
  EXPECT_EQ(send("PUT", "/units/" + unit_id, R"({"version":1,"name":"Phòng mới"})").status, 200);
  EXPECT_EQ(send("PUT", "/units/" + base::random_uuid(), R"({"version":1})").status, 404);
}

// R-064, R-068: a new plan is entered with its members; the group in force changes on its first
// day.
TEST_F(DirectoryApi, ANewPlanMakesANewWorkingGroup) {
  const auto made =
      send("POST", "/working-groups", R"({"kind":"working_group","name":"Tổ công tác 2027-2030"})");
  ASSERT_EQ(made.status, 201) << made.body;
  const std::string path = "/working-groups/" + text_of(made, "id") + "/members";
  const std::string police = R"("organisation_id":")" + org("police_c02").str() + R"(",)";
  const std::string from = R"("valid_from":"2027-01-01"})";
  ASSERT_EQ(send("POST", path, "{" + police + R"("role":"lead",)" + from).status, 201);
  EXPECT_EQ(text_of(get("/working-groups/current?as_of=2026-12-31"), "name"),
            "Tổ công tác phối hợp liên ngành (giữ thành viên 2021-2025)");
  EXPECT_EQ(text_of(get("/working-groups/current?as_of=2027-01-01"), "name"),
            "Tổ công tác 2027-2030");
  EXPECT_EQ(complaints(send("POST", path, "{" + police + R"("role":"lead",)" + from)),
            "organisation_id overlap\n");
  EXPECT_EQ(complaints(send("POST", path,
                            "{" + police + R"("role":"king","unit_id":")" +
                                unit("womens_union_propaganda").str() + R"(",)" + from)),
            "unit_id unknown_value\nrole unknown_value\n");

  const Json group = body_of(get("/working-groups/current?as_of=2027-01-01"));
  const std::string member = text(group.member("members")->get_if<JsonArray>()->front(), "id");
  const std::string ending = "/working-group-members/" + member + "/endings";
  EXPECT_EQ(complaints(send("POST", ending, R"({"valid_to":"2026-01-01"})")),
            "valid_to out_of_range\n");
  EXPECT_EQ(send("POST", ending, R"({"valid_to":"2027-06-30"})").status, 204);
  EXPECT_EQ(text_of(get("/working-groups/current?as_of=2027-07-01"), "name"),
            "Tổ công tác phối hợp liên ngành (giữ thành viên 2021-2025)");
  EXPECT_EQ(complaints(send("POST", "/working-groups", R"({"kind":"club","name":"A"})")),
            "kind unknown_value\n");
}

// R-034: the parties of a city's regulation are a group of their own.
TEST_F(DirectoryApi, ListsGroupsAndRegulations) {
  const Json body = body_of(get("/working-groups?as_of=2023-06-01"));
  std::string found;
  for (const Json& group : items(body)) {
    if (text(group, "kind") != "regulation") continue;
    for (const Json& member : *group.member("members")->get_if<JsonArray>()) {
      found += text(*member.member("organisation"), "short_name") + "\n";
    }
  }
  EXPECT_EQ(found,
            "Sở LĐTBXH Thành phố Hồ Chí Minh\nBĐBP TP.HCM\nCông an Thành phố Hồ Chí Minh\n"
            "Sở Ngoại vụ TP.HCM\n");
}

TEST_F(DirectoryApi, ACodeGetsANewLabelFromADayOnAndKeepsTheOldOneBefore) {
  const auto body = [](const char* from) {
    return std::string(
               R"({"list":"topic","code":"organ","label_vi":"Mua bán mô, bộ phận cơ thể",)") +
           R"("label_en":"Organs and tissue","valid_from":")" + from + "\"}";
  };
  ASSERT_EQ(send("POST", "/code-list-items", body("2027-01-01")).status, 201);
  stage_.database->read([](platform::Transaction& tx) {
    const Directory& directory = current(tx);
    EXPECT_EQ(directory.label("topic", "organ", day("2026-12-31"), "vi"), "Mua bán nội tạng");
    EXPECT_EQ(directory.label("topic", "organ", day("2027-01-01"), "en"), "Organs and tissue");
    return 0;
  });
  EXPECT_EQ(complaints(send("POST", "/code-list-items", body("2027-01-01"))),
            "valid_from out_of_range\n");
  EXPECT_EQ(complaints(send("POST", "/code-list-items",
                            R"({"list":"no_such","code":"a","label_vi":"A","label_en":"A",)"
                            R"("valid_from":"2027-01-01"})")),
            "list unknown_value\n");
}

}  // namespace
}  // namespace hd::directory::testing
