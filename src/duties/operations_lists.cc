// Lists and the board. What a list shows is what allowed() allows: the slices are chosen so that
// nothing is missing, and every duty is asked once more before it is shown.

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "duties/operations.h"
#include "duties/operations_view.h"
#include "duties/store.h"
#include "platform/cursor.h"

namespace hd::duties {
namespace {

using access::Permission;

/// A column and a value whose duties the actor may see.
struct Key {
  store::Column column;
  std::string value;
  auto operator<=>(const Key&) const = default;
};

bool sees_organisation(const access::Actor& actor, const directory::OrgId& org, base::Date today) {
  const access::Object object{.stage = access::Stage::final, .owner_org = org};
  return access::decide(actor, Permission::duties_read, object, today).allowed;
}

std::vector<Key> unit_keys(const access::Actor& actor, base::Date today) {
  std::vector<Key> keys;
  for (const access::Post& post : actor.posts) {
    if (post.valid_on(today) && post.unit) keys.push_back({store::Column::unit, post.unit->str()});
  }
  return keys;
}

std::vector<Key> keys_of(const access::Actor& actor, Scope scope, base::Date today) {
  std::vector<Key> keys;
  if (scope != Scope::unit) {
    for (const std::string& desk : desks(actor, today)) {
      keys.push_back({store::Column::desk, desk});
    }
  }
  if (scope != Scope::mine) std::ranges::copy(unit_keys(actor, today), std::back_inserter(keys));
  if (scope == Scope::organisation) {
    for (const auto& org : actor.organisations(today)) {
      if (!sees_organisation(actor, org, today)) continue;
      keys.push_back({store::Column::org, org.str()});
      keys.push_back({store::Column::stage_org, org.str()});
    }
  }
  std::ranges::sort(keys);
  const auto repeated = std::ranges::unique(keys);
  keys.erase(repeated.begin(), repeated.end());
  return keys;
}

struct Window {
  base::Timestamp from = {};
  std::optional<base::Timestamp> until = {};
};

Window window_of(Due due, base::Timestamp now) {
  const base::Date today = base::local_date(now);
  switch (due) {
    case Due::any:
      return {};
    case Due::overdue:
      return {.until = now};
    case Due::today:
      return {base::start_of_day(today), base::end_of_day(today)};
    case Due::week:
      return {base::start_of_day(today), base::end_of_day(base::plus_days(today, 6))};
  }
  return {};
}

Window window_of(BoardColumn column, base::Timestamp now) {
  const auto end = [today = base::local_date(now)](int days) {
    // A clock that ends at 24:00 of a day belongs to that day's column.
    return base::end_of_day(base::plus_days(today, days)) + std::chrono::milliseconds(1);
  };
  switch (column) {
    case BoardColumn::overdue:
      return {.until = now};
    case BoardColumn::today:
      return {now, end(0)};
    case BoardColumn::tomorrow:
      return {end(0), end(1)};
    case BoardColumn::next5:
      return {end(1), end(6)};
    case BoardColumn::later:
      return {.from = end(6)};
    case BoardColumn::at_once:
      return {};
  }
  return {};
}

std::string cursor_of(const Duty& last) {
  return platform::write_cursor({last.clock_at(), last.id.str()});
}

std::vector<State> states_of(const Query& query) {
  if (query.state) return {*query.state};
  return {State::open, State::done, State::cancelled, State::transferred};
}

using Heads = std::set<store::Head>;  // nearest first

void add(Heads& heads, const std::vector<store::Head>& slice) {
  heads.insert(slice.begin(), slice.end());
}

/// The nearest of them, at most `limit`.
std::vector<Duty> nearest(platform::Transaction& tx, const Heads& heads, std::size_t limit) {
  std::vector<Duty> found;
  for (const auto& head : heads) {
    if (found.size() == limit) break;
    if (auto duty = store::find(tx, head.id)) found.push_back(*std::move(duty));
  }
  return found;
}

/// The nearest duties of all keys after the cursor, at most limit + 1.
std::vector<Duty> gather(platform::Transaction& tx, const std::vector<Key>& keys,
                         const Query& query, const platform::Cursor& cursor, base::Timestamp now) {
  const Window window = window_of(query.due, now);
  Heads heads;
  for (const Key& key : keys) {
    for (const State state : states_of(query)) {
      for (const bool at_once : {false, true}) {
        if (at_once && query.due == Due::overdue) continue;
        const store::Slice asked{.column = key.column,
                                 .value = key.value,
                                 .state = state,
                                 .at_once = at_once,
                                 .from = window.from,
                                 .until = window.until,
                                 .after_at = cursor.at,
                                 .after_id = cursor.id,
                                 .limit = static_cast<std::int64_t>(query.limit) + 1};
        add(heads, store::slice(tx, asked));
      }
    }
  }
  return nearest(tx, heads, query.limit + 1);
}

void add_line(std::map<directory::OrgId, AgencyLine>& lines, const store::Tally& tally) {
  auto& line = lines.try_emplace(tally.org, AgencyLine{.org = tally.org, .name = {}}).first->second;
  line.open += tally.open;
  line.overdue += tally.overdue;
  line.done_on_time += tally.on_time;
  line.done_late += tally.late;
}

std::vector<AgencyLine> agency_lines(platform::Transaction& tx, base::Timestamp now,
                                     const access::Actor& actor, const Viewer& viewer) {
  const base::Date today = base::local_date(now);
  const auto year_ago = today - std::chrono::months(11);
  const std::string first = base::to_text(year_ago.year() / year_ago.month() / 1).substr(0, 7);
  const std::string last = base::to_text(today).substr(0, 7);
  std::map<directory::OrgId, AgencyLine> lines;
  for (const auto& org : actor.organisations(today)) {
    if (!sees_organisation(actor, org, today)) continue;
    for (const auto& tally : store::open_between(tx, org, now)) add_line(lines, tally);
    for (const auto& tally : store::ended_between(tx, org, first, last)) add_line(lines, tally);
  }
  std::vector<AgencyLine> found;
  for (auto& [org, line] : lines) {
    line.name = viewer.org_name(org);
    found.push_back(std::move(line));
  }
  std::ranges::sort(found, [](const AgencyLine& left, const AgencyLine& right) {
    return std::tuple(-left.overdue, -left.open, left.name) <
           std::tuple(-right.overdue, -right.open, right.name);
  });
  return found;
}

store::Slice board_slice(const Key& key, BoardColumn column, base::Timestamp now,
                         std::size_t limit) {
  const Window window = window_of(column, now);
  return {.column = key.column,
          .value = key.value,
          .at_once = column == BoardColumn::at_once,
          .from = window.from,
          .until = window.until,
          .limit = static_cast<std::int64_t>(limit)};
}

/// The nearest of a column; all of them when they are fewer than `limit`.
Heads column_heads(platform::Transaction& tx, const std::vector<Key>& keys, BoardColumn column,
                   base::Timestamp now, std::size_t limit) {
  Heads heads;
  for (const Key& key : keys) add(heads, store::slice(tx, board_slice(key, column, now, limit)));
  return heads;
}

std::size_t count_column(platform::Transaction& tx, const std::vector<Key>& keys,
                         BoardColumn column, base::Timestamp now) {
  return std::min(column_heads(tx, keys, column, now, kBoardCountMax).size(), kBoardCountMax);
}

}  // namespace

base::Result<Page> Operations::list(platform::Transaction& tx, base::Timestamp now,
                                    const access::Actor& actor, const Query& query) const {
  const auto cursor = platform::read_cursor(query.cursor);
  if (!cursor) return cursor.error();
  const base::Date today = base::local_date(now);
  std::vector<Duty> found;
  if (query.subject_id.empty()) {
    found = gather(tx, keys_of(actor, query.scope, today), query, *cursor, now);
  } else {
    found = store::of_subject(tx, query.subject_id);
    std::erase_if(found,
                  [&](const Duty& duty) { return query.state && duty.state != *query.state; });
  }
  Page page;
  Viewer viewer(tx, vault_, actor, now);
  if (query.subject_id.empty() && found.size() > query.limit) {
    found.pop_back();
    page.next = cursor_of(found.back());
  }
  for (const Duty& duty : found) {
    if (allowed(actor, Permission::duties_read, duty, today)) {
      page.items.push_back(viewer.view(duty));
    }
  }
  return page;
}

Board Operations::board(platform::Transaction& tx, base::Timestamp now, const access::Actor& actor,
                        Scope scope) const {
  const base::Date today = base::local_date(now);
  const auto keys = keys_of(actor, scope, today);
  Viewer viewer(tx, vault_, actor, now);
  Board board;
  for (const auto& entry : kBoardColumnNames) {
    Board::Column& column = board.columns.at(static_cast<std::size_t>(entry.value));
    const Heads heads = column_heads(tx, keys, entry.value, now, kBoardCards);
    for (const Duty& duty : nearest(tx, heads, kBoardCards)) {
      if (!allowed(actor, Permission::duties_read, duty, today)) continue;
      column.cards.push_back(viewer.view(duty));
    }
    column.count =
        heads.size() < kBoardCards ? column.cards.size() : count_column(tx, keys, entry.value, now);
  }
  board.by_agency = agency_lines(tx, now, actor, viewer);
  return board;
}

Counts Operations::counts(platform::Transaction& tx, base::Timestamp now,
                          const access::Actor& actor) const {
  const auto keys = keys_of(actor, Scope::mine, base::local_date(now));
  Counts counts;
  for (const auto& entry : kBoardColumnNames) {
    const std::size_t count = count_column(tx, keys, entry.value, now);
    counts.open += count;
    if (entry.value == BoardColumn::overdue) counts.overdue = count;
  }
  return counts;
}

}  // namespace hd::duties
