#include "demo/demo.h"

#include <cstdio>

#include "demo/people.h"
#include "directory/operations.h"
#include "parts.h"
#include "platform/json.h"

namespace hd {
namespace {

/// One line on standard error, so that --json stays clean.
void say(const std::string& line) {
  std::fprintf(stderr, "%s\n", line.c_str());
}

void add_organisations(App& app) {
  const auto added = app.database->write(
      [](platform::Transaction& tx) { return directory::load_demo_content(tx); });
  say("organisations, units and services added: " + std::to_string(added));
}

void add_people(App& app) {
  const auto present = app.database->read(
      [](platform::Transaction& tx) { return accounts::count_demo_accounts(tx, demo::people()); });
  std::size_t added = 0;
  if (present < demo::people().size()) {
    const auto hash = app.accounts.pool().hash(demo::kPassword).value();
    added = app.database->write([&](platform::Transaction& tx) {
      return accounts::add_demo_accounts(tx, app.clock(), *app.vault, demo::people(), hash);
    });
  }
  say("accounts added: " + std::to_string(added));
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
  const auto app = make_app(config);
  add_organisations(*app);
  add_people(*app);
  if (options.json) {
    print_json();
  } else {
    print_table();
  }
  return 0;
}

}  // namespace hd
