#include "statistics/record_facts.h"

#include <algorithm>
#include <string_view>

namespace hd::statistics {
namespace {

using FactCodes = std::vector<std::pair<Field, std::string>>;

void add_all(FactCodes& codes, Field field, const std::vector<std::string>& values,
             std::string_view list, const Lists& lists) {
  for (const std::string& value : values) {
    auto code = lists.code(list, value);
    const bool again = std::ranges::find(codes, std::pair(field, code)) != codes.end();
    if (!code.empty() && !again) codes.emplace_back(field, std::move(code));
  }
}

/// Where she was exploited: the country named at the end of where she was taken; Viet Nam for
/// trafficking inside it and into it; the country she is in while she is abroad.
std::string country_of(const cases::CountedPerson& person, const Lists& lists) {
  if (auto named = lists.country_in(person.to_place); !named.empty()) return named;
  if (person.space == "domestic" || person.space == "transnational_in") return "vn";
  if (person.facts.where == "abroad") return lists.code("country", person.facts.country);
  return "";
}

/// The province of origin, in the geography of the day on which her record was written last; a code
/// that this one lacks was written in the geography of the day she was added.
std::string origin_of(const cases::CountedPerson& person, const Lists& lists) {
  auto place = lists.place(base::local_date(person.updated_at), person.origin_province);
  if (!place.empty()) return place;
  return lists.place(base::local_date(person.created_at), person.origin_province);
}

std::string result_of(const duties::Duty& duty, base::Timestamp now) {
  switch (duty.state) {
    case duties::State::open:
      return duty.overdue(now) ? "overdue" : "open";
    case duties::State::done:
      return duty.ended_late ? "late" : "on_time";
    case duties::State::cancelled:
    case duties::State::transferred:
      return "cancelled";
  }
  return "";
}

/// The hotline of the matter, on whichever side it stands; else who has to act.
directory::OrgId owner_of(const duties::Duty& duty, const Lists& lists) {
  if (lists.is_hotline(duty.org) || !duty.counterpart) return duty.org;
  return lists.is_hotline(*duty.counterpart) ? *duty.counterpart : duty.org;
}

std::string outcome_of(const connections::Connection& sent, const std::string& service,
                       const Lists& lists) {
  const auto& outcomes = sent.told.outcomes;
  const auto found = std::ranges::find(outcomes, service, &directory::Outcome::service);
  return found == outcomes.end() ? "open" : lists.code("need_outcome", found->outcome);
}

/// Twice the same number gives the text back.
std::string with_number(std::string id, std::size_t number) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  id.front() = kDigits.at(kDigits.find(id.front()) ^ number);
  return id;
}

}  // namespace

std::string age_text(const cases::Birth& birth, base::Date day) {
  const auto age = age_on(birth, day);
  if (!age) return "";
  const auto from = std::to_string(age->from);
  if (!age->to) return from + "-";
  return *age->to == age->from ? from : from + "-" + std::to_string(*age->to);
}

Fact fact_of(const contacts::Closed& contact, const Lists& lists) {
  const auto& facts = contact.facts;
  Fact fact{
      .id = contact.id.str(), .happened = contact.started_at, .recorded = contact.finalised_at};
  fact.codes = {{Field::owner, contact.hotline.str()},
                {Field::kind, lists.code("contact_kind", contact.kind)},
                {Field::relation, lists.code("caller_relation", facts.caller_relation)},
                {Field::age, facts.age ? std::to_string(*facts.age) : lists.band(facts.age_band)},
                {Field::sex, lists.code("sex", facts.sex)},
                {Field::place, lists.place(base::local_date(contact.started_at), facts.province)},
                {Field::channel, lists.code("channel", contact.channel)}};
  add_all(fact.codes, Field::topics, facts.topics, "topic", lists);
  return fact;
}

Fact fact_of(const cases::CountedCase& record, const Lists& lists) {
  return {.id = record.id.str(),
          .happened = record.opened_at,
          .recorded = record.opened_at,
          .codes = {
              {Field::owner, record.lead_org.str()},
              {Field::entry_road, lists.code("entry_road", record.entry_road)},
              {Field::state, std::string(base::name_of(cases::kStateNames, record.state))},
              {Field::identification, lists.code("identification_status", record.identification)}}};
}

Fact fact_of(const cases::CountedCase& record, const cases::CountedPerson& person,
             const std::vector<ServiceAsked>& asked, const Lists& lists, const GoalRules& rules) {
  const auto& facts = person.facts;
  Fact fact{.id = person.id.str(), .happened = record.opened_at, .recorded = person.created_at};
  fact.codes = {
      {Field::owner, record.lead_org.str()},
      {Field::age, age_text(person.birth, base::local_date(record.opened_at))},
      {Field::sex, lists.code("sex", facts.sex)},
      {Field::place, origin_of(person, lists)},
      {Field::entry_road, lists.code("entry_road", record.entry_road)},
      {Field::identification, lists.code("identification_status", person.identification)},
      {Field::ethnic_group, lists.code("ethnic_group", facts.ethnic_group)},
      {Field::citizenship, lists.code("country", facts.citizenship)},
      {Field::country, country_of(person, lists)},
      {Field::support, support_goal(person, asked, lists, rules)},
      {Field::person_kind, std::string(base::name_of(cases::kPersonKindNames, person.kind))}};
  add_all(fact.codes, Field::purposes, person.purposes, "trafficking_purpose", lists);
  add_all(fact.codes, Field::disability, facts.disability, "disability", lists);
  for (const auto& regime : regimes_received(asked, lists)) {
    fact.codes.emplace_back(Field::regimes, regime);
  }
  return fact;
}

