#include "documents/api_templates.h"

#include <memory>

#include <glib.h>

#include "accounts/operations_people.h"
#include "documents/operations_templates.h"
#include "documents/paper_docx.h"
#include "server/disposition.h"
#include "server/names.h"

namespace hd::documents {
namespace {

Json template_json(Transaction& tx, vault::Vault& vault, const PaperTemplate& one) {
  JsonArray names;
  for (const Placeholder name : one.placeholders) {
    names.emplace_back(base::name_of(kPlaceholderNames, name));
  }
  std::optional<std::string> uploader;
  if (one.uploaded_by) uploader = accounts::display_name(tx, vault, *one.uploaded_by);
  return JsonObject{{"id", one.id},
                    {"kind", text_or_null(one.kind)},
                    {"valid_from", one.valid_from},
                    {"valid_to", one.valid_to},
                    {"sha256", one.sha256},
                    {"size_bytes", one.size_bytes},
                    {"placeholders", std::move(names)},
                    {"uploaded_by", uploader},
                    {"uploaded_at", one.uploaded_at}};
}

/// nullopt when the text is not base64 as RFC 4648 has it, with padding.
std::optional<std::string> from_base64(const std::string& text) {
  constexpr std::string_view kLetters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const std::size_t end = text.find_first_not_of(kLetters);
  const std::string_view rest = end == text.npos ? "" : std::string_view(text).substr(end);
  if (text.size() % 4 != 0 || (!rest.empty() && rest != "=" && rest != "==")) return std::nullopt;
  gsize size = 0;
  const std::unique_ptr<guchar, decltype(&g_free)> bytes(g_base64_decode(text.c_str(), &size),
                                                         g_free);
  return std::string(reinterpret_cast<const char*>(bytes.get()), size);
}

Result<NewTemplate> read_new(const Json& body) {
  constexpr std::size_t kBase64Max = kTemplateMaxBytes / 3 * 4 + 4;
  JsonReader in(body);
  NewTemplate added{.kind = in.optional_code("kind"),
                    .valid_from = in.date("valid_from"),
                    .valid_to = in.optional_date("valid_to"),
                    .bytes = {}};
  const std::string content = in.text("content", kBase64Max);
  const auto bytes = from_base64(content);
  if (!bytes) in.complain("content", "damaged");
  added.bytes = bytes.value_or("");
  return in.finish(std::move(added));
}

Result<Reply> file_of(Transaction& tx, const Call& call) {
  const auto id = call.id<PaperTemplateId>();
  if (!id) return id.error();
  auto bytes = template_file(tx, *id);
  if (!bytes) return bytes.error();
  return Reply{.bytes = std::move(*bytes),
               .content_type = std::string(kDocxType),
               .headers = {{"Content-Disposition", server::disposition_of("Mẫu văn bản.docx")}}};
}

}  // namespace

void add_template_routes(server::Router& router, vault::Vault& vault) {
  const std::string all = "/api/v1/paper-templates";
  router.read(all, Permission::rules_manage,
              [&vault](Transaction& tx, const Call&) -> Result<Reply> {
                JsonArray items;
                for (const PaperTemplate& one : list_templates(tx)) {
                  items.emplace_back(template_json(tx, vault, one));
                }
                return server::ok(JsonObject{{"items", std::move(items)}});
              });
  router.write("POST", all, Permission::rules_manage,
               [&vault](Transaction& tx, const Call& call) -> Result<Reply> {
                 const auto read = read_new(call.body);
                 if (!read) return read.error();
                 const auto added = add_template(tx, call.now, call.actor, *read);
                 if (!added) return added.error();
                 return server::created(template_json(tx, vault, *added));
               });
  router.read(all + "/{id}/docx", Permission::rules_manage, file_of);
}

}  // namespace hd::documents
