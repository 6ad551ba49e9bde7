#pragma once
// The chain itself: what is hashed, what is signed; used by the writer and by the verifier.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "audit/audit.h"

namespace hd::audit {

/// The hash before the first entry.
inline constexpr std::string_view kFirstHash =
    "0000000000000000000000000000000000000000000000000000000000000000";

/// The action of the entry in front of the first entry after the clock was set back.
inline constexpr std::string_view kClockStep = "clock.set_back";

/// What the database says about the end of the log.
struct ChainEnd {
  std::int64_t size;
  std::string hash;
};
ChainEnd chain_end(platform::Transaction& tx);

/// SHA-256 of canonical(), lower-case hex.
std::string hash_of(const Stored& entry);

/// The text a head signs.
std::string canonical(const Head& head);

/// An entry as a line of an export.
std::string entry_line(const Stored& entry);

/// A head as a line of an export, and back; nullopt when `line` is none.
std::string head_line(const Head& head);
std::optional<Head> parse_head(std::string_view line);

}  // namespace hd::audit
