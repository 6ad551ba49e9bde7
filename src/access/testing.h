#pragma once
// For tests only: a hotline, two agencies, people in posts, and how decisions compare.

#include <optional>
#include <utility>

#include "access/decide.h"
#include "base/testing.h"

namespace hd::access::testing {

inline const base::Date kToday = base::parse_date("2026-03-02").value();
inline const auto kHotline = base::testing::id<directory::OrgId>(1);
inline const auto kHealth = base::testing::id<directory::OrgId>(2);
inline const auto kPolice = base::testing::id<directory::OrgId>(3);
inline const auto kWard = base::testing::id<directory::UnitId>(21);

/// Since today.
inline Actor in_post(int user, Role role, directory::OrgId org,
                     std::optional<directory::UnitId> unit = std::nullopt) {
  using base::testing::id;
  const Post post{id<PostId>(user), role, std::move(org), std::move(unit), kToday, std::nullopt};
  return {id<UserId>(user), id<SessionId>(user), {post}};
}

/// `narrow` gives no right that `wide` does not give.
inline bool within(const Decision& narrow, const Decision& wide) {
  if (!narrow) return true;
  return wide && (narrow.marks & ~wide.marks) == 0;
}

}  // namespace hd::access::testing
