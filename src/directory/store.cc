#include "directory/store.h"

#include "base/text.h"
#include "directory/store_rows.h"

namespace hd::directory::store {
namespace {

constexpr auto kStamp = R"sql(SELECT stamp FROM directory_state WHERE id = 1)sql";
constexpr auto kSetStamp = R"sql(UPDATE directory_state SET stamp = $1 WHERE id = 1)sql";

constexpr auto kFirstContent = R"sql(
  SELECT first_content FROM directory_state WHERE id = 1
)sql";
constexpr auto kSetFirstContent = R"sql(
  UPDATE directory_state SET first_content = $1 WHERE id = 1
)sql";

constexpr auto kAddCode = R"sql(
  INSERT INTO code_list_item (list, code, parent, label_vi, label_en, sort, report_group,
                              valid_from, valid_to, basis, trust)
  SELECT $1, $2, $3, $4, $5, CAST($6 AS BIGINT), $7, $8, $9, $10, $11
  WHERE NOT EXISTS (
    SELECT 1 FROM code_list_item
    WHERE list = $1 AND code = $2 AND valid_from <= $12 AND (valid_to IS NULL OR valid_to >= $8))
)sql";

constexpr auto kEndCode = R"sql(
  UPDATE code_list_item SET valid_to = $4 WHERE list = $1 AND code = $2 AND valid_from = $3
)sql";

constexpr auto kAddBand = R"sql(
  INSERT INTO age_band (band_set, code, label_vi, label_en, from_age, to_age, sort, computable,
                        valid_from, valid_to, basis)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
  ON CONFLICT DO NOTHING
)sql";

constexpr auto kAddTerritory = R"sql(
  INSERT INTO territory (geography, code, name, kind, region, predecessors, valid_from, valid_to,
                         basis, trust)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
  ON CONFLICT DO NOTHING
)sql";

constexpr auto kAddRegion = R"sql(
  INSERT INTO region (scheme, geography, code, label_vi, label_en, sort, members, valid_from,
                      valid_to, basis)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
  ON CONFLICT DO NOTHING
)sql";

constexpr auto kCodes = R"sql(
  SELECT list, code, parent, label_vi, label_en, sort, report_group, valid_from, valid_to, basis,
         trust
  FROM code_list_item ORDER BY list, sort, code, valid_from
)sql";

constexpr auto kBands = R"sql(
  SELECT band_set, code, label_vi, label_en, from_age, to_age, sort, computable, valid_from,
         valid_to, basis
  FROM age_band ORDER BY band_set, sort
)sql";

constexpr auto kTerritories = R"sql(
  SELECT geography, code, name, kind, region, predecessors, valid_from, valid_to, basis, trust
  FROM territory ORDER BY geography, code, valid_from
)sql";

constexpr auto kRegions = R"sql(
  SELECT scheme, geography, code, label_vi, label_en, sort, members, valid_from, valid_to, basis
  FROM region ORDER BY scheme, sort
)sql";

Geography read_geography(const platform::Row& row) {
  const auto geography = base::value_of(kGeographyNames, row.text("geography"));
  if (!geography) throw platform::DbError(platform::DbProblem::other, "unknown geography");
  return *geography;
}

CodeItem read_code(const platform::Row& row) {
  return {.list = row.text("list"),
          .code = row.text("code"),
          .parent = row.text("parent"),
          .label_vi = row.text("label_vi"),
          .label_en = row.text("label_en"),
          .sort = row.number("sort"),
          .report_group = row.text("report_group"),
          .valid = read_validity(row),
          .basis = row.text("basis"),
          .trust = row.text("trust")};
}

AgeBand read_band(const platform::Row& row) {
  return {.set = row.text("band_set"),
          .code = row.text("code"),
          .label_vi = row.text("label_vi"),
          .label_en = row.text("label_en"),
          .from_age = row.number("from_age"),
          .to_age = row.maybe_number("to_age"),
          .sort = row.number("sort"),
          .computable = row.flag("computable"),
          .valid = read_validity(row),
          .basis = row.text("basis")};
}

