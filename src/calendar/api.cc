#include "calendar/api.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "server/names.h"

namespace hd::calendar {
namespace {

Json to_json(const Day& day) {
  return JsonObject{
      {"date", day.date},
      {"kind", base::name_of(kDayKindNames, day.kind)},
      {"name", text_or_null(day.name)},
      {"basis", text_or_null(day.basis)},
      {"published_at", day.published_at},
      {"audience", base::name_of(kAudienceNames, day.audience)},
      {"version", day.version},
  };
}

Json to_json(const Operations::YearView& view) {
  platform::JsonArray days;
  for (const Day& day : view.days) days.push_back(to_json(day));
  return JsonObject{
      {"year", view.year.number},
      {"known", view.year.known},
      {"basis", text_or_null(view.year.basis)},
      {"version", view.year.version},
      {"days", std::move(days)},
  };
}

Json to_json(const Rule& rule) {
  platform::JsonArray percents;
  for (const int percent : rule.warning_percent) percents.emplace_back(percent);
  platform::JsonArray roles;
  for (const access::Role role : rule.escalation) {
    roles.emplace_back(base::name_of(access::kRoleNames, role));
  }
  return JsonObject{
      {"id", rule.id},
      {"code", rule.code},
      {"label_vi", rule.label_vi},
      {"label_en", rule.label_en},
      {"trigger", rule.trigger},
      {"owner", base::name_of(access::kRoleNames, rule.owner)},
      {"amount", rule.limit.amount},
      {"unit", base::name_of(kUnitNames, rule.limit.unit)},
      {"rollover", rule.limit.rollover},
      {"legal_basis", rule.basis},
      {"warning_percent", std::move(percents)},
      {"escalation", std::move(roles)},
      {"target_minutes", rule.target_minutes},
      {"valid_from", rule.valid_from},
      {"valid_to", rule.valid_to},
  };
}

Result<int> read_year(const Call& call) {
  const std::string& text = call.path.find("year")->second;
  int year = 0;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, year);
  if (read.ec != std::errc() || read.ptr != end || year < 1990 || year > 2100) {
    return base::invalid({{"year", "out_of_range"}});
  }
  return year;
}

Result<Reply> show_year(const Operations& operations, platform::Transaction& tx, const Call& call) {
  const auto year = read_year(call);
  if (!year) return year.error();
  return server::ok(to_json(operations.year(tx, *year)));
}

Result<Reply> set_year(Operations& operations, platform::Transaction& tx, const Call& call) {
  const auto number = read_year(call);
  if (!number) return number.error();
  JsonReader in(call.body);
  const Operations::YearInput input{
      .version = in.optional_number("version", 0, INT64_MAX),
      .year = {.number = *number, .basis = in.text("basis", 300), .known = in.flag("known")},
      .reason = in.text("reason", 500),
  };
  const auto read = in.finish(input);
  if (!read) return read.error();
  const auto saved = operations.set_year(tx, call.now, call.actor, *read);
  if (!saved) return saved.error();
  return server::ok(to_json(operations.year(tx, *number)));
}

Result<Reply> set_day(Operations& operations, platform::Transaction& tx, const Call& call) {
  const auto date = base::parse_date(call.path.find("date")->second);
  if (!date) return base::invalid({{"date", "malformed_date"}});
  JsonReader in(call.body);
  const Operations::DayInput input{
      .version = in.optional_number("version", 1, INT64_MAX),
      .day = {.date = *date,
              .kind = in.choice("kind", kDayKindNames),
              .name = in.optional_text("name", 200),
              .basis = in.text("basis", 300),
              .published_at = in.optional_date("published_at"),
              .audience = in.choice("audience", kAudienceNames)},
      .reason = in.text("reason", 500),
  };
  const auto read = in.finish(input);
  if (!read) return read.error();
  const auto saved = operations.set_day(tx, call.now, call.actor, *read);
  if (!saved) return saved.error();
  return server::ok(to_json(*saved));
}

Result<Reply> list_rules(const Operations& operations, platform::Transaction& tx,
                         const Call& call) {
  const std::string asked = call.query("as_of");
  const auto as_of = asked.empty() ? call.today() : base::parse_date(asked);
  if (!as_of) return base::invalid({{"as_of", "malformed_date"}});
  platform::JsonArray items;
  for (const Rule& rule : operations.rules(tx, *as_of)) items.push_back(to_json(rule));
  return server::ok(JsonObject{{"items", std::move(items)}});
}

std::vector<int> read_percents(JsonReader& in) {
  std::vector<int> percents;
  for (const Json& item : in.array("warning_percent", 5)) {
    const auto* value = item.get_if<std::int64_t>();
    if (value == nullptr || *value < 1 || *value > 100) {
      in.complain("warning_percent", "out_of_range");
    } else {
      percents.push_back(static_cast<int>(*value));
    }
  }
  return percents;
}

std::vector<access::Role> read_roles(JsonReader& in) {
  std::vector<access::Role> roles;
  for (const std::string& code : in.codes("escalation", 6)) {
    const auto role = base::value_of(access::kRoleNames, code);
    if (role) {
      roles.push_back(*role);
    } else {
      in.complain("escalation", "unknown_value");
    }
  }
  return roles;
}

/// "T1" → "t1", for the kind of duty of a rule nobody knew before.
std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return text;
}

