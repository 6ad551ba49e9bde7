// From the hand-over record over its signatures to the looks at what became of her; the papers.

#include <algorithm>
#include <span>
#include <utility>

#include "accounts/operations_people.h"
#include "audit/audit.h"
#include "base/text.h"
#include "calendar/operations.h"
#include "directory/operations.h"
#include "documents/operations.h"
#include "platform/crypto.h"
#include "referrals/limits.h"
#include "referrals/operations.h"
#include "referrals/store.h"

namespace hd::referrals {
namespace {

using duties::End;

/// "12/XN-CT", "3/BBBG-CT": the series of an organisation in a year.
std::string paper_number(PaperKind kind, std::int64_t count) {
  return std::to_string(count) + (kind == PaperKind::acceptance ? "/XN-CT" : "/BBBG-CT");
}

}  // namespace

Names Operations::names_of(platform::Transaction& tx, const Who& who, const Referral& referral,
                           const directory::OrgId& issuer) {
  const auto& directory = directory::current(tx);
  const base::Date day = who.today();
  Names names{.sender = directory.name(referral.sender, day),
              .receiver = referral.target ? directory.name(referral.target->org, day) : "",
              .officer = accounts::display_name(tx, vault_, who.actor.user)};
  if (referral.delegated_org && issuer == *referral.delegated_org) {
    names.receiver = directory.name(issuer, day);
  }
  const auto* body = directory.nearest(issuer, day);
  if (body != nullptr && body->parent) names.superior = directory.name(*body->parent, day);
  for (const Need& need : referral.told.needs) {
    names.needs.push_back(directory.label("service_type", need.service, day, "vi"));
  }
  return names;
}

void Operations::issue_paper(platform::Transaction& tx, const Who& who, const Referral& referral,
                             PaperKind kind, directory::OrgId issuer, documents::Content content) {
  const int year = static_cast<int>(who.today().year());
  const std::string series =
      "referral_paper/" + issuer.str() + "/" + std::string(base::name_of(kPaperKindNames, kind));
  Paper paper{.id = PaperId::random(),
              .referral = referral.id,
              .kind = kind,
              .issuer = std::move(issuer),
              .issued_by = who.actor.user,
              .issued_at = who.now,
              .number = paper_number(kind, documents::next_number(tx, series, year)),
              .hash = {},
              .content = std::move(content)};
  paper.hash = platform::to_hex(
      platform::sha256(documents::frozen_text(paper.content, paper.number, who.today())));
  store::add_paper({tx, vault_, who.actor.session}, referral, paper);
}

base::Result<Operations::PaperCopy> Operations::paper(platform::Transaction& tx, const Who& who,
                                                      const ReferralId& id, PaperKind kind) {
  const auto loaded = load(tx, who, id);
  if (!loaded) return loaded.error();
  const std::uint8_t needed = marks_of(kind);
  if ((loaded->decision.marks & needed) != needed) return base::not_found();
  const store::Place place{tx, vault_, who.actor.session};
  auto found = store::paper(place, loaded->referral, kind);
  if (!found) return base::not_found();
  audit::record(tx, who.now, who.actor,
                {.action = "referral.paper",
                 .object_kind = "referral",
                 .object_id = id.str(),
                 .purpose = std::string(base::name_of(kPaperKindNames, kind)),
                 .marks = loaded->decision.marks,
                 .post = loaded->decision.post,
                 .rule = loaded->decision.rule});
  PaperCopy copy{.paper = std::move(*found)};
  if (kind == PaperKind::hand_over) copy.signatures = store::signatures(place, loaded->referral);
  return copy;
}

base::Result<Seen> Operations::write_hand_over(platform::Transaction& tx, const Who& who,
                                               const ReferralId& id, std::int64_t version,
                                               const HandOver& record) {
  auto act = begin(tx, who, id, version, Action::write_hand_over_record);
  if (!act) return act.error();
  if ((act->before.decision.marks & access::kIdentity) == 0) {
    return gate_closed(missing_at(Gate::identity, act->next.steps, facts_of(tx, who, act->next)));
  }
  if (record.at > who.now) return base::invalid({{"record.at", "in_future"}});
  if (record.at < *act->next.departed_at) {
    return base::invalid({{"record.at", "before_departure"}});
  }
  store::forget_signatures(tx, id);
  store::save_hand_over({tx, vault_, who.actor.session}, act->next, record);
  return keep(tx, who, *act, {.kind = "hand_over_written"}, Action::write_hand_over_record);
}

base::Result<Seen> Operations::sign(platform::Transaction& tx, const Who& who, const ReferralId& id,
                                    std::int64_t version, Signature signature) {
  auto act = begin(tx, who, id, version, Action::sign);
  if (!act) return act.error();
  const store::Place place{tx, vault_, who.actor.session};
  Referral& next = act->next;
  if (!store::hand_over(place, next)) return gate_closed({{"record", "required"}});
  const auto before = store::signatures(place, next);
  const bool signed_already =
      std::ranges::find(before, signature.role, &Signature::role) != before.end();
  if (signed_already) return base::Error{base::ErrorKind::conflict, "referral.signed_already"};
  const auto roles = wanted(before, act->before.side);
  if (std::ranges::find(roles, signature.role) == roles.end()) {
    return base::invalid({{"role", "not_this_side"}});
  }
  if (signature.role == SignatureRole::guardian) {
    const auto guardians = facts_of(tx, who, next).traveller.guardians;
    const bool adverse = std::ranges::any_of(guardians, [&](const Guardian& guardian) {
      return guardian.adverse && base::fold(guardian.name) == base::fold(signature.name);
    });
    if (adverse) {
      return base::Error{base::ErrorKind::conflict, "referral.not_allowed", {{"name", "adverse"}}};
    }
  }
  if (signature.scan) {
    const auto scan = scan_of(tx, who, next, signature.scan->file);
    if (!scan) return scan.error();
    signature.scan = *scan;
  }
  signature.at = who.now;
  signature.by = who.actor.user;
  if (!store::add_signature(place, next, signature)) {
    return base::Error{base::ErrorKind::conflict, "referral.signed_already"};
  }
  Entry entry{.kind = "signed",
              .code = std::string(base::name_of(kSignatureRoleNames, signature.role))};
  if (!missing_at(Gate::hand_over, next.steps, facts_of(tx, who, next)).empty()) {
    return keep(tx, who, *act, std::move(entry), Action::sign);
  }
  write_entry(tx, who, next, act->before.side, std::move(entry));
  if (const auto done = hand_over(tx, who, *act); !done) return done.error();
  return keep(tx, who, *act, {.kind = "handed_over"}, Action::hand_over);
}

base::Result<base::Done> Operations::hand_over(platform::Transaction& tx, const Who& who,
                                               Act& act) {
  const store::Place place{tx, vault_, who.actor.session};
  Referral& next = act.next;
  const auto status = advance(next.status, Action::hand_over, act.before.side);
  if (!status) return status.error();
  next.status = *status;
  next.handed_over_at = who.now;
  if (!next.arrived_at) next.arrived_at = who.now;
  settle(tx, who, next, "referral_hand_over_record", End::done, "signed");
  const auto signatures = store::signatures(place, next);
  Names names = names_of(tx, who, next, next.sender);
  for (const Signature& signature : signatures) {
    names.hashes.push_back(signature.scan
                               ? signature.scan->sha256
                               : platform::to_hex(platform::sha256(text_of(signature.strokes))));
  }
  issue_paper(tx, who, next, PaperKind::hand_over, next.sender,
              hand_over_paper(next, store::hand_over(place, next).value(), signatures, names));
  // as many looks as the rules of this day say, each with its months.
  for (int number = 1; number <= kMostFollowUps; ++number) {
    const std::string code = "RF" + std::to_string(number);
    const auto rule = calendar::rule_on(tx, code, who.today());
    if (!rule) break;
    const std::string kind = "referral_follow_up_" + std::to_string(number);
    const auto opened = open_duty(tx, who, next, code, kind, Side::sender);
    if (!opened) return opened.error();
    FollowUp follow_up{.number = number, .months = rule->limit.amount, .rule = code};
    for (const auto& duty : duties::open_of_subject(tx, next.id.str())) {
      if (duty.kind == kind && duty.due_at) {
        follow_up.due_on = base::local_date(*duty.due_at - std::chrono::milliseconds(1));
      }
    }
    store::add_follow_up(place, next, follow_up);
  }
  return base::Done{};
}

base::Result<Seen> Operations::evaluate(platform::Transaction& tx, const Who& who,
                                        const ReferralId& id, std::int64_t version,
                                        std::int64_t number, Evaluation evaluation) {
  auto act = begin(tx, who, id, version, Action::evaluate);
  if (!act) return act.error();
  const store::Place place{tx, vault_, who.actor.session};
  if (evaluation.on > who.today()) return base::invalid({{"evaluated_on", "in_future"}});
  if (evaluation.on < base::local_date(*act->next.handed_over_at)) {
    return base::invalid({{"evaluated_on", "before_hand_over"}});
  }
  const auto follow_ups = store::follow_ups(place, act->next);
  if (std::ranges::find(follow_ups, number, &FollowUp::number) == follow_ups.end()) {
    return base::not_found();
  }
  evaluation.by = who.actor.user;
  if (!store::save_evaluation(place, act->next, number, evaluation)) {
    return base::Error{base::ErrorKind::conflict, "referral.evaluated_already"};
  }
  settle(tx, who, act->next, "referral_follow_up_" + std::to_string(number), End::done,
         "evaluated");
  return keep(tx, who, *act, {.kind = "evaluated", .code = std::to_string(number)},
              Action::evaluate);
}

base::Result<std::vector<cases::Person>> Operations::reveal(platform::Transaction& tx,
                                                            const Who& who, const ReferralId& id,
                                                            const std::string& reason) {
  const auto loaded = load(tx, who, id);
  if (!loaded) return loaded.error();
  const Referral& referral = loaded->referral;
  const bool receiving = loaded->side != Side::sender;
  if ((loaded->decision.marks & access::kIdentity) == 0) {
    if (!receiving) return base::not_found();
    return gate_closed(missing_at(Gate::identity, referral.steps, facts_of(tx, who, referral)));
  }
  std::vector<cases::PersonId> ids{referral.person};
  for (const auto& companion : referral.told.accompanying) {
    if (!receiving || companion_open(tx, who, referral, companion)) ids.push_back(companion);
  }
  std::vector<cases::Person> persons;
  std::optional<AsksCase> asks;
  if (referral.accepted_at || referral.emergency) asks.emplace(tx, referral);
  for (const auto& person : ids) {
    auto subject = subject_of(tx, vault_, who, person);
    if (subject) persons.push_back(std::move(subject->person));
  }
  audit::record(tx, who.now, who.actor,
                {.action = "referral.reveal",
                 .object_kind = "referral",
                 .object_id = id.str(),
                 .purpose = reason,
                 .marks = loaded->decision.marks,
                 .post = loaded->decision.post,
                 .rule = loaded->decision.rule});
  if (receiving) {
    note_disclosed(tx, who, referral, recipient_of(referral, loaded->side),
                   access::kWork | access::kIdentity);
    for (const auto& companion : std::span(ids).subspan(1)) {
      note_disclosed(tx, who, referral, recipient_of(referral, loaded->side), companion);
    }
  }
  return persons;
}

}  // namespace hd::referrals
