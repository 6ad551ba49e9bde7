#include "contacts/api_fields.h"

#include <algorithm>
#include <array>

namespace hd::contacts {
namespace {

using platform::JsonReader;

constexpr std::size_t kShort = 200;
constexpr std::size_t kLine = 500;
constexpr std::size_t kText = 2000;
constexpr std::size_t kStory = 20000;
constexpr std::int64_t kOldest = 120;

constexpr auto kYesNoUnknown = std::to_array<std::string_view>({"yes", "no", "unknown"});

void code(JsonReader& in, std::string_view key, std::string& value) {
  if (in.has(key)) value = in.optional_code(key);
}

void text(JsonReader& in, std::string_view key, std::size_t limit, std::string& value) {
  if (in.has(key)) value = in.optional_text(key, limit);
}

void flag(JsonReader& in, std::string_view key, bool& value) {
  if (in.has(key)) value = in.optional_flag(key).value_or(false);
}

void answer(JsonReader& in, std::string_view key, std::string& value) {
  if (!in.has(key)) return;
  value = in.optional_code(key);
  const bool known =
      value.empty() || std::ranges::find(kYesNoUnknown, value) != kYesNoUnknown.end();
  if (!known) in.complain(key, "unknown_value");
}

void read_safe_contact(JsonReader& in, SafeContact& safe) {
  if (!in.has("safe_contact")) return;
  const auto* object = in.optional_object("safe_contact");
  safe = {};
  if (object == nullptr) return;
  JsonReader part(*object, "safe_contact.");
  text(part, "when", kLine, safe.when);
  text(part, "how", kLine, safe.how);
  text(part, "code_word", 100, safe.code_word);
  answer(part, "may_leave_message", safe.may_leave_message);
  text(part, "who_else_hears", kLine, safe.who_else_hears);
  flag(part, "do_not_call", safe.do_not_call);
  in.absorb(part);
}

void read_safe_migration(JsonReader& in, Contact& contact) {
  if (!in.has("safe_migration")) return;
  const auto* object = in.optional_object("safe_migration");
  Facts& facts = contact.facts;
  Narrative& told = contact.narrative;
  facts.destination_country = facts.licence_checked = "";
  told.offer = told.company = told.migration_advice = "";
  if (object == nullptr) return;
  JsonReader part(*object, "safe_migration.");
  code(part, "destination_country", facts.destination_country);
  text(part, "offer", kText, told.offer);
  text(part, "company", kShort, told.company);
  code(part, "licence_checked", facts.licence_checked);
  text(part, "advice_given", kText, told.migration_advice);
  in.absorb(part);
}

void read_facts(JsonReader& in, Facts& facts) {
  code(in, "no_content_reason", facts.no_content_reason);
  if (in.has("topics")) facts.topics = in.codes("topics", 20);
  code(in, "caller_relation", facts.caller_relation);
  code(in, "sex", facts.sex);
  if (in.has("age")) facts.age = in.optional_number("age", 0, kOldest);
  code(in, "age_band", facts.age_band);
  code(in, "province", facts.province);
  code(in, "language", facts.language);
  code(in, "ethnic_group", facts.ethnic_group);
  flag(in, "anonymous", facts.anonymous);
  code(in, "report_kind", facts.report_kind);
  flag(in, "follow_up_wanted", facts.follow_up_wanted);
}

}  // namespace

void read_fields(JsonReader& in, Contact& contact) {
  code(in, "channel", contact.channel);
  if (in.has("direction")) contact.direction = in.choice("direction", kDirectionNames);
  if (in.has("started_at")) contact.started_at = in.time("started_at");
  if (in.has("ended_at")) contact.ended_at = in.optional_time("ended_at");
  code(in, "kind", contact.kind);
  read_facts(in, contact.facts);
  text(in, "commune_text", kShort, contact.identity.commune);
  text(in, "phone", 40, contact.identity.phone);
  read_safe_contact(in, contact.identity.safe);
  text(in, "summary", kStory, contact.narrative.summary);
  text(in, "advice", kStory, contact.narrative.advice);
  read_safe_migration(in, contact);
  if (in.has("repeat_of")) contact.repeat_of = in.optional_id<ContactId>("repeat_of");
}

}  // namespace hd::contacts
