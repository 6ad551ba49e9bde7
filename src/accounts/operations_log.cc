#include "accounts/operations_log.h"

#include <map>

#include "accounts/store_users.h"

namespace hd::accounts {

std::vector<LogLine> read_log(platform::Transaction& tx, base::Timestamp now,
                              const access::Actor& actor, const audit::Filter& filter,
                              std::size_t limit) {
  std::vector<LogLine> lines;
  std::map<std::string, std::string, std::less<>> names;
  for (auto& entry : audit::find(tx, filter, limit)) {
    const auto [name, is_new] = names.try_emplace(entry.user);
    if (const auto id = access::UserId::parse(entry.user); is_new && id) {
      if (const auto identity = store::find_identity(tx, *id)) name->second = identity->username;
    }
    lines.push_back({std::move(entry), name->second});
  }
  audit::record(tx, now, actor,
                {.action = "audit.read", .object_kind = "audit", .object_id = filter.object_id});
  return lines;
}

std::optional<audit::Head> log_head(platform::Transaction& tx) {
  return audit::latest_head(tx);
}

}  // namespace hd::accounts
