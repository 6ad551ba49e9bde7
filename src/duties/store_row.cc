#include "duties/store_row.h"

#include "platform/row_name.h"

namespace hd::duties::store {
Duty read_duty(const platform::Row& row) {
  return {.id = row.id<DutyId>("id"),
          .kind = row.text("kind"),
          .rule = row.id<calendar::RuleId>("rule"),
          .rule_code = row.text("rule_code"),
          .owner_role = read_name(row, "owner_role", access::kRoleNames),
          .org = row.id<directory::OrgId>("org"),
          .unit = row.maybe_id<directory::UnitId>("unit"),
          .post = row.maybe_id<access::PostId>("post"),
          .user = row.maybe_id<access::UserId>("user_id"),
          .counterpart = row.maybe_id<directory::OrgId>("counterpart"),
          .subject_kind = row.text("subject_kind"),
          .subject_id = row.text("subject_id"),
          .subject_number = row.text("subject_number"),
          .started_at = row.time("started_at"),
          .due_at = row.maybe_time("due_at"),
          .target_at = row.maybe_time("target_at"),
          .agreed_due = row.flag("agreed_due"),
          .legal_number = row.flag("legal_number"),
          .state = read_name(row, "state", kStateNames),
          .ended_at = row.maybe_time("ended_at"),
          .ended_late = row.flag("ended_late"),
          .stage = static_cast<int>(row.number("stage")),
          .stage_role = read_name(row, "stage_role", access::kRoleNames),
          .stage_org = row.id<directory::OrgId>("stage_org"),
          .alarms_fired = static_cast<int>(row.number("alarms_fired")),
          .next_alarm_at = row.maybe_time("next_alarm_at"),
          .version = row.number("version")};
}

}  // namespace hd::duties::store
