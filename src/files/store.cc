#include "files/store.h"

#include <utility>

#include "files/sealed_text.h"
#include "platform/row_name.h"

namespace hd::files::store {
namespace {

using platform::Transaction;

constexpr auto kInsert = R"sql(
  INSERT INTO file (id, subject_kind, subject_id, org, key_group, uploader, mark, state, refusal,
                    scan, size_bytes, parts_received, created_at, next_try_at, version, facts)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', $9, $10, 0, $11, $11, 1, $12)
)sql";

constexpr auto kFind = R"sql(
  SELECT id, subject_kind, subject_id, org, key_group, uploader, mark, state, refusal, scan,
         size_bytes, parts_received, created_at, version
  FROM file WHERE id = $1
)sql";

constexpr auto kFindSealed = "SELECT facts, findings FROM file WHERE id = $1";

constexpr auto kUpdate = R"sql(
  UPDATE file SET state = $3, refusal = $4, scan = $5, parts_received = $6, next_try_at = $7,
                  version = $2
  WHERE id = $1 AND version = $2 - 1
)sql";

constexpr auto kKeepFindings = "UPDATE file SET findings = $2 WHERE id = $1";
constexpr auto kKeepReason = "UPDATE file SET withdrawn_reason = $2 WHERE id = $1";

constexpr auto kList = R"sql(
  SELECT id, subject_kind, subject_id, org, key_group, uploader, mark, state, refusal, scan,
         size_bytes, parts_received, created_at, version
  FROM file
  WHERE subject_kind = $1 AND subject_id = $2 AND (mark & $3) = mark
    AND (created_at < $4 OR (created_at = $4 AND id < $5))
  ORDER BY created_at DESC, id DESC LIMIT $6
)sql";

// A sum of BIGINT is NUMERIC on PostgreSQL.
constexpr auto kBytesOfSubject = R"sql(
  SELECT CAST(COALESCE(SUM(size_bytes), 0) AS BIGINT) AS bytes FROM file
  WHERE subject_kind = $1 AND subject_id = $2 AND state <> 'refused'
)sql";
constexpr auto kBytesOfUser = R"sql(
  SELECT CAST(COALESCE(SUM(size_bytes), 0) AS BIGINT) AS bytes FROM file
  WHERE uploader = $1 AND created_at >= $2
)sql";

constexpr auto kInsertCopy = R"sql(
  INSERT INTO file_copy (file_id, copy, stream_key, sealer) VALUES ($1, $2, $3, $4)
)sql";
constexpr auto kFindCopy = R"sql(
  SELECT stream_key, sealer FROM file_copy WHERE file_id = $1 AND copy = $2
)sql";
constexpr auto kKeepSealer = R"sql(
  UPDATE file_copy SET sealer = $2 WHERE file_id = $1 AND copy = 'original'
)sql";

constexpr auto kInsertPiece = R"sql(
  INSERT INTO file_piece (file_id, copy, position, sealed) VALUES ($1, $2, $3, $4)
)sql";
constexpr auto kPieces = R"sql(
  SELECT sealed FROM file_piece WHERE file_id = $1 AND copy = $2 ORDER BY position
)sql";
constexpr auto kDeletePieces = "DELETE FROM file_piece WHERE file_id = $1";
constexpr auto kDeleteCopies = "DELETE FROM file_copy WHERE file_id = $1";
constexpr auto kDelete = "DELETE FROM file WHERE id = $1";

constexpr auto kToExamine = R"sql(
  SELECT id FROM file
  WHERE state IN ('checking', 'waiting_for_scan') AND next_try_at <= $1
  ORDER BY next_try_at, id LIMIT $2
)sql";
constexpr auto kAbandoned = R"sql(
  SELECT id FROM file WHERE state = 'arriving' AND created_at < $1 ORDER BY created_at LIMIT $2
)sql";

constexpr auto kLimitOn = R"sql(
  SELECT bytes FROM file_limit
  WHERE code = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to >= $2)
  ORDER BY valid_from DESC LIMIT 1
)sql";
constexpr auto kAddLimit = R"sql(
  INSERT INTO file_limit (id, code, bytes, valid_from, valid_to, basis)
  VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING
)sql";

