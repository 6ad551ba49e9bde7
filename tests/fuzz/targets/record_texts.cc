// The texts inside the envelopes of records: what can be read is written and read as the same. The
// first byte says which text it is.

#include <array>

#include "cases/codec.h"
#include "cases/consent_codec.h"
#include "connections/codec.h"
#include "contacts/codec.h"
#include "fuzz.h"
#include "referrals/codec.h"

namespace hd::fuzz {
namespace {

template <class Decode>
void check(std::string_view text, Decode decode) {
  const auto value = decoded([&] { return decode(text); });
  if (!value) return;
  const std::string written = encode(*value);
  const auto again = decoded([&] { return decode(written); });
  require(again && encode(*again) == written, "what is written reads the same");
}

void check_parts(std::string_view text) {
  const auto json = platform::parse_json(text);
  if (!json) return;
  platform::JsonReader in(*json);
  cases::Identity identity;
  cases::read(in, identity);
  static_cast<void>(cases::check(
      identity.birth,
      base::Date{std::chrono::year(2026), std::chrono::month(1), std::chrono::day(1)}));
  platform::JsonReader again(*json);
  static_cast<void>(referrals::read_hand_over(again));
  static_cast<void>(cases::read_representative(again));
  static_cast<void>(connections::read_card(again));
}

}  // namespace

void examine(std::string_view input) {
  if (input.empty()) return;
  const std::string_view text = input.substr(1);
  switch (static_cast<unsigned char>(input.front()) % 12) {
    case 0:
      return check(text, contacts::decode_facts);
    case 1:
      return check(text, contacts::decode_identity);
    case 2:
      return check(text, contacts::decode_narrative);
    case 3:
      return check(text, cases::decode_identity);
    case 4:
      return check(text, cases::decode_facts);
    case 5:
      return check(text, cases::decode_trafficking);
    case 6:
      return check(text, cases::decode_closure);
    case 7:
      return check(text, connections::decode_told);
    case 8:
      return check(text, referrals::decode_told);
    case 9:
      return check(text, referrals::decode_steps);
    case 10:
      return check(text, referrals::decode_hand_over);
    default:
      return check_parts(text);
  }
}

}  // namespace hd::fuzz
