#include "platform/http_head.h"

#include <array>
#include <random>
#include <string>

#include <gtest/gtest.h>

#include "base/text.h"

namespace hd::platform {
namespace {

std::string get(std::string_view target, std::string_view more = "") {
  return "GET " + std::string(target) + " HTTP/1.1\r\nHost: a\r\n" + std::string(more) + "\r\n";
}

/// 0 when the head is accepted.
int refusal(const std::string& head) {
  const auto read = read_request_head(head);
  const auto* problem = std::get_if<HeadProblem>(&read);
  return problem == nullptr ? 0 : problem->status;
}

HttpRequest accepted(const std::string& head) {
  return std::get<RequestHead>(read_request_head(head)).request;
}

TEST(HttpHead, AnOrdinaryRequestIsRead) {
  const auto read = std::get<RequestHead>(read_request_head(
      "POST /api/v1/t%C3%ACm?q=a+b%26&q=2&flag HTTP/1.1\r\nHost: localhost:8111\r\n"
      "Content-Length: 12\r\nX-Padded: \t two words \t\r\nCookie: a=1; hd_session=xyz; "
      "b=2\r\n\r\n"));
  EXPECT_EQ(read.request.method, "POST");
  EXPECT_EQ(read.request.path, "/api/v1/tìm");
  EXPECT_EQ(read.request.query_value("q"), "a b&");
  EXPECT_EQ(read.request.query_value("flag"), "");
  EXPECT_EQ(read.request.query_value("other"), std::nullopt);
  EXPECT_EQ(read.request.header("x-padded"), "two words");
  EXPECT_EQ(read.request.cookie("hd_session"), "xyz");
  EXPECT_EQ(read.request.cookie("session"), "");
  EXPECT_EQ(read.content_length, 12);
  EXPECT_TRUE(read.keep_alive);
}

TEST(HttpHead, WhatTwoServersCouldReadDifferentlyIsRefused) {
  EXPECT_EQ(refusal(get("/", "Transfer-Encoding: chunked\r\n")), 501);
  EXPECT_EQ(refusal(get("/", "Transfer-Encoding: gzip\r\nContent-Length: 3\r\n")), 501);
  EXPECT_EQ(refusal(get("/", "Trailer: X\r\n")), 501);
  EXPECT_EQ(refusal(get("/", "Content-Length: 5\r\nContent-Length: 5\r\n")), 400);
  for (const char* length : {"5, 5", "+5", "-5", "0x5", "5 5", "", "1e3", "99999999999999999999"}) {
    EXPECT_EQ(refusal(get("/", "Content-Length: " + std::string(length) + "\r\n")), 400) << length;
  }
  EXPECT_EQ(refusal("GET / HTTP/1.1\r\n\r\n"), 400) << "no Host";
  EXPECT_EQ(refusal(get("/", "Host: b\r\n")), 400) << "two Hosts";
  EXPECT_EQ(refusal("GET / HTTP/1.1\r\nHost: a b\r\n\r\n"), 400);
  EXPECT_EQ(refusal(get("/", "X : 1\r\n")), 400) << "space before the colon";
  EXPECT_EQ(refusal(get("/", "X: 1\r\n folded\r\n")), 400);
  EXPECT_EQ(refusal(get("/", "X: 1\r\n\tfolded\r\n")), 400);
  EXPECT_EQ(refusal(get("/", ": no name\r\n")), 400);
  EXPECT_EQ(refusal(get("/", "no colon\r\n")), 400);
  EXPECT_EQ(refusal(get("/", "X: a\rb\r\n")), 400);
  EXPECT_EQ(refusal(get("/", std::string("X: a\0b\r\n", 8))), 400);
  EXPECT_EQ(refusal(get("/", "X: a\x7f\r\n")), 400);
}

TEST(HttpHead, AFramingFieldSpeltWithUnderscoresIsRefused) {
  EXPECT_EQ(refusal(get("/", "Transfer_Encoding: chunked\r\n")), 400);
  EXPECT_EQ(refusal(get("/", "Content_Length: 5\r\n")), 400);
}

TEST(HttpHead, MalformedRequestLinesAreRefused) {
  EXPECT_EQ(refusal("GET /\r\nHost: a\r\n\r\n"), 400);
  EXPECT_EQ(refusal("GET / HTTP/2.0\r\nHost: a\r\n\r\n"), 505);
  EXPECT_EQ(refusal("GET / http/1.1\r\nHost: a\r\n\r\n"), 400);
  EXPECT_EQ(refusal("get / HTTP/1.1\r\nHost: a\r\n\r\n"), 400);
  EXPECT_EQ(refusal(" GET / HTTP/1.1\r\nHost: a\r\n\r\n"), 400);
  EXPECT_EQ(refusal("GET  / HTTP/1.1\r\nHost: a\r\n\r\n"), 400);
  EXPECT_EQ(refusal(get("*")), 400);
  EXPECT_EQ(refusal(get("a:80")), 400);
}

TEST(HttpHead, AnAbsoluteTargetMustNameTheHost) {
  EXPECT_EQ(accepted(get("http://A/x?y=1")).path, "/x");
  EXPECT_EQ(refusal(get("http://b/x")), 400);
}

TEST(HttpHead, PathsHaveOneSpellingOnly) {
  for (const char* path : {"/a//b", "/a/", "/./a", "/a/..", "/%2e%2e/a", "/a%2fb", "/a%5cb",
                           "/a%00", "/a%0a", "/%ff", "/%", "/%1", "/%zz", "/a#b", "/\xC3\xAC"}) {
    EXPECT_EQ(refusal(get(path)), 400) << path;
  }
  EXPECT_EQ(refusal(get("/a?q=%ff")), 400);
  EXPECT_EQ(accepted(get("/")).path, "/");
}

TEST(HttpHead, TooMuchOfIsRefusedWith431) {
  EXPECT_EQ(refusal(get("/", "X: " + std::string(9000, 'a') + "\r\n")), 431);
  std::string many;
  for (int i = 0; i < 64; ++i) many += "X" + std::to_string(i) + ": 1\r\n";
  EXPECT_EQ(refusal(get("/", many)), 431);
  EXPECT_EQ(refusal(get("/" + std::string(9000, 'a'))), 431);
}

TEST(HttpHead, OldClientsAndCloseEndTheConnection) {
  const auto keeps = [](const std::string& head) {
    return std::get<RequestHead>(read_request_head(head)).keep_alive;
  };
  EXPECT_FALSE(keeps("GET / HTTP/1.0\r\nHost: a\r\n\r\n"));
  EXPECT_FALSE(keeps(get("/", "Connection: Close\r\n")));
  EXPECT_TRUE(keeps(get("/", "Connection: keep-alive\r\n")));
}

TEST(HttpHead, OnlyOneExpectationIsKnown) {
  EXPECT_TRUE(std::get<RequestHead>(read_request_head(get("/", "Expect: 100-Continue\r\n")))
                  .expects_continue);
  EXPECT_EQ(refusal(get("/", "Expect: miracles\r\n")), 417);
}

TEST(HttpHead, HopelessBeginningsAreKnownEarly) {
  EXPECT_FALSE(is_hopeless("GET / HTTP/1.1\r\nHos"));
  EXPECT_FALSE(is_hopeless("GET / HTTP/1.1\r"));
  EXPECT_TRUE(is_hopeless("GET / HTTP/1.1\nHost: a\n"));
  EXPECT_TRUE(is_hopeless("GET / HTTP/1.1\rHost: a"));
  EXPECT_TRUE(is_hopeless("\r\nGET /"));
  EXPECT_TRUE(is_hopeless(std::string_view("G\0T", 3)));
}

/// What a handler may rely on, whatever was sent.
bool keeps_its_promises(const RequestHead& head) {
  const HttpRequest& request = head.request;
  const std::string path = request.path + "/";
  return path.starts_with('/') && base::is_utf8(path) && path.find('\0') == path.npos &&
         path.find("/../") == path.npos && path.find("/./") == path.npos &&
         (path == "//" || path.find("//") == path.npos) && !request.header("host").empty() &&
         request.header("transfer-encoding").empty() && request.headers.size() <= 64;
}

TEST(HttpHead, NoDamageToARequestGetsABrokenPromiseThrough) {
  const std::array<std::string, 2> seeds{
      "POST /api/v1/t%C3%ACm/x?q=a+b%26&c HTTP/1.1\r\nHost: localhost:8111\r\n"
      "Content-Length: 12\r\nCookie: a=1; b=2\r\n\r\n",
      "GET /a/../x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: x\r\n\r\n"};
  constexpr std::string_view kSpecial = "\r\n\t :/%.?&=;,\0\x7f\xc3GETH012aA+\\";
  std::mt19937 random(20260302);
  const auto below = [&](std::size_t limit) { return random() % limit; };
  int accepted_count = 0;
  for (int round = 0; round < 40000; ++round) {
    std::string damaged = seeds.at(below(4) == 0 ? 1 : 0);
    for (std::size_t i = below(12) + 1; i > 0 && damaged.size() > 4; --i) {
      const std::size_t at = below(damaged.size());
      switch (below(4)) {
        case 0:
          damaged[at] = kSpecial[below(kSpecial.size())];
          break;
        case 1:
          damaged.erase(at, below(30) + 1);
          break;
        case 2:
          damaged.insert(at, 1, kSpecial[below(kSpecial.size())]);
          break;
        default:
          damaged.insert(at, damaged.substr(below(damaged.size()), below(40)));
          break;
      }
    }
    damaged += "\r\n\r\n";
    damaged.resize(damaged.find("\r\n\r\n") + 4);
    (void)is_hopeless(damaged);
    const auto read = read_request_head(damaged);
    const auto* head = std::get_if<RequestHead>(&read);
    if (head == nullptr) continue;
    ++accepted_count;
    ASSERT_TRUE(keeps_its_promises(*head)) << damaged;
  }
  EXPECT_GT(accepted_count, 100) << "the damage must not be so great that nothing is tried";
}

TEST(HttpHead, AnAnswerCannotBeSplitByAFieldValue) {
  const HttpResponse response{.status = 200,
                              .headers = {{"X-Good", "1"}, {"X-Bad", "1\r\nSet-Cookie: a=b"}},
                              .body = "abc"};
  const std::string head = response_head(response, true);
  EXPECT_TRUE(head.starts_with("HTTP/1.1 200 OK\r\n")) << head;
  EXPECT_NE(head.find("\r\nContent-Length: 3\r\n"), head.npos);
  EXPECT_NE(head.find("\r\nX-Good: 1\r\n"), head.npos);
  EXPECT_EQ(head.find("Set-Cookie"), head.npos);
  EXPECT_TRUE(head.ends_with("\r\n\r\n"));
}

}  // namespace
}  // namespace hd::platform
