#include "connections/api_json.h"

#include <algorithm>
#include <utility>

#include "connections/codec.h"
#include "directory/operations.h"
#include "documents/content_json.h"
#include "server/names.h"
#include "server/page.h"

namespace hd::connections {
namespace {

/// One of the texts of an entry; "" when it has none.
std::string text_of(const Entry& entry, const std::string& key) {
  const auto found = entry.texts.find(key);
  return found == entry.texts.end() ? "" : found->second;
}

Json note_of(const Entry& entry) {
  return text_or_null(text_of(entry, "note"));
}

/// What a line of the timeline says in words of its own; codes are the kind and the params.
std::string words_of(const Entry& entry) {
  if (entry.kind == "message") return text_of(entry, "text");
  if (entry.kind == "result") {
    return text_of(entry, "situation") + "\n" + text_of(entry, "result");
  }
  if (entry.kind == "handling_recorded") return text_of(entry, "direction");
  return text_of(entry, "note");
}

/// Whose answer it is, also where the hotline wrote it down.
std::optional<directory::OrgId> answering(const Entry& entry, const std::optional<Target>& target) {
  return entry.side == Side::hotline && target ? std::optional(target->org) : entry.org;
}

JsonArray outcomes_json(const Connection& connection) {
  JsonArray outcomes;
  for (const Outcome& outcome : connection.told.outcomes) outcomes.push_back(to_json(outcome));
  return outcomes;
}

Json report_json(const std::optional<documents::Document>& report) {
  if (!report) return {};
  return JsonObject{{"id", report->id},
                    {"number", text_or_null(report->number)},
                    {"state", base::name_of(documents::kStateNames, report->state)}};
}

/// A duty's history line as a line of the timeline; nullopt for what the record says anyway.
std::optional<std::string> kind_of(const duties::HistoryLine& line) {
  if (line.why == "opened" || line.why == "waits_for_calendar") return "duty_opened";
  if (line.why == "escalated" || line.why == "overdue") return "duty_overdue";
  if (line.why == "warned") return std::nullopt;
  return "duty_done";
}

std::string_view name_of_side(Side side) {
  return base::name_of(kSideNames, side);
}

}  // namespace

Writer::Writer(platform::Transaction& tx, vault::Vault& vault, const server::Call& call)
    : names_(tx, vault, call.today()) {}

Json Writer::target(const std::optional<Target>& target) const {
  if (!target) return {};
  return JsonObject{{"organisation_id", target->org},
                    {"organisation_name", names_.org(target->org)},
                    {"unit_id", target->unit},
                    {"unit_name", text_or_null(names_.unit(target->unit))},
                    {"kind", base::name_of(kTargetKindNames, target->kind)}};
}

Json Writer::turn(const Connection& c) const {
  const auto side = c.turn();
  if (!side) return JsonObject{{"side", "nobody"}, {"organisation_name", Json()}};
  std::string name;
  if (*side == Side::hotline) name = names_.org(c.hotline);
  if (*side == Side::unit) name = names_.unit(c.delegated_unit);
  if (*side == Side::agency) {
    name = names_.org(c.status == Status::escalated && c.helper
                          ? c.helper
                          : (c.target ? std::optional(c.target->org) : std::nullopt));
  }
  return JsonObject{{"side", name_of_side(*side)}, {"organisation_name", text_or_null(name)}};
}

JsonObject Writer::summary(const Seen& seen) {
  const Connection& c = seen.connection;
  JsonArray needs;
  for (const Need& need : c.told.needs) needs.emplace_back(need.service);
  JsonArray actions;
  for (const Action action : seen.next_actions) {
    actions.emplace_back(base::name_of(kActionNames, action));
  }
  const bool own = seen.side == Side::hotline;
  return {
      {"id", c.id},
      {"number", text_or_null(c.number)},
      {"status", base::name_of(kStatusNames, c.status)},
      {"party", name_of_side(seen.side)},
      {"contact_id", own ? Json(c.contact) : Json()},
      {"contact_number", own ? text_or_null(c.contact_number) : Json()},
      {"hotline_name", names_.org(c.hotline)},
      {"target", target(c.target)},
      {"needs", std::move(needs)},
      {"urgency", base::name_of(kUrgencyNames, c.urgency)},
      {"created_at", c.created_at},
      {"sent_at", c.sent_at},
      {"due_at", seen.due_at},
      {"overdue", seen.overdue},
      {"turn", turn(c)},
      {"updated_at", c.updated_at},
      {"version", c.version},
      {"next_actions", std::move(actions)},
  };
}

Json Writer::link(const Connection& link, const ConnectionId& current) const {
  return JsonObject{
      {"id", link.id},
      {"number", text_or_null(link.number)},
      {"organisation_name", link.target ? text_or_null(names_.org(link.target->org)) : Json()},
      {"status", base::name_of(kStatusNames, link.status)},
      {"decline_reason", text_or_null(link.decline_reason)},
      {"sent_at", link.sent_at},
      {"current", link.id == current}};
}

void Writer::add_entries(JsonObject& object, const std::vector<Entry>& entries,
                         const std::optional<Target>& target) {
  JsonArray handling, results, messages, attempts;
  Json delegation, decline;
  for (const Entry& entry : entries) {
    const std::string by = names_.user(entry.by);
    if (entry.kind == "handling_recorded") {
      handling.emplace_back(
          JsonObject{{"at", entry.at},
                     {"by", by},
                     {"handled_by", text_of(entry, "handled_by")},
                     {"reported_to", text_of(entry, "reported_to")},
                     {"direction", text_or_null(text_of(entry, "direction"))},
                     {"units_instructed", text_or_null(text_of(entry, "units_instructed"))},
                     {"recorded_by_hotline", entry.side == Side::hotline}});
    } else if (entry.kind == "result") {
      results.emplace_back(JsonObject{{"id", entry.id},
                                      {"at", entry.at},
                                      {"by", by},
                                      {"organisation_name", names_.org(answering(entry, target))},
                                      {"recorded_by_hotline", entry.side == Side::hotline},
                                      {"situation", text_of(entry, "situation")},
                                      {"result", text_of(entry, "result")}});
    } else if (entry.kind == "message") {
      messages.emplace_back(JsonObject{{"id", entry.id},
                                       {"at", entry.at},
                                       {"by", by},
                                       {"organisation_name", names_.org(entry.org)},
                                       {"text", text_of(entry, "text")}});
    } else if (entry.kind == "call_attempt") {
      const auto at = base::parse_rfc3339(text_of(entry, "at"));
      attempts.emplace_back(JsonObject{{"id", entry.id},
                                       {"at", at.value_or(entry.at)},
                                       {"by", by},
                                       {"reached", entry.code == "reached"},
                                       {"note", note_of(entry)}});
    } else if (entry.kind == "delegated") {
      delegation = JsonObject{{"at", entry.at},
                              {"unit_id", entry.unit},
                              {"unit_name", names_.unit(entry.unit)},
                              {"by", by},
                              {"note", note_of(entry)}};
    } else if (entry.kind == "given_back") {
      delegation = Json();
    } else if (entry.kind == "declined") {
      decline = JsonObject{
          {"at", entry.at}, {"reason", entry.code}, {"note", note_of(entry)}, {"by", by}};
    }
  }
  object.emplace_back("handling", std::move(handling));
  object.emplace_back("results", std::move(results));
  object.emplace_back("messages", std::move(messages));
  object.emplace_back("call_attempts", std::move(attempts));
  object.emplace_back("delegation", std::move(delegation));
  object.emplace_back("decline", std::move(decline));
}

Json Writer::whole(const Whole& whole, const std::vector<directory::Unit>& delegable) {
  const Connection& c = whole.seen.connection;
  JsonObject object = summary(whole.seen);
  JsonArray needs, clocks, chain, units;
  for (const Need& need : c.told.needs) needs.push_back(to_json(need));
  for (const auto& clock : whole.clocks) clocks.push_back(duties::to_json(clock));
  for (const Connection& part : whole.chain) chain.push_back(link(part, c.id));
  for (const auto& unit : delegable) {
    units.emplace_back(
        JsonObject{{"id", unit.id}, {"name", unit.name + " – " + names_.org(unit.organisation)}});
  }
  object.emplace_back("need_details", std::move(needs));
  object.emplace_back("card", to_json(c.told.card));
  object.emplace_back("channel_used", text_or_null(c.channel_used));
  object.emplace_back("agreed_measure", text_or_null(c.told.agreed_measure));
  object.emplace_back("clocks", std::move(clocks));
  add_entries(object, whole.entries, c.target);
  object.emplace_back("outcomes", outcomes_json(c));
  object.emplace_back("closing_reason", text_or_null(c.closing_reason));
  object.emplace_back("chain", std::move(chain));
  object.emplace_back("delegable_units", std::move(units));
  object.emplace_back("written_report", report_json(whole.report));
  return object;
}

Json Writer::line(const Entry& entry) {
  JsonObject params;
  if (!entry.code.empty()) params.emplace_back("code", entry.code);
  if (entry.unit) params.emplace_back("unit_name", names_.unit(entry.unit));
  return JsonObject{{"id", entry.id},
                    {"at", entry.at},
                    {"kind", entry.kind},
                    {"by", text_or_null(names_.user(entry.by))},
                    {"organisation_name", text_or_null(names_.org(entry.org))},
                    {"text", text_or_null(words_of(entry))},
                    {"params", std::move(params)}};
}

Json Writer::timeline(const Whole& whole, const std::string& cursor, std::size_t limit) {
  struct Line {
    base::Timestamp at;
    std::string id;
    Json json;
  };
  std::vector<Line> lines;
  for (const Entry& entry : whole.entries) lines.push_back({entry.at, entry.id, line(entry)});
  for (const auto& clock : whole.clocks) {
    for (std::size_t i = 0; i < clock.history.size(); ++i) {
      const auto& said = clock.history[i];
      const auto kind = kind_of(said);
      if (!kind) continue;
      const std::string id = clock.duty.id.str();
      JsonObject params{{"duty_kind", clock.duty.kind}, {"rule_code", clock.duty.rule_code}};
      lines.push_back({said.at, id + "." + std::to_string(i),
                       JsonObject{{"id", id},
                                  {"at", said.at},
                                  {"kind", *kind},
                                  {"by", text_or_null(said.by_name)},
                                  {"organisation_name", text_or_null(clock.org_name)},
                                  {"text", text_or_null(said.note)},
                                  {"params", std::move(params)}}});
    }
  }
  std::ranges::reverse(lines);  // what was written later at the same moment comes first
  std::ranges::stable_sort(lines,
                           [](const Line& left, const Line& right) { return left.at > right.at; });
  std::vector<server::Line> found;
  for (Line& line : lines) found.push_back({std::move(line.id), std::move(line.json)});
  return server::page_after(std::move(found), cursor, limit);
}

Json Writer::document(const documents::Document& document,
                      const std::vector<std::string>& actions) {
  JsonArray names;
  for (const std::string& action : actions) names.emplace_back(action);
  return JsonObject{
      {"id", document.id},
      {"kind", document.kind},
      {"title", document.content.title},
      {"state", base::name_of(documents::kStateNames, document.state)},
      {"number", text_or_null(document.number)},
      {"organisation_name", names_.org(document.owner_org)},
      {"subject", JsonObject{{"kind", document.subject_kind},
                             {"id", document.subject_id},
                             {"number", text_or_null(document.subject_number)}}},
      {"created_at", document.created_at},
      {"issued_at", document.issued_at},
      {"version", document.version},
      {"next_actions", std::move(names)},
      {"blocks", documents::to_json(document.content.blocks)},
      {"recipients", documents::to_json(document.content.recipients)},
      {"hash", text_or_null(document.hash)},
      {"issued_by", Json()},
      {"withdrawn_reason", Json()},
  };
}

}  // namespace hd::connections
