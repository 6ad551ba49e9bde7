#include "contacts/store_closed.h"

#include <stdexcept>

#include "contacts/codec.h"

namespace hd::contacts::store {
namespace {

constexpr std::string_view kNextHotline = R"sql(
  SELECT hotline_id FROM contact WHERE hotline_id > $1 ORDER BY hotline_id LIMIT 1)sql";

constexpr std::string_view kCountClosed = R"sql(
  SELECT COUNT(*) AS n FROM contact
  WHERE hotline_id = $1 AND started_at >= $2 AND started_at < $3 AND state = 'final')sql";

constexpr std::string_view kScanClosed = R"sql(
  SELECT id, hotline_id, kind, channel, started_at, created_at, updated_at, finalised_at, version,
    facts
  FROM contact
  WHERE hotline_id = $1 AND started_at >= $2 AND started_at < $3 AND state = 'final'
  ORDER BY started_at, id)sql";

constexpr std::string_view kHead = R"sql(
  SELECT id, hotline_id, counsellor_id, state, number, started_at, created_at, updated_at
  FROM contact WHERE id = $1)sql";

Facts facts_in(const vault::Place& place, const platform::Row& row) {
  const auto month = base::to_text(base::local_date(row.time("created_at"))).substr(0, 7);
  const std::string& id = row.text("id");
  const auto text = open_text(place, id,
                              {.group = "contact/" + row.text("hotline_id") + "/" + month,
                               .compartment = vault::Compartment::work,
                               .table = "contact",
                               .column = "facts",
                               .row = id,
                               .row_version = row.number("version")},
                              row.blob("facts"));
  return text.empty() ? Facts{} : decode_facts(text);
}

}  // namespace

std::vector<directory::OrgId> hotlines_with_records(platform::Transaction& tx) {
  std::vector<directory::OrgId> found;
  std::string last;
  while (const auto row = tx.query_one(kNextHotline, {last})) {
    last = row->text("hotline_id");
    found.push_back(row->id<directory::OrgId>("hotline_id"));
  }
  return found;
}

std::int64_t count_closed(platform::Transaction& tx, const directory::OrgId& hotline,
                          base::Timestamp from, base::Timestamp until) {
  return tx.query_one(kCountClosed, {hotline, from, until})->number("n");
}

void scan_closed(const vault::Place& place, const directory::OrgId& hotline, base::Timestamp from,
                 base::Timestamp until, const std::function<void(const Closed&)>& each) {
  place.tx.scan(kScanClosed, {hotline, from, until}, [&](const platform::Row& row) {
    each({.id = row.id<ContactId>("id"),
          .hotline = hotline,
          .kind = row.text("kind"),
          .channel = row.text("channel"),
          .started_at = row.time("started_at"),
          .finalised_at = row.maybe_time("finalised_at").value_or(row.time("updated_at")),
          .facts = facts_in(place, row)});
  });
}

std::optional<Contact> find_head(platform::Transaction& tx, const ContactId& id) {
  const auto row = tx.query_one(kHead, {id});
  if (!row) return std::nullopt;
  const auto state = base::value_of(kStateNames, row->text("state"));
  if (!state) throw std::runtime_error("contact row: unknown name");
  return Contact{.id = id,
                 .hotline = row->id<directory::OrgId>("hotline_id"),
                 .counsellor = row->id<access::UserId>("counsellor_id"),
                 .state = *state,
                 .number = row->maybe_text("number").value_or(""),
                 .started_at = row->time("started_at"),
                 .created_at = row->time("created_at"),
                 .updated_at = row->time("updated_at")};
}

}  // namespace hd::contacts::store
