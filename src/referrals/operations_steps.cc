// The steps as they are recorded, the emergency path, and the call about somebody abroad.

#include <algorithm>
#include <utility>

#include "directory/operations.h"
#include "referrals/operations.h"
#include "referrals/store.h"

namespace hd::referrals {
namespace {

using duties::End;

std::string duty_of(Step step) {
  return "referral_step_" + std::to_string(number_of(step));
}

/// Who performed the step that is in `content`.
Performed* performer_of(Step step, Steps& content) {
  switch (step) {
    case Step::risk_assessment:
      return content.risk ? &content.risk->by : nullptr;
    case Step::victim_opinion:
      return content.opinion ? &content.opinion->by : nullptr;
    case Step::final_decision:
      return content.decision ? &content.decision->by : nullptr;
    case Step::documents_consent:
      return content.documents ? &content.documents->by : nullptr;
    case Step::travel:
      return content.travel ? &content.travel->by : nullptr;
    case Step::service_info_acceptance:
    case Step::follow_up_handover:
      break;
  }
  return nullptr;
}

void put(Step step, const Steps& content, Steps& into) {
  switch (step) {
    case Step::risk_assessment:
      into.risk = content.risk;
      return;
    case Step::victim_opinion:
      into.opinion = content.opinion;
      return;
    case Step::final_decision:
      into.decision = content.decision;
      return;
    case Step::documents_consent:
      into.documents = content.documents;
      return;
    case Step::travel:
      into.travel = content.travel;
      return;
    case Step::service_info_acceptance:
    case Step::follow_up_handover:
      return;
  }
}

/// Errors: invalid {"done_at" | "availability_confirmed_at" | "notified.0.notified_at",
/// "in_future"}, {"decided_on", "in_future"}.
std::vector<base::FieldError> in_future(const Steps& content, const Performed& by,
                                        base::Timestamp now) {
  std::vector<base::FieldError> found;
  if (by.at > now) found.push_back({"done_at", "in_future"});
  if (content.decision && content.decision->availability_confirmed_at > now) {
    found.push_back({"final_decision.availability_confirmed_at", "in_future"});
  }
  if (content.decision && content.decision->decided_on > base::local_date(now)) {
    found.push_back({"final_decision.decided_on", "in_future"});
  }
  if (!content.travel) return found;
  const auto& notified = content.travel->travel.notified;
  for (std::size_t i = 0; i < notified.size(); ++i) {
    if (notified[i].at <= now) continue;
    found.push_back({"travel.notified." + std::to_string(i) + ".notified_at", "in_future"});
  }
  return found;
}

/// What can never be true of this person is refused when it is written, not only at the gate: a
/// child or somebody at risk alone, a guardian against her.
std::vector<base::FieldError> never_allowed(const Steps& content, const Traveller& traveller) {
  std::vector<base::FieldError> found;
  if (!content.travel) return found;
  for (auto& fault : faults(content.travel->travel, traveller)) {
    if (fault.code == "required") continue;
    found.push_back({"travel." + fault.field, fault.code});
  }
  return found;
}

}  // namespace

base::Result<Seen> Operations::record_step(platform::Transaction& tx, const Who& who,
                                           const ReferralId& id, std::int64_t version,
                                           StepInput input) {
  auto act = begin(tx, who, id, version, Action::record_step);
  if (!act) return act.error();
  Referral& next = act->next;
  Performed* by = performer_of(input.step, input.content);
  const std::string name(base::name_of(kStepNames, input.step));
  if (by == nullptr) return base::invalid({{name, "required"}});
  const bool sending = act->before.side == Side::sender;
  const bool sees_her = (act->before.decision.marks & access::kIdentity) != 0;
  if (!sending && (input.step != Step::travel || !sees_her)) {
    return base::invalid({{"step", "not_this_side"}});
  }
  if (next.departed_at && (input.step == Step::travel || input.step == Step::risk_assessment)) {
    return base::invalid({{"step", "after_departure"}});
  }
  if (directory::current(tx).organisation(by->org, who.today()) == nullptr) {
    return base::invalid({{"organisation_id", "unknown_value"}});
  }
  by->recorded_by = who.actor.user;
  const AsksCase asks(tx, next);
  const auto subject = subject_of(tx, vault_, who, next.person);
  if (!subject) return base::not_found();
  if (input.content.risk) {
    if (!subject->assessed_at) return base::invalid({{name, "no_assessment"}});
    input.content.risk->level = subject->traveller.risk_level;
    input.content.risk->able_alone = subject->traveller.able_alone;
    input.content.risk->assessed_at = *subject->assessed_at;
  }
  if (auto wrong = in_future(input.content, *by, who.now); !wrong.empty()) {
    return base::invalid(std::move(wrong));
  }
  if (auto never = never_allowed(input.content, subject->traveller); !never.empty()) {
    return base::Error{base::ErrorKind::conflict, "referral.not_allowed", std::move(never)};
  }
  if (input.content.documents) {
    const auto good = check_pack(tx, who, next, *input.content.documents);
    if (!good) return good.error();
  }
  put(input.step, input.content, next.steps);
  Entry entry{.kind = "step_recorded", .code = name};
  if (ends_referral(input.step, next.steps, next.emergency.has_value()) && !next.departed_at) {
    return end_by_her_word(tx, who, std::move(*act), std::move(entry), Action::withdraw_by_victim);
  }
  return keep(tx, who, *act, std::move(entry), Action::record_step);
}

void Operations::settle_skipped(platform::Transaction& tx, const Who& who,
                                const Referral& referral) {
  if (!referral.emergency) return;
  const auto left = skipped(referral.steps, facts_of(tx, who, referral));
  for (const Step step : kSkippable) {
    if (std::ranges::find(left, step) != left.end()) continue;
    settle(tx, who, referral, duty_of(step), End::done, "step_done");
  }
}

base::Result<Seen> Operations::open_emergency(platform::Transaction& tx, const Who& who,
                                              const ReferralId& id, std::int64_t version,
                                              const std::string& reason, const std::string& note) {
  auto act = begin(tx, who, id, version, Action::open_emergency);
  if (!act) return act.error();
  Referral& next = act->next;
  if (next.emergency) {
    return base::Error{base::ErrorKind::conflict, "referral.emergency_already"};
  }
  next.emergency = Emergency{.at = who.now, .approved_by = who.actor.user, .reason = reason};
  for (const Step step : skipped(next.steps, facts_of(tx, who, next))) {
    const auto opened = open_duty(tx, who, next, "RSK", duty_of(step), Side::sender);
    if (!opened) return opened.error();
  }
  return keep(tx, who, *act,
              {.kind = "emergency_opened", .code = reason, .texts = {{"note", note}}},
              Action::open_emergency);
}

base::Result<Seen> Operations::record_abroad_call(platform::Transaction& tx, const Who& who,
                                                  const ReferralId& id, const AbroadCall& call) {
  auto act = begin(tx, who, id, call.version, Action::record_abroad_call);
  if (!act) return act.error();
  if (call.at > who.now) return base::invalid({{"at", "in_future"}});
  // The focal point as it was called on the day of the call: C45 until 2018, then C02.
  const auto& directory = directory::current(tx);
  const base::Date day = base::local_date(call.at);
  std::string police;
  for (const auto* body : directory.organisations(day)) {
    if (body->type == "police_c02") police = body->name;
  }
  if (police.empty()) return base::invalid({{"at", "no_focal_point"}});
  act->next.police_told = true;
  settle(tx, who, act->next, "referral_call_police", End::done, "called");
  duties::settle(tx, who.now, who.actor, "person", act->next.person.str(),
                 "person_call_focal_point", End::done, "called");
  return keep(tx, who, *act,
              {.kind = "abroad_call",
               .texts = {{"spoke_with", call.spoke_with},
                         {"note", call.note},
                         {"organisation", police},
                         {"at", base::to_rfc3339(call.at)}}},
              Action::record_abroad_call);
}

}  // namespace hd::referrals
