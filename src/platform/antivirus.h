#pragma once
// Asks a ClamAV daemon about bytes (its command INSTREAM). Nothing is written to a disk.

#include <chrono>
#include <string>
#include <string_view>

namespace hd::platform {

/// `unavailable` is every answer that is not a clear verdict: no daemon, a timeout, a size limit of
/// the daemon. Whoever asks must not take it for `clean`.
enum class ScanVerdict { clean, infected, unavailable };

/// `address`: "unix:/run/clamav/clamd.ctl" or "tcp:127.0.0.1:3310". `patience` holds for each step
/// of the talk, not for all of it.
ScanVerdict scan_with_clamd(const std::string& address, std::string_view bytes,
                            std::chrono::seconds patience = std::chrono::seconds(30));

/// Whether `address` has one of the two forms.
bool is_clamd_address(std::string_view address);

}  // namespace hd::platform
