// The third part of the store: units and their services.

#include "base/text.h"
#include "directory/store.h"
#include "directory/store_rows.h"

namespace hd::directory::store {
namespace {

constexpr auto kAddUnit = R"sql(
  INSERT INTO unit (id, key, organisation_id, parent_id, name, name_en, kind, level, geography,
                    territory, address, phone, hours, valid_from, valid_to, basis, trust, version)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, 1)
  ON CONFLICT DO NOTHING
)sql";

constexpr auto kSaveUnit = R"sql(
  UPDATE unit
  SET name = $2, name_en = $3, kind = $4, level = $5, geography = $6, territory = $7, address = $8,
      phone = $9, hours = $10, valid_from = $11, valid_to = $12, basis = $13, trust = $14,
      version = version + 1
  WHERE id = $1 AND version = $15
)sql";

constexpr auto kUnits = R"sql(
  SELECT id, key, organisation_id, parent_id, name, name_en, kind, level, geography, territory,
         address, phone, hours, valid_from, valid_to, basis, trust, version
  FROM unit ORDER BY organisation_id, id
)sql";

constexpr auto kAddService = R"sql(
  INSERT INTO service (id, unit_id, service, scope, places, sexes, min_age, max_age, foreigners,
                       languages, capacity, available, hours, last_verified, valid_from, valid_to,
                       basis, trust, version)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, 1)
  ON CONFLICT DO NOTHING
)sql";

constexpr auto kSaveService = R"sql(
  UPDATE service
  SET service = $2, scope = $3, places = $4, sexes = $5, min_age = $6, max_age = $7,
      foreigners = $8, languages = $9, capacity = $10, available = $11, hours = $12,
      last_verified = $13, valid_from = $14, valid_to = $15, basis = $16, trust = $17,
      version = version + 1
  WHERE id = $1 AND version = $18
)sql";

constexpr auto kServices = R"sql(
  SELECT id, unit_id, service, scope, places, sexes, min_age, max_age, foreigners, languages,
         capacity, available, hours, last_verified, valid_from, valid_to, basis, trust, version
  FROM service ORDER BY unit_id, service, id
)sql";

std::string places_text(const std::vector<Place>& places) {
  std::vector<std::string> parts;
  for (const Place& place : places) {
    parts.push_back(std::string(base::name_of(kGeographyNames, place.geography)) + ":" +
                    place.code);
  }
  return joined(parts);
}

std::vector<Place> read_places(const std::string& text) {
  std::vector<Place> places;
  for (const std::string& part : base::split(text, '|')) {
    const auto halves = base::split(part, ':');
    const auto geography =
        halves.size() == 2 ? base::value_of(kGeographyNames, halves.front()) : std::nullopt;
    if (!geography) throw platform::DbError(platform::DbProblem::other, "malformed places");
    places.push_back({*geography, halves.back()});
  }
  return places;
}

Unit read_unit(const platform::Row& row) {
  return {.id = row.id<UnitId>("id"),
          .organisation = row.id<OrgId>("organisation_id"),
          .parent = row.maybe_id<UnitId>("parent_id"),
          .key = row.maybe_text("key").value_or(""),
          .name = row.text("name"),
          .name_en = row.text("name_en"),
          .kind = row.text("kind"),
          .level = row.text("level"),
          .place = read_place(row),
          .address = row.text("address"),
          .phone = row.text("phone"),
          .hours = row.text("hours"),
          .valid = read_validity(row),
          .basis = row.text("basis"),
          .trust = row.text("trust"),
          .version = row.number("version")};
}

Service read_service(const platform::Row& row) {
  const auto scope = base::value_of(kScopeNames, row.text("scope"));
  if (!scope) throw platform::DbError(platform::DbProblem::other, "unknown scope");
  return {.id = row.id<ServiceId>("id"),
          .unit = row.id<UnitId>("unit_id"),
          .service = row.text("service"),
          .scope = *scope,
          .places = read_places(row.text("places")),
          .sexes = base::split(row.text("sexes"), '|'),
          .min_age = row.maybe_number("min_age"),
          .max_age = row.maybe_number("max_age"),
          .foreigners = row.flag("foreigners"),
          .languages = base::split(row.text("languages"), '|'),
          .capacity = row.maybe_number("capacity"),
          .available = row.maybe_number("available"),
          .hours = row.text("hours"),
          .last_verified = row.maybe_date("last_verified"),
          .valid = read_validity(row),
          .basis = row.text("basis"),
          .trust = row.text("trust"),
          .version = row.number("version")};
}

}  // namespace

std::int64_t add(platform::Transaction& tx, const Unit& unit) {
  return tx.execute(
      kAddUnit,
      {unit.id, key_or_null(unit.key), unit.organisation, unit.parent, unit.name, unit.name_en,
       unit.kind, unit.level, geography_of(unit.place), territory_of(unit.place), unit.address,
       unit.phone, unit.hours, unit.valid.from, unit.valid.to, unit.basis, unit.trust});
}

bool save(platform::Transaction& tx, const Unit& unit) {
  return tx.execute(kSaveUnit, {unit.id, unit.name, unit.name_en, unit.kind, unit.level,
                                geography_of(unit.place), territory_of(unit.place), unit.address,
                                unit.phone, unit.hours, unit.valid.from, unit.valid.to, unit.basis,
                                unit.trust, unit.version}) == 1;
}

std::int64_t add(platform::Transaction& tx, const Service& service) {
  return tx.execute(
      kAddService,
      {service.id, service.unit, service.service, base::name_of(kScopeNames, service.scope),
       places_text(service.places), joined(service.sexes), service.min_age, service.max_age,
       service.foreigners, joined(service.languages), service.capacity, service.available,
       service.hours, service.last_verified, service.valid.from, service.valid.to, service.basis,
       service.trust});
}

bool save(platform::Transaction& tx, const Service& service) {
  return tx.execute(
             kSaveService,
             {service.id, service.service, base::name_of(kScopeNames, service.scope),
              places_text(service.places), joined(service.sexes), service.min_age, service.max_age,
              service.foreigners, joined(service.languages), service.capacity, service.available,
              service.hours, service.last_verified, service.valid.from, service.valid.to,
              service.basis, service.trust, service.version}) == 1;
}

void load_units(platform::Transaction& tx, Content& content) {
  for (const auto& row : tx.query(kUnits)) content.units.push_back(read_unit(row));
  for (const auto& row : tx.query(kServices)) content.services.push_back(read_service(row));
}

}  // namespace hd::directory::store
