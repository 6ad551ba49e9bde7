// Runs: who sees them, cancelling, and the worker that counts.

#include "audit/audit.h"
#include "audit/chain.h"
#include "directory/operations.h"
#include "platform/crypto.h"
#include "statistics/difference_codec.h"
#include "statistics/figures_codec.h"
#include "statistics/operations.h"
#include "statistics/operations_person_file.h"
#include "statistics/operations_releases.h"
#include "statistics/operations_working.h"

namespace hd::statistics {
namespace {

using access::Permission;
using platform::Transaction;

constexpr std::size_t kPiece = std::size_t{512} * 1024;
constexpr std::size_t kRunsShown = 100;

/// What was read, and what was there to read at that moment.
struct Read {
  Definition definition;
  base::Timestamp state_at;
  audit::ChainEnd log;
  Gathered gathered = {};
  Figures figures = {};
};

Read read_records(Working& work, const SourceOf& source_of) {
  return work.database().read([&](Transaction& tx) {
    const Order& order = work.run().order;
    auto definition = store::find_definition(tx, order.report, work.run().definition_version);
    if (!definition) throw std::runtime_error("no such definition");
    Read read{
        .definition = std::move(*definition), .state_at = work.now(), .log = audit::chain_end(tx)};
    read.gathered =
        gather(tx, read.state_at, read.definition, order, source_of,
               [&](std::int64_t done, std::int64_t total) { work.progress(done, total); });
    work.stage("counting");
    const auto frame = frame_of(directory::current(tx), read.definition, order.period,
                                order.age_set, order.geography);
    read.figures = figures_of(frame, read.definition, read.gathered);
    return read;
  });
}

/// Lines that differ from the version before, in the words of today's lists.
std::vector<Difference> compare(Transaction& tx, vault::Vault& vault, const Version& before,
                                const Read& read, const Order& order) {
  const vault::Opening opening{.session = {}, .record = before.id.str()};
  const auto old_definition =
      store::find_definition(tx, before.order.report, before.definition_version);
  if (!old_definition) return {};
  std::map<Unit, Snapshot> snapshots;
  for (const Part& part : old_definition->parts) {
    if (snapshots.contains(part.unit)) continue;
    snapshots.emplace(part.unit, store::snapshot(tx, vault, opening, before, part.unit));
  }
  const auto& directory = directory::current(tx);
  const auto frame_for = [&](const Definition& definition) {
    return frame_of(directory, definition, order.period, order.age_set, order.geography);
  };
  const Frame old_frame = frame_for(*old_definition), frame = frame_for(read.definition);
  const Counted was{.frame = old_frame,
                    .definition = *old_definition,
                    .snapshots = snapshots,
                    .state_at = before.state_at};
  const Counted is{.frame = frame,
                   .definition = read.definition,
                   .snapshots = read.gathered.now,
                   .state_at = read.state_at};
  return reconcile(differences(was, is), decode_figures(store::figures(tx, vault, opening, before)),
                   read.figures);
}

void write_pieces(Working& work, vault::Vault& vault, const Read& read) {
  work.stage("writing");
  for (const auto& [unit, snapshot] : read.gathered.now) {
    const std::string bytes = snapshot.bytes();
    for (std::size_t from = 0; from < bytes.size(); from += kPiece) {
      work.write([&](Transaction& tx) {
        store::put_piece(tx, vault, work.run(), unit, static_cast<std::int64_t>(from / kPiece),
                         bytes.substr(from, kPiece));
        return true;
      });
      work.progress(static_cast<std::int64_t>(from), static_cast<std::int64_t>(bytes.size()));
    }
  }
}

void count_run(Working& work, vault::Vault& vault, const SourceOf& source_of) {
  work.stage("reading");
  const Read read = read_records(work, source_of);
  const std::string figures = encode(read.figures);
  const std::string hash = platform::to_hex(platform::sha256(figures));
  const auto before = work.database().read(
      [&](Transaction& tx) { return store::latest_version(tx, work.run().order); });
  const bool same = before && before->figures_hash == hash &&
                    before->definition_version == work.run().definition_version;
  std::vector<Difference> changes;
  if (!same) {
    if (before) {
      work.stage("comparing");
      changes = work.database().read(
          [&](Transaction& tx) { return compare(tx, vault, *before, read, work.run().order); });
    }
    write_pieces(work, vault, read);
  }
  work.write([&](Transaction& tx) {
    Run done = work.run();
    const base::Timestamp now = work.now();
    done.is_new = !same;
    if (same) {
      done.result = before->id.str();
    } else {
      const Version version{.id = VersionId::random(),
                            .run = done.id,
                            .order = done.order,
                            .definition_version = done.definition_version,
                            .number = before ? before->number + 1 : 1,
                            .previous = before ? std::optional(before->id) : std::nullopt,
                            .created_at = now,
                            .created_by = done.requested_by,
                            .state_at = read.state_at,
                            .log_size = read.log.size,
                            .log_hash = read.log.hash,
                            .figures_hash = hash};
      store::insert(tx, vault, version, figures, encode(changes));
      done.result = version.id.str();
    }
    audit::record(tx, now, access::system_actor(),
                  {.action = same ? "report.count_unchanged" : "report.count",
                   .object_kind = "report_version",
                   .object_id = done.result});
    return work.end(tx, done);
  });
}

}  // namespace

bool may_report(const Who& who, Permission action, const std::optional<directory::OrgId>& scope) {
  if (!scope) return access::decide(who.actor, action, {}, who.today()).allowed;
  const access::Object kept{.stage = access::Stage::final, .owner_org = scope};
  const access::Object asked{.stage = access::Stage::final, .receiver_orgs = {*scope}};
  return access::decide(who.actor, action, kept, who.today()).allowed ||
         access::decide(who.actor, action, asked, who.today()).allowed;
}

Run enqueue(Transaction& tx, const Who& who, const Run& run) {
  store::insert(tx, run);
  audit::record(
      tx, who.now, who.actor,
      {.action = "report.request", .object_kind = "report_run", .object_id = run.id.str()});
  return run;
}

std::vector<Run> Operations::runs(Transaction& tx, const Who& who) {
  if (may_report(who, Permission::reports_run, std::nullopt)) {
    return store::runs(tx, std::nullopt, kRunsShown);
  }
  std::vector<directory::OrgId> scopes;
  for (const auto& org : who.actor.organisations(who.today())) {
    if (may_report(who, Permission::reports_run, org)) scopes.push_back(org);
  }
  return store::runs(tx, scopes, kRunsShown);
}

base::Result<Run> Operations::run(Transaction& tx, const Who& who, const RunId& id) {
  auto found = store::find_run(tx, id);
  if (!found || !may_report(who, Permission::reports_run, found->order.scope)) {
    return base::not_found();
  }
  return std::move(*found);
}

base::Result<Run> Operations::cancel(Transaction& tx, const Who& who, const RunId& id,
                                     std::int64_t version) {
  auto found = run(tx, who, id);
  if (!found) return found;
  if (found->version != version) return base::stale(found->version);
  if (found->ended()) return base::Error{base::ErrorKind::conflict, "report_run.ended"};
  found->state = RunState::cancelled;
  found->ended_at = who.now;
  ++found->version;
  if (!store::update_state(tx, *found)) return base::stale(found->version);
  store::forget_pieces(tx, found->id);
  audit::record(tx, who.now, who.actor,
                {.action = "report.cancel", .object_kind = "report_run", .object_id = id.str()});
  return found;
}

bool Operations::work(platform::Database& database, const base::Clock& clock,
                      const std::string& worker) {
  const auto waits = [&](Transaction& tx) { return store::has_waiting(tx, clock()); };
  if (stopping_ || !database.read(waits)) return false;
  auto run = database.write(
      [&](Transaction& tx) { return store::claim(tx, worker, clock(), clock() + kClaim); });
  if (!run) return false;
  Working work(database, clock, worker, std::move(*run), stopping_);
  work.carry_out([&] {
    switch (work.run().kind) {
      case RunKind::count:
        count_run(work, parts_.vault, parts_.source_of);
        break;
      case RunKind::release:
        make_release(work, parts_.vault);
        break;
      case RunKind::person_file:
        make_person_file(work, parts_.vault, parts_.source_of);
        break;
    }
  });
  return true;
}

}  // namespace hd::statistics
