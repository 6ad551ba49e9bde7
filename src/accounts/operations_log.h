#pragma once
// The audit log for auditors: entries with the names of those who acted.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "access/actor.h"
#include "audit/audit.h"
#include "base/time.h"
#include "platform/db.h"

namespace hd::accounts {

struct LogLine {
  audit::Stored entry;
  std::string actor_name;  ///< username; "" for nobody and for the system
};

/// Newest first. Audited as "audit.read": who watches is watched too.
std::vector<LogLine> read_log(platform::Transaction& tx, base::Timestamp now,
                              const access::Actor& actor, const audit::Filter& filter,
                              std::size_t limit);

/// The latest signed head; nullopt before the first.
std::optional<audit::Head> log_head(platform::Transaction& tx);

}  // namespace hd::accounts
