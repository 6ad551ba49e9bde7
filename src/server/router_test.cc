#include "server/router.h"

#include <atomic>
#include <future>
#include <stdexcept>
#include <thread>

#include <gtest/gtest.h>

#include "audit/audit.h"
#include "server/idempotency.h"
#include "server/testing.h"

namespace hd::server {
namespace {

using access::Permission;
using access::Role;
using base::testing::id;
using platform::HttpResponse;
using platform::Json;
using platform::JsonObject;
using platform::Transaction;
using testing::actor_with;
using testing::body_of;
using testing::header_of;
using testing::request;
using testing::text_of;

/// The thing the handlers of these tests change: the holder of a lease called "thing".
constexpr const char* kAdd =
    "INSERT INTO lease (name, holder, epoch, expires_at) VALUES ($1, 'somebody', 1, 0)";

class RouterTest : public ::testing::Test {
 protected:
  RouterTest() {
    stage_.actor = actor_with(Role::counsellor);
    auto& router = stage_.router;
    router.read("/api/v1/lists", Permission::directory_read, [](Transaction&, const Call& call) {
      return ok(JsonObject{{"limit", call.limit()}, {"q", call.query("q")}});
    });
    router.read("/api/v1/open", Permission::anyone,
                [](Transaction&, const Call&) { return ok(JsonObject{}); });
    router.read("/api/v1/paper", Permission::anyone,
                [](Transaction&, const Call&) -> base::Result<Reply> {
                  return Reply{.bytes = "<style>a{}</style><p><style>b{}</style>",
                               .content_type = "text/html; charset=utf-8"};
                });
    router.sensitive_read("GET", "/api/v1/things/{id}", Permission::contacts_read, &look);
    router.write("POST", "/api/v1/things", Permission::contacts_take,
                 [this](Transaction& tx, const Call& call) { return add(tx, call); });
    router.write("PUT", "/api/v1/things/{id}", Permission::contacts_take,
                 [](Transaction&, const Call&) -> base::Result<Reply> { return base::stale(7); });
  }

  static base::Result<Reply> look(Transaction& tx, const Call& call) {
    const auto thing = call.id<access::PostId>();
    if (!thing) return thing.error();
    if (*thing == id<access::PostId>(1)) {
      record(tx, call, "thing.open");
      return ok(JsonObject{{"id", *thing}});
    }
    if (*thing == id<access::PostId>(3)) return ok(JsonObject{{"secret", "never shown"}});
    return base::not_found();
  }

  base::Result<Reply> add(Transaction& tx, const Call& call) {
    ++handled_;
    platform::JsonReader in(call.body);
    const std::string name = in.text("name", 50);
    const auto mode = in.finish(in.optional_text("mode", 20));
    if (!mode) return mode.error();
    tx.execute(kAdd, {name});
    if (*mode == "throw") throw std::runtime_error("Key (phone)=(0900000001) exists");
    if (*mode == "full") throw platform::DbError(platform::DbProblem::full, "disk full");
    if (*mode == "gone") throw platform::DbError(platform::DbProblem::unavailable, "gone");
    if (*mode == "refuse") return base::Error{base::ErrorKind::conflict, "thing.closed"};
    if (*mode == "wait") gate_.get_future().wait();
    if (*mode != "forget") record(tx, call, "thing.add");
    return created(JsonObject{{"name", name}, {"number", handled_.load()}});
  }

  static void record(Transaction& tx, const Call& call, const std::string& action) {
    audit::record(tx, call.now, call.actor,
                  {.action = action, .object_kind = "thing", .object_id = "1"});
  }

  HttpResponse post(std::string body, std::string key = base::random_uuid()) {
    return testing::answer_of(stage_.router,
                              request("POST", "/api/v1/things", std::move(body), std::move(key)));
  }
  HttpResponse get(std::string path) {
    return testing::answer_of(stage_.router, request("GET", std::move(path)));
  }

  std::int64_t count(const std::string& table) {
    return stage_.database->read([&](Transaction& tx) {
      return tx.query("SELECT COUNT(*) AS n FROM " + table).at(0).number("n");
    });
  }
  std::vector<audit::Stored> log() {
    return stage_.database->read([](Transaction& tx) { return audit::find(tx, {}, 100); });
  }

