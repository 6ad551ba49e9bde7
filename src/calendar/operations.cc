#include "calendar/operations.h"

#include "audit/audit.h"
#include "calendar/store.h"

namespace hd::calendar {
namespace {

using Version = std::optional<std::int64_t>;

/// Errors: conflict "stale" when `asked` is not the stored version (absent: no row).
base::Result<std::int64_t> next_version(Version stored, Version asked) {
  if (stored != asked) return base::stale(stored.value_or(0));
  return stored.value_or(0) + 1;
}

}  // namespace

Calendar load(platform::Transaction& tx, Audience audience) {
  return {store::years(tx), store::all_days(tx), audience};
}

std::optional<Rule> rule_on(platform::Transaction& tx, std::string_view code, base::Date day) {
  return store::rule_on(tx, code, day);
}

Rule rule_by_id(platform::Transaction& tx, const RuleId& id) {
  auto rule = store::find_rule(tx, id);
  if (!rule) throw platform::DbError(platform::DbProblem::other, "a deadline rule is gone");
  return *rule;
}

Operations::YearView Operations::year(platform::Transaction& tx, int number) const {
  const std::chrono::year year{number};
  auto stored = store::find_year(tx, number);
  return {.year = stored.value_or(Year{.number = number, .known = false, .version = 0}),
          .days = store::days(tx, year / 1 / 1, year / 12 / 31)};
}

base::Result<Day> Operations::set_day(platform::Transaction& tx, base::Timestamp now,
                                      const access::Actor& actor, const DayInput& input) {
  const auto before = store::find_day(tx, input.day.date);
  const auto version =
      next_version(before ? Version(before->version) : std::nullopt, input.version);
  if (!version) return version.error();
  Day day = input.day;
  day.version = *version;
  if (!store::save_day(tx, day)) return base::stale(*version);
  store::add_change(
      tx, {.subject = base::to_text(day.date),
           .before = before ? std::string(base::name_of(kDayKindNames, before->kind)) : "",
           .after = std::string(base::name_of(kDayKindNames, day.kind)),
           .reason = input.reason,
           .at = now,
           .by = actor.user});
  audit::record(tx, now, actor,
                {.action = "calendar.day_set",
                 .object_kind = "calendar_day",
                 .object_id = base::to_text(day.date)});
  if (changed_) changed_(tx, now, actor, day.date);
  return day;
}

base::Result<Year> Operations::set_year(platform::Transaction& tx, base::Timestamp now,
                                        const access::Actor& actor, const YearInput& input) {
  const auto before = store::find_year(tx, input.year.number);
  const auto version =
      next_version(before ? Version(before->version) : std::nullopt, input.version);
  if (!version) return version.error();
  Year year = input.year;
  year.version = *version;
  if (!store::save_year(tx, year)) return base::stale(*version);
  const auto word = [](bool known) { return known ? "known" : "unknown"; };
  store::add_change(tx, {.subject = std::to_string(year.number),
                         .before = before ? word(before->known) : "",
                         .after = word(year.known),
                         .reason = input.reason,
                         .at = now,
                         .by = actor.user});
  audit::record(tx, now, actor,
                {.action = "calendar.year_set",
                 .object_kind = "calendar_year",
                 .object_id = std::to_string(year.number)});
  const base::Date first{std::chrono::year(year.number), std::chrono::January, std::chrono::day(1)};
  if (changed_) changed_(tx, now, actor, first);
  return year;
}

std::vector<Rule> Operations::rules(platform::Transaction& tx, base::Date day) const {
  return store::rules_on(tx, day);
}

base::Result<Rule> Operations::add_rule(platform::Transaction& tx, base::Timestamp now,
                                        const access::Actor& actor, Rule rule) {
  if (const auto before = store::latest_rule(tx, rule.code)) {
    if (before->valid_from >= rule.valid_from) {
      return base::Error{base::ErrorKind::conflict,
                         "deadline_rule.not_after",
                         {},
                         {{"valid_from", base::to_text(before->valid_from)}}};
    }
    rule.duty_kind = before->duty_kind;
    rule.attempts = before->attempts;
    rule.legal_number = before->legal_number;
    const base::Date last = base::plus_days(rule.valid_from, -1);
    if (!before->valid_to || *before->valid_to > last) store::close_rule(tx, before->id, last);
  }
  auto complaints = check(rule);
  if (!complaints.empty()) return base::invalid(std::move(complaints));
  store::add_rule(tx, rule);
  audit::record(
      tx, now, actor,
      {.action = "deadline_rule.add", .object_kind = "deadline_rule", .object_id = rule.id.str()});
  return rule;
}

}  // namespace hd::calendar
