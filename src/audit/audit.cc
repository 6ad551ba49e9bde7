#include "audit/audit.h"

#include <algorithm>
#include <chrono>
#include <stdexcept>

#include "audit/chain.h"

namespace hd::audit {
namespace {

// All nodes take turns with their writes (platform/README.md), so nobody appends in between.
constexpr auto kEndOfChain = R"sql(
  SELECT size, hash, last_at FROM audit_chain WHERE id = 1
)sql";

constexpr auto kExtendChain = R"sql(
  UPDATE audit_chain SET hash = $1, last_at = $2, size = $3 WHERE id = 1 AND size < $3
)sql";

constexpr auto kInsert = R"sql(
  INSERT INTO audit_entry (sequence, happened_at, user_id, post_id, session_id, action,
                           object_kind, object_id, purpose, marks, rule_row, previous_hash, hash)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
)sql";

/// Requests that overtake one another are this far apart at most; more than that is a clock that
/// was set back.
constexpr std::chrono::seconds kOvertaking{60};

void check(const Entry& entry) {
  if (entry.action.empty()) throw std::invalid_argument("an audit entry needs an action");
  for (const auto* word : {&entry.action, &entry.object_kind, &entry.object_id, &entry.purpose}) {
    if (!is_recordable(*word)) {
      throw std::invalid_argument("audit entries take ids and stable words only: " + entry.action);
    }
  }
}

void append(platform::Transaction& tx, Stored& entry) {
  entry.hash = hash_of(entry);
  tx.execute(kInsert, {entry.sequence, entry.at, entry.user, entry.post, entry.session,
                       entry.action, entry.object_kind, entry.object_id, entry.purpose, entry.marks,
                       entry.rule, entry.previous_hash, entry.hash});
}

Stored clock_step(const Stored& next, base::Timestamp last) {
  Stored step{};
  step.sequence = next.sequence;
  step.at = last;
  step.user = access::system_actor().user.str();
  step.action = kClockStep;
  step.rule = -1;
  step.previous_hash = next.previous_hash;
  return step;
}

}  // namespace

bool is_recordable(std::string_view text) {
  constexpr std::size_t kMost = 100;
  return text.size() <= kMost && std::ranges::all_of(text, [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  std::string_view("._:/#-").find(c) != std::string_view::npos;
         });
}

void record(platform::Transaction& tx, base::Timestamp now, const access::Actor& actor,
            const Entry& entry) {
  check(entry);
  const auto chain = tx.query(kEndOfChain).at(0);
  const auto last = chain.time("last_at");
  Stored stored{.sequence = chain.number("size") + 1,
                .at = now,
                .user = actor.user.str(),
                .post = entry.post ? entry.post->str() : "",
                .session = actor.session ? actor.session->str() : "",
                .action = entry.action,
                .object_kind = entry.object_kind,
                .object_id = entry.object_id,
                .purpose = entry.purpose,
                .marks = entry.marks,
                .rule = entry.rule,
                .previous_hash = chain.text("hash"),
                .hash = ""};
  if (now < last - kOvertaking) {
    Stored step = clock_step(stored, last);
    append(tx, step);
    stored.sequence += 1;
    stored.previous_hash = step.hash;
  } else {
    stored.at = std::max(now, last);
  }
  append(tx, stored);
  if (tx.execute(kExtendChain, {stored.hash, stored.at, stored.sequence}) != 1) {
    throw std::logic_error("somebody else appended to the log of this transaction");
  }
  ++tx.audit_entries;
}

}  // namespace hd::audit
