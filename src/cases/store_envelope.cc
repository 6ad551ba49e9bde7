#include "cases/store_envelope.h"

namespace hd::cases::store {
namespace {

vault::Slot slot_of(const Envelope& envelope) {
  return {.group = "case/" + envelope.case_file.str(),
          .compartment = envelope.compartment,
          .table = envelope.table,
          .column = envelope.column,
          .row = envelope.row,
          .row_version = envelope.version};
}

}  // namespace

platform::Blob seal(const Drawer& drawer, const Envelope& envelope, std::string_view plain) {
  return drawer.vault.seal(drawer.tx, slot_of(envelope), plain);
}

std::string open(const Drawer& drawer, const Envelope& envelope, const platform::Blob& sealed) {
  try {
    return drawer.vault
        .open(drawer.tx, {drawer.session, envelope.case_file.str()}, slot_of(envelope), sealed)
        .reveal();
  } catch (const vault::KeyDestroyed&) {
    return {};
  }
}

}  // namespace hd::cases::store
