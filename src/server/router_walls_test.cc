// The router's walls one by one: what they let through, and what they leave on record.

#include <future>
#include <thread>

#include <gtest/gtest.h>

#include "audit/audit.h"
#include "platform/metrics.h"
#include "server/idempotency.h"
#include "server/router.h"
#include "server/testing.h"

namespace hd::server::testing {
namespace {

using access::Permission;
using access::Role;
using base::testing::id;
using platform::HttpResponse;
using platform::JsonObject;
using platform::Transaction;

base::Result<HttpResponse> plain_answer(const Call& call) {
  return HttpResponse{.status = 200,
                      .body = call.request.body + "|" + call.body.dump() + "|" +
                              (call.actor.session ? "session" : "nobody")};
}

class RouterWallsTest : public ::testing::Test {
 protected:
  RouterWallsTest() {
    stage_.actor = actor_with(Role::counsellor);
    auto& router = stage_.router;
    router.plain("POST", "/api/v1/plain", Permission::contacts_take, &plain_answer);
    router.plain("POST", "/api/v1/open", Permission::anyone, &plain_answer);
    router.sensitive_read("POST", "/api/v1/searches", Permission::contacts_read,
                          [](Transaction& tx, const Call& call) -> base::Result<Reply> {
                            record(tx, call);
                            return ok(JsonObject{{"body", call.body.dump()}});
                          });
    router.sensitive_read(
        "GET", "/api/v1/open-things/{id}", Permission::anyone,
        [](Transaction&, const Call&) -> base::Result<Reply> { return base::not_found(); });
    router.write("POST", "/api/v1/refusals/{id}", Permission::contacts_take,
                 [](Transaction&, const Call& call) -> base::Result<Reply> {
                   return base::Error{base::ErrorKind::conflict, call.query("code")};
                 });
    router.write("POST", "/api/v1/things/{id}", Permission::contacts_take,
                 [this](Transaction& tx, const Call& call) -> base::Result<Reply> {
                   record(tx, call);
                   if (fail_) throw platform::DbError(*fail_, "made up");
                   return created(JsonObject{{"name", "a"}});
                 });
  }

  static void record(Transaction& tx, const Call& call) {
    audit::record(tx, call.now, call.actor,
                  {.action = "thing.add", .object_kind = "thing", .object_id = "1"});
  }
  platform::HttpRequest request_of(std::string path, const std::string& body,
                                   const std::string& type) {
    auto made = request("POST", "/api/v1/" + std::move(path), body);
    std::erase_if(made.headers, [](const auto& field) { return field.first == "content-type"; });
    if (!type.empty()) made.headers.emplace_back("content-type", type);
    return made;
  }
  HttpResponse send(std::string path, const std::string& body = "{}",
                    const std::string& type = "application/json") {
    return answer_of(stage_.router, request_of(std::move(path), body, type));
  }
  std::vector<audit::Stored> log() {
    return stage_.database->read([](Transaction& tx) { return audit::find(tx, {}, 100); });
  }

