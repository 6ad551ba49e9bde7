#include "platform/metrics.h"

#include <string>

#include <gtest/gtest.h>

namespace hd::platform {
namespace {

bool shows(std::string_view line) {
  return ("\n" + metrics_text()).find("\n" + std::string(line) + "\n") != std::string::npos;
}

TEST(Metrics, CountersAddUpPerLabels) {
  count("t_requests_total", R"(status="200")");
  count("t_requests_total", R"(status="200")", 2);
  count("t_requests_total", R"(status="404")");
  EXPECT_TRUE(shows("# TYPE t_requests_total counter"));
  EXPECT_TRUE(shows(R"(t_requests_total{status="200"} 3)"));
  EXPECT_TRUE(shows(R"(t_requests_total{status="404"} 1)"));
}

TEST(Metrics, AGaugeKeepsTheLastValue) {
  set_gauge("t_streams", {}, 4);
  set_gauge("t_streams", {}, 2);
  EXPECT_TRUE(shows("t_streams 2"));
}

TEST(Metrics, BucketsOfAHistogramAreCumulative) {
  observe_milliseconds("t_ms", R"(route="/a")", 0.5);
  observe_milliseconds("t_ms", R"(route="/a")", 20);
  observe_milliseconds("t_ms", R"(route="/a")", 60000);
  EXPECT_TRUE(shows(R"(t_ms_bucket{route="/a",le="1"} 1)"));
  EXPECT_TRUE(shows(R"(t_ms_bucket{route="/a",le="10"} 1)"));
  EXPECT_TRUE(shows(R"(t_ms_bucket{route="/a",le="20"} 2)"));
  EXPECT_TRUE(shows(R"(t_ms_bucket{route="/a",le="5000"} 2)"));
  EXPECT_TRUE(shows(R"(t_ms_bucket{route="/a",le="+Inf"} 3)"));
  EXPECT_TRUE(shows(R"(t_ms_sum{route="/a"} 60020.500)"));
  EXPECT_TRUE(shows(R"(t_ms_count{route="/a"} 3)"));
}

}  // namespace
}  // namespace hd::platform
