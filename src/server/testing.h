#pragma once
// For tests only: a router over a fresh database, with a session for whom the test says.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "access/actor.h"
#include "base/testing.h"
#include "base/text.h"
#include "platform/db.h"
#include "platform/json.h"
#include "platform/testing.h"
#include "server/router.h"
#include "vault/testing.h"
#include "vault/vault.h"

namespace hd::server::testing {

inline constexpr std::string_view kToken = "csrf-token-of-the-test";

/// A request as our own page sends it; `body` is JSON text, "" for none. Changes carry a fresh
/// idempotency key unless the test sets its own.
inline platform::HttpRequest request(std::string method, std::string path, std::string body = "",
                                     std::string key = base::random_uuid()) {
  platform::HttpRequest made{.method = std::move(method), .path = std::move(path)};
  const auto question = made.path.find('?');
  if (question != std::string::npos) {
    for (const auto& pair : base::split(made.path.substr(question + 1), '&')) {
      const auto equals = pair.find('=');
      made.query.emplace_back(pair.substr(0, equals), pair.substr(equals + 1));
    }
    made.path.resize(question);
  }
  made.headers = {{"host", "localhost"}};
  if (made.method != "GET") {
    made.headers.emplace_back("sec-fetch-site", "same-origin");
    made.headers.emplace_back("x-csrf-token", kToken);
    made.headers.emplace_back("idempotency-key", std::move(key));
  }
  if (!body.empty()) made.headers.emplace_back("content-type", "application/json");
  made.body = std::move(body);
  return made;
}

/// The body as JSON; null when there is none or it is no JSON.
inline platform::Json body_of(const platform::HttpResponse& response) {
  auto parsed = platform::parse_json(response.body);
  return parsed ? *std::move(parsed) : platform::Json();
}

/// The text member `key` of the body; "" when absent.
inline std::string text_of(const platform::HttpResponse& response, std::string_view key) {
  const platform::Json body = body_of(response);
  const auto* member = body.member(key);
  const auto* text = member == nullptr ? nullptr : member->get_if<std::string>();
  return text == nullptr ? "" : *text;
}

/// "a,b" of an array of texts; with `key` of an array of objects.
inline std::string words(const platform::Json& body, std::string_view member,
                         std::string_view key = "") {
  std::string text;
  const auto* found = body.member(member);
  const auto* items = found == nullptr ? nullptr : found->get_if<platform::JsonArray>();
  if (items == nullptr) return "?";
  for (const auto& item : *items) {
    const auto* value = key.empty() ? &item : item.member(key);
    const auto* word = value == nullptr ? nullptr : value->get_if<std::string>();
    text += (text.empty() ? "" : ",") + (word == nullptr ? "null" : *word);
  }
  return text;
}

/// The member `key` of the body; false when it is absent or no truth value.
inline bool flag_of(const platform::HttpResponse& response, std::string_view key) {
  const platform::Json body = body_of(response);
  const auto* member = body.member(key);
  const bool* value = member == nullptr ? nullptr : member->get_if<bool>();
  return value != nullptr && *value;
}

inline std::string header_of(const platform::HttpResponse& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return "";
}

inline platform::HttpResponse answer_of(const Router& router,
                                        const platform::HttpRequest& request) {
  return platform::testing::answer_of(
      [&](std::shared_ptr<platform::HttpExchange> exchange) { router.handle(std::move(exchange)); },
      request);
}

/// Everything a router needs. The session is that of `actor`; nobody's when it is nullopt.
struct Stage {
  std::unique_ptr<platform::Database> database = platform::testing::migrated_database();
  std::unique_ptr<vault::Vault> vault = vault::testing::vault();
  base::Timestamp now = base::testing::at_minute(0);
  std::optional<access::Actor> actor = std::nullopt;
  Router router{{.database = *database,
                 .vault = *vault,
                 .clock = [this] { return now; },
                 .authenticate = [this](platform::Transaction&, const platform::HttpRequest&,
                                        base::Timestamp) -> base::Result<Session> {
                   if (!actor) {
                     return base::Error{base::ErrorKind::unauthenticated, "session.missing"};
                   }
                   return Session{*actor, std::string(kToken)};
                 }}};

  /// What the actor gets for a request; `path` is what follows "/api/v1".
  platform::HttpResponse ask(std::string method, const std::string& path, std::string body = "") {
    return answer_of(router, request(std::move(method), "/api/v1" + path, std::move(body)));
  }
  /// The same, with `who` as the actor from now on.
  platform::HttpResponse ask(const access::Actor& who, std::string method, const std::string& path,
                             std::string body = "") {
    actor = who;
    return ask(std::move(method), path, std::move(body));
  }
  /// The number `n` that a statement selects.
  std::int64_t count(const std::string& sql) const {
    return database->read(
        [&](platform::Transaction& tx) { return tx.query(sql).front().number("n"); });
  }

  Stage() = default;
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;
};

/// User number `user` with one post of `role` in organisation number `org`, since 2020.
inline access::Actor actor_with(access::Role role, int user = 1, int org = 1) {
  using base::testing::id;
  return {.user = id<access::UserId>(user),
          .session = id<access::SessionId>(900 + user),
          .posts = {{.id = id<access::PostId>(500 + user),
                     .role = role,
                     .org = id<directory::OrgId>(org),
                     .valid_from = *base::parse_date("2020-01-01")}}};
}

}  // namespace hd::server::testing
