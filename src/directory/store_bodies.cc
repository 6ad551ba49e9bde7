// The second half of the store: bodies, units, services and groups.

#include "base/text.h"
#include "directory/store.h"
#include "directory/store_rows.h"

namespace hd::directory::store {
namespace {

constexpr auto kAddBody = R"sql(
  INSERT INTO organisation (id, key, changed_at, version) VALUES ($1, $2, $3, 1)
  ON CONFLICT DO NOTHING
)sql";

constexpr auto kAddPeriod = R"sql(
  INSERT INTO organisation_period (organisation_id, valid_from, valid_to, name, name_en, short_name,
                                   type, level, geography, territory, parent_id, system_id,
                                   address, email, hours, mandate, last_verified, basis, trust)
  SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19
  WHERE NOT EXISTS (
    SELECT 1 FROM organisation_period
    WHERE organisation_id = $1 AND valid_from <= $20 AND (valid_to IS NULL OR valid_to >= $2))
)sql";

constexpr auto kSavePeriod = R"sql(
  UPDATE organisation_period
  SET valid_to = $3, name = $4, name_en = $5, short_name = $6, type = $7, level = $8,
      geography = $9, territory = $10, parent_id = $11, system_id = $12, address = $13, email = $14,
      hours = $15, mandate = $16, last_verified = $17, basis = $18, trust = $19
  WHERE organisation_id = $1 AND valid_from = $2
)sql";

constexpr auto kTouch = R"sql(
  UPDATE organisation SET version = version + 1, changed_at = $3 WHERE id = $1 AND version = $2
)sql";

constexpr auto kAddLink = R"sql(
  INSERT INTO organisation_link (predecessor_id, successor_id, date, what, note, basis, trust)
  VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT DO NOTHING
)sql";

constexpr auto kAddPhone = R"sql(
  INSERT INTO organisation_phone (organisation_id, number, purpose, valid_from, valid_to, basis)
  SELECT $1, $2, $3, $4, $5, $6
  WHERE NOT EXISTS (
    SELECT 1 FROM organisation_phone
    WHERE organisation_id = $1 AND valid_from <= $7 AND (valid_to IS NULL OR valid_to >= $4))
)sql";

constexpr auto kEndPhone = R"sql(
  UPDATE organisation_phone SET valid_to = $3 WHERE organisation_id = $1 AND valid_from = $2
)sql";

constexpr auto kSavePhone = R"sql(
  UPDATE organisation_phone SET number = $3 WHERE organisation_id = $1 AND valid_from = $2
)sql";

constexpr auto kAddGroup = R"sql(
  INSERT INTO working_group (id, key, kind, name, name_en, geography, territory)
  VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT DO NOTHING
)sql";

constexpr auto kAddMember = R"sql(
  INSERT INTO working_group_member (id, group_id, organisation_id, unit_id, role, valid_from,
                                    valid_to, basis, trust)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  ON CONFLICT DO NOTHING
)sql";

constexpr auto kEndMember = R"sql(
  UPDATE working_group_member SET valid_to = $2 WHERE id = $1
)sql";

constexpr auto kPeriods = R"sql(
  SELECT o.id, o.key, o.version, p.valid_from, p.valid_to, p.name, p.name_en, p.short_name, p.type,
         p.level, p.geography, p.territory, p.parent_id, p.system_id, p.address, p.email, p.hours,
         p.mandate, p.last_verified, p.basis, p.trust
  FROM organisation_period p JOIN organisation o ON o.id = p.organisation_id
  ORDER BY o.id, p.valid_from
)sql";

constexpr auto kLinks = R"sql(
  SELECT predecessor_id, successor_id, date, what, note, basis, trust
  FROM organisation_link ORDER BY date, predecessor_id, successor_id
)sql";

constexpr auto kPhones = R"sql(
  SELECT organisation_id, number, purpose, valid_from, valid_to, basis
  FROM organisation_phone ORDER BY organisation_id, valid_from
)sql";

constexpr auto kGroups = R"sql(
  SELECT id, key, kind, name, name_en, geography, territory FROM working_group ORDER BY id
)sql";

constexpr auto kMembers = R"sql(
  SELECT id, group_id, organisation_id, unit_id, role, valid_from, valid_to, basis, trust
  FROM working_group_member ORDER BY group_id, valid_from, id
)sql";

Organisation read_period(const platform::Row& row) {
  return {.id = row.id<OrgId>("id"),
          .key = row.maybe_text("key").value_or(""),
          .name = row.text("name"),
          .name_en = row.text("name_en"),
          .short_name = row.text("short_name"),
          .type = row.text("type"),
          .level = row.text("level"),
          .place = read_place(row),
          .parent = row.maybe_id<OrgId>("parent_id"),
          .system = row.maybe_id<OrgId>("system_id"),
          .address = row.text("address"),
          .email = row.text("email"),
          .hours = row.text("hours"),
          .mandate = row.text("mandate"),
          .last_verified = row.maybe_date("last_verified"),
          .valid = read_validity(row),
          .basis = row.text("basis"),
          .trust = row.text("trust"),
          .version = row.number("version")};
}

