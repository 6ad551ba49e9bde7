#include "cases/store_envelope.h"

namespace hd::cases::store {
namespace {

vault::Slot slot_of(const Envelope& envelope) {
  return slot(envelope.case_file, envelope.compartment, envelope.table, envelope.column,
              envelope.row, envelope.version);
}

}  // namespace

platform::Blob seal(const Place& place, const Envelope& envelope, std::string_view plain) {
  return place.vault.seal(place.tx, slot_of(envelope), plain);
}

std::string open(const Place& place, const Envelope& envelope, const platform::Blob& sealed) {
  return open_text(place, envelope.case_file.str(), slot_of(envelope), sealed);
}

}  // namespace hd::cases::store
