// The command line: every subcommand with its options, help and an example. What they do is in the
// other files of this folder.

#include <cstdio>
#include <exception>
#include <string>

#include <CLI/CLI.hpp>

#include "app.h"
#include "commands.h"
#include "platform/crypto.h"

namespace {

constexpr int kOk = 0;
constexpr int kFailed = 1;
constexpr int kUsage = 2;

/// Options that say where the data is; all subcommands that need a system have them.
void add_data_options(CLI::App& command, hd::Config& config) {
  command.add_option("--data", config.data_dir, "Folder of keys, database file and incident file")
      ->required();
  command.add_option("--database", config.database_url,
                     "postgres://user@host:port/name; without it: SQLite inside --data");
}

void add_test_clock(CLI::App& command, hd::Config& config) {
  command.add_flag("--insecure-test-mode", config.insecure_test_mode,
                   "Fixed second factors for demo accounts; only on loopback");
  command.add_option("--test-clock", config.test_clock_file,
                     "File with an RFC 3339 time, read at each use; needs --insecure-test-mode");
}

void add_without_copy(CLI::App& command, hd::Config& config) {
  command.add_flag("--without-copy", config.without_copy,
                   "Upgrade an older database without the copy that `roll-back` goes back to");
}

CLI::App* add_command(CLI::App& app, const std::string& name, const std::string& what,
                      const std::string& example) {
  CLI::App* command = app.add_subcommand(name, what);
  command->footer("Example:\n  haidang " + example);
  return command;
}

void add_serve(CLI::App& app, hd::Config& config, int& result) {
  CLI::App* command = add_command(app, "serve", "Serve the application",
                                  "serve --data /var/lib/haidang --listen 127.0.0.1:8111");
  add_data_options(*command, config);
  add_test_clock(*command, config);
  command->add_option("--listen", config.listen, "Address and port")->capture_default_str();
  command->add_option("--tls-certificate", config.tls_certificate, "PEM file; needs --tls-key");
  command->add_option("--tls-key", config.tls_key, "PEM file; needs --tls-certificate");
  command->add_flag("--behind-proxy", config.behind_proxy,
                    "Believe X-Forwarded-For and X-Forwarded-Proto of a proxy on this machine");
  command->add_option("--smtp", config.smtp_url, "Mail server for notices, smtp://host:port");
  command->add_option("--mail-from", config.smtp_from, "Sender of notices")->capture_default_str();
  command->add_option("--public-host", config.public_host, "Host name that notices mention")
      ->capture_default_str();
  command->add_option("--metrics-token", config.metrics_token,
                      "Bearer token that opens /metrics to other hosts");
  command->add_option("--clamd", config.clamd,
                      "Antivirus for attachments, unix:/run/clamav/clamd.ctl or tcp:host:port; "
                      "without it files are not scanned");
  add_without_copy(*command, config);
  command->callback([&] { result = hd::serve(config); });
}

void add_migrate(CLI::App& app, hd::Config& config, int& result) {
  CLI::App* command = add_command(app, "migrate", "Bring schema and first content up to date",
                                  "migrate --data /var/lib/haidang");
  add_data_options(*command, config);
  add_without_copy(*command, config);
  command->callback([&] { result = hd::migrate(config); });
}

/// Not for people: the server calls it for every file, see platform/sandbox.h.
void add_examine(CLI::App& app, int& result) {
  CLI::App* command = app.add_subcommand("examine-file", "Look at one file from standard input");
  command->group("");
  command->callback([&] { result = hd::examine_file(); });
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Hải Đăng: the working system of a national referral mechanism", "haidang");
  app.require_subcommand(1);
  app.set_version_flag("--version", hd::version());
  hd::Config config;
  int result = kOk;
  try {
    hd::platform::init_crypto();
    add_serve(app, config, result);
    add_migrate(app, config, result);
    add_examine(app, result);
    hd::add_tool_commands(app, config, result);
    app.parse(argc, argv);
    return result;
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kOk : kUsage;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "haidang: %s\n", error.what());
    return kFailed;
  }
}
