// The acts of both sides. begin() has decided that the act is allowed; what is left is what it
// needs, which clocks it starts and ends, and the line it leaves.

#include <utility>

#include "calendar/operations.h"
#include "directory/operations.h"
#include "documents/numbering.h"
#include "documents/operations.h"
#include "platform/outbox.h"
#include "referrals/operations.h"
#include "referrals/routes.h"
#include "referrals/store.h"

namespace hd::referrals {
namespace {

using duties::End;

base::Result<base::Done> check_reason(platform::Transaction& tx, std::string_view list,
                                      const StatusChange& change, base::Date day) {
  return directory::check_reason(directory::current(tx), list, change.reason, change.note, day);
}

/// When nobody has answered by then, it has to go elsewhere.
std::optional<base::Timestamp> expiry(platform::Transaction& tx, base::Timestamp now) {
  const auto rule = calendar::rule_on(tx, "RXP", base::local_date(now));
  if (!rule) return std::nullopt;
  const auto due = calendar::due_at(calendar::load(tx), now, rule->limit);
  return due ? *due : std::nullopt;
}

}  // namespace

base::Result<base::Done> Operations::open_duty(platform::Transaction& tx, const Who& who,
                                               const Referral& referral, std::string_view rule,
                                               std::string_view kind, Side side) {
  duties::NewDuty duty{.kind = std::string(kind),
                       .rule = std::string(rule),
                       .org = referral.sender,
                       .subject_kind = "referral",
                       .subject_id = referral.id.str(),
                       .subject_number = referral.number,
                       .started_at = who.now};
  if (side == Side::sender) {
    duty.user = referral.author;
    if (referral.target) duty.counterpart = referral.target->org;
  } else {
    const bool of_unit = referral.delegated_unit.has_value();
    duty.org = of_unit ? *referral.delegated_org : referral.target->org;
    duty.unit = of_unit ? referral.delegated_unit : referral.target->unit;
    duty.counterpart = referral.sender;
  }
  const auto opened = duties::open(tx, who.now, who.actor, duty);
  if (!opened) return opened.error();
  return base::Done{};
}

void Operations::settle(platform::Transaction& tx, const Who& who, const Referral& referral,
                        std::string_view kind, End end, std::string_view reason) {
  duties::settle(tx, who.now, who.actor, "referral", referral.id.str(), kind, end, reason);
}

void Operations::tell_sender(platform::Transaction& tx, const Who& who, const Referral& referral,
                             std::string_view what) {
  const std::string key = "referral/" + referral.id.str() + "/" + std::string(what) + "/" +
                          std::to_string(referral.version) + "/";
  const auto tell = [&](const access::UserId& user) {
    platform::enqueue_notice(
        tx, who.now, {.to_user = user.str(), .code = referral.number, .key = key + user.str()});
  };
  tell(referral.author);
  const auto lead = case_lead(tx, vault_, who, referral.case_id);
  if (lead && lead->officer != referral.author) tell(lead->officer);
}

void Operations::end_clocks(platform::Transaction& tx, const Who& who, const Referral& referral,
                            std::string_view reason) {
  for (const auto& duty : duties::open_of_subject(tx, referral.id.str())) {
    // whoever is abroad is told to the police even when she is not referred after all.
    if (duty.kind != "referral_call_police") {
      settle(tx, who, referral, duty.kind, End::cancelled, reason);
    }
  }
}

base::Result<Seen> Operations::change_status(platform::Transaction& tx, const Who& who,
                                             const ReferralId& id, const StatusChange& change) {
  auto act = begin(tx, who, id, change.version, change.action);
  if (!act) return act.error();
  switch (change.action) {
    case Action::send:
      return send(tx, who, std::move(*act));
    case Action::acknowledge:
    case Action::start_service:
      return acknowledge(tx, who, *act, change);
    case Action::accept:
      return accept(tx, who, std::move(*act), change);
    case Action::decline:
      return decline(tx, who, std::move(*act), change);
    case Action::give_back:
      return give_back(tx, who, std::move(*act), change);
    case Action::delegate:
      return delegate(tx, who, std::move(*act), change);
    case Action::release_pack:
      return release_pack(tx, who, std::move(*act), change);
    case Action::depart:
    case Action::arrive:
      return travel(tx, who, std::move(*act), change);
    case Action::complete:
      return complete(tx, who, std::move(*act), change);
    case Action::withdraw_by_victim:
    case Action::cancel:
      return close(tx, who, std::move(*act), change);
    case Action::edit:
    case Action::record_step:
    case Action::record_abroad_call:
    case Action::open_emergency:
    case Action::reroute:
    case Action::write_hand_over_record:
    case Action::sign:
    case Action::hand_over:
    case Action::evaluate:
    case Action::expire:
      break;
  }
  return base::invalid({{"action", "unknown_value"}});
}

base::Result<Seen> Operations::send(platform::Transaction& tx, const Who& who, Act act) {
  Referral& next = act.next;
  if (const auto routed = open_route(tx, who, next); !routed) return routed.error();
  if (auto missing = missing_at(Gate::send, next.steps, facts_of(tx, who, next));
      !missing.empty()) {
    return gate_closed(std::move(missing));
  }
  if (const auto checked = check_content(tx, who, next); !checked) return checked.error();
  const int year = static_cast<int>(who.today().year());
  next.number = documents::yearly_number("CT", year, documents::next_number(tx, "referral", year));
  duties::number_subject(tx, "referral", next.id.str(), next.number);
  next.sent_at = who.now;
  next.expires_at = expiry(tx, who.now);
  if (next.parent) {  // only now is the next address really asked
    duties::settle(tx, who.now, who.actor, "referral", next.parent->str(), "referral_reroute",
                   End::done, "rerouted");
  }
  auto opened = open_duty(tx, who, next, "RA1", "", Side::receiver);
  if (opened) opened = open_duty(tx, who, next, "T4", "referral_report_to_lead", Side::sender);
  for (const RouteDuty& duty : duties_of(next.route)) {
    if (!opened || duty.rule == "T5") continue;
    if (person_has_duty(tx, next.person, duty.same_of_person)) continue;
    opened = open_duty(tx, who, next, duty.rule, "", Side::sender);
  }
  if (!opened) return opened.error();
  return keep(tx, who, act, {.kind = "sent"}, Action::send);
}

base::Result<Seen> Operations::acknowledge(platform::Transaction& tx, const Who& who,
                                           const Act& act, const StatusChange& change) {
  const bool starting = change.action == Action::start_service;
  return keep(
      tx, who, act,
      {.kind = starting ? "service_started" : "acknowledged", .texts = {{"note", change.note}}},
      change.action);
}

base::Result<Seen> Operations::accept(platform::Transaction& tx, const Who& who, Act act,
                                      const StatusChange& change) {
  Referral& next = act.next;
  if (next.accepted_at) {
    return base::Error{base::ErrorKind::conflict, "referral.accepted_already"};
  }
  if (!change.acceptance) return base::invalid({{"acceptance", "required"}});
  const directory::OrgId issuer =
      act.before.side == Side::unit ? next.delegated_org.value() : next.target->org;
  next.steps.service = *change.acceptance;
  next.steps.service->by = {.org = issuer,
                            .officer = change.acceptance->contact_name,
                            .at = who.now,
                            .recorded_by = who.actor.user};
  next.accepted_at = who.now;
  next.expires_at.reset();
  issue_paper(tx, who, next, PaperKind::acceptance, issuer,
              acceptance_paper(next, *next.steps.service, names_of(tx, who, next, issuer)));
  settle(tx, who, next, "referral_answer", End::done, "accepted");
  settle(tx, who, next, "referral_unit_answers", End::done, "accepted");
  return keep(tx, who, act, {.kind = "accepted", .texts = {{"note", change.note}}}, Action::accept);
}

base::Result<Seen> Operations::decline(platform::Transaction& tx, const Who& who, Act act,
                                       const StatusChange& change) {
  if (const auto good = check_reason(tx, "decline_reason", change, who.today()); !good) {
    return good.error();
  }
  Referral& next = act.next;
  next.decline_reason = change.reason;
  next.expires_at.reset();
  settle(tx, who, next, "referral_answer", End::done, "declined");
  settle(tx, who, next, "referral_unit_answers", End::cancelled, "declined");
  const auto opened = open_duty(tx, who, next, "R31", "", Side::sender);
  if (!opened) return opened.error();
  return keep(tx, who, act,
              {.kind = "declined", .code = change.reason, .texts = {{"note", change.note}}},
              Action::decline);
}

base::Result<Seen> Operations::give_back(platform::Transaction& tx, const Who& who, Act act,
                                         const StatusChange& change) {
  if (const auto good = check_reason(tx, "decline_reason", change, who.today()); !good) {
    return good.error();
  }
  const auto unit = act.next.delegated_unit;
  act.next.delegated_unit.reset();
  act.next.delegated_org.reset();
  settle(tx, who, act.next, "referral_unit_answers", End::cancelled, "given_back");
  return keep(
      tx, who, act,
      {.kind = "given_back", .unit = unit, .code = change.reason, .texts = {{"note", change.note}}},
      Action::give_back);
}

base::Result<Seen> Operations::delegate(platform::Transaction& tx, const Who& who, Act act,
                                        const StatusChange& change) {
  Referral& next = act.next;
  if (!change.unit) return base::invalid({{"unit_id", "required"}});
  if (change.reported_to.empty()) return base::invalid({{"reported_to", "required"}});
  const auto& directory = directory::current(tx);
  const auto* unit = directory.unit(*change.unit);
  if (unit == nullptr || !unit->valid.holds(who.today())) {
    return base::invalid({{"unit_id", "unknown_value"}});
  }
  // only inside the receiver's own ministry or mass organisation, as it is on this day.
  if (!directory.same_system(next.target->org, unit->organisation, who.today())) {
    return base::Error{
        base::ErrorKind::conflict, "referral.not_allowed", {{"unit_id", "other_system"}}};
  }
  settle(tx, who, next, "referral_unit_answers", End::cancelled, "delegated_elsewhere");
  next.delegated_unit = unit->id;
  next.delegated_org = unit->organisation;
  const auto opened = open_duty(tx, who, next, "R32", "", Side::unit);
  if (!opened) return opened.error();
  return keep(tx, who, act,
              {.kind = "delegated",
               .unit = unit->id,
               .texts = {{"note", change.note}, {"reported_to", change.reported_to}}},
              Action::delegate);
}

base::Result<Seen> Operations::release_pack(platform::Transaction& tx, const Who& who, Act act,
                                            const StatusChange& change) {
  Referral& next = act.next;
  if (next.pack_released_at) {
    return base::Error{base::ErrorKind::conflict, "referral.released_already"};
  }
  const Facts facts = facts_of(tx, who, next);
  if (auto missing = missing_at(Gate::pack, next.steps, facts); !missing.empty()) {
    return gate_closed(std::move(missing));
  }
  next.pack_released_at = who.now;
  note_disclosed(tx, who, next, next.delegated_org.value_or(next.target->org), facts.consent);
  return keep(tx, who, act, {.kind = "pack_released", .texts = {{"note", change.note}}},
              Action::release_pack);
}

base::Result<Seen> Operations::travel(platform::Transaction& tx, const Who& who, Act act,
                                      const StatusChange& change) {
  Referral& next = act.next;
  if (change.action == Action::arrive) {
    if (next.arrived_at) {
      return base::Error{base::ErrorKind::conflict, "referral.arrived_already"};
    }
    next.arrived_at = who.now;
    const auto opened = open_duty(tx, who, next, "R23", "", Side::receiver);
    if (!opened) return opened.error();
    return keep(tx, who, act, {.kind = "arrived", .texts = {{"note", change.note}}},
                Action::arrive);
  }
  if (auto missing = missing_at(Gate::travel, next.steps, facts_of(tx, who, next));
      !missing.empty()) {
    return gate_closed(std::move(missing));
  }
  next.departed_at = who.now;
  next.expires_at.reset();
  return keep(tx, who, act, {.kind = "departed", .texts = {{"note", change.note}}}, Action::depart);
}

base::Result<Seen> Operations::complete(platform::Transaction& tx, const Who& who, Act act,
                                        const StatusChange& change) {
  Referral& next = act.next;
  if (auto missing = missing_at(Gate::completion, next.steps, facts_of(tx, who, next));
      !missing.empty()) {
    return gate_closed(std::move(missing));
  }
  auto faults = directory::check_outcomes(directory::current(tx), next.told.needs, change.outcomes,
                                          who.today());
  if (!faults.empty()) return base::invalid(std::move(faults));
  next.told.outcomes = change.outcomes;
  return keep(tx, who, act, {.kind = "completed", .texts = {{"note", change.note}}},
              Action::complete);
}

Seen Operations::end_by_her_word(platform::Transaction& tx, const Who& who, Act act, Entry entry,
                                 Action action) {
  act.next.status = Status::withdrawn_by_victim;
  act.next.expires_at.reset();
  end_clocks(tx, who, act.next, "withdrawn_by_victim");
  if (act.next.parent) {
    duties::settle(tx, who.now, who.actor, "referral", act.next.parent->str(), "referral_reroute",
                   End::cancelled, "withdrawn_by_victim");
  }
  if (entry.kind != "withdrawn_by_victim") {
    write_entry(tx, who, act.next, act.before.side, std::move(entry));
    entry = {.kind = "withdrawn_by_victim"};
  }
  return keep(tx, who, act, std::move(entry), action);
}

base::Result<Seen> Operations::close(platform::Transaction& tx, const Who& who, Act act,
                                     const StatusChange& change) {
  if (const auto good = check_reason(tx, "closing_reason", change, who.today()); !good) {
    return good.error();
  }
  Referral& next = act.next;
  next.closing_reason = change.reason;
  const bool by_her = change.action == Action::withdraw_by_victim;
  Entry entry{.kind = by_her ? "withdrawn_by_victim" : "cancelled",
              .code = change.reason,
              .texts = {{"note", change.note}}};
  if (by_her) return end_by_her_word(tx, who, std::move(act), std::move(entry), change.action);
  next.expires_at.reset();
  end_clocks(tx, who, next, "cancelled");
  return keep(tx, who, act, std::move(entry), change.action);
}

}  // namespace hd::referrals
