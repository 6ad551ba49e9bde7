#include "vault/envelope.h"

#include <set>

#include <gtest/gtest.h>

namespace hd::vault {
namespace {

const Slot kSlot{"contact/h/2026-03", Compartment::narrative, "contact", "summary", "row-1", 3};

TEST(Envelope, HasTheLayoutThatTheHeaderShows) {
  const std::string bytes =
      pack({0x01020304, std::string(platform::kNonceBytes, 'n'), "cipher" + std::string(16, 't')});
  EXPECT_EQ(platform::to_hex(bytes.substr(0, 6)), "010101020304");
  EXPECT_EQ(bytes.size(), kEnvelopeOverhead + 6);
  const auto parts = unpack(bytes);
  ASSERT_TRUE(parts);
  EXPECT_EQ(parts->key, 0x01020304U);
  EXPECT_EQ(parts->nonce, std::string(platform::kNonceBytes, 'n'));
  EXPECT_EQ(parts->sealed, "cipher" + std::string(16, 't'));
}

TEST(Envelope, UnknownVersionsAlgorithmsAndStumpsAreRefused) {
  std::string bytes = pack({1, std::string(platform::kNonceBytes, 'n'), std::string(16, 't')});
  EXPECT_TRUE(unpack(bytes));
  EXPECT_FALSE(unpack(bytes.substr(1)));
  EXPECT_FALSE(unpack(""));
  bytes[0] = 2;
  EXPECT_FALSE(unpack(bytes));
  bytes[0] = 1;
  bytes[1] = 9;
  EXPECT_FALSE(unpack(bytes));
}

TEST(Envelope, PlacesThatDifferInOnePartDifferInTheirAssociatedData) {
  std::set<std::string> seen{associated_data(kSlot, 1), associated_data(kSlot, 2)};
  const auto add = [&](auto change) {
    Slot slot = kSlot;
    change(slot);
    seen.insert(associated_data(slot, 1));
  };
  add([](Slot& slot) { slot.group = "contact/h/2026-04"; });
  add([](Slot& slot) { slot.compartment = Compartment::identity; });
  add([](Slot& slot) { slot.table = "connection"; });
  add([](Slot& slot) { slot.column = "advice"; });
  add([](Slot& slot) { slot.row = "row-2"; });
  add([](Slot& slot) { slot.row_version = 4; });
  EXPECT_EQ(seen.size(), 8U);
}

TEST(Envelope, PartsThatRunIntoOneAnotherAreStillDifferentPlaces) {
  Slot left = kSlot;
  left.table = "ab";
  left.row = "c";
  Slot right = kSlot;
  right.table = "a";
  right.row = "bc";
  EXPECT_NE(associated_data(left, 1), associated_data(right, 1));
}

// Source: security 3.2: 32/64/128/256/512 bytes, then steps of 12 %.
TEST(Padding, HidesTheLengthOfANameOrAStory) {
  EXPECT_EQ(padded_size(0), 32U);
  EXPECT_EQ(padded_size(31), 32U);
  EXPECT_EQ(padded_size(32), 64U);
  EXPECT_EQ(padded_size(63), 64U);
  EXPECT_EQ(padded_size(127), 128U);
  EXPECT_EQ(padded_size(255), 256U);
  EXPECT_EQ(padded_size(511), 512U);
  EXPECT_EQ(padded_size(512), 576U);
  for (std::size_t size = 512; size < 100000; size += 7) {
    EXPECT_GT(padded_size(size), size);
    EXPECT_LE(padded_size(size), size * 115 / 100 + 16);
  }
}

TEST(Padding, ComesOffAgainWhateverTheBytes) {
  for (const std::string& plain :
       {std::string(), std::string("Nguyễn Thị Hoa"), std::string("\0\0\0", 3), std::string("\x80"),
        std::string("\x80\0", 2), std::string(700, '\0')}) {
    EXPECT_EQ(unpadded(padded(plain)), plain);
    EXPECT_EQ(padded(plain).size(), padded_size(plain.size()));
  }
  EXPECT_FALSE(unpadded(""));
  EXPECT_FALSE(unpadded(std::string(32, '\0')));
  EXPECT_FALSE(unpadded("no marker"));
}

}  // namespace
}  // namespace hd::vault
