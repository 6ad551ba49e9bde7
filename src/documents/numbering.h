#pragma once
// How the human numbers of records are written. The counters are documents::next_number(). Pure.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace hd::documents {

/// "KN-2026-00012": prefix, year, and the count with zeros in front to at least `digits`.
std::string yearly_number(std::string_view prefix, int year, std::int64_t count,
                          std::size_t digits = 5);

}  // namespace hd::documents