Fact fact_of(const cases::NeedOfCase& need, const Lists& lists) {
  const auto& one = need.need;
  Fact fact{.id = one.id.str(), .happened = one.created_at, .recorded = one.created_at};
  fact.codes = {{Field::owner, need.lead_org.str()},
                {Field::services, lists.code("service_type", one.service)},
                {Field::outcome,
                 one.state == cases::kOpenNeed ? one.state : lists.code("need_outcome", one.state)},
                {Field::origin, "case_need"}};
  if (auto regime = lists.regime(one.service); !regime.empty()) {
    fact.codes.emplace_back(Field::regimes, std::move(regime));
  }
  if (!need.person) return fact;
  const auto day = base::local_date(one.created_at);
  fact.codes.emplace_back(Field::age, age_text(need.person->birth, day));
  fact.codes.emplace_back(Field::sex, lists.code("sex", need.person->facts.sex));
  fact.codes.emplace_back(Field::place, origin_of(*need.person, lists));
  return fact;
}

std::vector<Fact> facts_of(const connections::Connection& sent, const Lists& lists) {
  std::vector<Fact> facts;
  if (!sent.sent_at) return facts;
  const auto& card = sent.told.card;
  std::size_t number = 0;
  for (const auto& need : sent.told.needs) {
    Fact fact{
        .id = service_id(sent.id, ++number), .happened = *sent.sent_at, .recorded = *sent.sent_at};
    fact.codes = {
        {Field::owner, sent.hotline.str()},
        {Field::services, lists.code("service_type", need.service)},
        {Field::outcome, outcome_of(sent, need.service, lists)},
        {Field::origin, "connection"},
        {Field::urgency, std::string(base::name_of(connections::kUrgencyNames, sent.urgency))},
        {Field::age, lists.band(card.age_band)},
        {Field::sex, lists.code("sex", card.sex)},
        {Field::place, lists.place(base::local_date(*sent.sent_at), card.province)}};
    if (sent.target) fact.codes.emplace_back(Field::organisation, sent.target->org.str());
    if (auto regime = lists.regime(need.service); !regime.empty()) {
      fact.codes.emplace_back(Field::regimes, std::move(regime));
    }
    facts.push_back(std::move(fact));
  }
  return facts;
}

Fact fact_of(const referrals::CountedReferral& sent, const Lists& lists) {
  const auto& card = sent.told.card;
  Fact fact{.id = sent.id.str(), .happened = sent.sent_at, .recorded = sent.sent_at};
  fact.codes = {
      {Field::owner, sent.sender.str()},
      {Field::organisation, sent.target.str()},
      {Field::state, std::string(base::name_of(referrals::kStatusNames, sent.status))},
      {Field::route, std::string(base::name_of(referrals::kRouteNames, sent.route))},
      {Field::urgency, std::string(base::name_of(referrals::kUrgencyNames, sent.urgency))},
      {Field::age, lists.band(card.age_band)},
      {Field::sex, lists.code("sex", card.sex)},
      {Field::place, lists.place(base::local_date(sent.sent_at), card.province)}};
  for (const auto& need : sent.told.needs) {
    add_all(fact.codes, Field::services, {need.service}, "service_type", lists);
  }
  return fact;
}

Fact fact_of(const duties::Duty& duty, base::Timestamp recorded, base::Timestamp now,
             const Lists& lists) {
  return {.id = duty.id.str(),
          .happened = duty.started_at,
          .recorded = recorded,
          .codes = {{Field::owner, owner_of(duty, lists).str()},
                    {Field::organisation, duty.org.str()},
                    {Field::rule, duty.rule_code},
                    {Field::state, result_of(duty, now)}}};
}

std::vector<ServiceAsked> needs_of(const cases::CountedCase& record,
                                   const cases::CountedPerson& person) {
  const bool alone = record.victims.size() == 1;
  std::vector<ServiceAsked> asked;
  for (const auto& need : record.needs) {
    if (need.person ? *need.person == person.id : alone) asked.push_back(asked_by(need));
  }
  return asked;
}

std::string service_id(const connections::ConnectionId& id, std::size_t need) {
  return with_number(id.str(), need);
}

std::optional<connections::ConnectionId> asking_connection(const std::string& id,
                                                           std::size_t need) {
  if (!connections::ConnectionId::parse(id)) return std::nullopt;
  return connections::ConnectionId::parse(with_number(id, need));
}

}  // namespace hd::statistics
