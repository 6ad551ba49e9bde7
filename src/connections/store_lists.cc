// Lists of connections: every statement has its index and stops after `limit` rows.

#include <stdexcept>

#include "connections/store.h"
#include "connections/store_row.h"
#include "platform/cursor.h"

namespace hd::connections::store {
namespace {

constexpr std::string_view kPage = R"sql(
        AND (updated_at, id) < ($2, $3)
        AND (status = $4 OR $4 = '') AND (contact = $5 OR $5 = '')
        AND created_at >= $6 AND created_at < $7
  ORDER BY updated_at DESC, id DESC
  LIMIT $8
)sql";

/// A page of those for which the condition holds; a text of this file, too.
std::string page_where(std::string_view condition) {
  return select_connections("WHERE " + std::string(condition) + std::string(kPage));
}

const std::string kOfHotline = page_where("hotline = $1");
const std::string kOfTarget = page_where("target_org = $1 AND shown = 1");
const std::string kOfHelper = page_where("helper = $1 AND shown = 1");
const std::string kOfTargetUnit = page_where("target_unit = $1 AND shown = 1");
const std::string kOfDelegatedUnit = page_where("delegated_unit = $1 AND shown = 1");

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
