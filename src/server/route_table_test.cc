#include "server/route_table.h"

#include <stdexcept>

#include <gtest/gtest.h>

namespace hd::server {
namespace {

/// Pattern, then names with values; "-" when there is no such path; "! methods" with another
/// method.
std::string found(const RouteTable& table, std::string_view method, std::string_view path) {
  const auto match = table.find(method, path);
  if (match.route == nullptr) return match.allow.empty() ? "-" : "! " + match.allow;
  std::string text = match.route->path;
  for (const auto& [name, value] : match.values) text += " " + name + "=" + value;
  return text;
}

RouteTable table_of(const std::vector<std::pair<std::string, std::string>>& routes) {
  RouteTable table;
  for (const auto& [method, path] : routes) table.add({.method = method, .path = path});
  return table;
}

TEST(RouteTable, FindsByMethodAndPath) {
  const auto table = table_of({{"GET", "/a"},
                               {"PUT", "/a/{id}"},
                               {"GET", "/a/{id}"},
                               {"GET", "/a/{id}/b/{other}"},
                               {"GET", "/a/new"},
                               {"GET", "/a/new/c"}});
  EXPECT_EQ(found(table, "GET", "/a"), "/a");
  EXPECT_EQ(found(table, "PUT", "/a/7"), "/a/{id} id=7");
  EXPECT_EQ(found(table, "GET", "/a/7/b/8"), "/a/{id}/b/{other} id=7 other=8");
  EXPECT_EQ(found(table, "GET", "/a/new"), "/a/new") << "a literal goes before a name";
  EXPECT_EQ(found(table, "GET", "/a/new/b/8"), "/a/{id}/b/{other} id=new other=8")
      << "unless it leads nowhere";
  EXPECT_EQ(found(table, "DELETE", "/a/7"), "! GET, PUT");
  EXPECT_EQ(found(table, "POST", "/a"), "! GET");
}

TEST(RouteTable, WhatNobodyDeclaredIsNotThere) {
  const auto table = table_of({{"GET", "/a/b"}, {"GET", "/c/{id}"}});
  for (const auto* path :
       {"", "/", "a/b", "xa/b", "/a", "/a/", "/a/b/", "/a/b/c", "/b", "/c", "/c/7/8", "*"}) {
    EXPECT_EQ(found(table, "GET", path), "-") << path;
  }
}

TEST(RouteTable, OnlyAWholeSegmentInBracesIsAName) {
  const auto table = table_of({{"GET", "/a/{x"}, {"GET", "/b/x}"}, {"GET", "/c/{}"}});
  EXPECT_EQ(found(table, "GET", "/a/{x"), "/a/{x");
  EXPECT_EQ(found(table, "GET", "/a/y"), "-");
  EXPECT_EQ(found(table, "GET", "/b/y"), "-");
  EXPECT_EQ(found(table, "GET", "/c/y"), "-");
  const auto short_name = table_of({{"GET", "/a/{x}"}});
  EXPECT_EQ(found(short_name, "GET", "/a/y"), "/a/{x} x=y");
}

TEST(RouteTable, MalformedAndDoubleRoutesAreMistakes) {
  EXPECT_THROW(table_of({{"GET", "a"}}), std::logic_error);
  EXPECT_THROW(table_of({{"GET", "/a"}, {"GET", "/a"}}), std::logic_error);
  EXPECT_THROW(table_of({{"GET", "/a/{x}"}, {"GET", "/a/{y}"}}), std::logic_error);
  EXPECT_EQ(table_of({{"GET", "/a"}, {"PUT", "/a"}}).all().size(), 2U);
}

}  // namespace
}  // namespace hd::server
