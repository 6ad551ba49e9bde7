// Lists, and the clock that ends what nobody answers. What a list shows is what open() opens: every
// record is asked once more before it is shown.

#include <utility>

#include "audit/audit.h"
#include "platform/cursor.h"
#include "platform/outbox.h"
#include "referrals/operations.h"
#include "referrals/store.h"

namespace hd::referrals {
namespace {

using access::Permission;
using store::Column;

constexpr std::int64_t kBatch = 100;

struct Key {
  Column column;
  std::string value;
  auto operator<=>(const Key&) const = default;
};

bool manages(const access::Actor& actor, const directory::OrgId& org, base::Date today) {
  const access::Object object{.stage = access::Stage::accepted, .owner_org = org};
  return access::decide(actor, Permission::referrals_read, object, today).allowed;
}

bool answers_for(const access::Actor& actor, const directory::OrgId& org, base::Date today) {
  const access::Object object{.stage = access::Stage::accepted, .receiver_orgs = {org}};
  return access::decide(actor, Permission::referrals_read, object, today).allowed;
}

std::vector<Key> keys_of(const Who& who, const Filter& filter) {
  std::vector<Key> keys;
  const base::Date today = who.today();
  if (!filter.unit.empty()) {
    return {{Column::target_unit, filter.unit}, {Column::delegated_unit, filter.unit}};
  }
  if (filter.scope != ListScope::inbox) {
    if (!filter.case_file.empty()) return {{Column::case_file, filter.case_file}};
    keys.push_back({Column::author, who.actor.user.str()});
    keys.push_back({Column::lead, who.actor.user.str()});
    keys.push_back({Column::member, who.actor.user.str()});
  }
  for (const auto& org : who.actor.organisations(today)) {
    if (filter.scope != ListScope::inbox && manages(who.actor, org, today)) {
      keys.push_back({Column::sender, org.str()});
    }
    if (filter.scope != ListScope::sent && answers_for(who.actor, org, today)) {
      keys.push_back({Column::target, org.str()});
    }
  }
  if (filter.scope == ListScope::sent) return keys;
  for (const access::Post& post : who.actor.posts) {
    if (!post.valid_on(today) || !post.unit) continue;
    keys.push_back({Column::target_unit, post.unit->str()});
    keys.push_back({Column::delegated_unit, post.unit->str()});
  }
  return keys;
}

}  // namespace

base::Result<Page> Operations::list(platform::Transaction& tx, const Who& who,
                                    const Filter& filter) {
  const auto cursor = platform::read_cursor(filter.cursor);
  if (!cursor) return cursor.error();
  std::vector<Referral> found;
  for (const Key& key : keys_of(who, filter)) {
    store::Slice asked{.column = key.column,
                       .value = key.value,
                       .case_file = filter.case_file,
                       .not_ended = filter.not_ended,
                       .before_at = cursor->at,
                       .before_id = cursor->id,
                       .limit = static_cast<std::int64_t>(filter.limit) + 1};
    if (filter.status) asked.status = base::name_of(kStatusNames, *filter.status);
    for (Referral& referral : store::slice({tx, vault_, who.actor.session}, asked)) {
      found.push_back(std::move(referral));
    }
  }
  auto latest = platform::latest_first(std::move(found), filter.limit);
  Page page{.items = {}, .next = std::move(latest.next)};
  for (Referral& referral : latest.items) {
    const auto loaded = look(tx, who, std::move(referral));
    if (!loaded) continue;
    if (filter.scope == ListScope::inbox && loaded->side == Side::sender) continue;
    if (filter.scope == ListScope::sent && loaded->side != Side::sender) continue;
    page.items.push_back(seen(tx, who, *loaded));
  }
  return page;
}

std::vector<Seen> Operations::waiting(platform::Transaction& tx, const Who& who,
                                      std::size_t limit) {
  constexpr std::size_t kLookedAt = 200;
  const auto page = list(tx, who, {.not_ended = true, .limit = kLookedAt});
  std::vector<Seen> found;
  for (const Seen& seen : page->items) {
    if (found.size() < limit && seen.referral.turn() == seen.side) found.push_back(seen);
  }
  return found;
}

std::size_t Operations::expire_due(platform::Database& database, base::Timestamp now) {
  const access::Actor system = access::system_actor();
  const Who who{system, now};
  const auto ids =
      database.read([&](platform::Transaction& tx) { return store::unanswered(tx, now, kBatch); });
  std::size_t expired = 0;
  for (const ReferralId& id : ids) {
    expired += database.write([&](platform::Transaction& tx) {
      auto referral = store::find({tx, vault_}, id);
      if (!referral || !referral->expires_at || *referral->expires_at > now) return 0U;
      const auto status = advance(referral->status, Action::expire, Side::system);
      if (!status) return 0U;
      Referral next = *referral;
      next.status = *status;
      next.expires_at.reset();
      next.updated_at = now;
      ++next.version;
      settle(tx, who, next, "referral_answer", duties::End::cancelled, "expired");
      settle(tx, who, next, "referral_unit_answers", duties::End::cancelled, "expired");
      if (!open_duty(tx, who, next, "R31", "", Side::sender)) return 0U;
      if (!store::update({tx, vault_}, next)) return 0U;
      write_entry(tx, who, next, Side::system, {.kind = "expired"});
      tell_sender(tx, who, next, "expired");
      audit::record(
          tx, now, system,
          {.action = "referral.expire", .object_kind = "referral", .object_id = next.id.str()});
      for (const auto& org : {next.sender, next.target->org}) {
        platform::publish(tx, now,
                          {.topic = "referral.changed",
                           .scope_org = org.str(),
                           .scope_user = {},
                           .object_kind = "referral",
                           .object_id = next.id.str()});
      }
      return 1U;
    });
  }
  return expired;
}

}  // namespace hd::referrals
