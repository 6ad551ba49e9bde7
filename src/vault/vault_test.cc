#include "vault/vault.h"

#include <atomic>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "platform/testing.h"
#include "vault/testing.h"

namespace hd::vault {
namespace {

using platform::Transaction;

const Opening kOpening{std::nullopt, "record-1"};

Slot slot(std::string row = "row-1", std::int64_t version = 1) {
  return {"contact/h/2026-03", Compartment::narrative, "contact",
          "summary",           std::move(row),         version};
}

class VaultTest : public ::testing::Test {
 protected:
  platform::Blob seal(const Slot& place, std::string_view plain) {
    return database_->write([&](Transaction& tx) { return vault_->seal(tx, place, plain); });
  }
  std::string open(Vault& vault, const Slot& place, const platform::Blob& envelope) {
    return database_->read(
        [&](Transaction& tx) { return vault.open(tx, kOpening, place, envelope).reveal(); });
  }
  std::int64_t count_keys() {
    return database_->read([](Transaction& tx) {
      return tx.query("SELECT COUNT(*) AS count FROM vault_key").at(0).number("count");
    });
  }

  std::unique_ptr<platform::Database> database_ = platform::testing::migrated_database();
  std::unique_ptr<Vault> vault_ = testing::vault();
};

TEST_F(VaultTest, OpensWhatItSealedAlsoAfterARestart) {
  const auto envelope = seal(slot(), "chị ấy kể rằng …");
  EXPECT_EQ(open(*vault_, slot(), envelope), "chị ấy kể rằng …");
  EXPECT_EQ(open(*testing::vault(), slot(), envelope), "chị ấy kể rằng …");
}

TEST_F(VaultTest, TheEnvelopeTellsNeitherTextNorLength) {
  const auto hoa = seal(slot(), "Hoa");
  const auto nguyet = seal(slot(), "Nguyễn Thị Minh Nguyệt");
  EXPECT_EQ(hoa.bytes.size(), nguyet.bytes.size());
  EXPECT_EQ(hoa.bytes.find("Hoa"), std::string::npos);
  EXPECT_NE(seal(slot(), "Hoa"), hoa) << "equal texts must not look equal";
}

TEST_F(VaultTest, AnEnvelopeMovedAnywhereElseDoesNotOpen) {
  const auto envelope = seal(slot(), "x");
  std::vector<Slot> elsewhere(6, slot());
  elsewhere[0].row = "row-2";
  elsewhere[1].row_version = 2;
  elsewhere[2].table = "connection";
  elsewhere[3].column = "advice";
  elsewhere[4].compartment = Compartment::identity;
  elsewhere[5].group = "contact/h/2026-04";
  for (const Slot& place : elsewhere) {
    EXPECT_THROW(open(*vault_, place, envelope), std::runtime_error);
  }
}

TEST_F(VaultTest, EveryChangedByteIsNoticed) {
  const auto envelope = seal(slot(), "x");
  for (std::size_t i = 0; i < envelope.bytes.size(); ++i) {
    auto changed = envelope;
    changed.bytes[i] = static_cast<char>(changed.bytes[i] ^ 0x20);
    EXPECT_THROW(open(*vault_, slot(), changed), std::runtime_error) << "byte " << i;
  }
}

TEST_F(VaultTest, AFaultNamesThePlaceAndNeverTheContent) {
  const auto envelope = seal(slot(), "bí mật");
  try {
    open(*vault_, slot("row-2"), envelope);
    FAIL();
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(error.what(), "the envelope does not open in contact.summary of row row-2");
  }
}

TEST_F(VaultTest, OneDataKeyPerGroupAndCompartment) {
  seal(slot("row-1"), "a");
  seal(slot("row-2"), "b");
  EXPECT_EQ(count_keys(), 1);
  Slot identity = slot();
  identity.compartment = Compartment::identity;
  seal(identity, "c");
  Slot april = slot();
  april.group = "contact/h/2026-04";
  seal(april, "d");
  EXPECT_EQ(count_keys(), 3);
}

TEST_F(VaultTest, SeveralSealsOfANewGroupInOneTransactionShareOneKey) {
  const auto both = database_->write([&](Transaction& tx) {
    return std::pair(vault_->seal(tx, slot("row-1"), "a"), vault_->seal(tx, slot("row-2"), "b"));
  });
  EXPECT_EQ(count_keys(), 1);
  EXPECT_EQ(open(*vault_, slot("row-2"), both.second), "b");
}

TEST_F(VaultTest, AKeyOfATransactionThatWasUndoneIsForgotten) {
  EXPECT_THROW(database_->write([&](Transaction& tx) -> int {
    vault_->seal(tx, slot(), "lost");
    throw std::runtime_error("undo");
  }),
               std::runtime_error);
  EXPECT_EQ(count_keys(), 0);
  const auto envelope = seal(slot(), "kept");
  EXPECT_EQ(count_keys(), 1);
  EXPECT_EQ(open(*testing::vault(), slot(), envelope), "kept");
}

TEST_F(VaultTest, ManyThreadsSealAndOpenAtOnce) {
  constexpr int kThreads = 8;
  constexpr int kRounds = 50;
  std::atomic<int> good = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int round = 0; round < kRounds; ++round) {
        Slot place = slot("row-" + std::to_string(t));
        place.group = "group/" + std::to_string(round % 5);
        const auto envelope = seal(place, "text");
        if (open(*vault_, place, envelope) == "text") ++good;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(good, kThreads * kRounds);
  EXPECT_EQ(count_keys(), 5);
}

TEST_F(VaultTest, RewrappingGoesOnWhereItWasInterrupted) {
  std::vector<platform::Blob> envelopes;
  for (int i = 0; i < 25; ++i) {
    Slot place = slot();
    place.group = "group/" + std::to_string(i);
    envelopes.push_back(seal(place, "text " + std::to_string(i)));
  }
  const RootKeys both = testing::root_keys(2);
  const auto step = [&] {
    return database_->write([&](Transaction& tx) { return rewrap(tx, both, 10); });
  };
  EXPECT_EQ(step(), 15);
  const auto halfway = make_vault(both);
  for (int i = 0; i < 25; ++i) {
    Slot place = slot();
    place.group = "group/" + std::to_string(i);
    EXPECT_EQ(open(*halfway, place, envelopes[static_cast<std::size_t>(i)]),
              "text " + std::to_string(i));
  }
  EXPECT_EQ(step(), 5);
  EXPECT_EQ(step(), 0);
  EXPECT_EQ(step(), 0);
  RootKeys only_new;
  only_new.base = both.versions.front().key;
  only_new.versions.push_back(both.versions.back());
  Slot first = slot();
  first.group = "group/0";
  EXPECT_EQ(open(*make_vault(only_new), first, envelopes[0]), "text 0");
}

TEST_F(VaultTest, AnUndoneRewrapLeavesEverythingReadable) {
  const auto envelope = seal(slot(), "x");
  EXPECT_THROW(database_->write([&](Transaction& tx) -> int {
    rewrap(tx, testing::root_keys(2), 10);
    throw std::runtime_error("killed");
  }),
               std::runtime_error);
  EXPECT_EQ(open(*testing::vault(), slot(), envelope), "x");
}

TEST_F(VaultTest, ARootKeyOfAnotherDatabaseIsNoticedAtTheStart) {
  seal(slot(), "x");
  RootKeys wrong;
  wrong.versions.push_back({1, platform::Secret(std::string(32, 'z'))});
  const auto check = [&](const RootKeys& keys) {
    database_->read([&](Transaction& tx) {
      check_root_keys(tx, keys);
      return 0;
    });
  };
  EXPECT_NO_THROW(check(testing::root_keys()));
  EXPECT_NO_THROW(check(testing::root_keys(2)));
  EXPECT_THROW(check(wrong), std::runtime_error);
}

TEST_F(VaultTest, KnowsWhetherSomethingWasSealedAlready) {
  const auto sealed = [&] {
    return database_->read([](Transaction& tx) { return has_data_keys(tx); });
  };
  EXPECT_FALSE(sealed());
  seal(slot(), "x");
  EXPECT_TRUE(sealed());
}

TEST_F(VaultTest, AKeyOfARootThatIsNotLoadedSaysWhichIsMissing) {
  const auto newer = make_vault(testing::root_keys(2));
  const auto envelope =
      database_->write([&](Transaction& tx) { return newer->seal(tx, slot(), "x"); });
  try {
    open(*vault_, slot(), envelope);
    FAIL();
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(error.what(), "root key 2 is missing");
  }
}

TEST_F(VaultTest, AnEnvelopeOfAnotherGroupOrCompartmentDoesNotBelong) {
  const auto envelope = seal(slot(), "x");
  Slot april = slot();
  april.group = "contact/h/2026-04";
  Slot identity = slot();
  identity.compartment = Compartment::identity;
  for (const Slot& place : {april, identity}) {
    try {
      open(*vault_, place, envelope);
      FAIL();
    } catch (const std::runtime_error& error) {
      EXPECT_STREQ(error.what(), "the envelope does not belong in contact.summary of row row-1");
    }
  }
}

TEST_F(VaultTest, AfterARestartAGroupIsSealedWithItsOldKey) {
  const auto first = seal(slot(), "first");
  vault_ = testing::vault();
  const auto second = seal(slot(), "second");
  EXPECT_EQ(count_keys(), 1);
  EXPECT_EQ(open(*vault_, slot(), first), "first");
  EXPECT_EQ(open(*testing::vault(), slot(), second), "second");
}

TEST_F(VaultTest, WhatIsNoEnvelopeNamesItsPlace) {
  try {
    open(*vault_, slot(), {"short"});
    FAIL();
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(error.what(), "no envelope in contact.summary of row row-1");
  }
}

TEST_F(VaultTest, AWrappedKeyPutIntoAnotherGroupDoesNotOpen) {
  const auto envelope = seal(slot(), "x");
  database_->write(
      [&](Transaction& tx) { return tx.execute("UPDATE vault_key SET key_group = 'other'"); });
  Slot other = slot();
  other.group = "other";
  EXPECT_THROW(open(*testing::vault(), other, envelope), std::runtime_error);
}

TEST_F(VaultTest, ShreddingErasesOneCompartmentAndKeepsTheOthers) {
  Slot identity = slot();
  identity.compartment = Compartment::identity;
  const auto name = seal(identity, "Hoa");
  const auto story = seal(slot(), "…");
  const auto gone = database_->write(
      [&](Transaction& tx) { return shred(tx, identity.group, Compartment::identity); });
  EXPECT_EQ(gone, 1);
  EXPECT_THROW(open(*vault_, identity, name), KeyDestroyed) << "not even from memory";
  EXPECT_THROW(open(*testing::vault(), identity, name), KeyDestroyed);
  EXPECT_EQ(open(*vault_, slot(), story), "…");
  EXPECT_EQ(database_->write([&](Transaction& tx) { return shred(tx, identity.group, {}); }), 1);
  EXPECT_THROW(open(*vault_, slot(), story), KeyDestroyed);
}

TEST_F(VaultTest, SealingAfterAShredInTheSameTransactionUsesANewKey) {
  const auto old = seal(slot(), "old");
  const auto fresh = database_->write([&](Transaction& tx) {
    shred(tx, slot().group, {});
    return vault_->seal(tx, slot(), "new");
  });
  EXPECT_THROW(open(*vault_, slot(), old), KeyDestroyed);
  EXPECT_EQ(open(*testing::vault(), slot(), fresh), "new");
}

TEST_F(VaultTest, BlindIndexesAreEqualForEqualValuesOfOneKindOnly) {
  const auto phone = vault_->blind_index("phone", "84900000012");
  EXPECT_EQ(phone.bytes.size(), 16U);
  EXPECT_EQ(phone, testing::vault()->blind_index("phone", "84900000012"));
  EXPECT_NE(phone, vault_->blind_index("phone", "84900000013"));
  EXPECT_NE(phone, vault_->blind_index("cccd", "84900000012"));
}

TEST_F(VaultTest, ANewRootKeyLeavesIndexesAndDerivedKeysAlone) {
  const auto later = make_vault(testing::root_keys(2));
  EXPECT_EQ(later->blind_index("phone", "111"), vault_->blind_index("phone", "111"));
  EXPECT_EQ(later->derived("csrf").bytes(), vault_->derived("csrf").bytes());
  EXPECT_NE(vault_->derived("csrf").bytes(), vault_->derived("session").bytes());
}

}  // namespace
}  // namespace hd::vault
