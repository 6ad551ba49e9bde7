#include "backup_check.h"

#include <chrono>
#include <exception>
#include <stdexcept>

#include "audit/audit.h"
#include "audit/chain.h"
#include "cases/operations_counted.h"
#include "contacts/operations_closed.h"
#include "platform/crypto.h"
#include "vault/sample.h"

namespace hd {
namespace {

constexpr std::int64_t kKeys = 500;
constexpr std::int64_t kRecords = 200;  ///< of each kind
constexpr std::chrono::days kRecent{31};

/// Ends a walk over records when enough of them were opened.
struct Enough {};

/// A walk that counts what it opens.
template <class Walk>
std::int64_t opened_by(const Walk& walk) {
  std::int64_t opened = 0;
  const auto add = [&](std::int64_t more) {
    opened += more;
    if (opened >= kRecords) throw Enough();
  };
  try {
    walk(add);
  } catch (const Enough&) {  // NOLINT(bugprone-empty-catch): that was the aim
  }
  return opened;
}

std::int64_t open_records(platform::Transaction& tx, vault::Vault& vault, base::Timestamp newest) {
  const auto from = newest - kRecent;
  const auto until = newest + std::chrono::days(1);
  std::int64_t opened = opened_by([&](const auto& add) {
    for (const auto& hotline : contacts::hotlines_with_records(tx)) {
      contacts::scan_closed(tx, vault, hotline, from, until, [&](const auto&) { add(1); });
    }
  });
  opened += opened_by([&](const auto& add) {
    cases::scan_opened(tx, vault, from, until, cases::Depth::people,
                       [&](const auto& page) { add(static_cast<std::int64_t>(page.size())); });
  });
  return opened;
}

/// The entry with that number; nullopt when the log is shorter.
std::optional<audit::Stored> entry_at(platform::Transaction& tx, std::int64_t number) {
  const auto found = audit::find(tx, {.before_sequence = number + 1}, 1);
  if (found.empty() || found.front().sequence != number) return std::nullopt;
  return found.front();
}

}  // namespace

std::optional<vault::RootKeys> keys_if_here(const Config& config) {
  try {
    return vault::load_root_keys(config.data_dir, false);
  } catch (const std::runtime_error&) {
    return std::nullopt;
  }
}

CopyFacts look_into(platform::Database& copy, const std::optional<vault::RootKeys>& keys) {
  const auto vault = keys ? vault::make_vault(*keys) : nullptr;
  const auto signer =
      vault ? platform::to_hex(vault::audit_signing_key(*vault).public_key) : std::string();
  return copy.read([&](platform::Transaction& tx) {
    const auto verdict = audit::verify_log(tx, signer);
    if (!verdict.good) {
      throw std::runtime_error("the log in the copy is bad at entry " +
                               std::to_string(verdict.bad_sequence) + ": " + verdict.problem);
    }
    CopyFacts facts{.entries = verdict.entries};
    const auto newest = audit::find(tx, {}, 1);
    if (!newest.empty()) facts.last_hash = newest.front().hash;
    if (const auto head = audit::latest_head(tx)) facts.head = audit::head_line(*head);
    if (!keys) return facts;
    facts.opened_keys = vault::open_some_keys(tx, *keys, kKeys);
    if (!newest.empty()) facts.opened_records = open_records(tx, *vault, newest.front().at);
    return facts;
  });
}

void require_part_of(platform::Database& live, const CopyFacts& copy) {
  if (copy.entries == 0) return;
  const auto entry =
      live.read([&](platform::Transaction& tx) { return entry_at(tx, copy.entries); });
  if (!entry || entry->hash != copy.last_hash) {
    throw std::runtime_error("the log in the copy is not the beginning of the log in use");
  }
}

}  // namespace hd
