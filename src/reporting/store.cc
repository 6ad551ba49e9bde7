#include "reporting/store.h"

namespace hd::reporting::store {
namespace {

constexpr std::string_view kInsert = R"sql(
  INSERT INTO opening_balance (id, hotline_id, as_of, section, code, amount, source, note,
    created_at, created_by)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10))sql";

constexpr std::string_view kOfHotline = R"sql(
  SELECT id, hotline_id, as_of, section, code, amount, source, note
  FROM opening_balance WHERE hotline_id = $1 ORDER BY as_of, section, code)sql";

constexpr std::string_view kAll = R"sql(
  SELECT id, hotline_id, as_of, section, code, amount, source, note
  FROM opening_balance ORDER BY hotline_id, as_of, section, code)sql";

OpeningBalance read_row(const platform::Row& row) {
  return {.id = row.text("id"),
          .hotline = row.id<directory::OrgId>("hotline_id"),
          .as_of = row.date("as_of"),
          .section = row.text("section"),
          .code = row.text("code"),
          .count = row.number("amount"),
          .source = row.text("source"),
          .note = row.text("note")};
}

}  // namespace

void insert(platform::Transaction& tx, const OpeningBalance& balance, base::Timestamp now,
            const access::UserId& by) {
  tx.execute(kInsert, {balance.id, balance.hotline, balance.as_of, balance.section, balance.code,
                       balance.count, balance.source, balance.note, now, by});
}

std::vector<OpeningBalance> balances(platform::Transaction& tx, const directory::OrgId& hotline) {
  std::vector<OpeningBalance> found;
  for (const auto& row : tx.query(kOfHotline, {hotline})) found.push_back(read_row(row));
  return found;
}

std::vector<OpeningBalance> all_balances(platform::Transaction& tx) {
  std::vector<OpeningBalance> found;
  for (const auto& row : tx.query(kAll)) found.push_back(read_row(row));
  return found;
}

}  // namespace hd::reporting::store
