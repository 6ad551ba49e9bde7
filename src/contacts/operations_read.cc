// Reading: lists, searches, earlier versions, and what may be done next.

#include <utility>

#include "audit/audit.h"
#include "base/phone.h"
#include "contacts/check.h"
#include "contacts/operations.h"
#include "platform/cursor.h"

namespace hd::contacts {
namespace {

using access::Permission;
using platform::Transaction;

constexpr std::size_t kSearchLimit = 50;

audit::Entry entry_of(std::string_view action, const std::string& id,
                      const access::Decision& decision) {
  return {.action = "contact." + std::string(action),
          .object_kind = "contact",
          .object_id = id,
          .marks = decision.marks,
          .post = decision.post,
          .rule = decision.rule};
}

bool may(const Who& who, Permission action, const directory::OrgId& hotline, access::Stage stage,
         bool own) {
  const access::Object object{.stage = stage,
                              .author = own ? std::optional(who.actor.user) : std::nullopt,
                              .owner_org = hotline};
  return access::decide(who.actor, action, object, who.today()).allowed;
}

/// What decide() allows this viewer at each of their organisations.
std::vector<store::Scope> scopes_of(const Who& who,
                                    const std::optional<directory::OrgId>& hotline) {
  using access::Stage;
  std::vector<store::Scope> scopes;
  for (const auto& org : who.actor.organisations(who.today())) {
    if (hotline && *hotline != org) continue;
    const auto sees = [&](Stage stage, bool own) {
      return may(who, Permission::contacts_read, org, stage, own);
    };
    const store::Scope scope{.hotline = org,
                             .own_drafts = sees(Stage::draft, true),
                             .other_drafts = sees(Stage::draft, false),
                             .own_finals = sees(Stage::final, true),
                             .other_finals = sees(Stage::final, false)};
    if (scope != store::Scope{.hotline = org}) scopes.push_back(scope);
  }
  return scopes;
}

std::string cursor_of(const Contact& last) {
  return platform::write_cursor({last.started_at, last.id.str()});
}

/// A malformed cursor starts at the beginning: it is ours, so only an experimenter sees it.
std::optional<store::Position> position_of(const std::string& cursor) {
  const auto place = platform::read_cursor(cursor);
  if (!place || place->id.empty()) return std::nullopt;
  return store::Position{place->at, place->id};
}

}  // namespace

Page Operations::list(Transaction& tx, const Who& who, const Filter& filter) {
  store::Query query{.scopes = scopes_of(who, filter.hotline),
                     .viewer = who.actor.user,
                     .state = filter.state,
                     .kind = filter.kind,
                     .channel = filter.channel,
                     .number = filter.number,
                     .counsellor = filter.counsellor,
                     .at_risk_only = filter.at_risk_only,
                     .after = position_of(filter.cursor),
                     .limit = filter.limit + 1};
  if (filter.from) query.from = base::start_of_day(*filter.from);
  if (filter.to) query.to = base::end_of_day(*filter.to);
  Page page{.items = store_.list(tx, who.opening(""), query), .next = {}};
  if (page.items.size() > filter.limit) {
    page.items.pop_back();
    page.next = cursor_of(page.items.back());
  }
  return page;
}

base::Result<std::vector<Contact>> Operations::search(
    Transaction& tx, const Who& who, const std::string& phone,
    const std::optional<directory::OrgId>& hotline) {
  const auto normal = base::normal_phone(phone);
  if (!normal) return base::invalid({{"phone", "malformed_phone"}});
  store::Query query{.scopes = {}, .viewer = who.actor.user, .state = {}, .limit = kSearchLimit};
  access::Decision decision;
  for (const auto& scope : scopes_of(who, hotline)) {
    const auto found =
        access::decide(who.actor, Permission::contacts_search,
                       {.stage = access::Stage::final, .owner_org = scope.hotline}, who.today());
    if (!found) continue;
    decision = found;
    query.scopes.push_back(scope);
  }
  auto contacts = store_.with_phone(tx, who.opening(""), query, *normal);
  audit::record(tx, who.now, who.actor, entry_of("search", "", decision));
  return contacts;
}

base::Result<std::string> Operations::reveal_phone(Transaction& tx, const Who& who,
                                                   const ContactId& id, const std::string& reason) {
  const auto loaded = load(tx, who, id, Permission::contacts_read);
  if (!loaded) return loaded.error();
  if (reason.empty()) return base::invalid({{"reason", "required"}});
  store_.note_reveal(tx, loaded->contact, who.actor.user, who.now, reason);
  auto entry = entry_of("reveal", id.str(), loaded->decision);
  entry.purpose = "stated_reason";
  audit::record(tx, who.now, who.actor, entry);
  return loaded->contact.identity.phone;
}

base::Result<std::vector<Operations::Version>> Operations::versions(Transaction& tx, const Who& who,
                                                                    const ContactId& id) {
  const auto loaded = load(tx, who, id, Permission::contacts_read);
  if (!loaded) return loaded.error();
  audit::record(tx, who.now, who.actor, entry_of("open_versions", id.str(), loaded->decision));
  const Contact& current = loaded->contact;
  Version next{.contact = current,
               .at = store_.finalised_at(tx, id).value_or(current.updated_at),
               .by = current.counsellor,
               .reason = {}};
  std::vector<Version> found;
  for (auto& old : store_.versions(tx, who.opening(id.str()), current)) {
    next.contact = std::move(old.contact);
    found.push_back(next);
    next = {.contact = current,
            .at = old.replaced_at,
            .by = old.replaced_by,
            .reason = std::move(old.reason)};
  }
  found.push_back(std::move(next));
  return found;
}

std::vector<store::Store::FollowUp> Operations::follow_ups(Transaction& tx, const Who& who,
                                                           const Contact& contact) {
  return store_.follow_ups(tx, who.opening(contact.id.str()), contact);
}

bool Operations::leads(const Who& who, const Contact& contact) const {
  return may(who, Permission::contacts_supervise, contact.hotline, access::Stage::draft, false);
}

std::vector<std::string> Operations::next_actions(const Who& who, const Contact& contact) const {
  const auto allows = [&](Permission action) {
    return access::decide(who.actor, action, object_of(contact), who.today()).allowed;
  };
  std::vector<std::string> actions;
  const auto add = [&](bool possible, std::string_view name) {
    if (possible) actions.emplace_back(name);
  };
  if (contact.state == State::discarded) return actions;
  const bool reads = allows(Permission::contacts_read);
  if (contact.state == State::draft) {
    const bool holds = allows(Permission::contacts_take);
    const bool supervises = allows(Permission::contacts_supervise);
    add(holds, "edit");
    add(holds, "finalise");
    add(holds || supervises, "discard");
    add(supervises && !holds, "take_over");
  } else {
    add(allows(Permission::contacts_amend), "amend");
    add(reads && is_denunciation(contact), "forward");
  }
  add(reads && !contact.at_risk, "flag_risk");
  add(contact.at_risk && leads(who, contact), "clear_risk");
  add(reads, "book_follow_up");
  add(allows(Permission::connections_ask), "start_connection");
  add(reads && !contact.identity.phone.empty(), "reveal_phone");
  return actions;
}

std::vector<Forwarding> Operations::forwardings(Transaction& tx, const Who& who,
                                                const Contact& contact) {
  return store_.forwardings(tx, who.opening(contact.id.str()), contact);
}

base::Result<Contact> Operations::for_forwarding(Transaction& tx, const Who& who,
                                                 const ContactId& id) {
  const auto loaded = load(tx, who, id, Permission::contacts_read);
  if (!loaded) return loaded.error();
  return loaded->contact;
}

std::vector<Contact> Operations::by_ids(Transaction& tx, const Who& who,
                                        const std::vector<std::string>& ids) {
  return store_.by_ids(tx, who.opening(""), ids);
}

void Operations::scan_facts(Transaction& tx, const directory::OrgId& hotline, base::Timestamp since,
                            const std::function<bool(const store::Mark&)>& wanted,
                            const std::function<void(const Contact&, base::Timestamp)>& each) {
  store_.scan_facts(tx, hotline, since, wanted, each);
}

}  // namespace hd::contacts
