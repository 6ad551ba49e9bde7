// Written down once: what is in a database today has to open in every later version.
#include <gtest/gtest.h>

#include "platform/testing.h"
#include "vault/envelope.h"
#include "vault/store.h"
#include "vault/testing.h"

namespace hd::vault {
namespace {

/// A data key and an envelope as they lay in a database, in hexadecimal digits.
struct Kept {
  Compartment compartment;
  KeyNumber number;
  const char* wrapped;
  const char* key_check;
  const char* envelope;
};

const Kept kIdentity{
    Compartment::identity, 2665046840U,
    "9220b09a7f010097218dd8b427ca09fb5ec8b8fa161c81d6f2e5d712c9896ac1564e9211a62144244abf1ef552"
    "be82eb48ca6b0f3034fe2724c29c9518d54f9d53c4c25fcd5260ba",
    "fc01c010419bbc109eeb33870478c918",
    "01019ed963380c8a61b781dd4a1b09b3c06c7648629d59dd5f0c70678c96ce307bec5b5e596fec6ddb73596c1b"
    "8424fb34edfa3d9240b8fb4949f7f9230a3075fd2e4346f2bc3352737ddc03a8c7"};
const Kept kMisc{
    Compartment::misc, 3299724183U,
    "2c937788b9c18aa6fa2abb5e7e110d1b937f0f9608e24ad2804348c49f20e1397d7941d58946b44f2beb39e6e2"
    "98c5327a049c3a9c0d57d547445b845d9445df8194b7f437ebd93e",
    "b49ddeeb1a41d21255737c8d378526e9",
    "0101c4adcb97590d758d4e31569734f462c2c53229c0895e30bbceb0edec9a28f91dc905f0158a49d0c26aef89"
    "9f398f394250d176e4bf222da8f58861dc4b0f3204096e22b094084daeb3fa5491"};

Slot slot(Compartment compartment) {
  return {"contact/h/2026-03", compartment, "contact", "summary", "row-1", 3};
}

std::string bytes(const char* hex) {
  return platform::from_hex(hex).value();
}

TEST(Format, WhatWasSealedOnceStillOpens) {
  const auto vault = testing::vault();  // its keys are kept when the transaction has ended
  for (const Kept& kept : {kIdentity, kMisc}) {
    const auto database = platform::testing::migrated_database();
    const Slot place = slot(kept.compartment);
    database->write([&](platform::Transaction& tx) {
      store::insert(tx,
                    {kept.number, place.group, kept.compartment, 1, 1,
                     platform::Blob{bytes(kept.wrapped)}, platform::Blob{bytes(kept.key_check)}});
      const platform::Blob envelope{bytes(kept.envelope)};
      EXPECT_EQ(vault->open(tx, {}, place, envelope).reveal(), "chị ấy kể rằng …");
      return true;
    });
  }
}

TEST(Format, DerivedKeysAndBlindIndexesStayTheSame) {
  const auto vault = testing::vault();
  EXPECT_EQ(platform::to_hex(vault->blind_index("phone", "84900000012").bytes),
            "bee8ef5927e8b19670f5a25556de44ea");
  EXPECT_EQ(platform::to_hex(vault->derived("csrf").bytes()),
            "1508bedbb30c3875babae24e3febcf2ab7181a19ee179e60498315b11e8271fc");
}

TEST(Format, ThePlaceOfAnEnvelopeIsWrittenWithTheLengthOfEachPart) {
  EXPECT_EQ(associated_data(slot(Compartment::identity), 0x01020304),
            bytes("01010102030400000007") + "contact" + bytes("00000005") + "row-1" +
                bytes("00000007") + "summary" + bytes("00000008") + "identity" + bytes("00000011") +
                "contact/h/2026-03" + bytes("0000000000000003"));
}

}  // namespace
}  // namespace hd::vault