constexpr std::string_view kBeginning = "1900-01-01";

/// Each column is written once, so its place needs no version of the row.
vault::Slot slot(const File& file, std::string_view table, std::string_view column,
                 std::int64_t version = 1) {
  return {.group = file.key_group,
          .compartment = vault::Compartment::files,
          .table = table,
          .column = column,
          .row = file.id.str(),
          .row_version = version};
}

/// Both copies of a file have the file's id; the column tells them apart.
vault::Slot key_slot(const File& file, CopyKind copy) {
  return slot(file, "file_copy",
              copy == CopyKind::safe ? "stream_key/safe" : "stream_key/original");
}

vault::Slot sealer_slot(const File& file) {
  return slot(file, "file_copy", "sealer", file.parts_received + 1);
}

File read(const platform::Row& row) {
  return {.id = row.id<FileId>("id"),
          .subject = {row.text("subject_kind"), row.text("subject_id")},
          .org = row.id<directory::OrgId>("org"),
          .key_group = row.text("key_group"),
          .uploader = row.id<access::UserId>("uploader"),
          .mark = static_cast<std::uint8_t>(row.number("mark")),
          .state = read_name(row, "state", kStateNames),
          .refusal = base::value_of(kRefusalNames, row.text("refusal")),
          .scan = read_name(row, "scan", kScanNames),
          .size_bytes = row.number("size_bytes"),
          .parts_received = row.number("parts_received"),
          .created_at = row.time("created_at"),
          .version = row.number("version")};
}

std::vector<FileId> ids(const std::vector<platform::Row>& rows) {
  std::vector<FileId> found;
  found.reserve(rows.size());
  for (const auto& row : rows) found.push_back(row.id<FileId>("id"));
  return found;
}

}  // namespace

void insert(Transaction& tx, vault::Vault& vault, const File& file) {
  tx.execute(kInsert,
             {file.id, file.subject.kind, file.subject.id, file.org, file.key_group, file.uploader,
              std::int64_t{file.mark}, base::name_of(kStateNames, file.state),
              base::name_of(kScanNames, file.scan), file.size_bytes, file.created_at,
              vault.seal(tx, slot(file, "file", "facts"), facts_text(file))});
}

std::optional<File> find(Transaction& tx, const FileId& id) {
  const auto row = tx.query_one(kFind, {id});
  if (!row) return std::nullopt;
  return read(*row);
}

void open_facts(Transaction& tx, vault::Vault& vault, const vault::Opening& opening, File& file) {
  const auto row = tx.query_one(kFindSealed, {file.id});
  const auto open = [&](std::string_view column, const platform::Blob& envelope) {
    return vault.open(tx, opening, slot(file, "file", column), envelope).reveal();
  };
  read_facts(open("facts", row->blob("facts")), file);
  if (const auto envelope = row->maybe_blob("findings")) {
    read_findings(open("findings", *envelope), file);
  }
}

bool update(Transaction& tx, const File& file, base::Timestamp next_try_at) {
  const std::string_view refusal =
      file.refusal ? base::name_of(kRefusalNames, *file.refusal) : std::string_view();
  return tx.execute(kUpdate,
                    {file.id, file.version, base::name_of(kStateNames, file.state), refusal,
                     base::name_of(kScanNames, file.scan), file.parts_received, next_try_at}) == 1;
}

void keep_findings(Transaction& tx, vault::Vault& vault, const File& file) {
  tx.execute(kKeepFindings,
             {file.id, vault.seal(tx, slot(file, "file", "findings"), findings_text(file))});
}

void keep_reason(Transaction& tx, vault::Vault& vault, const File& file, std::string_view reason) {
  tx.execute(kKeepReason,
             {file.id, vault.seal(tx, slot(file, "file", "withdrawn_reason"), reason)});
}

std::vector<File> list(Transaction& tx, const Window& window) {
  constexpr base::Timestamp kEndOfTime{std::chrono::milliseconds{INT64_MAX}};
  std::vector<File> found;
  for (const auto& row :
       tx.query(kList, {window.subject.kind, window.subject.id, std::int64_t{window.marks},
                        window.before.value_or(kEndOfTime), window.before_id, window.limit})) {
    found.push_back(read(row));
  }
  return found;
}

