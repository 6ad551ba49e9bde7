#pragma once
// The routes that change working groups.

#include "server/router.h"

namespace hd::directory {

void add_group_routes(server::Router& router);

}  // namespace hd::directory
