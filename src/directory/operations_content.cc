// First content: rows of data/*.csv become rows of the database, by key, never twice.

#include <charconv>
#include <stdexcept>

#include "base/text.h"
#include "directory/operations.h"
#include "directory/store.h"
#include "platform/crypto.h"
#include "platform/csv.h"
#include "platform/embedded.h"

namespace hd::directory {
namespace {

using platform::CsvRow;

[[noreturn]] void malformed(const CsvRow& row, std::string_view column) {
  throw std::logic_error("first content: line " + std::to_string(row.line) + ": " +
                         std::string(column));
}

base::Date date(const CsvRow& row, std::string_view column) {
  const auto parsed = base::parse_date(row[column]);
  if (!parsed) malformed(row, column);
  return *parsed;
}

Validity validity(const CsvRow& row) {
  Validity valid;
  if (!row["valid_from"].empty()) valid.from = date(row, "valid_from");
  if (!row["valid_to"].empty()) valid.to = date(row, "valid_to");
  return valid;
}

std::optional<std::int64_t> maybe_number(const CsvRow& row, std::string_view column) {
  const std::string& text = row[column];
  if (text.empty()) return std::nullopt;
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) malformed(row, column);
  return number;
}

std::int64_t number(const CsvRow& row, std::string_view column) {
  const auto value = maybe_number(row, column);
  if (!value) malformed(row, column);
  return *value;
}

Geography geography(const CsvRow& row) {
  const auto value = base::value_of(kGeographyNames, row["geography"]);
  if (!value) malformed(row, "geography");
  return *value;
}

std::optional<Place> place(const CsvRow& row) {
  if (row["territory"].empty()) return std::nullopt;
  return Place{geography(row), row["territory"]};
}

template <class IdType>
std::optional<IdType> maybe_id(const CsvRow& row, std::string_view column) {
  if (row[column].empty()) return std::nullopt;
  return IdType::of_key(row[column]);
}

CodeItem code_item(const CsvRow& row) {
  return {.list = row["list"],
          .code = row["code"],
          .parent = row["parent"],
          .label_vi = row["label_vi"],
          .label_en = row["label_en"],
          .sort = number(row, "sort"),
          .report_group = row["report_group"],
          .valid = validity(row),
          .basis = row["basis"],
          .trust = row["trust"]};
}

AgeBand age_band(const CsvRow& row) {
  return {.set = row["set"],
          .code = row["code"],
          .label_vi = row["label_vi"],
          .label_en = row["label_en"],
          .from_age = number(row, "from_age"),
          .to_age = maybe_number(row, "to_age"),
          .sort = number(row, "sort"),
          .computable = number(row, "computable") != 0,
          .valid = validity(row),
          .basis = row["basis"]};
}

Territory territory(const CsvRow& row) {
  return {.place = {geography(row), row["code"]},
          .name = row["name_vi"],
          .kind = row["kind"],
          .region = row["region"],
          .predecessors = base::split(row["predecessors"], '|'),
          .valid = validity(row),
          .basis = row["basis"],
          .trust = row["trust"]};
}

Region region(const CsvRow& row) {
  return {.scheme = row["scheme"],
          .geography = geography(row),
          .code = row["region"],
          .label_vi = row["label_vi"],
          .label_en = row["label_en"],
          .sort = number(row, "sort"),
          .members = base::split(row["members"], '|'),
          .valid = validity(row),
          .basis = row["basis"]};
}

Organisation organisation(const CsvRow& row) {
  return {.id = OrgId::of_key(row["key"]),
          .key = row["key"],
          .name = row["name_vi"],
          .name_en = row["name_en"],
          .short_name = row["short_name"],
          .type = row["type"],
          .level = row["level"],
          .place = place(row),
          .parent = maybe_id<OrgId>(row, "parent"),
          .system = maybe_id<OrgId>(row, "system"),
          .address = {},
          .email = {},
          .hours = {},
          .mandate = {},
          .last_verified = {},
          .valid = validity(row),
          .basis = row["basis"],
          .trust = row["trust"]};
}

Unit unit(const CsvRow& row) {
  return {.id = UnitId::of_key(row["key"]),
          .organisation = OrgId::of_key(row["organisation"]),
          .parent = maybe_id<UnitId>(row, "parent"),
          .key = row["key"],
          .name = row["name_vi"],
          .name_en = row["name_en"],
          .kind = row["kind"],
          .level = {},
          .place = {},
          .address = {},
          .phone = {},
          .hours = {},
          .valid = validity(row),
          .basis = row["basis"],
          .trust = row["trust"]};
}

Service service(const CsvRow& row, const std::string& unit_key) {
  const auto scope = base::value_of(kScopeNames, row["scope"]);
  if (!scope) malformed(row, "scope");
  return {.id = ServiceId::of_key("service." + unit_key + "." + row["service"] + "." +
                                  row["valid_from"]),
          .unit = UnitId::of_key(unit_key),
          .service = row["service"],
          .scope = *scope,
          .places = {},
          .sexes = base::split(row["sex"], '|'),
          .min_age = maybe_number(row, "age_from"),
          .max_age = maybe_number(row, "age_to"),
          .foreigners = number(row, "foreigners") != 0,
          .languages = {},
          .capacity = {},
          .available = {},
          .hours = {},
          .last_verified = {},
          .valid = validity(row),
          .basis = row["basis"],
          .trust = row["trust"]};
}

Group group(const CsvRow& row) {
  return {.id = GroupId::of_key(row["group"]),
          .key = row["group"],
          .kind = row["kind"],
          .name = row["name_vi"],
          .name_en = row["name_en"],
          .place = place(row)};
}

Member member(const CsvRow& row) {
  return {.id = MemberId::of_key("member." + row["group"] + "." + row["organisation"] + "." +
                                 row["unit"] + "." + row["valid_from"]),
          .group = GroupId::of_key(row["group"]),
          .organisation = OrgId::of_key(row["organisation"]),
          .unit = maybe_id<UnitId>(row, "unit"),
          .role = row["role"],
          .valid = validity(row),
          .basis = row["basis"],
          .trust = row["trust"]};
}

/// Adds the rows of one file and counts those that were new.
template <class Read>
std::int64_t load(platform::Transaction& tx, std::string_view file, Read read) {
  std::int64_t added = 0;
  for (const CsvRow& row : platform::embedded_csv(file)) added += store::add(tx, read(row));
  return added;
}

/// Bodies, units and what belongs to them, from `folder`; parents before children.
std::int64_t load_bodies(platform::Transaction& tx, const std::string& folder) {
  std::int64_t added = 0;
  for (const CsvRow& row : platform::embedded_csv(folder + "organisations.csv")) {
    added += store::add(tx, organisation(row), base::Timestamp{});
  }
  added += load(tx, folder + "units.csv", unit);
  added += load(tx, folder + "services.csv",
                [](const CsvRow& row) { return service(row, row["unit"]); });
  for (const CsvRow& row : platform::embedded_csv(folder + "working-groups.csv")) {
    added += store::add(tx, group(row));
    added += store::add(tx, member(row));
  }
  return added;
}

/// What the law gives to every body of a type, given to the focal point of each such body.
std::int64_t load_mandates(platform::Transaction& tx) {
  const auto mandates = platform::embedded_csv("data/mandates.csv");
  const auto bodies = platform::embedded_csv("data/organisations.csv");
  std::int64_t added = 0;
  for (const CsvRow& body : bodies) {
    const std::string unit_key =
        "unit." + body["key"].substr(std::string_view("org.").size()) + ".focal";
    for (const CsvRow& mandate : mandates) {
      if (mandate["organisation_type"] != body["type"]) continue;
      if (!validity(mandate).overlaps(validity(body))) continue;
      added += store::add(tx, service(mandate, unit_key));
    }
  }
  return added;
}

/// Of all files in data/, so that a new release with other content is noticed.
std::string hash_of_files() {
  std::string hashes;
  for (const auto& file : platform::embedded_files()) {
    if (file.path.starts_with("data/")) hashes += platform::sha256(file.bytes);
  }
  return platform::to_hex(platform::sha256(hashes));
}

std::size_t finished(platform::Transaction& tx, std::int64_t added) {
  if (added > 0) store::set_stamp(tx, base::random_uuid());
  return static_cast<std::size_t>(added);
}

}  // namespace

