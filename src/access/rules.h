#pragma once
// The table of rights by permission, for decide().

#include <span>

#include "access/decide.h"

namespace hd::access {

/// Every row of the table for this permission.
std::span<const Rule> rules_of(Permission action);

}  // namespace hd::access
