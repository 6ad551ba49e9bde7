#include "referrals/api_json.h"

#include <utility>

#include "directory/operations.h"
#include "referrals/codec.h"
#include "server/names.h"

namespace hd::referrals {
namespace {

Json fields_json(const std::vector<base::FieldError>& fields) {
  JsonArray array;
  for (const auto& fault : fields) {
    array.emplace_back(JsonObject{{"field", fault.field}, {"code", fault.code}});
  }
  return array;
}

/// The steps with something recorded that does not stop the person; exactly what is still missing
/// is said on the page of the referral.
std::vector<Step> recorded(const Referral& r) {
  std::vector<Step> steps;
  if (r.steps.risk) steps.push_back(Step::risk_assessment);
  if (r.steps.opinion && r.steps.opinion->opinion != Opinion::refuses) {
    steps.push_back(Step::victim_opinion);
  }
  if (r.accepted_at) steps.push_back(Step::service_info_acceptance);
  if (r.steps.decision && r.steps.decision->decision == Choice::go) {
    steps.push_back(Step::final_decision);
  }
  if (r.steps.documents) steps.push_back(Step::documents_consent);
  if (r.departed_at) steps.push_back(Step::travel);
  if (r.status == Status::completed) steps.push_back(Step::follow_up_handover);
  return steps;
}

template <class T>
Json content(const std::optional<T>& step) {
  return step ? Json(content_json(*step)) : Json();
}

const Performed* performer(Step step, const Steps& steps) {
  switch (step) {
    case Step::risk_assessment:
      return steps.risk ? &steps.risk->by : nullptr;
    case Step::victim_opinion:
      return steps.opinion ? &steps.opinion->by : nullptr;
    case Step::service_info_acceptance:
      return steps.service ? &steps.service->by : nullptr;
    case Step::final_decision:
      return steps.decision ? &steps.decision->by : nullptr;
    case Step::documents_consent:
      return steps.documents ? &steps.documents->by : nullptr;
    case Step::travel:
      return steps.travel ? &steps.travel->by : nullptr;
    case Step::follow_up_handover:
      break;
  }
  return nullptr;
}

/// What a viewer with these marks does not get.
JsonArray masked(std::uint8_t marks) {
  JsonArray names;
  if ((marks & access::kWork) == 0) names.emplace_back("card");
  if ((marks & access::kIdentity) == 0) {
    for (const auto* name : {"identity", "documents_consent", "travel", "hand_over"}) {
      names.emplace_back(name);
    }
  }
  if ((marks & access::kNarrative) == 0) {
    names.emplace_back("victim_opinion");
    names.emplace_back("final_decision");
  }
  return names;
}

/// "2004-05-17", "2004-05", "2004": as much as is known.
std::string text_of(const cases::Birth& birth) {
  if (!birth.year) return "";
  const auto two = [](std::int64_t number) {
    return (number < 10 ? "-0" : "-") + std::to_string(number);
  };
  std::string text = std::to_string(*birth.year);
  if (birth.month) text += two(*birth.month);
  if (birth.month && birth.day) text += two(*birth.day);
  return text;
}

}  // namespace

Writer::Writer(platform::Transaction& tx, vault::Vault& vault, const server::Call& call)
    : names_(tx, vault, call.today()) {}

Json Writer::target(const std::optional<Target>& target) const {
  if (!target) return {};
  return JsonObject{{"organisation_id", target->org},
                    {"organisation_name", names_.org(target->org)},
                    {"unit_id", target->unit},
                    {"unit_name", text_or_null(names_.unit(target->unit))}};
}

Json Writer::turn(const Referral& r) const {
  const auto side = r.turn();
  if (!side) return JsonObject{{"side", "nobody"}, {"organisation_name", Json()}};
  std::string name;
  if (*side == Side::sender) name = names_.org(r.sender);
  if (*side == Side::receiver && r.target) name = names_.org(r.target->org);
  if (*side == Side::unit) name = names_.unit(r.delegated_unit);
  return JsonObject{{"side", base::name_of(kSideNames, *side)},
                    {"organisation_name", text_or_null(name)}};
}

JsonObject Writer::summary(const Seen& seen) {
  const Referral& r = seen.referral;
  JsonArray needs;
  for (const Need& need : r.told.needs) needs.emplace_back(need.service);
  const bool own = seen.side == Side::sender;
  return {
      {"id", r.id},
      {"number", text_or_null(r.number)},
      {"status", base::name_of(kStatusNames, r.status)},
      {"party", base::name_of(kSideNames, seen.side)},
      {"route", base::name_of(kRouteNames, r.route)},
      {"case_id", own ? Json(r.case_id) : Json()},
      {"case_number", own ? text_or_null(r.case_number) : Json()},
      {"sender", JsonObject{{"id", r.sender}, {"name", names_.org(r.sender)}}},
      {"target", target(r.target)},
      {"needs", std::move(needs)},
      {"urgency", base::name_of(kUrgencyNames, r.urgency)},
      {"risk_level", text_or_null(r.told.card.risk_level)},
      {"emergency", r.emergency.has_value()},
      {"steps_done", names_json(recorded(r), kStepNames)},
      {"created_at", r.created_at},
      {"sent_at", r.sent_at},
      {"due_at", seen.due_at},
      {"overdue", seen.overdue},
      {"turn", turn(r)},
      {"updated_at", r.updated_at},
      {"version", r.version},
      {"next_actions", names_json(seen.next_actions, kActionNames)},
  };
}

Json Writer::step(const StepState& state, const Referral& r) {
  const Performed* by = performer(state.step, r.steps);
  const auto only = [&](Step step, Json json) {
    return step == state.step ? std::move(json) : Json();
  };
  return JsonObject{
      {"number", number_of(state.step)},
      {"step", base::name_of(kStepNames, state.step)},
      {"done", state.missing.empty()},
      {"skipped", state.skipped},
      {"organisation_id", by != nullptr ? Json(by->org) : Json()},
      {"organisation_name", by != nullptr ? text_or_null(names_.org(by->org)) : Json()},
      {"officer", by != nullptr ? text_or_null(by->officer) : Json()},
      {"done_at", by != nullptr ? Json(by->at) : Json()},
      {"recorded_by", by != nullptr ? text_or_null(names_.user(by->recorded_by)) : Json()},
      {"missing", fields_json(state.missing)},
      {"may_record", state.may_record},
      {"risk_assessment", only(Step::risk_assessment, content(r.steps.risk))},
      {"victim_opinion", only(Step::victim_opinion, content(r.steps.opinion))},
      {"service_info_acceptance", only(Step::service_info_acceptance, content(r.steps.service))},
      {"final_decision", only(Step::final_decision, content(r.steps.decision))},
      {"documents_consent", only(Step::documents_consent, content(r.steps.documents))},
      {"travel", only(Step::travel, content(r.steps.travel))},
  };
}

Json Writer::steps(const Whole& whole) {
  JsonArray array;
  for (const StepState& state : whole.steps) {
    array.emplace_back(step(state, whole.seen.referral));
  }
  return array;
}

Json Writer::whole(const Whole& whole, const std::vector<directory::Unit>& delegable) {
  const Referral& r = whole.seen.referral;
  const bool own = whole.seen.side == Side::sender;
  const bool sees_card = (whole.seen.marks & access::kWork) != 0;
  JsonArray companions;
  if (own) {
    for (const auto& person : r.told.accompanying) companions.emplace_back(person);
  }
  JsonArray needs;
  for (const Need& need : r.told.needs) needs.push_back(to_json(need));
  JsonArray outcomes;
  for (const Outcome& outcome : r.told.outcomes) outcomes.push_back(to_json(outcome));
  JsonArray gates;
  for (const GateState& gate : whole.gates) {
    gates.emplace_back(JsonObject{{"gate", base::name_of(kGateNames, gate.gate)},
                                  {"open", gate.missing.empty()},
                                  {"missing", fields_json(gate.missing)}});
  }
  JsonArray missing;
  for (const auto& word : whole.identity_missing) missing.emplace_back(word);
  JsonArray units;
  for (const auto& unit : delegable) {
    units.emplace_back(JsonObject{{"id", unit.id}, {"name", unit.name}});
  }
  JsonArray clocks;
  for (const auto& view : whole.clocks) clocks.push_back(duties::to_json(view));
  JsonObject json = summary(whole.seen);
  const auto add = [&](std::string key, Json value) {
    json.emplace_back(std::move(key), std::move(value));
  };
  add("person_id", own ? Json(r.person) : Json());
  add("accompanying_person_ids", std::move(companions));
  add("need_details", std::move(needs));
  add("channel_used", text_or_null(r.channel_used));
  add("card", sees_card ? to_json(r.told.card) : Json());
  add("identity_available", whole.identity_available);
  add("identity_missing", std::move(missing));
  add("masked", masked(whole.seen.marks));
  add("steps", steps(whole));
  add("gates", std::move(gates));
  add("papers", papers(whole));
  add("delegation", delegation(whole));
  add("decline", decline(whole));
  add("closing_reason", text_or_null(r.closing_reason));
  add("chain", chain(whole));
  add("delegable_units", std::move(units));
  add("emergency_path", emergency(whole));
  add("hand_over", hand_over(whole));
  add("follow_ups", follow_ups(whole));
  add("abroad_calls", abroad_calls(whole));
  add("outcomes", std::move(outcomes));
  add("pack_released_at", r.pack_released_at);
  add("departed_at", r.departed_at);
  add("arrived_at", r.arrived_at);
  add("handed_over_at", r.handed_over_at);
  add("clocks", std::move(clocks));
  return json;
}

Json to_json(const cases::Person& person) {
  const cases::Identity& identity = person.identity;
  JsonArray names;
  for (const auto& name : identity.other_names) names.emplace_back(name);
  return JsonObject{{"kind", base::name_of(cases::kPersonKindNames, person.kind)},
                    {"full_name", text_or_null(identity.full_name)},
                    {"other_names", std::move(names)},
                    {"birth", text_or_null(text_of(identity.birth))},
                    {"phone", text_or_null(identity.phone)},
                    {"id_kind", text_or_null(identity.id_kind)},
                    {"id_number", text_or_null(identity.id_number)},
                    {"origin_address", text_or_null(identity.origin_address)}};
}

}  // namespace hd::referrals
