#include "cases/person.h"

#include <algorithm>

namespace hd::cases {
namespace {

constexpr std::int64_t kAdult = 18;
constexpr std::int64_t kSixteen = 16;
constexpr std::int64_t kSeven = 7;

/// Full years between a birthday and a day; the birthday itself counts. Born on 29 February: one
/// year older on 1 March of other years.
std::int64_t years_between(base::Date born, base::Date day) {
  std::int64_t years = static_cast<int>(day.year()) - static_cast<int>(born.year());
  if (std::pair(day.month(), day.day()) < std::pair(born.month(), born.day())) --years;
  return years;
}

base::Date date_of(std::int64_t year, unsigned month, unsigned day) {
  return {std::chrono::year(static_cast<int>(year)), std::chrono::month(month),
          std::chrono::day(day)};
}

/// The same day so many years earlier; 29 February becomes 28.
base::Date years_before(base::Date day, std::int64_t years) {
  base::Date earlier{day.year() - std::chrono::years(static_cast<int>(years)), day.month(),
                     day.day()};
  if (!earlier.ok()) earlier = earlier.year() / earlier.month() / std::chrono::last;
  return earlier;
}

/// The first and the last day on which she may have been born.
struct Span {
  std::optional<base::Date> first, last;
};

Span span_of(const Birth& birth) {
  if (birth.year) {
    const auto month = birth.month ? static_cast<unsigned>(*birth.month) : 0U;
    if (month != 0 && birth.day) {
      const auto exact = date_of(*birth.year, month, static_cast<unsigned>(*birth.day));
      return {exact, exact};
    }
    const auto first = date_of(*birth.year, month == 0 ? 1 : month, 1);
    const auto last_month = date_of(*birth.year, month == 0 ? 12 : month, 1);
    return {first, base::Date(last_month.year() / last_month.month() / std::chrono::last)};
  }
  if (!birth.age_on) return {};
  Span span;
  if (birth.age_from) span.last = years_before(*birth.age_on, *birth.age_from);
  if (birth.age_to) span.first = base::plus_days(years_before(*birth.age_on, *birth.age_to + 1), 1);
  return span;
}

}  // namespace

std::vector<base::FieldError> check(const Birth& birth, base::Date today) {
  std::vector<base::FieldError> found;
  if (birth.month && !birth.year) found.push_back({"birth.year", "required"});
  if (birth.day && !birth.month) found.push_back({"birth.month", "required"});
  if (birth.year && birth.month && birth.day &&
      !date_of(*birth.year, static_cast<unsigned>(*birth.month), static_cast<unsigned>(*birth.day))
           .ok()) {
    found.push_back({"birth.day", "malformed_date"});
  }
  if (birth.age_from && birth.age_to && *birth.age_to < *birth.age_from) {
    found.push_back({"birth.age_to", "out_of_range"});
  }
  if (!found.empty()) return found;
  const Span span = span_of(birth);
  if (span.first && *span.first > today) found.push_back({"birth.year", "in_future"});
  if (birth.age_on && *birth.age_on > today) found.push_back({"birth.age_on", "in_future"});
  return found;
}

std::optional<AgeRange> age_on(const Birth& birth, base::Date day) {
  const Span span = span_of(birth);
  if (!span.first && !span.last) return std::nullopt;
  AgeRange range;
  if (span.last) range.from = std::max<std::int64_t>(0, years_between(*span.last, day));
  if (span.first) range.to = std::max<std::int64_t>(0, years_between(*span.first, day));
  return range;
}

AgeFacts age_facts(const Person& person, base::Date day) {
  AgeFacts facts{.age = age_on(person.identity.birth, day)};
  if (!facts.age) {
    const bool minor = person.kind == PersonKind::accompanying_minor;
    facts.treated_as_child = minor || person.facts.apparent_age != "adult";
    facts.maybe_child = facts.treated_as_child;
    facts.under_18 = facts.treated_as_child;
    facts.under_16 = facts.treated_as_child;
    return facts;
  }
  facts.treated_as_child = facts.age->from < kAdult;
  facts.maybe_child = facts.treated_as_child && (!facts.age->to || *facts.age->to >= kAdult);
  facts.under_18 = facts.treated_as_child;
  facts.under_16 = facts.age->from < kSixteen;
  facts.under_7 = facts.age->to && *facts.age->to < kSeven;
  return facts;
}

}  // namespace hd::cases
