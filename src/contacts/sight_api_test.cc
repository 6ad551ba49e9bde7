// Who sees what: lists, masked numbers, earlier calls.

#include <set>

#include <gtest/gtest.h>

#include "contacts/api.h"
#include "contacts/testing_api.h"

namespace hd::contacts::testing {
namespace {

class ContactSight : public ContactScene {};

/// R-069, R-125: other hotlines, agencies and administrators cannot tell a record from nothing.
TEST_F(ContactSight, AnOutsiderCannotTellARecordFromNothing) {
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
TEST_F(ContactSight, ListsExactlyWhatTheViewerMayOpen) {
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

TEST_F(ContactSight, TheListHasNoFreeTextAndMasksNumbers) {
  draft(R"(,"summary":"bí mật","phone":"0900 000 011","commune_text":"xã Mẫu")");
  const auto response = get("");
  EXPECT_EQ(response.body.find("bí mật"), std::string::npos);
  EXPECT_EQ(response.body.find("Mẫu"), std::string::npos);
  EXPECT_EQ(response.body.find("0900"), std::string::npos);
  EXPECT_NE(response.body.find(R"("phone_masked":"•••• 011")"), std::string::npos);
}

TEST_F(ContactSight, PagesThroughTheList) {
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

TEST_F(ContactSight, ShowsANumberInFullOnlyToTheHolderOfTheDraft) {
  const auto id = draft(std::string(kInformation) + R"(,"phone":"0900 000 011")");
  EXPECT_EQ(text_of(get("/" + id), "phone"), "0900 000 011");
  EXPECT_EQ(text_of(as(lead_, [&] { return get("/" + id); }), "phone"), "•••• 011");
  post("/" + id + "/finalisations", R"({"version":1})");
  EXPECT_EQ(text_of(get("/" + id), "phone"), "•••• 011");

  const std::string ask = R"({"contact_id":")" + id + R"(","field":"phone","reason":"gọi lại"})";
  EXPECT_EQ(text_of(stage_.ask("POST", "/contact-reveals", ask), "value"), "0900 000 011");
  EXPECT_EQ(audited("contact.reveal"), 1);
  EXPECT_EQ(count("SELECT count(*) AS n FROM contact_reveal"), 1);
  EXPECT_EQ(as(other_hotline_, [&] { return stage_.ask("POST", "/contact-reveals", ask); }).status,
            404);
  EXPECT_EQ(fields(stage_.ask("POST", "/contact-reveals",
                              R"({"contact_id":")" + id + R"(","field":"phone"})")),
            "reason required; ");
}

/// R-125: a known caller leads to earlier calls of the same hotline, and to no other.
TEST_F(ContactSight, FindsEarlierCallsOfTheSameHotline) {
  const auto id = final_record(R"(,"phone":"0900 000 011")");
  const std::string ask = R"({"phone":"+84 900.000.011"})";
  const auto search = [&] { return stage_.ask("POST", "/contact-searches", ask); };
  EXPECT_NE(search().body.find(id), std::string::npos);
  EXPECT_EQ(as(other_hotline_, search).body, R"({"items":[],"next":null})");
  EXPECT_EQ(audited("contact.search"), 2);
  EXPECT_EQ(fields(stage_.ask("POST", "/contact-searches", R"({"phone":"abc"})")),
            "phone malformed_phone; ");
  const auto repeat = post("", start(R"(,"repeat_of":")" + id + "\""));
  EXPECT_NE(member(repeat, "repeat_of").find("111-2026-000001"), std::string::npos);
}

}  // namespace
}  // namespace hd::contacts::testing