Result<Rule> read_rule(const Json& body) {
  JsonReader in(body);
  Rule rule{
      .id = RuleId::random(),
      .code = in.text("code", 40),
      .label_vi = in.text("label_vi", 300),
      .label_en = in.text("label_en", 300),
      .trigger = in.text("trigger", 64),
      .duty_kind = {},
      .owner = in.choice("owner", access::kRoleNames),
      .limit = {.amount = in.number("amount", 0, 10000),
                .unit = in.choice("unit", kUnitNames),
                .rollover = in.flag("rollover")},
      .warning_percent = read_percents(in),
      .escalation = read_roles(in),
      .target_minutes = in.optional_number("target_minutes", 0, 100000),
      .basis = in.text("legal_basis", 500),
      .valid_from = in.date("valid_from"),
      .valid_to = in.optional_date("valid_to"),
  };
  rule.duty_kind = "rule_" + lower(rule.code);
  rule.legal_number = rule.limit.unit != Unit::at_once;
  in.text("reason", 500);
  return in.finish(std::move(rule));
}

Result<Reply> add_rule(Operations& operations, platform::Transaction& tx, const Call& call) {
  auto rule = read_rule(call.body);
  if (!rule) return rule.error();
  const auto added = operations.add_rule(tx, call.now, call.actor, *rule);
  if (!added) return added.error();
  return server::created(to_json(*added));
}

/// The question in the query of GET /due-dates, read like a body so that complaints look the same.
JsonObject question_of(const Call& call) {
  JsonObject question;
  for (const char* key : {"from", "unit"}) {
    if (const std::string text = call.query(key); !text.empty()) question.emplace_back(key, text);
  }
  if (const std::string text = call.query("amount"); !text.empty()) {
    const auto number = platform::parse_json(text);
    question.emplace_back("amount", number ? *number : Json(text));
  }
  return question;
}

Result<Reply> compute(platform::Transaction& tx, const Call& call) {
  const Json question = question_of(call);
  JsonReader in(question);
  const base::Date from = in.date("from");
  const Limit limit{.amount = in.number("amount", 0, 10000), .unit = in.choice("unit", kUnitNames)};
  const auto read = in.finish(limit);
  if (!read) return read.error();
  const auto due = due_date(load(tx), from, *read);
  if (!due) return due.error();
  platform::JsonArray skipped;
  for (const Skipped& day : due->skipped) {
    skipped.emplace_back(JsonObject{{"date", day.date},
                                    {"kind", base::name_of(kDayKindNames, day.kind)},
                                    {"basis", text_or_null(day.basis)}});
  }
  return server::ok(JsonObject{{"due", due->date}, {"skipped", std::move(skipped)}});
}

}  // namespace

void add_routes(server::Router& router, Operations& operations) {
  const auto with = [&operations](auto handler) {
    return [&operations, handler](platform::Transaction& tx, const Call& call) {
      return handler(operations, tx, call);
    };
  };
  router.read("/api/v1/calendar-years/{year}", Permission::directory_read, with(show_year));
  router.write("PUT", "/api/v1/calendar-years/{year}", Permission::rules_manage, with(set_year));
  router.write("PUT", "/api/v1/calendar-days/{date}", Permission::rules_manage, with(set_day));
  router.read("/api/v1/deadline-rules", Permission::directory_read, with(list_rules));
  router.write("POST", "/api/v1/deadline-rules", Permission::rules_manage, with(add_rule));
  router.read("/api/v1/due-dates", Permission::directory_read, compute);
}

}  // namespace hd::calendar
