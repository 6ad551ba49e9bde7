// The log: lines of strangers never pass for a log, and a log of ours with one change of a byte
// does not verify any more.

#include <vector>

#include "audit/chain.h"
#include "audit/verifier.h"
#include "fuzz.h"
#include "platform/json.h"

namespace hd::fuzz {
namespace {

const platform::SigningKey& signer() {
  static const auto key = platform::signing_key(platform::Secret(std::string(32, 's')));
  return key;
}

/// Three entries and a head over them.
const std::vector<std::string>& good_log() {
  static const std::vector<std::string> lines = [] {
    std::vector<std::string> made;
    std::string previous(audit::kFirstHash);
    base::Timestamp at{std::chrono::hours(500'000)};
    for (std::int64_t i = 1; i <= 3; ++i) {
      audit::Stored entry{.sequence = i,
                          .at = at += std::chrono::seconds(1),
                          .user = "11111111-1111-4111-8111-111111111111",
                          .action = "contact.open",
                          .object_kind = "contact",
                          .object_id = "22222222-2222-4222-8222-222222222222",
                          .marks = 4,
                          .rule = 7,
                          .previous_hash = previous};
      entry.hash = previous = audit::hash_of(entry);
      made.push_back(audit::entry_line(entry));
    }
    audit::Head head{.size = 3, .hash = previous, .at = at};
    head.public_key = platform::to_hex(signer().public_key);
    head.signature = platform::to_hex(platform::sign(signer(), audit::canonical(head)));
    made.push_back(audit::head_line(head));
    return made;
  }();
  return lines;
}

audit::Verdict verdict(const std::vector<std::string>& lines) {
  audit::Verifier verifier(platform::to_hex(signer().public_key));
  for (const auto& line : lines) verifier.line(line);
  return verifier.finish();
}

/// Other spelling of the same JSON is no change of the log.
bool says_the_same(std::string_view left, std::string_view right) {
  const auto one = platform::parse_json(left);
  const auto other = platform::parse_json(right);
  if (!one || !other) return false;
  const auto* first = one->get_if<platform::JsonObject>();
  if (first == nullptr || other->get_if<platform::JsonObject>() == nullptr) return false;
  for (const auto& [key, value] : *first) {
    const auto* same = other->member(key);
    if (same == nullptr || !(*same == value)) return false;
  }
  return true;
}

}  // namespace

void examine(std::string_view input) {
  static const bool good = verdict(good_log()).good;
  require(good, "a good log is good");
  Pieces pieces(input);
  const auto how = static_cast<std::uint64_t>(pieces.number());
  auto lines = good_log();
  std::string& line = lines[how % lines.size()];
  const std::string changed = damaged(line, static_cast<std::int64_t>(how / lines.size()));
  const bool harmless = says_the_same(line, changed);
  line = changed;
  require(harmless || !verdict(lines).good, "a changed log is bad");

  std::vector<std::string> strange;
  while (!pieces.at_end() && strange.size() < 6) strange.emplace_back(pieces.next());
  const auto found = verdict(strange);
  require(found.heads == 0 || !found.good, "strangers sign nothing");
  for (const auto& text : strange) {
    const auto head = audit::parse_head(text);
    if (!head) continue;
    const auto again = audit::parse_head(audit::head_line(*head));
    require(again && audit::canonical(*again) == audit::canonical(*head), "a head reads the same");
  }
}

}  // namespace hd::fuzz
