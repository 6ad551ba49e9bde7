// How the parts are joined: who gets what, which content comes first, every route in one list.

#include "documents/api.h"
#include "parts.h"

namespace hd {

App::App(const Config& given, base::Clock now, std::unique_ptr<platform::Database> opened,
         std::unique_ptr<vault::Vault> keys)
    : config(given),
      clock(std::move(now)),
      database(std::move(opened)),
      vault(std::move(keys)),
      documents(*vault),
      router({.database = *database,
              .vault = *vault,
              .clock = clock,
              .authenticate =
                  [](platform::Transaction&, const platform::HttpRequest&, base::Timestamp) {
                    return base::Error{base::ErrorKind::unauthenticated, "session.missing"};
                  },
              .insecure_test_mode = config.insecure_test_mode}) {}

void App::load_first_content() {}

void App::add_routes() {
  documents::add_routes(router, documents, *vault);
}

}  // namespace hd
