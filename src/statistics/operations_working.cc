#include "statistics/operations_working.h"

#include <exception>
#include <utility>

#include "platform/log.h"
#include "platform/outbox.h"
#include "statistics/store.h"

namespace hd::statistics {
namespace {

using platform::Transaction;

/// How often a run tells how far it is.
constexpr std::chrono::milliseconds kBetweenTelling{500};

/// It was cancelled, another node has taken it, or the server ends.
struct Stopped {};

void announce(Transaction& tx, base::Timestamp now, const Run& run) {
  platform::publish(tx, now,
                    {.topic = "report_run.changed",
                     .scope_org = "",
                     .scope_user = run.requested_by.str(),
                     .object_kind = "report_run",
                     .object_id = run.id.str()});
}

}  // namespace

void Working::carry_out(const std::function<void()>& work) {
  if (run_.attempts > kAttempts) return fail("gave_up");
  try {
    work();
  } catch (const Stopped&) {
    database_.write([&](Transaction& tx) {
      const auto stored = store::find_run(tx, run_.id);
      if (stored && stored->state == RunState::cancelled) store::forget_pieces(tx, run_.id);
      if (stopping_) store::release(tx, run_, worker_);
      return base::Done{};
    });
  } catch (const std::exception& error) {
    const auto number = platform::log_incident("report.run", error.what());
    platform::log(platform::LogLevel::error, "report.run_failed", {{"incident", number}});
    fail("internal");
  }
}

void Working::stage(const char* name) {
  run_.stage = name;
  run_.done = run_.total = 0;
  tell();
}

void Working::progress(std::int64_t done, std::int64_t total) {
  if (stopping_) throw Stopped{};
  run_.done = done;
  run_.total = total;
  if (std::chrono::steady_clock::now() - told_ >= kBetweenTelling) tell();
}

void Working::tell() {
  told_ = std::chrono::steady_clock::now();
  write([&](Transaction& tx) {
    return store::report_progress(tx, run_, worker_, clock_() + kClaim);
  });
}

void Working::write(const std::function<bool(Transaction&)>& work) {
  const auto kept = database_.write([&](Transaction& tx) -> base::Result<base::Done> {
    if (!work(tx)) return base::not_found();
    return base::Done{};
  });
  if (!kept) throw Stopped{};
}

bool Working::end(Transaction& tx, Run done) {
  done.state = RunState::done;
  done.ended_at = clock_();
  if (!store::finish(tx, done, worker_)) return false;
  announce(tx, *done.ended_at, done);
  return true;
}

void Working::fail(const char* error) {
  database_.write([&](Transaction& tx) {
    Run failed = run_;
    failed.state = RunState::failed;
    failed.error = error;
    failed.ended_at = clock_();
    if (store::finish(tx, failed, worker_)) announce(tx, *failed.ended_at, failed);
    store::forget_pieces(tx, failed.id);
    return base::Done{};
  });
}

}  // namespace hd::statistics
