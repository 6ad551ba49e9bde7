// Definitions: first content, saving, preview.

#include <algorithm>

#include "audit/audit.h"
#include "directory/operations.h"
#include "platform/csv.h"
#include "statistics/operations.h"

namespace hd::statistics {
namespace {

using access::Permission;
using platform::Transaction;

/// More records are counted by a run, not while somebody waits.
constexpr std::int64_t kPreviewRecords = 200'000;

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> parts;
  for (std::size_t from = 0; from <= text.size() && !text.empty();) {
    const auto to = std::min(text.find('|', from), text.size());
    parts.push_back(text.substr(from, to - from));
    from = to + 1;
  }
  return parts;
}

Title title_of(const platform::CsvRow& row) {
  return {row["title_vi"], row["title_en"]};
}

/// "identification=suspected|confirmed"; several are joined by ";".
std::vector<Filter> filters_of(const std::string& text) {
  std::vector<Filter> filters;
  for (std::size_t from = 0; from < text.size();) {
    const auto to = std::min(text.find(';', from), text.size());
    const auto one = text.substr(from, to - from);
    const auto equals = one.find('=');
    filters.push_back({one.substr(0, equals), split(one.substr(equals + 1))});
    from = to + 1;
  }
  return filters;
}

std::vector<Definition> first_definitions() {
  std::vector<Definition> all;
  for (const auto& row : platform::embedded_csv("data/report-definitions.csv")) {
    all.push_back({.code = row["definition"],
                   .title = title_of(row),
                   .age_set = row["age_set"],
                   .geography = base::value_of(kGeographyRuleNames, row["geography"]).value(),
                   .compare = row["compare"] == "1",
                   .cumulative = row["cumulative"] == "1",
                   .in_use = row["in_use"] == "1",
                   .recipients = split(row["recipients"]),
                   .signer_role = row["signer_role"]});
  }
  const auto definition_of = [&](const platform::CsvRow& row) -> Definition& {
    return *std::ranges::find(all, row["definition"], &Definition::code);
  };
  for (const auto& row : platform::embedded_csv("data/report-parts.csv")) {
    definition_of(row).parts.push_back({.code = row["part"],
                                        .title = title_of(row),
                                        .unit = base::value_of(kUnitNames, row["unit"]).value(),
                                        .filters = filters_of(row["filters"])});
  }
  for (const auto& row : platform::embedded_csv("data/report-tables.csv")) {
    auto& parts = definition_of(row).parts;
    std::ranges::find(parts, row["part"], &Part::code)
        ->tables.push_back({.code = row["table"],
                            .title = title_of(row),
                            .rows = row["rows"],
                            .columns = row["columns"],
                            .chart = row["chart"] == "1"});
  }
  for (const auto& row : platform::embedded_csv("data/report-texts.csv")) {
    definition_of(row).texts.push_back(row["text"]);
  }
  return all;
}

std::vector<base::FieldError> faults_of(const directory::Directory& directory, const Order& order) {
  std::vector<base::FieldError> faults;
  if (order.period.to < order.period.from) faults.push_back({"to", "before_start"});
  if (!order.age_set.empty() && directory.age_bands(order.age_set).empty()) {
    faults.push_back({"age_set", "unknown_value"});
  }
  return faults;
}

struct TooMany {};

}  // namespace

void load_first_content(Transaction& tx) {
  for (auto& definition : first_definitions()) {
    if (store::find_definition(tx, definition.code)) continue;
    auto faults = check(definition, directory::current(tx));
    if (!faults.empty()) {
      throw std::runtime_error("data/report-*.csv: " + definition.code + ": " +
                               faults.front().field + " " + faults.front().code);
    }
    store::insert(tx, definition, base::Timestamp{}, std::nullopt);
  }
}

std::vector<Definition> Operations::definitions(Transaction& tx) {
  return store::definitions(tx);
}

