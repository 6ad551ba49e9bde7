#pragma once
// The log, as auditors read it: entries newest first, and the signed heads.

#include "base/result.h"
#include "platform/db.h"
#include "server/router.h"

namespace hd::accounts {

/// GET /audit-entries. Reading the log is itself on record ("audit.read").
base::Result<server::Reply> list_audit_entries(platform::Transaction& tx, const server::Call& call);

/// GET /audit-heads: the latest one.
base::Result<server::Reply> list_audit_heads(platform::Transaction& tx, const server::Call& call);

}  // namespace hd::accounts
