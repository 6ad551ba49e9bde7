#pragma once
// What a person needs, in what words she wishes it, and what became of it. Pure.

#include <cstdint>
#include <optional>
#include <string>

#include "base/time.h"
#include "cases/ids.h"

namespace hd::cases {

inline constexpr auto kOpenNeed = "open";

struct Need {
  NeedId id;
  CaseId case_file;
  std::optional<PersonId> person = {};
  std::string state = kOpenNeed;  ///< kOpenNeed, or a code of list need_outcome
  std::string service = {};       ///< code of list service_type (7.8)
  std::string detail = {};
  std::string wish = {};  ///< how the person wants it
  std::string note = {};  ///< what became of it
  base::Timestamp created_at;
  base::Timestamp updated_at;
  std::int64_t version = 1;
  bool operator==(const Need&) const = default;
};

}  // namespace hd::cases
