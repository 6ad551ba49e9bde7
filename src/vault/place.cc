#include "vault/place.h"

namespace hd::vault {

std::string open_text(const Place& place, const std::string& record, const Slot& slot,
                      const platform::Blob& envelope) {
  try {
    return place.vault.open(place.tx, {place.session, record}, slot, envelope).reveal();
  } catch (const KeyDestroyed&) {
    return {};
  }
}

}  // namespace hd::vault
