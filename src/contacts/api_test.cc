#include "contacts/api.h"

#include <set>

#include <gtest/gtest.h>

#include "calendar/operations.h"
#include "contacts/testing.h"
#include "server/testing.h"

namespace hd::contacts {
namespace {

using access::Actor;
using platform::HttpResponse;
using platform::Json;
using platform::JsonArray;
using platform::JsonObject;
using platform::Transaction;
using server::testing::body_of;
using server::testing::request;
using server::testing::text_of;
using testing::kAgency;
using testing::kHotline;
using testing::kNow;
using testing::kOtherHotline;
using testing::person;
using testing::Role;

constexpr std::string_view kRoot = "/api/v1/contacts";

/// The whole module over a real database; only the socket and the sign-in are missing.
class ContactApi : public ::testing::Test {
 protected:
  ContactApi() {
    stage_.database->write([](Transaction& tx) {
      calendar::load_first_content(tx);
      return directory::load_first_content(tx);
    });
    add_routes(stage_.router, parts_);
    stage_.actor = counsellor_;
    stage_.now = kNow + std::chrono::minutes(15);
  }

  HttpResponse call(std::string method, std::string path, std::string body = "") {
    return stage_.router.handle(request(std::move(method), std::move(path), std::move(body)));
  }
  HttpResponse get(const std::string& path) { return call("GET", std::string(kRoot) + path); }
  HttpResponse post(const std::string& path, std::string body) {
    return call("POST", std::string(kRoot) + path, std::move(body));
  }
  HttpResponse put(const std::string& id, std::string body) {
    return call("PUT", std::string(kRoot) + "/" + id, std::move(body));
  }
  HttpResponse as(const Actor& actor, const std::function<HttpResponse()>& what) {
    const auto before = std::exchange(stage_.actor, actor);
    auto response = what();
    stage_.actor = before;
    return response;
  }

  static std::string start(const std::string& more = "",
                           const directory::OrgId& hotline = kHotline) {
    return R"({"hotline_id":")" + hotline.str() +
           R"(","channel":"phone_111","direction":"in","started_at":"2026-03-02T02:00:00Z")" +
           more + "}";
  }
  static constexpr const char* kInformation =
      R"(,"kind":"information","topics":["hotline_itself"],"caller_relation":"public",)"
      R"("province":"01")";

  std::string draft(const std::string& more = "") { return text_of(post("", start(more)), "id"); }
  /// "T7 open T4 done ": the clocks in order of their rules.
  std::string duties() {
    return stage_.database->read([](Transaction& tx) {
      std::string text;
      for (const auto& row : tx.query("SELECT rule_code, state FROM duty ORDER BY rule_code")) {
        text += row.text("rule_code") + " " + row.text("state") + " ";
      }
      return text;
    });
  }
  std::string final_record(const std::string& more = "") {
    const auto id = draft(std::string(kInformation) + more);
    EXPECT_EQ(post("/" + id + "/finalisations", R"({"version":1})").status, 200);
    return id;
  }
  std::string ids_of_list(const std::string& query = "") {
    std::string ids;
    const auto body = body_of(get(query));
    for (const auto& item : *body.member("items")->get_if<JsonArray>()) {
      ids += *item.member("id")->get_if<std::string>() + " ";
    }
    return ids;
  }
  std::int64_t count(const std::string& sql) {
    return stage_.database->read(
        [&](Transaction& tx) { return tx.query(sql).front().number("n"); });
  }
  std::int64_t audited(const std::string& action) {
    return count("SELECT count(*) AS n FROM audit_entry WHERE action = '" + action + "'");
  }
  static std::string code(const HttpResponse& response) {
    return std::to_string(response.status) + " " + text_of(response, "code");
  }
  static std::string fields(const HttpResponse& response) {
    std::string text;
    const auto body = body_of(response);
    if (const auto* list = body.member("fields")) {
      for (const auto& fault : *list->get_if<JsonArray>()) {
        text += *fault.member("field")->get_if<std::string>() + " " +
                *fault.member("code")->get_if<std::string>() + "; ";
      }
    }
    return text;
  }
  static std::string member(const HttpResponse& response, std::string_view key) {
    const auto body = body_of(response);
    const auto* found = body.member(key);
    return found == nullptr ? "absent" : found->dump();
  }

