#pragma once
// What `haidang verify-audit` does; the command line itself is in apps/.

#include <functional>
#include <string>
#include <string_view>

#include "audit/audit.h"

namespace hd::audit {

inline constexpr std::string_view kVerifyHelp =
    "Checks the log of changes and sensitive reads: order, hashes, chain, times, signed heads.\n"
    "Names the first bad entry. Without --file the log in the database is checked, and signed "
    "anew\n"
    "when it is good. With --file an export is checked and neither database nor keys are needed.\n"
    "A log can only show that its end was cut off when a head of it was kept elsewhere: keep the\n"
    "line \"head\" that this command prints, for instance in the shift log book, one a line in a\n"
    "file, and give that file with --heads.\n"
    "Exit code: 0 good, 1 bad, 2 the log could not be read.";

/// Takes one line without its end.
using Output = std::function<void(std::string_view)>;

/// `trusted_key` (hex) and `heads_file` may be empty. Returns the exit code.
int verify_file(const std::string& path, const std::string& trusted_key,
                const std::string& heads_file, const Output& output);

/// Checks the log in the database; signs its end with `key` when it is good.
int verify_database(platform::Database& database, const platform::SigningKey& key,
                    const std::string& heads_file, base::Timestamp now, const Output& output);

/// Writes an export to `path`, which must not exist yet. Returns the exit code.
int export_file(platform::Database& database, const std::string& path, const Output& output);

}  // namespace hd::audit
