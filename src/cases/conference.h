#pragma once
// A case conference: who met, what was decided; every decision is somebody's duty. Pure.

#include <optional>
#include <string>
#include <vector>

#include "access/ids.h"
#include "base/time.h"
#include "cases/ids.h"
#include "directory/ids.h"

namespace hd::cases {

/// "Who does what until when".
struct Resolution {
  std::string text;
  directory::OrgId org;
  std::optional<directory::UnitId> unit = {};
  base::Date due_on;
  std::string duty = {};  ///< id of the duty it became
  bool operator==(const Resolution&) const = default;
};

struct Conference {
  ConferenceId id;
  CaseId case_file;
  base::Timestamp at;
  access::UserId created_by;
  base::Timestamp created_at;
  std::vector<std::string> participants = {};
  std::vector<Resolution> decisions = {};
  bool operator==(const Conference&) const = default;
};

}  // namespace hd::cases