  const Actor counsellor_ = person(1, Role::counsellor);
  const Actor colleague_ = person(2, Role::counsellor);
  const Actor lead_ = person(3, Role::shift_lead);
  const Actor other_hotline_ = person(4, Role::hotline_lead, kOtherHotline);
  const Actor agency_ = person(5, Role::wg_member, kAgency);
  const Actor administrator_ = person(6, Role::administrator);

  server::testing::Stage stage_;
  Operations operations_{*stage_.vault};
  ApiParts parts_{.operations = operations_, .vault = *stage_.vault};
};

/// R-066: an information call from the first keystroke to its number.
TEST_F(ContactApi, RecordsAnInformationCall) {
  const auto created = post("", start());
  EXPECT_EQ(created.status, 201);
  EXPECT_EQ(text_of(created, "state"), "draft");
  EXPECT_EQ(text_of(created, "whose_turn"), "counsellor");
  EXPECT_EQ(member(created, "warnings"), R"([{"field":"kind","code":"required"}])");
  EXPECT_EQ(member(created, "next_actions"),
            R"(["edit","finalise","discard","flag_risk","book_follow_up","start_connection"])");
  const auto id = text_of(created, "id");

  const auto saved = put(id, R"({"version":1,"kind":"information","topics":["hotline_itself"],)"
                             R"("caller_relation":"public","province":"01"})");
  EXPECT_EQ(saved.status, 200);
  EXPECT_EQ(member(saved, "warnings"), "[]");

  const auto closed = post("/" + id + "/finalisations", R"({"version":2})");
  EXPECT_EQ(closed.status, 200);
  EXPECT_EQ(text_of(closed, "number"), "111-2026-000001");
  EXPECT_EQ(text_of(closed, "report_group"), "information");
  EXPECT_EQ(text_of(closed, "ended_at"), "2026-03-02T02:15:00.000Z");
  EXPECT_EQ(text_of(closed, "whose_turn"), "nobody");
  EXPECT_EQ(audited("contact.create") + audited("contact.save") + audited("contact.finalise"), 3);
}

TEST_F(ContactApi, NumbersRecordsWithoutGapsPerHotlineAndYear) {
  final_record();
  const auto second = draft();  // discarded: takes no number
  post("/" + second + "/discards", R"({"version":1,"reason":"nhầm"})");
  EXPECT_EQ(text_of(get("/" + final_record()), "number"), "111-2026-000002");
  const auto at_hn = as(other_hotline_, [&] {
    const auto made = post("", start(kInformation, kOtherHotline));
    return post("/" + text_of(made, "id") + "/finalisations", R"({"version":1})");
  });
  EXPECT_EQ(text_of(at_hn, "number"), "HN-2026-000001");
}

TEST_F(ContactApi, ClosesACallWithoutContentWithTwoAnswers) {
  const auto id = draft(R"(,"kind":"no_content")");
  EXPECT_EQ(fields(post("/" + id + "/finalisations", R"({"version":1})")),
            "no_content_reason required; ");
  EXPECT_EQ(put(id, R"({"version":1,"no_content_reason":"silent"})").status, 200);
  EXPECT_EQ(post("/" + id + "/finalisations", R"({"version":2})").status, 200);
}

TEST_F(ContactApi, RefusesImpossibleValuesAndKeepsTheDraft) {
  const auto id = draft(R"(,"summary":"đã ghi")");
  const auto refused =
      put(id, R"({"version":1,"summary":"mới","started_at":"2026-03-02T03:00:00Z",)"
              R"("phone":"abc","kind":"gossip","age":200})");
  EXPECT_EQ(code(refused), "400 request.invalid");
  EXPECT_EQ(fields(refused), "age out_of_range; ");
  EXPECT_EQ(fields(put(id, R"({"version":1,"started_at":"2026-03-02T03:00:00Z","phone":"abc",)"
                           R"("kind":"gossip"})")),
            "started_at in_future; kind unknown_value; phone malformed_phone; ");
  EXPECT_EQ(fields(put(
                id, R"({"version":1,"hotline":"x","summary":")" + std::string(20001, 'a') + "\"}")),
            "summary too_long; hotline unknown_field; ");
  const auto kept = get("/" + id);
  EXPECT_EQ(text_of(kept, "summary"), "đã ghi");
  EXPECT_EQ(member(kept, "version"), "1");
}

TEST_F(ContactApi, LeavesOutKeepsAndNullEmpties) {
  const auto id = draft(R"(,"summary":"đã ghi","phone":"0900 000 011","age":20)");
  const auto saved = put(id, R"({"version":1,"phone":null,"age":null})");
  EXPECT_EQ(text_of(saved, "summary"), "đã ghi");
  EXPECT_EQ(member(saved, "phone"), "null");
  EXPECT_EQ(member(saved, "age"), "null");
}

