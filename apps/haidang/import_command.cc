// `haidang import`: the call log of an older system.

#include <cstdio>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

#include <CLI/CLI.hpp>

#include "accounts/operations_people.h"
#include "commands.h"
#include "contacts/operations_import.h"
#include "parts.h"

namespace hd {
namespace {

struct ImportOptions {
  std::string file, mapping, hotline, counsellor, language = "vi";
  char separator = ',';
  bool dry_run = false;
};

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// "org.hotline_111" or an id.
directory::OrgId hotline_of(const std::string& text) {
  return directory::OrgId::parse(text).value_or(directory::OrgId::of_key(text));
}

int report(const base::Result<contacts::ImportReport>& result, const std::string& language) {
  if (!result) {
    std::fprintf(stderr, "haidang: %s", result.error().code.c_str());
    for (const auto& [name, value] : result.error().params) {
      std::fprintf(stderr, " %s=%s", name.c_str(), value.c_str());
    }
    std::fprintf(stderr, "\n");
    return 1;
  }
  for (const auto& line : contacts::lines_of(*result, language)) std::printf("%s\n", line.c_str());
  return result->fault_count == 0 ? 0 : 1;
}

int run_import(const Config& config, const ImportOptions& options) {
  const std::string file = read_file(options.file);
  const std::string mapping = read_file(options.mapping);
  const auto app = make_app(config);
  const access::Actor system = access::system_actor();
  const auto result =
      app->database->write([&](platform::Transaction& tx) -> base::Result<contacts::ImportReport> {
        const auto user = accounts::user_named(tx, *app->vault, options.counsellor);
        if (!user) {
          return base::Error{base::ErrorKind::invalid,
                             "import.unknown_counsellor",
                             {},
                             {{"username", options.counsellor}}};
        }
        return contacts::import_call_log(tx, *app->vault, {system, app->clock()},
                                         {.file = file,
                                          .mapping = mapping,
                                          .separator = options.separator,
                                          .hotline = hotline_of(options.hotline),
                                          .counsellor = *user,
                                          .clock = app->clock,
                                          .dry_run = options.dry_run});
      });
  return report(result, options.language);
}

}  // namespace

void add_import_command(CLI::App& app, Config& config, int& result) {
  static ImportOptions options;
  auto* command = app.add_subcommand("import", "Take over the call log of an older system");
  command->add_option("--data", config.data_dir, "Folder of keys and database file")->required();
  command->add_option("--database", config.database_url, "postgres://…; without it: SQLite");
  command->add_option("--file", options.file, "CSV (UTF-8) or XLSX")->required();
  command->add_option("--mapping", options.mapping, "CSV: what,from,to; see docs/how-to")
      ->required();
  command->add_option("--hotline", options.hotline, "Key or id of the hotline")->required();
  command->add_option("--counsellor", options.counsellor, "User name the records will belong to")
      ->required();
  command->add_option("--separator", options.separator, "Of the CSV file");
  command->add_option("--language", options.language, "Of the report: vi or en");
  command->add_flag("--dry-run", options.dry_run, "Check every row, write nothing");
  command->footer(
      "Example:\n  haidang import --data /var/lib/haidang --file log.xlsx --mapping mapping.csv "
      "--hotline org.hotline_111 --counsellor tuvan1 --dry-run");
  command->callback([&] { result = run_import(config, options); });
}

}  // namespace hd
