#include "statistics/definition_codec.h"
#include "statistics/store.h"

namespace hd::statistics::store {
namespace {

constexpr auto kDefinitions = R"sql(
  SELECT code, version, content FROM report_definition d
  WHERE version = (SELECT MAX(version) FROM report_definition WHERE code = d.code)
  ORDER BY code
)sql";

constexpr auto kDefinitionVersions = R"sql(
  SELECT code, version, content FROM report_definition ORDER BY code, version
)sql";

constexpr auto kFindDefinition = R"sql(
  SELECT code, version, content FROM report_definition
  WHERE code = $1 AND ($2 = 0 OR version = $2)
  ORDER BY version DESC LIMIT 1
)sql";

constexpr auto kInsertDefinition = R"sql(
  INSERT INTO report_definition (code, version, content, created_at, created_by)
  VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (code, version) DO NOTHING
)sql";

Definition read_row(const platform::Row& row) {
  Definition definition = decode_definition(row.text("content"));
  definition.version = row.number("version");
  return definition;
}

}  // namespace

std::vector<Definition> definitions(platform::Transaction& tx) {
  std::vector<Definition> all;
  for (const auto& row : tx.query(kDefinitions)) all.push_back(read_row(row));
  return all;
}

std::vector<Definition> definition_versions(platform::Transaction& tx) {
  std::vector<Definition> all;
  for (const auto& row : tx.query(kDefinitionVersions)) all.push_back(read_row(row));
  return all;
}

std::optional<Definition> find_definition(platform::Transaction& tx, const std::string& code,
                                          std::int64_t version) {
  const auto row = tx.query_one(kFindDefinition, {code, version});
  if (!row) return std::nullopt;
  return read_row(*row);
}

bool insert(platform::Transaction& tx, const Definition& definition, base::Timestamp now,
            const std::optional<access::UserId>& by) {
  return tx.execute(kInsertDefinition,
                    {definition.code, definition.version, encode(definition), now, by}) == 1;
}

}  // namespace hd::statistics::store