std::vector<Definition> Operations::newer_definitions(Transaction& tx) {
  const auto known = store::definition_versions(tx);
  std::vector<Definition> newer;
  for (auto& built_in : first_definitions()) {
    bool had = false;
    for (const Definition& one : known) {
      if (one.code != built_in.code) continue;
      had = had || same_content(one, built_in);
      built_in.version = one.version;
      built_in.in_use = one.in_use;
    }
    if (!had) newer.push_back(std::move(built_in));
  }
  std::ranges::sort(newer, {}, &Definition::code);
  return newer;
}

std::optional<Definition> Operations::definition(Transaction& tx, const std::string& code) {
  return store::find_definition(tx, code);
}

base::Result<Definition> Operations::save(Transaction& tx, const Who& who, Definition definition) {
  if (!access::decide(who.actor, Permission::definitions_manage, {}, who.today())) {
    return base::not_found();
  }
  auto faults = check(definition, directory::current(tx));
  if (!faults.empty()) return base::invalid(std::move(faults));
  const auto stored = store::find_definition(tx, definition.code);
  if (stored && definition.version == 0) {
    return base::Error{base::ErrorKind::conflict, "report_definition.exists"};
  }
  if (!stored && definition.version != 0) return base::not_found();
  if (stored && stored->version != definition.version) return base::stale(stored->version);
  ++definition.version;
  if (!store::insert(tx, definition, who.now, who.actor.user)) {
    return base::stale(definition.version);
  }
  audit::record(tx, who.now, who.actor,
                {.action = "report_definition.save",
                 .object_kind = "report_definition",
                 .object_id = definition.code + "/" + std::to_string(definition.version)});
  return definition;
}

base::Result<Definition> Operations::take_over(Transaction& tx, const Who& who,
                                               const std::string& code, std::int64_t version) {
  const auto stored = store::find_definition(tx, code);
  if (!stored || !access::decide(who.actor, Permission::definitions_manage, {}, who.today())) {
    return base::not_found();
  }
  if (stored->version != version) return base::stale(stored->version);
  auto newer = newer_definitions(tx);
  const auto found = std::ranges::find(newer, code, &Definition::code);
  if (found == newer.end()) {
    return base::Error{base::ErrorKind::conflict, "report_definition.up_to_date"};
  }
  return save(tx, who, std::move(*found));
}

base::Result<Figures> Operations::preview(Transaction& tx, const Who& who,
                                          const Definition& definition, const Order& order) const {
  if (!access::decide(who.actor, Permission::definitions_manage, {}, who.today()) ||
      !may_report(who, Permission::reports_read, order.scope)) {
    return base::not_found();
  }
  const auto& directory = directory::current(tx);
  auto faults = check(definition, directory);
  for (auto& fault : faults_of(directory, order)) faults.push_back(std::move(fault));
  if (!faults.empty()) return base::invalid(std::move(faults));
  const auto frame = frame_of(directory, definition, order.period, order.age_set, order.geography);
  try {
    const auto gathered = gather(tx, who.now, definition, order, parts_.source_of,
                                 [](std::int64_t, std::int64_t total) {
                                   if (total > kPreviewRecords) throw TooMany{};
                                 });
    audit::record(tx, who.now, who.actor,
                  {.action = "report.preview",
                   .object_kind = "report_definition",
                   .object_id = definition.code});
    return figures_of(frame, definition, gathered);
  } catch (const TooMany&) {
    return base::Error{base::ErrorKind::too_large, "report.too_many_records"};
  }
}

base::Result<Run> Operations::request(Transaction& tx, const Who& who, const Order& order) {
  const auto definition = store::find_definition(tx, order.report);
  if (!definition || !definition->in_use ||
      !may_report(who, Permission::reports_run, order.scope)) {
    return base::not_found();
  }
  const auto& directory = directory::current(tx);
  auto faults = faults_of(directory, order);
  if (!faults.empty()) return base::invalid(std::move(faults));
  const auto frame = frame_of(directory, *definition, order.period, order.age_set, order.geography);
  Run run{.id = RunId::random(),
          .order = order,
          .definition_version = definition->version,
          .requested_by = who.actor.user,
          .requested_at = who.now};
  run.order.age_set = frame.age_set;
  run.order.geography = frame.geography;
  return enqueue(tx, who, run);
}

}  // namespace hd::statistics
