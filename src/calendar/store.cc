#include "calendar/store.h"

#include <charconv>

#include "base/id.h"
#include "base/text.h"
#include "platform/row_name.h"

namespace hd::calendar::store {
namespace {

constexpr auto kYears = R"sql(
  SELECT year, basis, known, version FROM calendar_year ORDER BY year
)sql";

constexpr auto kFindYear = R"sql(
  SELECT year, basis, known, version FROM calendar_year WHERE year = $1
)sql";

constexpr auto kDays = R"sql(
  SELECT date, kind, name, basis, published_at, audience, version
  FROM calendar_day
  WHERE date >= $1 AND date <= $2
  ORDER BY date
)sql";

constexpr auto kAllDays = R"sql(
  SELECT date, kind, name, basis, published_at, audience, version FROM calendar_day ORDER BY date
)sql";

constexpr auto kAddYear = R"sql(
  INSERT INTO calendar_year (year, basis, known, version) VALUES ($1, $2, $3, $4)
  ON CONFLICT DO NOTHING
)sql";

constexpr auto kAddDay = R"sql(
  INSERT INTO calendar_day (date, kind, name, basis, published_at, audience, version)
  VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT DO NOTHING
)sql";

constexpr auto kUpdateYear = R"sql(
  UPDATE calendar_year SET basis = $2, known = $3, version = $4 WHERE year = $1 AND version = $4 - 1
)sql";

constexpr auto kUpdateDay = R"sql(
  UPDATE calendar_day
  SET kind = $2, name = $3, basis = $4, published_at = $5, audience = $6, version = $7
  WHERE date = $1 AND version = $7 - 1
)sql";

constexpr auto kAddChange = R"sql(
  INSERT INTO calendar_change (id, subject, kind_before, kind_after, reason, at, by_user)
  VALUES ($1, $2, $3, $4, $5, $6, $7)
)sql";

constexpr auto kAddRule = R"sql(
  INSERT INTO deadline_rule (id, code, label_vi, label_en, trigger_event, duty_kind, owner_role,
                             amount, unit, attempts, rollover, warning_percent, escalation,
                             target_minutes, legal_number, basis, valid_from, valid_to)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
  ON CONFLICT DO NOTHING
)sql";

constexpr auto kRulesOn = R"sql(
  SELECT id, code, label_vi, label_en, trigger_event, duty_kind, owner_role, amount, unit,
         attempts, rollover, warning_percent, escalation, target_minutes, legal_number, basis,
         valid_from, valid_to
  FROM deadline_rule
  WHERE valid_from <= $1 AND (valid_to IS NULL OR valid_to >= $1)
  ORDER BY code
)sql";

constexpr auto kRuleOn = R"sql(
  SELECT id, code, label_vi, label_en, trigger_event, duty_kind, owner_role, amount, unit,
         attempts, rollover, warning_percent, escalation, target_minutes, legal_number, basis,
         valid_from, valid_to
  FROM deadline_rule
  WHERE code = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to >= $2)
  ORDER BY valid_from DESC
  LIMIT 1
)sql";

constexpr auto kFindRule = R"sql(
  SELECT id, code, label_vi, label_en, trigger_event, duty_kind, owner_role, amount, unit,
         attempts, rollover, warning_percent, escalation, target_minutes, legal_number, basis,
         valid_from, valid_to
  FROM deadline_rule
  WHERE id = $1
)sql";

constexpr auto kLatestRule = R"sql(
  SELECT id, code, label_vi, label_en, trigger_event, duty_kind, owner_role, amount, unit,
         attempts, rollover, warning_percent, escalation, target_minutes, legal_number, basis,
         valid_from, valid_to
  FROM deadline_rule
  WHERE code = $1
  ORDER BY valid_from DESC
  LIMIT 1
)sql";

constexpr auto kCloseRule = R"sql(
  UPDATE deadline_rule SET valid_to = $2 WHERE id = $1
)sql";

Year read_year(const platform::Row& row) {
  return {.number = static_cast<int>(row.number("year")),
          .basis = row.text("basis"),
          .known = row.flag("known"),
          .version = row.number("version")};
}

Day read_day(const platform::Row& row) {
  return {.date = row.date("date"),
          .kind = read_name(row, "kind", kDayKindNames),
          .name = row.text("name"),
          .basis = row.text("basis"),
          .published_at = row.maybe_date("published_at"),
          .audience = read_name(row, "audience", kAudienceNames),
          .version = row.number("version")};
}

std::vector<Day> read_days(const std::vector<platform::Row>& rows) {
  std::vector<Day> found;
  found.reserve(rows.size());
  for (const auto& row : rows) found.push_back(read_day(row));
  return found;
}

std::vector<int> read_percents(const std::string& text) {
  std::vector<int> percents;
  for (const std::string& part : base::split(text, '|')) {
    int value = 0;
    std::from_chars(part.data(), part.data() + part.size(), value);
    percents.push_back(value);
  }
  return percents;
}

std::string write_percents(const std::vector<int>& percents) {
  std::string text;
  for (const int percent : percents) text += (text.empty() ? "" : "|") + std::to_string(percent);
  return text;
}

