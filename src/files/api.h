#pragma once
// Files over HTTP; api/openapi.yaml describes the same routes. Only apps/ includes this file.

#include "files/operations.h"
#include "server/router.h"

namespace hd::files {

/// GET|POST /files, PUT …/parts/{number}, GET …/state, GET …/content, POST …/withdrawals. All
/// arguments outlive `router`. Parts and downloads begin their own transactions: a part brings its
/// bytes as they are, and nobody waits for the writer while a download is opened.
void add_routes(server::Router& router, Operations& operations, vault::Vault& vault,
                platform::Database& database);

}  // namespace hd::files
