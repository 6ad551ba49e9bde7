#pragma once
// For tests only: a whole installation with accounts, and browsers that keep their cookies.

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <gtest/gtest.h>

#include "accounts/api.h"
#include "accounts/operations_demo.h"
#include "directory/testing.h"
#include "platform/totp.h"
#include "server/testing.h"
#include "vault/testing.h"

namespace hd::accounts::testing {

inline constexpr std::string_view kPassword = "con trâu ăn cỏ bờ sông";

/// Argon2id as cheap as it gets: tests are about rules, not about cost.
inline constexpr platform::PasswordCost kCheap{1, 8192};

inline DemoAccount account(const std::string& username, access::Role role,
                           const std::string& organisation = "org.hotline_111") {
  return {.username = username,
          .display_name = "Người Thử",
          .role = role,
          .organisation = organisation,
          .valid_from = *base::parse_date("2025-07-01")};
}

struct House {
  explicit House(HashPool::Options hashing = {2, 32, kCheap}, bool test_mode = true)
      : operations(*database, *vault, {hashing, test_mode}) {
    add_routes(router, operations);
    add_view_routes(router, *vault);
  }

  /// An account that signs in with kPassword and, in test mode, 000000.
  void add(const DemoAccount& who) {
    const auto hash = operations.pool().hash(kPassword).value();
    database->write(
        [&](platform::Transaction& tx) { return add_demo_accounts(tx, now, *vault, {who}, hash); });
  }

  std::int64_t count(std::string_view sql) {
    return database->read(
        [&](platform::Transaction& tx) { return tx.query(sql).front().number("n"); });
  }

  std::unique_ptr<platform::Database> database = directory::testing::filled_database();
  std::unique_ptr<vault::Vault> vault = vault::testing::vault();
  base::Timestamp now = base::testing::at_minute(0);
  Operations operations;
  server::Router router{{.database = *database,
                         .vault = *vault,
                         .clock = [this] { return now; },
                         .authenticate = authenticator(operations),
                         .insecure_test_mode = true}};
};

/// Somebody at a computer.
class Browser {
 public:
  explicit Browser(House& house, std::string address = "192.0.2.7")
      : house_(house), address_(std::move(address)) {}

  platform::HttpResponse send(const std::string& method, const std::string& path,
                              const platform::Json& body = {}) {
    auto request =
        server::testing::request(method, "/api/v1" + path, body.is_null() ? "" : body.dump());
    request.remote_address = address_;
    request.headers.emplace_back("user-agent", "Mozilla/5.0 (X11; Linux) Firefox/128.0");
    std::erase_if(request.headers, [](const auto& line) { return line.first == "x-csrf-token"; });
    request.headers.emplace_back("x-csrf-token", csrf);
    std::string jar;
    for (const auto& [name, value] : cookies) jar += (jar.empty() ? "" : "; ") + name + "=" + value;
    if (!jar.empty()) request.headers.emplace_back("cookie", jar);
    auto response = server::testing::answer_of(house_.router, request);
    keep_cookies(response);
    const auto token = server::testing::text_of(response, "csrf_token");
    if (!token.empty()) csrf = token;
    return response;
  }

  platform::HttpResponse sign_in(const std::string& username, std::string_view password = kPassword,
                                 const std::string& totp = "000000") {
    return send(
        "POST", "/sessions",
        platform::JsonObject{{"username", username}, {"password", password}, {"totp", totp}});
  }

  std::map<std::string, std::string> cookies;
  std::string csrf = "none";

 private:
  void keep_cookies(const platform::HttpResponse& response) {
    for (const auto& [name, value] : response.headers) {
      if (name != "Set-Cookie") continue;
      const auto equals = value.find('=');
      cookies[value.substr(0, equals)] = value.substr(equals + 1, value.find(';') - equals - 1);
    }
  }

  House& house_;
  std::string address_;
};

/// "401 sign_in.failed", or "201" for a success.
inline std::string outcome(const platform::HttpResponse& response) {
  const auto code = server::testing::text_of(response, "code");
  return std::to_string(response.status) + (code.empty() ? "" : " " + code);
}

/// "field: code" of the first complaint.
inline std::string complaint(const platform::HttpResponse& response) {
  const auto body = server::testing::body_of(response);
  const auto* fields = body.member("fields");
  if (fields == nullptr || fields->get_if<platform::JsonArray>()->empty()) return "";
  const auto& first = fields->get_if<platform::JsonArray>()->front();
  return *first.member("field")->get_if<std::string>() + ": " +
         *first.member("code")->get_if<std::string>();
}

/// A member of the body that is a number.
inline std::int64_t number_of(const platform::HttpResponse& response, std::string_view key) {
  const auto body = server::testing::body_of(response);
  const auto* member = body.member(key);
  return member == nullptr ? -1 : *member->get_if<std::int64_t>();
}

}  // namespace hd::accounts::testing