Succession read_link(const platform::Row& row) {
  return {.predecessor = row.id<OrgId>("predecessor_id"),
          .successor = row.id<OrgId>("successor_id"),
          .date = row.date("date"),
          .what = row.text("what"),
          .note = row.text("note"),
          .basis = row.text("basis"),
          .trust = row.text("trust")};
}

Phone read_phone(const platform::Row& row) {
  return {.organisation = row.id<OrgId>("organisation_id"),
          .number = row.text("number"),
          .purpose = row.text("purpose"),
          .valid = read_validity(row),
          .basis = row.text("basis")};
}

Group read_group(const platform::Row& row) {
  return {.id = row.id<GroupId>("id"),
          .key = row.maybe_text("key").value_or(""),
          .kind = row.text("kind"),
          .name = row.text("name"),
          .name_en = row.text("name_en"),
          .place = read_place(row)};
}

Member read_member(const platform::Row& row) {
  return {.id = row.id<MemberId>("id"),
          .group = row.id<GroupId>("group_id"),
          .organisation = row.id<OrgId>("organisation_id"),
          .unit = row.maybe_id<UnitId>("unit_id"),
          .role = row.text("role"),
          .valid = read_validity(row),
          .basis = row.text("basis"),
          .trust = row.text("trust")};
}

}  // namespace

std::int64_t add(platform::Transaction& tx, const Organisation& period, base::Timestamp now) {
  tx.execute(kAddBody, {period.id, key_or_null(period.key), now});
  return tx.execute(kAddPeriod, {period.id,
                                 period.valid.from,
                                 period.valid.to,
                                 period.name,
                                 period.name_en,
                                 period.short_name,
                                 period.type,
                                 period.level,
                                 geography_of(period.place),
                                 territory_of(period.place),
                                 period.parent,
                                 period.system,
                                 period.address,
                                 period.email,
                                 period.hours,
                                 period.mandate,
                                 period.last_verified,
                                 period.basis,
                                 period.trust,
                                 last_day(period.valid)});
}

void save(platform::Transaction& tx, const Organisation& period) {
  tx.execute(kSavePeriod, {period.id, period.valid.from, period.valid.to, period.name,
                           period.name_en, period.short_name, period.type, period.level,
                           geography_of(period.place), territory_of(period.place), period.parent,
                           period.system, period.address, period.email, period.hours,
                           period.mandate, period.last_verified, period.basis, period.trust});
}

bool touch(platform::Transaction& tx, const OrgId& id, std::int64_t version, base::Timestamp now) {
  return tx.execute(kTouch, {id, version, now}) == 1;
}

std::int64_t add(platform::Transaction& tx, const Succession& link) {
  return tx.execute(kAddLink, {link.predecessor, link.successor, link.date, link.what, link.note,
                               link.basis, link.trust});
}

std::int64_t add(platform::Transaction& tx, const Phone& phone) {
  return tx.execute(kAddPhone, {phone.organisation, phone.number, phone.purpose, phone.valid.from,
                                phone.valid.to, phone.basis, last_day(phone.valid)});
}

void end_phone(platform::Transaction& tx, const Phone& phone, base::Date last) {
  tx.execute(kEndPhone, {phone.organisation, phone.valid.from, last});
}

void save(platform::Transaction& tx, const Phone& phone) {
  tx.execute(kSavePhone, {phone.organisation, phone.valid.from, phone.number});
}

std::int64_t add(platform::Transaction& tx, const Group& group) {
  return tx.execute(kAddGroup,
                    {group.id, key_or_null(group.key), group.kind, group.name, group.name_en,
                     geography_of(group.place), territory_of(group.place)});
}

std::int64_t add(platform::Transaction& tx, const Member& member) {
  return tx.execute(kAddMember,
                    {member.id, member.group, member.organisation, member.unit, member.role,
                     member.valid.from, member.valid.to, member.basis, member.trust});
}

void end_member(platform::Transaction& tx, const MemberId& id, base::Date last) {
  tx.execute(kEndMember, {id, last});
}

void load_bodies(platform::Transaction& tx, Content& content) {
  for (const auto& row : tx.query(kPeriods)) content.organisations.push_back(read_period(row));
  for (const auto& row : tx.query(kLinks)) content.successions.push_back(read_link(row));
  for (const auto& row : tx.query(kPhones)) content.phones.push_back(read_phone(row));
  for (const auto& row : tx.query(kGroups)) content.groups.push_back(read_group(row));
  for (const auto& row : tx.query(kMembers)) content.members.push_back(read_member(row));
  load_units(tx, content);
}

}  // namespace hd::directory::store
