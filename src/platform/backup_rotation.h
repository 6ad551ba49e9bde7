#pragma once
// Names of backups in a folder, and which of them may go. Pure.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace hd::platform {

/// How many hours, days and months (local time) keep their last backup.
/// Source: security 4.2, backups.
struct Rotation {
  int hours = 24;
  int days = 30;
  int months = 12;
};

/// "haidang-20260302T021500Z.sealed"
std::string backup_name(base::Timestamp at);

/// The moment in such a name; nullopt for any other name.
std::optional<base::Timestamp> time_of_backup(std::string_view name);

/// Those of `names` that no rule keeps, and never the newest. Names that are not of a backup are
/// nobody's business here: they are not in the answer.
std::vector<std::string> superfluous(const std::vector<std::string>& names, const Rotation& rules);

}  // namespace hd::platform
