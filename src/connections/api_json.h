#pragma once
// Connections as the API sends them.

#include <string>

#include "accounts/operations_names.h"
#include "connections/operations.h"
#include "directory/directory.h"
#include "platform/db.h"
#include "platform/json.h"
#include "server/router.h"
#include "vault/vault.h"

namespace hd::connections {

/// For one answer: looks every name up once. The arguments outlive the object.
class Writer {
 public:
  Writer(platform::Transaction& tx, vault::Vault& vault, const server::Call& call);

  /// ConnectionSummary of api/openapi.yaml.
  platform::JsonObject summary(const Seen& seen);
  /// Connection; `delegable` fills delegable_units.
  platform::Json whole(const Whole& whole, const std::vector<directory::Unit>& delegable);
  /// TimelineList: entries and clocks, newest first, at most `limit` after the cursor.
  platform::Json timeline(const Whole& whole, const std::string& cursor, std::size_t limit);
  /// Document, as the drafted written report.
  platform::Json document(const documents::Document& document,
                          const std::vector<std::string>& actions);

 private:
  platform::Json target(const std::optional<Target>& target) const;
  platform::Json turn(const Connection& connection) const;
  platform::Json link(const Connection& link, const ConnectionId& current) const;
  void add_entries(platform::JsonObject& object, const std::vector<Entry>& entries,
                   const std::optional<Target>& target);
  platform::Json line(const Entry& entry);

  accounts::Names names_;
};

}  // namespace hd::connections
