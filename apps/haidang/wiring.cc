// How the parts are joined: who gets what, which content comes first, every route in one list.

#include "accounts/api.h"
#include "directory/api.h"
#include "directory/operations.h"
#include "documents/api.h"
#include "parts.h"

namespace hd {

App::App(const Config& given, base::Clock now, std::unique_ptr<platform::Database> opened,
         std::unique_ptr<vault::Vault> keys)
    : config(given),
      clock(std::move(now)),
      database(std::move(opened)),
      vault(std::move(keys)),
      accounts(*database, *vault, {.insecure_test_mode = config.insecure_test_mode}),
      documents(*vault),
      router({.database = *database,
              .vault = *vault,
              .clock = clock,
              .authenticate = accounts::authenticator(accounts),
              .insecure_test_mode = config.insecure_test_mode}) {}

void App::load_first_content() {
  database->write([](platform::Transaction& tx) { return directory::load_first_content(tx); });
}

void App::add_routes() {
  accounts::add_routes(router, accounts);
  directory::add_routes(router);
  documents::add_routes(router, documents, *vault);
}

}  // namespace hd
