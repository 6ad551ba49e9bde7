#include "audit/verifier.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "platform/json.h"

namespace hd::audit {
namespace {

constexpr auto kFew = std::numeric_limits<std::int32_t>::max();
constexpr auto kMany = std::numeric_limits<std::int64_t>::max();

Stored read_entry(platform::JsonReader& reader) {
  return {.sequence = reader.number("sequence", 0, kMany),
          .at = reader.time("at"),
          .user = reader.optional_text("user", 100),
          .post = reader.optional_text("post", 100),
          .session = reader.optional_text("session", 100),
          .action = reader.optional_text("action", 100),
          .object_kind = reader.optional_text("object_kind", 100),
          .object_id = reader.optional_text("object_id", 100),
          .purpose = reader.optional_text("purpose", 100),
          .marks = static_cast<int>(reader.number("marks", 0, kFew)),
          .rule = static_cast<int>(reader.number("rule", -1, kFew)),
          .previous_hash = reader.optional_text("previous", 64),
          .hash = reader.optional_text("hash", 64)};
}

Head read_head(platform::JsonReader& reader) {
  return {.size = reader.number("size", 0, kMany),
          .hash = reader.optional_text("hash", 64),
          .at = reader.time("at"),
          .public_key = reader.optional_text("public_key", 64),
          .signature = reader.optional_text("signature", 128)};
}

std::string number(std::int64_t value) {
  return std::to_string(value);
}

bool signature_fits(const Head& head) {
  const auto key = platform::from_hex(head.public_key);
  const auto signature = platform::from_hex(head.signature);
  return key && signature && platform::verify_signature(*key, canonical(head), *signature);
}

}  // namespace

void Verifier::fail(std::int64_t sequence, std::string problem) {
  if (!problem_.empty()) return;
  bad_ = sequence;
  problem_ = std::move(problem);
}

void Verifier::expect(const Head& head) {
  check_signer(head);
  const auto [known, added] = expected_.emplace(head.size, head.hash);
  if (!added && known->second != head.hash) {
    fail(head.size,
         "two kept heads of size " + number(head.size) + " disagree: the log was forked");
  }
}

void Verifier::line(std::string_view text) {
  ++lines_;
  const auto parsed = platform::parse_json(text);
  if (!parsed) return fail(entries_ + 1, "line " + number(lines_) + " is not JSON");
  platform::JsonReader reader(*parsed);
  const std::string type = reader.text("type", 20);
  if (type == "entry") {
    const Stored read = read_entry(reader);
    if (!reader.complaints().empty()) {
      return fail(entries_ + 1, "line " + number(lines_) + " is not a complete entry");
    }
    if (problem_.empty()) return entry(read);
    moved_ = moved_ || missing_ == read.sequence;
  } else if (type == "head") {
    const Head read = read_head(reader);
    if (!reader.complaints().empty()) {
      return fail(entries_ + 1, "line " + number(lines_) + " is not a complete head");
    }
    if (problem_.empty()) head(read);
  } else {
    fail(entries_ + 1, "line " + number(lines_) + " is neither an entry nor a head");
  }
}

bool Verifier::in_order(const Stored& entry) {
  const std::int64_t wanted = entries_ + 1;
  if (entry.sequence == wanted) return true;
  if (entry.sequence > wanted) {
    missing_ = wanted;
    found_instead_ = entry.sequence;
    fail(wanted, "entry " + number(wanted) + " is missing");
  } else {
    fail(entry.sequence, "entry " + number(entry.sequence) + " stands a second time or too late");
  }
  return false;
}

void Verifier::entry(const Stored& entry) {
  if (!in_order(entry)) return;
  const std::string name = "entry " + number(entry.sequence);
  if (hash_of(entry) != entry.hash) {
    return fail(entry.sequence, name + " was changed: its content does not give its hash");
  }
  if (entry.previous_hash != last_hash_) {
    const std::int64_t replaced = std::max<std::int64_t>(entries_, 1);
    return fail(replaced,
                "entry " + number(replaced) + " was replaced: " + name + " follows another one");
  }
  if (entry.at < last_at_ && !clock_step_) {
    return fail(entry.sequence, name + " is older than the entry before: time went backwards");
  }
  entries_ = entry.sequence;
  last_hash_ = entry.hash;
  last_at_ = entry.at;
  clock_step_ = entry.action == kClockStep;
  check_expected();
}

void Verifier::check_expected() {
  const auto kept = expected_.find(entries_);
  if (kept != expected_.end() && kept->second != last_hash_) {
    fail(entries_,
         "entry " + number(entries_) + " is not the one a kept head names: the log was forked");
  }
}

void Verifier::check_signer(const Head& head) {
  const std::string name = "the head of size " + number(head.size);
  if (key_.empty()) key_ = head.public_key;
  if (head.public_key != key_) {
    fail(head.size, name + " was signed by another key than the trusted one");
  } else if (!signature_fits(head)) {
    fail(head.size, name + " has a signature that does not fit");
  }
}

void Verifier::head(const Head& head) {
  check_signer(head);
  if (head.size <= last_head_) {
    fail(head.size, "the head of size " + number(head.size) + " stands a second time or too late");
  } else if (head.size < entries_) {
    fail(head.size, "the head of size " + number(head.size) + " stands too late");
  } else if (head.size == entries_ && head.hash != last_hash_) {
    fail(head.size, "the head of size " + number(head.size) +
                        " names another entry than the log holds: the log was forked");
  }
  ++heads_;
  last_head_ = head.size;
  largest_head_ = std::max(largest_head_, head.size);
}

std::optional<Head> parse_head(std::string_view line) {
  const auto parsed = platform::parse_json(line);
  if (!parsed) return std::nullopt;
  platform::JsonReader reader(*parsed);
  if (reader.text("type", 20) != "head") return std::nullopt;
  Head head = read_head(reader);
  if (!reader.complaints().empty()) return std::nullopt;
  return head;
}

Verdict Verifier::finish() {
  const std::int64_t kept = expected_.empty() ? 0 : expected_.rbegin()->first;
  const std::int64_t signed_size = std::max(kept, largest_head_);
  if (signed_size > entries_) {
    fail(entries_ + 1, "entries " + number(entries_ + 1) + " to " + number(signed_size) +
                           " are missing at the end: a signed head counts them");
  }
  if (moved_) {
    problem_ = "entry " + number(bad_) + " stands in the wrong place: entry " +
               number(found_instead_) + " comes before it";
  } else if (missing_ && found_instead_ > bad_ + 1) {
    problem_ = "entries " + number(bad_) + " to " + number(found_instead_ - 1) + " are missing";
  }
  return {problem_.empty(), entries_, heads_, problem_, bad_};
}

Verdict Verifier::finish(std::int64_t chain_size, std::string_view chain_hash) {
  if (chain_size > entries_) {
    fail(entries_ + 1, "entries " + number(entries_ + 1) + " to " + number(chain_size) +
                           " are missing at the end: the chain counts them");
  } else if (chain_size < entries_) {
    fail(chain_size + 1, "entry " + number(chain_size + 1) + " was added outside the chain");
  } else if (chain_hash != last_hash_) {
    fail(chain_size, "the end of the chain is not entry " + number(chain_size));
  }
  return finish();
}

Verdict verify_export(const std::function<std::optional<std::string>()>& next_line,
                      std::string_view trusted_key, const std::vector<Head>& kept_heads) {
  Verifier verifier(trusted_key);
  for (const Head& head : kept_heads) verifier.expect(head);
  while (const auto line = next_line()) {
    if (!line->empty()) verifier.line(*line);
  }
  return verifier.finish();
}

Verdict verify_log(platform::Transaction& tx, std::string_view trusted_key,
                   const std::vector<Head>& kept_heads) {
  Verifier verifier(trusted_key);
  for (const Head& head : kept_heads) verifier.expect(head);
  export_log(tx, [&](std::string_view line) { verifier.line(line); });
  const auto end = chain_end(tx);
  return verifier.finish(end.size, end.hash);
}

}  // namespace hd::audit
