#include "connections/operations.h"

#include <algorithm>
#include <set>
#include <utility>

#include "accounts/operations_people.h"
#include "audit/audit.h"
#include "base/id.h"
#include "connections/store.h"
#include "directory/operations.h"
#include "platform/outbox.h"

namespace hd::connections {
namespace {

using access::Permission;

constexpr std::string_view kKind = "connection";

/// Organisations whose browsers hear of a change.
std::set<directory::OrgId> listeners(const Connection& connection) {
  std::set<directory::OrgId> orgs{connection.hotline};
  if (!connection.sent_at) return orgs;
  if (connection.target) orgs.insert(connection.target->org);
  if (connection.helper) orgs.insert(*connection.helper);
  if (connection.delegated_org) orgs.insert(*connection.delegated_org);
  return orgs;
}

void announce(platform::Transaction& tx, base::Timestamp now, const Connection& before,
              const Connection& after) {
  auto orgs = listeners(before);
  orgs.merge(listeners(after));
  for (const auto& org : orgs) {
    platform::publish(tx, now,
                      {.topic = "connection.changed",
                       .scope_org = org.str(),
                       .scope_user = {},
                       .object_kind = std::string(kKind),
                       .object_id = after.id.str()});
  }
}

void record(platform::Transaction& tx, const Who& who, const Connection& connection,
            std::string action, std::uint8_t marks) {
  audit::record(tx, who.now, who.actor,
                {.action = std::move(action),
                 .object_kind = std::string(kKind),
                 .object_id = connection.id.str(),
                 .marks = marks});
}

/// What the conversation already says about the person, in codes. No identity.
Card card_of(const contacts::Contact& contact) {
  return {.age_band = contact.facts.age_band,
          .sex = contact.facts.sex,
          .language = contact.facts.language,
          .province = contact.facts.province};
}

void apply(const Changes& changes, Connection& connection) {
  if (changes.needs) connection.told.needs = *changes.needs;
  if (changes.urgency) connection.urgency = *changes.urgency;
  if (changes.card) connection.told.card = *changes.card;
  if (changes.target) connection.target = *changes.target;
  if (changes.channel_used) connection.channel_used = *changes.channel_used;
  if (changes.agreed_measure) connection.told.agreed_measure = *changes.agreed_measure;
}

/// Somebody of the asked body can sign in and answer.
bool answers_here(platform::Transaction& tx, const Who& who, const Connection& connection) {
  return connection.target && accounts::has_active_account(tx, connection.target->org, who.today());
}

/// Oldest first, along the links; times may be equal.
std::vector<Connection> in_order(std::vector<Connection> chain) {
  for (std::size_t i = 0; i < chain.size(); ++i) {
    const auto next = std::find_if(chain.begin() + static_cast<std::ptrdiff_t>(i), chain.end(),
                                   [&](const Connection& link) {
                                     return i == 0 ? !link.parent : link.parent == chain[i - 1].id;
                                   });
    if (next != chain.end()) std::iter_swap(chain.begin() + static_cast<std::ptrdiff_t>(i), next);
  }
  return chain;
}

/// Content that this person may not see is not there.
void redact(Connection& connection, std::uint8_t marks) {
  if ((marks & access::kWork) == 0) connection.told = {};
}

void redact(std::vector<Entry>& entries, std::uint8_t marks) {
  if ((marks & access::kNarrative) != 0) return;
  for (Entry& entry : entries) {
    const bool addressed = entry.kind == "message" && (marks & access::kWork) != 0;
    if (!addressed) entry.texts.clear();
  }
}

}  // namespace

base::Result<Operations::Loaded> Operations::load(platform::Transaction& tx, const Who& who,
                                                  const ConnectionId& id) {
  auto connection = store::find({tx, vault_, who.actor.session}, id);
  if (!connection) return base::not_found();
  const auto decision =
      access::decide(who.actor, Permission::connections_read, object_of(*connection), who.today());
  const auto side = side_of(who.actor, *connection, who.today());
  if (!decision || !side) return base::not_found();
  return Loaded{std::move(*connection), *side, decision.marks};
}

base::Result<Operations::Step> Operations::begin(platform::Transaction& tx, const Who& who,
                                                 const ConnectionId& id, std::int64_t version,
                                                 Action action) {
  const auto loaded = load(tx, who, id);
  if (!loaded) return loaded.error();
  if (loaded->connection.version != version) return base::stale(loaded->connection.version);
  const auto status = advance(loaded->connection.status, action, loaded->side);
  if (!status) return status.error();
  if (is_on_behalf(action, loaded->side) && answers_here(tx, who, loaded->connection)) {
    return base::Error{base::ErrorKind::conflict, "connection.agency_has_accounts"};
  }
  Step step{.before = *loaded, .next = loaded->connection};
  step.next.status = *status;
  step.next.updated_at = who.now;
  ++step.next.version;
  return step;
}

Seen Operations::seen(platform::Transaction& tx, const Who& who, const Loaded& loaded) {
  const Connection& connection = loaded.connection;
  Seen shown{.connection = connection, .side = loaded.side, .marks = loaded.marks};
  const auto needed =
      loaded.side == Side::hotline ? Permission::connections_ask : Permission::connections_answer;
  if (access::decide(who.actor, needed, object_of(connection), who.today())) {
    shown.next_actions = next_actions(connection.status, loaded.side);
    std::erase_if(shown.next_actions, [&](Action action) {
      return (action == Action::draft_written_report && connection.report.has_value()) ||
             (is_on_behalf(action, loaded.side) && answers_here(tx, who, connection));
    });
  }
  for (const auto& duty : duties::open_of_subject(tx, connection.id.str())) {
    if ((duty.org == connection.hotline) != (loaded.side == Side::hotline)) continue;
    if (!duty.due_at) continue;
    if (!shown.due_at || *duty.due_at < *shown.due_at) shown.due_at = duty.due_at;
  }
  shown.overdue = shown.due_at && *shown.due_at < who.now;
  redact(shown.connection, loaded.marks);
  return shown;
}

void Operations::write_entry(platform::Transaction& tx, const Who& who,
                             const Connection& connection, Side side, Entry entry) {
  entry.id = base::random_uuid();
  entry.at = who.now;
  entry.side = side;
  if (side != Side::system) entry.by = who.actor.user;
  if (side == Side::hotline) entry.org = connection.hotline;
  if (side == Side::agency && connection.target) entry.org = connection.target->org;
  if (side == Side::unit) entry.org = connection.delegated_org;
  store::add_entry({tx, vault_, who.actor.session}, connection, entry);
}

Seen Operations::keep(platform::Transaction& tx, const Who& who, const Step& step, Entry entry,
                      Action action) {
  const Loaded& before = step.before;
  Connection next = step.next;
  if (has_ended(next.status)) next.ended_at = who.now;
  if (!store::update({tx, vault_, who.actor.session}, next)) {
    throw platform::DbError(platform::DbProblem::busy, "a connection changed meanwhile");
  }
  // Who gives a delegation back is still its unit in the line that says so.
  if (!entry.kind.empty()) {
    write_entry(tx, who, before.connection, before.side, std::move(entry));
  }
  record(tx, who, next, "connection." + std::string(base::name_of(kActionNames, action)),
         before.marks);
  announce(tx, who.now, before.connection, next);
  return seen(tx, who, {std::move(next), before.side, before.marks});
}

void Operations::note_change(platform::Transaction& tx, const Who& who, const Connection& before,
                             const Connection& after, const std::string& action) {
  record(tx, who, after, action, access::kWork);
  announce(tx, who.now, before, after);
}

base::Result<Seen> Operations::make_draft(platform::Transaction& tx, const Who& who,
                                          Connection draft) {
  const auto asks =
      access::decide(who.actor, Permission::connections_ask, object_of(draft), who.today());
  if (!asks) return base::not_found();
  if (const auto checked = check_content(tx, who, draft); !checked) return checked.error();
  store::insert({tx, vault_, who.actor.session}, draft);
  write_entry(tx, who, draft, Side::hotline, {.kind = "draft_made"});
  record(tx, who, draft, "connection.create", access::kWork);
  announce(tx, who.now, draft, draft);
  return seen(tx, who, {std::move(draft), Side::hotline, asks.marks});
}

base::Result<Seen> Operations::create(platform::Transaction& tx, const Who& who,
                                      const contacts::ContactId& contact_id,
                                      const Changes& content) {
  const auto contact = contacts_.open(tx, who, contact_id);
  if (!contact) return contact.error();
  const ConnectionId id = ConnectionId::random();
  Connection draft{.id = id,
                   .hotline = contact->hotline,
                   .author = who.actor.user,
                   .contact = contact_id,
                   .contact_number = contact->number,
                   .root = id,
                   .created_at = who.now,
                   .updated_at = who.now};
  draft.told.card = card_of(*contact);
  apply(content, draft);
  return make_draft(tx, who, std::move(draft));
}

base::Result<Seen> Operations::edit(platform::Transaction& tx, const Who& who,
                                    const ConnectionId& id, std::int64_t version,
                                    const Changes& changes) {
  auto step = begin(tx, who, id, version, Action::edit);
  if (!step) return step.error();
  apply(changes, step->next);
  if (const auto checked = check_content(tx, who, step->next); !checked) return checked.error();
  return keep(tx, who, *step, {}, Action::edit);
}

base::Result<Whole> Operations::open(platform::Transaction& tx, const Who& who,
                                     const ConnectionId& id) {
  auto loaded = load(tx, who, id);
  if (!loaded) return loaded.error();
  record(tx, who, loaded->connection, "connection.open", loaded->marks);
  return after_change(tx, who, loaded->connection, loaded->side);
}

Whole Operations::after_change(platform::Transaction& tx, const Who& who,
                               const Connection& connection, Side side) {
  const store::Place place{tx, vault_, who.actor.session};
  const auto current = store::find(place, connection.id);
  const auto decision =
      access::decide(who.actor, Permission::connections_read, object_of(*current), who.today());
  Whole whole{.seen = seen(tx, who, {*current, side, decision.marks})};
  whole.entries = store::entries(place, *current);
  redact(whole.entries, decision.marks);
  if (!decision) {
    std::erase_if(whole.entries, [&](const Entry& entry) { return entry.side != side; });
  }
  for (auto& view : duties_.of_subject(tx, who.now, who.actor, current->id.str())) {
    const bool of_hotline = view.duty.org == current->hotline;
    if (decision && of_hotline == (side == Side::hotline)) whole.clocks.push_back(std::move(view));
  }
  // The hotline follows the clocks of those it asked as well.
  if (side == Side::hotline) {
    whole.clocks = duties_.of_subject(tx, who.now, who.actor, current->id.str());
    whole.chain = in_order(store::chain(place, current->root));
  } else {
    whole.chain = {whole.seen.connection};
  }
  if (current->report && decision) {
    auto report = documents_.open(tx, who.now, who.actor, *current->report);
    if (report) whole.report = std::move(*report);
  }
  return whole;
}

}  // namespace hd::connections
