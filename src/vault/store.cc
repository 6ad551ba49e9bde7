#include "vault/store.h"

namespace hd::vault::store {
namespace {

constexpr auto kInsert = R"sql(
  INSERT INTO vault_key (key_id, key_group, compartment, generation, root_number, wrapped,
                         check_value)
  VALUES ($1, $2, $3, $4, $5, $6, $7)
)sql";

constexpr auto kFind = R"sql(
  SELECT key_id, key_group, compartment, generation, root_number, wrapped, check_value
  FROM vault_key WHERE key_id = $1
)sql";

constexpr auto kFindNewest = R"sql(
  SELECT key_id, key_group, compartment, generation, root_number, wrapped, check_value
  FROM vault_key WHERE key_group = $1 AND compartment = $2
  ORDER BY generation DESC, key_id LIMIT 1
)sql";

constexpr auto kFindWrappedByOthers = R"sql(
  SELECT key_id, key_group, compartment, generation, root_number, wrapped, check_value
  FROM vault_key WHERE root_number <> $1 ORDER BY root_number, key_id LIMIT $2
)sql";

constexpr auto kCountWrappedByOthers = R"sql(
  SELECT COUNT(*) AS count FROM vault_key WHERE root_number <> $1
)sql";

constexpr auto kCountPerRoot = R"sql(
  SELECT root_number, COUNT(*) AS count FROM vault_key GROUP BY root_number
)sql";

constexpr auto kFindOnePerRoot = R"sql(
  SELECT key_id, key_group, compartment, generation, root_number, wrapped, check_value
  FROM vault_key
  WHERE key_id IN (SELECT MIN(key_id) FROM vault_key GROUP BY root_number)
)sql";

constexpr auto kFindSome = R"sql(
  SELECT key_id, key_group, compartment, generation, root_number, wrapped, check_value
  FROM vault_key ORDER BY key_id LIMIT $1
)sql";

constexpr auto kReplaceWrapping = R"sql(
  UPDATE vault_key SET root_number = $2, wrapped = $3 WHERE key_id = $1
)sql";

constexpr auto kRemoveGroup = R"sql(
  DELETE FROM vault_key WHERE key_group = $1
)sql";

constexpr auto kRemoveCompartment = R"sql(
  DELETE FROM vault_key WHERE key_group = $1 AND compartment = $2
)sql";

std::string_view text_of(Compartment compartment) {
  return base::name_of(kCompartmentNames, compartment);
}

WrappedKey read(const platform::Row& row) {
  return {static_cast<KeyNumber>(row.number("key_id")),
          row.text("key_group"),
          base::value_of(kCompartmentNames, row.text("compartment")).value(),
          row.number("generation"),
          static_cast<int>(row.number("root_number")),
          row.blob("wrapped"),
          row.blob("check_value")};
}

std::vector<WrappedKey> read(const std::vector<platform::Row>& rows) {
  std::vector<WrappedKey> keys;
  keys.reserve(rows.size());
  for (const auto& row : rows) keys.push_back(read(row));
  return keys;
}

std::optional<WrappedKey> read(const std::optional<platform::Row>& row) {
  if (!row) return std::nullopt;
  return read(*row);
}

}  // namespace

void insert(platform::Transaction& tx, const WrappedKey& key) {
  tx.execute(kInsert, {std::int64_t{key.number}, key.group, text_of(key.compartment),
                       key.generation, key.root, key.wrapped, key.key_check});
}

std::optional<WrappedKey> find(platform::Transaction& tx, KeyNumber number) {
  return read(tx.query_one(kFind, {std::int64_t{number}}));
}

std::optional<WrappedKey> find_newest(platform::Transaction& tx, const Group& group,
                                      Compartment compartment) {
  return read(tx.query_one(kFindNewest, {group, text_of(compartment)}));
}

std::vector<WrappedKey> find_wrapped_by_others(platform::Transaction& tx, int root,
                                               std::int64_t limit) {
  return read(tx.query(kFindWrappedByOthers, {root, limit}));
}

std::int64_t count_wrapped_by_others(platform::Transaction& tx, int root) {
  return tx.query(kCountWrappedByOthers, {root}).at(0).number("count");
}

std::map<int, std::int64_t> count_per_root(platform::Transaction& tx) {
  std::map<int, std::int64_t> counts;
  for (const auto& row : tx.query(kCountPerRoot)) {
    counts[static_cast<int>(row.number("root_number"))] = row.number("count");
  }
  return counts;
}

std::vector<WrappedKey> find_one_per_root(platform::Transaction& tx) {
  return read(tx.query(kFindOnePerRoot));
}

std::vector<WrappedKey> find_some(platform::Transaction& tx, std::int64_t limit) {
  return read(tx.query(kFindSome, {limit}));
}

void replace_wrapping(platform::Transaction& tx, const WrappedKey& key) {
  tx.execute(kReplaceWrapping, {std::int64_t{key.number}, key.root, key.wrapped});
}

std::int64_t remove(platform::Transaction& tx, const Group& group,
                    std::optional<Compartment> compartment) {
  if (!compartment) return tx.execute(kRemoveGroup, {group});
  return tx.execute(kRemoveCompartment, {group, text_of(*compartment)});
}

}  // namespace hd::vault::store
