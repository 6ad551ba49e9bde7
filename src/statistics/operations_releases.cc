#include "statistics/operations_releases.h"

#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include "audit/audit.h"
#include "directory/operations.h"
#include "platform/csv.h"
#include "statistics/paper.h"
#include "statistics/publication_codec.h"

namespace hd::statistics {
namespace {

using access::Permission;
using platform::Transaction;

constexpr std::size_t kReleasesShown = 100;
constexpr std::int64_t kThresholdMax = 1000;

void record(Transaction& tx, const Who& who, const std::string& action, const ReleaseId& id) {
  audit::record(tx, who.now, who.actor,
                {.action = action, .object_kind = "report_release", .object_id = id.str()});
}

/// What the public form of a version is made from.
struct Material {
  Version version;
  Definition definition;
  std::map<Unit, Snapshot> snapshots = {};
  DisclosureRule rule;
  Registry earlier = {};
  std::int64_t registry_size = 0;
};

Material read_material(Transaction& tx, vault::Vault& vault, const Run& run, base::Date today) {
  const auto id = VersionId::parse(run.subject);
  auto version = id ? store::find_version(tx, *id) : std::nullopt;
  if (!version) throw std::runtime_error("no such version");
  auto definition = store::find_definition(tx, version->order.report, version->definition_version);
  if (!definition) throw std::runtime_error("no such definition");
  const auto rule = rule_on(tx, today);
  if (!rule) throw std::runtime_error("no disclosure rule in force");
  const vault::Opening opening{.session = {}, .record = version->id.str()};
  Material material{
      .version = std::move(*version), .definition = std::move(*definition), .rule = *rule};
  for (const Part& part : material.definition.parts) {
    if (material.snapshots.contains(part.unit)) continue;
    material.snapshots.emplace(part.unit,
                               store::snapshot(tx, vault, opening, material.version, part.unit));
  }
  material.earlier = store::registry(tx, vault, opening, material.version.order.period);
  material.registry_size = store::registry_size(tx);
  return material;
}

/// Keeps the run alive while the linear programs of one unit, which nothing interrupts, are solved.
class Heartbeat {
 public:
  explicit Heartbeat(Working& work)
      : work_(work), thread_([this](const std::stop_token& stop) { beat(stop); }) {}

 private:
  void beat(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (!wake_.wait_for(lock, stop, kClaim / 4, [&] { return stop.stop_requested(); })) {
      try {
        work_.tell();
      } catch (...) {
        return;  // whoever works here notices at the next step
      }
    }
  }

