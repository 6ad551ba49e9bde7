#include "contacts/api.h"

#include <gtest/gtest.h>

#include "contacts/testing_api.h"

namespace hd::contacts::testing {
namespace {

class ContactApi : public ContactScene {};

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

TEST_F(ContactApi, NeverShowsARecordWithoutAnAuditEntry) {
  const auto id = final_record();
  get("/" + id);
  get("/" + id + "/versions");
  EXPECT_EQ(audited("contact.open"), 1);
  EXPECT_EQ(audited("contact.open_versions"), 1);
}

}  // namespace
}  // namespace hd::contacts::testing
