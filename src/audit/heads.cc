#include <string_view>

#include "audit/audit.h"
#include "audit/chain.h"

namespace hd::audit {
namespace {

constexpr auto kChainEnd = R"sql(
  SELECT size, hash FROM audit_chain WHERE id = 1
)sql";

constexpr auto kLatestHead = R"sql(
  SELECT size, hash, signed_at, public_key, signature FROM audit_head
  ORDER BY size DESC LIMIT 1
)sql";

// Two nodes may sign the same end at the same time; one head is enough.
constexpr auto kInsertHead = R"sql(
  INSERT INTO audit_head (size, hash, signed_at, public_key, signature)
  VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (size) DO NOTHING
)sql";

}  // namespace

ChainEnd chain_end(platform::Transaction& tx) {
  const auto end = tx.query(kChainEnd).at(0);
  return {end.number("size"), end.text("hash")};
}

void sign_head(platform::Transaction& tx, base::Timestamp now, const platform::SigningKey& key) {
  const auto end = chain_end(tx);
  const auto last = latest_head(tx);
  Head head{end.size, end.hash, now, platform::to_hex(key.public_key), ""};
  if (head.size == 0 || (last && last->size == head.size)) return;
  head.signature = platform::to_hex(platform::sign(key, canonical(head)));
  tx.execute(kInsertHead, {head.size, head.hash, head.at, head.public_key, head.signature});
}

std::optional<Head> latest_head(platform::Transaction& tx) {
  const auto row = tx.query_one(kLatestHead);
  if (!row) return std::nullopt;
  return Head{row->number("size"), row->text("hash"), row->time("signed_at"),
              row->text("public_key"), row->text("signature")};
}

}  // namespace hd::audit