TEST_F(ContactApi, AnswersAStaleVersionWithTheCurrentOne) {
  const auto id = draft();
  put(id, R"({"version":1,"summary":"một"})");
  const auto stale = put(id, R"({"version":1,"summary":"hai"})");
  EXPECT_EQ(code(stale), "409 stale");
  EXPECT_EQ(member(stale, "params"), R"({"version":"2"})");
  EXPECT_EQ(fields(put(id, R"({"summary":"hai"})")), "version required; ");
}

/// "A second counsellor editing the same draft → refused with who."
TEST_F(ContactApi, TellsAColleagueWhoHoldsTheDraft) {
  const auto id = draft();
  const auto refused = as(colleague_, [&] { return put(id, R"({"version":1,"summary":"x"})"); });
  EXPECT_EQ(code(refused), "409 contact.taken");
  EXPECT_NE(member(refused, "params").find(counsellor_.user.str()), std::string::npos);
  const auto taken = as(
      lead_, [&] { return post("/" + id + "/takeovers", R"({"version":1,"reason":"hết ca"})"); });
  EXPECT_EQ(taken.status, 200);
  EXPECT_EQ(code(put(id, R"({"version":1,"summary":"x"})")), "409 contact.taken");
  EXPECT_EQ(as(lead_, [&] { return put(id, R"({"version":2,"summary":"x"})"); }).status, 200);
}

/// R-069, R-125: other hotlines, agencies and administrators cannot tell a record from nothing.
TEST_F(ContactApi, AnOutsiderCannotTellARecordFromNothing) {
  const auto id = final_record();
  const auto unfinished = draft();
  const auto absent = base::testing::id<ContactId>(999).str();
  const auto nothing = get("/" + absent);
  EXPECT_EQ(code(nothing), "404 not_found");
  EXPECT_EQ(as(other_hotline_, [&] { return get("/" + id); }).body, nothing.body);
  EXPECT_EQ(as(colleague_, [&] { return get("/" + unfinished); }).body, nothing.body);
  EXPECT_EQ(as(colleague_, [&] { return get("/" + id); }).status, 200);
  EXPECT_EQ(as(lead_, [&] { return get("/" + unfinished); }).status, 200);
  for (const auto& actor : {agency_, administrator_}) {
    EXPECT_EQ(as(actor, [&] { return get("/" + id); }).status, 403);
    EXPECT_EQ(as(actor, [&] { return get(""); }).status, 403);
  }
  const auto refused = [&](const std::string& path, const std::string& body) {
    return as(other_hotline_, [&] { return post(path, body); });
  };
  const std::string decision = R"({"version":2,"reason":"x"})";
  EXPECT_EQ(refused("/" + id + "/risk-flags", decision).body, nothing.body);
  EXPECT_EQ(refused("/" + unfinished + "/takeovers", decision).body, nothing.body);
  EXPECT_EQ(refused("/" + unfinished + "/discards", decision).body, nothing.body);
  EXPECT_EQ(refused("/" + unfinished + "/finalisations", R"({"version":1})").body, nothing.body);
  EXPECT_EQ(refused("", start()).body, nothing.body);
}

/// The list is the record-level decision, for every viewer and every record.
TEST_F(ContactApi, ListsExactlyWhatTheViewerMayOpen) {
  std::vector<std::string> all;
  for (const auto& actor : {counsellor_, colleague_, lead_}) {
    as(actor, [&] {
      all.push_back(draft());
      all.push_back(final_record());
      all.push_back(draft());
      return post("/" + all.back() + "/discards", R"({"version":1,"reason":"thử"})");
    });
  }
  as(other_hotline_, [&] {
    const auto made = post("", start("", kOtherHotline));
    all.push_back(text_of(made, "id"));
    return made;
  });
  for (const auto& actor : {counsellor_, colleague_, lead_, other_hotline_}) {
    as(actor, [&] {
      const auto listed = ids_of_list() + ids_of_list("?state=discarded");
      for (const auto& id : all) {
        EXPECT_EQ(listed.find(id) != std::string::npos, get("/" + id).status == 200);
      }
      return HttpResponse{};
    });
  }
}

