#include "audit/chain.h"

namespace hd::audit {
namespace {

void line(std::string& text, std::string_view name, std::string_view value) {
  text += name;
  text += ' ';
  text += value;
  text += '\n';
}

}  // namespace

std::string canonical(const Stored& entry) {
  std::string text = "haidang-audit-entry 1\n";
  text.reserve(512);
  line(text, "sequence", std::to_string(entry.sequence));
  line(text, "at", base::to_rfc3339(entry.at));
  line(text, "user", entry.user);
  line(text, "post", entry.post);
  line(text, "session", entry.session);
  line(text, "action", entry.action);
  line(text, "object_kind", entry.object_kind);
  line(text, "object_id", entry.object_id);
  line(text, "purpose", entry.purpose);
  line(text, "marks", std::to_string(entry.marks));
  line(text, "rule", std::to_string(entry.rule));
  line(text, "previous", entry.previous_hash);
  return text;
}

std::string canonical(const Head& head) {
  std::string text = "haidang-audit-head 1\n";
  line(text, "size", std::to_string(head.size));
  line(text, "hash", head.hash);
  line(text, "at", base::to_rfc3339(head.at));
  return text;
}

std::string hash_of(const Stored& entry) {
  return platform::to_hex(platform::sha256(canonical(entry)));
}

}  // namespace hd::audit
