#include "reporting/store.h"

namespace hd::reporting::store {
namespace {

constexpr std::string_view kInsert = R"sql(
  INSERT INTO opening_balance (id, hotline_id, as_of, section, code, amount, source, created_at,
    created_by)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9))sql";

constexpr std::string_view kOfHotline = R"sql(
  SELECT id, hotline_id, as_of, section, code, amount, source
  FROM opening_balance WHERE hotline_id = $1 ORDER BY as_of, section, code)sql";

}  // namespace

void insert(platform::Transaction& tx, const OpeningBalance& balance, base::Timestamp now,
            const access::UserId& by) {
  tx.execute(kInsert, {balance.id, balance.hotline, balance.as_of, balance.section, balance.code,
                       balance.count, balance.source, now, by});
}

std::vector<OpeningBalance> balances(platform::Transaction& tx, const directory::OrgId& hotline) {
  std::vector<OpeningBalance> found;
  for (const auto& row : tx.query(kOfHotline, {hotline})) {
    found.push_back({.id = row.text("id"),
                     .hotline = row.id<directory::OrgId>("hotline_id"),
                     .as_of = row.date("as_of"),
                     .section = row.text("section"),
                     .code = row.text("code"),
                     .count = row.number("amount"),
                     .source = row.text("source")});
  }
  return found;
}

}  // namespace hd::reporting::store
