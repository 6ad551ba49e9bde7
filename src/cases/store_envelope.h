#pragma once
// For the store files of consent, risk and identification: where their envelopes live.

#include <cstdint>
#include <string>
#include <string_view>

#include "cases/store.h"

namespace hd::cases::store {

/// The place of one envelope of a case.
struct Envelope {
  const CaseId& case_file;
  vault::Compartment compartment;
  std::string_view table, column;
  std::string row;
  std::int64_t version = 1;
};

platform::Blob seal(const Place& place, const Envelope& envelope, std::string_view plain);

/// "" when the key was destroyed.
std::string open(const Place& place, const Envelope& envelope, const platform::Blob& sealed);

}  // namespace hd::cases::store
