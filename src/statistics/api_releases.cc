#include <utility>

#include "accounts/operations_people.h"
#include "server/names.h"
#include "statistics/api.h"
#include "statistics/api_desk.h"
#include "statistics/operations_person_file.h"
#include "statistics/publication_codec.h"

namespace hd::statistics {
namespace {

constexpr std::size_t kBasisMax = 300, kReasonMax = 1000;

Json rule_json(const DisclosureRule& rule) {
  return JsonObject{{"id", rule.id},
                    {"public_threshold", rule.thresholds.public_threshold},
                    {"internal_sensitive", rule.thresholds.internal_sensitive},
                    {"group_threshold", rule.thresholds.group_threshold},
                    {"diversity", rule.diversity},
                    {"valid_from", rule.valid_from},
                    {"basis", rule.basis}};
}

JsonObject release_json(const Desk& desk, const Release& release) {
  const auto name_of = [&](const access::UserId& user) {
    return accounts::display_name(desk.tx, desk.parts.vault, user);
  };
  std::optional<std::string> released_by;
  if (release.released_by) released_by = name_of(*release.released_by);
  JsonObject json{{"id", release.id},
                  {"report_version_id", release.report_version},
                  {"report", release.report},
                  {"from", release.period.from},
                  {"to", release.period.to},
                  {"state", base::name_of(kReleaseStateNames, release.state)},
                  {"too_few_changes", release.too_few_changes},
                  {"known_before", release.known_before},
                  {"created_at", release.created_at},
                  {"created_by", name_of(release.created_by)},
                  {"released_at", release.released_at},
                  {"released_by", released_by},
                  {"document_id", release.document},
                  {"withdrawn_reason", platform::text_or_null(release.withdrawn_reason)},
                  {"version", release.version}};
  add_title(desk, release.report, json);
  return json;
}

Result<Reply> rules(const Desk& desk) {
  JsonArray items;
  for (const auto& rule : Releases::rules(desk.tx)) items.push_back(rule_json(rule));
  return server::page(std::move(items), "");
}

Result<Reply> add_rule(const Desk& desk) {
  JsonReader in(desk.call.body);
  const auto number = [&](const char* name) { return in.number(name, 0, 1'000'000); };
  DisclosureRule typed{.id = DisclosureRuleId::random(),
                       .thresholds = {.public_threshold = number("public_threshold"),
                                      .internal_sensitive = number("internal_sensitive"),
                                      .group_threshold = number("group_threshold")},
                       .diversity = number("diversity"),
                       .valid_from = in.date("valid_from"),
                       .basis = in.optional_text("basis", kBasisMax)};
  auto rule = in.finish(std::move(typed));
  if (!rule) return rule.error();
  const auto made = Releases::add_rule(desk.tx, desk.who(), std::move(*rule));
  if (!made) return made.error();
  return server::created(rule_json(*made));
}

Result<Reply> prepare(const Desk& desk, const VersionId& id) {
  const auto run = desk.parts.releases.prepare(desk.tx, desk.who(), id);
  if (!run) return run.error();
  return server::created(run_json(desk, *run));
}

Result<Reply> list(const Desk& desk) {
  JsonArray items;
  for (const auto& one : desk.parts.releases.list(desk.tx, desk.who())) {
    items.emplace_back(release_json(desk, one));
  }
  return server::page(std::move(items), "");
}

Result<Reply> open(const Desk& desk, const ReleaseId& id) {
  const auto opened = desk.parts.releases.open(desk.tx, desk.who(), id);
  if (!opened) return opened.error();
  JsonObject json = release_json(desk, opened->release);
  json.emplace_back("rule", rule_json(opened->rule));
  for (auto& [key, value] : public_json(opened->form)) {
    json.emplace_back(std::move(key), std::move(value));
  }
  return server::ok(std::move(json));
}

Result<Reply> release_publicly(const Desk& desk, const ReleaseId& id) {
  JsonReader in(desk.call.body);
  const auto version = in.finish(read_version(in));
  if (!version) return version.error();
  const auto release = desk.parts.releases.publish(desk.tx, desk.who(), id, *version);
  if (!release) return release.error();
  return server::created(release_json(desk, *release));
}

Result<Reply> withdraw(const Desk& desk, const ReleaseId& id) {
  JsonReader in(desk.call.body);
  const auto version = read_version(in);
  const auto reason = in.finish(in.optional_text("reason", kReasonMax));
  if (!reason) return reason.error();
  const auto release = desk.parts.releases.withdraw(desk.tx, desk.who(), id, version, *reason);
  if (!release) return release.error();
  return server::created(release_json(desk, *release));
}

Json file_json(const Desk& desk, const PersonFileRecord& file) {
  return JsonObject{
      {"id", file.id},
      {"from", file.period.from},
      {"to", file.period.to},
      {"records", file.records},
      {"rows", file.rows},
      {"suppressed", file.suppressed},
      {"created_at", file.created_at},
      {"created_by", accounts::display_name(desk.tx, desk.parts.vault, file.created_by)}};
}

Result<Reply> files(const Desk& desk) {
  const auto found = person_files(desk.tx, desk.who());
  if (!found) return found.error();
  JsonArray items;
  for (const auto& file : *found) items.push_back(file_json(desk, file));
  return server::page(std::move(items), "");
}

Result<Reply> request_file(const Desk& desk) {
  JsonReader in(desk.call.body);
  const auto period = in.finish(Days{in.date("from"), in.date("to")});
  if (!period) return period.error();
  const auto run = request_person_file(desk.tx, desk.who(), *period);
  if (!run) return run.error();
  return server::created(run_json(desk, *run));
}

Result<Reply> file_csv(const Desk& desk, const PersonFileId& id) {
  const auto file = open_person_file(desk.tx, desk.parts.vault, desk.who(), id);
  if (!file) return file.error();
  const auto& period = file->file.period;
  const std::string name =
      "persons-" + base::to_text(period.from) + "-" + base::to_text(period.to) + ".csv";
  return Reply{.bytes = file->csv,
               .content_type = "text/csv; charset=utf-8",
               .headers = {{"Content-Disposition", "attachment; filename=\"" + name + "\""}}};
}

}  // namespace

void add_release_routes(server::Router& router, const ApiParts& parts) {
  const auto at = [parts](auto handler) -> server::TxHandler {
    return [parts, handler](Transaction& tx, const Call& call) {
      return server::handle(Desk{parts, tx, call}, handler);
    };
  };
  using enum Permission;
  router.read("/api/v1/disclosure-rules", directory_read, at(rules));
  router.write("POST", "/api/v1/disclosure-rules", rules_manage, at(add_rule));
  router.write("POST", "/api/v1/report-versions/{id}/releases", reports_publish, at(prepare));
  const std::string releases = "/api/v1/report-releases";
  router.read(releases, reports_publish, at(list));
  router.sensitive_read("GET", releases + "/{id}", reports_publish, at(open));
  router.write("POST", releases + "/{id}/publications", reports_publish, at(release_publicly));
  router.write("POST", releases + "/{id}/withdrawals", reports_publish, at(withdraw));
  router.read("/api/v1/person-files", reports_publish, at(files));
  router.write("POST", "/api/v1/person-files", reports_publish, at(request_file));
  router.sensitive_read("GET", "/api/v1/person-files/{id}/csv", reports_publish, at(file_csv));
}

}  // namespace hd::statistics
