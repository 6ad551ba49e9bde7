#pragma once
// The routes that change the directory.

#include "server/router.h"

namespace hd::directory {

void add_manage_routes(server::Router& router);

}  // namespace hd::directory
