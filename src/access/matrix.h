#pragma once
// The access matrix: all routes and all rights as one text that people review. It is computed by
// asking may() and decide() about every case, not by printing the table they use.

#include <span>
#include <string>
#include <string_view>

#include "access/decide.h"

namespace hd::access {

/// A route as far as the matrix shows it.
struct RouteLine {
  std::string method;
  std::string path;
  std::string kind;  ///< "read", "sensitive_read", "write", "plain"
  Permission permission;
};

/// One block per permission: its routes in the order given, then who may, in which relation to the
/// record, at which stage, and which marks are released.
std::string matrix_text(std::span<const RouteLine> routes);

/// The lines that only one of the two texts has, "-" before those of `expected` and "+" before
/// those of `actual`, with the block they stand in; "" when the texts are equal.
std::string matrix_difference(std::string_view expected, std::string_view actual);

}  // namespace hd::access
