#pragma once
// Entries in the audit log about persons.

#include <string>

#include "cases/operations.h"

namespace hd::cases {

/// With the marks that were shown and the right that allowed it. About the person, unless another
/// object is named.
void record_audit(platform::Transaction& tx, const Who& who, const PersonLoaded& loaded,
                  std::string action);
void record_audit(platform::Transaction& tx, const Who& who, const PersonLoaded& loaded,
                  std::string action, std::string kind, std::string id);

}  // namespace hd::cases
