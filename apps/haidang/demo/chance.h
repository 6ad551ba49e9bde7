#pragma once
// Chance that comes out the same in every run, so that two demos are equal.

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace hd::demo {

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_(seed) {}

  /// 0 to bound - 1.
  std::size_t below(std::size_t bound) { return next() % bound; }
  bool percent(std::size_t chance) { return below(100) < chance; }
  /// from to `to`, both included.
  int between(int from, int to) {
    return from + static_cast<int>(below(static_cast<std::size_t>(to - from + 1)));
  }
  template <class T, std::size_t N>
  const T& one_of(const std::array<T, N>& choices) {
    return choices[below(N)];
  }
  template <class T>
  const T& one_of(const std::vector<T>& choices) {
    return choices[below(choices.size())];
  }
  /// A choice by weight; the weights need not add up to anything.
  template <class T, std::size_t N>
  const T& weighted(const std::array<std::pair<T, int>, N>& choices) {
    int total = 0;
    for (const auto& [value, weight] : choices) total += weight;
    int left = between(1, total);
    for (const auto& [value, weight] : choices) {
      left -= weight;
      if (left <= 0) return value;
    }
    return choices.back().first;
  }
  template <class T>
  void shuffle(std::vector<T>& values) {
    for (std::size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[below(i)]);
  }

 private:
  /// SplitMix64: one addition and three mixes. Nothing here needs to be secret.
  std::size_t next() {
    state_ += 0x9E3779B97F4A7C15U;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
    return static_cast<std::size_t>(mixed ^ (mixed >> 31U));
  }

  std::uint64_t state_;
};

}  // namespace hd::demo