  Stage stage_;
  std::optional<platform::DbProblem> fail_;
};

TEST(CookieName, SaysThatTheHostIsBoundWhereTheConnectionIsSecure) {
  EXPECT_EQ(cookie_name(true), "__Host-hd_session");
  EXPECT_EQ(cookie_name(false), "hd_session");
}

TEST_F(RouterWallsTest, APlainRouteReadsJsonAndTakesOtherContentAsItIs) {
  EXPECT_EQ(send("plain", "[1]").body, "[1]|[1]|session");
  EXPECT_EQ(send("plain", "a,b", "text/csv").body, "a,b|null|session");
  EXPECT_EQ(send("plain", "[1").status, 400);
  EXPECT_EQ(send("open", "[1]").body, "[1]|[1]|nobody");
}

TEST_F(RouterWallsTest, ASearchReadsJsonAndNothingElse) {
  EXPECT_EQ(text_of(send("searches", R"({"q":1})"), "body"), R"({"q":1})");
  const auto refused = send("searches", "q=1", "application/x-www-form-urlencoded");
  EXPECT_EQ(refused.status, 415);
  EXPECT_EQ(text_of(refused, "code"), "content_type.not_json");
}

TEST_F(RouterWallsTest, EveryWallStandsBeforeThePlainRoutesToo) {
  auto from_elsewhere = request_of("open", "{}", "application/json");
  std::erase_if(from_elsewhere.headers,
                [](const auto& field) { return field.first == "sec-fetch-site"; });
  from_elsewhere.headers.emplace_back("sec-fetch-site", "cross-site");
  EXPECT_EQ(text_of(answer_of(stage_.router, from_elsewhere), "code"), "csrf.origin");
  auto without_token = request_of("plain", "{}", "application/json");
  std::erase_if(without_token.headers,
                [](const auto& field) { return field.first == "x-csrf-token"; });
  EXPECT_EQ(text_of(answer_of(stage_.router, without_token), "code"), "csrf.token");
  without_token.path = "/api/v1/open";
  EXPECT_EQ(answer_of(stage_.router, without_token).status, 200) << "nobody has no token";
  stage_.actor = actor_with(Role::statistician);
  EXPECT_EQ(send("plain").status, 403);
  stage_.actor = std::nullopt;
  EXPECT_EQ(send("plain").status, 401);
  EXPECT_EQ(send("searches").status, 401);
  EXPECT_EQ(send("open").status, 200);
}

TEST_F(RouterWallsTest, AClosedGateIsOnRecordAndAMistakeIsNot) {
  const auto thing = id<access::PostId>(7).str();
  for (const auto* code : {"referral.gate_closed", "duty.not_allowed", "paper.signed_already"}) {
    EXPECT_EQ(send("refusals/" + thing + "?code=" + code).status, 409);
    const auto entry = log().front();
    EXPECT_EQ(entry.action, "refused");
    EXPECT_EQ(entry.object_kind, "contacts_take");
    EXPECT_EQ(entry.object_id, thing);
    EXPECT_EQ("." + entry.purpose, std::string(code).substr(std::string(code).find('.')));
  }
  EXPECT_EQ(send("refusals/no-id?code=x.gate_closed").status, 409);
  EXPECT_EQ(log().front().object_id, "");
  EXPECT_EQ(log().size(), 4U);
  EXPECT_EQ(send("refusals/" + thing + "?code=thing.closed").status, 409);
  EXPECT_EQ(send("refusals/" + thing + "?code=gate_closed.not").status, 409);
  EXPECT_EQ(log().size(), 4U);
}

TEST_F(RouterWallsTest, NobodyLeavesATraceWithoutASession) {
  EXPECT_EQ(answer_of(stage_.router, request("GET", "/api/v1/open-things/7")).status, 404);
  EXPECT_TRUE(log().empty());
}

TEST_F(RouterWallsTest, ARepeatIsOnRecordUnderTheThingItNamed) {
  const auto thing = id<access::PostId>(7).str();
  const auto once = request("POST", "/api/v1/things/" + thing, "{}", "a-key-of-the-client");
  EXPECT_EQ(answer_of(stage_.router, once).status, 201);
  EXPECT_EQ(answer_of(stage_.router, once).status, 201);
  EXPECT_EQ(log().size(), 2U);
  EXPECT_EQ(log().front().action, "request.repeat");
  EXPECT_EQ(log().front().object_kind, "contacts_take");
  EXPECT_EQ(log().front().object_id, thing);
}

/// Before the router goes on after a write, something else happens.
class Interrupted : public platform::HttpExchange {
 public:
  Interrupted(platform::HttpRequest request, std::function<void()> meanwhile)
      : request_(std::move(request)), meanwhile_(std::move(meanwhile)) {}
  const platform::HttpRequest& request() const override { return request_; }
  void answer(HttpResponse response) override { answer_.set_value(std::move(response)); }
  void go_on(std::function<void()> work) override {
    std::thread([this, work = std::move(work)] {
      meanwhile_();
      work();
    }).detach();
  }
  HttpResponse wait() { return answer_.get_future().get(); }

 private:
  const platform::HttpRequest request_;
  const std::function<void()> meanwhile_;
  std::promise<HttpResponse> answer_;
};

TEST_F(RouterWallsTest, AnAnswerThatAnotherNodeKeptMeanwhileMeansComeBack) {
  const auto made =
      request("POST", "/api/v1/things/" + id<access::PostId>(7).str(), "{}", "a-key-of-the-client");
  const auto keep_elsewhere = [&] {
    stage_.database->write([&](Transaction& tx) {
      keep_answer(tx, *stage_.vault, stage_.now,
                  attempt_of(made, *stage_.actor, "a-key-of-the-client"), {.status = 201});
      return true;
    });
  };
  const auto answer = [&](platform::DbProblem problem, std::function<void()> meanwhile) {
    fail_ = problem;
    const auto exchange = std::make_shared<Interrupted>(made, std::move(meanwhile));
    stage_.router.handle(exchange);
    return exchange->wait();
  };
  EXPECT_EQ(answer(platform::DbProblem::unique, [] {}).status, 500) << "no answer is kept";
  EXPECT_EQ(answer(platform::DbProblem::full, keep_elsewhere).status, 507);
  stage_.database->write([](Transaction& tx) { return tx.execute("DELETE FROM idempotency"); });
  const auto come_back = answer(platform::DbProblem::unique, keep_elsewhere);
  EXPECT_EQ(come_back.status, 409);
  EXPECT_EQ(text_of(come_back, "code"), "request.in_flight");
  EXPECT_EQ(header_of(come_back, "Retry-After"), "1");
  EXPECT_EQ(answer_of(stage_.router, made).status, 201) << "and then gets that answer";
}

/// Sends the same request again in the moment in which the first is answered.
class Hasty : public platform::HttpExchange {
 public:
  Hasty(platform::HttpRequest request, std::function<void()> then)
      : request_(std::move(request)), then_(std::move(then)) {}
  const platform::HttpRequest& request() const override { return request_; }
  void answer(HttpResponse response) override {
    if (then_) then_();
    answer_.set_value(std::move(response));
  }
  void go_on(std::function<void()> work) override { std::thread(std::move(work)).detach(); }
  HttpResponse wait() { return answer_.get_future().get(); }

