#include "platform/http_forwarding.h"

#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace hd::platform {
namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

HttpRequest heard(Fields fields) {
  HttpRequest request{.method = "GET", .path = "/", .headers = std::move(fields)};
  request.remote_address = "127.0.0.1";
  apply_forwarding(request);
  return request;
}

std::string address_of(Fields fields) {
  return heard(std::move(fields)).remote_address;
}

TEST(HttpForwarding, TheLastEntryIsTheProxysOwn) {
  EXPECT_EQ(address_of({{"x-forwarded-for", "192.0.2.7"}}), "192.0.2.7");
  EXPECT_EQ(address_of({{"x-forwarded-for", "198.51.100.1, 2001:db8::7"}}), "2001:db8::7");
}

TEST(HttpForwarding, AFieldTheBrowserSentBeforeTheProxysOwnIsNotBelieved) {
  for (const char* claim : {"127.0.0.1", "", "198.51.100.1, 127.0.0.1"}) {
    EXPECT_EQ(address_of({{"x-forwarded-for", claim}, {"x-forwarded-for", "192.0.2.7"}}),
              "192.0.2.7")
        << claim;
  }
  EXPECT_FALSE(heard({{"x-forwarded-proto", "https"}, {"x-forwarded-proto", "http"}}).secure);
  EXPECT_TRUE(heard({{"x-forwarded-proto", "http"}, {"x-forwarded-proto", "https"}}).secure);
}

TEST(HttpForwarding, WhatIsNoAddressChangesNothing) {
  for (const char* claim :
       {"", "unknown", "192.0.2.7:4711", "[2001:db8::7]", "192.0.2.7 x", "_a"}) {
    EXPECT_EQ(address_of({{"x-forwarded-for", claim}}), "127.0.0.1") << claim;
  }
}

}  // namespace
}  // namespace hd::platform
