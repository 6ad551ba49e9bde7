// Envelopes: what is unpacked packs to the same bytes, padding comes off as it went on, and one
// changed byte anywhere, or another place, opens nothing.

#include "vault/envelope.h"

#include "fuzz.h"
#include "platform/crypto.h"

namespace hd::fuzz {
namespace {

const platform::Secret kKey(std::string(32, 'k'));
const std::string kNonce(platform::kNonceBytes, 'n');

std::optional<std::string> opened(std::string_view bytes, const vault::Slot& slot) {
  const auto envelope = vault::unpack(bytes);
  if (!envelope) return std::nullopt;
  auto plain = platform::aead_open(kKey, envelope->nonce, envelope->sealed,
                                   vault::associated_data(slot, envelope->key));
  return plain ? vault::unpadded(*std::move(plain)) : std::nullopt;
}

}  // namespace

void examine(std::string_view input) {
  if (const auto envelope = vault::unpack(input)) {
    require(vault::pack(*envelope) == input, "an envelope packs to its bytes");
  }
  static_cast<void>(vault::unpadded(std::string(input)));
  Pieces pieces(input);
  const auto how = pieces.number();
  const vault::Slot slot{.group = std::string(pieces.next()),
                         .compartment = vault::Compartment::identity,
                         .table = "contact",
                         .column = "identity",
                         .row = std::string(pieces.next())};
  const std::string plain(pieces.rest());
  const std::string padded = vault::padded(plain);
  require(vault::unpadded(padded) == plain, "padding comes off");
  require(padded.size() == vault::padded_size(plain.size()), "padding is as long as promised");
  const std::string sealed =
      platform::aead_seal(kKey, kNonce, padded, vault::associated_data(slot, 7));
  const std::string bytes = vault::pack({.key = 7, .nonce = kNonce, .sealed = sealed});
  require(opened(bytes, slot) == plain, "an envelope opens in its place");
  require(!opened(damaged(bytes, how), slot), "a changed envelope does not open");
  vault::Slot moved = slot;
  moved.group = slot.row;
  moved.row = slot.group;
  if (moved.row != slot.row) require(!opened(bytes, moved), "a moved envelope does not open");
}

}  // namespace hd::fuzz
