// Subcommands about trust: keys, the log, the access matrix.

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "access/matrix.h"
#include "audit/command.h"
#include "commands.h"
#include "parts.h"
#include "platform/clock.h"
#include "platform/crypto.h"
#include "vault/command.h"

namespace hd {
namespace {

namespace fs = std::filesystem;

void print_line(std::string_view line) {
  std::printf("%.*s\n", static_cast<int>(line.size()), line.data());
}

/// `what` stands in lists of commands, `more` only in the command's own help.
CLI::App* add_command(CLI::App& parent, const std::string& name, const std::string& what,
                      const std::string& example, std::string_view more = {}) {
  CLI::App* command = parent.add_subcommand(name, what);
  const std::string text = more.empty() ? "" : std::string(more) + "\n\n";
  command->footer(text + "Example:\n  haidang " + example);
  return command;
}

CLI::Option* add_data_options(CLI::App& command, Config& config) {
  command.add_option("--database", config.database_url,
                     "postgres://user@host:port/name; without it: SQLite inside --data");
  return command.add_option("--data", config.data_dir,
                            "Folder of keys, database file and incident file");
}

struct VerifyOptions {
  std::string file;
  std::string key;
  std::string heads;
};

int verify_audit(const Config& config, const VerifyOptions& options) {
  if (!options.file.empty()) {
    return audit::verify_file(options.file, options.key, options.heads, print_line);
  }
  const auto database = open_database(config);
  const auto vault = vault::make_vault(vault::load_root_keys(config.data_dir, false));
  return audit::verify_database(*database, vault::audit_signing_key(*vault), options.heads,
                                platform::system_clock()(), print_line);
}

void add_verify_audit(CLI::App& app, Config& config, int& result) {
  CLI::App* command = add_command(app, "verify-audit", "Check the log of changes and reads",
                                  "verify-audit --data /var/lib/haidang\n"
                                  "  haidang verify-audit --file log.jsonl --heads kept-heads",
                                  audit::kVerifyHelp);
  const auto options = std::make_shared<VerifyOptions>();
  CLI::Option* data = add_data_options(*command, config);
  CLI::Option* file = command->add_option("--file", options->file, "Check this export");
  data->excludes(file);
  command->add_option("--key", options->key, "Public key (hex) that must have signed; with --file")
      ->needs(file);
  command->add_option("--heads", options->heads, "File of heads that were kept elsewhere");
  command->callback([&config, &result, options] {
    if (config.data_dir.empty() == options->file.empty()) {
      throw CLI::RequiredError("--data or --file");
    }
    result = verify_audit(config, *options);
  });
}

void add_keys(CLI::App& app, Config& config, int& result) {
  CLI::App* keys = add_command(app, "keys", "Root keys: show, rotate",
                               "keys status --data /var/lib/haidang", vault::kKeysHelp);
  keys->require_subcommand(1);

  CLI::App* status = add_command(*keys, "status", "Root keys and what they wrap",
                                 "keys status --data /var/lib/haidang");
  add_data_options(*status, config)->required();
  status->callback([&config, &result] {
    result = vault::keys_status(*open_database(config), config.data_dir, print_line);
  });

  CLI::App* rotate = add_command(*keys, "rotate", "Add a root key and wrap every data key with it",
                                 "keys rotate --data /var/lib/haidang");
  add_data_options(*rotate, config)->required();
  const auto batch = std::make_shared<std::int64_t>(200);
  rotate->add_option("--batch", *batch, "Data keys per transaction")->capture_default_str();
  rotate->callback([&config, &result, batch] {
    result = vault::keys_rotate(*open_database(config), config.data_dir, *batch, print_line);
  });
}

std::string_view kind_name(server::RouteKind kind) {
  switch (kind) {
    case server::RouteKind::read:
      return "read";
    case server::RouteKind::sensitive_read:
      return "sensitive_read";
    case server::RouteKind::write:
      return "write";
    case server::RouteKind::plain:
      return "plain";
  }
  return "";
}

/// The routes as the server would serve them; nothing of the system is opened.
std::string matrix_of_routes() {
  const fs::path folder =
      fs::temp_directory_path() / ("haidang-" + platform::to_hex(platform::random_bytes(8)));
  fs::create_directory(folder);
  std::vector<access::RouteLine> lines;
  {
    const Config config{.data_dir = folder.string()};
    App app(config, platform::system_clock(), open_database(config),
            vault::make_vault(vault::load_root_keys(config.data_dir, true)));
    app.add_routes();
    for (const auto& route : app.router.routes()) {
      lines.push_back(
          {route.method, route.path, std::string(kind_name(route.kind)), route.permission});
    }
  }
  fs::remove_all(folder);
  return access::matrix_text(lines);
}

int access_matrix(const std::string& check) {
  const std::string actual = matrix_of_routes();
  if (check.empty()) {
    std::fwrite(actual.data(), 1, actual.size(), stdout);
    return 0;
  }
  std::ifstream file(check);
  const std::string expected{std::istreambuf_iterator<char>(file), {}};
  const std::string difference = access::matrix_difference(expected, actual);
  if (difference.empty()) return 0;
  std::fwrite(difference.data(), 1, difference.size(), stdout);
  print_line("Rights differ from " + check + ". When that is intended, have it reviewed and run:");
  print_line("  haidang access-matrix > " + check);
  return 1;
}

void add_access_matrix(CLI::App& app, int& result) {
  CLI::App* command = add_command(app, "access-matrix", "Every route and every right, as text",
                                  "access-matrix --check docs/access-matrix.txt");
  const auto check = std::make_shared<std::string>();
  command->add_option("--check", *check, "Compare with this file instead of printing");
  command->callback([&result, check] { result = access_matrix(*check); });
}

}  // namespace

void add_security_commands(CLI::App& app, Config& config, int& result) {
  add_verify_audit(app, config, result);
  add_keys(app, config, result);
  add_access_matrix(app, result);
}

}  // namespace hd
