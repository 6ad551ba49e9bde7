#include "vault/data_key.h"

#include <stdexcept>

#include <gtest/gtest.h>

#include "platform/testing.h"
#include "vault/sample.h"
#include "vault/testing.h"

namespace hd::vault {
namespace {

DataKey made(Compartment compartment) {
  return {77, "group/1", compartment, platform::Secret(std::string(32, 'd'))};
}

std::string message_of(const std::function<void()>& act) {
  try {
    act();
  } catch (const std::exception& error) {
    return error.what();
  }
  return "";
}

TEST(Wrapper, ComesBackAsItWas) {
  const Wrapper wrapper(testing::root_keys(2));
  const WrappedKey wrapped = wrapper.wrap(made(Compartment::files), 3);
  EXPECT_EQ(wrapped.number, 77U);
  EXPECT_EQ(wrapped.generation, 3);
  EXPECT_EQ(wrapped.root, 2);
  EXPECT_EQ(wrapped.key_check.bytes.size(), 16U);
  const auto key = wrapper.unwrap(wrapped);
  EXPECT_EQ(key->key.bytes(), std::string(32, 'd'));
  EXPECT_EQ(key->group, "group/1");
  EXPECT_EQ(key->compartment, Compartment::files);
}

TEST(Wrapper, KnowsItsRootKeysAndNamesTheNewest) {
  const Wrapper wrapper(testing::root_keys(2));
  EXPECT_EQ(wrapper.newest(), 2);
  EXPECT_TRUE(wrapper.knows(1));
  EXPECT_TRUE(wrapper.knows(2));
  EXPECT_FALSE(wrapper.knows(3));
}

TEST(Wrapper, RootKeysThatAreMissingOrOutOfOrderAreRefused) {
  EXPECT_EQ(message_of([] { Wrapper(RootKeys{}); }), "there is no root key");
  RootKeys twice = testing::root_keys();
  twice.versions.push_back(twice.versions[0]);
  EXPECT_EQ(message_of([&] { Wrapper{twice}; }), "root keys must be numbered upwards");
  RootKeys downwards = testing::root_keys(2);
  std::swap(downwards.versions[0], downwards.versions[1]);
  EXPECT_EQ(message_of([&] { Wrapper{downwards}; }), "root keys must be numbered upwards");
}

TEST(Wrapper, AKeyOfAnUnknownRootSaysWhichIsMissing) {
  const WrappedKey wrapped = Wrapper(testing::root_keys(2)).wrap(made(Compartment::work), 1);
  EXPECT_EQ(message_of([&] { Wrapper(testing::root_keys()).unwrap(wrapped); }),
            "root key 2 is missing");
}

TEST(Wrapper, AStumpOrAWrongCheckValueDoesNotOpen) {
  const Wrapper wrapper(testing::root_keys());
  const WrappedKey good = wrapper.wrap(made(Compartment::work), 1);
  const auto expect_closed = [&](const WrappedKey& bad) {
    EXPECT_EQ(message_of([&] { wrapper.unwrap(bad); }),
              "data key 77 does not open with root key 1");
  };
  for (const std::size_t size : {std::size_t{0}, platform::kNonceBytes - 1, platform::kNonceBytes,
                                 platform::kNonceBytes + 1}) {
    WrappedKey stump = good;
    stump.wrapped.bytes.resize(size);
    expect_closed(stump);
  }
  WrappedKey other = good;
  other.key_check.bytes[0] = static_cast<char>(other.key_check.bytes[0] ^ 1);
  expect_closed(other);
}

TEST(Sample, OpensAtMostSoManyKeysAndThrowsWhenOneDoesNot) {
  const auto database = platform::testing::migrated_database();
  const auto vault = testing::vault();
  database->write([&](platform::Transaction& tx) {
    for (const auto* group : {"a", "b", "c"}) {
      vault->seal(tx, {group, Compartment::work, "t", "c", "r"}, "text");
    }
    return true;
  });
  database->read([&](platform::Transaction& tx) {
    EXPECT_EQ(open_some_keys(tx, testing::root_keys(), 2), 2);
    EXPECT_EQ(open_some_keys(tx, testing::root_keys(), 10), 3);
    RootKeys wrong;
    wrong.versions.push_back({1, platform::Secret(std::string(32, 'z'))});
    EXPECT_THROW(open_some_keys(tx, wrong, 10), std::runtime_error);
    return true;
  });
}

}  // namespace
}  // namespace hd::vault