std::vector<access::Role> read_roles(const std::string& text) {
  std::vector<access::Role> roles;
  for (const std::string& part : base::split(text, '>')) {
    if (const auto role = base::value_of(access::kRoleNames, part)) roles.push_back(*role);
  }
  return roles;
}

std::string write_roles(const std::vector<access::Role>& roles) {
  std::string text;
  for (const access::Role role : roles) {
    text += text.empty() ? "" : ">";
    text += base::name_of(access::kRoleNames, role);
  }
  return text;
}

Rule read_rule(const platform::Row& row) {
  return {.id = row.id<RuleId>("id"),
          .code = row.text("code"),
          .label_vi = row.text("label_vi"),
          .label_en = row.text("label_en"),
          .trigger = row.text("trigger_event"),
          .duty_kind = row.text("duty_kind"),
          .owner = read_name(row, "owner_role", access::kRoleNames),
          .limit = {.amount = row.number("amount"),
                    .unit = read_name(row, "unit", kUnitNames),
                    .rollover = row.flag("rollover")},
          .attempts = row.maybe_number("attempts"),
          .warning_percent = read_percents(row.text("warning_percent")),
          .escalation = read_roles(row.text("escalation")),
          .target_minutes = row.maybe_number("target_minutes"),
          .legal_number = row.flag("legal_number"),
          .basis = row.text("basis"),
          .valid_from = row.date("valid_from"),
          .valid_to = row.maybe_date("valid_to")};
}

std::optional<Rule> one_rule(const std::vector<platform::Row>& rows) {
  if (rows.empty()) return std::nullopt;
  return read_rule(rows.front());
}

}  // namespace

std::vector<Year> years(platform::Transaction& tx) {
  std::vector<Year> found;
  for (const auto& row : tx.query(kYears)) found.push_back(read_year(row));
  return found;
}

std::optional<Year> find_year(platform::Transaction& tx, int year) {
  const auto row = tx.query_one(kFindYear, {year});
  if (!row) return std::nullopt;
  return read_year(*row);
}

std::vector<Day> days(platform::Transaction& tx, base::Date from, base::Date to) {
  return read_days(tx.query(kDays, {from, to}));
}

std::vector<Day> all_days(platform::Transaction& tx) {
  return read_days(tx.query(kAllDays));
}

std::optional<Day> find_day(platform::Transaction& tx, base::Date date) {
  const auto found = days(tx, date, date);
  if (found.empty()) return std::nullopt;
  return found.front();
}

void add_year(platform::Transaction& tx, const Year& year) {
  tx.execute(kAddYear, {year.number, year.basis, year.known, year.version});
}

void add_day(platform::Transaction& tx, const Day& day) {
  tx.execute(kAddDay, {day.date, base::name_of(kDayKindNames, day.kind), day.name, day.basis,
                       day.published_at, base::name_of(kAudienceNames, day.audience), day.version});
}

void add_rule(platform::Transaction& tx, const Rule& rule) {
  tx.execute(kAddRule,
             {rule.id, rule.code, rule.label_vi, rule.label_en, rule.trigger, rule.duty_kind,
              base::name_of(access::kRoleNames, rule.owner), rule.limit.amount,
              base::name_of(kUnitNames, rule.limit.unit), rule.attempts, rule.limit.rollover,
              write_percents(rule.warning_percent), write_roles(rule.escalation),
              rule.target_minutes, rule.legal_number, rule.basis, rule.valid_from, rule.valid_to});
}

bool save_day(platform::Transaction& tx, const Day& day) {
  if (day.version == 1) {
    return tx.execute(kAddDay, {day.date, base::name_of(kDayKindNames, day.kind), day.name,
                                day.basis, day.published_at,
                                base::name_of(kAudienceNames, day.audience), day.version}) == 1;
  }
  return tx.execute(kUpdateDay, {day.date, base::name_of(kDayKindNames, day.kind), day.name,
                                 day.basis, day.published_at,
                                 base::name_of(kAudienceNames, day.audience), day.version}) == 1;
}

bool save_year(platform::Transaction& tx, const Year& year) {
  const auto sql = year.version == 1 ? kAddYear : kUpdateYear;
  return tx.execute(sql, {year.number, year.basis, year.known, year.version}) == 1;
}

void add_change(platform::Transaction& tx, const Change& change) {
  tx.execute(kAddChange, {base::random_uuid(), change.subject, change.before, change.after,
                          change.reason, change.at, change.by});
}

std::vector<Rule> rules_on(platform::Transaction& tx, base::Date day) {
  std::vector<Rule> found;
  for (const auto& row : tx.query(kRulesOn, {day})) found.push_back(read_rule(row));
  return found;
}

std::optional<Rule> rule_on(platform::Transaction& tx, std::string_view code, base::Date day) {
  return one_rule(tx.query(kRuleOn, {code, day}));
}

std::optional<Rule> find_rule(platform::Transaction& tx, const RuleId& id) {
  return one_rule(tx.query(kFindRule, {id}));
}

std::optional<Rule> latest_rule(platform::Transaction& tx, std::string_view code) {
  return one_rule(tx.query(kLatestRule, {code}));
}

void close_rule(platform::Transaction& tx, const RuleId& id, base::Date valid_to) {
  tx.execute(kCloseRule, {id, valid_to});
}

}  // namespace hd::calendar::store
