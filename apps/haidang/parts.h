#pragma once
// The parts of a running system, in the order in which they are made and joined.

#include <memory>

#include "app.h"
#include "documents/operations.h"
#include "platform/db.h"
#include "server/router.h"
#include "vault/vault.h"

namespace hd {

struct App {
  Config config;
  base::Clock clock;
  std::unique_ptr<platform::Database> database;
  std::unique_ptr<vault::Vault> vault;
  documents::Operations documents;
  server::Router router;
};

/// Every route of the system. Also what the access matrix is made from.
void add_all_routes(App& app);

}  // namespace hd
