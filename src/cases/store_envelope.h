#pragma once
// For the store files of consent, risk and identification: where their envelopes live.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "cases/ids.h"
#include "platform/db.h"
#include "vault/vault.h"

namespace hd::cases::store {

/// Where to read and write, and with which keys.
struct Drawer {
  platform::Transaction& tx;
  vault::Vault& vault;
  std::optional<access::SessionId> session = {};  ///< who opens; absent: the system
};

/// The place of one envelope of a case. One set of data keys per case, so that a case can be
/// erased.
struct Envelope {
  const CaseId& case_file;
  vault::Compartment compartment;
  std::string_view table, column;
  std::string row;
  std::int64_t version = 1;
};

platform::Blob seal(const Drawer& drawer, const Envelope& envelope, std::string_view plain);

/// "" when the key was destroyed: what was erased on purpose is gone, the rest lives on.
std::string open(const Drawer& drawer, const Envelope& envelope, const platform::Blob& sealed);

}  // namespace hd::cases::store
