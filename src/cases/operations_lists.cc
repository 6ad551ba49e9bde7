// Lists. What a list shows is what open() opens: the slices follow from leading, belonging and
// managing, and every record is asked once more before it is shown.

#include <algorithm>
#include <charconv>
#include <utility>

#include "audit/audit.h"
#include "cases/limits.h"
#include "cases/operations_life.h"
#include "cases/store.h"
#include "cases/store_override.h"
#include "cases/store_people.h"
#include "platform/cursor.h"

namespace hd::cases {
namespace {

using access::Permission;
using store::Column;

std::optional<std::int64_t> read_number(std::string_view text) {
  std::int64_t number = 0;
  const auto* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  if (text.empty() || read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return number;
}

bool manages(const Who& who, const directory::OrgId& org) {
  const access::Object object{.stage = access::Stage::accepted, .owner_org = org};
  return access::decide(who.actor, Permission::cases_read, object, who.today()).allowed;
}

std::vector<store::Slice> slices_of(const Who& who, const Filter& filter,
                                    const platform::Cursor& cursor) {
  std::vector<store::Slice> slices;
  const auto add = [&](Column column, std::string value) {
    slices.push_back({.column = column,
                      .value = std::move(value),
                      .state = filter.state,
                      .identification = filter.identification,
                      .risk = filter.risk,
                      .before_at = cursor.at,
                      .before_id = cursor.id,
                      .limit = static_cast<std::int64_t>(filter.limit) + 1});
    if (column == Column::member) slices.back().closed_after = who.now - kMembersAfterClosing;
  };
  const auto wants = [&](ListScope scope) {
    return filter.scope == scope || filter.scope == ListScope::all;
  };
  if (wants(ListScope::mine)) add(Column::officer, who.actor.user.str());
  if (wants(ListScope::shared)) add(Column::member, who.actor.user.str());
  if (!wants(ListScope::organisation)) return slices;
  for (const auto& org : who.actor.organisations(who.today())) {
    if (manages(who, org)) add(Column::org, org.str());
  }
  return slices;
}

std::optional<duties::Duty> first_of(std::vector<duties::Duty> open) {
  const auto first = std::ranges::min_element(open, {}, &duties::Duty::clock_at);
  if (first == open.end()) return std::nullopt;
  return std::move(*first);
}

}  // namespace

base::Result<Page> Operations::list(platform::Transaction& tx, const Who& who,
                                    const Filter& filter) {
  const auto cursor = platform::read_cursor(filter.cursor);
  if (!cursor) return cursor.error();
  std::vector<Case> found;
  for (const store::Slice& slice : slices_of(who, filter, *cursor)) {
    for (Case& head : store::slice(tx, slice)) found.push_back(std::move(head));
  }
  auto latest = platform::latest_first(std::move(found), filter.limit);
  Page page{.items = {}, .next = std::move(latest.next)};
  for (Case& record : latest.items) {
    store::add_people(tx, record);
    const auto object = object_of(record, who.now);
    if (!access::decide(who.actor, Permission::cases_read, object, who.today())) continue;
    const auto relation = relation_of(who, record);
    auto next_duty = first_of(duties::open_of_subject(tx, record.id.str()));
    page.items.push_back(
        {.record = std::move(record), .relation = relation, .next_duty = std::move(next_duty)});
  }
  return page;
}

std::vector<Case> Operations::of_contact(platform::Transaction& tx, const Who& who,
                                         const contacts::ContactId& contact) {
  std::vector<Case> found;
  for (const CaseId& id : store::of_contact(tx, contact)) {
    auto loaded = load_case(tx, vault_, who, id, Permission::cases_read);
    if (loaded) found.push_back(std::move(loaded->record));
  }
  return found;
}

base::Result<TimelinePage> Operations::timeline(platform::Transaction& tx, const Who& who,
                                                const CaseId& id, const std::string& kind,
                                                const std::string& cursor, std::size_t limit) {
  const auto loaded = load_case(tx, vault_, who, id, Permission::cases_read);
  if (!loaded) return loaded.error();
  const auto below = cursor.empty() ? std::optional<std::int64_t>(0) : read_number(cursor);
  if (!below || *below < 0) return base::invalid({{"cursor", "malformed"}});
  record(tx, who, *loaded, "case.timeline");
  TimelinePage page;
  page.items = store::timeline({tx, vault_, who.actor.session}, id,
                               {.sight = sight_of(who, *loaded),
                                .kind = kind,
                                .before = *below,
                                .limit = static_cast<std::int64_t>(limit) + 1});
  if (page.items.size() > limit) {
    page.items.erase(page.items.begin() + static_cast<std::ptrdiff_t>(limit), page.items.end());
    page.next = std::to_string(page.items.back().number);
  }
  return page;
}

Operations::Around Operations::around(platform::Transaction& tx, const Who& who,
                                      const Loaded& loaded, duties::Operations& duties) {
  const store::Place place{tx, vault_, who.actor.session};
  const Case& record = loaded.record;
  const auto object = object_of(record, who.now);
  const auto may = [&](Permission permission) {
    return access::decide(who.actor, permission, object, who.today()).allowed;
  };
  Around around{.manages = may(Permission::cases_manage),
                .works = may(Permission::cases_work) && record.state != State::closed,
                .reveals = may(Permission::identity_reveal),
                .consents = may(Permission::consents_record) && record.state != State::closed,
                .refers = may(Permission::referrals_ask) && record.state != State::closed};
  around.persons = store::persons(place, record.id);
  around.needs = store::needs(place, record.id, kNeedsShown);
  if ((loaded.decision.marks & access::kNarrative) != 0) {
    around.conferences = store::conferences(place, record.id, kConferencesShown);
  }
  if (around.manages) around.exclusions = store::exclusions(place, record.id);
  around.duties = duties.of_subject(tx, who.now, who.actor, record.id.str());
  for (const Person& person : around.persons) {
    for (auto& view : duties.of_subject(tx, who.now, who.actor, person.id.str())) {
      around.duties.push_back(std::move(view));
    }
  }
  around.overrides = store::overrides_of_case(tx, record.id, who.now);
  std::erase_if(around.overrides, [&](const ConsentOverride& one) {
    return state_at(one, who.now) != OverrideState::in_force;
  });
  return around;
}

}  // namespace hd::cases