TEST_F(ContactApi, TheListHasNoFreeTextAndMasksNumbers) {
  draft(R"(,"summary":"bí mật","phone":"0900 000 011","commune_text":"xã Mẫu")");
  const auto response = get("");
  EXPECT_EQ(response.body.find("bí mật"), std::string::npos);
  EXPECT_EQ(response.body.find("Mẫu"), std::string::npos);
  EXPECT_EQ(response.body.find("0900"), std::string::npos);
  EXPECT_NE(response.body.find(R"("phone_masked":"•••• 011")"), std::string::npos);
}

TEST_F(ContactApi, PagesThroughTheList) {
  std::set<std::string> seen;
  for (int i = 0; i < 5; ++i) draft();
  std::string cursor;
  for (int page = 0; page < 3; ++page) {
    const auto response = get("?limit=2" + (cursor.empty() ? "" : "&cursor=" + cursor));
    const auto body = body_of(response);
    for (const auto& item : *body.member("items")->get_if<JsonArray>()) {
      EXPECT_TRUE(seen.insert(*item.member("id")->get_if<std::string>()).second);
    }
    cursor = text_of(response, "next");
  }
  EXPECT_EQ(seen.size(), 5U);
  EXPECT_EQ(cursor, "");
}

TEST_F(ContactApi, ShowsANumberInFullOnlyToTheHolderOfTheDraft) {
  const auto id = draft(std::string(kInformation) + R"(,"phone":"0900 000 011")");
  EXPECT_EQ(text_of(get("/" + id), "phone"), "0900 000 011");
  EXPECT_EQ(text_of(as(lead_, [&] { return get("/" + id); }), "phone"), "•••• 011");
  post("/" + id + "/finalisations", R"({"version":1})");
  EXPECT_EQ(text_of(get("/" + id), "phone"), "•••• 011");

  const std::string ask = R"({"contact_id":")" + id + R"(","field":"phone","reason":"gọi lại"})";
  EXPECT_EQ(text_of(call("POST", "/api/v1/contact-reveals", ask), "value"), "0900 000 011");
  EXPECT_EQ(audited("contact.reveal"), 1);
  EXPECT_EQ(count("SELECT count(*) AS n FROM contact_reveal"), 1);
  EXPECT_EQ(as(other_hotline_, [&] { return call("POST", "/api/v1/contact-reveals", ask); }).status,
            404);
  EXPECT_EQ(fields(call("POST", "/api/v1/contact-reveals",
                        R"({"contact_id":")" + id + R"(","field":"phone"})")),
            "reason required; ");
}

/// R-125: a known caller leads to earlier calls of the same hotline, and to no other.
TEST_F(ContactApi, FindsEarlierCallsOfTheSameHotline) {
  const auto id = final_record(R"(,"phone":"0900 000 011")");
  const std::string ask = R"({"phone":"+84 900.000.011"})";
  const auto search = [&] { return call("POST", "/api/v1/contact-searches", ask); };
  EXPECT_NE(search().body.find(id), std::string::npos);
  EXPECT_EQ(as(other_hotline_, search).body, R"({"items":[],"next":null})");
  EXPECT_EQ(audited("contact.search"), 2);
  EXPECT_EQ(fields(call("POST", "/api/v1/contact-searches", R"({"phone":"abc"})")),
            "phone malformed_phone; ");
  const auto repeat = post("", start(R"(,"repeat_of":")" + id + "\""));
  EXPECT_NE(member(repeat, "repeat_of").find("111-2026-000001"), std::string::npos);
}

TEST_F(ContactApi, CorrectsAClosedRecordAndKeepsWhatItSaid) {
  const auto id = final_record();
  const auto amended =
      post("/" + id + "/amendments",
           R"({"version":2,"reason":"ghi nhầm tỉnh","changes":{"province":"79"}})");
  EXPECT_EQ(amended.status, 200);
  EXPECT_EQ(member(amended, "amendment_count"), "1");
  const auto versions = get("/" + id + "/versions");
  EXPECT_NE(versions.body.find(R"("reason":"ghi nhầm tỉnh","changes":[{"field":"province",)"
                               R"("before":"01","after":"79"}])"),
            std::string::npos);
  EXPECT_EQ(fields(post("/" + id + "/amendments",
                        R"({"version":3,"reason":"x","changes":{"province":null}})")),
            "province required; ");
  EXPECT_EQ(code(post("/" + id + "/amendments", R"({"version":2,"reason":"x","changes":{}})")),
            "409 stale");
  EXPECT_EQ(code(post("/" + draft() + "/amendments", R"({"version":1,"reason":"x","changes":{}})")),
            "409 contact.not_final");
  EXPECT_EQ(code(put(id, R"({"version":3,"summary":"x"})")), "409 contact.not_draft");
}

