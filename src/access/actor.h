#pragma once
// Who is asking. Every operation takes the Actor as an argument; nothing reads it from a global, a
// thread-local or a request context.

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "access/ids.h"
#include "base/enum_names.h"
#include "base/time.h"
#include "directory/ids.h"

namespace hd::access {

/// Roles of posts. Source: spec of roles, security 3.5.
enum class Role {
  counsellor,     ///< records conversations at a hotline, asks agencies
  shift_lead,     ///< of a hotline: drafts of the shift, take-overs
  hotline_lead,   ///< manages a hotline: reports, escalations
  wg_member,      ///< working-group member of a coordinating agency
  unit_officer,   ///< a unit that was asked or that a member delegated to
  agency_leader,  ///< the leader in charge in a coordinating agency
  statistician,   ///< numbers only
  auditor,        ///< the log only
  administrator,  ///< users, organisations, rules; never content
};

inline constexpr auto kRoleNames = std::to_array<base::EnumName<Role>>({
    {Role::counsellor, "counsellor"},
    {Role::shift_lead, "shift_lead"},
    {Role::hotline_lead, "hotline_lead"},
    {Role::wg_member, "wg_member"},
    {Role::unit_officer, "unit_officer"},
    {Role::agency_leader, "agency_leader"},
    {Role::statistician, "statistician"},
    {Role::auditor, "auditor"},
    {Role::administrator, "administrator"},
});
static_assert(base::names_every(kRoleNames, Role::administrator));

/// A right comes from a post: a role in a unit of an organisation, between two dates.
struct Post {
  PostId id;
  Role role;
  directory::OrgId org;
  std::optional<directory::UnitId> unit = {};
  base::Date valid_from;
  std::optional<base::Date> valid_to = {};  ///< the last day; open when absent

  bool valid_on(base::Date day) const {
    return valid_from <= day && (!valid_to || day <= *valid_to);
  }
  bool operator==(const Post&) const = default;
};

struct Actor {
  UserId user;
  std::optional<SessionId> session = {};
  std::vector<Post> posts = {};  ///< as stored; decide() looks at their dates

  /// Organisations of the posts valid on `day`, each once.
  std::vector<directory::OrgId> organisations(base::Date day) const;
  /// True when a post valid on `day` has this role.
  bool has_role(Role role, base::Date day) const;
};

/// Nobody: a request without a session. Has no posts.
Actor anonymous();

/// The system itself: timers, imports, first content. Has no posts; operations that the system runs
/// do not ask decide().
Actor system_actor();

}  // namespace hd::access
