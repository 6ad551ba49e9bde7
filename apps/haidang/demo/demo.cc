#include "demo/demo.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <utility>

#include <unistd.h>

#include "accounts/operations_demo.h"
#include "demo/agenda.h"
#include "demo/asks.h"
#include "demo/calls.h"
#include "demo/cases.h"
#include "demo/people.h"
#include "demo/published.h"
#include "demo/transfers.h"
#include "directory/operations.h"
#include "duties/operations_worker.h"
#include "parts.h"
#include "platform/json.h"
#include "reporting/operations_month.h"

namespace hd {
namespace {

constexpr std::uint64_t kSeed = 111;
constexpr int kDays = 365;
/// The day after the bodies took their present form; no demo begins earlier.
constexpr base::Date kEarliest{std::chrono::year{2025}, std::chrono::month{7}, std::chrono::day{2}};

/// Less than this and there is nothing to look back at.
constexpr std::chrono::hours kShortest{24 * 30};

/// One line on standard error, so that --json stays clean.
void say(const std::string& line) {
  std::fprintf(stderr, "%s\n", line.c_str());
}

/// Overwrites the line on a terminal; nothing elsewhere.
void show_progress(base::Timestamp day) {
  if (isatty(STDERR_FILENO) == 0) return;
  std::fprintf(stderr, "%s\r", base::to_vietnamese(base::local_date(day)).c_str());
}

void add_organisations(App& app) {
  const auto added = app.database->write(
      [](platform::Transaction& tx) { return directory::load_demo_content(tx); });
  say("organisations, units and services added: " + std::to_string(added));
}

void add_people(App& app, base::Timestamp since) {
  const auto present = app.database->read(
      [](platform::Transaction& tx) { return accounts::count_demo_accounts(tx, demo::people()); });
  std::size_t added = 0;
  if (present < demo::people().size()) {
    const auto hash = app.accounts.pool().hash(demo::kPassword).value();
    added = app.database->write([&](platform::Transaction& tx) {
      return accounts::add_demo_accounts(tx, since, *app.vault, demo::people(), hash);
    });
  }
  say("accounts added: " + std::to_string(added));
}

/// on the third of each month each lead issues the working group's report on the month
/// before.
void plan_monthly_reports(demo::Agenda& agenda, App& app, base::Date first) {
  constexpr std::chrono::hours kMorning{24 * 2 + 10};
  auto month = first.year() / first.month();
  for (;;) {
    const std::string covered = base::to_text(month / std::chrono::day{1}).substr(0, 7);
    month += std::chrono::months{1};
    const auto when = base::start_of_day(month / std::chrono::day{1}) + kMorning;
    if (when > agenda.end()) return;
    agenda.add(when, [&app, covered](platform::Transaction& tx, base::Timestamp now) {
      for (const auto* lead : {"lanhdao111", "lanhdao_hy"}) {
        const auto actor = accounts::demo_actor(demo::person(lead));
        const auto draft = demo::must(app.group_report.document(tx, {actor, now}, covered));
        demo::must(app.documents.issue(tx, now, actor, draft.id, draft.version));
      }
    });
  }
}

/// A year of work up to now, once.
void add_year(App& app, base::Date first, base::Timestamp now) {
  contacts::Operations contacts(*app.vault);
  const bool present =
      app.database->read([&](platform::Transaction& tx) { return demo::has_calls(tx, contacts); });
  if (present) return say("the year of work is there already");
  if (now < base::start_of_day(kEarliest) + kShortest) {
    return say("no year of work: the invented posts begin in July 2025");
  }
  demo::Agenda agenda(now);
  demo::Chance chance(kSeed);
  demo::Asks asks(agenda, chance, app.connections, app.documents, app.duties);
  demo::Calls calls{app.contacts, chance,
                    [&](base::Timestamp at, const demo::Closed& closed) { asks.plan(closed, at); }};
  demo::plan_calls(agenda, calls, first);
  demo::plan_unfinished(agenda, calls, asks);
  plan_monthly_reports(agenda, app, first);
  demo::plan_cases(agenda, app.cases, app.contacts);
  demo::Transfers transfers(agenda, {.cases = app.cases,
                                     .risks = app.risks,
                                     .consents = app.consents,
                                     .contacts = app.contacts,
                                     .duties = app.duties,
                                     .referrals = app.referrals,
                                     .vault = *app.vault});
  transfers.plan(first);
  const auto done = agenda.run(*app.database, [&](base::Timestamp day) {
    duties::fire_due(*app.database, day);
    app.connections.escalate_due(*app.database, day);
    app.referrals.expire_due(*app.database, day);
    reporting::open_monthly_duties(*app.database, day);
    show_progress(day);
  });
  say("steps of work done: " + std::to_string(done));
}

/// False when no records can be made from the table; says why.
bool add_printed(App& app, const demo::PrintedFile& file, base::Timestamp now) {
  const auto reading = app.database->read([&](platform::Transaction& tx) {
    return demo::read_printed(file.name, file.rows, directory::current(tx));
  });
  for (const auto& fault : reading.faults) say(file.name + ": " + fault);
  if (!reading.faults.empty()) return false;
  for (const auto& line : demo::add_printed(app, reading.table, now)) say(line);
  return true;
}

platform::Json to_json(const accounts::DemoAccount& account) {
  return platform::JsonObject{
      {"username", account.username},
      {"display_name", account.display_name},
      {"role", base::name_of(access::kRoleNames, account.role)},
      {"organisation", account.organisation},
      {"unit", account.unit.empty() ? platform::Json() : platform::Json(account.unit)},
      {"user_id", accounts::demo_user(account.username)},
      {"post_id", accounts::demo_post(account.username)},
  };
}

void print_json() {
  platform::JsonArray accounts;
  for (const auto& account : demo::people()) accounts.push_back(to_json(account));
  const platform::Json all = platform::JsonObject{{"password", demo::kPassword},
                                                  {"totp", demo::kSecondFactor},
                                                  {"accounts", std::move(accounts)}};
  std::printf("%s\n", all.dump().c_str());
}

void print_table() {
  std::printf("Password of all accounts: %s   Code: %s (only with --insecure-test-mode)\n",
              std::string(demo::kPassword).c_str(), std::string(demo::kSecondFactor).c_str());
  for (const auto& account : demo::people()) {
    std::printf("  %-12s %-14s %s\n", account.username.c_str(),
                std::string(base::name_of(access::kRoleNames, account.role)).c_str(),
                account.organisation.c_str());
  }
}

}  // namespace

int run_demo(const Config& config, const DemoOptions& options) {
  demo::PrintedFile printed;
  if (!options.published.empty()) printed = demo::find_printed(options.published);
  if (!printed.fault.empty()) {
    say(options.published + ": " + printed.fault);
    return 2;
  }
  const auto until = base::parse_rfc3339(options.until);
  if (!options.until.empty() && !until) {
    say("not a time: " + options.until + "; write it like 2026-03-02T09:00:00+07:00");
    return 2;
  }
  const auto app = make_app(config);
  const base::Timestamp now = until.value_or(app->clock());
  const base::Date first = std::max(kEarliest, base::plus_days(base::local_date(now), -kDays));
  add_organisations(*app);
  add_people(*app, options.people || !options.published.empty() ? now : base::start_of_day(first));
  if (!options.published.empty() && !add_printed(*app, printed, now)) return 2;
  if (options.published.empty() && !options.people) add_year(*app, first, now);
  if (options.json) {
    print_json();
  } else {
    print_table();
  }
  return 0;
}

}  // namespace hd
