#pragma once
// For the store files only: rows and envelopes of referrals.

#include <string>

#include "referrals/store.h"

namespace hd::referrals::store {

/// Throws DbError on a name that the code does not know, std::runtime_error on a forged envelope.
Referral read_referral(const Place& place, const platform::Row& row);

/// Envelopes of a referral belong to its case: they are erased with it.
vault::Slot told_slot(const Referral& referral);
vault::Slot steps_slot(const Referral& referral);
vault::Slot slot(const Referral& referral, vault::Compartment compartment, std::string_view table,
                 std::string_view column, std::string row);

}  // namespace hd::referrals::store
