// Lists. What a list shows is what open() opens: the slices are chosen so that nothing is missing,
// and every record is asked once more before it is shown.

#include <utility>

#include "calendar/operations.h"
#include "connections/operations.h"
#include "connections/store.h"
#include "platform/cursor.h"

namespace hd::connections {
namespace {

using access::Permission;
using store::Column;

struct Key {
  Column column;
  std::string value;
  auto operator<=>(const Key&) const = default;
};

bool asks_for(const access::Actor& actor, const directory::OrgId& org, base::Date today) {
  const access::Object object{.stage = access::Stage::accepted, .owner_org = org};
  return access::decide(actor, Permission::connections_read, object, today).allowed;
}

bool answers_for(const access::Actor& actor, const directory::OrgId& org, base::Date today) {
  const access::Object object{.stage = access::Stage::accepted, .receiver_orgs = {org}};
  return access::decide(actor, Permission::connections_read, object, today).allowed;
}

std::vector<Key> keys_of(const Who& who, ListScope scope) {
  std::vector<Key> keys;
  const base::Date today = who.today();
  for (const auto& org : who.actor.organisations(today)) {
    if (scope != ListScope::inbox && asks_for(who.actor, org, today)) {
      keys.push_back({Column::hotline, org.str()});
    }
    if (scope != ListScope::asked && answers_for(who.actor, org, today)) {
      keys.push_back({Column::target, org.str()});
      keys.push_back({Column::helper, org.str()});
    }
  }
  if (scope == ListScope::asked) return keys;
  for (const access::Post& post : who.actor.posts) {
    if (!post.valid_on(today) || !post.unit) continue;
    keys.push_back({Column::target_unit, post.unit->str()});
    keys.push_back({Column::delegated_unit, post.unit->str()});
  }
  return keys;
}

store::Slice slice_of(const Key& key, const Filter& filter, const platform::Cursor& cursor) {
  store::Slice slice{.column = key.column,
                     .value = key.value,
                     .contact = filter.contact,
                     .before_at = cursor.at,
                     .before_id = cursor.id,
                     .limit = static_cast<std::int64_t>(filter.limit) + 1};
  if (filter.status) slice.status = base::name_of(kStatusNames, *filter.status);
  if (filter.from) slice.from = base::start_of_day(*filter.from);
  if (filter.to) slice.until = base::end_of_day(*filter.to);
  return slice;
}

Trace trace_of(platform::Transaction& tx, const Connection& connection) {
  Trace trace{.number = connection.number,
              .target = connection.target->org,
              .status = connection.status,
              .sent_at = *connection.sent_at};
  if (connection.decline_reason.empty()) return trace;
  trace.status = Status::declined;
  trace.decline_reason = connection.decline_reason;
  trace.declined_at = store::declined_at(tx, connection.id);
  return trace;
}

bool in_time(std::optional<base::Timestamp> done, std::optional<base::Timestamp> due) {
  return done && due && *done <= *due;
}

}  // namespace

base::Result<Page> Operations::list(platform::Transaction& tx, const Who& who,
                                    const Filter& filter) {
  const auto cursor = platform::read_cursor(filter.cursor);
  if (!cursor) return cursor.error();
  std::vector<Connection> found;
  for (const Key& key : keys_of(who, filter.scope)) {
    const store::Slice asked = slice_of(key, filter, *cursor);
    for (Connection& connection : store::slice({tx, vault_, who.actor.session}, asked)) {
      found.push_back(std::move(connection));
    }
  }
  auto latest = platform::latest_first(std::move(found), filter.limit);
  Page page{.items = {}, .next = std::move(latest.next)};
  for (Connection& connection : latest.items) {
    const auto decision =
        access::decide(who.actor, Permission::connections_read, object_of(connection), who.today());
    const auto side = side_of(who.actor, connection, who.today());
    if (decision && side) {
      page.items.push_back(seen(tx, who, {std::move(connection), *side, decision.marks}));
    }
  }
  return page;
}

std::vector<Seen> Operations::waiting(platform::Transaction& tx, const Who& who,
                                      std::size_t limit) {
  constexpr std::size_t kLookedAt = 200;
  const auto page = list(tx, who, {.limit = kLookedAt});
  std::vector<Seen> found;
  for (const Seen& seen : page->items) {
    if (found.size() < limit && seen.connection.turn() == seen.side) found.push_back(seen);
  }
  return found;
}

std::vector<Seen> Operations::of_contact(platform::Transaction& tx, const Who& who,
                                         const contacts::ContactId& contact) {
  std::vector<Seen> found;
  for (Connection& connection : store::of_contact({tx, vault_, who.actor.session}, contact)) {
    const auto loaded = load(tx, who, connection.id);
    if (loaded) found.push_back(seen(tx, who, *loaded));
  }
  return found;
}

std::vector<Seen> Operations::by_ids(platform::Transaction& tx, const Who& who,
                                     const std::vector<std::string>& ids) {
  std::vector<Seen> found;
  for (const std::string& text : ids) {
    const auto id = ConnectionId::parse(text);
    if (!id) continue;
    const auto loaded = load(tx, who, *id);
    if (loaded) found.push_back(seen(tx, who, *loaded));
  }
  return found;
}

std::vector<Counted> Operations::counted(platform::Transaction& tx, const Who& who,
                                         const std::vector<ConnectionId>& ids) {
  std::vector<Counted> found;
  for (const ConnectionId& id : ids) {
    const auto connection = store::find({tx, vault_, who.actor.session}, id);
    if (!connection || !connection->target || !connection->sent_at) continue;
    if (!directory::may_count(who.actor, who.today(), Permission::reports_open, connection->hotline,
                              connection->target->org)) {
      continue;
    }
    const auto loaded = load(tx, who, id);
    Counted line{.trace = trace_of(tx, *connection)};
    if (loaded) {
      line.trace.status = connection->status;
      line.seen = seen(tx, who, *loaded);
    }
    found.push_back(std::move(line));
  }
  return found;
}

std::vector<Fact> Operations::facts(platform::Transaction& tx, base::Timestamp now, base::Date from,
                                    base::Date to) {
  const calendar::Calendar calendar = calendar::load(tx);
  const auto due = [&](std::string_view code, base::Timestamp sent) {
    const auto rule = calendar::rule_on(tx, code, base::local_date(sent));
    if (!rule) return std::optional<base::Timestamp>();
    const auto end = calendar::due_at(calendar, sent, rule->limit);
    return end ? *end : std::optional<base::Timestamp>(now);
  };
  std::vector<Fact> found;
  for (store::Fact& fact :
       store::sent_between(tx, base::start_of_day(from), base::end_of_day(to))) {
    found.push_back({.id = fact.id,
                     .number = std::move(fact.number),
                     .hotline = fact.hotline,
                     .target = fact.target,
                     .status = fact.status,
                     .sent_at = fact.sent_at,
                     .answered_in_time = in_time(fact.answered_at, due("T2", fact.sent_at)),
                     .first_result_in_time = in_time(fact.first_result_at, due("T1", fact.sent_at)),
                     .declined = fact.declined,
                     .rerouted = fact.rerouted,
                     .delegated = fact.delegated,
                     .open = !has_ended(fact.status) && fact.status != Status::declined});
  }
  return found;
}

}  // namespace hd::connections