/// R-025, T4: a caller in danger is the leads' matter at once.
TEST_F(ContactApi, TellsTheLeadsOfACallerInDanger) {
  const auto id = draft();
  const auto flagged = post("/" + id + "/risk-flags", R"({"version":1,"reason":"bị đe dọa"})");
  EXPECT_EQ(flagged.status, 200);
  EXPECT_EQ(text_of(flagged, "whose_turn"), "hotline_lead");
  EXPECT_EQ(count("SELECT count(*) AS n FROM event WHERE topic = 'contact.at_risk'"), 1);
  EXPECT_EQ(count("SELECT count(*) AS n FROM duty WHERE state = 'open'"), 1);
  EXPECT_EQ(as(lead_, [&] { return get("?risk=1"); }).body.find(id) != std::string::npos, true);
  EXPECT_EQ(code(post("/" + id + "/risk-clearances", R"({"version":2,"reason":"đã an toàn"})")),
            "403 permission.missing");
  const auto cleared = as(lead_, [&] {
    return post("/" + id + "/risk-clearances", R"({"version":2,"reason":"đã an toàn"})");
  });
  EXPECT_EQ(cleared.status, 200);
  EXPECT_EQ(count("SELECT count(*) AS n FROM duty WHERE state = 'open'"), 0);
}

TEST_F(ContactApi, BooksACallBackAsADuty) {
  const auto id = final_record();
  EXPECT_EQ(
      fields(post("/" + id + "/follow-ups", R"({"version":2,"due_at":"2026-03-02T01:00:00Z"})")),
      "due_at in_past; ");
  const auto booked = post("/" + id + "/follow-ups",
                           R"({"version":2,"due_at":"2026-03-03T02:00:00Z","note":"sau giờ làm"})");
  EXPECT_EQ(booked.status, 200);
  EXPECT_NE(member(booked, "follow_ups").find("sau giờ làm"), std::string::npos);
  EXPECT_EQ(member(booked, "follow_up_wanted"), "true");
  EXPECT_EQ(count("SELECT count(*) AS n FROM duty WHERE state = 'open'"), 1);
}

/// R-080, R-106, R-136: the blocks of safe migration and of what is reported.
TEST_F(ContactApi, KeepsSafeMigrationAdviceAndWhatIsReported) {
  const auto made =
      post("", start(R"(,"safe_migration":{"destination_country":"kh","offer":"việc nhẹ",)"
                     R"("company":"Công ty Mẫu","licence_checked":"no","advice_given":"kiểm tra"},)"
                     R"("report_kind":"related_situation","safe_contact":{"when":"tối",)"
                     R"("do_not_call":true})"));
  EXPECT_EQ(member(made, "safe_migration"),
            R"({"destination_country":"kh","offer":"việc nhẹ","company":"Công ty Mẫu",)"
            R"("licence_checked":"no","advice_given":"kiểm tra"})");
  EXPECT_EQ(text_of(made, "report_kind"), "related_situation");
  EXPECT_EQ(member(made, "safe_contact"),
            R"({"when":"tối","how":null,"code_word":null,"may_leave_message":null,)"
            R"("who_else_hears":null,"do_not_call":true})");
  EXPECT_EQ(fields(post("", start(R"(,"safe_contact":{"wenn":"x"})"))),
            "safe_contact.wenn unknown_field; ");
}

/// R-098, R-070: a denunciation is taken, closed, and can go on to an agency; what it is about
/// (victim, crime, a situation) and that an agency told it are kept as codes.
TEST_F(ContactApi, TakesADenunciationFromAnAgency) {
  const auto id = draft(R"(,"kind":"report_of_crime","topics":["rescue_request"],)"
                        R"("caller_relation":"coordinating_agency","province":"33",)"
                        R"("report_kind":"victim","summary":"báo tin về một nạn nhân")");
  const auto closed = post("/" + id + "/finalisations", R"({"version":1})");
  EXPECT_EQ(closed.status, 200);
  EXPECT_EQ(text_of(closed, "report_kind"), "victim");
  EXPECT_EQ(text_of(closed, "caller_relation"), "coordinating_agency");
  EXPECT_NE(member(closed, "next_actions").find("start_connection"), std::string::npos);
}

