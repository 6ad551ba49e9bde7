#pragma once
// How small is too small. The numbers are data with dates of validity that the caller loads; no
// algorithm of this module has a number of its own.

#include <cstdint>

namespace hd::disclosure {

/// What one table is held to.
struct Limit {
  std::int64_t smallest = 11;  ///< k: no count from 1 to k-1 is printed
  std::int64_t group = 22;  ///< a group smaller than this shows no split that holds it in one part
  bool hide_zeros = true;   ///< a 0 beside a hidden part is hidden like it; see the README
  bool operator==(const Limit&) const = default;
};

/// The thresholds in force on a day. Source: spec good practice 6.4; spec security 3.10.
struct Thresholds {
  std::int64_t public_threshold = 11;   ///< public, press, research
  std::int64_t internal_sensitive = 5;  ///< internal tables with a sensitive dimension
  std::int64_t group_threshold = 22;    ///< group disclosure in public tables; 2k
  bool hide_zeros = true;

  Limit for_public() const { return {public_threshold, group_threshold, hide_zeros}; }
  /// Only the small cells themselves are hidden inside, as "<5"; zeros and groups are shown.
  Limit for_inside() const { return {internal_sensitive, 0, false}; }
  bool operator==(const Thresholds&) const = default;
};

}  // namespace hd::disclosure
