#pragma once
// Counters and histograms in the Prometheus text format.

#include <cstdint>
#include <string>
#include <string_view>

namespace hd::platform {

/// Adds to a counter. `labels` is ready text such as `route="/api/v1/contacts",status="200"`.
void count(std::string_view name, std::string_view labels = {}, std::int64_t amount = 1);

/// Puts one duration into a histogram. Buckets: 1 2 5 10 20 50 100 200 500 1000 5000 ms.
void observe_milliseconds(std::string_view name, std::string_view labels, double milliseconds);

/// Sets a gauge.
void set_gauge(std::string_view name, std::string_view labels, std::int64_t value);

/// All of them as text, version 0.0.4.
std::string metrics_text();

}  // namespace hd::platform
