#include "cases/codec.h"

#include <utility>

#include "cases/limits.h"

namespace hd::cases {
namespace {

using platform::Json;
using platform::JsonArray;
using platform::JsonObject;
using platform::JsonReader;
using platform::text_or_null;
using platform::texts_json;

constexpr std::string_view kCaseEnvelope = "case envelope";

std::string dump(JsonObject object) {
  return Json(std::move(object)).dump();
}

void change(JsonReader& in, std::string_view key, std::size_t max, std::string& value) {
  if (in.has(key)) value = in.optional_text(key, max);
}
void change_code(JsonReader& in, std::string_view key, std::string& value) {
  if (in.has(key)) value = in.optional_code(key);
}
void change_codes(JsonReader& in, std::string_view key, std::vector<std::string>& values) {
  if (in.has(key)) values = in.codes(key, kCodesMax);
}
void change_number(JsonReader& in, std::string_view key, std::int64_t min, std::int64_t max,
                   std::optional<std::int64_t>& value) {
  if (in.has(key)) value = in.optional_number(key, min, max);
}

/// Distinct places for what goes wrong in an array of texts.
std::vector<std::string> read_texts(JsonReader& in, std::string_view key, std::size_t most,
                                    std::size_t max) {
  std::vector<std::string> values;
  std::size_t index = 0;
  for (const Json& item : in.optional_array(key, most)) {
    const Json object = JsonObject{{"text", item}};
    JsonReader part(object, std::string(key) + "." + std::to_string(index++) + ".");
    values.push_back(part.text("text", max));
    in.absorb(part);
  }
  return values;
}

void read(JsonReader& in, Birth& birth) {
  change_number(in, "year", kBirthYearMin, kBirthYearMax, birth.year);
  change_number(in, "month", 1, 12, birth.month);
  change_number(in, "day", 1, 31, birth.day);
  if (in.has("estimated")) birth.estimated = in.optional_flag("estimated").value_or(false);
  change_number(in, "age_from", 0, kAgeMax, birth.age_from);
  change_number(in, "age_to", 0, kAgeMax, birth.age_to);
  if (in.has("age_on")) birth.age_on = in.optional_date("age_on");
}

Guardian read_guardian(JsonReader& in) {
  return {.person = in.optional_id<PersonId>("person_id"),
          .name = in.optional_text("name", kNameMax),
          .relation = in.text("relation", kNameMax),
          .adverse = in.optional_flag("adverse").value_or(false),
          .adverse_reason = in.optional_text("adverse_reason", kNoteMax)};
}

RouteLeg read_leg(JsonReader& in) {
  return {.from = in.optional_text("from", kNameMax),
          .to = in.optional_text("to", kNameMax),
          .by = in.optional_text("by", kNameMax),
          .date = in.optional_text("date", kDateTextMax)};
}

Json leg_json(const RouteLeg& leg) {
  return JsonObject{{"from", text_or_null(leg.from)},
                    {"to", text_or_null(leg.to)},
                    {"by", text_or_null(leg.by)},
                    {"date", text_or_null(leg.date)}};
}

Resolution read_resolution(JsonReader& in) {
  const std::string text = in.text("text", kNoteMax);
  const auto org = in.id<directory::OrgId>("organisation_id");
  return {.text = text,
          .org = org.value_or(directory::OrgId::of_key("")),
          .unit = in.optional_id<directory::UnitId>("unit_id"),
          .due_on = in.date("due_on"),
          .duty = in.optional_text("duty_id", kDateTextMax * 2)};
}

template <class T>
T decode(std::string_view text) {
  T value;
  const Json json = platform::parse_own_json(text, kCaseEnvelope);
  JsonReader in(json);
  read(in, value);
  in.require_clean(kCaseEnvelope);
  return value;
}

}  // namespace

JsonObject to_json(const Birth& birth) {
  return {{"year", birth.year},           {"month", birth.month},       {"day", birth.day},
          {"estimated", birth.estimated}, {"age_from", birth.age_from}, {"age_to", birth.age_to},
          {"age_on", birth.age_on}};
}

JsonObject to_json(const Guardian& guardian) {
  return {{"person_id", guardian.person},
          {"name", text_or_null(guardian.name)},
          {"relation", guardian.relation},
          {"adverse", guardian.adverse},
          {"adverse_reason", text_or_null(guardian.adverse_reason)}};
}

JsonObject to_json(const Identity& identity) {
  JsonArray guardians;
  for (const Guardian& guardian : identity.guardians) guardians.emplace_back(to_json(guardian));
  return {{"full_name", text_or_null(identity.full_name)},
          {"other_names", texts_json(identity.other_names)},
          {"birth", to_json(identity.birth)},
          {"phone", text_or_null(identity.phone)},
          {"id_kind", text_or_null(identity.id_kind)},
          {"id_number", text_or_null(identity.id_number)},
          {"origin_province", text_or_null(identity.origin_province)},
          {"origin_address", text_or_null(identity.origin_address)},
          {"present_address", text_or_null(identity.present_address)},
          {"guardians", std::move(guardians)}};
}

JsonObject to_json(const Facts& facts) {
  return {{"sex", text_or_null(facts.sex)},
          {"apparent_age", text_or_null(facts.apparent_age)},
          {"ethnic_group", text_or_null(facts.ethnic_group)},
          {"citizenship", text_or_null(facts.citizenship)},
          {"residence_class", text_or_null(facts.residence_class)},
          {"languages", texts_json(facts.languages)},
          {"disability", texts_json(facts.disability)},
          {"education", text_or_null(facts.education)},
          {"marital_status", text_or_null(facts.marital_status)},
          {"occupation", text_or_null(facts.occupation)},
          {"household", text_or_null(facts.household)},
          {"high_risk_groups", texts_json(facts.high_risk_groups)},
          {"where", text_or_null(facts.where)},
          {"country", text_or_null(facts.country)}};
}

JsonObject to_json(const Trafficking& t) {
  JsonArray legs;
  for (const RouteLeg& leg : t.route_legs) legs.push_back(leg_json(leg));
  return {{"purposes", texts_json(t.purposes)},
          {"acts", texts_json(t.acts)},
          {"means", texts_json(t.means)},
          {"control", texts_json(t.control)},
          {"space", text_or_null(t.space)},
          {"recruitment_method", text_or_null(t.recruitment_method)},
          {"lures", texts_json(t.lures)},
          {"recruiter", text_or_null(t.recruiter)},
          {"platforms", texts_json(t.platforms)},
          {"from_place", text_or_null(t.from_place)},
          {"to_place", text_or_null(t.to_place)},
          {"route_legs", std::move(legs)},
          {"from_date", text_or_null(t.from_date)},
          {"to_date", text_or_null(t.to_date)},
          {"who_decided", text_or_null(t.who_decided)},
          {"account", text_or_null(t.account)}};
}

std::vector<Guardian> read_guardians(JsonReader& in) {
  return in.objects("guardians", kListMax, read_guardian);
}

void read(JsonReader& in, Identity& identity) {
  change(in, "full_name", kNameMax, identity.full_name);
  if (in.has("other_names")) {
    identity.other_names = read_texts(in, "other_names", kListMax, kNameMax);
  }
  if (in.has("birth")) {
    identity.birth = {};
    if (const Json* object = in.optional_object("birth"); object != nullptr) {
      JsonReader part(*object, "birth.");
      read(part, identity.birth);
      in.absorb(part);
    }
  }
  change(in, "phone", kPhoneMax, identity.phone);
  change_code(in, "id_kind", identity.id_kind);
  change(in, "id_number", kPhoneMax, identity.id_number);
  change(in, "origin_province", kPhoneMax, identity.origin_province);
  change(in, "origin_address", kAddressMax, identity.origin_address);
  change(in, "present_address", kAddressMax, identity.present_address);
  if (in.has("guardians")) identity.guardians = read_guardians(in);
}

void read(JsonReader& in, Facts& facts) {
  change_code(in, "sex", facts.sex);
  change_code(in, "apparent_age", facts.apparent_age);
  change_code(in, "ethnic_group", facts.ethnic_group);
  change_code(in, "citizenship", facts.citizenship);
  change_code(in, "residence_class", facts.residence_class);
  change_codes(in, "languages", facts.languages);
  change_codes(in, "disability", facts.disability);
  change_code(in, "education", facts.education);
  change_code(in, "marital_status", facts.marital_status);
  change_code(in, "occupation", facts.occupation);
  change_code(in, "household", facts.household);
  change_codes(in, "high_risk_groups", facts.high_risk_groups);
  change_code(in, "where", facts.where);
  change_code(in, "country", facts.country);
}

void read(JsonReader& in, Trafficking& t) {
  change_codes(in, "purposes", t.purposes);
  change_codes(in, "acts", t.acts);
  change_codes(in, "means", t.means);
  change_codes(in, "control", t.control);
  change_code(in, "space", t.space);
  change_code(in, "recruitment_method", t.recruitment_method);
  change_codes(in, "lures", t.lures);
  change_code(in, "recruiter", t.recruiter);
  change_codes(in, "platforms", t.platforms);
  change(in, "from_place", kNameMax, t.from_place);
  change(in, "to_place", kNameMax, t.to_place);
  if (in.has("route_legs")) t.route_legs = in.objects("route_legs", kListMax, read_leg);
  change(in, "from_date", kDateTextMax, t.from_date);
  change(in, "to_date", kDateTextMax, t.to_date);
  change(in, "who_decided", kNameMax, t.who_decided);
  change(in, "account", kStoryMax, t.account);
}

void read(JsonReader& in, Conference& conference) {
  conference.participants = read_texts(in, "participants", kParticipantsMax, kNameMax);
  conference.decisions = in.objects("decisions", kListMax, read_resolution);
}

std::string encode(const Identity& identity) {
  return dump(to_json(identity));
}
std::string encode(const Facts& facts) {
  return dump(to_json(facts));
}
std::string encode(const Trafficking& trafficking) {
  return dump(to_json(trafficking));
}
std::string encode(const Closure& closure) {
  return dump(JsonObject{{"outcome", closure.outcome},
                         {"re_trafficking_risk", closure.re_trafficking_risk}});
}
std::string encode(const Need& need) {
  return dump(JsonObject{{"service", need.service},
                         {"detail", need.detail},
                         {"wish", need.wish},
                         {"note", need.note}});
}
std::string encode(const Conference& conference) {
  JsonArray decisions;
  for (const Resolution& made : conference.decisions) {
    decisions.emplace_back(JsonObject{{"text", made.text},
                                      {"organisation_id", made.org},
                                      {"unit_id", made.unit},
                                      {"due_on", made.due_on},
                                      {"duty_id", made.duty}});
  }
  return dump(JsonObject{{"participants", texts_json(conference.participants)},
                         {"decisions", std::move(decisions)}});
}
std::string encode(const std::map<std::string, std::string>& texts) {
  if (texts.empty()) return "";
  JsonObject object;
  for (const auto& [key, text] : texts) object.emplace_back(key, text);
  return dump(object);
}

Identity decode_identity(std::string_view text) {
  return decode<Identity>(text);
}
Facts decode_facts(std::string_view text) {
  return decode<Facts>(text);
}
Trafficking decode_trafficking(std::string_view text) {
  return decode<Trafficking>(text);
}

Closure decode_closure(std::string_view text) {
  const Json json = platform::parse_own_json(text, kCaseEnvelope);
  JsonReader in(json);
  Closure closure{.outcome = in.optional_text("outcome", kStoryMax),
                  .re_trafficking_risk = in.optional_code("re_trafficking_risk")};
  in.require_clean(kCaseEnvelope);
  return closure;
}

void decode_into(std::string_view text, Need& need) {
  const Json json = platform::parse_own_json(text, kCaseEnvelope);
  JsonReader in(json);
  need.service = in.optional_code("service");
  need.detail = in.optional_text("detail", kNoteMax);
  need.wish = in.optional_text("wish", kNoteMax);
  need.note = in.optional_text("note", kNoteMax);
  in.require_clean(kCaseEnvelope);
}

void decode_into(std::string_view text, Conference& conference) {
  const Json json = platform::parse_own_json(text, kCaseEnvelope);
  JsonReader in(json);
  read(in, conference);
  in.require_clean(kCaseEnvelope);
}

std::map<std::string, std::string> decode_texts(std::string_view text) {
  return platform::decode_texts(text, "case entry");
}

}  // namespace hd::cases
