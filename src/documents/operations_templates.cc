#include "documents/operations_templates.h"

#include <stdexcept>
#include <utility>

#include "audit/audit.h"
#include "documents/store_templates.h"
#include "platform/crypto.h"
#include "platform/embedded.h"

namespace hd::documents {
namespace {

struct OwnPart {
  const char* name;  ///< in the office file
  const char* file;  ///< in data/paper-templates/administrative/
};
constexpr auto kOwnParts = std::to_array<OwnPart>({
    {"[Content_Types].xml", "content-types.xml"},
    {"_rels/.rels", "package-rels.xml"},
    {"word/document.xml", "document.xml"},
    {"word/_rels/document.xml.rels", "document-rels.xml"},
    {"word/styles.xml", "styles.xml"},
    {"word/settings.xml", "settings.xml"},
    {"word/header-first.xml", "header-first.xml"},
    {"word/header.xml", "header.xml"},
    {"word/footer.xml", "footer.xml"},
});

PaperTemplate describe(const Package& package, std::string_view bytes) {
  return {.id = PaperTemplateId::random(),
          .valid_from = {},
          .sha256 = platform::to_hex(platform::sha256(bytes)),
          .size_bytes = static_cast<std::int64_t>(bytes.size()),
          .placeholders = placeholders_of(package)};
}

Package own_package() {
  Package package;
  for (const OwnPart& part : kOwnParts) {
    const auto bytes =
        platform::embedded_file(std::string("data/paper-templates/administrative/") + part.file);
    if (!bytes) throw std::runtime_error("a part of the template of papers is not in the program");
    package.parts.push_back({.name = part.name, .bytes = std::string(*bytes)});
  }
  return package;
}

}  // namespace

std::string own_template() {
  return write_package(own_package());
}

void load_first_template(platform::Transaction& tx, base::Timestamp now) {
  const std::string bytes = own_template();
  PaperTemplate own = describe(own_package(), bytes);
  const std::string newest = store::newest_own_template(tx);
  if (newest == own.sha256) return;
  constexpr base::Date kEver{std::chrono::year(1970), std::chrono::January, std::chrono::day(1)};
  own.valid_from = newest.empty() ? kEver : base::local_date(now);
  own.uploaded_at = newest.empty() ? base::Timestamp() : now;
  store::add_template(tx, own, bytes);
}

std::vector<PaperTemplate> list_templates(platform::Transaction& tx) {
  return store::list_templates(tx);
}

base::Result<std::string> template_file(platform::Transaction& tx, const PaperTemplateId& id) {
  auto bytes = store::template_bytes(tx, id);
  if (!bytes) return base::not_found();
  return std::move(*bytes);
}

base::Result<PaperTemplate> add_template(platform::Transaction& tx, base::Timestamp now,
                                         const access::Actor& actor, const NewTemplate& added) {
  if (added.valid_to && *added.valid_to < added.valid_from) {
    return base::invalid({{"valid_to", "before_start"}});
  }
  const auto package = read_template(added.bytes);
  if (!package) return package.error();
  PaperTemplate made = describe(*package, added.bytes);
  made.kind = added.kind;
  made.valid_from = added.valid_from;
  made.valid_to = added.valid_to;
  made.uploaded_by = actor.user;
  made.uploaded_at = now;
  store::add_template(tx, made, added.bytes);
  audit::record(tx, now, actor,
                {.action = "paper_template.add",
                 .object_kind = "paper_template",
                 .object_id = made.id.str()});
  return made;
}

Package template_of(platform::Transaction& tx, base::Timestamp now, const Document& document) {
  const base::Timestamp at = document.issued_at.value_or(now);
  const auto bytes = store::template_in_force(tx, document.kind, base::local_date(at), at);
  if (!bytes) return own_package();
  ReadPackage read = read_package(*bytes);
  if (read.fault) throw std::runtime_error("a stored template of papers cannot be read");
  return std::move(read.package);
}

}  // namespace hd::documents