/// T7, R-070, R-098, R-136: it goes on to a body that may look into it, at once, and the act is
/// kept.
TEST_F(ContactApi, ForwardsADenunciationToACompetentBody) {
  const auto id = draft(R"(,"kind":"report_of_crime","topics":["rescue_request"],)"
                        R"("caller_relation":"public","province":"33","summary":"báo tin")");
  const auto body = [](const std::string& version, const std::string& org,
                       const std::string& more = R"("at":"2026-03-02T02:14:00Z")") {
    return R"({"version":)" + version + R"(,"organisation_id":")" +
           directory::testing::org(org).str() + R"(","channel":"phone","told":"Báo vụ việc.",)" +
           more + "}";
  };
  const std::string path = "/" + id + "/forwardings";
  EXPECT_EQ(text_of(post(path, body("1", "police_hung_yen")), "code"), "contact.not_final");
  const auto closed = post("/" + id + "/finalisations", R"({"version":1})");
  EXPECT_NE(member(closed, "next_actions").find("\"forward\""), std::string::npos);
  EXPECT_EQ(duties(), "T7 open ");
  EXPECT_EQ(fields(post(path, body("2", "health_hung_yen"))), "organisation_id not_competent; ");
  EXPECT_EQ(fields(post(path, body("2", "no_such_body"))), "organisation_id unknown_value; ");
  EXPECT_EQ(fields(post(path, body("2", "police_hung_yen", R"("at":"2027-01-01T00:00:00Z")"))),
            "at in_future; ");
  EXPECT_EQ(text_of(post(path, body("9", "police_hung_yen")), "code"), "stale");
  EXPECT_EQ(duties(), "T7 open ");
  const auto told = post(path, body("2", "police_hung_yen"));
  EXPECT_EQ(told.status, 200) << told.body;
  EXPECT_EQ(duties(), "T7 done ");
  const auto shown = member(get("/" + id), "forwardings");
  for (const auto* part :
       {"Công an tỉnh Hưng Yên", "Báo vụ việc.", "\"phone\"", "2026-03-02T02:14:00.000Z"}) {
    EXPECT_NE(shown.find(part), std::string::npos) << part << shown;
  }
  EXPECT_EQ(audited("contact.forward"), 1);
  const auto elsewhere = person(9, Role::counsellor, kOtherHotline);
  EXPECT_EQ(as(elsewhere, [&] { return post(path, body("3", "police_hung_yen")); }).status, 404);
}

TEST_F(ContactApi, NamesTheBodiesOfThePlaceFirst) {
  const auto id = final_record(R"(,"report_kind":"incident")");
  const auto listed = get("/" + id + "/competent-bodies");
  EXPECT_EQ(listed.status, 200);
  const auto items = member(listed, "items");
  const auto own = items.find("Công an thành phố Hà Nội");
  const auto central = items.find("Cục Cảnh sát hình sự (C02)");
  const auto other = items.find("Công an tỉnh Hưng Yên");
  EXPECT_LT(own, central);
  EXPECT_LT(central, other);
  EXPECT_NE(other, std::string::npos);
  EXPECT_EQ(items.find("Sở Y tế"), std::string::npos);
}

TEST_F(ContactApi, ACorrectionOpensAndEndsTheDutyToForward) {
  const auto id = final_record();
  EXPECT_EQ(duties(), "");
  const auto amend = [&](const std::string& version, const std::string& kind) {
    return post(
        "/" + id + "/amendments",
        R"({"version":)" + version + R"(,"reason":"sửa","changes":{"report_kind":)" + kind + "}}");
  };
  EXPECT_EQ(amend("2", "\"victim\"").status, 200);
  EXPECT_EQ(duties(), "T7 open ");
  EXPECT_EQ(amend("3", "null").status, 200);
  EXPECT_EQ(duties(), "T7 cancelled ");
}

TEST_F(ContactApi, OnlyADenunciationIsForwarded) {
  const auto id = final_record();
  const auto refused =
      post("/" + id + "/forwardings",
           R"({"version":2,"channel":"phone","told":"x","at":"2026-03-02T02:14:00Z",)"
           R"("organisation_id":")" +
               kAgency.str() + "\"}");
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(text_of(refused, "code"), "contact.no_denunciation");
}

TEST_F(ContactApi, NeverShowsARecordWithoutAnAuditEntry) {
  const auto id = final_record();
  get("/" + id);
  get("/" + id + "/versions");
  EXPECT_EQ(audited("contact.open"), 1);
  EXPECT_EQ(audited("contact.open_versions"), 1);
}

}  // namespace
}  // namespace hd::contacts
