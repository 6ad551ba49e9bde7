#pragma once
// A duty as people see it: with names, what is left of the time, its history, and what they may do.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "duties/duty.h"
#include "platform/json.h"

namespace hd::duties {

/// One line of a duty's history. `why` is a code: "opened", "warned", "overdue", "escalated",
/// "calendar_changed", "transferred", "done", "cancelled", or the reason another module gave.
struct HistoryLine {
  base::Timestamp at;
  std::optional<base::Timestamp> due_at;  ///< the due time that held until then, or was set
  std::string why;
  std::optional<access::UserId> by = {};  ///< nullopt: the system
  std::string by_name = {};
  std::string note = {};  ///< what the person wrote

  bool operator==(const HistoryLine&) const = default;
};

struct View {
  Duty duty;
  std::string legal_basis;
  bool counts_working_days = false;
  std::string org_name;
  std::string unit_name = {};
  std::string user_name = {};
  std::int64_t remaining_minutes = 0;  ///< below 0 when the time has passed
  bool overdue = false;
  std::vector<HistoryLine> history = {};  ///< empty in lists
  std::vector<std::string> next_actions = {};
};

/// Duty of api/openapi.yaml.
platform::Json to_json(const View& view);

}  // namespace hd::duties
