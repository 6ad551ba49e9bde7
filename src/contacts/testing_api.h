#pragma once
// For tests only: the people of two hotlines and an agency, and the whole module over a real
// database.

#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include <gtest/gtest.h>

#include "calendar/operations.h"
#include "contacts/api.h"
#include "contacts/testing.h"
#include "server/testing.h"

namespace hd::contacts::testing {

using platform::HttpResponse;
using platform::JsonArray;
using server::testing::body_of;
using server::testing::text_of;

/// The whole module over a real database; only the socket and the sign-in are missing.
class ContactScene : public ::testing::Test {
 protected:
  ContactScene() {
    stage_.database->write([](platform::Transaction& tx) {
      calendar::load_first_content(tx);
      return directory::load_first_content(tx);
    });
    add_routes(stage_.router, parts_);
    stage_.actor = counsellor_;
    stage_.now = kNow + std::chrono::minutes(15);
  }

  HttpResponse get(const std::string& path) { return stage_.ask("GET", "/contacts" + path); }
  HttpResponse post(const std::string& path, std::string body) {
    return stage_.ask("POST", "/contacts" + path, std::move(body));
  }
  HttpResponse put(const std::string& id, std::string body) {
    return stage_.ask("PUT", "/contacts/" + id, std::move(body));
  }
  HttpResponse as(const access::Actor& actor, const std::function<HttpResponse()>& what) {
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
    return stage_.database->read([](platform::Transaction& tx) {
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
  std::int64_t count(const std::string& sql) { return stage_.count(sql); }
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

  const access::Actor counsellor_ = person(1, Role::counsellor);
  const access::Actor colleague_ = person(2, Role::counsellor);
  const access::Actor lead_ = person(3, Role::shift_lead);
  const access::Actor other_hotline_ = person(4, Role::hotline_lead, kOtherHotline);
  const access::Actor agency_ = person(5, Role::wg_member, kAgency);
  const access::Actor administrator_ = person(6, Role::administrator);

  server::testing::Stage stage_;
  Operations operations_{*stage_.vault};
  ApiParts parts_{.operations = operations_, .vault = *stage_.vault};
};

}  // namespace hd::contacts::testing
