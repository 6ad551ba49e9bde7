#include "platform/csv.h"

#include <gtest/gtest.h>

#include "platform/embedded.h"

namespace hd::platform {
namespace {

std::string line_of_error(std::string_view text) {
  const auto rows = parse_csv(text);
  return rows ? "fine" : rows.error().params.at("line");
}

TEST(CsvTest, ARowIsReadByTheNamesOfTheHeader) {
  const auto rows =
      parse_csv("\xEF\xBB\xBFname,note\r\nAn,\"a, \"\"b\"\"\nc\"\r\nBình,\n").operator*();
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0]["name"], "An");
  EXPECT_EQ(rows[0]["note"], "a, \"b\"\nc");
  EXPECT_EQ(rows[1]["note"], "");
  EXPECT_EQ(rows[1]["no such column"], "");
  EXPECT_EQ(rows[0].line, 2U);
  EXPECT_EQ(rows[1].line, 4U);
}

TEST(CsvTest, TheLastLineNeedsNoEndAndEmptyLinesAreSkipped) {
  EXPECT_EQ((*parse_csv("a;b\n\n1;2\n\n3;4", ';')).size(), 2U);
}

TEST(CsvTest, WhatIsMalformedIsNamedByItsLine) {
  EXPECT_EQ(line_of_error("a,b\n1,2\n\"open,2\n"), "3");
  EXPECT_EQ(line_of_error("a,b\n1,2,3\n"), "2");
  EXPECT_EQ(line_of_error("a,b\n1,2\n3\n"), "3");
  EXPECT_EQ(line_of_error("a,b\n\"x\"y,2\n"), "2");
  EXPECT_EQ(line_of_error("a,b\nx\"y,2\n"), "2");
  EXPECT_EQ(line_of_error("a,b\nx\ry,2\n"), "2");
  EXPECT_EQ(line_of_error("a,a\n1,2\n"), "1");
  EXPECT_EQ(line_of_error("a,b\n\xff,2\n"), "1");
}

TEST(CsvTest, AnEmptyFileHasNoRows) {
  EXPECT_TRUE((*parse_csv("")).empty());
}

TEST(CsvTest, AFieldIsQuotedWhereNeededAndNeverRunsAsAFormula) {
  EXPECT_EQ(csv_field("plain"), "plain");
  EXPECT_EQ(csv_field("a \"b\", c"), "\"a \"\"b\"\", c\"");
  EXPECT_EQ(csv_field("=1+1"), "'=1+1");
  EXPECT_EQ(csv_field("-5"), "'-5");
  EXPECT_EQ(csv_field("@x,y"), "\"'@x,y\"");
}

TEST(CsvTest, AnEmbeddedFileIsFoundByItsPath) {
  EXPECT_TRUE(embedded_file("migrations/0001_platform.sql"));
  EXPECT_FALSE(embedded_file("migrations/0001"));
  EXPECT_THROW(embedded_csv("data/no-such-file.csv"), std::logic_error);
}

}  // namespace
}  // namespace hd::platform
