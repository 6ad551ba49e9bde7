#include "demo/published.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "demo/people.h"
#include "demo/published_records.h"
#include "platform/embedded.h"
#include "statistics/series.h"

namespace hd::demo {
namespace {

constexpr std::uint64_t kSeed = 2021;

/// Letters, digits and hyphens: it becomes part of user names.
std::string plain(std::string name) {
  for (char& c : name) {
    const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    if (!kept) c = '-';
  }
  return name;
}

/// The text of a table, or nullopt.
std::optional<std::string> text_of(const std::string& name) {
  if (!name.ends_with(".csv")) {
    const auto found = platform::embedded_file("data/published/" + name + ".csv");
    if (!found) return std::nullopt;
    return std::string(*found);
  }
  std::ifstream file(name, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

std::size_t add_openings(App& app, const PrintedTable& table, base::Timestamp now) {
  const auto actor = accounts::demo_actor(person("lanhdao111"));
  return app.database->write([&](platform::Transaction& tx) {
    std::size_t added = 0;
    for (const PrintedOpening& one : table.openings) {
      const auto made =
          app.reports.add_balance(tx, {actor, now},
                                  {.id = {},
                                   .hotline = directory::OrgId::of_key("org.hotline_111"),
                                   .as_of = one.as_of,
                                   .section = statistics::series_of(one.unit, one.section),
                                   .code = one.code,
                                   .count = one.count,
                                   .source = one.source,
                                   .note = one.note});
      if (!made && made.error().code != "opening_balance.exists") fail(made.error());
      added += made ? 1 : 0;
    }
    return added;
  });
}

std::size_t add_records(App& app, const PrintedTable& table) {
  const auto keeper = keeper_of(table);
  const bool present = app.database->read(
      [&](platform::Transaction& tx) { return accounts::count_demo_accounts(tx, {keeper}) > 0; });
  if (present || !table.period) return 0;
  app.database->write([&](platform::Transaction& tx) {
    return accounts::add_demo_accounts(tx, base::start_of_day(table.period->from), *app.vault,
                                       {keeper}, "no password fits this");
  });
  Agenda agenda(base::end_of_day(table.period->to));
  Chance chance(kSeed);
  plan_contacts(agenda, chance, app, table);
  plan_printed_cases(agenda, chance, app, table);
  return agenda.run(*app.database, [](base::Timestamp) {});
}

}  // namespace

PrintedFile find_printed(const std::string& name) {
  const std::string file = name == "h1-2021" ? "hotline-2021-h1" : name;
  const auto text = text_of(file);
  if (!text) return {.name = name, .fault = "there is no such data set"};
  auto rows = platform::parse_csv(*text);
  if (!rows) return {.name = name, .fault = "not CSV in line " + rows.error().params.at("line")};
  return {.name = plain(std::filesystem::path(file).stem().string()), .rows = *std::move(rows)};
}

std::vector<std::string> add_printed(App& app, const PrintedTable& table, base::Timestamp now) {
  return {"records added: " + std::to_string(add_records(app, table)),
          "opening figures added: " + std::to_string(add_openings(app, table, now))};
}

}  // namespace hd::demo
