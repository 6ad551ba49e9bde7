#include "contacts/codec.h"

#include <array>
#include <charconv>
#include <stdexcept>
#include <utility>

#include "platform/json.h"

namespace hd::contacts {
namespace {

constexpr std::size_t kFactFields = 15;

/// Splits into exactly kFactFields parts; views into `text`.
std::array<std::string_view, kFactFields> parts_of(std::string_view text) {
  std::array<std::string_view, kFactFields> parts{};
  for (std::size_t i = 0; i < kFactFields; ++i) {
    const auto end = text.find('|');
    if ((end == std::string_view::npos) != (i + 1 == kFactFields)) {
      throw std::runtime_error("contact facts: wrong number of fields");
    }
    parts.at(i) = text.substr(0, end);
    if (end != std::string_view::npos) text.remove_prefix(end + 1);
  }
  if (parts.front() != "1") throw std::runtime_error("contact facts: unknown form");
  return parts;
}

std::vector<std::string> topics_of(std::string_view text) {
  std::vector<std::string> topics;
  while (!text.empty()) {
    const auto end = text.find(',');
    topics.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return topics;
}

/// Text members of a struct under their names; the two directions share one list.
template <class T>
using TextMember = std::pair<std::string_view, std::string T::*>;

constexpr auto kSafeMembers = std::to_array<TextMember<SafeContact>>({
    {"when", &SafeContact::when},
    {"how", &SafeContact::how},
    {"code_word", &SafeContact::code_word},
    {"may_leave_message", &SafeContact::may_leave_message},
    {"who_else_hears", &SafeContact::who_else_hears},
});
constexpr auto kIdentityMembers = std::to_array<TextMember<Identity>>({
    {"phone", &Identity::phone},
    {"commune", &Identity::commune},
});
constexpr auto kNarrativeMembers = std::to_array<TextMember<Narrative>>({
    {"summary", &Narrative::summary},
    {"advice", &Narrative::advice},
    {"offer", &Narrative::offer},
    {"company", &Narrative::company},
    {"migration_advice", &Narrative::migration_advice},
    {"risk_reason", &Narrative::risk_reason},
    {"discard_reason", &Narrative::discard_reason},
});

template <class T, std::size_t N>
void put(platform::JsonObject& object, const T& value, const std::array<TextMember<T>, N>& list) {
  for (const auto& [name, member] : list) {
    if (!(value.*member).empty()) object.emplace_back(std::string(name), value.*member);
  }
}

template <class T, std::size_t N>
void take(const platform::Json& object, T& value, const std::array<TextMember<T>, N>& list) {
  for (const auto& [name, member] : list) {
    const auto* found = object.member(name);
    const std::string* text = found == nullptr ? nullptr : found->template get_if<std::string>();
    if (text != nullptr) value.*member = *text;
  }
}

std::string text_of(platform::JsonObject object) {
  return object.empty() ? std::string() : platform::Json(std::move(object)).dump();
}

}  // namespace

std::string encode(const Facts& facts) {
  std::string out = "1|" + facts.no_content_reason + '|';
  for (std::size_t i = 0; i < facts.topics.size(); ++i) {
    if (i > 0) out += ',';
    out += facts.topics[i];
  }
  const std::string age = facts.age ? std::to_string(*facts.age) : std::string();
  for (const auto* text : {&facts.caller_relation, &facts.sex, &age, &facts.age_band,
                           &facts.province, &facts.language, &facts.ethnic_group}) {
    out += '|';
    out += *text;
  }
  out += facts.anonymous ? "|1|" : "|0|";
  out += facts.report_kind;
  out += facts.follow_up_wanted ? "|1|" : "|0|";
  out += facts.destination_country + '|' + facts.licence_checked;
  return out;
}

Facts decode_facts(std::string_view text) {
  const auto part = parts_of(text);
  Facts facts;
  facts.no_content_reason = part[1];
  facts.topics = topics_of(part[2]);
  facts.caller_relation = part[3];
  facts.sex = part[4];
  if (!part[5].empty()) {
    std::int64_t age = 0;
    const auto* end = part[5].data() + part[5].size();
    if (std::from_chars(part[5].data(), end, age).ptr != end) {
      throw std::runtime_error("contact facts: age");
    }
    facts.age = age;
  }
  facts.age_band = part[6];
  facts.province = part[7];
  facts.language = part[8];
  facts.ethnic_group = part[9];
  facts.anonymous = part[10] == "1";
  facts.report_kind = part[11];
  facts.follow_up_wanted = part[12] == "1";
  facts.destination_country = part[13];
  facts.licence_checked = part[14];
  return facts;
}

std::string encode(const Identity& identity) {
  platform::JsonObject safe;
  put(safe, identity.safe, kSafeMembers);
  if (identity.safe.do_not_call) safe.emplace_back("do_not_call", true);
  platform::JsonObject object;
  put(object, identity, kIdentityMembers);
  if (!safe.empty()) object.emplace_back("safe", std::move(safe));
  return text_of(std::move(object));
}

Identity decode_identity(std::string_view text) {
  Identity identity;
  if (text.empty()) return identity;
  const auto json = platform::parse_own_json(text, "contact envelope");
  take(json, identity, kIdentityMembers);
  if (const auto* safe = json.member("safe")) {
    take(*safe, identity.safe, kSafeMembers);
    const auto* flag = safe->member("do_not_call");
    identity.safe.do_not_call = flag != nullptr && *flag == platform::Json(true);
  }
  return identity;
}

std::string encode(const Narrative& narrative) {
  platform::JsonObject object;
  put(object, narrative, kNarrativeMembers);
  return text_of(std::move(object));
}

Narrative decode_narrative(std::string_view text) {
  Narrative narrative;
  if (!text.empty())
    take(platform::parse_own_json(text, "contact envelope"), narrative, kNarrativeMembers);
  return narrative;
}

}  // namespace hd::contacts
