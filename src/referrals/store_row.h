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

/// "" when the key was destroyed: what was erased on purpose is gone, the rest lives on.
std::string open_text(const Place& place, const Referral& referral, const vault::Slot& slot,
                      const platform::Blob& envelope);

template <class E, std::size_t N>
E read_name(const platform::Row& row, std::string_view column, const base::EnumNames<E, N>& names) {
  const auto value = base::value_of(names, row.text(column));
  if (!value) {
    throw platform::DbError(platform::DbProblem::other, "unknown name in " + std::string(column));
  }
  return *value;
}

}  // namespace hd::referrals::store
