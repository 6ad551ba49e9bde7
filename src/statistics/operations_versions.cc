// Versions: opening them, what they changed, the records behind a figure, the paper.

#include <algorithm>

#include "audit/audit.h"
#include "directory/operations.h"
#include "platform/crypto.h"
#include "platform/cursor.h"
#include "statistics/difference_codec.h"
#include "statistics/figures_codec.h"
#include "statistics/operations.h"
#include "statistics/operations_releases.h"
#include "statistics/paper.h"

namespace hd::statistics {
namespace {

using access::Permission;
using platform::Transaction;

void record(Transaction& tx, const Who& who, const std::string& action, const std::string& id) {
  audit::record(
      tx, who.now, who.actor,
      {.action = action, .object_kind = "report_version", .object_id = id, .marks = access::kWork});
}

/// The organisation the right to draft comes from: the one counted, when the actor works there.
std::optional<directory::OrgId> drafting_body(const Who& who, const Order& order) {
  const auto own = who.actor.organisations(who.today());
  if (order.scope && std::ranges::find(own, *order.scope) != own.end()) return order.scope;
  for (const auto& post : who.actor.posts) {
    const auto decision =
        access::decide({.user = who.actor.user, .session = who.actor.session, .posts = {post}},
                       Permission::reports_run,
                       {.stage = access::Stage::final, .owner_org = order.scope}, who.today());
    if (decision) return post.org;
  }
  return std::nullopt;
}

}  // namespace

base::Result<Version> Operations::find(Transaction& tx, const Who& who, const VersionId& id,
                                       Permission action) {
  auto found = store::find_version(tx, id);
  if (!found || !may_report(who, action, found->order.scope)) return base::not_found();
  return std::move(*found);
}

base::Result<Operations::Page> Operations::versions(Transaction& tx, const Who& who,
                                                    const std::string& report,
                                                    const std::string& cursor, std::size_t limit) {
  const auto place = platform::read_cursor(cursor);
  if (!place) return place.error();
  store::VersionWindow window{.report = report, .limit = static_cast<std::int64_t>(limit) + 1};
  if (!place->id.empty()) {
    window.before = place->at;
    window.before_id = place->id;
  }
  if (!may_report(who, Permission::reports_read, std::nullopt)) {
    window.scopes.emplace();
    for (const auto& org : who.actor.organisations(who.today())) {
      if (may_report(who, Permission::reports_read, org)) window.scopes->push_back(org);
    }
  }
  Page page{.items = store::versions(tx, window), .next = {}};
  if (page.items.size() > limit) {
    page.items.erase(page.items.begin() + static_cast<std::ptrdiff_t>(limit), page.items.end());
    page.next = platform::write_cursor({page.items.back().created_at, page.items.back().id.str()});
  }
  return page;
}

base::Result<OpenedVersion> Operations::open(Transaction& tx, const Who& who, const VersionId& id) {
  const auto version = find(tx, who, id, Permission::reports_read);
  if (!version) return version.error();
  auto definition = store::find_definition(tx, version->order.report, version->definition_version);
  if (!definition) return base::not_found();
  const auto text = store::figures(tx, parts_.vault, who.opening(id.str()), *version);
  record(tx, who, "report.open", id.str());
  return OpenedVersion{
      .version = *version,
      .definition = std::move(*definition),
      .figures = decode_figures(text),
      .verified = platform::to_hex(platform::sha256(text)) == version->figures_hash};
}

base::Result<std::vector<Difference>> Operations::changes(Transaction& tx, const Who& who,
                                                          const VersionId& id) {
  const auto version = find(tx, who, id, Permission::reports_read);
  if (!version) return version.error();
  record(tx, who, "report.open", id.str());
  return decode_differences(store::changes(tx, parts_.vault, who.opening(id.str()), *version));
}

base::Result<RecordsPage> Operations::records(Transaction& tx, const Who& who, const VersionId& id,
                                              const Drill& drill) {
  const auto version = find(tx, who, id, Permission::reports_open);
  if (!version) return version.error();
  const Order& order = version->order;
  const auto definition = store::find_definition(tx, order.report, version->definition_version);
  const Part* part = definition ? find_part(*definition, drill.part) : nullptr;
  if (part == nullptr) return base::invalid({{"part", "unknown_value"}});
  const TableSpec whole{.code = "", .title = {}, .rows = "total"};
  const TableSpec* spec = drill.table.empty() ? &whole : find_table(*part, drill.table);
  if (spec == nullptr) return base::invalid({{"table", "unknown_value"}});

  const auto snapshot =
      store::snapshot(tx, parts_.vault, who.opening(id.str()), *version, part->unit);
  const auto frame =
      frame_of(directory::current(tx), *definition, order.period, order.age_set, order.geography);
  const auto found = behind(frame, *part, *spec, snapshot, drill.row, drill.column);
  std::size_t next = 0;
  if (!drill.cursor.empty()) {
    while (next < found.size() && snapshot.id(found[next]) != drill.cursor) ++next;
    if (next == found.size()) return base::invalid({{"cursor", "malformed"}});
    ++next;
  }
  std::vector<std::string> ids;
  for (; next < found.size() && ids.size() < drill.limit; ++next) {
    ids.push_back(snapshot.id(found[next]));
  }
  RecordsPage page{.unit = part->unit,
                   .total = static_cast<std::int64_t>(found.size()),
                   .items = {},
                   .next = {}};
  if (next < found.size()) page.next = ids.back();
  page.items = parts_.lines_of(tx, who, part->unit, ids);
  record(tx, who, "report.open_records", id.str());
  return page;
}

base::Result<documents::Document> Operations::draft(Transaction& tx, const Who& who,
                                                    const VersionId& id) {
  auto opened = open(tx, who, id);
  if (!opened) return opened.error();
  const Order& order = opened->version.order;
  if (!may_report(who, Permission::reports_run, order.scope)) return base::not_found();
  const auto body = drafting_body(who, order);
  if (!body) return base::not_found();
  const auto& directory = directory::current(tx);
  const auto name_of = [&](const directory::OrgId& org) {
    return directory.name(org, order.period.to);
  };
  const auto rule = rule_on(tx, who.today());
  const PaperHead head{.body = name_of(*body),
                       .scope = order.scope ? name_of(*order.scope) : std::string(),
                       .smallest = rule ? rule->thresholds.internal_sensitive : 0};
  return parts_.documents.create_draft(
      tx, who.now, who.actor,
      {.kind = "statistics_report",
       .owner_org = *body,
       .subject_kind = "report",
       .subject_id = order.report + "/" + base::to_text(order.period.from) + "/" +
                     base::to_text(order.period.to) + "/" + store::scope_text(order),
       .subject_number = "v" + std::to_string(opened->version.number),
       .content = paper_of(opened->definition, opened->version, opened->figures, head)});
}

}  // namespace hd::statistics