std::int64_t bytes_of_subject(Transaction& tx, const Subject& subject) {
  return tx.query_one(kBytesOfSubject, {subject.kind, subject.id})->number("bytes");
}

std::int64_t bytes_of_user(Transaction& tx, const access::UserId& user, base::Timestamp since) {
  return tx.query_one(kBytesOfUser, {user, since})->number("bytes");
}

void insert_copy(Transaction& tx, vault::Vault& vault, const File& file, CopyKind copy,
                 std::string_view key_and_header, std::optional<std::string_view> sealer) {
  std::optional<platform::Blob> state;
  if (sealer) state = vault.seal(tx, sealer_slot(file), *sealer);
  tx.execute(kInsertCopy, {file.id, base::name_of(kCopyKindNames, copy),
                           vault.seal(tx, key_slot(file, copy), key_and_header), state});
}

std::optional<std::string> stream_key(Transaction& tx, vault::Vault& vault,
                                      const vault::Opening& opening, const File& file,
                                      CopyKind copy) {
  const auto row = tx.query_one(kFindCopy, {file.id, base::name_of(kCopyKindNames, copy)});
  if (!row) return std::nullopt;
  return vault.open(tx, opening, key_slot(file, copy), row->blob("stream_key")).reveal();
}

std::optional<std::string> sealer_state(Transaction& tx, vault::Vault& vault, const File& file) {
  const auto row =
      tx.query_one(kFindCopy, {file.id, base::name_of(kCopyKindNames, CopyKind::original)});
  const auto envelope = row ? row->maybe_blob("sealer") : std::nullopt;
  if (!envelope) return std::nullopt;
  return vault.open(tx, {.session = {}, .record = file.id.str()}, sealer_slot(file), *envelope)
      .reveal();
}

void keep_sealer_state(Transaction& tx, vault::Vault& vault, const File& file,
                       std::optional<std::string_view> state) {
  std::optional<platform::Blob> envelope;
  if (state) envelope = vault.seal(tx, sealer_slot(file), *state);
  tx.execute(kKeepSealer, {file.id, envelope});
}

void insert_piece(Transaction& tx, const FileId& id, CopyKind copy, std::int64_t position,
                  std::string sealed) {
  tx.execute(kInsertPiece, {id, base::name_of(kCopyKindNames, copy), position,
                            platform::Blob{std::move(sealed)}});
}

void each_piece(Transaction& tx, const FileId& id, CopyKind copy,
                const std::function<void(const std::string& sealed)>& each) {
  tx.scan(kPieces, {id, base::name_of(kCopyKindNames, copy)},
          [&](const platform::Row& row) { each(row.blob("sealed").bytes); });
}

void delete_bytes(Transaction& tx, const FileId& id) {
  tx.execute(kDeletePieces, {id});
  tx.execute(kDeleteCopies, {id});
}

void delete_file(Transaction& tx, const FileId& id) {
  tx.execute(kDelete, {id});
}

std::vector<FileId> to_examine(Transaction& tx, base::Timestamp now, std::int64_t limit) {
  return ids(tx.query(kToExamine, {now, limit}));
}

std::vector<FileId> abandoned(Transaction& tx, base::Timestamp time, std::int64_t limit) {
  return ids(tx.query(kAbandoned, {time, limit}));
}

std::optional<std::int64_t> limit_on(Transaction& tx, std::string_view code, base::Date day) {
  const auto row = tx.query_one(kLimitOn, {code, day});
  if (!row) return std::nullopt;
  return row->number("bytes");
}

void add_limit(Transaction& tx, std::string_view code, std::int64_t bytes,
               std::string_view valid_from, std::string_view valid_to, std::string_view basis) {
  const std::string_view from = valid_from.empty() ? kBeginning : valid_from;
  std::optional<std::string> until;
  if (!valid_to.empty()) until = valid_to;
  const std::string key = "file_limit." + std::string(code) + "." + std::string(from);
  tx.execute(kAddLimit, {base::uuid_of_key(key), code, bytes, from, until, basis});
}

}  // namespace hd::files::store
