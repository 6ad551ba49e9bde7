#include "platform/cursor.h"

#include <gtest/gtest.h>

#include "base/id.h"
#include "platform/crypto.h"

namespace hd::platform {
namespace {

using LineId = base::Id<struct LineTag>;

struct Line {
  LineId id;
  base::Timestamp updated_at;
};

base::Timestamp at(std::int64_t milliseconds) {
  return base::Timestamp(std::chrono::milliseconds(milliseconds));
}

std::vector<std::string> ids_of(const PageOf<Line>& page) {
  std::vector<std::string> ids;
  for (const Line& line : page.items) ids.push_back(line.id.str());
  return ids;
}

TEST(Cursor, WhatIsWrittenIsReadBack) {
  const Cursor place{at(1772416800123), base::random_uuid()};
  const auto read = read_cursor(write_cursor(place));
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, place);
}

TEST(Cursor, NothingIsTheBeginning) {
  const auto read = read_cursor("");
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, Cursor());
}

TEST(Cursor, WhatIsNotOursIsRefused) {
  const std::string id = base::random_uuid();
  for (const std::string& plain :
       {std::string(), std::string("1772416800123"), "x|" + id, "12x|" + id, "|" + id,
        std::string("12|not-an-id"), "99999999999999999999|" + id}) {
    EXPECT_FALSE(read_cursor(to_base64url(plain) + (plain.empty() ? "x" : ""))) << plain;
  }
  const auto refused = read_cursor("ä");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fields, (std::vector<base::FieldError>{{"cursor", "malformed"}}));
}

TEST(Cursor, APageHasTheLatestFirstAndEveryLineOnce) {
  const Line old{LineId::of_key("old"), at(1)};
  const Line middle{LineId::of_key("middle"), at(2)};
  const Line late{LineId::of_key("late"), at(3)};
  const auto page = latest_first<Line>({middle, old, late, middle, late}, 3);
  EXPECT_EQ(ids_of(page), (std::vector{late.id.str(), middle.id.str(), old.id.str()}));
  EXPECT_EQ(page.next, "");
}

TEST(Cursor, ThePageAfterBeginsBehindTheLastLine) {
  const Line old{LineId::of_key("old"), at(1)};
  const Line middle{LineId::of_key("middle"), at(2)};
  const Line late{LineId::of_key("late"), at(3)};
  const auto page = latest_first<Line>({old, late, middle}, 2);
  EXPECT_EQ(ids_of(page), (std::vector{late.id.str(), middle.id.str()}));
  const auto next = read_cursor(page.next);
  ASSERT_TRUE(next);
  EXPECT_EQ(*next, (Cursor{middle.updated_at, middle.id.str()}));
}

TEST(Cursor, LinesOfTheSameMomentStandInTheOrderOfTheirIds) {
  const Line one{LineId::of_key("one"), at(5)};
  const Line two{LineId::of_key("two"), at(5)};
  const auto first = one.id.str() > two.id.str() ? one : two;
  EXPECT_EQ(latest_first<Line>({one, two}, 2).items.front().id, first.id);
  EXPECT_EQ(latest_first<Line>({two, one}, 2).items.front().id, first.id);
}

}  // namespace
}  // namespace hd::platform
