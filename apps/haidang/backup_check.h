#pragma once
// Whether a copy of the database is what a backup promises: its log is whole and a part of the log
// of the running system, and what is sealed in it opens with the root keys that are here.

#include <cstdint>
#include <optional>
#include <string>

#include "app.h"

namespace hd {

struct CopyFacts {
  std::int64_t entries = 0;         ///< of the log
  std::string last_hash = {};       ///< "" when there are none
  std::string head = {};            ///< newest signed head, one line; "" when there is none
  std::int64_t opened_keys = 0;     ///< data keys that were opened
  std::int64_t opened_records = 0;  ///< conversations and cases whose content was opened
};

/// The root keys of the data folder or the credential; nullopt when there are none.
std::optional<vault::RootKeys> keys_if_here(const Config& config);

/// Checks the log from the first entry to the last, and opens some data keys and the content of
/// some recent records; without `keys` the log alone. Changes nothing. Errors: throws
/// std::runtime_error with what is wrong. Source: security 4.2, backups.
CopyFacts look_into(platform::Database& copy, const std::optional<vault::RootKeys>& keys);

/// Errors: throws std::runtime_error when the log of `live` does not begin with that of the copy.
void require_part_of(platform::Database& live, const CopyFacts& copy);

}  // namespace hd
