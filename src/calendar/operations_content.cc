// First content and the command line: the calendar without a user.

#include <charconv>
#include <map>
#include <ostream>
#include <stdexcept>

#include "base/text.h"
#include "calendar/operations.h"
#include "calendar/store.h"
#include "platform/csv.h"

namespace hd::calendar {
namespace {

[[noreturn]] void malformed(std::string_view file, const platform::CsvRow& row) {
  throw std::logic_error(std::string(file) + " line " + std::to_string(row.line));
}

template <class E, std::size_t N>
E named(std::string_view file, const platform::CsvRow& row, std::string_view column,
        const base::EnumNames<E, N>& names) {
  const auto value = base::value_of(names, row[column]);
  if (!value) malformed(file, row);
  return *value;
}

std::optional<std::int64_t> number(const std::string& text) {
  std::int64_t value = 0;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, value);
  if (text.empty() || read.ec != std::errc() || read.ptr != end) return std::nullopt;
  return value;
}

std::vector<Year> content_years() {
  constexpr std::string_view kFile = "data/calendar-years.csv";
  std::vector<Year> years;
  for (const auto& row : platform::embedded_csv(kFile)) {
    const auto value = number(row["year"]);
    if (!value) malformed(kFile, row);
    years.push_back({.number = static_cast<int>(*value),
                     .basis = row["basis"],
                     .known = row["complete"] == "1"});
  }
  return years;
}

std::vector<Day> content_days() {
  constexpr std::string_view kFile = "data/calendar-days.csv";
  std::vector<Day> days;
  for (const auto& row : platform::embedded_csv(kFile)) {
    const auto date = base::parse_date(row["date"]);
    if (!date) malformed(kFile, row);
    days.push_back({.date = *date,
                    .kind = named(kFile, row, "kind", kDayKindNames),
                    .name = row["name_vi"],
                    .basis = row["basis"],
                    .published_at = base::parse_date(row["published_at"]),
                    .audience = named(kFile, row, "audience", kAudienceNames)});
  }
  return days;
}

struct Labels {
  std::string vi, en;
};

/// Labels of list duty_kind; a rule is shown under the name of the work it asks for.
std::map<std::string, Labels> duty_labels() {
  std::map<std::string, Labels> labels;
  for (const auto& row : platform::embedded_csv("data/code-lists.csv")) {
    if (row["list"] == "duty_kind") labels[row["code"]] = {row["label_vi"], row["label_en"]};
  }
  return labels;
}

constexpr std::string_view kRuleFile = "data/deadline-rules.csv";

Rule content_rule(const platform::CsvRow& row, const std::map<std::string, Labels>& labels) {
  const std::string& from = row["valid_from"];
  const auto label = labels.find(row["duty_kind"]);
  if (label == labels.end()) malformed(kRuleFile, row);
  Rule rule{
      .id = RuleId::of_key("rule." + row["code"] + "." + from),
      .code = row["code"],
      .label_vi = label->second.vi,
      .label_en = label->second.en,
      .trigger = row["trigger"],
      .duty_kind = row["duty_kind"],
      .owner = named(kRuleFile, row, "owner_role", access::kRoleNames),
      .limit = {.amount = number(row["amount"]).value_or(0),
                .unit = named(kRuleFile, row, "unit", kUnitNames),
                .rollover = row["rollover"] == "1"},
      .attempts = number(row["attempts"]),
      .target_minutes = number(row["internal_target_minutes"]),
      .legal_number = row["legal_number"] == "1",
      .basis = row["basis"],
      .valid_from = base::parse_date(from).value_or(std::chrono::year(1990) / 1 / 1),
      .valid_to = base::parse_date(row["valid_to"]),
  };
  for (const std::string& part : base::split(row["warning_percent"], '|')) {
    rule.warning_percent.push_back(static_cast<int>(number(part).value_or(0)));
  }
  for (const std::string& part : base::split(row["escalation"], '>')) {
    const auto role = base::value_of(access::kRoleNames, part);
    if (!role) malformed(kRuleFile, row);
    rule.escalation.push_back(*role);
  }
  if (!check(rule).empty()) malformed(kRuleFile, row);
  return rule;
}

constexpr int kFine = 0;
constexpr int kNoCalendar = 1;
constexpr int kUsage = 2;

struct Question {
  base::Date from;
  Limit limit;
};

/// nullopt when an argument is unknown, missing or malformed.
std::optional<Question> read_question(std::span<const std::string> arguments) {
  std::map<std::string, std::string> values{{"--rollover", "yes"}};
  if (arguments.size() % 2 != 0) return std::nullopt;
  for (std::size_t i = 0; i < arguments.size(); i += 2) values[arguments[i]] = arguments[i + 1];
  const auto from = base::parse_date(values["--from"]);
  const auto amount = number(values["--amount"]);
  const auto unit = base::value_of(kUnitNames, values["--unit"]);
  const std::string rollover = values["--rollover"];
  const bool understood = values.size() == 4 && (rollover == "yes" || rollover == "no");
  const bool has_last_day = unit && *unit != Unit::at_once && *unit != Unit::hour;
  if (!from || !amount || *amount < 0 || *amount > 10000 || !has_last_day || !understood) {
    return std::nullopt;
  }
  return Question{*from, {.amount = *amount, .unit = *unit, .rollover = rollover == "yes"}};
}

}  // namespace

void load_first_content(platform::Transaction& tx) {
  for (const Year& year : content_years()) store::add_year(tx, year);
  for (const Day& day : content_days()) store::add_day(tx, day);
  const auto labels = duty_labels();
  for (const auto& row : platform::embedded_csv(kRuleFile)) {
    store::add_rule(tx, content_rule(row, labels));
  }
}

Calendar embedded_calendar() {
  return {content_years(), content_days()};
}

int run_due(const Calendar& calendar, std::span<const std::string> arguments, std::ostream& out,
            std::ostream& err) {
  const auto question = read_question(arguments);
  if (!question) {
    err << "usage: calendar due --from YYYY-MM-DD --amount N"
           " --unit working_day|calendar_day|month [--rollover yes|no]\n";
    return kUsage;
  }
  const auto due = due_date(calendar, question->from, question->limit);
  if (!due) {
    err << due.error().code << ": no official calendar for " << due.error().params.at("year")
        << "\n";
    return kNoCalendar;
  }
  out << base::to_text(due->date) << "\n";
  for (const Skipped& day : due->skipped) {
    out << base::to_text(day.date) << " " << base::name_of(kDayKindNames, day.kind)
        << (day.basis.empty() ? "" : " ") << day.basis << "\n";
  }
  return kFine;
}

}  // namespace hd::calendar
