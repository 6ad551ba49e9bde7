// Lists, the board and the tallies: every statement is bounded and has its index; slices are read
// from the index alone.

#include <algorithm>
#include <stdexcept>
#include <string>

#include "duties/store.h"
#include "duties/store_row.h"
#include "platform/cursor.h"

namespace hd::duties::store {
namespace {

/// The slice in which `column` has the value; read from the index of that column alone.
std::string slice_of(std::string_view column) {
  return "SELECT clock_at, id FROM duty WHERE " + std::string(column) + R"sql( = $1
        AND state = $2 AND at_once = $3 AND clock_at >= $4 AND clock_at < $5
        AND (clock_at, id) > ($6, $7)
  ORDER BY clock_at, id
  LIMIT $8
)sql";
}

const std::string kSliceOfOrg = slice_of("org");
const std::string kSliceOfStage = slice_of("stage_org");
const std::string kSliceOfUnit = slice_of("unit");
const std::string kSliceOfDesk = slice_of("desk");

constexpr auto kAddTally = R"sql(
  INSERT INTO duty_tally (org, counterpart, month, on_time, late) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (org, counterpart, month)
  DO UPDATE SET on_time = duty_tally.on_time + $4, late = duty_tally.late + $5
)sql";

/// What an organisation ended itself, and what others ended that it waits for.
std::string ended_of(std::string_view column) {
  return R"sql(
  SELECT org, CAST(SUM(on_time) AS BIGINT) AS on_time, CAST(SUM(late) AS BIGINT) AS late
  FROM duty_tally
  WHERE )sql" +
         std::string(column) + R"sql( = $1 AND month >= $2 AND month <= $3
  GROUP BY org
)sql";
}

const std::string kEndedOfOrg = ended_of("org");
const std::string kEndedOfOthers = ended_of("counterpart");

std::string open_of(std::string_view column) {
  return R"sql(
  SELECT org, COUNT(*) AS open,
         CAST(SUM(CASE WHEN clock_at < $2 THEN 1 ELSE 0 END) AS BIGINT) AS overdue
  FROM duty
  WHERE )sql" +
         std::string(column) + R"sql( = $1 AND state = 'open' AND legal_number = 1
  GROUP BY org
)sql";
}

const std::string kOpenOfOrg = open_of("org");
const std::string kOpenOfOthers = open_of("counterpart");

std::string_view statement(Column column) {
  switch (column) {
    case Column::org:
      return kSliceOfOrg;
    case Column::stage_org:
      return kSliceOfStage;
    case Column::unit:
      return kSliceOfUnit;
    case Column::desk:
      return kSliceOfDesk;
  }
  throw std::logic_error("unknown column");
}

std::vector<Tally> read_ended(const std::vector<platform::Row>& rows, std::vector<Tally> found) {
  for (const auto& row : rows) {
    found.push_back({.org = row.id<directory::OrgId>("org"),
                     .on_time = row.number("on_time"),
                     .late = row.number("late")});
  }
  return found;
}

std::vector<Tally> read_open(const std::vector<platform::Row>& rows, std::vector<Tally> found) {
  for (const auto& row : rows) {
    found.push_back({.org = row.id<directory::OrgId>("org"),
                     .open = row.number("open"),
                     .overdue = row.number("overdue")});
  }
  return found;
}

}  // namespace

std::vector<Head> slice(platform::Transaction& tx, const Slice& asked) {
  // The cursor as a plain bound, too: with it the index begins to read where the page begins.
  const auto from = std::max(asked.from, asked.after_at);
  const auto rows =
      tx.query(statement(asked.column), {asked.value, base::name_of(kStateNames, asked.state),
                                         asked.at_once, from, asked.until.value_or(platform::kEver),
                                         asked.after_at, asked.after_id, asked.limit});
  std::vector<Head> found;
  found.reserve(rows.size());
  for (const auto& row : rows) found.push_back({row.time("clock_at"), row.id<DutyId>("id")});
  return found;
}

void add_tally(platform::Transaction& tx, const Duty& duty, std::string_view month) {
  tx.execute(kAddTally, {duty.org, duty.counterpart ? duty.counterpart->str() : "", month,
                         duty.ended_late ? 0 : 1, duty.ended_late ? 1 : 0});
}

std::vector<Tally> ended_between(platform::Transaction& tx, const directory::OrgId& org,
                                 std::string_view first_month, std::string_view last_month) {
  auto found = read_ended(tx.query(kEndedOfOrg, {org, first_month, last_month}), {});
  return read_ended(tx.query(kEndedOfOthers, {org, first_month, last_month}), std::move(found));
}

std::vector<Tally> open_between(platform::Transaction& tx, const directory::OrgId& org,
                                base::Timestamp now) {
  auto found = read_open(tx.query(kOpenOfOrg, {org, now}), {});
  return read_open(tx.query(kOpenOfOthers, {org, now}), std::move(found));
}

}  // namespace hd::duties::store
