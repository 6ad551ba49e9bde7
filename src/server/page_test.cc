#include "server/page.h"

#include <gtest/gtest.h>

namespace hd::server {
namespace {

std::string page(std::string_view cursor, std::size_t limit) {
  return page_after({{"a", 1}, {"b", 2}, {"c", 3}}, cursor, limit).dump();
}

TEST(Page, GoesOnBehindTheLineThatTheCursorNames) {
  EXPECT_EQ(page("", 2), R"({"items":[1,2],"next":"b"})");
  EXPECT_EQ(page("b", 2), R"({"items":[3],"next":null})");
  EXPECT_EQ(page("", 3), R"({"items":[1,2,3],"next":null})");
}

TEST(Page, ACursorThatNoLineHasBeginsAnew) {
  EXPECT_EQ(page("x", 1), R"({"items":[1],"next":"a"})");
}

TEST(Page, NothingIsAnEmptyPage) {
  EXPECT_EQ(page_after({}, "", 5).dump(), R"({"items":[],"next":null})");
}

}  // namespace
}  // namespace hd::server
