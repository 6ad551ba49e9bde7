#include "reporting/api.h"

#include <utility>

#include "accounts/operations_people.h"
#include "contacts/view.h"
#include "directory/operations.h"
#include "documents/content_json.h"
#include "server/names.h"
#include "server/remember.h"

namespace hd::reporting {
namespace {

Json section_json(const ReportSection& section) {
  JsonArray rows;
  for (const auto& row : section.rows) {
    rows.emplace_back(JsonObject{{"code", row.code},
                                 {"label_vi", row.label.vi},
                                 {"label_en", row.label.en},
                                 {"count", row.count},
                                 {"share_permille", row.share_permille},
                                 {"previous", row.previous},
                                 {"cumulative", row.cumulative}});
  }
  return JsonObject{{"code", section.code},
                    {"label_vi", section.label.vi},
                    {"label_en", section.label.en},
                    {"rows", std::move(rows)},
                    {"total", section.total},
                    {"previous_total", section.previous_total},
                    {"many_per_record", section.many_per_record}};
}

Json report_json(const HotlineReport& report, base::Timestamp now) {
  JsonArray sections, sources;
  for (const auto& section : report.sections) sections.emplace_back(section_json(section));
  for (const auto& source : report.sources) sources.emplace_back(source);
  return JsonObject{{"hotline_id", report.order.hotline},
                    {"from", report.order.period.from},
                    {"to", report.order.period.to},
                    {"age_set", report.order.age_set},
                    {"geography", base::name_of(directory::kGeographyNames, report.geography)},
                    {"computed_at", now},
                    {"sources", std::move(sources)},
                    {"sections", std::move(sections)}};
}

Json document_json(Transaction& tx, const ApiParts& parts, const Call& call,
                   const documents::Document& document) {
  JsonArray actions;
  for (auto& action : parts.documents.next_actions(call.actor, document, call.today())) {
    actions.emplace_back(std::move(action));
  }
  return JsonObject{
      {"id", document.id},
      {"kind", document.kind},
      {"title", document.content.title},
      {"state", base::name_of(documents::kStateNames, document.state)},
      {"number", text_or_null(document.number)},
      {"organisation_name", directory::current(tx).name(document.owner_org, call.today())},
      {"subject", nullptr},
      {"created_at", document.created_at},
      {"issued_at", document.issued_at},
      {"version", document.version},
      {"next_actions", std::move(actions)},
      {"blocks", documents::to_json(document.content.blocks)},
      {"recipients", documents::to_json(document.content.recipients)},
      {"hash", text_or_null(document.hash)},
      {"issued_by", nullptr},
      {"withdrawn_reason", nullptr}};
}

/// Reads the order of a GET from its query; complaints name the parameters.
Result<HotlineOrder> order_of(const Call& call) {
  std::vector<base::FieldError> faults;
  const auto date = [&](std::string_view name) {
    const auto text = call.query(name);
    const auto value = base::parse_date(text);
    if (!value) faults.push_back({std::string(name), text.empty() ? "required" : "malformed_date"});
    return value.value_or(call.today());
  };
  HotlineOrder order{.period = {date("from"), date("to")},
                     .compare = call.query("compare") == "yoy",
                     .cumulative = call.query("cumulative") == "1"};
  if (const auto id = call.query("hotline_id"); !id.empty()) {
    order.hotline = directory::OrgId::parse(id);
    if (!order.hotline) faults.push_back({"hotline_id", "malformed_id"});
  }
  if (const auto set = call.query("age_set"); !set.empty()) order.age_set = set;
  if (const auto name = call.query("geography"); !name.empty()) {
    order.geography = base::value_of(directory::kGeographyNames, name);
    if (!order.geography) faults.push_back({"geography", "unknown_value"});
  }
  if (!faults.empty()) return base::invalid(std::move(faults));
  return order;
}

Result<Reply> hotline(Transaction& tx, const ApiParts& parts, const Call& call) {
  const auto order = order_of(call);
  if (!order) return order.error();
  const auto report = parts.operations.hotline(tx, {call.actor, call.now}, *order);
  if (!report) return report.error();
  return server::ok(report_json(*report, call.now));
}

Result<Reply> hotline_records(Transaction& tx, const ApiParts& parts, const Call& call) {
  const auto order = order_of(call);
  if (!order) return order.error();
  const contacts::Who who{call.actor, call.now};
  const auto page =
      parts.operations.hotline_records(tx, who, *order,
                                       {.figure = {call.query("section"), call.query("code")},
                                        .cursor = call.query("cursor"),
                                        .limit = call.limit()});
  if (!page) return page.error();
  const auto& directory = directory::current(tx);
  const contacts::View view{
      .directory = directory,
      .names = contacts::remembering(
          {.hotline = [&](const auto& id) { return directory.name(id, call.today()); },
           .user = [&](const auto& id) { return accounts::display_name(tx, parts.vault, id); }})};
  auto items = platform::written_list(page->items, [&](auto& out, const auto& contact) {
    contacts::write_summary(out, view, contact, parts.contacts.next_actions(who, contact));
  });
  return server::page(std::move(items), page->next);
}

Result<Reply> hotline_document(Transaction& tx, const ApiParts& parts, const Call& call) {
  JsonReader in(call.body);
  HotlineOrder order{.hotline = in.optional_id<directory::OrgId>("hotline_id"),
                     .period = {in.date("from"), in.date("to")}};
  if (const auto set = in.optional_code("age_set"); !set.empty()) order.age_set = set;
  order.geography = in.optional_choice("geography", directory::kGeographyNames);
  const auto read = in.finish(order);
  if (!read) return read.error();
  const auto document = parts.operations.hotline_document(tx, {call.actor, call.now}, *read);
  if (!document) return document.error();
  return server::created(document_json(tx, parts, call, *document));
}

template <class Figures, class Names>
Json figures_json(const Figures& counts, const Names& names) {
  JsonObject figures;
  for (const auto& [figure, name] : names) {
    figures.emplace_back(std::string(name), counts.of(figure));
  }
  return figures;
}

/// Adds the figures of each agency and their total to `out`.
template <class Report, class Names>
void add_figures(JsonObject& out, const Report& report, const Names& names) {
  JsonArray rows;
  for (const auto& row : report.rows) {
    rows.emplace_back(
        JsonObject{{"organisation", JsonObject{{"id", row.organisation}, {"name", row.name}}},
                   {"figures", figures_json(row.counts, names)},
                   {"opens", row.opens}});
  }
  out.emplace_back("rows", std::move(rows));
  out.emplace_back("total", figures_json(report.total, names));
  out.emplace_back("total_opens", report.total_opens);
}

Result<Reply> group(Transaction& tx, const ApiParts& parts, const Call& call) {
  const contacts::Who who{call.actor, call.now};
  const auto month = call.query("month");
  const auto connections = parts.group.connection_report(tx, who, month);
  if (!connections) return connections.error();
  const auto referrals = parts.group.referral_report(tx, who, month);
  if (!referrals) return referrals.error();
  JsonObject part, whole{{"month", month}, {"computed_at", call.now}};
  add_figures(part, *referrals, kReferralFigureNames);
  add_figures(whole, *connections, kConnectionFigureNames);
  whole.emplace_back("referrals", std::move(part));
  return server::ok(std::move(whole));
}

template <class Trace>
Json decline_json(const Trace& trace) {
  if (!trace.declined_at) return {};
  return JsonObject{{"at", *trace.declined_at}, {"reason", trace.decline_reason}};
}

/// The records behind a figure: what may be opened as everywhere, under `member`, as `lines_of`
/// writes it; of the others the trace.
template <class Counted, class Names, class LinesOf>
JsonArray counted_json(Transaction& tx, const Call& call, const std::vector<Counted>& records,
                       const Names& status_names, const LinesOf& lines_of,
                       const std::string& member) {
  std::vector<typename decltype(Counted::seen)::value_type> open;
  for (const auto& record : records) {
    if (record.seen) open.push_back(*record.seen);
  }
  const auto& directory = directory::current(tx);
  JsonArray lines = lines_of(tx, call, open);
  auto line = lines.begin();
  JsonArray items;
  for (const auto& [trace, seen] : records) {
    items.emplace_back(JsonObject{{"number", trace.number},
                                  {"status", base::name_of(status_names, trace.status)},
                                  {"organisation_name", directory.name(trace.target, call.today())},
                                  {"sent_at", trace.sent_at},
                                  {"decline", decline_json(trace)},
                                  {member, seen ? std::move(*line++) : Json()}});
  }
  return items;
}

/// Reads from the query which records are asked for.
template <class Figure, std::size_t kFigures>
Result<Behind<Figure>> behind(const Call& call, const base::EnumNames<Figure, kFigures>& names) {
  Behind<Figure> order{
      .month = call.query("month"), .cursor = call.query("cursor"), .limit = call.limit()};
  std::vector<base::FieldError> faults;
  const auto figure = base::value_of(names, call.query("figure"));
  if (!figure) faults.push_back({"figure", "unknown_value"});
  order.figure = figure.value_or(Figure::asked);
  if (const auto id = call.query("organisation_id"); !id.empty()) {
    order.organisation = directory::OrgId::parse(id);
    if (!order.organisation) faults.push_back({"organisation_id", "malformed_id"});
  }
  if (!faults.empty()) return base::invalid(std::move(faults));
  return order;
}

Result<Reply> connection_records(Transaction& tx, const ApiParts& parts, const Call& call) {
  const auto order = behind(call, kConnectionFigureNames);
  if (!order) return order.error();
  const auto page = parts.group.records(tx, {call.actor, call.now}, *order);
  if (!page) return page.error();
  return server::page(counted_json(tx, call, page->items, connections::kStatusNames,
                                   parts.connection_lines, "connection"),
                      page->next);
}

Result<Reply> referral_records(Transaction& tx, const ApiParts& parts, const Call& call) {
  const auto order = behind(call, kReferralFigureNames);
  if (!order) return order.error();
  const auto page = parts.group.records(tx, {call.actor, call.now}, *order);
  if (!page) return page.error();
  return server::page(counted_json(tx, call, page->items, referrals::kStatusNames,
                                   parts.referral_lines, "referral"),
                      page->next);
}

Result<Reply> group_document(Transaction& tx, const ApiParts& parts, const Call& call) {
  JsonReader in(call.body);
  const auto month = in.finish(in.text("month", 7));
  if (!month) return month.error();
  const auto document = parts.group.document(tx, {call.actor, call.now}, *month);
  if (!document) return document.error();
  return server::created(document_json(tx, parts, call, *document));
}

Json balance_json(const OpeningBalance& balance) {
  return JsonObject{{"id", balance.id},         {"hotline_id", balance.hotline},
                    {"as_of", balance.as_of},   {"section", balance.section},
                    {"code", balance.code},     {"count", balance.count},
                    {"source", balance.source}, {"note", balance.note}};
}

Result<Reply> balances(Transaction& tx, const ApiParts& parts, const Call& call) {
  JsonArray items;
  const auto hotline = directory::OrgId::parse(call.query("hotline_id"));
  for (const auto& one : parts.operations.balances(tx, {call.actor, call.now}, hotline)) {
    items.emplace_back(balance_json(one));
  }
  return server::ok(JsonObject{{"items", std::move(items)}});
}

Result<Reply> add_balance(Transaction& tx, const ApiParts& parts, const Call& call) {
  JsonReader in(call.body);
  const auto hotline = in.id<directory::OrgId>("hotline_id");
  const OpeningBalance read{.id = {},
                            .hotline = hotline.value_or(directory::OrgId::of_key("")),
                            .as_of = in.date("as_of"),
                            .section = in.text("section", 64),
                            .code = in.text("code", 64),
                            .count = in.number("count", 0, 1'000'000'000),
                            .source = in.text("source", 300),
                            .note = in.optional_text("note", 500)};
  const auto balance = in.finish(read);
  if (!balance) return balance.error();
  const auto made = parts.operations.add_balance(tx, {call.actor, call.now}, *balance);
  if (!made) return made.error();
  return server::created(balance_json(*made));
}

}  // namespace

void add_routes(server::Router& router, const ApiParts& parts) {
  const auto with = [parts](auto handler) -> server::TxHandler {
    return [parts, handler](Transaction& tx, const Call& call) { return handler(tx, parts, call); };
  };
  using enum Permission;
  router.read("/api/v1/reports/hotline", reports_read,
              server::remembered(server::end_of_log, with(hotline)));
  router.sensitive_read("GET", "/api/v1/reports/hotline/records", reports_open,
                        with(hotline_records));
  router.write("POST", "/api/v1/reports/hotline/documents", reports_issue, with(hotline_document));
  router.read("/api/v1/reports/working-group", reports_read, with(group));
  router.sensitive_read("GET", "/api/v1/reports/working-group/records", reports_open,
                        with(connection_records));
  router.sensitive_read("GET", "/api/v1/reports/working-group/referral-records", reports_open,
                        with(referral_records));
  router.write("POST", "/api/v1/reports/working-group/documents", reports_issue,
               with(group_document));
  router.read("/api/v1/opening-balances", reports_read, with(balances));
  router.write("POST", "/api/v1/opening-balances", reports_issue, with(add_balance));
}

}  // namespace hd::reporting
