#include "documents/api.h"

#include <utility>

#include "accounts/operations_people.h"
#include "directory/operations.h"
#include "documents/api_papers.h"
#include "documents/api_templates.h"
#include "documents/content_json.h"
#include "documents/limits.h"
#include "server/names.h"

namespace hd::documents {
namespace {

/// What the answers need besides the document.
struct View {
  Operations& operations;
  vault::Vault& vault;
  Transaction& tx;
  const Call& call;
};

Json subject_of(const Document& document) {
  if (document.subject_kind != "connection" && document.subject_kind != "contact") return {};
  return JsonObject{{"kind", document.subject_kind},
                    {"id", document.subject_id},
                    {"number", text_or_null(document.subject_number)}};
}

JsonObject summary(const View& view, const Document& document) {
  const base::Date today = view.call.today();
  platform::JsonArray actions;
  for (auto& action : view.operations.next_actions(view.call.actor, document, today)) {
    actions.emplace_back(std::move(action));
  }
  return {{"id", document.id},
          {"kind", document.kind},
          {"title", document.content.title},
          {"state", base::name_of(kStateNames, document.state)},
          {"number", text_or_null(document.number)},
          {"organisation_name", directory::current(view.tx).name(document.owner_org, today)},
          {"subject", subject_of(document)},
          {"created_at", document.created_at},
          {"issued_at", document.issued_at},
          {"version", document.version},
          {"next_actions", std::move(actions)}};
}

Json whole(const View& view, const Document& document) {
  std::optional<std::string> issuer;
  if (document.issued_by) {
    issuer = accounts::display_name(view.tx, view.vault, *document.issued_by);
  }
  JsonObject object = summary(view, document);
  object.emplace_back("blocks", to_json(document.content.blocks));
  object.emplace_back("recipients", to_json(document.content.recipients));
  object.emplace_back("hash", text_or_null(document.hash));
  object.emplace_back("issued_by", issuer);
  object.emplace_back("withdrawn_reason", text_or_null(document.withdrawn_reason));
  return object;
}

base::Result<Reply> answer(const View& view, const base::Result<Document>& document) {
  if (!document) return document.error();
  return server::ok(whole(view, *document));
}

base::Result<Reply> list(const View& view) {
  const auto page = view.operations.list(view.tx, view.call.now, view.call.actor,
                                         {.kind = view.call.query("kind"),
                                          .state = view.call.query("state"),
                                          .cursor = view.call.query("cursor"),
                                          .limit = view.call.limit()});
  platform::JsonArray items;
  for (const Document& document : page.items) items.emplace_back(summary(view, document));
  return server::page(std::move(items), page.next);
}

base::Result<Reply> show(const View& view) {
  const auto id = view.call.id<DocumentId>();
  if (!id) return id.error();
  return answer(view, view.operations.open(view.tx, view.call.now, view.call.actor, *id));
}

base::Result<Operations::Save> read_save(const Json& body) {
  platform::JsonReader in(body);
  Operations::Save change{.version = in.number("version", 1, INT64_MAX)};
  const JsonObject* object = body.get_if<JsonObject>();
  const auto has = [&](std::string_view key) {
    return object != nullptr && body.member(key) != nullptr;
  };
  if (has("title")) change.title = in.text("title", kTitleMax);
  if (has("blocks")) change.blocks = read_blocks(in, "blocks");
  if (has("recipients")) {
    change.recipients = read_lines(in, "recipients", kRecipientsMax, kRecipientMax);
  }
  return in.finish(std::move(change));
}

base::Result<Reply> save(const View& view) {
  const auto id = view.call.id<DocumentId>();
  if (!id) return id.error();
  const auto change = read_save(view.call.body);
  if (!change) return change.error();
  const auto& call = view.call;
  return answer(view, view.operations.save(view.tx, call.now, call.actor, *id, *change));
}

base::Result<Reply> issue(const View& view) {
  const auto id = view.call.id<DocumentId>();
  if (!id) return id.error();
  platform::JsonReader in(view.call.body);
  const auto version = in.finish(in.number("version", 1, INT64_MAX));
  if (!version) return version.error();
  const auto& call = view.call;
  return answer(view, view.operations.issue(view.tx, call.now, call.actor, *id, *version));
}

base::Result<Reply> withdraw(const View& view) {
  const auto id = view.call.id<DocumentId>();
  if (!id) return id.error();
  platform::JsonReader in(view.call.body);
  const std::int64_t version = in.number("version", 1, INT64_MAX);
  const auto reason = in.finish(in.text("reason", kTitleMax));
  if (!reason) return reason.error();
  const auto& call = view.call;
  return answer(view,
                view.operations.withdraw(view.tx, call.now, call.actor, *id, version, *reason));
}

}  // namespace

void add_routes(server::Router& router, Operations& operations, vault::Vault& vault) {
  const auto handler = [&operations, &vault](auto function) {
    return [&operations, &vault, function](Transaction& tx, const Call& call) {
      return function(View{operations, vault, tx, call});
    };
  };
  const std::string one = "/api/v1/documents/{id}";
  router.sensitive_read("GET", "/api/v1/documents", Permission::documents_read, handler(list));
  router.sensitive_read("GET", one, Permission::documents_read, handler(show));
  router.write("PUT", one, Permission::documents_write, handler(save));
  router.write("POST", one + "/issuances", Permission::documents_issue, handler(issue));
  router.write("POST", one + "/withdrawals", Permission::documents_issue, handler(withdraw));
  add_paper_routes(router, operations, vault);
  add_template_routes(router, vault);
}

}  // namespace hd::documents
