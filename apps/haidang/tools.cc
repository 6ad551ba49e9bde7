// The subcommands other than serve and migrate: their options and examples.

#include <cstdio>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "accounts/operations_cli.h"
#include "audit/command.h"
#include "bench/bench.h"
#include "calendar/operations.h"
#include "commands.h"
#include "demo/demo.h"
#include "parts.h"

namespace hd {
namespace {

CLI::App* add_command(CLI::App& parent, const std::string& name, const std::string& what,
                      const std::string& example) {
  CLI::App* command = parent.add_subcommand(name, what);
  command->footer("Example:\n  haidang " + example);
  return command;
}

void add_data_options(CLI::App& command, Config& config) {
  command.add_option("--data", config.data_dir, "Folder of keys, database file and incident file")
      ->required();
  command.add_option("--database", config.database_url,
                     "postgres://user@host:port/name; without it: SQLite inside --data");
}

void print_line(std::string_view line) {
  std::printf("%.*s\n", static_cast<int>(line.size()), line.data());
}

accounts::Console console_of(App& app) {
  return {.database = *app.database, .vault = *app.vault, .now = app.clock(), .print = print_line};
}

void add_demo(CLI::App& app, Config& config, int& result) {
  CLI::App* command =
      add_command(app, "demo", "Load first content and invented demo data; safe to repeat",
                  "demo --data ./demo-data --json");
  add_data_options(*command, config);
  const auto options = std::make_shared<DemoOptions>();
  command->add_flag("--json", options->json, "Print the demo accounts as JSON");
  command->add_flag("--people", options->people, "Organisations and accounts only, no work");
  command->add_option("--until", options->until,
                      "RFC 3339 time at which the invented year of work ends; default: now");
  command->add_option("--published", options->published,
                      "Load invented records that make up a printed table instead: a name in "
                      "data/published, such as hotline-2021-h1, or a CSV file of your own");
  command->callback([&config, &result, options] { result = run_demo(config, *options); });
}

void add_user(CLI::App& app, Config& config, int& result) {
  CLI::App* user = add_command(app, "user", "Accounts, from the server's console",
                               "user create --data /var/lib/haidang --username admin");
  user->require_subcommand(1);
  const auto account = std::make_shared<accounts::NewAccount>();
  const auto reason = std::make_shared<std::string>();

  CLI::App* create = add_command(
      *user, "create", "Make an account with one post and print its one-time code",
      "user create --data /var/lib/haidang --username admin --display-name \"Quản trị\"");
  add_data_options(*create, config);
  create->add_option("--username", account->username, "Name to sign in with")->required();
  create->add_option("--display-name", account->display_name, "Name that others see");
  create->add_option("--email", account->email, "Address for notices");
  create->add_option("--role", account->role, "Role of the post")->capture_default_str();
  create->add_option("--organisation", account->organisation, "Key or id of the organisation")
      ->capture_default_str();
  create->callback([&config, &result, account] {
    if (account->display_name.empty()) account->display_name = account->username;
    result = accounts::create_account(console_of(*make_app(config)), *account);
  });

  CLI::App* list =
      add_command(*user, "list", "List the accounts", "user list --data /var/lib/haidang");
  add_data_options(*list, config);
  list->callback(
      [&config, &result] { result = accounts::list_accounts(console_of(*make_app(config))); });

  CLI::App* reset = add_command(
      *user, "reset", "End password, second factor and sessions; print a new one-time code",
      "user reset --data /var/lib/haidang --username admin --reason \"lost telephone\"");
  add_data_options(*reset, config);
  reset->add_option("--username", account->username, "Whose")->required();
  reset->add_option("--reason", *reason, "Goes on record")->required();
  reset->callback([&config, &result, account, reason] {
    result = accounts::reset_account(console_of(*make_app(config)), account->username, *reason);
  });
}

void add_export(CLI::App& app, Config& config, int& result) {
  CLI::App* command = add_command(app, "export", "Write the log of changes and reads to a file",
                                  "export --data /var/lib/haidang --audit audit.jsonl");
  add_data_options(*command, config);
  const auto file = std::make_shared<std::string>();
  command->add_option("--audit", *file, "File to write; must not exist yet")->required();
  command->callback([&config, &result, file] {
    result = audit::export_file(*open_database(config), *file, print_line);
  });
}

void add_calendar(CLI::App& app, int& result) {
  CLI::App* calendar = add_command(app, "calendar", "Working days and due dates",
                                   "calendar due --from 2021-02-09 --amount 5 --unit working_day");
  calendar->require_subcommand(1);
  CLI::App* due =
      add_command(*calendar, "due", "The due date, then the days off in between with their basis",
                  "calendar due --from 2021-02-09 --amount 5 --unit working_day");
  const auto from = std::make_shared<std::string>();
  const auto amount = std::make_shared<std::string>();
  const auto unit = std::make_shared<std::string>();
  const auto rollover = std::make_shared<std::string>();
  due->add_option("--from", *from, "Day of the event, YYYY-MM-DD")->required();
  due->add_option("--amount", *amount, "How many")->required();
  due->add_option("--unit", *unit, "working_day, calendar_day, month or hour")->required();
  due->add_option("--rollover", *rollover, "no: a period may end on a day off");
  due->callback([&result, from, amount, unit, rollover] {
    std::vector<std::string> words{"--from", *from, "--amount", *amount, "--unit", *unit};
    if (!rollover->empty()) words.insert(words.end(), {"--rollover", *rollover});
    result = calendar::run_due(calendar::embedded_calendar(), words, std::cout, std::cerr);
  });
}

void add_bench(CLI::App& app, Config& config, int& result) {
  CLI::App* command =
      add_command(app, "bench", "Measure a running server, or fill a database to measure on",
                  "bench --url http://127.0.0.1:8111 --scenario create-contact --clients 64 "
                  "--seconds 10 --json");
  const auto options = std::make_shared<BenchOptions>();
  const auto fill = std::make_shared<std::int64_t>(0);
  command->add_option("--url", options->url, "Server to drive")->capture_default_str();
  command->add_option("--scenario", options->scenario, "See tests/bench/README.md");
  command->add_option("--clients", options->clients, "Connections at once")->capture_default_str();
  command->add_option("--seconds", options->seconds, "How long")->capture_default_str();
  command->add_flag("--json", options->json, "One JSON object instead of a line of text");
  command->add_option("--username", options->username, "Account; default: one of the demo data");
  command->add_option("--password", options->password, "Its password");
  command->add_option("--totp", options->totp, "Its second factor");
  command->add_option("--fill", *fill, "Add this many synthetic conversations to --data");
  const auto fill_cases = std::make_shared<std::int64_t>(0);
  const auto names = std::make_shared<std::int64_t>(0);
  command->add_option("--fill-cases", *fill_cases, "Add this many synthetic cases to --data");
  const auto fill_victims = std::make_shared<std::int64_t>(0);
  const auto read_facts = std::make_shared<bool>(false);
  command->add_option("--fill-victims", *fill_victims,
                      "Add this many synthetic cases of two victims each to --data");
  command->add_flag("--read-facts", *read_facts, "Read what statistics count, without a server");
  command->add_option("--names", *names, "Search among this many invented names, in memory only");
  command->add_option("--data", config.data_dir, "Data folder for --fill");
  command->add_option("--database", config.database_url, "Database for --fill");
  command->callback([&config, &result, options, fill, fill_cases, fill_victims, read_facts, names] {
    if (*names > 0) {
      result = run_names(*names);
    } else if (*read_facts) {
      result = run_read_facts(config);
    } else if (*fill_victims > 0) {
      result = run_fill_victims(config, *fill_victims);
    } else if (*fill_cases > 0) {
      result = run_fill_cases(config, *fill_cases);
    } else {
      result = *fill > 0 ? run_fill(config, *fill) : run_bench(*options);
    }
  });
}

}  // namespace

void add_tool_commands(CLI::App& app, Config& config, int& result) {
  add_demo(app, config, result);
  add_user(app, config, result);
  add_security_commands(app, config, result);
  add_import_command(app, config, result);
  add_export(app, config, result);
  add_calendar(app, result);
  add_bench(app, config, result);
  add_backup_commands(app, config, result);
}

}  // namespace hd
