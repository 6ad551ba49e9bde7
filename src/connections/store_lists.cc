// Lists of connections: every statement has its index and stops after `limit` rows.

#include <stdexcept>

#include "connections/store.h"
#include "connections/store_row.h"

namespace hd::connections::store {
namespace {

constexpr auto kOfHotline = R"sql(
  SELECT id, number, hotline, author, contact, contact_number, status, urgency, target_kind,
         target_org, target_unit, delegated_unit, delegated_org, helper, channel_used, parent, root,
         rerouted_to, created_at, updated_at, sent_at, taken_up_at, answered_at, first_result_at,
         ended_at, decline_reason, closing_reason, failed_attempts, reach_by, question_from, report,
         version, told
  FROM connection
  WHERE hotline = $1 AND (updated_at, id) < ($2, $3)
        AND (status = $4 OR $4 = '') AND (contact = $5 OR $5 = '')
        AND created_at >= $6 AND created_at < $7
  ORDER BY updated_at DESC, id DESC
  LIMIT $8
)sql";

constexpr auto kOfTarget = R"sql(
  SELECT id, number, hotline, author, contact, contact_number, status, urgency, target_kind,
         target_org, target_unit, delegated_unit, delegated_org, helper, channel_used, parent, root,
         rerouted_to, created_at, updated_at, sent_at, taken_up_at, answered_at, first_result_at,
         ended_at, decline_reason, closing_reason, failed_attempts, reach_by, question_from, report,
         version, told
  FROM connection
  WHERE target_org = $1 AND shown = 1 AND (updated_at, id) < ($2, $3)
        AND (status = $4 OR $4 = '') AND (contact = $5 OR $5 = '')
        AND created_at >= $6 AND created_at < $7
  ORDER BY updated_at DESC, id DESC
  LIMIT $8
)sql";

constexpr auto kOfHelper = R"sql(
  SELECT id, number, hotline, author, contact, contact_number, status, urgency, target_kind,
         target_org, target_unit, delegated_unit, delegated_org, helper, channel_used, parent, root,
         rerouted_to, created_at, updated_at, sent_at, taken_up_at, answered_at, first_result_at,
         ended_at, decline_reason, closing_reason, failed_attempts, reach_by, question_from, report,
         version, told
  FROM connection
  WHERE helper = $1 AND shown = 1 AND (updated_at, id) < ($2, $3)
        AND (status = $4 OR $4 = '') AND (contact = $5 OR $5 = '')
        AND created_at >= $6 AND created_at < $7
  ORDER BY updated_at DESC, id DESC
  LIMIT $8
)sql";

constexpr auto kOfTargetUnit = R"sql(
  SELECT id, number, hotline, author, contact, contact_number, status, urgency, target_kind,
         target_org, target_unit, delegated_unit, delegated_org, helper, channel_used, parent, root,
         rerouted_to, created_at, updated_at, sent_at, taken_up_at, answered_at, first_result_at,
         ended_at, decline_reason, closing_reason, failed_attempts, reach_by, question_from, report,
         version, told
  FROM connection
  WHERE target_unit = $1 AND shown = 1 AND (updated_at, id) < ($2, $3)
        AND (status = $4 OR $4 = '') AND (contact = $5 OR $5 = '')
        AND created_at >= $6 AND created_at < $7
  ORDER BY updated_at DESC, id DESC
  LIMIT $8
)sql";

constexpr auto kOfDelegatedUnit = R"sql(
  SELECT id, number, hotline, author, contact, contact_number, status, urgency, target_kind,
         target_org, target_unit, delegated_unit, delegated_org, helper, channel_used, parent, root,
         rerouted_to, created_at, updated_at, sent_at, taken_up_at, answered_at, first_result_at,
         ended_at, decline_reason, closing_reason, failed_attempts, reach_by, question_from, report,
         version, told
  FROM connection
  WHERE delegated_unit = $1 AND shown = 1 AND (updated_at, id) < ($2, $3)
        AND (status = $4 OR $4 = '') AND (contact = $5 OR $5 = '')
        AND created_at >= $6 AND created_at < $7
  ORDER BY updated_at DESC, id DESC
  LIMIT $8
)sql";

std::string_view statement(Column column) {
  switch (column) {
    case Column::hotline:
      return kOfHotline;
    case Column::target:
      return kOfTarget;
    case Column::helper:
      return kOfHelper;
    case Column::target_unit:
      return kOfTargetUnit;
    case Column::delegated_unit:
      return kOfDelegatedUnit;
  }
  throw std::logic_error("unknown column");
}

/// Far beyond every date that the API takes.
constexpr base::Timestamp kEver{std::chrono::milliseconds{253402300800000}};

}  // namespace

std::vector<Connection> slice(const Place& place, const Slice& asked) {
  const bool first_page = asked.before_id.empty();
  std::vector<Connection> found;
  for (const auto& row :
       place.tx.query(statement(asked.column),
                      {asked.value, first_page ? kEver : asked.before_at, asked.before_id,
                       asked.status, asked.contact, asked.from.value_or(base::Timestamp{}),
                       asked.until.value_or(kEver), asked.limit})) {
    found.push_back(read_connection(place, row));
  }
  return found;
}

}  // namespace hd::connections::store