  testing::Stage stage_;
  std::atomic<std::int64_t> handled_ = 0;
  std::promise<void> gate_;
};

TEST(Reply, AListEndsWithoutACursor) {
  EXPECT_EQ(page(platform::JsonArray{1}, "abc").body.dump(), R"({"items":[1],"next":"abc"})");
  EXPECT_EQ(page(platform::JsonArray(), "").body.dump(), R"({"items":[],"next":null})");
}

TEST_F(RouterTest, AChangeIsDoneRecordedAndAnswered) {
  const auto response = post(R"({"name":"a"})");
  EXPECT_EQ(response.status, 201);
  EXPECT_EQ(text_of(response, "name"), "a");
  EXPECT_EQ(count("lease"), 1);
  ASSERT_EQ(log().size(), 1);
  EXPECT_EQ(log()[0].action, "thing.add");
}

TEST_F(RouterTest, AChangeThatNobodyRecordedIsUndoneAndNotShown) {
  const auto response = post(R"({"name":"a","mode":"forget"})");
  EXPECT_EQ(response.status, 500);
  EXPECT_EQ(text_of(response, "code"), "server.failed");
  EXPECT_EQ(count("lease"), 0);
  EXPECT_EQ(count("idempotency"), 0);
}

TEST_F(RouterTest, ALookThatNobodyRecordedIsNotShown) {
  const auto response = get("/api/v1/things/" + id<access::PostId>(3).str());
  EXPECT_EQ(response.status, 500);
  EXPECT_EQ(response.body.find("never shown"), std::string::npos);
}

TEST_F(RouterTest, AbsentAndNotYoursAreTheSameBytesAndTheSameEntry) {
  const auto absent = get("/api/v1/things/" + id<access::PostId>(99).str());
  const auto malformed = get("/api/v1/things/not-an-id");
  const auto not_yours = get("/api/v1/things/" + id<access::PostId>(2).str());
  EXPECT_EQ(absent.status, 404);
  EXPECT_EQ(absent.body, not_yours.body);
  EXPECT_EQ(absent.body, malformed.body);
  EXPECT_EQ(absent.headers.size(), not_yours.headers.size());
  ASSERT_EQ(log().size(), 3);
  for (const auto& entry : log()) {
    EXPECT_EQ(entry.action, "refused");
    EXPECT_EQ(entry.object_kind, "contacts_read");
    EXPECT_EQ(entry.purpose, "not_found");
  }
  EXPECT_EQ(log()[0].object_id, id<access::PostId>(2).str());
  EXPECT_EQ(log()[1].object_id, "");
}

TEST_F(RouterTest, ARepeatedRequestGetsTheFirstAnswerAndChangesNothing) {
  const std::string key = "a-key-of-the-client";
  const auto first = post(R"({"name":"a"})", key);
  const auto second = post(R"({"name":"a"})", key);
  EXPECT_EQ(second.status, 201);
  EXPECT_EQ(second.body, first.body);
  EXPECT_EQ(header_of(second, "Idempotency-Replayed"), "true");
  EXPECT_EQ(header_of(second, "Content-Type"), "application/json");
  EXPECT_EQ(handled_, 1);
  EXPECT_EQ(count("lease"), 1);
  EXPECT_EQ(log().front().action, "request.repeat");
}

TEST_F(RouterTest, AKeyIsGoodForOneRequestOnly) {
  const std::string key = "a-key-of-the-client";
  post(R"({"name":"a"})", key);
  const auto other = post(R"({"name":"b"})", key);
  EXPECT_EQ(other.status, 422);
  EXPECT_EQ(text_of(other, "code"), "idempotency_key.reused");
  EXPECT_EQ(count("lease"), 1);
}

TEST_F(RouterTest, AKeyBelongsToItsUser) {
  const std::string key = "a-key-of-the-client";
  post(R"({"name":"a"})", key);
  stage_.actor = actor_with(Role::counsellor, 2);
  EXPECT_EQ(post(R"({"name":"b"})", key).status, 201);
}

TEST_F(RouterTest, AKeyIsForgottenAfterSevenDays) {
  const std::string key = "a-key-of-the-client";
  post(R"({"name":"a"})", key);
  stage_.now += std::chrono::days(8);
  EXPECT_EQ(post(R"({"name":"b"})", key).status, 201);
  stage_.now += std::chrono::days(8);
  stage_.database->write([&](Transaction& tx) {
    forget_answers(tx, stage_.now);
    return 0;
  });
  EXPECT_EQ(count("idempotency"), 0);
}

TEST_F(RouterTest, AFailedRequestMayBeTriedAgainUnderItsKey) {
  const std::string key = "a-key-of-the-client";
  EXPECT_EQ(post(R"({"name":"a","mode":"refuse"})", key).status, 409);
  EXPECT_EQ(count("lease"), 0);
  EXPECT_EQ(count("idempotency"), 0);
  EXPECT_EQ(post(R"({"name":"a"})", key).status, 201);
}

TEST_F(RouterTest, ARepeatThatOvertakesItsFirstIsToldToComeBack) {
  const std::string key = "a-key-of-the-client";
  std::thread first([&] { EXPECT_EQ(post(R"({"name":"a","mode":"wait"})", key).status, 201); });
  while (handled_ == 0) std::this_thread::yield();
  const auto second = post(R"({"name":"a","mode":"wait"})", key);
  EXPECT_EQ(second.status, 409);
  EXPECT_EQ(text_of(second, "code"), "request.in_flight");
  EXPECT_EQ(header_of(second, "Retry-After"), "1");
  gate_.set_value();
  first.join();
}

TEST_F(RouterTest, StoredAnswersAreSealed) {
  post(R"({"name":"canary-7c1e"})");
  const auto answer = stage_.database->read([](Transaction& tx) {
    return tx.query("SELECT answer FROM idempotency").at(0).blob("answer").bytes;
  });
  EXPECT_EQ(answer.find("canary"), std::string::npos);
}

TEST_F(RouterTest, AChangeNeedsAKey) {
  auto without = request("POST", "/api/v1/things", R"({"name":"a"})");
  std::erase_if(without.headers,
                [](const auto& field) { return field.first == "idempotency-key"; });
  const auto response = testing::answer_of(stage_.router, without);
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(text_of(response, "code"), "idempotency_key.required");
  EXPECT_EQ(text_of(post(R"({"name":"a"})", "short"), "code"), "idempotency_key.malformed");
  EXPECT_EQ(text_of(post(R"({"name":"a"})", "with a space"), "code"), "idempotency_key.malformed");
}

TEST_F(RouterTest, ARequestFromAnotherPageIsRefused) {
  const auto changed = [](std::string_view name, std::string value) {
    auto made = request("POST", "/api/v1/things", R"({"name":"a"})");
    std::erase_if(made.headers, [&](const auto& field) { return field.first == name; });
    if (!value.empty()) made.headers.emplace_back(name, value);
    return made;
  };
  const auto code = [&](const platform::HttpRequest& made) {
    return text_of(testing::answer_of(stage_.router, made), "code");
  };
  EXPECT_EQ(code(changed("x-csrf-token", "")), "csrf.token");
  EXPECT_EQ(code(changed("x-csrf-token", "guessed")), "csrf.token");
  EXPECT_EQ(code(changed("sec-fetch-site", "cross-site")), "csrf.origin");
  EXPECT_EQ(code(changed("sec-fetch-site", "same-site")), "csrf.origin");
  auto old_browser = changed("sec-fetch-site", "");
  old_browser.headers.emplace_back("origin", "http://evil.example");
  EXPECT_EQ(code(old_browser), "csrf.origin");
  old_browser.headers.back().second = "null";
  EXPECT_EQ(code(old_browser), "csrf.origin");
  EXPECT_EQ(count("lease"), 0);
  old_browser.headers.back().second = "http://localhost";
  EXPECT_EQ(testing::answer_of(stage_.router, old_browser).status, 201);
}

TEST_F(RouterTest, OnlyJsonIsRead) {
  auto form = request("POST", "/api/v1/things", "name=a");
  for (auto& [name, value] : form.headers) {
    if (name == "content-type") value = "application/x-www-form-urlencoded";
  }
  EXPECT_EQ(testing::answer_of(stage_.router, form).status, 415);
  EXPECT_EQ(text_of(post("{\"name\":"), "code"), "json.malformed");
  EXPECT_EQ(post("{\"name\":").status, 400);
  const auto fields = post(R"({"name":7,"typo":1})");
  EXPECT_EQ(fields.status, 400);
  EXPECT_EQ(*body_of(fields).member("fields"),
            Json(platform::JsonArray{JsonObject{{"field", "name"}, {"code", "wrong_type"}},
                                     JsonObject{{"field", "typo"}, {"code", "unknown_field"}}}));
  EXPECT_EQ(handled_, 1);
}

TEST_F(RouterTest, NoSessionAndNoPermissionAreToldApart) {
  stage_.actor = std::nullopt;
  EXPECT_EQ(get("/api/v1/lists").status, 401);
  EXPECT_EQ(post(R"({"name":"a"})").status, 401);
  EXPECT_EQ(get("/api/v1/open").status, 200);
  EXPECT_TRUE(log().empty());
  stage_.actor = actor_with(Role::statistician);
  const auto response = post(R"({"name":"a"})");
  EXPECT_EQ(response.status, 403);
  EXPECT_EQ(text_of(response, "code"), "permission.missing");
  ASSERT_EQ(log().size(), 1);
  EXPECT_EQ(log()[0].object_kind, "contacts_take");
}

TEST_F(RouterTest, APostThatHasEndedGivesNoPermission) {
  stage_.actor->posts[0].valid_to = base::parse_date("2026-03-01");
  EXPECT_EQ(post(R"({"name":"a"})").status, 403);
}

TEST_F(RouterTest, AStaleVersionIsAConflictThatNamesTheCurrentOne) {
  const auto response = testing::answer_of(
      stage_.router,
      request("PUT", "/api/v1/things/" + id<access::PostId>(1).str(), R"({"version":3})"));
  EXPECT_EQ(response.status, 409);
  EXPECT_EQ(text_of(response, "code"), "stale");
  EXPECT_EQ(*body_of(response).member("params"), Json(JsonObject{{"version", "7"}}));
}

TEST_F(RouterTest, BrokenThingsAreToldByNumberAndLeaveNothingBehind) {
  const auto thrown = post(R"({"name":"a","mode":"throw"})");
  EXPECT_EQ(thrown.status, 500);
  EXPECT_EQ(thrown.body.find("0900000001"), std::string::npos);
  EXPECT_NE(thrown.body.find("\"incident\":\"SC-"), std::string::npos);
  const auto full = post(R"({"name":"a","mode":"full"})");
  EXPECT_EQ(full.status, 507);
  EXPECT_EQ(header_of(full, "Retry-After"), "60");
  const auto gone = post(R"({"name":"a","mode":"gone"})");
  EXPECT_EQ(gone.status, 503);
  EXPECT_EQ(header_of(gone, "Retry-After"), "1");
  EXPECT_EQ(count("lease"), 0);
  EXPECT_EQ(count("idempotency"), 0);
  EXPECT_EQ(post(R"({"name":"a"})").status, 201) << "and the next request works";
}

TEST_F(RouterTest, UnknownPathsAndMethods) {
  EXPECT_EQ(get("/api/v1/nothing").status, 404);
  const auto response = testing::answer_of(stage_.router, request("DELETE", "/api/v1/things"));
  EXPECT_EQ(response.status, 405);
  EXPECT_EQ(header_of(response, "Allow"), "POST");
}

TEST_F(RouterTest, TheLimitOfAListStaysBetweenOneAndTwoHundred) {
  const auto limit = [&](const std::string& text) {
    return *body_of(get("/api/v1/lists?limit=" + text)).member("limit")->get_if<std::int64_t>();
  };
  EXPECT_EQ(limit("10"), 10);
  EXPECT_EQ(limit("1000"), 200);
  EXPECT_EQ(limit("0"), 50);
  EXPECT_EQ(limit("-1"), 50);
  EXPECT_EQ(limit("x"), 50);
}

TEST_F(RouterTest, EveryAnswerForbidsWhatTheApplicationDoesNotNeed) {
  for (const auto& response : {get("/api/v1/lists"), get("/api/v1/nothing")}) {
    const std::string_view headers = response.static_headers;
    EXPECT_NE(headers.find("Content-Security-Policy: default-src 'none'; script-src 'self';"),
              headers.npos);
    EXPECT_NE(headers.find("X-Content-Type-Options: nosniff\r\n"), headers.npos);
    EXPECT_EQ(headers.find("Strict-Transport-Security"), headers.npos);
    EXPECT_EQ(header_of(response, "Cache-Control"), "no-store");
  }
  auto secure = request("GET", "/api/v1/lists");
  secure.secure = true;
  EXPECT_NE(
      testing::answer_of(stage_.router, secure).static_headers.find("Strict-Transport-Security"),
      std::string_view::npos);
}

TEST_F(RouterTest, ALiteralSegmentGoesBeforeAName) {
  stage_.router.read("/api/v1/things/current", Permission::signed_in,
                     [](Transaction&, const Call&) {
                       return ok(JsonObject{{"which", "literal"}});
                     });
  EXPECT_EQ(text_of(get("/api/v1/things/current"), "which"), "literal");
  EXPECT_THROW(stage_.router.read("/api/v1/lists", Permission::signed_in, {}), std::logic_error);
  EXPECT_THROW(stage_.router.write("POST", "/x", Permission::anyone, {}), std::logic_error);
}

TEST_F(RouterTest, OfAPaperOnlyItsFirstSheetOfStylesCountsAndNoScript) {
  const auto response = testing::answer_of(stage_.router, request("GET", "/api/v1/paper"));
  const std::string policy = header_of(response, "Content-Security-Policy");
  EXPECT_TRUE(policy.ends_with("style-src 'sha256-X1RutGBrXCt9KkSaXMK7tHftWiRscFHOhxsS8tv8hBk='"))
      << policy;
  EXPECT_EQ(policy.find("unsafe"), policy.npos);
  EXPECT_EQ(policy.find("script-src"), policy.npos);
  EXPECT_EQ(response.static_headers.find("Content-Security-Policy"), std::string_view::npos);
  EXPECT_NE(response.static_headers.find("nosniff"), std::string_view::npos);
}

}  // namespace
}  // namespace hd::server
