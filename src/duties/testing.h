#pragma once
// For tests only: one ordinary duty, its rule, and the calendar of the first content.

#include <string>

#include "base/testing.h"
#include "calendar/operations.h"
#include "duties/duty.h"
#include "platform/db.h"

namespace hd::duties::testing {

using access::Role;
using base::testing::at;
using base::testing::at_minute;

inline const auto kHotline = base::testing::id<directory::OrgId>(1);
inline const auto kAgency = base::testing::id<directory::OrgId>(2);
inline const auto kOther = base::testing::id<directory::OrgId>(3);
inline const auto kUnit = base::testing::id<directory::UnitId>(20);

/// T1 as in the first content: 5 working days, the hotline's counsellor.
inline calendar::Rule t1() {
  return {.id = base::testing::id<calendar::RuleId>(1),
          .code = "T1",
          .label_vi = "Nắm kết quả ban đầu",
          .label_en = "Learn the first result",
          .trigger = "connection_sent",
          .duty_kind = "connection_first_result",
          .owner = Role::counsellor,
          .limit = {5, calendar::Unit::working_day, true},
          .warning_percent = {50, 80, 100},
          .escalation = {Role::counsellor, Role::shift_lead, Role::wg_member, Role::hotline_lead},
          .legal_number = true,
          .basis = "697/KHLN (R-007)",
          .valid_from = *base::parse_date("2015-12-02")};
}

/// Started on Monday 2/3/2026 at 09:00, due Monday 9/3/2026 at 24:00.
inline Duty duty(int number = 1) {
  return {.id = base::testing::id<DutyId>(number),
          .kind = "connection_first_result",
          .rule = base::testing::id<calendar::RuleId>(1),
          .rule_code = "T1",
          .owner_role = Role::counsellor,
          .org = kHotline,
          .counterpart = kAgency,
          .subject_kind = "connection",
          .subject_id = "00000000-0000-7000-8000-000000000077",
          .subject_number = "KN-2026-00012",
          .started_at = at_minute(0),
          .due_at = at("2026-03-09T17:00:00Z"),
          .legal_number = true,
          .stage_role = Role::counsellor,
          .stage_org = kHotline};
}

/// "T1 done, T2 open": the clocks of a record by rule.
inline std::string clocks(platform::Database& database, const std::string& subject) {
  return database.read([&](platform::Transaction& tx) {
    std::string text;
    for (const auto& row : tx.query("SELECT rule_code, state FROM duty WHERE subject_id = $1 "
                                    "ORDER BY rule_code, state, started_at",
                                    {subject})) {
      text += (text.empty() ? "" : ", ") + row.text("rule_code") + " " + row.text("state");
    }
    return text;
  });
}

/// A user with one post.
inline access::Actor actor(Role role, const directory::OrgId& org, int user = 5,
                           std::optional<directory::UnitId> unit = std::nullopt) {
  return {.user = base::testing::id<access::UserId>(user),
          .session = base::testing::id<access::SessionId>(900 + user),
          .posts = {{.id = base::testing::id<access::PostId>(500 + user),
                     .role = role,
                     .org = org,
                     .unit = unit,
                     .valid_from = *base::parse_date("2020-01-01")}}};
}

}  // namespace hd::duties::testing
