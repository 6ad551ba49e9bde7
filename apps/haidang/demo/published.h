#pragma once
// A published period as invented records whose report prints exactly the published figures.

#include <cstddef>

#include "contacts/operations.h"
#include "platform/db.h"
#include "vault/vault.h"

namespace hd::demo {

/// The first half of 2021 at the national hotline: 1,020 conversations made from
/// data/published/hotline-2021-h1.csv. Every row of that file comes out of the records; what it
/// does not say (places, topics, days) is invented. Returns how many were added: 0 when they are
/// there. Source: published half-year figures 2021.
std::size_t add_first_half_2021(platform::Database& database, contacts::Operations& contacts,
                                vault::Vault& vault);

}  // namespace hd::demo
