#include "documents/store.h"

#include <algorithm>

#include "documents/content_json.h"
#include "platform/row_name.h"

namespace hd::documents::store {
namespace {

constexpr auto kNextNumber = R"sql(
  INSERT INTO number_series (series, year, last_number) VALUES ($1, $2, 1)
  ON CONFLICT (series, year) DO UPDATE SET last_number = number_series.last_number + 1
  RETURNING last_number
)sql";

constexpr auto kInsert = R"sql(
  INSERT INTO document (id, kind, state, owner_org, author, subject_kind, subject_id,
                        subject_number, number, created_at, content_hash, version, title, content)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
)sql";

constexpr auto kInsertCopy = R"sql(
  INSERT INTO document_copy (document_id, org_id, created_at) VALUES ($1, $2, $3)
)sql";

constexpr auto kFind = R"sql(
  SELECT id, kind, state, owner_org, author, subject_kind, subject_id, subject_number, number,
         created_at, issued_at, issued_by, content_hash, version
  FROM document WHERE id = $1
)sql";

constexpr auto kFindCopies = R"sql(
  SELECT org_id FROM document_copy WHERE document_id = $1 ORDER BY org_id
)sql";

constexpr auto kFindContent = R"sql(
  SELECT title, content, withdrawn_reason FROM document WHERE id = $1
)sql";

constexpr auto kUpdate = R"sql(
  UPDATE document SET state = $3, number = $4, issued_at = $5, issued_by = $6, content_hash = $7,
                      title = $8, content = $9, withdrawn_reason = $10, version = $2
  WHERE id = $1 AND version = $2 - 1
)sql";

constexpr auto kIsIssued = R"sql(
  SELECT id FROM document
  WHERE subject_kind = $1 AND subject_id = $2 AND kind = $3 AND owner_org = $4
    AND state = 'issued' AND issued_at >= $5
  LIMIT 1
)sql";

constexpr auto kSupersede = R"sql(
  UPDATE document SET state = 'superseded'
  WHERE subject_kind = $1 AND subject_id = $2 AND kind = $3 AND owner_org = $4
    AND state = 'issued' AND id <> $5
)sql";

constexpr auto kListOwned = R"sql(
  SELECT id, kind, state, owner_org, author, subject_kind, subject_id, subject_number, number,
         created_at, issued_at, issued_by, content_hash, version
  FROM document
  WHERE owner_org = $1 AND ($2 = '' OR kind = $2) AND ($3 = '' OR state = $3)
    AND (created_at < $4 OR (created_at = $4 AND id < $5))
  ORDER BY created_at DESC, id DESC LIMIT $6
)sql";

constexpr auto kListCopied = R"sql(
  SELECT d.id, d.kind, d.state, d.owner_org, d.author, d.subject_kind, d.subject_id,
         d.subject_number, d.number, d.created_at, d.issued_at, d.issued_by, d.content_hash,
         d.version
  FROM document_copy c JOIN document d ON d.id = c.document_id
  WHERE c.org_id = $1 AND d.state <> 'draft' AND ($2 = '' OR d.kind = $2)
    AND ($3 = '' OR d.state = $3)
    AND (c.created_at < $4 OR (c.created_at = $4 AND c.document_id < $5))
  ORDER BY c.created_at DESC, c.document_id DESC LIMIT $6
)sql";

/// The month of creation names the group, so that papers of one month share a data key.
vault::Slot slot(const Document& document, std::string_view column) {
  const std::string month = base::to_text(base::local_date(document.created_at)).substr(0, 7);
  return {.group = "document/" + document.owner_org.str() + "/" + month,
          .compartment = vault::Compartment::narrative,
          .table = "document",
          .column = column,
          .row = document.id.str(),
          .row_version = document.version};
}

Document read_head(platform::Transaction& tx, const platform::Row& row) {
  Document document{
      .id = row.id<DocumentId>("id"),
      .kind = row.text("kind"),
      .state = read_name(row, "state", kStateNames),
      .owner_org = row.id<directory::OrgId>("owner_org"),
      .author = row.id<access::UserId>("author"),
      .subject_kind = row.text("subject_kind"),
      .subject_id = row.text("subject_id"),
      .subject_number = row.text("subject_number"),
      .number = row.text("number"),
      .created_at = row.time("created_at"),
      .issued_at = row.maybe_time("issued_at"),
      .issued_by = row.maybe_id<access::UserId>("issued_by"),
      .hash = row.text("content_hash"),
      .version = row.number("version"),
  };
  for (const auto& copy : tx.query(kFindCopies, {document.id})) {
    document.copies_to.push_back(copy.id<directory::OrgId>("org_id"));
  }
  return document;
}

