#pragma once
// What `haidang keys` does; the command line itself is in apps/.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "vault/vault.h"

namespace hd::vault {

inline constexpr std::string_view kKeysHelp =
    "Root keys wrap the data keys in the database, and data keys seal the content.\n"
    "  keys status   which root keys there are, and how many data keys each one wraps\n"
    "  keys rotate   adds a new root key and wraps all data keys with it; content is not touched,\n"
    "                and the server may go on running. Killed half-way, run it again: it finishes\n"
    "                what is left and adds no second key.\n"
    "Keep a copy of the key file under lock, apart from the backups: without it a backup is "
    "noise.\n"
    "Exit code: 0 done, 1 failed.";

/// Takes one line without its end.
using Output = std::function<void(std::string_view)>;

/// Returns the exit code.
int keys_status(platform::Database& database, const std::string& data_dir, const Output& output);

/// `batch`: data keys per transaction.
int keys_rotate(platform::Database& database, const std::string& data_dir, std::int64_t batch,
                const Output& output);

}  // namespace hd::vault
