#pragma once
// For tests only: ordinary records and people of two hotlines and an agency. A test changes what it
// is about and nothing else.

#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "access/actor.h"
#include "base/testing.h"
#include "contacts/contact.h"
#include "directory/testing.h"

namespace hd::contacts::testing {

using access::Role;

/// 2026-03-02 (a Monday) 09:00 in Viet Nam.
inline const base::Timestamp kNow = base::testing::at_minute(0);

inline const auto kHotline = directory::testing::org("hotline_111");
inline const auto kOtherHotline = directory::testing::org("hotline_ha_noi");
inline const auto kAgency = directory::testing::org("police_c02");

inline access::UserId user(int number) {
  return base::testing::id<access::UserId>(number);
}

/// Somebody with one post; `number` makes the user, the post and the session.
inline access::Actor person(int number, Role role, const directory::OrgId& org = kHotline,
                            std::optional<directory::UnitId> unit = std::nullopt) {
  return {.user = user(number),
          .session = base::testing::id<access::SessionId>(number),
          .posts = {{.id = base::testing::id<access::PostId>(number),
                     .role = role,
                     .org = org,
                     .unit = std::move(unit),
                     .valid_from = directory::testing::day("2015-01-01")}}};
}

/// A draft as the front end first sends it.
inline Contact blank(int number = 1, const directory::OrgId& hotline = kHotline) {
  return {.id = base::testing::id<ContactId>(number),
          .hotline = hotline,
          .counsellor = user(1),
          .channel = "phone_111",
          .started_at = kNow,
          .created_at = kNow,
          .updated_at = kNow};
}

/// Every field filled in, so that a store which forgets one is caught by the round trip. The number
/// is invented.
inline Contact full(int number = 1) {
  Contact contact = blank(number);
  contact.kind = "counselling";
  contact.ended_at = kNow + std::chrono::minutes(12);
  contact.direction = Direction::out;
  contact.repeat_of = base::testing::id<ContactId>(900);
  contact.facts = {.no_content_reason = "",
                   .topics = {"safe_migration", "labour_export_check"},
                   .caller_relation = "relative",
                   .sex = "female",
                   .age = 24,
                   .age_band = "18_24",
                   .province = "33",
                   .language = "vi",
                   .ethnic_group = "01",
                   .anonymous = true,
                   .report_kind = "victim",
                   .follow_up_wanted = true,
                   .destination_country = "kh",
                   .licence_checked = "no"};
  contact.identity = {.phone = "0900 000 011",
                      .commune = "xã Mẫu",
                      .safe = {.when = "sau 20 giờ",
                               .how = "nhắn tin trước",
                               .code_word = "hoa sen",
                               .may_leave_message = "no",
                               .who_else_hears = "mẹ chồng",
                               .do_not_call = true}};
  contact.narrative = {.summary = "Con gái được hứa việc làm ở nước ngoài.",
                       .advice = "Kiểm tra giấy phép của công ty.",
                       .offer = "lương cao, không cần giấy tờ",
                       .company = "Công ty Mẫu",
                       .migration_advice = "giữ hộ chiếu",
                       .risk_reason = "bị giữ giấy tờ",
                       .discard_reason = ""};
  return contact;
}

}  // namespace hd::contacts::testing
