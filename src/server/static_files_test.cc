#include "server/static_files.h"

#include <gtest/gtest.h>

#include "server/testing.h"

namespace hd::server {
namespace {

using platform::HttpRequest;
using platform::HttpResponse;
using testing::header_of;

const std::vector<platform::EmbeddedFile> kFiles{
    {"data/secret.csv", "not for the web"},
    {"web/dist/.built", ""},
    {"web/dist/assets/main-a1b2.js", "script"},
    {"web/dist/assets/main-a1b2.js.br", "script in brotli"},
    {"web/dist/assets/main-a1b2.js.gz", "script in gzip"},
    {"web/dist/index.html", "<!doctype html>"},
    {"web/dist/lonely.js.br", "a variant without its file"},
    {"web/dist/sw.js", "worker"},
};

class StaticFilesTest : public ::testing::Test {
 protected:
  HttpResponse get(std::string path, std::vector<std::pair<std::string, std::string>> headers = {},
                   std::string method = "GET") {
    return files_.answer(
        {.method = std::move(method), .path = std::move(path), .headers = std::move(headers)});
  }
  static bool says(const HttpResponse& response, std::string_view line) {
    return response.static_headers.find(std::string(line) + "\r\n") != std::string_view::npos;
  }
  static std::string tag(const HttpResponse& response) {
    const auto at = response.static_headers.find("ETag: ") + 6;
    return std::string(
        response.static_headers.substr(at, response.static_headers.find("\r\n", at) - at));
  }

  StaticFiles files_{kFiles, "web/dist/"};
};

TEST_F(StaticFilesTest, TheSmallestVariantTheBrowserKnowsIsSent) {
  const auto path = "/assets/main-a1b2.js";
  const auto brotli = get(path, {{"accept-encoding", "gzip, deflate, br"}});
  EXPECT_EQ(brotli.static_body, "script in brotli");
  EXPECT_TRUE(says(brotli, "Content-Encoding: br"));
  EXPECT_TRUE(says(brotli, "Content-Type: text/javascript; charset=utf-8"));
  EXPECT_TRUE(says(brotli, "Vary: Accept-Encoding"));
  EXPECT_EQ(get(path, {{"accept-encoding", "gzip;q=0.5"}}).static_body, "script in gzip");
  EXPECT_EQ(get(path, {{"accept-encoding", "br;q=0, gzip;q=0.0"}}).static_body, "script");
  EXPECT_EQ(get(path).static_body, "script");
  EXPECT_FALSE(says(get(path), "Content-Encoding: br"));
}

TEST_F(StaticFilesTest, HashedFilesAreKeptForAYearAndOthersAreAskedForAgain) {
  EXPECT_TRUE(
      says(get("/assets/main-a1b2.js"), "Cache-Control: public, max-age=31536000, immutable"));
  EXPECT_TRUE(says(get("/"), "Cache-Control: no-cache"));
  EXPECT_TRUE(says(get("/sw.js"), "Cache-Control: no-cache"));
}

TEST_F(StaticFilesTest, WhatTheBrowserHasIsNotSentAgain) {
  const std::string known = tag(get("/"));
  const auto again = get("/", {{"if-none-match", "\"other\", W/" + known}});
  EXPECT_EQ(again.status, 304);
  EXPECT_TRUE(again.static_body.empty());
  EXPECT_EQ(get("/", {{"if-none-match", "\"other\""}}).status, 200);
  const auto path = "/assets/main-a1b2.js";
  EXPECT_NE(tag(get(path)), tag(get(path, {{"accept-encoding", "br"}})));
}

TEST_F(StaticFilesTest, APageOfTheApplicationIsTheApplication) {
  EXPECT_EQ(get("/").static_body, "<!doctype html>");
  EXPECT_EQ(get("/contacts/7", {{"accept", "text/html,*/*"}}).static_body, "<!doctype html>");
  EXPECT_EQ(get("/contacts/7", {{"accept", "application/json"}}).status, 404);
  EXPECT_EQ(get("/assets/old-hash.js").status, 404);
}

TEST_F(StaticFilesTest, NothingElseOfTheBinaryIsServed) {
  EXPECT_EQ(get("/data/secret.csv").status, 404);
  EXPECT_EQ(get("/.built").status, 404);
  EXPECT_EQ(get("/lonely.js").status, 404);
  EXPECT_EQ(get("/assets/main-a1b2.js.br").status, 404);
}

TEST_F(StaticFilesTest, OnlyReadingIsPossibleAndThePolicyIsThere) {
  EXPECT_EQ(get("/", {}, "HEAD").status, 200);
  EXPECT_EQ(get("/", {}, "POST").status, 405);
  EXPECT_NE(get("/").static_headers.find("Content-Security-Policy: default-src 'none';"),
            std::string_view::npos);
}

TEST(StaticFilesWithoutFrontEnd, IsAllNotFound) {
  const StaticFiles files({}, "web/dist/");
  EXPECT_EQ(
      files.answer({.method = "GET", .path = "/", .headers = {{"accept", "text/html"}}}).status,
      404);
}

}  // namespace
}  // namespace hd::server
