#include "referrals/operations.h"

#include <algorithm>
#include <set>
#include <utility>

#include "audit/audit.h"
#include "base/id.h"
#include "platform/outbox.h"
#include "referrals/routes.h"
#include "referrals/store.h"

namespace hd::referrals {
namespace {

using access::Permission;

constexpr std::string_view kKind = "referral";
constexpr std::string_view kCallPolice = "referral_call_police";
constexpr std::string_view kPersonCallsPolice = "person_call_focal_point";

/// Organisations whose browsers hear of a change.
std::set<directory::OrgId> listeners(const Referral& referral) {
  std::set<directory::OrgId> orgs{referral.sender};
  if (!referral.sent_at) return orgs;
  if (referral.target) orgs.insert(referral.target->org);
  if (referral.delegated_org) orgs.insert(*referral.delegated_org);
  return orgs;
}

void announce(platform::Transaction& tx, base::Timestamp now, const Referral& before,
              const Referral& after) {
  auto orgs = listeners(before);
  orgs.merge(listeners(after));
  for (const auto& org : orgs) {
    platform::publish(tx, now,
                      {.topic = "referral.changed",
                       .scope_org = org.str(),
                       .scope_user = {},
                       .object_kind = std::string(kKind),
                       .object_id = after.id.str()});
  }
}

void record(platform::Transaction& tx, const Who& who, const Referral& referral, std::string action,
            const access::Decision& decision) {
  audit::record(tx, who.now, who.actor,
                {.action = std::move(action),
                 .object_kind = std::string(kKind),
                 .object_id = referral.id.str(),
                 .marks = decision.marks,
                 .post = decision.post,
                 .rule = decision.rule});
}

void apply(const Changes& changes, Referral& referral) {
  if (changes.accompanying) referral.told.accompanying = *changes.accompanying;
  if (changes.needs) referral.told.needs = *changes.needs;
  if (changes.urgency) referral.urgency = *changes.urgency;
  if (changes.target) referral.target = *changes.target;
  if (changes.channel_used) referral.channel_used = *changes.channel_used;
  if (changes.province) referral.told.card.province = *changes.province;
  if (changes.summary) referral.told.card.summary = *changes.summary;
}

/// The side from which the deciding right comes.
Side side_of(const access::Actor& actor, const Referral& referral,
             const access::Decision& decision) {
  const auto relation = access::rules()[static_cast<std::size_t>(decision.rule)].relation;
  if (relation != access::Relation::receiver && relation != access::Relation::delegate) {
    return Side::sender;
  }
  const auto post = std::ranges::find(actor.posts, decision.post, &access::Post::id);
  const bool of_delegate = post != actor.posts.end() && post->unit &&
                           post->unit == referral.delegated_unit &&
                           post->role == access::Role::unit_officer;
  return of_delegate ? Side::unit : Side::receiver;
}

Permission needed_for(Action action, Side side) {
  if (action == Action::open_emergency) return Permission::referrals_approve;
  return side == Side::sender ? Permission::referrals_ask : Permission::referrals_answer;
}

}  // namespace

std::optional<Operations::Loaded> Operations::look(platform::Transaction& tx, const Who& who,
                                                   Referral referral) {
  auto object = object_of(tx, vault_, who, referral);
  if (!object) return std::nullopt;
  const auto decision = access::decide(who.actor, Permission::referrals_read, *object, who.today());
  if (!decision) return std::nullopt;
  const Side side = side_of(who.actor, referral, decision);
  return Loaded{std::move(referral), side, std::move(*object), decision};
}

base::Result<Operations::Loaded> Operations::load(platform::Transaction& tx, const Who& who,
                                                  const ReferralId& id) {
  auto referral = store::find({tx, vault_, who.actor.session}, id);
  if (!referral) return base::not_found();
  auto loaded = look(tx, who, std::move(*referral));
  if (!loaded) return base::not_found();
  return std::move(*loaded);
}

bool Operations::may_act(const Who& who, const Loaded& loaded, Action action) const {
  const auto needed = needed_for(action, loaded.side);
  return access::decide(who.actor, needed, loaded.object, who.today()).allowed;
}

base::Result<Operations::Act> Operations::begin(platform::Transaction& tx, const Who& who,
                                                const ReferralId& id, std::int64_t version,
                                                Action action) {
  auto loaded = load(tx, who, id);
  if (!loaded) return loaded.error();
  if (!may_act(who, *loaded, action)) return base::not_found();
  if (loaded->referral.version != version) return base::stale(loaded->referral.version);
  const auto status = advance(loaded->referral.status, action, loaded->side);
  if (!status) return status.error();
  Act act{.before = *loaded, .next = loaded->referral};
  act.next.status = *status;
  act.next.updated_at = who.now;
  ++act.next.version;
  return act;
}

Seen Operations::seen(platform::Transaction& tx, const Who& who, const Loaded& loaded) {
  const Referral& referral = loaded.referral;
  Seen shown{.referral = referral, .side = loaded.side, .marks = loaded.decision.marks};
  for (const Action action : next_actions(referral.status, loaded.side)) {
    if (may_act(who, loaded, action)) shown.next_actions.push_back(action);
  }
  std::erase_if(shown.next_actions, [&](Action action) {
    return (action == Action::open_emergency && referral.emergency) ||
           (action == Action::accept && referral.accepted_at) ||
           (action == Action::arrive && referral.arrived_at) ||
           (action == Action::release_pack && referral.pack_released_at) ||
           (action == Action::depart && !referral.accepted_at && !referral.emergency) ||
           (action == Action::record_abroad_call && referral.route != Route::from_abroad);
  });
  for (const auto& duty : duties::open_of_subject(tx, referral.id.str())) {
    if ((duty.org == referral.sender) != (loaded.side == Side::sender) || !duty.due_at) continue;
    if (!shown.due_at || *duty.due_at < *shown.due_at) shown.due_at = duty.due_at;
  }
  shown.overdue = shown.due_at && *shown.due_at < who.now;
  if ((loaded.decision.marks & access::kWork) == 0) shown.referral.told = {};
  return shown;
}

void Operations::write_entry(platform::Transaction& tx, const Who& who, const Referral& referral,
                             Side side, Entry entry) {
  entry.id = base::random_uuid();
  entry.at = who.now;
  entry.side = side;
  if (side != Side::system) entry.by = who.actor.user;
  if (side == Side::sender) entry.org = referral.sender;
  if (side == Side::receiver && referral.target) entry.org = referral.target->org;
  if (side == Side::unit) entry.org = referral.delegated_org;
  store::add_entry({tx, vault_, who.actor.session}, referral, entry);
  tell_case(tx, vault_, who, referral, entry);
}

Seen Operations::keep(platform::Transaction& tx, const Who& who, const Act& act, Entry entry,
                      Action action) {
  const Loaded& before = act.before;
  Referral next = act.next;
  if (has_ended(next.status) && !next.ended_at) next.ended_at = who.now;
  if (!store::update({tx, vault_, who.actor.session}, next)) {
    throw platform::DbError(platform::DbProblem::busy, "a referral changed meanwhile");
  }
  if (!entry.kind.empty()) {
    // Who gives a delegation back is still its unit in the line that says so.
    if (before.side != Side::sender) tell_sender(tx, who, next, entry.kind);
    Referral as_written = next;
    as_written.delegated_org = before.referral.delegated_org;
    write_entry(tx, who, as_written, before.side, std::move(entry));
  }
  settle_skipped(tx, who, next);
  record(tx, who, next, "referral." + std::string(base::name_of(kActionNames, action)),
         before.decision);
  announce(tx, who.now, before.referral, next);
  auto after = look(tx, who, next);
  if (!after) return {.referral = next, .side = before.side};
  after->side = before.side;
  return seen(tx, who, *after);
}

base::Result<Seen> Operations::make_draft(platform::Transaction& tx, const Who& who,
                                          Referral draft) {
  const auto object = object_of(tx, vault_, who, draft);
  if (!object) return base::not_found();
  const auto asks = access::decide(who.actor, Permission::referrals_ask, *object, who.today());
  if (!asks) return base::not_found();
  if (const auto checked = check_content(tx, who, draft); !checked) return checked.error();
  if (const auto routed = open_route(tx, who, draft); !routed) return routed.error();
  store::insert({tx, vault_, who.actor.session}, draft);
  write_entry(tx, who, draft, Side::sender, {.kind = "draft_made"});
  record(tx, who, draft, "referral.create", asks);
  announce(tx, who.now, draft, draft);
  return seen(tx, who, {std::move(draft), Side::sender, *object, asks});
}

base::Result<base::Done> Operations::open_route(platform::Transaction& tx, const Who& who,
                                                Referral& referral) {
  const auto subject = subject_of(tx, vault_, who, referral.person);
  if (!subject) return base::not_found();
  const Route before = referral.route;
  referral.route = route_of(subject->vietnamese, subject->abroad, referral.told.needs);
  referral.told.card =
      card_of(tx, *subject, referral.told.card, referral.told.accompanying.size(), who.today());
  // the duty to call the criminal police begins when it is known that she is abroad.
  const bool newly_abroad = referral.route == Route::from_abroad && before != Route::from_abroad;
  const bool known = person_has_duty(tx, referral.person, kPersonCallsPolice);
  if (newly_abroad && !referral.police_told && !known) {
    const auto opened = open_duty(tx, who, referral, "T5", kCallPolice, Side::sender);
    if (!opened) return opened.error();
  }
  return base::Done{};
}

base::Result<Seen> Operations::create(platform::Transaction& tx, const Who& who,
                                      const cases::CaseId& case_id, const cases::PersonId& person,
                                      const Changes& content) {
  const auto subject = subject_of(tx, vault_, who, person);
  if (!subject || subject->person.case_file != case_id) return base::not_found();
  const auto lead = case_lead(tx, vault_, who, case_id);
  if (!lead) return base::not_found();
  const ReferralId id = ReferralId::random();
  Referral draft{.id = id,
                 .case_id = case_id,
                 .case_number = lead->number,
                 .person = person,
                 .sender = lead->org,
                 .author = who.actor.user,
                 .root = id,
                 .created_at = who.now,
                 .updated_at = who.now};
  apply(content, draft);
  return make_draft(tx, who, std::move(draft));
}

base::Result<Seen> Operations::edit(platform::Transaction& tx, const Who& who, const ReferralId& id,
                                    std::int64_t version, const Changes& changes) {
  auto act = begin(tx, who, id, version, Action::edit);
  if (!act) return act.error();
  apply(changes, act->next);
  if (const auto checked = check_content(tx, who, act->next); !checked) return checked.error();
  if (const auto routed = open_route(tx, who, act->next); !routed) return routed.error();
  return keep(tx, who, *act, {}, Action::edit);
}

Facts Operations::facts_of(platform::Transaction& tx, const Who& who, const Referral& referral) {
  const store::Place place{tx, vault_, who.actor.session};
  Facts facts;
  const AsksCase asks(tx, referral);
  if (const auto subject = subject_of(tx, vault_, who, referral.person)) {
    facts.traveller = subject->traveller;
    facts.abroad = subject->vietnamese && subject->abroad;
  }
  facts.consent = consent_of(tx, referral, who.today());
  facts.overridden = override_of(tx, referral, who.now);
  facts.needs_named = !referral.told.needs.empty();
  facts.target_named = referral.target.has_value();
  facts.abroad_told =
      referral.police_told || person_has_duty(tx, referral.person, kPersonCallsPolice);
  for (const auto& duty : duties::open_of_subject(tx, referral.id.str())) {
    if (duty.kind == kCallPolice) facts.abroad_told = true;
  }
  facts.departed = referral.departed_at.has_value();
  facts.handed_over = referral.handed_over_at.has_value();
  facts.emergency = referral.emergency.has_value();
  facts.record_written = store::hand_over(place, referral).has_value();
  facts.signatures_missing = signatures_missing(store::signatures(place, referral));
  for (const FollowUp& follow_up : store::follow_ups(place, referral)) {
    if (follow_up.evaluation) ++facts.evaluations;
  }
  return facts;
}

base::Result<Whole> Operations::open(platform::Transaction& tx, const Who& who,
                                     const ReferralId& id) {
  const auto loaded = load(tx, who, id);
  if (!loaded) return loaded.error();
  record(tx, who, loaded->referral, "referral.open", loaded->decision);
  const bool shown = (loaded->decision.marks & access::kIdentity) != 0;
  if (shown && loaded->side != Side::sender) {  // travel, papers and hand-over tell who she is
    note_disclosed(tx, who, loaded->referral, recipient_of(loaded->referral, loaded->side),
                   loaded->decision.marks);
  }
  return after_change(tx, who, id, loaded->side);
}

}  // namespace hd::referrals