Territory read_territory(const platform::Row& row) {
  return {.place = {read_geography(row), row.text("code")},
          .name = row.text("name"),
          .kind = row.text("kind"),
          .region = row.text("region"),
          .predecessors = base::split(row.text("predecessors"), '|'),
          .valid = read_validity(row),
          .basis = row.text("basis"),
          .trust = row.text("trust")};
}

Region read_region(const platform::Row& row) {
  return {.scheme = row.text("scheme"),
          .geography = read_geography(row),
          .code = row.text("code"),
          .label_vi = row.text("label_vi"),
          .label_en = row.text("label_en"),
          .sort = row.number("sort"),
          .members = base::split(row.text("members"), '|'),
          .valid = read_validity(row),
          .basis = row.text("basis")};
}

}  // namespace

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) {
    if (!text.empty()) text += '|';
    text += part;
  }
  return text;
}

Validity read_validity(const platform::Row& row) {
  return {row.date("valid_from"), row.maybe_date("valid_to")};
}

std::optional<Place> read_place(const platform::Row& row) {
  if (row.is_null("territory")) return std::nullopt;
  return Place{read_geography(row), row.text("territory")};
}

std::optional<std::string> geography_of(const std::optional<Place>& place) {
  if (!place) return std::nullopt;
  return std::string(base::name_of(kGeographyNames, place->geography));
}

std::optional<std::string> territory_of(const std::optional<Place>& place) {
  if (!place) return std::nullopt;
  return place->code;
}

std::optional<std::string> key_or_null(const std::string& key) {
  return key.empty() ? std::nullopt : std::optional(key);
}

std::string last_day(const Validity& valid) {
  return valid.to ? base::to_text(*valid.to) : "9999-12-31";
}

Content load(platform::Transaction& tx) {
  Content content;
  load_lists(tx, content);
  load_bodies(tx, content);
  return content;
}

std::string stamp(platform::Transaction& tx) {
  return tx.query_one(kStamp)->text("stamp");
}

std::string first_content(platform::Transaction& tx) {
  return tx.query_one(kFirstContent)->maybe_text("first_content").value_or("");
}

void set_first_content(platform::Transaction& tx, const std::string& hash) {
  tx.execute(kSetFirstContent, {hash});
}

void set_stamp(platform::Transaction& tx, const std::string& stamp) {
  tx.execute(kSetStamp, {stamp});
}

std::int64_t add(platform::Transaction& tx, const CodeItem& item) {
  return tx.execute(kAddCode, {item.list, item.code, item.parent, item.label_vi, item.label_en,
                               item.sort, item.report_group, item.valid.from, item.valid.to,
                               item.basis, item.trust, last_day(item.valid)});
}

void end_code(platform::Transaction& tx, const CodeItem& item, base::Date last) {
  tx.execute(kEndCode, {item.list, item.code, item.valid.from, last});
}

std::int64_t add(platform::Transaction& tx, const AgeBand& band) {
  return tx.execute(kAddBand,
                    {band.set, band.code, band.label_vi, band.label_en, band.from_age, band.to_age,
                     band.sort, band.computable, band.valid.from, band.valid.to, band.basis});
}

std::int64_t add(platform::Transaction& tx, const Territory& territory) {
  return tx.execute(
      kAddTerritory,
      {base::name_of(kGeographyNames, territory.place.geography), territory.place.code,
       territory.name, territory.kind, territory.region, joined(territory.predecessors),
       territory.valid.from, territory.valid.to, territory.basis, territory.trust});
}

std::int64_t add(platform::Transaction& tx, const Region& region) {
  return tx.execute(kAddRegion,
                    {region.scheme, base::name_of(kGeographyNames, region.geography), region.code,
                     region.label_vi, region.label_en, region.sort, joined(region.members),
                     region.valid.from, region.valid.to, region.basis});
}

void load_lists(platform::Transaction& tx, Content& content) {
  for (const auto& row : tx.query(kCodes)) content.codes.push_back(read_code(row));
  for (const auto& row : tx.query(kBands)) content.age_bands.push_back(read_band(row));
  for (const auto& row : tx.query(kTerritories)) content.territories.push_back(read_territory(row));
  for (const auto& row : tx.query(kRegions)) content.regions.push_back(read_region(row));
}

}  // namespace hd::directory::store
