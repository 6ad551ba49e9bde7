#include "platform/metrics.h"

#include <array>
#include <cstddef>
#include <cstdio>
#include <map>
#include <mutex>

namespace hd::platform {
namespace {

constexpr std::array<double, 11> kBounds{1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000};

struct Histogram {
  std::array<std::int64_t, kBounds.size() + 1> buckets{};  ///< the last one is for the rest
  double sum = 0;
};

template <class T>
using ByLabels = std::map<std::string, T, std::less<>>;
template <class T>
using Families = std::map<std::string, ByLabels<T>, std::less<>>;

struct Registry {
  std::mutex mutex;
  Families<std::int64_t> counters;
  Families<std::int64_t> gauges;
  Families<Histogram> histograms;
};

Registry& registry() {
  static Registry all;
  return all;
}

template <class T>
T& slot(Families<T>& families, std::string_view name, std::string_view labels) {
  auto family = families.find(name);
  if (family == families.end()) family = families.try_emplace(std::string(name)).first;
  auto found = family->second.find(labels);
  if (found == family->second.end()) found = family->second.try_emplace(std::string(labels)).first;
  return found->second;
}

std::string braces(std::string_view labels, std::string_view more = {}) {
  if (labels.empty() && more.empty()) return "";
  const std::string_view comma = labels.empty() || more.empty() ? "" : ",";
  return "{" + std::string(labels) + std::string(comma) + std::string(more) + "}";
}

void append_numbers(std::string& out, const Families<std::int64_t>& families,
                    std::string_view type) {
  for (const auto& [name, values] : families) {
    out += "# TYPE " + name + " " + std::string(type) + "\n";
    for (const auto& [labels, value] : values) {
      out += name + braces(labels) + " " + std::to_string(value) + "\n";
    }
  }
}

void append_histogram(std::string& out, const std::string& name, const std::string& labels,
                      const Histogram& histogram) {
  std::int64_t total = 0;
  for (std::size_t i = 0; i < histogram.buckets.size(); ++i) {
    total += histogram.buckets[i];
    const std::string bound =
        i < kBounds.size() ? std::to_string(static_cast<int>(kBounds[i])) : "+Inf";
    out += name + "_bucket" + braces(labels, "le=\"" + bound + "\"") + " " + std::to_string(total) +
           "\n";
  }
  std::array<char, 40> sum{};
  std::snprintf(sum.data(), sum.size(), "%.3f", histogram.sum);
  out += name + "_sum" + braces(labels) + " " + sum.data() + "\n";
  out += name + "_count" + braces(labels) + " " + std::to_string(total) + "\n";
}

}  // namespace

void count(std::string_view name, std::string_view labels, std::int64_t amount) {
  Registry& all = registry();
  const std::lock_guard lock(all.mutex);
  slot(all.counters, name, labels) += amount;
}

void observe_milliseconds(std::string_view name, std::string_view labels, double milliseconds) {
  std::size_t bucket = 0;
  while (bucket < kBounds.size() && milliseconds > kBounds[bucket]) ++bucket;
  Registry& all = registry();
  const std::lock_guard lock(all.mutex);
  Histogram& histogram = slot(all.histograms, name, labels);
  ++histogram.buckets[bucket];
  histogram.sum += milliseconds;
}

void set_gauge(std::string_view name, std::string_view labels, std::int64_t value) {
  Registry& all = registry();
  const std::lock_guard lock(all.mutex);
  slot(all.gauges, name, labels) = value;
}

std::string metrics_text() {
  Registry& all = registry();
  const std::lock_guard lock(all.mutex);
  std::string out;
  append_numbers(out, all.counters, "counter");
  append_numbers(out, all.gauges, "gauge");
  for (const auto& [name, values] : all.histograms) {
    out += "# TYPE " + name + " histogram\n";
    for (const auto& [labels, histogram] : values) append_histogram(out, name, labels, histogram);
  }
  return out;
}

}  // namespace hd::platform
