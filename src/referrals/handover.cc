#include "referrals/handover.h"

#include <algorithm>

namespace hd::referrals {
namespace {

using enum SignatureRole;

bool has(const std::vector<Signature>& signatures, SignatureRole role) {
  return std::ranges::find(signatures, role, &Signature::role) != signatures.end();
}

}  // namespace

int signatures_missing(const std::vector<Signature>& signatures) {
  return (has(signatures, giver) ? 0 : 1) + (has(signatures, receiver) ? 0 : 1) +
         (has(signatures, person) || has(signatures, guardian) ? 0 : 1);
}

std::vector<SignatureRole> wanted(const std::vector<Signature>& signatures, Side side) {
  std::vector<SignatureRole> roles;
  const bool sending = side == Side::sender;
  if (sending && !has(signatures, giver)) roles.push_back(giver);
  if (!sending && !has(signatures, receiver)) roles.push_back(receiver);
  if (!has(signatures, person) && !has(signatures, guardian)) {
    roles.push_back(person);
    roles.push_back(guardian);
  }
  return roles;
}

}  // namespace hd::referrals
