#include "workers.h"

#include <chrono>
#include <exception>
#include <stop_token>

#include "accounts/operations_people.h"
#include "audit/audit.h"
#include "cases/operations_override.h"
#include "gauges.h"
#include "platform/crypto.h"
#include "platform/log.h"
#include "platform/mail.h"
#include "platform/thread.h"
#include "reporting/operations_month.h"

namespace hd {
namespace {

/// Source: security 3.4, a signed head at least every 60 s.
constexpr std::chrono::seconds kBetweenHeads{60};

std::unique_ptr<platform::NoticeWorker> notice_worker(App& app) {
  if (app.config.smtp_url.empty()) return nullptr;
  const platform::MailServer server{.url = app.config.smtp_url, .from = app.config.smtp_from};
  return std::make_unique<platform::NoticeWorker>(platform::NoticeWorker::Parts{
      .database = *app.database,
      .clock = app.clock,
      .address_of = [&app](platform::Transaction& tx,
                           const std::string& user) -> std::optional<std::string> {
        const auto id = access::UserId::parse(user);
        if (!id) return std::nullopt;
        return accounts::email_of(tx, *app.vault, *id);
      },
      .deliver = [server](const platform::Mail& mail) { return platform::send_mail(server, mail); },
      .host = app.config.public_host});
}

/// A duty is told within this time after its moment.
constexpr std::chrono::seconds kBetweenRounds{10};

std::unique_ptr<duties::Loop> duty_clocks(App& app) {
  return std::make_unique<duties::Loop>(
      [&app, last = app.clock()]() mutable {
        const base::Timestamp now = app.clock();
        app.connections.escalate_due(*app.database, now);
        app.referrals.expire_due(*app.database, now);
        cases::announce_ended_overrides(*app.database, last, now);
        last = now;
        reporting::open_monthly_duties(*app.database, now);
        duties::fire_due(*app.database, now);
      },
      kBetweenRounds,
      [](const std::exception& error) {
        const auto number = platform::log_incident("duties.fire", error.what());
        platform::log(platform::LogLevel::error, "duties.fire_failed", {{"incident", number}});
      });
}

std::unique_ptr<duties::Loop> examiner(App& app) {
  auto loop = std::make_unique<duties::Loop>(
      [&app] {
        const base::Timestamp now = app.clock();
        app.attachments.examine_due(*app.database, now);
        files::Operations::forget_abandoned(*app.database, now);
      },
      kBetweenRounds,
      [](const std::exception& error) {
        const auto number = platform::log_incident("files.round", error.what());
        platform::log(platform::LogLevel::error, "files.round_failed", {{"incident", number}});
      });
  app.attachment_bell = [bell = loop.get()] { bell->poke(); };
  return loop;
}

/// A question about a possible double reaches the lead within this time.
constexpr std::chrono::seconds kBetweenComparisons{5};

std::unique_ptr<duties::Loop> comparer(App& app) {
  return std::make_unique<duties::Loop>(
      [&app] { app.person_search.check_duplicates(*app.database, app.clock()); },
      kBetweenComparisons,
      [](const std::exception& error) {
        const auto number = platform::log_incident("cases.compare", error.what());
        platform::log(platform::LogLevel::error, "cases.compare_failed", {{"incident", number}});
      });
}

/// A report that was asked for begins within this time.
constexpr std::chrono::milliseconds kBetweenCounts{250};

/// Counting gives way to people who wait: the thread runs only when no other wants to.
std::unique_ptr<duties::Loop> counter(App& app) {
  return std::make_unique<duties::Loop>(
      [&app, worker = base::random_uuid(), gives_way = false]() mutable {
        if (!gives_way) platform::give_way();
        gives_way = true;
        while (app.statistics.work(*app.database, app.clock, worker)) {
        }
      },
      kBetweenCounts,
      [](const std::exception& error) {
        const auto number = platform::log_incident("reports.round", error.what());
        platform::log(platform::LogLevel::error, "reports.round_failed", {{"incident", number}});
      });
}

}  // namespace

Workers::Workers(App& app)
    : app_(app),
      notices_(notice_worker(app)),
      clocks_(duty_clocks(app)),
      examiner_(examiner(app)),
      doubles_(comparer(app)),
      counter_(counter(app)),
      gauges_(gauge_loop(app)),
      heads_([this](const std::stop_token& stopping) { sign_heads(stopping); }),
      figures_([this] { read_figures(); }),
      names_([this] { read_names(); }) {
  if (notices_) notices_->start();
}

void Workers::stop() {
  if (!heads_.joinable()) return;
  heads_.request_stop();
  heads_.join();
  figures_.join();
  names_.join();
  if (notices_) notices_->stop();
  clocks_.reset();
  app_.attachment_bell = {};
  examiner_.reset();
  doubles_.reset();
  app_.statistics.stop();
  counter_.reset();
  gauges_.reset();
  sign_head();
}

void Workers::sign_heads(const std::stop_token& stopping) {
  std::unique_lock lock(mutex_);
  while (!stopping.stop_requested()) {
    sign_head();
    wake_.wait_for(lock, stopping, kBetweenHeads, [] { return false; });
  }
}

/// Without them the first report reads them itself: later, but right.
void Workers::read_figures() {
  try {
    app_.reports.warm(*app_.database);
  } catch (const std::exception& error) {
    const auto number = platform::log_incident("reports.warm", error.what());
    platform::log(platform::LogLevel::error, "reports.warm_failed", {{"incident", number}});
  }
}

/// Without them the search of persons says that it is not ready.
void Workers::read_names() {
  try {
    app_.person_search.warm(*app_.database, app_.clock());
  } catch (const std::exception& error) {
    const auto number = platform::log_incident("cases.read_names", error.what());
    platform::log(platform::LogLevel::error, "cases.read_names_failed", {{"incident", number}});
  }
}

/// A failure is told and tried again: the log itself is complete without the signature.
void Workers::sign_head() {
  try {
    const auto key = platform::signing_key(app_.vault->derived("audit"));
    app_.database->write([&](platform::Transaction& tx) {
      audit::sign_head(tx, app_.clock(), key);
      return true;
    });
  } catch (const std::exception& error) {
    const auto number = platform::log_incident("audit.sign_head", error.what());
    platform::log(platform::LogLevel::error, "audit.sign_head_failed", {{"incident", number}});
  }
}

}  // namespace hd
