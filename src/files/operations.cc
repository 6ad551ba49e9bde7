#include "files/operations.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "audit/audit.h"
#include "base/text.h"
#include "files/store.h"
#include "platform/csv.h"
#include "platform/cursor.h"
#include "platform/file_stream.h"
#include "platform/outbox.h"
#include "platform/wall.h"

namespace hd::files {
namespace {

using base::ErrorKind;
using platform::Transaction;

constexpr std::int64_t kPiecesInPart =
    kPartBytes / static_cast<std::int64_t>(platform::kStreamPiece);
constexpr std::string_view kLimits = "data/file-limits.csv";

vault::Opening opening(const Who& who, const FileId& id) {
  return {.session = who.actor.session, .record = id.str()};
}

void record(Transaction& tx, const Who& who, const FileId& id, std::string_view action,
            const access::Decision& decision, const std::string& purpose = "") {
  audit::record(tx, who.now, who.actor,
                {.action = "file." + std::string(action),
                 .object_kind = "file",
                 .object_id = id.str(),
                 .purpose = purpose,
                 .marks = decision.marks,
                 .post = decision.post,
                 .rule = decision.rule});
}

base::Error over(std::string_view code, std::int64_t left) {
  return {ErrorKind::conflict, std::string(code), {}, {{"left_bytes", std::to_string(left)}}};
}

base::Error part_error(std::string_view code, std::string_view param, std::int64_t value) {
  return {
      ErrorKind::conflict, std::string(code), {}, {{std::string(param), std::to_string(value)}}};
}

/// Does the record's answer release this file to the actor?
bool shows(const Right& right, const Who& who, const File& file) {
  if ((right.decision.marks & file.mark) != file.mark) return false;
  const bool own = file.uploader == who.actor.user;
  if (right.own_only && !own) return false;
  return own || std::ranges::find(right.withheld, file.id) == right.withheld.end();
}

/// Seals one part and says where the stream goes on.
void seal_part(Transaction& tx, const File& file, platform::StreamSealer& sealer,
               std::int64_t number, std::string_view bytes) {
  const bool last_part = number == parts_of(file.size_bytes);
  std::int64_t position = (number - 1) * kPiecesInPart;
  while (!bytes.empty()) {
    const auto piece = bytes.substr(0, platform::kStreamPiece);
    bytes.remove_prefix(piece.size());
    store::insert_piece(
        tx, file.id, CopyKind::original, position++,
        sealer.seal(piece, file.id.str() + "/original", last_part && bytes.empty()));
  }
}

}  // namespace

base::Result<Operations::Loaded> Operations::load(Transaction& tx, const Who& who, const FileId& id,
                                                  Use use) const {
  auto file = store::find(tx, id);
  if (!file) return base::not_found();
  auto right = parts_.ask(tx, who, file->subject, use);
  if (!right) return right.error();
  if (!shows(*right, who, *file)) return base::not_found();
  // A change is for the one who sends the file.
  if (use == Use::write && file->uploader != who.actor.user) return base::not_found();
  return Loaded{*std::move(file), *std::move(right)};
}

Seen Operations::seen(Transaction& tx, const Who& who, File file, bool may_write) {
  store::open_facts(tx, parts_.vault, opening(who, file.id), file);
  auto actions = next_actions(file, may_write, file.uploader == who.actor.user);
  return {std::move(file), std::move(actions)};
}

std::optional<base::Error> Operations::check_quotas(Transaction& tx, const Who& who,
                                                    const NewFile& wanted) {
  const base::Date today = who.today();
  const auto limit = [&](std::string_view code) {
    return store::limit_on(tx, code, today).value_or(0);
  };
  if (const auto most = limit("file"); wanted.size_bytes > most) {
    return base::Error{
        ErrorKind::too_large, "file.too_large", {}, {{"max_bytes", std::to_string(most)}}};
  }
  const platform::BeyondTheWall counting(tx, platform::Beyond::upload_budget);
  const auto left_record = limit("record") - store::bytes_of_subject(tx, wanted.subject);
  if (wanted.size_bytes > left_record) return over("file.quota_record", left_record);
  const auto left_day =
      limit("user_day") - store::bytes_of_user(tx, who.actor.user, base::start_of_day(today));
  if (wanted.size_bytes > left_day) return over("file.quota_day", left_day);
  return std::nullopt;
}

base::Result<Seen> Operations::begin(Transaction& tx, const Who& who, const NewFile& wanted) {
  auto right = parts_.ask(tx, who, wanted.subject, Use::write);
  if (!right) return right.error();
  const auto name = clean_name(wanted.name);
  if (!name) return base::invalid({{"name", "malformed"}});
  if (!is_known_extension(extension_of(*name))) {
    return base::invalid({{"name", "extension_not_allowed"}});
  }
  const std::uint8_t mark = mark_of(wanted.kind);
  // Who may not read what they add could not even see that it arrived.
  if ((right->decision.marks & mark) != mark) return base::not_found();
  if (auto error = check_quotas(tx, who, wanted)) return *std::move(error);
  File file{.id = FileId::random(),
            .subject = wanted.subject,
            .org = right->org,
            .key_group = right->key_group,
            .uploader = who.actor.user,
            .mark = mark,
            .size_bytes = wanted.size_bytes,
            .created_at = who.now,
            .name = *name,
            .kind = wanted.kind};
  store::insert(tx, parts_.vault, file);
  const platform::Secret key(platform::random_bytes(platform::kStreamKeyBytes));
  const platform::StreamSealer sealer(key);
  store::insert_copy(tx, parts_.vault, file, CopyKind::original, key.bytes() + sealer.header(),
                     sealer.state().bytes());
  record(tx, who, file.id, "begin", right->decision);
  auto actions = next_actions(file, true, true);
  return Seen{std::move(file), std::move(actions)};
}

base::Result<File> Operations::put_part(Transaction& tx, const Who& who, const FileId& id,
                                        std::int64_t number, std::string_view bytes) {
  auto loaded = load(tx, who, id, Use::write);
  if (!loaded) return loaded.error();
  File& file = loaded->file;
  if (number >= 1 && number <= file.parts_received) return std::move(file);
  if (file.state != State::arriving || number != file.parts_received + 1) {
    return part_error("file.part_order", "next_part", file.parts_received + 1);
  }
  const std::int64_t expected = part_size(file.size_bytes, number);
  if (static_cast<std::int64_t>(bytes.size()) != expected) {
    return part_error("file.part_size", "expected_bytes", expected);
  }
  const auto state = store::sealer_state(tx, parts_.vault, file);
  if (!state) throw std::runtime_error("no open stream for file " + id.str());
  auto sealer = platform::StreamSealer::resume(platform::Secret(*state));
  seal_part(tx, file, sealer, number, bytes);
  file.parts_received = number;
  ++file.version;
  const bool complete = number == parts_of(file.size_bytes);
  if (complete) {
    file.state = State::checking;
    store::keep_sealer_state(tx, parts_.vault, file, std::nullopt);
    record(tx, who, id, "upload", loaded->right.decision);
    if (parts_.wake) tx.on_commit(parts_.wake);
  } else {
    store::keep_sealer_state(tx, parts_.vault, file, sealer.state().bytes());
  }
  if (!store::update(tx, file, who.now)) return base::stale(file.version);
  return std::move(file);
}

base::Result<File> Operations::state(Transaction& tx, const Who& who, const FileId& id) {
  auto loaded = load(tx, who, id, Use::read);
  if (!loaded) return loaded.error();
  return std::move(loaded->file);
}

base::Result<Operations::Page> Operations::list(Transaction& tx, const Who& who,
                                                const Filter& filter) {
  const auto right = parts_.ask(tx, who, filter.subject, Use::read);
  if (!right) return right.error();
  const bool may_write = static_cast<bool>(parts_.ask(tx, who, filter.subject, Use::write));
  store::Window window{.subject = filter.subject,
                       .marks = right->decision.marks,
                       .limit = static_cast<std::int64_t>(filter.limit) + 1};
  if (const auto cursor = platform::read_cursor(filter.cursor); cursor && !cursor->id.empty()) {
    window.before = cursor->at;
    window.before_id = cursor->id;
  }
  Page page{.items = {}, .next = {}, .may_add = may_write};
  auto files = store::list(tx, window);
  if (files.size() > filter.limit) {
    files.erase(files.begin() + static_cast<std::ptrdiff_t>(filter.limit), files.end());
    page.next = platform::write_cursor({files.back().created_at, files.back().id.str()});
  }
  for (File& file : files) {
    if (shows(*right, who, file)) page.items.push_back(seen(tx, who, std::move(file), may_write));
  }
  audit::record(tx, who.now, who.actor,
                {.action = "file.list",
                 .object_kind = filter.subject.kind,
                 .object_id = filter.subject.id,
                 .marks = right->decision.marks,
                 .post = right->decision.post,
                 .rule = right->decision.rule});
  return page;
}

base::Result<Operations::Ticket> Operations::download(Transaction& tx, const Who& who,
                                                      const FileId& id, CopyKind copy,
                                                      const std::string& reason) {
  auto loaded = load(tx, who, id, Use::read);
  if (!loaded) return loaded.error();
  File& file = loaded->file;
  if (file.state != State::ready) {
    return base::Error{ErrorKind::conflict,
                       "file.not_ready",
                       {},
                       {{"state", std::string(base::name_of(kStateNames, file.state))}}};
  }
  const bool original = copy == CopyKind::original;
  if (original && reason.empty()) return base::invalid({{"reason", "required"}});
  store::open_facts(tx, parts_.vault, opening(who, id), file);
  auto key = store::stream_key(tx, parts_.vault, opening(who, id), file, copy);
  if (!key) return base::Error{ErrorKind::conflict, "file.no_safe_copy"};
  record(tx, who, id, original ? "download_original" : "download_safe", loaded->right.decision,
         original ? reason : "");
  if (parts_.handed_out) parts_.handed_out(tx, who, file);
  return Ticket{std::move(file), copy, *std::move(key)};
}

std::string Operations::read(Transaction& tx, const Ticket& ticket) {
  const std::string_view both = ticket.stream_key;
  platform::StreamOpener opener(
      platform::Secret(std::string(both.substr(0, platform::kStreamKeyBytes))),
      both.substr(platform::kStreamKeyBytes));
  const std::string place =
      ticket.file.id.str() + "/" + std::string(base::name_of(kCopyKindNames, ticket.copy));
  std::string bytes;
  bool good = true;
  store::each_piece(tx, ticket.file.id, ticket.copy, [&](const std::string& sealed) {
    const auto piece = good ? opener.open(sealed, place) : std::nullopt;
    good = piece.has_value();
    if (good) bytes += *piece;
  });
  if (!good || !opener.finished()) {
    throw std::runtime_error("the bytes of file " + place + " are not whole");
  }
  return bytes;
}

base::Result<Seen> Operations::withdraw(Transaction& tx, const Who& who, const FileId& id,
                                        std::int64_t version, const std::string& reason) {
  if (reason.empty()) return base::invalid({{"reason", "required"}});
  if (base::length(reason) > kReasonMax) return base::invalid({{"reason", "too_long"}});
  auto loaded = load(tx, who, id, Use::write);
  if (!loaded) return loaded.error();
  File& file = loaded->file;
  if (file.version != version) return base::stale(file.version);
  if (file.state != State::ready) {
    return base::Error{ErrorKind::conflict,
                       "file.not_ready",
                       {},
                       {{"state", std::string(base::name_of(kStateNames, file.state))}}};
  }
  if (parts_.in_use && parts_.in_use(tx, id))
    return base::Error{ErrorKind::conflict, "file.in_use"};
  file.state = State::withdrawn;
  ++file.version;
  if (!store::update(tx, file, who.now)) return base::stale(file.version);
  store::keep_reason(tx, parts_.vault, file, reason);
  record(tx, who, id, "withdraw", loaded->right.decision);
  return seen(tx, who, std::move(file), true);
}

std::optional<File> file_for_rules(Transaction& tx, vault::Vault& vault, const Who& who,
                                   const FileId& id) {
  auto file = store::find(tx, id);
  if (file) store::open_facts(tx, vault, opening(who, id), *file);
  return file;
}

void load_first_content(Transaction& tx) {
  for (const auto& row : platform::embedded_csv(kLimits)) {
    std::int64_t bytes = 0;
    const std::string& text = row["bytes"];
    std::from_chars(text.data(), text.data() + text.size(), bytes);
    store::add_limit(tx, row["code"], bytes, row["valid_from"], row["valid_to"], row["basis"]);
  }
}

}  // namespace hd::files
