#pragma once
// Everything one address serves: /api/ from the router, the three health paths, else the front end.

#include "platform/http.h"
#include "server/health.h"
#include "server/router.h"
#include "server/static_files.h"

namespace hd::server {

/// Each request reaches the database as its session and nobody else, see platform/wall.h.
/// The parts must live longer than the HTTP server that uses the handler.
platform::HttpHandler site_handler(const Router& router, Health& health, const StaticFiles& files,
                                   base::Clock clock);

}  // namespace hd::server
