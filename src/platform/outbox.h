#pragma once
// News and messages that must happen if, and only if, the change happens: rows written in the same
// transaction, delivered by a worker afterwards.

#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "platform/db.h"

namespace hd::platform {

/// Tells open browsers that something changed. Ids and stable words only.
struct Event {
  std::string topic;        ///< "connection.changed", "duty.changed", "contact.at_risk", …
  std::string scope_org;    ///< organisation whose people are told; "" for nobody but scope_user
  std::string scope_user;   ///< or one user; "" otherwise
  std::string object_kind;  ///< "connection"
  std::string object_id;
};

/// Writes the event row; browsers hear of it within a second of the commit, on every node.
void publish(Transaction& tx, base::Timestamp now, const Event& event);

/// A message to a person outside the application. `code` is all that is said about the matter:
/// "Có việc mới, mã KN-2026-00012" and the host name. Source: spec security 3.11.
struct Notice {
  std::string to_user;  ///< id of the user; the address is looked up (and opened) when it is sent
  std::string code;     ///< "KN-2026-00012"
  std::string key;      ///< unique per notice: writing the same key twice sends once
};

void enqueue_notice(Transaction& tx, base::Timestamp now, const Notice& notice);

}  // namespace hd::platform
