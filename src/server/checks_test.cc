#include "server/checks.h"

#include <gtest/gtest.h>

namespace hd::server {
namespace {

using platform::HttpRequest;

HttpRequest with(std::vector<std::pair<std::string, std::string>> headers, std::string body = "") {
  HttpRequest request{.method = "POST", .path = "/x"};
  for (auto& header : headers) request.headers.push_back(std::move(header));
  request.body = std::move(body);
  return request;
}

bool same_origin(std::vector<std::pair<std::string, std::string>> headers) {
  headers.emplace_back("host", "haidang.example");
  const auto error = check_origin(with(std::move(headers)));
  if (error) {
    EXPECT_EQ(error->kind, base::ErrorKind::forbidden);
    EXPECT_EQ(error->code, "csrf.origin");
  }
  return !error;
}

TEST(Checks, OnlyReadingIsSafe) {
  EXPECT_TRUE(is_safe("GET"));
  EXPECT_TRUE(is_safe("HEAD"));
  for (const auto* method : {"POST", "PUT", "PATCH", "DELETE", "OPTIONS", "get", ""}) {
    EXPECT_FALSE(is_safe(method)) << method;
  }
}

// The browser's own word goes first; without it the origin must be this host.
TEST(Checks, AChangeComesFromOurOwnPage) {
  EXPECT_TRUE(same_origin({}));
  EXPECT_TRUE(same_origin({{"sec-fetch-site", "same-origin"}}));
  EXPECT_FALSE(same_origin({{"sec-fetch-site", "same-site"}}));
  EXPECT_FALSE(same_origin({{"sec-fetch-site", "cross-site"}}));
  EXPECT_FALSE(same_origin({{"sec-fetch-site", "none"}}));
  EXPECT_TRUE(same_origin({{"sec-fetch-site", "same-origin"}, {"origin", "https://other"}}));
  EXPECT_FALSE(
      same_origin({{"sec-fetch-site", "cross-site"}, {"origin", "https://haidang.example"}}));
  EXPECT_TRUE(same_origin({{"origin", "https://haidang.example"}}));
  EXPECT_FALSE(same_origin({{"origin", "https://haidang.example.evil"}}));
  EXPECT_FALSE(same_origin({{"origin", "https://evil"}}));
  EXPECT_FALSE(same_origin({{"origin", "null"}}));
  EXPECT_FALSE(same_origin({{"origin", "haidang.example"}}));
  EXPECT_FALSE(same_origin({{"origin", "xxhaidang.example"}})) << "what follows the third sign";
}

TEST(Checks, TheTokenIsThatOfTheSession) {
  EXPECT_FALSE(check_token(with({{"x-csrf-token", "abc"}}), "abc"));
  for (const auto& [given, expected] :
       {std::pair("abd", "abc"), std::pair("", "abc"), std::pair("", ""), std::pair("ab", "abc")}) {
    const auto error = check_token(with({{"x-csrf-token", given}}), expected);
    ASSERT_TRUE(error) << given;
    EXPECT_EQ(error->code, "csrf.token");
  }
}

TEST(Checks, ABodyIsJsonOrNothing) {
  const auto other = [](const std::string& type, const std::string& body = "{}") {
    return is_other_content(with({{"content-type", type}}, body));
  };
  EXPECT_FALSE(other("application/json"));
  EXPECT_FALSE(other("application/json; charset=utf-8"));
  EXPECT_FALSE(other("text/plain", "")) << "no body is of no type";
  EXPECT_TRUE(other("application/jsonp"));
  EXPECT_TRUE(other("application/json-patch+json"));
  EXPECT_TRUE(other("text/plain"));
  EXPECT_TRUE(other(""));
  EXPECT_EQ(read_body(with({}, ""))->dump(), "null");
  EXPECT_EQ(read_body(with({}, "[1]"))->dump(), "[1]");
  EXPECT_FALSE(read_body(with({}, "[1")));
}

}  // namespace
}  // namespace hd::server
