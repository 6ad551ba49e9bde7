#include "contacts/check.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <string>

#include "base/phone.h"
#include "base/text.h"
#include "documents/numbering.h"

namespace hd::contacts {
namespace {

using base::FieldError;
using directory::Directory;

constexpr base::Date kEarliest{std::chrono::year{1990}, std::chrono::month{1}, std::chrono::day{1}};

void check_code(const Directory& lists, std::string_view list, const std::string& code,
                base::Date day, std::string_view field, std::vector<FieldError>& faults) {
  if (code.empty() || lists.code(list, code, day) != nullptr) return;
  faults.push_back({std::string(field), "unknown_value"});
}

void check_times(const Contact& contact, base::Timestamp now, std::vector<FieldError>& faults) {
  const auto latest = now + kClockTolerance;
  if (contact.started_at > latest) faults.push_back({"started_at", "in_future"});
  if (contact.started_at < base::start_of_day(kEarliest)) {
    faults.push_back({"started_at", "too_early"});
  }
  if (!contact.ended_at) return;
  if (*contact.ended_at > latest) {
    faults.push_back({"ended_at", "in_future"});
  } else if (*contact.ended_at < contact.started_at) {
    faults.push_back({"ended_at", "before_start"});
  }
}

void check_age(const Contact& contact, const Directory& lists, std::vector<FieldError>& faults) {
  const auto& band = contact.facts.age_band;
  if (band.empty() || is_empty_answer(band)) return;
  const auto bands = lists.age_bands("un_wide");
  const auto found =
      std::ranges::find_if(bands, [&](const auto* one) { return one->code == band; });
  if (found == bands.end()) {
    faults.push_back({"age_band", "unknown_value"});
    return;
  }
  const auto& age = contact.facts.age;
  const auto& upper = (*found)->to_age;
  if (age && (*age < (*found)->from_age || (upper && *age > *upper))) {
    faults.push_back({"age_band", "not_applicable"});
  }
}

void check_topics(const Contact& contact, const Directory& lists, base::Date day,
                  std::vector<FieldError>& faults) {
  std::set<std::string_view> seen;
  for (const auto& topic : contact.facts.topics) {
    if (lists.code("topic", topic, day) == nullptr) {
      faults.push_back({"topics", "unknown_value"});
      return;
    }
    if (!seen.insert(topic).second) {
      faults.push_back({"topics", "duplicate"});
      return;
    }
  }
}

void check_place(const Contact& contact, const Directory& lists, base::Date day,
                 std::vector<FieldError>& faults) {
  const auto& province = contact.facts.province;
  if (province.empty() || is_empty_answer(province)) return;
  if (lists.territory({directory::geography_on(day), province}, day) == nullptr) {
    faults.push_back({"province", "unknown_value"});
  }
}

struct Needs {
  std::string_view kind;
  bool reason, facts, summary;
};
/// Kinds that are not listed need everything: a kind added later is asked for too much rather than
/// too little.
constexpr auto kNeeds = std::to_array<Needs>({
    {"no_content", true, false, false},
    {"information", false, true, false},
});

Needs needs_of(std::string_view kind) {
  const auto* row = std::ranges::find(kNeeds, kind, &Needs::kind);
  return row != kNeeds.end() ? *row : Needs{kind, false, true, true};
}

}  // namespace

bool is_empty_answer(std::string_view code) {
  return code == "unknown" || code == "refused" || code == "not_asked";
}

std::vector<FieldError> impossible(const Contact& contact, const Directory& directory,
                                   base::Timestamp now) {
  std::vector<FieldError> faults;
  const base::Date day = base::local_date(std::min(contact.started_at, now));
  const Facts& facts = contact.facts;
  if (contact.channel.empty()) faults.push_back({"channel", "required"});
  check_code(directory, "channel", contact.channel, day, "channel", faults);
  check_times(contact, now, faults);
  check_code(directory, "contact_kind", contact.kind, day, "kind", faults);
  check_code(directory, "no_content_reason", facts.no_content_reason, day, "no_content_reason",
             faults);
  if (!facts.no_content_reason.empty() && !contact.kind.empty() && contact.kind != "no_content") {
    faults.push_back({"no_content_reason", "not_applicable"});
  }
  check_topics(contact, directory, day, faults);
  check_code(directory, "caller_relation", facts.caller_relation, day, "caller_relation", faults);
  check_code(directory, "sex", facts.sex, day, "sex", faults);
  check_age(contact, directory, faults);
  check_place(contact, directory, day, faults);
  check_code(directory, "language", facts.language, day, "language", faults);
  check_code(directory, "ethnic_group", facts.ethnic_group, day, "ethnic_group", faults);
  check_code(directory, "report_kind", facts.report_kind, day, "report_kind", faults);
  check_code(directory, "country", facts.destination_country, day,
             "safe_migration.destination_country", faults);
  check_code(directory, "licence_check", facts.licence_checked, day,
             "safe_migration.licence_checked", faults);
  if (!contact.identity.phone.empty() && !base::normal_phone(contact.identity.phone)) {
    faults.push_back({"phone", "malformed_phone"});
  }
  return faults;
}

std::vector<FieldError> missing(const Contact& contact) {
  std::vector<FieldError> faults;
  const auto require = [&](bool needed, bool filled, std::string_view field) {
    if (needed && !filled) faults.push_back({std::string(field), "required"});
  };
  require(true, !contact.kind.empty(), "kind");
  if (contact.kind.empty()) return faults;
  const Needs needs = needs_of(contact.kind);
  const Facts& facts = contact.facts;
  require(needs.reason, !facts.no_content_reason.empty(), "no_content_reason");
  require(needs.facts, !facts.topics.empty(), "topics");
  require(needs.facts, !facts.caller_relation.empty(), "caller_relation");
  require(needs.facts, !facts.province.empty(), "province");
  require(needs.summary, !contact.narrative.summary.empty(), "summary");
  return faults;
}

std::string_view report_group(const Directory& directory, std::string_view kind, base::Date day) {
  const auto* item = directory.code("contact_kind", kind, day);
  return item == nullptr ? std::string_view() : std::string_view(item->report_group);
}

std::string number_prefix(std::string_view short_name) {
  std::string folded = base::fold(short_name);
  for (const std::string_view lead : {"tong dai", "duong day nong", "ddn"}) {
    if (folded.starts_with(lead)) folded.erase(0, lead.size());
  }
  const std::string rest = base::trim(folded);
  std::string prefix;
  if (rest.find(' ') == std::string::npos) {
    prefix = rest.substr(0, 6);
  } else {
    for (const auto& word : base::split(rest, ' ')) prefix += word.substr(0, 1);
  }
  std::ranges::transform(prefix, prefix.begin(), [](unsigned char c) { return std::toupper(c); });
  return prefix.empty() ? "HL" : prefix;
}

std::string format_number(std::string_view prefix, int year, std::int64_t number) {
  return documents::yearly_number(prefix, year, number, 6);
}

}  // namespace hd::contacts