bool newer(const Document& left, const Document& right) {
  return std::pair(left.created_at, left.id.str()) > std::pair(right.created_at, right.id.str());
}

}  // namespace

std::int64_t next_number(platform::Transaction& tx, std::string_view series, int year) {
  return tx.query_one(kNextNumber, {series, year})->number("last_number");
}

void insert(platform::Transaction& tx, vault::Vault& vault, const Document& document) {
  tx.execute(kInsert,
             {document.id, document.kind, base::name_of(kStateNames, document.state),
              document.owner_org, document.author, document.subject_kind, document.subject_id,
              document.subject_number, document.number, document.created_at, document.hash,
              document.version, vault.seal(tx, slot(document, "title"), document.content.title),
              vault.seal(tx, slot(document, "content"), to_text(document.content))});
  for (const auto& org : document.copies_to) {
    tx.execute(kInsertCopy, {document.id, org, document.created_at});
  }
}

std::optional<Document> find_head(platform::Transaction& tx, const DocumentId& id) {
  const auto row = tx.query_one(kFind, {id});
  if (!row) return std::nullopt;
  return read_head(tx, *row);
}

void open_content(platform::Transaction& tx, vault::Vault& vault, const vault::Opening& opening,
                  Document& document) {
  const auto row = tx.query_one(kFindContent, {document.id});
  document.content =
      content_of(vault.open(tx, opening, slot(document, "content"), row->blob("content")).reveal());
  if (const auto reason = row->maybe_blob("withdrawn_reason")) {
    document.withdrawn_reason =
        vault.open(tx, opening, slot(document, "withdrawn_reason"), *reason).reveal();
  }
}

void open_title(platform::Transaction& tx, vault::Vault& vault, const vault::Opening& opening,
                Document& document) {
  const auto row = tx.query_one(kFindContent, {document.id});
  document.content.title =
      vault.open(tx, opening, slot(document, "title"), row->blob("title")).reveal();
}

bool update(platform::Transaction& tx, vault::Vault& vault, const Document& document) {
  std::optional<platform::Blob> reason;
  if (!document.withdrawn_reason.empty()) {
    reason = vault.seal(tx, slot(document, "withdrawn_reason"), document.withdrawn_reason);
  }
  return tx.execute(
             kUpdate,
             {document.id, document.version, base::name_of(kStateNames, document.state),
              document.number, document.issued_at, document.issued_by, document.hash,
              vault.seal(tx, slot(document, "title"), document.content.title),
              vault.seal(tx, slot(document, "content"), to_text(document.content)), reason}) == 1;
}

bool is_issued(platform::Transaction& tx, const Paper& paper, base::Timestamp since) {
  return tx
      .query_one(kIsIssued,
                 {paper.subject_kind, paper.subject_id, paper.kind, paper.owner_org, since})
      .has_value();
}

void supersede_others(platform::Transaction& tx, const Document& issued) {
  if (issued.subject_id.empty()) return;
  tx.execute(kSupersede,
             {issued.subject_kind, issued.subject_id, issued.kind, issued.owner_org, issued.id});
}

std::vector<Document> list(platform::Transaction& tx, const Window& window) {
  constexpr base::Timestamp kEndOfTime{std::chrono::milliseconds{INT64_MAX}};
  const base::Timestamp before = window.before.value_or(kEndOfTime);
  std::vector<Document> found;
  for (const auto& org : window.orgs) {
    for (const auto* sql : {kListOwned, kListCopied}) {
      for (const auto& row : tx.query(
               sql, {org, window.kind, window.state, before, window.before_id, window.limit})) {
        found.push_back(read_head(tx, row));
      }
    }
  }
  std::ranges::sort(found, newer);
  const auto doubles = std::ranges::unique(
      found, [](const auto& left, const auto& right) { return left.id == right.id; });
  found.erase(doubles.begin(), doubles.end());
  if (found.size() > static_cast<std::size_t>(window.limit)) {
    found.erase(found.begin() + window.limit, found.end());
  }
  return found;
}

}  // namespace hd::documents::store
