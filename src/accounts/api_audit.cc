#include "accounts/api_audit.h"

#include <charconv>
#include <utility>

#include "accounts/api_json.h"
#include "accounts/operations_log.h"
#include "server/names.h"

namespace hd::accounts {
namespace {

constexpr std::size_t kKeyIdDigits = 16;

Json to_json(const LogLine& line) {
  const audit::Stored& entry = line.entry;
  const bool refused = entry.action == "refused" || entry.action.ends_with("refuse");
  return JsonObject{
      {"seq", entry.sequence},
      {"at", entry.at},
      {"actor_id", text_or_null(entry.user)},
      {"actor_name", text_or_null(line.actor_name)},
      {"post_id", text_or_null(entry.post)},
      {"action", entry.action},
      {"outcome", refused ? "refused" : "done"},
      {"object_kind", text_or_null(entry.object_kind)},
      {"object_id", text_or_null(entry.object_id)},
      {"reason", text_or_null(entry.purpose)},
      {"hash", entry.hash},
  };
}

/// `from` and `to` are days in Viet Nam, both included.
base::Result<audit::Filter> read_filter(const server::Call& call) {
  audit::Filter filter{.object_kind = call.query("object_kind"),
                       .object_id = call.query("object_id"),
                       .user_id = call.query("user_id"),
                       .action = call.query("action")};
  std::vector<base::FieldError> complaints;
  if (!audit::is_recordable(filter.object_id)) complaints.push_back({"object_id", "malformed_id"});
  const auto day = [&](const char* name) -> std::optional<base::Date> {
    const std::string text = call.query(name);
    if (text.empty()) return std::nullopt;
    const auto date = base::parse_date(text);
    if (!date) complaints.push_back({name, "malformed_date"});
    return date;
  };
  if (const auto from = day("from")) filter.from = base::start_of_day(*from);
  if (const auto to = day("to")) filter.to = base::end_of_day(*to);
  const std::string cursor = call.query("cursor");
  if (!cursor.empty()) {
    std::int64_t before = 0;
    const auto read = std::from_chars(cursor.data(), cursor.data() + cursor.size(), before);
    if (read.ec != std::errc() || read.ptr != cursor.data() + cursor.size()) {
      complaints.push_back({"cursor", "malformed_text"});
    }
    filter.before_sequence = before;
  }
  if (!complaints.empty()) return base::invalid(std::move(complaints));
  return filter;
}

}  // namespace

base::Result<server::Reply> list_audit_entries(platform::Transaction& tx,
                                               const server::Call& call) {
  const auto filter = read_filter(call);
  if (!filter) return filter.error();
  const auto lines = read_log(tx, call.now, call.actor, *filter, call.limit());
  platform::JsonArray items;
  for (const LogLine& line : lines) items.push_back(to_json(line));
  const bool full = lines.size() == call.limit();
  return server::page(std::move(items), full ? std::to_string(lines.back().entry.sequence) : "");
}

base::Result<server::Reply> list_audit_heads(platform::Transaction& tx, const server::Call&) {
  platform::JsonArray items;
  if (const auto head = log_head(tx)) {
    items.emplace_back(JsonObject{
        {"seq", head->size},
        {"at", head->at},
        {"hash", head->hash},
        {"signature", head->signature},
        {"key_id", head->public_key.substr(0, kKeyIdDigits)},
    });
  }
  return server::page(std::move(items), "");
}

}  // namespace hd::accounts
