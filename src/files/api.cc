#include "files/api.h"

#include <charconv>
#include <utility>

#include "accounts/operations_people.h"
#include "directory/operations.h"
#include "server/disposition.h"
#include "server/names.h"

namespace hd::files {
namespace {

constexpr std::size_t kNameBytesMax = 400;
constexpr std::string_view kBinary = "application/octet-stream";

/// What the answers need.
struct View {
  Operations& operations;
  vault::Vault& vault;
  Transaction& tx;
  const Call& call;

  Who who() const { return {call.actor, call.now}; }
};

template <class E, std::size_t N>
std::optional<std::string> name_or_null(const base::EnumNames<E, N>& names,
                                        const std::optional<E>& value) {
  if (!value) return std::nullopt;
  return std::string(base::name_of(names, *value));
}

std::optional<std::string> media_or_null(const std::optional<Type>& type) {
  if (!type) return std::nullopt;
  return std::string(media_type(*type));
}

JsonObject progress(const File& file) {
  return {{"id", file.id},
          {"state", base::name_of(kStateNames, file.state)},
          {"refusal", name_or_null(kRefusalNames, file.refusal)},
          {"scan", base::name_of(kScanNames, file.scan)},
          {"parts", parts_of(file.size_bytes)},
          {"parts_received", file.parts_received},
          {"part_bytes", kPartBytes},
          {"version", file.version}};
}

Json whole(const View& view, const Seen& seen) {
  const File& file = seen.file;
  platform::JsonArray actions;
  for (const auto& action : seen.next_actions) actions.emplace_back(action);
  JsonObject object = progress(file);
  object.insert(object.begin() + 1, {{"subject_kind", file.subject.kind},
                                     {"subject_id", file.subject.id},
                                     {"kind", file.kind},
                                     {"name", file.name},
                                     {"size_bytes", file.size_bytes},
                                     {"content_type", media_or_null(file.type)},
                                     {"safe_content_type", media_or_null(file.safe_type)},
                                     {"sha256", text_or_null(file.sha256)}});
  object.emplace_back("uploaded_by", accounts::display_name(view.tx, view.vault, file.uploader));
  object.emplace_back("uploaded_at", file.created_at);
  object.emplace_back("next_actions", std::move(actions));
  return object;
}

base::Result<Reply> list(const View& view) {
  const Subject subject{view.call.query("subject_kind"), view.call.query("subject_id")};
  if (!base::is_uuid(subject.id)) return base::not_found();
  const auto page = view.operations.list(
      view.tx, view.who(),
      {.subject = subject, .cursor = view.call.query("cursor"), .limit = view.call.limit()});
  if (!page) return page.error();
  platform::JsonArray items;
  for (const Seen& seen : page->items) items.emplace_back(whole(view, seen));
  platform::JsonArray actions;
  if (page->may_add) actions.emplace_back("add");
  return server::ok(platform::JsonObject{{"items", std::move(items)},
                                         {"next", platform::text_or_null(page->next)},
                                         {"next_actions", std::move(actions)}});
}

base::Result<Operations::NewFile> read_new(const View& view) {
  platform::JsonReader in(view.call.body);
  Operations::NewFile wanted{
      .subject = {in.optional_code("subject_kind"), in.text("subject_id", 36)},
      .kind = in.optional_code("kind"),
      .name = in.text("name", kNameBytesMax),
      .size_bytes = in.number("size_bytes", 1, INT64_MAX)};
  if (wanted.subject.kind.empty()) in.complain("subject_kind", "required");
  if (wanted.kind.empty()) {
    in.complain("kind", "required");
  } else if (directory::current(view.tx).code("file_kind", wanted.kind, view.call.today()) ==
             nullptr) {
    in.complain("kind", "unknown_value");
  }
  auto read = in.finish(std::move(wanted));
  if (read && !base::is_uuid(read->subject.id)) return base::not_found();
  return read;
}

base::Result<Reply> begin(const View& view) {
  const auto wanted = read_new(view);
  if (!wanted) return wanted.error();
  const auto begun = view.operations.begin(view.tx, view.who(), *wanted);
  if (!begun) return begun.error();
  return server::created(whole(view, *begun));
}

base::Result<Reply> state(const View& view) {
  const auto id = view.call.id<FileId>();
  if (!id) return id.error();
  const auto file = view.operations.state(view.tx, view.who(), *id);
  if (!file) return file.error();
  return server::ok(progress(*file));
}

base::Result<Reply> withdraw(const View& view) {
  const auto id = view.call.id<FileId>();
  if (!id) return id.error();
  platform::JsonReader in(view.call.body);
  const std::int64_t version = in.number("version", 1, INT64_MAX);
  const auto reason = in.finish(in.text("reason", kReasonMax));
  if (!reason) return reason.error();
  const auto seen = view.operations.withdraw(view.tx, view.who(), *id, version, *reason);
  if (!seen) return seen.error();
  return server::ok(whole(view, *seen));
}

base::Result<std::int64_t> part_number(const Call& call) {
  const std::string& text = call.path.find("number")->second;
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return base::not_found();
  return number;
}

base::Result<platform::HttpResponse> put_part(Operations& operations, platform::Database& database,
                                              const Call& call) {
  const auto id = call.id<FileId>();
  if (!id) return id.error();
  const auto number = part_number(call);
  if (!number) return number.error();
  if (call.request.header("content-type") != kBinary) {
    return base::invalid({{"content_type", "not_octet_stream"}});
  }
  const auto file = database.write([&](Transaction& tx) {
    return operations.put_part(tx, {call.actor, call.now}, *id, *number, call.request.body);
  });
  if (!file) return file.error();
  return platform::HttpResponse{
      .headers = {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}},
      .body = Json(progress(*file)).dump()};
}

/// The reason must be one of the list.
base::Result<std::string> reason_of(Transaction& tx, const Call& call) {
  std::string reason = call.query("reason");
  if (!reason.empty() &&
      directory::current(tx).code("file_open_reason", reason, call.today()) == nullptr) {
    return base::invalid({{"reason", "unknown_value"}});
  }
  return reason;
}

base::Result<platform::HttpResponse> download(Operations& operations, platform::Database& database,
                                              const Call& call) {
  const auto id = call.id<FileId>();
  if (!id) return id.error();
  const std::string wanted = call.query("copy");
  const auto copy = base::value_of(kCopyKindNames, wanted.empty() ? "safe" : wanted);
  if (!copy) return base::invalid({{"copy", "unknown_value"}});
  const auto ticket = database.write([&](Transaction& tx) -> base::Result<Operations::Ticket> {
    const auto reason = reason_of(tx, call);
    if (!reason) return reason.error();
    return operations.download(tx, {call.actor, call.now}, *id, *copy, *reason);
  });
  if (!ticket) return ticket.error();
  auto bytes = database.read([&](Transaction& tx) { return Operations::read(tx, *ticket); });
  return platform::HttpResponse{
      .headers = {{"Content-Type", std::string(kBinary)},
                  {"Content-Disposition",
                   server::disposition_of(download_name(ticket->file, *copy))},
                  {"Cache-Control", "no-store"}},
      .body = std::move(bytes)};
}

}  // namespace

void add_routes(server::Router& router, Operations& operations, vault::Vault& vault,
                platform::Database& database) {
  const auto handler = [&operations, &vault](auto function) {
    return [&operations, &vault, function](Transaction& tx, const Call& call) {
      return function(View{operations, vault, tx, call});
    };
  };
  const auto alone = [&operations, &database](auto function) {
    return [&operations, &database, function](const Call& call) {
      return function(operations, database, call);
    };
  };
  const std::string one = "/api/v1/files/{id}";
  router.sensitive_read("GET", "/api/v1/files", Permission::files_read, handler(list));
  router.write("POST", "/api/v1/files", Permission::files_write, handler(begin));
  router.plain("PUT", one + "/parts/{number}", Permission::files_write, alone(put_part));
  router.read(one + "/state", Permission::files_read, handler(state));
  router.plain("GET", one + "/content", Permission::files_read, alone(download));
  router.write("POST", one + "/withdrawals", Permission::files_write, handler(withdraw));
}

}  // namespace hd::files
