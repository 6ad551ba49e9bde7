#include "vault/place.h"

#include <gtest/gtest.h>

#include "platform/testing.h"
#include "vault/testing.h"

namespace hd::vault {
namespace {

TEST(Place, WhatWasErasedOnPurposeIsEmptyAndNoError) {
  const auto database = platform::testing::migrated_database();
  const auto vault = testing::vault();
  const Slot slot{"case/1", Compartment::identity, "person", "name", "row-1", 1};
  const auto envelope = database->write(
      [&](platform::Transaction& tx) { return vault->seal(tx, slot, "Người Thử"); });
  const auto read = [&] {
    return database->read([&](platform::Transaction& tx) {
      return open_text({tx, *vault}, "record-1", slot, envelope);
    });
  };
  EXPECT_EQ(read(), "Người Thử");
  database->write([&](platform::Transaction& tx) { return shred(tx, slot.group, {}); });
  EXPECT_EQ(read(), "");
}

TEST(Place, AForgedEnvelopeIsAnException) {
  const auto database = platform::testing::migrated_database();
  const auto vault = testing::vault();
  const Slot slot{"case/1", Compartment::identity, "person", "name", "row-1", 1};
  const auto envelope =
      database->write([&](platform::Transaction& tx) { return vault->seal(tx, slot, "x"); });
  Slot other = slot;
  other.row = "row-2";
  database->read([&](platform::Transaction& tx) {
    EXPECT_THROW(open_text({tx, *vault}, "record-1", other, envelope), std::runtime_error);
    return 0;
  });
}

}  // namespace
}  // namespace hd::vault