std::size_t load_first_content(platform::Transaction& tx) {
  const std::string hash = hash_of_files();
  if (store::first_content(tx) == hash) return 0;
  std::int64_t added = load(tx, "data/code-lists.csv", code_item);
  added += load(tx, "data/age-band-sets.csv", age_band);
  added += load(tx, "data/territories.csv", territory);
  added += load(tx, "data/region-sets.csv", region);
  added += load_bodies(tx, "data/");
  added += load_mandates(tx);
  added += load(tx, "data/organisation-links.csv", [](const CsvRow& row) {
    return Succession{.predecessor = OrgId::of_key(row["predecessor"]),
                      .successor = OrgId::of_key(row["successor"]),
                      .date = date(row, "date"),
                      .what = row["what"],
                      .note = row["note_vi"],
                      .basis = row["basis"],
                      .trust = row["trust"]};
  });
  added += load(tx, "data/phones.csv", [](const CsvRow& row) {
    return Phone{.organisation = OrgId::of_key(row["organisation"]),
                 .number = row["number"],
                 .purpose = row["purpose"],
                 .valid = validity(row),
                 .basis = row["basis"]};
  });
  store::set_first_content(tx, hash);
  return finished(tx, added);
}

std::size_t load_demo_content(platform::Transaction& tx) {
  return finished(tx, load_bodies(tx, "data/demo/"));
}

}  // namespace hd::directory
