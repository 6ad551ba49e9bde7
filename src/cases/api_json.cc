#include "cases/api_json.h"

#include <algorithm>
#include <utility>

#include "cases/codec.h"
#include "directory/operations.h"
#include "server/names.h"

namespace hd::cases {
namespace {

using access::Relation;

JsonArray marks_json(std::uint8_t marks) {
  JsonArray names;
  if ((marks & access::kWork) != 0) names.emplace_back("work");
  if ((marks & access::kIdentity) != 0) names.emplace_back("identity");
  if ((marks & access::kNarrative) != 0) names.emplace_back("narrative");
  return names;
}

std::string_view mark_name(access::Mark mark) {
  if (mark == access::kNarrative) return "narrative";
  return mark == access::kIdentity ? "identity" : "work";
}

/// As what somebody stands to a case, in the words of the contract.
std::string relation_name(Relation relation) {
  if (relation == Relation::author) return "lead";
  if (relation == Relation::owner) return "manager";
  return std::string(base::name_of(access::kRelationNames, relation));
}

/// Names of the identity fields that are filled in.
std::vector<std::string> filled(const Identity& identity) {
  std::vector<std::string> names;
  for (const auto& [name, value] : to_json(identity)) {
    const auto* list = value.get_if<JsonArray>();
    const bool empty = value.is_null() || (list != nullptr && list->empty()) ||
                       (name == "birth" && identity.birth == Birth());
    if (!empty) names.push_back(name);
  }
  return names;
}

JsonArray all_masked() {
  JsonArray names;
  for (const auto& entry : to_json(Identity())) names.emplace_back(entry.first);
  return names;
}

JsonObject age_json(const AgeFacts& facts) {
  return {{"age_from", facts.age ? Json(facts.age->from) : Json()},
          {"age_to", facts.age ? Json(facts.age->to) : Json()},
          {"treated_as_child", facts.treated_as_child},
          {"maybe_child", facts.maybe_child},
          {"under_7", facts.under_7},
          {"under_16", facts.under_16},
          {"under_18", facts.under_18}};
}

JsonArray guardians_json(const Person& person) {
  JsonArray items;
  for (const Guardian& guardian : person.identity.guardians) {
    items.emplace_back(JsonObject{{"person_id", guardian.person},
                                  {"relation", guardian.relation},
                                  {"adverse", guardian.adverse},
                                  {"adverse_reason", text_or_null(guardian.adverse_reason)}});
  }
  return items;
}

std::optional<duties::Duty> first_open(const std::vector<duties::View>& views) {
  std::optional<duties::Duty> first;
  for (const auto& view : views) {
    if (view.duty.state != duties::State::open) continue;
    if (!first || view.duty.clock_at() < first->clock_at()) first = view.duty;
  }
  return first;
}

void add_actions(const Loaded& loaded, const Operations::Around& around, JsonArray& actions) {
  if (around.manages) {
    for (const Action action : actions_of(loaded.record.state)) {
      actions.emplace_back(base::name_of(kActionNames, action));
    }
  }
  const bool tells = (loaded.decision.marks & access::kNarrative) != 0;
  if (around.works) {
    for (const char* name : {"save", "add_person", "add_need", "add_note"}) {
      actions.emplace_back(name);
    }
    if (tells) actions.emplace_back("add_conference");
  }
  if (around.manages && loaded.record.state != State::closed)
    actions.emplace_back("manage_members");
  if (around.manages) {
    actions.emplace_back("exclude");
    actions.emplace_back("change_lead");
  }
  if (around.reveals) actions.emplace_back("reveal_identity");
  if (around.consents) actions.emplace_back("record_consent");
  if (around.refers) actions.emplace_back("start_referral");
}

Json closure_json(const Case& record) {
  if (!record.closed_at) return {};
  return JsonObject{{"reason", record.closure_reason},
                    {"outcome", text_or_null(record.closure.outcome)},
                    {"re_trafficking_risk", text_or_null(record.closure.re_trafficking_risk)},
                    {"next_followup_on", record.next_followup_on}};
}

}  // namespace

Writer::Writer(platform::Transaction& tx, vault::Vault& vault, const server::Call& call)
    : actor_(call.actor), now_(call.now), today_(call.today()), names_(tx, vault, today_) {}

JsonObject Writer::lead(const Case& record) {
  return {{"organisation_id", record.lead_org},
          {"organisation_name", names_.org(record.lead_org)},
          {"unit_id", record.lead_unit},
          {"unit_name", text_or_null(names_.unit(record.lead_unit))},
          {"user_id", record.lead_officer},
          {"user_name", names_.user(record.lead_officer)}};
}

/// Who has the clock that ends first; without one it is the lead's turn; a closed case is nobody's.
Json Writer::turn(const Case& record, const std::optional<duties::Duty>& next) const {
  if (!next && record.state == State::closed) return {};
  const auto& org = next ? next->org : record.lead_org;
  return JsonObject{{"organisation_id", org}, {"organisation_name", names_.org(org)}};
}

JsonObject Writer::summary(const Line& line) {
  const Case& c = line.record;
  const auto& duty = line.next_duty;
  return {{"id", c.id},
          {"number", c.number},
          {"state", base::name_of(kStateNames, c.state)},
          {"lead", lead(c)},
          {"relation", relation_name(line.relation)},
          {"persons_count", c.persons},
          {"identification", c.identification},
          {"risk_level", text_or_null(c.risk_level)},
          {"opened_at", c.opened_at},
          {"updated_at", c.updated_at},
          {"next_due_at", duty ? Json(duty->due_at) : Json()},
          {"overdue", duty && duty->overdue(now_)},
          {"whose_turn", turn(c, duty)}};
}

JsonArray Writer::members(const Case& record) {
  JsonArray items;
  for (const CaseMember& member : record.members) {
    items.emplace_back(JsonObject{{"user_id", member.user},
                                  {"user_name", names_.user(member.user)},
                                  {"organisation_id", member.org},
                                  {"organisation_name", names_.org(member.org)},
                                  {"kind", base::name_of(access::kMemberKindNames, member.kind)},
                                  {"since", member.since}});
  }
  return items;
}

JsonObject Writer::exclusions(const Case& record, const Operations::Around& around) {
  Json items;
  if (around.manages) {
    JsonArray named;
    for (const Exclusion& exclusion : around.exclusions) {
      named.emplace_back(JsonObject{{"user_id", exclusion.user},
                                    {"user_name", names_.user(exclusion.user)},
                                    {"reason", exclusion.reason},
                                    {"at", exclusion.at}});
    }
    items = std::move(named);
  }
  return {{"count", record.exclusions.size()}, {"items", std::move(items)}};
}

JsonArray Writer::sights(const Case& record, const Operations::Around& around) {
  JsonArray items;
  const auto object = object_of(record, now_);
  const auto add = [&](const access::UserId& user, const directory::OrgId& org, Relation relation,
                       base::Timestamp since) {
    const access::Post post{
        access::PostId::of_key("sight"), access::Role::counsellor, org, {}, today_, {}};
    const auto sees = access::decide({.user = user, .posts = {post}},
                                     access::Permission::cases_read, object, today_);
    items.emplace_back(JsonObject{{"who", names_.user(user)},
                                  {"kind", "user"},
                                  {"relation", relation_name(relation)},
                                  {"marks", marks_json(sees.marks)},
                                  {"since", since},
                                  {"until", Json()}});
  };
  add(record.lead_officer, record.lead_org, Relation::author, record.opened_at);
  for (const CaseMember& member : record.members) {
    const access::Post post{
        access::PostId::of_key("sight"), access::Role::counsellor, member.org, {}, today_, {}};
    add(member.user, member.org, access::relation_of(member.user, post, object), member.since);
  }
  items.emplace_back(JsonObject{{"who", names_.org(record.lead_org)},
                                {"kind", "managers"},
                                {"relation", "manager"},
                                {"marks", marks_json(access::kWork | access::kIdentity)},
                                {"since", Json()},
                                {"until", Json()}});
  for (const ConsentOverride& one : around.overrides) {
    items.emplace_back(JsonObject{{"who", names_.org(one.recipient)},
                                  {"kind", "organisation"},
                                  {"relation", "override"},
                                  {"marks", marks_json(marks_of(one.categories))},
                                  {"since", one.ruling->at},
                                  {"until", one.until}});
  }
  return items;
}

JsonObject Writer::person(const Person& person, std::uint8_t marks) const {
  const bool identity = (marks & access::kIdentity) != 0;
  const bool narrative = (marks & access::kNarrative) != 0;
  JsonArray masked;
  if (identity) {
    for (const auto& name : filled(person.identity)) masked.emplace_back(name);
  } else {
    masked = all_masked();
  }
  if (!narrative) masked.emplace_back("trafficking");
  return {{"id", person.id},
          {"case_id", person.case_file},
          {"position", person.position},
          {"kind", base::name_of(kPersonKindNames, person.kind)},
          {"identification", person.identification},
          {"version", person.version},
          {"created_at", person.created_at},
          {"updated_at", person.updated_at},
          {"age", age_json(age_facts(person, today_))},
          {"facts", to_json(person.facts)},
          {"trafficking", narrative ? Json(to_json(person.trafficking)) : Json()},
          {"guardians", identity ? Json(guardians_json(person)) : Json()},
          {"masked", std::move(masked)}};
}

JsonObject Writer::revealed(const Person& person, const std::vector<std::string>& fields) {
  JsonObject values;
  for (auto& [name, value] : to_json(person.identity)) {
    if (std::ranges::find(fields, name) != fields.end()) values.emplace_back(name, value);
  }
  return values;
}

JsonObject Writer::need(const Need& need) const {
  return {{"id", need.id},
          {"case_id", need.case_file},
          {"person_id", need.person},
          {"state", need.state},
          {"service", need.service},
          {"detail", text_or_null(need.detail)},
          {"wish", text_or_null(need.wish)},
          {"note", text_or_null(need.note)},
          {"created_at", need.created_at},
          {"updated_at", need.updated_at},
          {"version", need.version}};
}

JsonObject Writer::conference(const Conference& conference) {
  JsonArray participants;
  for (const auto& name : conference.participants) participants.emplace_back(name);
  JsonArray decisions;
  for (const Resolution& made : conference.decisions) {
    decisions.emplace_back(JsonObject{{"text", made.text},
                                      {"organisation_id", made.org},
                                      {"organisation_name", names_.org(made.org)},
                                      {"unit_id", made.unit},
                                      {"due_on", made.due_on},
                                      {"duty_id", text_or_null(made.duty)}});
  }
  return {{"id", conference.id},
          {"at", conference.at},
          {"user_name", names_.user(conference.created_by)},
          {"participants", std::move(participants)},
          {"decisions", std::move(decisions)}};
}

JsonObject Writer::entry(const TimelineEntry& entry) {
  JsonArray texts;
  for (const auto& [name, text] : entry.texts) {
    texts.emplace_back(JsonObject{{"name", name}, {"text", text}});
  }
  Json subject;
  if (!entry.subject_id.empty()) {
    subject = JsonObject{{"kind", entry.subject_kind}, {"id", entry.subject_id}};
  }
  return {{"id", entry.id},
          {"number", entry.number},
          {"at", entry.at},
          {"kind", entry.kind},
          {"code", text_or_null(entry.code)},
          {"user_name", text_or_null(names_.user(entry.by))},
          {"organisation_name", text_or_null(names_.org(entry.org))},
          {"wall", base::name_of(kWallNames, entry.wall)},
          {"mark", mark_name(entry.mark)},
          {"texts", std::move(texts)},
          {"subject", std::move(subject)}};
}

JsonObject Writer::whole(const Loaded& loaded, const Operations::Around& around,
                         bool may_open_contact) {
  const Case& c = loaded.record;
  const std::uint8_t marks = loaded.decision.marks;
  const bool narrative = (marks & access::kNarrative) != 0;
  JsonArray persons, needs, conferences, clocks, masked, actions;
  for (const Person& one : around.persons) persons.emplace_back(person(one, marks));
  for (const Need& one : around.needs) needs.emplace_back(need(one));
  for (const Conference& one : around.conferences) conferences.emplace_back(conference(one));
  for (const auto& view : around.duties) clocks.emplace_back(duties::to_json(view));
  if (!narrative) {
    for (const char* name : {"summary", "conferences"}) masked.emplace_back(name);
  }
  add_actions(loaded, around, actions);
  const auto next = first_open(around.duties);
  Json contact;
  if (c.contact && may_open_contact) {
    contact = JsonObject{{"id", *c.contact}, {"number", c.contact_number}};
  }
  Who who{actor_, now_};
  return {{"id", c.id},
          {"number", c.number},
          {"state", base::name_of(kStateNames, c.state)},
          {"version", c.version},
          {"lead", lead(c)},
          {"relation", relation_name(relation_of(who, c))},
          {"marks", marks_json(marks)},
          {"masked", std::move(masked)},
          {"contact", std::move(contact)},
          {"entry_road", c.entry_road},
          {"summary", narrative ? text_or_null(c.summary) : Json()},
          {"opened_at", c.opened_at},
          {"updated_at", c.updated_at},
          {"closed_at", c.closed_at},
          {"closure", closure_json(c)},
          {"identification", c.identification},
          {"risk_level", text_or_null(c.risk_level)},
          {"members", members(c)},
          {"exclusions", exclusions(c, around)},
          {"persons", std::move(persons)},
          {"needs", std::move(needs)},
          {"conferences", std::move(conferences)},
          {"duties", std::move(clocks)},
          {"next_due_at", next ? Json(next->due_at) : Json()},
          {"whose_turn", turn(c, next)},
          {"who_sees_what", sights(c, around)},
          {"next_actions", std::move(actions)}};
}

}  // namespace hd::cases
