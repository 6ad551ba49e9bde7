// The subcommands other than serve and migrate: their options and examples.

#include <cstdio>
#include <memory>

#include <CLI/CLI.hpp>

#include "accounts/operations_cli.h"
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
  command->add_option("--published", options->published,
                      "Load a published period as invented records instead: h1-2021");
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

}  // namespace

void add_tool_commands(CLI::App& app, Config& config, int& result) {
  add_demo(app, config, result);
  add_user(app, config, result);
}

}  // namespace hd
