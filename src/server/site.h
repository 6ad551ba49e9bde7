#pragma once
// Everything one address serves: /api/ from the router, the three health paths, else the front end.

#include "platform/http.h"
#include "server/health.h"
#include "server/router.h"
#include "server/static_files.h"

namespace hd::server {

/// The parts must live longer than the HTTP server that uses the handler.
platform::HttpHandler site_handler(const Router& router, Health& health, const StaticFiles& files);

}  // namespace hd::server
