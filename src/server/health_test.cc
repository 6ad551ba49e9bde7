#include "server/health.h"

#include <filesystem>

#include <gtest/gtest.h>

#include "audit/audit.h"
#include "platform/metrics.h"
#include "server/site.h"
#include "server/testing.h"

namespace hd::server {
namespace {

using platform::HttpRequest;
using platform::HttpResponse;
using testing::text_of;

class HealthTest : public ::testing::Test {
 protected:
  HttpResponse get(std::string path, std::string from = "127.0.0.1",
                   std::vector<std::pair<std::string, std::string>> headers = {}) {
    return platform::testing::answer_of(site_, {.method = "GET",
                                                .path = std::move(path),
                                                .headers = std::move(headers),
                                                .remote_address = std::move(from)});
  }

  testing::Stage stage_;
  Health health_{{.database = *stage_.database,
                  .clock = [this] { return stage_.now; },
                  .data_dir = std::filesystem::temp_directory_path(),
                  .metrics_token = "token-of-the-monitor"}};
  StaticFiles files_{{}, "web/dist/"};
  platform::HttpHandler site_ =
      site_handler(stage_.router, health_, files_, [this] { return stage_.now; });
};

TEST_F(HealthTest, AWorkingServerIsAliveAndReady) {
  EXPECT_EQ(get("/livez").status, 200);
  const auto ready = get("/readyz");
  EXPECT_EQ(ready.status, 200) << ready.body;
  EXPECT_EQ(text_of(ready, "status"), "ready");
}

TEST_F(HealthTest, AServerThatStopsIsAliveAndNotReady) {
  health_.begin_shutdown();
  EXPECT_EQ(get("/livez").status, 200);
  EXPECT_EQ(get("/readyz").status, 503);
  EXPECT_NE(get("/readyz").body.find("stopping"), std::string::npos);
}

TEST_F(HealthTest, ALogWithoutAFreshHeadIsNotReady) {
  stage_.database->write([&](platform::Transaction& tx) {
    audit::record(tx, stage_.now, access::system_actor(),
                  {.action = "thing.open", .object_kind = "thing", .object_id = ""});
    return 0;
  });
  EXPECT_EQ(get("/readyz").status, 200);
  stage_.now += std::chrono::seconds(121);
  EXPECT_EQ(get("/readyz").status, 503);
  stage_.database->write([&](platform::Transaction& tx) {
    audit::sign_head(tx, stage_.now, platform::signing_key(platform::Secret(std::string(32, 's'))));
    return 0;
  });
  EXPECT_EQ(get("/readyz").status, 200);
  stage_.now += std::chrono::hours(5);
  EXPECT_EQ(get("/readyz").status, 200) << "nothing new happened";
}

TEST_F(HealthTest, MetricsAreForThisMachineOrForTheToken) {
  platform::count("hd_health_test_total");
  EXPECT_NE(get("/metrics").body.find("hd_health_test_total 1"), std::string::npos);
  EXPECT_EQ(get("/metrics", "10.0.0.7").status, 404);
  EXPECT_EQ(get("/metrics", "127.0.0.1", {{"x-forwarded-for", "10.0.0.7"}}).status, 404);
  EXPECT_EQ(get("/metrics", "127.0.0.1", {{"x-forwarded-for", ""}}).status, 404);
  EXPECT_EQ(get("/metrics", "10.0.0.7", {{"authorization", "Bearer wrong"}}).status, 404);
  EXPECT_EQ(get("/metrics", "10.0.0.7", {{"authorization", "Bearer token-of-the-monitor"}}).status,
            200);
}

TEST_F(HealthTest, TheContractIsServedFromTheBinary) {
  add_meta_routes(stage_.router, "1.2.3", true);
  const auto meta = get("/api/v1/meta");
  EXPECT_EQ(meta.status, 200);
  EXPECT_EQ(text_of(meta, "version"), "1.2.3");
  const auto contract = testing::body_of(get("/api/v1/openapi.json"));
  ASSERT_NE(contract.member("paths"), nullptr);
  EXPECT_NE(contract.member("paths")->member("/openapi.json"), nullptr);
}

}  // namespace
}  // namespace hd::server