 private:
  const platform::HttpRequest request_;
  const std::function<void()> then_;
  std::promise<HttpResponse> answer_;
};

TEST_F(RouterWallsTest, WhoIsAnsweredMayRepeatAtOnce) {
  const auto made = request("POST", "/api/v1/things/" + id<access::PostId>(7).str(), "{}");
  int repeated = 0;
  const auto first = std::make_shared<Hasty>(made, [&] {
    const auto again = std::make_shared<Hasty>(made, nullptr);
    stage_.router.handle(again);
    repeated = again->wait().status;
  });
  stage_.router.handle(first);
  EXPECT_EQ(first->wait().status, 201);
  EXPECT_EQ(repeated, 201);
}

TEST_F(RouterWallsTest, ARequestIsCountedAndLoggedByItsPatternAndNeverByItsPath) {
  ::testing::internal::CaptureStderr();
  const auto path = "/api/v1/open-things/" + base::random_uuid();
  const auto known = answer_of(stage_.router, request("GET", path));
  answer_of(stage_.router, request("BREW", "/api/v1/nowhere"));
  const std::string lines = ::testing::internal::GetCapturedStderr();
  const auto number = header_of(known, "X-Request-Id");
  EXPECT_EQ(number.size(), 16U);
  for (const auto* part : {R"("event":"request")", R"("route":"/api/v1/open-things/{id}")",
                           R"("route":"unmatched")", R"("status":404)", R"("method":"BREW")"}) {
    EXPECT_NE(lines.find(part), std::string::npos) << part << lines;
  }
  EXPECT_NE(lines.find("\"request\":\"" + number + "\""), std::string::npos);
  EXPECT_EQ(lines.find(path), std::string::npos);
  const std::string metrics = platform::metrics_text();
  const std::string labels = R"(method="GET",route="/api/v1/open-things/{id}")";
  EXPECT_NE(metrics.find("hd_requests_total{" + labels + ",status=\"404\"} "), std::string::npos);
  EXPECT_NE(metrics.find("hd_request_milliseconds_count{" + labels + "} "), std::string::npos);
  EXPECT_NE(metrics.find(R"(hd_requests_total{method="-",route="unmatched",status="404"} )"),
            std::string::npos)
      << "a method that nobody knows is no label";
}

TEST_F(RouterWallsTest, TheListOfRoutesHasEachWithItsPermission) {
  Stage other;
  other.router.read("/a", Permission::signed_in, {});
  other.router.write("PUT", "/a/{id}", Permission::contacts_take, {});
  const auto routes = other.router.routes();
  ASSERT_EQ(routes.size(), 2U);
  EXPECT_EQ(routes[0].method, "GET");
  EXPECT_EQ(routes[0].path, "/a");
  EXPECT_EQ(routes[1].method, "PUT");
  EXPECT_EQ(routes[1].permission, Permission::contacts_take);
  EXPECT_EQ(routes[1].kind, RouteKind::write);
}

TEST_F(RouterWallsTest, TheLimitOfAListIsAWholeNumber) {
  stage_.router.read("/api/v1/list", Permission::anyone, [](Transaction&, const Call& call) {
    return ok(JsonObject{{"limit", call.limit()}});
  });
  const auto limit = [&](const std::string& text) {
    return stage_.ask("GET", "/list" + text).body;
  };
  EXPECT_EQ(limit(""), R"({"limit":50})");
  EXPECT_EQ(limit("?limit=10x"), R"({"limit":50})");
  EXPECT_EQ(limit("?limit=1"), R"({"limit":1})");
  EXPECT_EQ(limit("?limit=199"), R"({"limit":199})");
  EXPECT_EQ(limit("?limit=201"), R"({"limit":200})");
  EXPECT_EQ(limit("?limit=99999999999999999999"), R"({"limit":50})");
}

}  // namespace
}  // namespace hd::server::testing
