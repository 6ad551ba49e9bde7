#include "documents/store_templates.h"

#include "base/text.h"

namespace hd::documents::store {
namespace {

constexpr auto kAddTemplate = R"sql(
  INSERT INTO paper_template (id, kind, valid_from, valid_to, sha256, size_bytes, placeholders,
                              uploaded_by, uploaded_at, bytes)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
)sql";

constexpr auto kListTemplates = R"sql(
  SELECT id, kind, valid_from, valid_to, sha256, size_bytes, placeholders, uploaded_by, uploaded_at
  FROM paper_template ORDER BY uploaded_at DESC, id
)sql";

constexpr auto kTemplateBytes = R"sql(
  SELECT bytes FROM paper_template WHERE id = $1
)sql";

constexpr auto kTemplateInForce = R"sql(
  SELECT bytes FROM paper_template
  WHERE (kind = $1 OR kind = '') AND valid_from <= $2 AND (valid_to IS NULL OR valid_to >= $2)
    AND uploaded_at <= $3
  ORDER BY kind DESC, valid_from DESC, uploaded_at DESC, id LIMIT 1
)sql";

constexpr auto kNewestOwnTemplate = R"sql(
  SELECT sha256 FROM paper_template WHERE uploaded_by IS NULL ORDER BY uploaded_at DESC LIMIT 1
)sql";

std::string names_of(const std::vector<Placeholder>& placeholders) {
  std::string names;
  for (const Placeholder one : placeholders) {
    if (!names.empty()) names += '|';
    names += base::name_of(kPlaceholderNames, one);
  }
  return names;
}

std::vector<Placeholder> placeholders_in(const std::string& names) {
  std::vector<Placeholder> found;
  for (const std::string& name : base::split(names, '|')) {
    if (const auto known = base::value_of(kPlaceholderNames, name)) found.push_back(*known);
  }
  return found;
}

}  // namespace

void add_template(platform::Transaction& tx, const PaperTemplate& added, std::string_view bytes) {
  tx.execute(kAddTemplate, {added.id, added.kind, added.valid_from, added.valid_to, added.sha256,
                            added.size_bytes, names_of(added.placeholders), added.uploaded_by,
                            added.uploaded_at, platform::Blob{std::string(bytes)}});
}

std::vector<PaperTemplate> list_templates(platform::Transaction& tx) {
  std::vector<PaperTemplate> found;
  for (const auto& row : tx.query(kListTemplates, {})) {
    found.push_back({.id = row.id<PaperTemplateId>("id"),
                     .kind = row.text("kind"),
                     .valid_from = row.date("valid_from"),
                     .valid_to = row.maybe_date("valid_to"),
                     .sha256 = row.text("sha256"),
                     .size_bytes = row.number("size_bytes"),
                     .placeholders = placeholders_in(row.text("placeholders")),
                     .uploaded_by = row.maybe_id<access::UserId>("uploaded_by"),
                     .uploaded_at = row.time("uploaded_at")});
  }
  return found;
}

std::optional<std::string> template_bytes(platform::Transaction& tx, const PaperTemplateId& id) {
  const auto row = tx.query_one(kTemplateBytes, {id});
  if (!row) return std::nullopt;
  return row->blob("bytes").bytes;
}

std::optional<std::string> template_in_force(platform::Transaction& tx, std::string_view kind,
                                             base::Date day, base::Timestamp at) {
  const auto row = tx.query_one(kTemplateInForce, {kind, day, at});
  if (!row) return std::nullopt;
  return row->blob("bytes").bytes;
}

std::string newest_own_template(platform::Transaction& tx) {
  const auto row = tx.query_one(kNewestOwnTemplate, {});
  return row ? row->text("sha256") : std::string();
}

}  // namespace hd::documents::store
