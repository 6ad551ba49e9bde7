// The worker's side: what is complete gets examined, what never became complete goes away.

#include <utility>

#include "audit/audit.h"
#include "files/operations.h"
#include "files/store.h"
#include "platform/file_stream.h"
#include "platform/log.h"
#include "platform/outbox.h"

namespace hd::files {
namespace {

using platform::ScanVerdict;
using platform::Transaction;

constexpr std::int64_t kBatch = 20;
/// Longer than an examination can take; after it another node may try.
constexpr std::chrono::minutes kClaim{3};
/// How soon the antivirus is asked again.
constexpr std::chrono::seconds kScanAgain{60};
constexpr std::chrono::hours kAbandonedAfter{24};

vault::Opening by_the_system(const FileId& id) {
  return {.session = {}, .record = id.str()};
}

void record_finding(Transaction& tx, base::Timestamp now, const FileId& id, std::string_view action,
                    std::string_view purpose) {
  audit::record(tx, now, access::system_actor(),
                {.action = "file." + std::string(action),
                 .object_kind = "file",
                 .object_id = id.str(),
                 .purpose = std::string(purpose)});
}

void announce(Transaction& tx, base::Timestamp now, const File& file) {
  platform::publish(tx, now,
                    {.topic = "file.changed",
                     .scope_org = "",
                     .scope_user = file.uploader.str(),
                     .object_kind = "file",
                     .object_id = file.id.str()});
}

void refuse(File& file, Refusal refusal) {
  file.state = State::refused;
  file.refusal = refusal;
}

void take_verdict(File& file, ScanVerdict verdict) {
  if (verdict == ScanVerdict::unavailable) {
    file.state = State::waiting_for_scan;
  } else if (verdict == ScanVerdict::infected) {
    file.scan = Scan::infected;
    refuse(file, Refusal::infected);
  } else {
    file.scan = Scan::clean;
    file.state = State::ready;
  }
}

void keep_safe_copy(Transaction& tx, vault::Vault& vault, const File& file,
                    std::string_view bytes) {
  const platform::Secret key(platform::random_bytes(platform::kStreamKeyBytes));
  platform::StreamSealer sealer(key);
  store::insert_copy(tx, vault, file, CopyKind::safe, key.bytes() + sealer.header(), std::nullopt);
  std::int64_t position = 0;
  while (!bytes.empty()) {
    const auto piece = bytes.substr(0, platform::kStreamPiece);
    bytes.remove_prefix(piece.size());
    store::insert_piece(tx, file.id, CopyKind::safe, position++,
                        sealer.seal(piece, file.id.str() + "/safe", bytes.empty()));
  }
}

/// The code that the log shows for an outcome.
std::string_view outcome(const File& file) {
  return file.refusal ? base::name_of(kRefusalNames, *file.refusal)
                      : base::name_of(kStateNames, file.state);
}

}  // namespace

std::optional<File> Operations::claim(platform::Database& database, base::Timestamp now,
                                      const FileId& id) {
  return database.write([&](Transaction& tx) -> std::optional<File> {
    auto file = store::find(tx, id);
    const bool due =
        file && (file->state == State::checking || file->state == State::waiting_for_scan);
    if (!due) return std::nullopt;
    ++file->version;
    if (!store::update(tx, *file, now + kClaim)) return std::nullopt;
    store::open_facts(tx, parts_.vault, by_the_system(id), *file);
    return file;
  });
}

bool Operations::settle(platform::Database& database, base::Timestamp now, const File& claimed) {
  const std::string bytes = database.read([&](Transaction& tx) {
    auto key =
        store::stream_key(tx, parts_.vault, by_the_system(claimed.id), claimed, CopyKind::original);
    if (!key) throw std::runtime_error("no key for file " + claimed.id.str());
    return read(tx, {claimed, CopyKind::original, *std::move(key)});
  });
  File file = claimed;
  ++file.version;
  std::optional<Picture> safe;
  if (claimed.state == State::checking) {
    auto findings = parts_.examine(bytes, extension_of(claimed.name));
    if (!findings) findings = Findings{.refusal = Refusal::examination_failed};
    if (findings->refusal) refuse(file, *findings->refusal);
    file.sha256 = platform::to_hex(platform::sha256(bytes));
    file.type = findings->type;
    safe = std::move(findings->safe);
    if (safe) file.safe_type = safe->type;
  }
  if (file.state != State::refused && parts_.scan) {
    take_verdict(file, parts_.scan(bytes));
  } else if (file.state != State::refused) {
    file.scan = Scan::not_configured;
    file.state = State::ready;
  }
  return database.write([&](Transaction& tx) {
    if (!store::update(tx, file, now + kScanAgain)) return false;  // somebody else was here
    if (claimed.state == State::checking) store::keep_findings(tx, parts_.vault, file);
    if (file.state == State::refused) {
      store::delete_bytes(tx, file.id);
    } else if (safe) {
      keep_safe_copy(tx, parts_.vault, file, safe->bytes);
    }
    record_finding(tx, now, file.id, "examine", outcome(file));
    if (file.state != claimed.state) announce(tx, now, file);
    return true;
  });
}

std::size_t Operations::examine_due(platform::Database& database, base::Timestamp now) {
  std::size_t settled = 0;
  const auto due =
      database.read([&](Transaction& tx) { return store::to_examine(tx, now, kBatch); });
  for (const FileId& id : due) {
    try {
      const auto file = claim(database, now, id);
      if (file && settle(database, now, *file)) ++settled;
    } catch (const std::exception& error) {
      const auto number = platform::log_incident("files.examine", error.what());
      platform::log(platform::LogLevel::error, "files.examine_failed", {{"incident", number}});
    }
  }
  return settled;
}

std::size_t Operations::forget_abandoned(platform::Database& database, base::Timestamp now) {
  return database.write([&](Transaction& tx) {
    const auto ids = store::abandoned(tx, now - kAbandonedAfter, kBatch);
    for (const FileId& id : ids) {
      store::delete_bytes(tx, id);
      store::delete_file(tx, id);
      record_finding(tx, now, id, "abandon", "");
    }
    return ids.size();
  });
}

}  // namespace hd::files
