#include "referrals/store_row.h"

#include "platform/row_name.h"
#include "referrals/codec.h"

namespace hd::referrals::store {
namespace {

using vault::Compartment;

std::optional<Target> read_target(const platform::Row& row) {
  if (row.is_null("target_org")) return std::nullopt;
  return Target{.org = row.id<directory::OrgId>("target_org"),
                .unit = row.maybe_id<directory::UnitId>("target_unit")};
}

std::optional<Emergency> read_emergency(const platform::Row& row) {
  if (row.is_null("emergency_at")) return std::nullopt;
  return Emergency{.at = row.time("emergency_at"),
                   .approved_by = row.id<access::UserId>("emergency_by"),
                   .reason = row.text("emergency_reason")};
}

}  // namespace

Referral read_referral(const Place& place, const platform::Row& row) {
  Referral r{.id = row.id<ReferralId>("id"),
             .number = row.maybe_text("number").value_or(""),
             .case_id = row.id<cases::CaseId>("case_file"),
             .case_number = row.text("case_number"),
             .person = row.id<cases::PersonId>("person"),
             .sender = row.id<directory::OrgId>("sender"),
             .author = row.id<access::UserId>("author"),
             .status = read_name(row, "status", kStatusNames),
             .route = read_name(row, "route", kRouteNames),
             .urgency = read_name(row, "urgency", kUrgencyNames),
             .target = read_target(row),
             .delegated_unit = row.maybe_id<directory::UnitId>("delegated_unit"),
             .delegated_org = row.maybe_id<directory::OrgId>("delegated_org"),
             .channel_used = row.text("channel_used"),
             .parent = row.maybe_id<ReferralId>("parent"),
             .root = row.id<ReferralId>("root"),
             .rerouted_to = row.maybe_id<ReferralId>("rerouted_to"),
             .created_at = row.time("created_at"),
             .updated_at = row.time("updated_at"),
             .sent_at = row.maybe_time("sent_at"),
             .expires_at = row.maybe_time("expires_at"),
             .accepted_at = row.maybe_time("accepted_at"),
             .pack_released_at = row.maybe_time("pack_released_at"),
             .departed_at = row.maybe_time("departed_at"),
             .arrived_at = row.maybe_time("arrived_at"),
             .handed_over_at = row.maybe_time("handed_over_at"),
             .ended_at = row.maybe_time("ended_at"),
             .emergency = read_emergency(row),
             .decline_reason = row.text("decline_reason"),
             .closing_reason = row.text("closing_reason"),
             .police_told = row.number("police_told") == 1,
             .version = row.number("version")};
  const std::string told = open_text(place, r.id.str(), told_slot(r), row.blob("told"));
  if (!told.empty()) r.told = decode_told(told);
  const std::string steps = open_text(place, r.id.str(), steps_slot(r), row.blob("steps"));
  if (!steps.empty()) r.steps = decode_steps(steps);
  return r;
}

vault::Slot slot(const Referral& referral, Compartment compartment, std::string_view table,
                 std::string_view column, std::string row) {
  return {.group = "case/" + referral.case_id.str(),
          .compartment = compartment,
          .table = table,
          .column = column,
          .row = std::move(row)};
}

vault::Slot told_slot(const Referral& referral) {
  vault::Slot found = slot(referral, Compartment::work, "referral", "told", referral.id.str());
  found.row_version = referral.version;
  return found;
}

vault::Slot steps_slot(const Referral& referral) {
  vault::Slot found =
      slot(referral, Compartment::narrative, "referral", "steps", referral.id.str());
  found.row_version = referral.version;
  return found;
}

}  // namespace hd::referrals::store
