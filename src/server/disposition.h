#pragma once
// The name of a download in the answer's head.

#include <string>
#include <string_view>

namespace hd::server {

/// Value of Content-Disposition, always "attachment"; letters outside ASCII as RFC 6266 wants them.
std::string disposition_of(std::string_view name);

}  // namespace hd::server
