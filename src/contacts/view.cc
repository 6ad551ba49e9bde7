#include "contacts/view.h"

#include <map>
#include <memory>
#include <utility>

#include "base/phone.h"
#include "contacts/check.h"

namespace hd::contacts {
namespace {

using platform::Json;
using platform::JsonObject;
using platform::JsonWriter;
using platform::text_or_null;
using platform::texts_json;

Json masked(const std::string& phone) {
  return phone.empty() ? Json() : Json(base::masked_phone(phone));
}

Json safe_contact_json(const SafeContact& safe) {
  if (safe == SafeContact{}) return {};
  return JsonObject{{"when", text_or_null(safe.when)},
                    {"how", text_or_null(safe.how)},
                    {"code_word", text_or_null(safe.code_word)},
                    {"may_leave_message", text_or_null(safe.may_leave_message)},
                    {"who_else_hears", text_or_null(safe.who_else_hears)},
                    {"do_not_call", safe.do_not_call}};
}

Json safe_migration_json(const Contact& contact) {
  const Facts& facts = contact.facts;
  const Narrative& told = contact.narrative;
  if (facts.destination_country.empty() && facts.licence_checked.empty() && told.offer.empty() &&
      told.company.empty() && told.migration_advice.empty()) {
    return {};
  }
  return JsonObject{{"destination_country", text_or_null(facts.destination_country)},
                    {"offer", text_or_null(told.offer)},
                    {"company", text_or_null(told.company)},
                    {"licence_checked", text_or_null(facts.licence_checked)},
                    {"advice_given", text_or_null(told.migration_advice)}};
}

template <class Id, class Ask>
std::function<std::string(const Id&)> once_each(Ask ask) {
  return [ask = std::move(ask), known = std::map<Id, std::string>()](const Id& id) mutable {
    const auto found = known.find(id);
    if (found != known.end()) return found->second;
    return known.emplace(id, ask(id)).first->second;
  };
}

}  // namespace

Names remembering(Names names) {
  return {.hotline = once_each<directory::OrgId>(std::move(names.hotline)),
          .user = once_each<access::UserId>(std::move(names.user))};
}

void write_summary(JsonWriter& out, const View& view, const Contact& contact,
                   const std::vector<std::string>& next_actions) {
  const auto day = base::local_date(contact.started_at);
  out.put("id", contact.id);
  out.put_or_null("number", contact.number);
  out.put("state", base::name_of(kStateNames, contact.state));
  out.put("hotline_id", contact.hotline);
  out.put("hotline_name", view.names.hotline(contact.hotline));
  out.put("channel", contact.channel);
  out.put("direction", base::name_of(kDirectionNames, contact.direction));
  out.put("started_at", contact.started_at);
  out.put("ended_at", contact.ended_at);
  out.put_or_null("kind", contact.kind);
  out.put_or_null("no_content_reason", contact.facts.no_content_reason);
  out.put_or_null("report_group", report_group(view.directory, contact.kind, day));
  out.put("topics", texts_json(contact.facts.topics));
  out.put_or_null("caller_relation", contact.facts.caller_relation);
  out.put("phone_masked", masked(contact.identity.phone));
  out.put("counsellor", JsonObject{{"id", contact.counsellor},
                                   {"display_name", view.names.user(contact.counsellor)}});
  out.put("at_risk", contact.at_risk);
  out.put("follow_up_wanted", contact.facts.follow_up_wanted);
  out.put("updated_at", contact.updated_at);
  out.put("version", contact.version);
  out.put("whose_turn", base::name_of(kTurnNames, whose_turn(contact)));
  out.put("next_actions", texts_json(next_actions));
}

void add_fields(JsonObject& object, const Contact& contact, bool show_phone) {
  const Facts& facts = contact.facts;
  const auto put = [&](std::string_view key, Json value) {
    object.emplace_back(std::string(key), std::move(value));
  };
  put("sex", text_or_null(facts.sex));
  put("age", facts.age);
  put("age_band", text_or_null(facts.age_band));
  put("province", text_or_null(facts.province));
  put("commune_text", text_or_null(contact.identity.commune));
  put("language", text_or_null(facts.language));
  put("ethnic_group", text_or_null(facts.ethnic_group));
  put("anonymous", facts.anonymous);
  put("phone", show_phone ? text_or_null(contact.identity.phone) : masked(contact.identity.phone));
  put("safe_contact", safe_contact_json(contact.identity.safe));
  put("summary", text_or_null(contact.narrative.summary));
  put("advice", text_or_null(contact.narrative.advice));
  put("safe_migration", safe_migration_json(contact));
  put("report_kind", text_or_null(facts.report_kind));
}

std::vector<FieldChange> differences(const Contact& before, const Contact& after) {
  const auto fields = [](const Contact& contact) {
    JsonObject object{{"channel", contact.channel},
                      {"direction", base::name_of(kDirectionNames, contact.direction)},
                      {"started_at", contact.started_at},
                      {"ended_at", contact.ended_at},
                      {"kind", text_or_null(contact.kind)},
                      {"no_content_reason", text_or_null(contact.facts.no_content_reason)},
                      {"topics", texts_json(contact.facts.topics)},
                      {"caller_relation", text_or_null(contact.facts.caller_relation)}};
    add_fields(object, contact, false);
    object.emplace_back("follow_up_wanted", contact.facts.follow_up_wanted);
    object.emplace_back("repeat_of", contact.repeat_of);
    return object;
  };
  const JsonObject old_fields = fields(before);
  JsonObject new_fields = fields(after);
  std::vector<FieldChange> changes;
  for (std::size_t i = 0; i < old_fields.size(); ++i) {
    const auto& [name, was] = old_fields[i];
    auto& now = new_fields[i].second;
    const bool other_phone = name == "phone" && before.identity.phone != after.identity.phone;
    if (was != now || other_phone) changes.push_back({name, was, std::move(now)});
  }
  return changes;
}

}  // namespace hd::contacts
