#include "connections/store_row.h"

#include "connections/codec.h"
#include "platform/row_name.h"

namespace hd::connections::store {
namespace {

using vault::Compartment;

constexpr auto kSelect = R"sql(
  SELECT id, number, hotline, author, contact, contact_number, status, urgency, target_kind,
         target_org, target_unit, delegated_unit, delegated_org, helper, channel_used, parent, root,
         rerouted_to, created_at, updated_at, sent_at, taken_up_at, answered_at, first_result_at,
         ended_at, decline_reason, closing_reason, failed_attempts, reach_by, question_from, report,
         version, told
  FROM connection
)sql";

std::optional<Target> read_target(const platform::Row& row) {
  if (row.is_null("target_org")) return std::nullopt;
  return Target{.kind = read_name(row, "target_kind", kTargetKindNames),
                .org = row.id<directory::OrgId>("target_org"),
                .unit = row.maybe_id<directory::UnitId>("target_unit")};
}

std::optional<Side> read_question(const platform::Row& row) {
  if (row.is_null("question_from")) return std::nullopt;
  return read_name(row, "question_from", kSideNames);
}

vault::Slot slot(const Connection& connection, Compartment compartment, std::string_view table,
                 std::string_view column) {
  const auto month = base::to_text(base::local_date(connection.created_at)).substr(0, 7);
  return {.group = "connection/" + connection.hotline.str() + "/" + month,
          .compartment = compartment,
          .table = table,
          .column = column,
          .row = {}};
}

}  // namespace

std::string select_connections(std::string_view rest) {
  return kSelect + std::string(rest);
}

Connection read_connection(const Place& place, const platform::Row& row) {
  Connection c{.id = row.id<ConnectionId>("id"),
               .number = row.maybe_text("number").value_or(""),
               .hotline = row.id<directory::OrgId>("hotline"),
               .author = row.id<access::UserId>("author"),
               .contact = row.id<contacts::ContactId>("contact"),
               .contact_number = row.text("contact_number"),
               .status = read_name(row, "status", kStatusNames),
               .urgency = read_name(row, "urgency", kUrgencyNames),
               .target = read_target(row),
               .delegated_unit = row.maybe_id<directory::UnitId>("delegated_unit"),
               .delegated_org = row.maybe_id<directory::OrgId>("delegated_org"),
               .helper = row.maybe_id<directory::OrgId>("helper"),
               .channel_used = row.text("channel_used"),
               .parent = row.maybe_id<ConnectionId>("parent"),
               .root = row.id<ConnectionId>("root"),
               .rerouted_to = row.maybe_id<ConnectionId>("rerouted_to"),
               .created_at = row.time("created_at"),
               .updated_at = row.time("updated_at"),
               .sent_at = row.maybe_time("sent_at"),
               .taken_up_at = row.maybe_time("taken_up_at"),
               .answered_at = row.maybe_time("answered_at"),
               .first_result_at = row.maybe_time("first_result_at"),
               .ended_at = row.maybe_time("ended_at"),
               .decline_reason = row.text("decline_reason"),
               .closing_reason = row.text("closing_reason"),
               .failed_attempts = row.number("failed_attempts"),
               .reach_by = row.maybe_time("reach_by"),
               .question_from = read_question(row),
               .report = row.maybe_id<documents::DocumentId>("report"),
               .version = row.number("version")};
  const std::string told = open_text(place, c.id.str(), told_slot(c), row.blob("told"));
  if (!told.empty()) c.told = decode_told(told);
  return c;
}

vault::Slot told_slot(const Connection& connection) {
  vault::Slot found = slot(connection, Compartment::work, "connection", "told");
  found.row = connection.id.str();
  found.row_version = connection.version;
  return found;
}

vault::Slot texts_slot(const Connection& connection, const std::string& entry) {
  vault::Slot found = slot(connection, Compartment::narrative, "connection_entry", "texts");
  found.row = entry;
  return found;
}

}  // namespace hd::connections::store
