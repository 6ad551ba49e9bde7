#pragma once
// Office files are archives, and archives can be traps. Pure; run it in a sandbox.

#include <optional>
#include <string_view>

#include "files/type.h"

namespace hd::files {

/// Source: security 3.8.
inline constexpr std::int64_t kEntriesMax = 1'000;
inline constexpr std::int64_t kUnpackRatioMax = 100;

/// Unpacks every entry without keeping it, and believes no size that the archive tells of itself.
/// nullopt: nothing against it. Refusals: damaged, archive_too_large, archive_nested,
/// active_content (macros, embedded objects, what is fetched from outside, declared entities).
std::optional<Refusal> check_office(std::string_view bytes);

}  // namespace hd::files
