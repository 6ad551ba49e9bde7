// Ids, names of enumerators, results, and the value that cannot be printed.

#include <array>
#include <concepts>
#include <ostream>
#include <string>
#include <string_view>
#include <type_traits>

#include <gtest/gtest.h>

#include "base/enum_names.h"
#include "base/id.h"
#include "base/result.h"
#include "base/sensitive.h"

namespace hd::base {
namespace {

using Name = Sensitive<std::string>;

template <class T>
concept Printable = requires(std::ostream& out, const T& value) {
  out << value;
};
template <class T>
concept Comparable = requires(const T& left, const T& right) {
  left == right;
};
template <class T>
concept Appendable = requires(std::string& text, const T& value) {
  text += value;
};

// A log line or an error text with a person's name in it must not compile.
static_assert(Printable<std::string>);
static_assert(!Printable<Name>);
static_assert(!Printable<Sensitive<int>>);
static_assert(!Comparable<Name>);
static_assert(!Appendable<Name>);
static_assert(!std::convertible_to<Name, std::string>);
static_assert(!std::convertible_to<Name, std::string_view>);
static_assert(!std::convertible_to<std::string, Name>);

TEST(Sensitive, GivesItsValueOnlyWhenAskedByName) {
  const Name name("Hoa");
  EXPECT_EQ(name.reveal(), "Hoa");
  EXPECT_EQ(Name("Hoa").reveal(), "Hoa");
}

using CatId = Id<struct CatTag>;
using DogId = Id<struct DogTag>;
static_assert(!std::convertible_to<CatId, DogId>);
static_assert(!std::convertible_to<std::string, CatId>);
static_assert(!std::convertible_to<CatId, std::string>);
static_assert(!std::is_default_constructible_v<CatId>);

TEST(Ids, AreUuidsInLowerCase) {
  const std::string text = "00000000-0000-4000-8000-00000000000a";
  EXPECT_EQ(CatId::parse(text)->str(), text);
  for (const char* bad :
       {"", "00000000-0000-4000-8000-00000000000A", "00000000-0000-4000-8000-00000000000",
        "00000000-0000-4000-8000-0000000000000", "000000000000-4000-8000-00000000000a",
        "0000000g-0000-4000-8000-00000000000a", "00000000-0000-4000-8000-00000000000a "}) {
    EXPECT_FALSE(CatId::parse(bad)) << bad;
  }
}

TEST(Ids, RandomOnesDifferAndKeyedOnesDoNot) {
  EXPECT_NE(CatId::random(), CatId::random());
  EXPECT_EQ(CatId::random().str()[14], '4');
  EXPECT_EQ(CatId::of_key("org.hotline_111"), CatId::of_key("org.hotline_111"));
  EXPECT_NE(CatId::of_key("org.hotline_111"), CatId::of_key("org.hotline_112"));
  EXPECT_TRUE(is_uuid(CatId::of_key("org.hotline_111").str()));
}

enum class Fruit { apple, pear };
constexpr auto kFruitNames =
    std::to_array<EnumName<Fruit>>({{Fruit::apple, "apple"}, {Fruit::pear, "pear"}});
static_assert(names_every(kFruitNames, Fruit::pear));
static_assert(!names_every(kFruitNames, Fruit::apple));

TEST(EnumNames, GoThereAndBack) {
  EXPECT_EQ(name_of(kFruitNames, Fruit::pear), "pear");
  EXPECT_EQ(value_of(kFruitNames, "apple"), Fruit::apple);
  EXPECT_EQ(value_of(kFruitNames, "plum"), std::nullopt);
}

TEST(Results, HoldAValueOrAnError) {
  const Result<int> good = 7;
  EXPECT_TRUE(good);
  EXPECT_EQ(*good, 7);
  const Result<int> bad = stale(3);
  EXPECT_FALSE(bad);
  EXPECT_EQ(bad.error(), (Error{ErrorKind::conflict, "stale", {}, {{"version", "3"}}}));
  EXPECT_THROW((void)*bad, std::bad_variant_access);
  EXPECT_EQ(not_found(), (Error{ErrorKind::not_found, "not_found"}));
}

}  // namespace
}  // namespace hd::base
