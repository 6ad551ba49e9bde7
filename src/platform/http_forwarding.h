#pragma once
// What a proxy on this machine says about the browser it speaks for.

#include "platform/http.h"

namespace hd::platform {

/// Sets `remote_address` and `secure` by the last entry of X-Forwarded-For and X-Forwarded-Proto:
/// the proxy's own, in one field or as a further one. What stands before it the browser may have
/// made up. An entry that is no address changes nothing. Call it for peers that are to be believed.
/// Source: security 3.1 (proxy), 3.7 (budgets by network).
void apply_forwarding(HttpRequest& request);

}  // namespace hd::platform
