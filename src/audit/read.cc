// Reading the log: for the auditor's screen, and as JSON lines for the verifier.

#include <algorithm>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "audit/audit.h"
#include "audit/chain.h"
#include "platform/json.h"

namespace hd::audit {
namespace {

constexpr auto kSelect = R"sql(
  SELECT sequence, happened_at, user_id, post_id, session_id, action, object_kind, object_id,
         purpose, marks, rule_row, previous_hash, hash
  FROM audit_entry
)sql";

constexpr auto kPage = R"sql(
  SELECT sequence, happened_at, user_id, post_id, session_id, action, object_kind, object_id,
         purpose, marks, rule_row, previous_hash, hash
  FROM audit_entry WHERE sequence > $1 ORDER BY sequence LIMIT $2
)sql";

constexpr auto kHeads = R"sql(
  SELECT size, hash, signed_at, public_key, signature FROM audit_head
  WHERE size > $1 AND size <= $2 ORDER BY size
)sql";

constexpr std::int64_t kPageSize = 1000;

Stored read(const platform::Row& row) {
  return {.sequence = row.number("sequence"),
          .at = row.time("happened_at"),
          .user = row.text("user_id"),
          .post = row.text("post_id"),
          .session = row.text("session_id"),
          .action = row.text("action"),
          .object_kind = row.text("object_kind"),
          .object_id = row.text("object_id"),
          .purpose = row.text("purpose"),
          .marks = static_cast<int>(row.number("marks")),
          .rule = static_cast<int>(row.number("rule_row")),
          .previous_hash = row.text("previous_hash"),
          .hash = row.text("hash")};
}

Head read_head(const platform::Row& row) {
  return {row.number("size"), row.text("hash"), row.time("signed_at"), row.text("public_key"),
          row.text("signature")};
}

/// Collects conditions and their parameters in step.
struct Conditions {
  std::string text;
  std::vector<platform::Param> params;

  void add(std::string_view condition, platform::Param param) {
    params.push_back(std::move(param));
    text += text.empty() ? " WHERE " : " AND ";
    text += condition;
    text += " $" + std::to_string(params.size());
  }
};

}  // namespace

std::string entry_line(const Stored& entry) {
  return platform::Json(platform::JsonObject{{"type", "entry"},
                                             {"sequence", entry.sequence},
                                             {"at", entry.at},
                                             {"user", entry.user},
                                             {"post", entry.post},
                                             {"session", entry.session},
                                             {"action", entry.action},
                                             {"object_kind", entry.object_kind},
                                             {"object_id", entry.object_id},
                                             {"purpose", entry.purpose},
                                             {"marks", entry.marks},
                                             {"rule", entry.rule},
                                             {"previous", entry.previous_hash},
                                             {"hash", entry.hash}})
      .dump();
}

std::string head_line(const Head& head) {
  return platform::Json(platform::JsonObject{{"type", "head"},
                                             {"size", head.size},
                                             {"hash", head.hash},
                                             {"at", head.at},
                                             {"public_key", head.public_key},
                                             {"signature", head.signature}})
      .dump();
}

std::vector<Stored> find(platform::Transaction& tx, const Filter& filter, std::size_t limit) {
  Conditions where;
  if (!filter.object_kind.empty()) where.add("object_kind =", filter.object_kind);
  if (!filter.object_id.empty()) where.add("object_id =", filter.object_id);
  if (!filter.user_id.empty()) where.add("user_id =", filter.user_id);
  if (!filter.action.empty()) where.add("action =", filter.action);
  if (filter.from) where.add("happened_at >=", *filter.from);
  if (filter.to) where.add("happened_at <", *filter.to);
  if (filter.before_sequence) where.add("sequence <", *filter.before_sequence);
  where.params.emplace_back(static_cast<std::int64_t>(limit));
  const std::string sql = kSelect + where.text + " ORDER BY sequence DESC LIMIT $" +
                          std::to_string(where.params.size());
  std::vector<Stored> found;
  for (const auto& row : tx.query(sql, where.params)) found.push_back(read(row));
  return found;
}

void export_log(platform::Transaction& tx,
                const std::function<void(std::string_view)>& write_line) {
  constexpr auto kEnd = std::numeric_limits<std::int64_t>::max();
  std::int64_t last = std::numeric_limits<std::int64_t>::min();
  for (bool more = true; more;) {
    const auto page = tx.query(kPage, {last, kPageSize});
    more = static_cast<std::int64_t>(page.size()) == kPageSize;
    const auto heads = tx.query(kHeads, {last, more ? page.back().number("sequence") : kEnd});
    auto head = heads.begin();
    for (const auto& row : page) {
      last = row.number("sequence");
      for (; head != heads.end() && head->number("size") < last; ++head) {
        write_line(head_line(read_head(*head)));
      }
      write_line(entry_line(read(row)));
    }
    for (; head != heads.end(); ++head) write_line(head_line(read_head(*head)));
  }
}

}  // namespace hd::audit
