// Lists of connections: every statement has its index and stops after `limit` rows.

#include <stdexcept>

#include "connections/store.h"
#include "connections/store_row.h"
#include "platform/cursor.h"

namespace hd::connections::store {
namespace {

const std::string kOfHotline = select_connections(R"sql(
  WHERE hotline = $1 AND (updated_at, id) < ($2, $3)
        AND (status = $4 OR $4 = '') AND (contact = $5 OR $5 = '')
        AND created_at >= $6 AND created_at < $7
  ORDER BY updated_at DESC, id DESC
  LIMIT $8
)sql");

const std::string kOfTarget = select_connections(R"sql(
  WHERE target_org = $1 AND shown = 1 AND (updated_at, id) < ($2, $3)
        AND (status = $4 OR $4 = '') AND (contact = $5 OR $5 = '')
        AND created_at >= $6 AND created_at < $7
  ORDER BY updated_at DESC, id DESC
  LIMIT $8
)sql");

const std::string kOfHelper = select_connections(R"sql(
  WHERE helper = $1 AND shown = 1 AND (updated_at, id) < ($2, $3)
        AND (status = $4 OR $4 = '') AND (contact = $5 OR $5 = '')
        AND created_at >= $6 AND created_at < $7
  ORDER BY updated_at DESC, id DESC
  LIMIT $8
)sql");

const std::string kOfTargetUnit = select_connections(R"sql(
  WHERE target_unit = $1 AND shown = 1 AND (updated_at, id) < ($2, $3)
        AND (status = $4 OR $4 = '') AND (contact = $5 OR $5 = '')
        AND created_at >= $6 AND created_at < $7
  ORDER BY updated_at DESC, id DESC
  LIMIT $8
)sql");

const std::string kOfDelegatedUnit = select_connections(R"sql(
  WHERE delegated_unit = $1 AND shown = 1 AND (updated_at, id) < ($2, $3)
        AND (status = $4 OR $4 = '') AND (contact = $5 OR $5 = '')
        AND created_at >= $6 AND created_at < $7
  ORDER BY updated_at DESC, id DESC
  LIMIT $8
)sql");

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

}  // namespace

std::vector<Connection> slice(const Place& place, const Slice& asked) {
  const bool first_page = asked.before_id.empty();
  std::vector<Connection> found;
  for (const auto& row :
       place.tx.query(statement(asked.column),
                      {asked.value, first_page ? platform::kEver : asked.before_at, asked.before_id,
                       asked.status, asked.contact, asked.from.value_or(base::Timestamp{}),
                       asked.until.value_or(platform::kEver), asked.limit})) {
    found.push_back(read_connection(place, row));
  }
  return found;
}

}  // namespace hd::connections::store