  Working& work_;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::jthread thread_;
};

std::string series_name(const Order& order) {
  return order.report + "/" + base::to_text(order.period.from) + "/" +
         base::to_text(order.period.to) + "/" + store::scope_text(order) + "/" +
         store::geography_text(order) + "/" + order.age_set;
}

PublicForm protect_figures(Working& work, const Material& material, const ReleaseId& id) {
  const Order& order = material.version.order;
  const Heartbeat beating(work);
  return work.database().read([&](Transaction& tx) {
    const auto frame = frame_of(directory::current(tx), material.definition, order.period,
                                order.age_set, order.geography);
    return publish(frame, material.definition, material.snapshots,
                   {.release = id.str(), .series = series_name(order)}, material.earlier,
                   material.rule.thresholds.for_public());
  });
}

}  // namespace

bool may_publish(const Who& who) {
  return access::decide(who.actor, Permission::reports_publish, {}, who.today()).allowed;
}

std::optional<DisclosureRule> rule_on(Transaction& tx, base::Date day) {
  for (auto& rule : store::disclosure_rules(tx)) {
    if (rule.valid_from <= day) return std::move(rule);
  }
  return std::nullopt;
}

void load_disclosure_rules(Transaction& tx) {
  if (!store::disclosure_rules(tx).empty()) return;
  for (const auto& row : platform::embedded_csv("data/disclosure-rules.csv")) {
    const DisclosureRule rule{
        .id = DisclosureRuleId::of_key("disclosure/" + row["valid_from"]),
        .thresholds = {.public_threshold = std::stoll(row["public_threshold"]),
                       .internal_sensitive = std::stoll(row["internal_sensitive"]),
                       .group_threshold = std::stoll(row["group_threshold"])},
        .diversity = std::stoll(row["diversity"]),
        .valid_from = base::parse_date(row["valid_from"]).value(),
        .basis = row["basis"]};
    store::insert(tx, rule, base::Timestamp{}, std::nullopt);
  }
}

void make_release(Working& work, vault::Vault& vault) {
  work.stage("reading");
  const auto material = work.database().read([&](Transaction& tx) {
    return read_material(tx, vault, work.run(), base::local_date(work.now()));
  });
  work.stage("protecting");
  const auto id = ReleaseId::random();
  const PublicForm form = protect_figures(work, material, id);
  work.stage("writing");
  work.write([&](Transaction& tx) {
    const Release release{.id = id,
                          .run = work.run().id,
                          .report_version = material.version.id,
                          .report = material.version.order.report,
                          .period = material.version.order.period,
                          .rule = material.rule.id,
                          .registry_size = material.registry_size,
                          .too_few_changes = form.too_few_changes,
                          .known_before = form.known_before,
                          .created_at = work.now(),
                          .created_by = work.run().requested_by};
    store::insert(tx, vault, release,
                  {.form = encode_form(form), .cells = encode_cells(form.cells)});
    audit::record(tx, work.now(), access::system_actor(),
                  {.action = "report_release.prepare",
                   .object_kind = "report_release",
                   .object_id = id.str()});
    Run done = work.run();
    done.result = id.str();
    done.is_new = true;
    return work.end(tx, done);
  });
}

std::vector<DisclosureRule> Releases::rules(Transaction& tx) {
  return store::disclosure_rules(tx);
}

base::Result<DisclosureRule> Releases::add_rule(Transaction& tx, const Who& who,
                                                DisclosureRule rule) {
  if (!access::decide(who.actor, Permission::rules_manage, {}, who.today())) {
    return base::not_found();
  }
  std::vector<base::FieldError> faults;
  const auto in_range = [&](const char* field, std::int64_t value, std::int64_t least) {
    if (value < least || value > kThresholdMax) faults.push_back({field, "out_of_range"});
  };
  in_range("public_threshold", rule.thresholds.public_threshold, 2);
  in_range("internal_sensitive", rule.thresholds.internal_sensitive, 1);
  in_range("group_threshold", rule.thresholds.group_threshold, rule.thresholds.public_threshold);
  in_range("diversity", rule.diversity, 1);
  if (rule.basis.empty()) faults.push_back({"basis", "required"});
  if (rule.valid_from < who.today()) faults.push_back({"valid_from", "in_past"});
  const auto all = store::disclosure_rules(tx);
  if (!all.empty() && rule.valid_from <= all.front().valid_from) {
    faults.push_back({"valid_from", "not_after"});
  }
  if (!faults.empty()) return base::invalid(std::move(faults));
  rule.id = DisclosureRuleId::random();
  store::insert(tx, rule, who.now, who.actor.user);
  audit::record(tx, who.now, who.actor,
                {.action = "disclosure_rule.create",
                 .object_kind = "disclosure_rule",
                 .object_id = rule.id.str()});
  return rule;
}

base::Result<Run> Releases::prepare(Transaction& tx, const Who& who, const VersionId& id) {
  const auto version = store::find_version(tx, id);
  if (!version || !may_publish(who)) return base::not_found();
  if (store::is_released(tx, id)) {
    return base::Error{base::ErrorKind::conflict, "report_release.exists"};
  }
  const Run run{.id = RunId::random(),
                .kind = RunKind::release,
                .order = version->order,
                .definition_version = version->definition_version,
                .subject = id.str(),
                .requested_by = who.actor.user,
                .requested_at = who.now};
  return enqueue(tx, who, run);
}

base::Result<Release> Releases::find(Transaction& tx, const Who& who, const ReleaseId& id) {
  if (!may_publish(who)) return base::not_found();
  auto found = store::find_release(tx, vault_, who.opening(id.str()), id);
  if (!found) return base::not_found();
  return std::move(*found);
}

std::vector<Release> Releases::list(Transaction& tx, const Who& who) {
  if (!may_publish(who)) return {};
  return store::releases(tx, vault_, who.opening(""), kReleasesShown);
}

base::Result<OpenedRelease> Releases::open(Transaction& tx, const Who& who, const ReleaseId& id) {
  auto release = find(tx, who, id);
  if (!release) return release.error();
  auto rule = store::find_rule(tx, release->rule);
  if (!rule) return base::not_found();
  PublicForm form = decode_form(store::form(tx, vault_, who.opening(id.str()), *release));
  record(tx, who, "report_release.open", id);
  return OpenedRelease{std::move(*release), std::move(*rule), std::move(form)};
}

base::Result<Release> Releases::publish(Transaction& tx, const Who& who, const ReleaseId& id,
                                        std::int64_t version) {
  auto opened = open(tx, who, id);
  if (!opened) return opened.error();
  Release& release = opened->release;
  const auto conflict = [](const char* code) {
    return base::Error{base::ErrorKind::conflict, code};
  };
  if (release.version != version) return base::stale(release.version);
  if (release.state != ReleaseState::prepared) return conflict("report_release.not_prepared");
  if (release.too_few_changes) return conflict("report_release.too_few_changes");
  if (store::registry_size(tx) != release.registry_size) {
    return conflict("report_release.outdated");
  }
  const auto counted = store::find_version(tx, release.report_version);
  const auto definition =
      store::find_definition(tx, counted->order.report, counted->definition_version);
  const auto bodies = who.actor.organisations(who.today());
  if (bodies.empty()) return base::not_found();
  const auto& directory = directory::current(tx);
  const auto name_of = [&](const directory::OrgId& org) {
    return directory.name(org, release.period.to);
  };
  const auto& scope = counted->order.scope;
  const auto document = documents_.create_draft(
      tx, who.now, who.actor,
      {.kind = "statistics_public",
       .owner_org = bodies.front(),
       .subject_kind = "report",
       .subject_id = release.report + "/" + base::to_text(release.period.from) + "/" +
                     base::to_text(release.period.to) + "/" + store::scope_text(counted->order),
       .subject_number = "v" + std::to_string(counted->number),
       .content = public_paper_of(
           *definition, *counted, opened->form.figures, opened->form.mask,
           {.body = name_of(bodies.front()), .scope = scope ? name_of(*scope) : std::string()})});
  if (!document) return document.error();
  release.state = ReleaseState::released;
  release.released_at = who.now;
  release.released_by = who.actor.user;
  release.document = document->id;
  ++release.version;
  if (!store::update(tx, vault_, release)) return base::stale(release.version);
  record(tx, who, "report_release.publish", id);
  return release;
}

base::Result<Release> Releases::withdraw(Transaction& tx, const Who& who, const ReleaseId& id,
                                         std::int64_t version, const std::string& reason) {
  auto release = find(tx, who, id);
  if (!release) return release;
  if (reason.empty()) return base::invalid({{"reason", "required"}});
  if (release->version != version) return base::stale(release->version);
  if (release->state != ReleaseState::released) {
    return base::Error{base::ErrorKind::conflict, "report_release.not_released"};
  }
  release->state = ReleaseState::withdrawn;
  release->withdrawn_reason = reason;
  ++release->version;
  if (!store::update(tx, vault_, *release)) return base::stale(release->version);
  record(tx, who, "report_release.withdraw", id);
  return release;
}

}  // namespace hd::statistics
