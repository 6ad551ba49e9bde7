#include "cases/operations_override.h"

#include <algorithm>
#include <utility>

#include "audit/audit.h"
#include "calendar/operations.h"
#include "cases/operations_consent.h"
#include "cases/store_override.h"
#include "directory/operations.h"
#include "duties/operations.h"
#include "platform/outbox.h"

namespace hd::cases {
namespace {

using access::Permission;

constexpr std::string_view kLongest = "OVX";

base::Error wrong_state() {
  return {base::ErrorKind::conflict, "override.wrong_state"};
}

/// Until when one that is asked for now may hold; now, when no rule says so.
base::Timestamp latest_end(platform::Transaction& tx, base::Timestamp now) {
  const auto rule = calendar::rule_on(tx, kLongest, base::local_date(now));
  if (!rule) return now;
  const auto due = calendar::due_at(calendar::load(tx), now, rule->limit);
  return due && *due ? **due : now;
}

base::Result<base::Done> check_codes(platform::Transaction& tx, const ConsentOverride& asked,
                                     const Case& record, base::Date day) {
  std::vector<base::FieldError> complaints;
  const auto& directory = directory::current(tx);
  directory::code_list::check(directory, "override_reason", asked.reason, day, "reason",
                              complaints);
  if (directory.organisation(asked.recipient, day) == nullptr) {
    complaints.push_back({"recipient_organisation_id", "unknown_value"});
  } else if (asked.recipient == record.lead_org) {
    complaints.push_back({"recipient_organisation_id", "own_organisation"});
  }
  if (!complaints.empty()) return base::invalid(std::move(complaints));
  return base::Done{};
}

bool may(const Who& who, const Case& record, Permission permission) {
  return access::decide(who.actor, permission, object_of(record, who.now), who.today()).allowed;
}

std::vector<std::string> next_actions(const Who& who, const Case& record,
                                      const ConsentOverride& one) {
  std::vector<std::string> actions;
  const OverrideState state = state_at(one, who.now);
  const bool waits = state == OverrideState::requested || state == OverrideState::lapsed;
  const bool others = one.requested_by != who.actor.user;
  if (waits && others && may(who, record, Permission::overrides_approve)) {
    if (state == OverrideState::requested) actions.emplace_back("approve");
    actions.emplace_back("refuse");
  }
  if ((waits || state == OverrideState::in_force) && may(who, record, Permission::cases_manage)) {
    actions.emplace_back("end");
  }
  if (may(who, record, Permission::overrides_ask)) {
    for (const std::string_view act : owed(one)) actions.emplace_back(act);
  }
  return actions;
}

OverrideSeen seen(const Who& who, const PersonLoaded& loaded, ConsentOverride one) {
  auto actions = next_actions(who, loaded.record, one);
  return {std::move(one), loaded.decision.marks, std::move(actions)};
}

/// What is open to somebody has changed: the screens of whoever asked for it look again.
void announce(platform::Transaction& tx, base::Timestamp now, const access::UserId& user) {
  platform::publish(tx, now,
                    {.topic = "consent.changed",
                     .scope_org = {},
                     .scope_user = user.str(),
                     .object_kind = "consent",
                     .object_id = user.str()});
}

base::Result<base::Done> open_duty(platform::Transaction& tx, const Who& who,
                                   const PersonLoaded& loaded, const ConsentOverride& one,
                                   std::string rule, bool for_lead) {
  duties::NewDuty duty{.rule = std::move(rule),
                       .org = loaded.record.lead_org,
                       .counterpart = one.recipient,
                       .subject_kind = "person",
                       .subject_id = loaded.person.id.str(),
                       .subject_number = loaded.record.number,
                       .started_at = who.now};
  if (for_lead) duty.user = loaded.record.lead_officer;
  const auto opened = duties::open(tx, who.now, who.actor, duty);
  if (!opened) return opened.error();
  return base::Done{};
}

/// On the timeline of the case and in the log.
void write_down(platform::Transaction& tx, vault::Vault& vault, const Who& who,
                const PersonLoaded& loaded, const ConsentOverride& one, const std::string& what) {
  add_timeline(tx, vault, who, loaded.record.id,
               {.kind = "override_" + what,
                .code = std::string(base::name_of(kPurposeNames, one.purpose)),
                .subject_kind = "person",
                .subject_id = one.person.str()});
  audit::record(tx, who.now, who.actor,
                {.action = "override." + what,
                 .object_kind = "consent_override",
                 .object_id = one.id.str(),
                 .purpose = one.reason,
                 .marks = loaded.decision.marks,
                 .post = loaded.decision.post,
                 .rule = loaded.decision.rule});
}

}  // namespace

Categories override_categories(platform::Transaction& tx, const PersonId& person,
                               const directory::OrgId& recipient, Purpose purpose,
                               base::Timestamp now) {
  return overridden(store::overrides_towards(tx, person, recipient), recipient, purpose, now);
}

std::uint8_t override_marks(platform::Transaction& tx, const PersonId& person,
                            const directory::OrgId& recipient, Purpose purpose,
                            base::Timestamp now) {
  return marks_of(override_categories(tx, person, recipient, purpose, now));
}

void announce_ended_overrides(platform::Database& database, base::Timestamp after,
                              base::Timestamp now) {
  const auto ended = database.read(
      [&](platform::Transaction& tx) { return store::overrides_ended(tx, after, now); });
  if (ended.empty()) return;
  database.write([&](platform::Transaction& tx) {
    for (const ConsentOverride& one : ended) {
      announce_consent(tx, now, one.recipient);
      announce(tx, now, one.requested_by);
    }
    return true;
  });
}

bool may_ask_override(const Who& who, const Case& record) {
  return record.state != State::closed && may(who, record, Permission::overrides_ask);
}

std::vector<OverrideSeen> overrides_seen(platform::Transaction& tx, vault::Vault& vault,
                                         const Who& who, const PersonLoaded& loaded) {
  std::vector<OverrideSeen> found;
  for (auto& one : store::overrides_of({tx, vault, who.actor.session}, loaded.person.id)) {
    found.push_back(seen(who, loaded, std::move(one)));
  }
  return found;
}

base::Result<OverrideSeen> Overrides::ask(platform::Transaction& tx, const Who& who,
                                          ConsentOverride asked) {
  const auto loaded = load_person(tx, vault_, who, asked.person, Permission::overrides_ask);
  if (!loaded) return loaded.error();
  if (loaded->record.state == State::closed) return wrong_state();
  const auto good = check_codes(tx, asked, loaded->record, who.today());
  if (!good) return good.error();
  if (auto faults = check(asked, who.now, latest_end(tx, who.now)); !faults.empty()) {
    return base::invalid(std::move(faults));
  }
  asked.id = OverrideId::random();
  asked.requested_by = who.actor.user;
  asked.requested_at = who.now;
  store::insert({tx, vault_, who.actor.session}, loaded->record.id, asked);
  if (const auto opened = open_duty(tx, who, *loaded, asked, "OVD", false); !opened) {
    return opened.error();
  }
  write_down(tx, vault_, who, *loaded, asked, "ask");
  return seen(who, *loaded, std::move(asked));
}

base::Result<Overrides::Act> Overrides::begin(platform::Transaction& tx, const Who& who,
                                              const OverrideId& id, std::int64_t version,
                                              Permission permission) {
  auto found = store::find_override({tx, vault_, who.actor.session}, id);
  if (!found) return base::not_found();
  auto loaded = load_person(tx, vault_, who, found->second.person, permission);
  if (!loaded) return loaded.error();
  if (found->second.version != version) return base::stale(found->second.version);
  return Act{std::move(*loaded), std::move(found->second)};
}

base::Result<OverrideSeen> Overrides::keep(platform::Transaction& tx, const Who& who, Act act,
                                           std::string_view what) {
  ++act.one.version;
  if (!store::update({tx, vault_, who.actor.session}, act.loaded.record.id, act.one)) {
    return base::stale(act.one.version);
  }
  settle_duties(tx, who, act.one.person);
  if (what == "approve" || what == "end") announce_consent(tx, who.now, act.one.recipient);
  write_down(tx, vault_, who, act.loaded, act.one, std::string(what));
  return seen(who, act.loaded, std::move(act.one));
}

/// A duty ends when no override of the person is left that asks for it.
void Overrides::settle_duties(platform::Transaction& tx, const Who& who, const PersonId& person) {
  bool undecided = false, untold = false, unaccounted = false;
  for (const ConsentOverride& one : store::overrides_of({tx, vault_, who.actor.session}, person)) {
    undecided = undecided || (!one.ruling && !one.ended_at);
    if (!one.ruling || !one.ruling->approved) continue;
    untold = untold || !one.told_at;
    unaccounted = unaccounted || !one.accounted_at;
  }
  const auto done = [&](bool left, std::string_view kind, std::string_view reason) {
    if (left) return;
    duties::settle(tx, who.now, who.actor, "person", person.str(), kind, duties::End::done, reason);
  };
  done(undecided, "override_decide", "decided");
  done(untold, "override_tell_person", "told");
  done(unaccounted, "override_account", "written_down");
}

base::Result<OverrideSeen> Overrides::decide(platform::Transaction& tx, const Who& who,
                                             const OverrideId& id, const Decision& decision) {
  auto act = begin(tx, who, id, decision.version, Permission::overrides_approve);
  if (!act) return act.error();
  ConsentOverride& one = act->one;
  // Four eyes: whoever asked does not decide, whatever posts she has.
  if (one.requested_by == who.actor.user) {
    return base::Error{base::ErrorKind::forbidden, "override.own_request_not_allowed"};
  }
  const OverrideState state = state_at(one, who.now);
  const bool waits =
      state == OverrideState::requested || (state == OverrideState::lapsed && !decision.approve);
  if (!waits) return wrong_state();
  one.ruling = Ruling{.by = who.actor.user, .at = who.now, .approved = decision.approve};
  one.ruling_note = decision.note;
  platform::enqueue_notice(tx, who.now,
                           {.to_user = one.requested_by.str(),
                            .code = act->loaded.record.number,
                            .key = "override/" + one.id.str() + "/" + one.requested_by.str()});
  if (!decision.approve) return keep(tx, who, std::move(*act), "refuse");
  note_disclosure(tx, who.now,
                  {.person = one.person,
                   .recipient = one.recipient,
                   .categories = one.categories,
                   .subject_kind = "consent_override",
                   .subject_id = one.id.str()});
  for (const char* rule : {"OVT", "OVR"}) {
    const auto opened = open_duty(tx, who, act->loaded, one, rule, true);
    if (!opened) return opened.error();
  }
  return keep(tx, who, std::move(*act), "approve");
}

base::Result<OverrideSeen> Overrides::end(platform::Transaction& tx, const Who& who,
                                          const OverrideId& id, const Ending& ending) {
  auto act = begin(tx, who, id, ending.version, Permission::cases_manage);
  if (!act) return act.error();
  const OverrideState state = state_at(act->one, who.now);
  const bool open = state == OverrideState::requested || state == OverrideState::lapsed ||
                    state == OverrideState::in_force;
  if (!open) return wrong_state();
  act->one.ended_at = who.now;
  act->one.end_reason = ending.reason;
  return keep(tx, who, std::move(*act), "end");
}

base::Result<OverrideSeen> Overrides::settle(platform::Transaction& tx, const Who& who,
                                             const OverrideId& id, const AfterAct& after) {
  auto act = begin(tx, who, id, after.version, Permission::overrides_ask);
  if (!act) return act.error();
  const auto left = owed(act->one);
  const std::string_view what = after.told ? "tell" : "account";
  if (std::ranges::find(left, what) == left.end()) return wrong_state();
  if (after.told) {
    act->one.told_at = who.now;
    act->one.told_note = after.note;
  } else {
    act->one.accounted_at = who.now;
    act->one.account = after.note;
  }
  return keep(tx, who, std::move(*act), what);
}

}  // namespace hd::cases
