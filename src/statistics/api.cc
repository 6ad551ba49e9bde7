#include "statistics/api.h"

#include <utility>

#include "accounts/operations_people.h"
#include "directory/operations.h"
#include "documents/chart_picture.h"
#include "server/names.h"
#include "statistics/api_desk.h"
#include "statistics/definition_codec.h"
#include "statistics/difference_codec.h"
#include "statistics/figures_codec.h"
#include "statistics/paper.h"

namespace hd::statistics {
namespace {

Json definition_json(const Definition& definition) {
  JsonObject json = to_json(definition);
  json.emplace_back("version", definition.version);
  return json;
}

JsonObject order_json(const Desk& desk, const Order& order);

JsonObject version_json(const Desk& desk, const Version& version) {
  JsonObject json = order_json(desk, version.order);
  add_title(desk, version.order.report, json);
  for (auto& [key, value] : JsonObject{
           {"id", version.id},
           {"number", version.number},
           {"definition_version", version.definition_version},
           {"previous_id", version.previous},
           {"created_at", version.created_at},
           {"created_by", accounts::display_name(desk.tx, desk.parts.vault, version.created_by)},
           {"state_at", version.state_at},
           {"log_size", version.log_size},
           {"log_hash", version.log_hash},
           {"figures_hash", version.figures_hash}}) {
    json.emplace_back(std::move(key), std::move(value));
  }
  return json;
}

Result<Reply> definitions(const Desk& desk) {
  JsonArray items;
  for (const auto& one : Operations::definitions(desk.tx)) items.push_back(definition_json(one));
  return server::page(std::move(items), "");
}

Result<Reply> dimensions(const Desk&) {
  JsonArray units;
  for (const auto& unit : kUnitNames) {
    JsonArray fitting;
    for (const Dimension& one : kDimensions) {
      if (!fits(one, unit.value)) continue;
      fitting.emplace_back(JsonObject{{"code", std::string(one.code)},
                                      {"list", platform::text_or_null(std::string(one.list))},
                                      {"many", one.many},
                                      {"sensitive", one.sensitive}});
    }
    units.emplace_back(
        JsonObject{{"unit", std::string(unit.name)}, {"dimensions", std::move(fitting)}});
  }
  return server::page(std::move(units), "");
}

Result<Definition> read_whole(const Json& body, bool is_new) {
  JsonReader in(body);
  Definition definition = read_definition(in);
  definition.version = is_new ? 0 : read_version(in);
  return in.finish(std::move(definition));
}

/// What a built-in definition has otherwise than the one in force.
JsonArray changed_in(const Definition& built_in, const Definition& stored) {
  JsonArray changed;
  const auto tell = [&](const char* what, bool is_other) {
    if (is_other) changed.emplace_back(what);
  };
  tell("title", built_in.title != stored.title);
  tell("basics", built_in.age_set != stored.age_set || built_in.geography != stored.geography ||
                     built_in.compare != stored.compare ||
                     built_in.cumulative != stored.cumulative);
  tell("parts", built_in.parts != stored.parts);
  tell("texts", built_in.texts != stored.texts);
  tell("paper",
       built_in.recipients != stored.recipients || built_in.signer_role != stored.signer_role);
  return changed;
}

Result<Reply> newer_definitions(const Desk& desk) {
  JsonArray items;
  for (const auto& built_in : Operations::newer_definitions(desk.tx)) {
    const auto stored = Operations::definition(desk.tx, built_in.code);
    items.emplace_back(JsonObject{
        {"code", built_in.code},
        {"version", built_in.version},
        {"changed", stored ? changed_in(built_in, *stored) : JsonArray()},
    });
  }
  return server::page(std::move(items), "");
}

Result<Reply> take_over_definition(const Desk& desk) {
  JsonReader in(desk.call.body);
  const auto version = in.finish(read_version(in));
  if (!version) return version.error();
  const auto& code = desk.call.path.find("code")->second;
  const auto saved = desk.parts.operations.take_over(desk.tx, desk.who(), code, *version);
  if (!saved) return saved.error();
  return server::created(definition_json(*saved));
}

Result<Reply> add_definition(const Desk& desk) {
  auto definition = read_whole(desk.call.body, true);
  if (!definition) return definition.error();
  const auto saved = desk.parts.operations.save(desk.tx, desk.who(), std::move(*definition));
  if (!saved) return saved.error();
  return server::created(definition_json(*saved));
}

Result<Reply> change_definition(const Desk& desk) {
  auto definition = read_whole(desk.call.body, false);
  if (!definition) return definition.error();
  if (definition->code != desk.call.path.find("code")->second) return base::not_found();
  const auto saved = desk.parts.operations.save(desk.tx, desk.who(), std::move(*definition));
  if (!saved) return saved.error();
  return server::ok(definition_json(*saved));
}

Order read_order(JsonReader& in) {
  Order order{.report = in.optional_text("report", 60),
              .period = {in.date("from"), in.date("to")},
              .age_set = in.optional_text("age_set", 60)};
  order.geography = in.optional_choice("geography", directory::kGeographyNames);
  order.scope = in.optional_id<directory::OrgId>("organisation_id");
  return order;
}

Result<Reply> preview(const Desk& desk) {
  JsonReader in(desk.call.body);
  const Order order = read_order(in);
  Definition definition;
  if (const Json* json = in.object("definition")) {
    JsonReader part(*json, "definition.");
    definition = read_definition(part);
    in.absorb(part);
  }
  const auto read = in.finish(base::Done{});
  if (!read) return read.error();
  const auto figures = desk.parts.operations.preview(desk.tx, desk.who(), definition, order);
  if (!figures) return figures.error();
  return server::ok(to_json(*figures));
}

Result<Reply> request(const Desk& desk) {
  JsonReader in(desk.call.body);
  const auto order = in.finish(read_order(in));
  if (!order) return order.error();
  const auto run = desk.parts.operations.request(desk.tx, desk.who(), *order);
  if (!run) return run.error();
  return server::created(run_json(desk, *run));
}

Result<Reply> runs(const Desk& desk) {
  JsonArray items;
  for (const auto& run : desk.parts.operations.runs(desk.tx, desk.who())) {
    items.push_back(run_json(desk, run));
  }
  return server::page(std::move(items), "");
}

Result<Reply> run(const Desk& desk, const RunId& id) {
  const auto found = desk.parts.operations.run(desk.tx, desk.who(), id);
  if (!found) return found.error();
  return server::ok(run_json(desk, *found));
}

Result<Reply> cancel(const Desk& desk, const RunId& id) {
  JsonReader in(desk.call.body);
  const auto version = in.finish(read_version(in));
  if (!version) return version.error();
  const auto run = desk.parts.operations.cancel(desk.tx, desk.who(), id, *version);
  if (!run) return run.error();
  return server::created(run_json(desk, *run));
}

Result<Reply> versions(const Desk& desk) {
  const Call& call = desk.call;
  const auto page = desk.parts.operations.versions(desk.tx, desk.who(), call.query("report"),
                                                   call.query("cursor"), call.limit());
  if (!page) return page.error();
  JsonArray items;
  for (const auto& version : page->items) items.emplace_back(version_json(desk, version));
  return server::page(std::move(items), page->next);
}

Result<Reply> version(const Desk& desk, const VersionId& id) {
  const auto opened = desk.parts.operations.open(desk.tx, desk.who(), id);
  if (!opened) return opened.error();
  JsonObject json = version_json(desk, opened->version);
  json.emplace_back("verified", opened->verified);
  for (auto& [key, value] : to_json(opened->figures)) {
    json.emplace_back(std::move(key), std::move(value));
  }
  return server::ok(std::move(json));
}

Result<Reply> changes(const Desk& desk, const VersionId& id) {
  const auto lines = desk.parts.operations.changes(desk.tx, desk.who(), id);
  if (!lines) return lines.error();
  return server::page(to_json(*lines), "");
}

Result<Reply> records(const Desk& desk, const VersionId& id) {
  const Call& call = desk.call;
  const auto page = desk.parts.operations.records(desk.tx, desk.who(), id,
                                                  {.part = call.query("part"),
                                                   .table = call.query("table"),
                                                   .row = call.query("row"),
                                                   .column = call.query("column"),
                                                   .cursor = call.query("cursor"),
                                                   .limit = call.limit()});
  if (!page) return page.error();
  JsonArray items;
  for (const Line& line : page->items) {
    items.emplace_back(JsonObject{{"number", platform::text_or_null(line.number)},
                                  {"subject_kind", platform::text_or_null(line.subject_kind)},
                                  {"subject_id", platform::text_or_null(line.subject_id)}});
  }
  return server::ok(JsonObject{{"unit", base::name_of(kUnitNames, page->unit)},
                               {"total", page->total},
                               {"items", std::move(items)},
                               {"next", platform::text_or_null(page->next)}});
}

Result<Reply> chart(const Desk& desk, const VersionId& id) {
  const auto asked = desk.call.query("language");
  const auto language = base::value_of(accounts::kLanguageNames, asked.empty() ? "vi" : asked);
  if (!language) return base::invalid({{"language", "unknown_value"}});
  const auto opened = desk.parts.operations.open(desk.tx, desk.who(), id);
  if (!opened) return opened.error();
  const auto* part = find_part(opened->figures, desk.call.query("part"));
  const auto* table = part == nullptr ? nullptr : find_table(*part, desk.call.query("table"));
  if (table == nullptr) return base::not_found();
  const TableMask open{.rows = std::vector<bool>(table->rows.size()),
                       .columns = std::vector<bool>(table->columns.size()),
                       .cells = std::vector<bool>(table->cells.size())};
  const auto chart = chart_of(*table, open, *language);
  if (!documents::has_shape(chart)) return base::not_found();
  const documents::Block block{.kind = documents::BlockKind::chart,
                               .text = in_language(table->title, *language),
                               .chart = chart};
  return Reply{.bytes = documents::chart_svg(block), .content_type = "image/svg+xml"};
}

Result<Reply> draft(const Desk& desk, const VersionId& id) {
  const auto document = desk.parts.operations.draft(desk.tx, desk.who(), id);
  if (!document) return document.error();
  return server::created(JsonObject{{"document_id", document->id}});
}

JsonObject order_json(const Desk& desk, const Order& order) {
  const auto& directory = directory::current(desk.tx);
  std::optional<std::string> geography;
  if (order.geography) geography = base::name_of(directory::kGeographyNames, *order.geography);
  std::optional<std::string> name;
  if (order.scope) name = directory.name(*order.scope, order.period.to);
  return {{"report", order.report},   {"from", order.period.from}, {"to", order.period.to},
          {"age_set", order.age_set}, {"geography", geography},    {"organisation_id", order.scope},
          {"organisation_name", name}};
}

}  // namespace

void add_title(const Desk& desk, const std::string& report, JsonObject& json) {
  const auto definition = Operations::definition(desk.tx, report);
  json.emplace_back("title_vi", definition ? definition->title.vi : report);
  json.emplace_back("title_en", definition ? definition->title.en : report);
}

Json run_json(const Desk& desk, const Run& run) {
  JsonObject json = order_json(desk, run.order);
  add_title(desk, run.order.report, json);
  for (auto& [key, value] : JsonObject{
           {"id", run.id},
           {"kind", base::name_of(kRunKindNames, run.kind)},
           {"state", base::name_of(kRunStateNames, run.state)},
           {"stage", platform::text_or_null(run.stage)},
           {"done", run.done},
           {"total", run.total},
           {"requested_by", accounts::display_name(desk.tx, desk.parts.vault, run.requested_by)},
           {"requested_at", run.requested_at},
           {"ended_at", run.ended_at},
           {"error", platform::text_or_null(run.error)},
           {"result_id", platform::text_or_null(run.result)},
           {"is_new", run.is_new},
           {"version", run.version}}) {
    json.emplace_back(std::move(key), std::move(value));
  }
  return json;
}

void add_routes(server::Router& router, const ApiParts& parts) {
  const auto at = [parts](auto handler) -> server::TxHandler {
    return [parts, handler](Transaction& tx, const Call& call) {
      return server::handle(Desk{parts, tx, call}, handler);
    };
  };
  using enum Permission;
  const std::string definitions_path = "/api/v1/report-definitions";
  router.read(definitions_path, reports_read, at(definitions));
  router.write("POST", definitions_path, definitions_manage, at(add_definition));
  router.write("PUT", definitions_path + "/{code}", definitions_manage, at(change_definition));
  router.read("/api/v1/newer-report-definitions", definitions_manage, at(newer_definitions));
  router.write("POST", definitions_path + "/{code}/take-overs", definitions_manage,
               at(take_over_definition));
  router.read("/api/v1/report-dimensions", reports_read, at(dimensions));
  router.sensitive_read("POST", "/api/v1/report-previews", definitions_manage, at(preview));

  const std::string runs_path = "/api/v1/report-runs";
  router.read(runs_path, reports_run, at(runs));
  router.write("POST", runs_path, reports_run, at(request));
  router.read(runs_path + "/{id}", reports_run, at(run));
  router.write("POST", runs_path + "/{id}/cancellations", reports_run, at(cancel));

  const std::string versions_path = "/api/v1/report-versions";
  const std::string one = versions_path + "/{id}";
  router.read(versions_path, reports_read, at(versions));
  router.sensitive_read("GET", one, reports_read, at(version));
  router.sensitive_read("GET", one + "/changes", reports_read, at(changes));
  router.sensitive_read("GET", one + "/records", reports_open, at(records));
  router.sensitive_read("GET", one + "/charts", reports_read, at(chart));
  router.write("POST", one + "/documents", reports_run, at(draft));
  add_release_routes(router, parts);
  add_goal_routes(router, parts);
}

}  // namespace hd::statistics
