#include "statistics/operations_person_file.h"

#include <algorithm>
#include <set>
#include <utility>

#include "audit/audit.h"
#include "directory/operations.h"
#include "disclosure/person_file.h"
#include "platform/csv.h"
#include "statistics/operations_releases.h"

namespace hd::statistics {
namespace {

using access::Permission;
using disclosure::Attribute;
using platform::Transaction;

constexpr const char* kDefinition = "person_file";
constexpr const char* kPart = "persons";
constexpr std::size_t kFilesShown = 100;
/// In the order of disclosure::kCtdcColumns.
constexpr auto kAttributes = std::to_array<std::string_view>(
    {"year", "sex", "age_band", "citizenship", "exploitation", "country"});
constexpr std::size_t kExploitation = 4;

/// One value an attribute for each person; those of several kinds are told together.
std::vector<disclosure::Record> records_of(const Frame& frame, const Part& part,
                                           const Snapshot& snapshot) {
  const Dimension& age = dimension_of("age_band");
  std::vector<disclosure::Record> records;
  for (const std::size_t i : counted(frame, part, snapshot)) {
    const auto code = [&](Field field) { return snapshot.text(field, i); };
    const auto band = row_of(frame, age, code(Field::age));
    auto kinds = code(Field::purposes);
    std::ranges::replace(kinds, ' ', '+');
    records.push_back({base::to_text(snapshot.day(i)).substr(0, 4), code(Field::sex),
                       band.starts_with("not_") ? std::string() : band, code(Field::citizenship),
                       kinds, code(Field::country)});
  }
  return records;
}

std::string coarser_of(const std::vector<platform::CsvRow>& rows, std::string_view attribute,
                       const std::string& value) {
  std::string any;
  for (const auto& row : rows) {
    if (row["attribute"] != attribute) continue;
    if (row["value"] == value) return row["coarser"];
    if (row["value"] == "*") any = row["coarser"];
  }
  return any;
}

/// The coarser value of "sexual+begging" is that of its parts, each once.
std::string coarser_list(const std::vector<platform::CsvRow>& rows, std::string_view attribute,
                         const std::string& value) {
  std::set<std::string> parts;
  for (std::size_t from = 0; from < value.size();) {
    const auto to = std::min(value.find('+', from), value.size());
    parts.insert(coarser_of(rows, attribute, value.substr(from, to - from)));
    from = to + 1;
  }
  std::string joined;
  for (const auto& part : parts) joined += (joined.empty() ? "" : "+") + part;
  return joined;
}

std::vector<Attribute> attributes_of(const std::vector<disclosure::Record>& records) {
  const auto rows = platform::embedded_csv("data/person-file.csv");
  std::vector<Attribute> attributes;
  for (std::size_t i = 0; i < kAttributes.size(); ++i) {
    Attribute& attribute = attributes.emplace_back();
    attribute.name = kAttributes[i];
    const bool has_steps = std::ranges::any_of(
        rows, [&](const auto& row) { return row["attribute"] == kAttributes[i]; });
    if (!has_steps) continue;
    auto& step = attribute.coarser.emplace_back();
    for (const auto& record : records) {
      if (!record[i].empty()) step[record[i]] = coarser_list(rows, kAttributes[i], record[i]);
    }
  }
  return attributes;
}

std::string csv_of(const disclosure::PersonFile& file) {
  std::string csv = "\xEF\xBB\xBF";
  for (const auto& column : disclosure::kCtdcColumns) {
    csv += (csv.size() > 3 ? "," : "") + std::string(column.ctdc);
  }
  csv += "\r\n";
  for (const auto& row : file.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      csv += (i == 0 ? "" : ",") + platform::csv_field(row[i]);
    }
    csv += "\r\n";
  }
  return csv;
}

}  // namespace

void make_person_file(Working& work, vault::Vault& vault, const SourceOf& source_of) {
  work.stage("reading");
  std::vector<disclosure::Record> records;
  std::optional<DisclosureRule> rule;
  work.database().read([&](Transaction& tx) {
    const Order& order = work.run().order;
    const auto definition = store::find_definition(tx, order.report, work.run().definition_version);
    const Part* part = definition ? find_part(*definition, kPart) : nullptr;
    if (part == nullptr) throw std::runtime_error("no definition of the file of persons");
    const auto gathered =
        gather(tx, work.now(), *definition, order, source_of,
               [&](std::int64_t done, std::int64_t total) { work.progress(done, total); });
    const auto frame =
        frame_of(directory::current(tx), *definition, order.period, order.age_set, order.geography);
    records = records_of(frame, *part, gathered.now.at(part->unit));
    rule = rule_on(tx, base::local_date(work.now()));
    if (!rule) throw std::runtime_error("no disclosure rule in force");
    return base::Done{};
  });
  work.stage("protecting");
  const auto file = disclosure::person_file(
      records, attributes_of(records), kExploitation,
      {.smallest = rule->thresholds.public_threshold, .diversity = rule->diversity});
  work.stage("writing");
  work.write([&](Transaction& tx) {
    const PersonFileRecord made{.id = PersonFileId::random(),
                                .run = work.run().id,
                                .period = work.run().order.period,
                                .rule = rule->id,
                                .records = static_cast<std::int64_t>(records.size()),
                                .rows = static_cast<std::int64_t>(file.rows.size()),
                                .suppressed = file.suppressed,
                                .created_at = work.now(),
                                .created_by = work.run().requested_by};
    store::insert(tx, vault, made, csv_of(file));
    audit::record(
        tx, work.now(), access::system_actor(),
        {.action = "person_file.create", .object_kind = "person_file", .object_id = made.id.str()});
    Run done = work.run();
    done.result = made.id.str();
    done.is_new = true;
    return work.end(tx, done);
  });
}

base::Result<Run> request_person_file(Transaction& tx, const Who& who, const Days& period) {
  const auto definition = store::find_definition(tx, kDefinition);
  if (!definition || !may_publish(who)) return base::not_found();
  if (period.to < period.from) return base::invalid({{"to", "before_start"}});
  const auto frame = frame_of(directory::current(tx), *definition, period);
  const Run run{.id = RunId::random(),
                .kind = RunKind::person_file,
                .order = {.report = kDefinition,
                          .period = period,
                          .age_set = frame.age_set,
                          .geography = frame.geography},
                .definition_version = definition->version,
                .requested_by = who.actor.user,
                .requested_at = who.now};
  return enqueue(tx, who, run);
}

base::Result<std::vector<PersonFileRecord>> person_files(Transaction& tx, const Who& who) {
  if (!may_publish(who)) return base::not_found();
  return store::person_files(tx, kFilesShown);
}

base::Result<PersonFileText> open_person_file(Transaction& tx, vault::Vault& vault, const Who& who,
                                              const PersonFileId& id) {
  const auto file = store::find_person_file(tx, id);
  if (!file || !may_publish(who)) return base::not_found();
  audit::record(tx, who.now, who.actor,
                {.action = "person_file.open",
                 .object_kind = "person_file",
                 .object_id = id.str(),
                 .marks = access::kWork});
  return PersonFileText{*file, store::person_csv(tx, vault, who.opening(id.str()), *file)};
}

}  // namespace hd::statistics
