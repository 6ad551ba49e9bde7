#include <utility>

#include "accounts/api.h"
#include "accounts/api_json.h"
#include "server/checks.h"
#include "server/names.h"

namespace hd::accounts {
namespace {

constexpr std::size_t kPasswordInput = 200;
constexpr std::size_t kCodeInput = 40;
constexpr std::size_t kTotpDigits = 6;

std::string_view device_cookie(bool secure) {
  return secure ? "__Host-hd_device" : "hd_device";
}

Caller caller_of(const platform::HttpRequest& request) {
  return {.device_token = std::string(request.cookie(device_cookie(request.secure))),
          .address = request.remote_address,
          .user_agent = std::string(request.header("user-agent"))};
}

/// A cookie that no script reads and no other site sends along. `max_age` in seconds; "" for one
/// that ends with the browser.
std::pair<std::string, std::string> cookie(const platform::HttpRequest& request,
                                           std::string_view name, const std::string& value,
                                           std::string_view max_age) {
  std::string text = std::string(name) + "=" + value + "; Path=/; HttpOnly; SameSite=Strict";
  if (request.secure) text += "; Secure";
  if (!max_age.empty()) text += "; Max-Age=" + std::string(max_age);
  return {"Set-Cookie", std::move(text)};
}

platform::HttpResponse json_response(int status, const Json& body) {
  return {.status = status,
          .headers = {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}},
          .body = body.dump()};
}

platform::HttpResponse opened_response(const Operations& operations, const Call& call,
                                       const Opened& opened) {
  auto response =
      json_response(201, to_json(opened.view, call.now, operations.insecure_test_mode()));
  const bool secure = call.request.secure;
  response.headers.push_back(cookie(call.request, server::cookie_name(secure), opened.token, ""));
  response.headers.push_back(
      cookie(call.request, device_cookie(secure), opened.device_token, "31536000"));
  return response;
}

/// 204 with the session's new token.
platform::HttpResponse renewed_response(const Call& call, const std::string& token) {
  return {.status = 204,
          .headers = {cookie(call.request, server::cookie_name(call.request.secure), token, ""),
                      {"Cache-Control", "no-store"}}};
}

/// One of the two.
void read_second_factor(JsonReader& in, Attempt& attempt) {
  attempt.totp = in.optional_text("totp", kTotpDigits);
  attempt.recovery_code = in.optional_text("recovery_code", kCodeInput);
  if (attempt.totp.empty() == attempt.recovery_code.empty()) in.complain("totp", "required");
}

base::Result<platform::HttpResponse> sign_in(Operations& operations, const Call& call) {
  JsonReader in(call.body);
  Attempt attempt{.username = in.text("username", kUsernameMaxCharacters),
                  .password = in.text("password", kPasswordInput)};
  read_second_factor(in, attempt);
  const auto read = in.finish(std::move(attempt));
  if (!read) return read.error();
  const auto opened = operations.sign_in().sign_in(*read, caller_of(call.request), call.now);
  if (!opened) return opened.error();
  return opened_response(operations, call, *opened);
}

base::Result<platform::HttpResponse> activate(Operations& operations, const Call& call) {
  JsonReader in(call.body);
  const std::string username = in.text("username", kUsernameMaxCharacters);
  const std::string code = in.text("enrolment_code", kCodeInput);
  const std::string password = in.text("new_password", kPasswordInput);
  const auto read = in.finish(base::Done{});
  if (!read) return read.error();
  const auto enrolment =
      operations.sign_in().activate(username, code, password, caller_of(call.request), call.now);
  if (!enrolment) return enrolment.error();
  return json_response(201, to_json(*enrolment));
}

base::Result<platform::HttpResponse> confirm_activation(Operations& operations, const Call& call) {
  const auto id = call.id<EnrolmentId>();
  if (!id) return id.error();
  JsonReader in(call.body);
  const auto totp = in.finish(in.text("totp", kTotpDigits));
  if (!totp) return totp.error();
  const auto opened =
      operations.sign_in().confirm_activation(*id, *totp, caller_of(call.request), call.now);
  if (!opened) return opened.error();
  return opened_response(operations, call, *opened);
}

base::Result<std::string> read_password(const Call& call) {
  JsonReader in(call.body);
  return in.finish(in.text("password", kPasswordInput));
}

base::Result<platform::HttpResponse> prove(Operations& operations, const Call& call) {
  const auto password = read_password(call);
  if (!password) return password.error();
  const auto token =
      operations.sign_in().prove(call.actor, *password, caller_of(call.request), call.now);
  if (!token) return token.error();
  return renewed_response(call, *token);
}

base::Result<platform::HttpResponse> change_password(Operations& operations, const Call& call) {
  JsonReader in(call.body);
  const auto change = in.finish(
      SignIn::PasswordChange{.current_password = in.text("current_password", kPasswordInput),
                             .new_password = in.text("new_password", kPasswordInput),
                             .totp = in.text("totp", kTotpDigits)});
  if (!change) return change.error();
  const auto token =
      operations.sign_in().change_password(call.actor, *change, caller_of(call.request), call.now);
  if (!token) return token.error();
  return renewed_response(call, *token);
}

base::Result<platform::HttpResponse> start_second_factor(Operations& operations, const Call& call) {
  JsonReader in(call.body);
  Attempt proof{.username = {}, .password = in.text("password", kPasswordInput)};
  read_second_factor(in, proof);
  const auto read = in.finish(std::move(proof));
  if (!read) return read.error();
  const auto enrolment = operations.sign_in().start_second_factor(
      call.actor, *read, caller_of(call.request), call.now);
  if (!enrolment) return enrolment.error();
  return json_response(201, to_json(*enrolment));
}

base::Result<server::Reply> confirm_second_factor(Operations& operations, platform::Transaction& tx,
                                                  const Call& call) {
  const auto id = call.id<EnrolmentId>();
  if (!id) return id.error();
  JsonReader in(call.body);
  const auto totp = in.finish(in.text("totp", kTotpDigits));
  if (!totp) return totp.error();
  const auto done =
      operations.sign_in().confirm_second_factor(tx, call.now, call.actor, *id, *totp);
  if (!done) return done.error();
  return server::Reply{.status = 204};
}

base::Result<server::Reply> current(Operations& operations, platform::Transaction& tx,
                                    const Call& call) {
  const auto view = operations.sessions().view(tx, call.now, call.actor);
  if (!view) return view.error();
  return server::ok(to_json(*view, call.now, operations.insecure_test_mode()));
}

base::Result<server::Reply> list(Operations& operations, platform::Transaction& tx,
                                 const Call& call) {
  platform::JsonArray items;
  for (const auto& session : operations.sessions().list(tx, call.now, call.actor)) {
    items.push_back(to_json(session, session.id == call.actor.session));
  }
  return server::ok(platform::JsonObject{{"items", std::move(items)}});
}

base::Result<server::Reply> set_language(Operations& operations, platform::Transaction& tx,
                                         const Call& call) {
  JsonReader in(call.body);
  const auto language = in.finish(in.choice("language", kLanguageNames));
  if (!language) return language.error();
  const auto done = operations.users().set_language(tx, call.now, call.actor, *language);
  if (!done) return done.error();
  return current(operations, tx, call);
}

base::Result<platform::HttpResponse> sign_out(Operations& operations, platform::Database& database,
                                              const Call& call) {
  const auto done = database.write([&](platform::Transaction& tx) {
    return operations.sessions().end_own(tx, call.now, call.actor);
  });
  if (!done) return done.error();
  // The device cookie stays: it is what keeps this browser out of an attacker's queue.
  return platform::HttpResponse{
      .status = 204,
      .headers = {cookie(call.request, server::cookie_name(call.request.secure), "", "0"),
                  {"Clear-Site-Data", R"("cache", "storage")"},
                  {"Cache-Control", "no-store"}}};
}

base::Result<platform::HttpResponse> end(Operations& operations, platform::Database& database,
                                         const Call& call) {
  const auto id = call.id<access::SessionId>();
  if (!id) return id.error();
  const auto done = database.write([&](platform::Transaction& tx) {
    return operations.sessions().end(tx, call.now, call.actor, *id);
  });
  if (!done) return done.error();
  return platform::HttpResponse{.status = 204, .headers = {{"Cache-Control", "no-store"}}};
}

}  // namespace

server::Authenticator authenticator(Operations& operations) {
  return [&operations](platform::Transaction& tx, const platform::HttpRequest& request,
                       base::Timestamp now) -> base::Result<server::Session> {
    const auto token = request.cookie(server::cookie_name(request.secure));
    const bool is_use = request.path != "/api/v1/events";  // a page left alone keeps listening
    auto live = operations.sessions().authenticate(tx, token, is_use, now);
    if (!live) return live.error();
    std::string csrf_token;  // what reads is not asked for it
    if (!server::is_safe(request.method)) {
      csrf_token = operations.sessions().csrf_token(live->session.id);
    }
    return server::Session{std::move(live->actor), std::move(csrf_token)};
  };
}

void add_session_routes(server::Router& router, Operations& operations) {
  const auto plain = [&operations](auto handler) {
    return [&operations, handler](const Call& call) { return handler(operations, call); };
  };
  const auto in_tx = [&operations](auto handler) {
    return [&operations, handler](platform::Transaction& tx, const Call& call) {
      return handler(operations, tx, call);
    };
  };
  const auto in_own_tx = [&operations](auto handler) {
    return [&operations, handler](const Call& call) {
      return handler(operations, operations.database(), call);
    };
  };
  router.plain("POST", "/api/v1/sessions", Permission::anyone, plain(sign_in));
  router.read("/api/v1/sessions", Permission::signed_in, in_tx(list));
  router.read("/api/v1/sessions/current", Permission::signed_in, in_tx(current));
  router.plain("DELETE", "/api/v1/sessions/current", Permission::signed_in, in_own_tx(sign_out));
  router.plain("POST", "/api/v1/sessions/current/confirmations", Permission::signed_in,
               plain(prove));
  router.plain("DELETE", "/api/v1/sessions/{id}", Permission::signed_in, in_own_tx(end));
  router.plain("POST", "/api/v1/account-activations", Permission::anyone, plain(activate));
  router.plain("POST", "/api/v1/account-activations/{id}/confirmations", Permission::anyone,
               plain(confirm_activation));
  router.plain("POST", "/api/v1/password-changes", Permission::signed_in, plain(change_password));
  router.plain("POST", "/api/v1/second-factor-enrolments", Permission::signed_in,
               plain(start_second_factor));
  router.write("POST", "/api/v1/second-factor-enrolments/{id}/confirmations", Permission::signed_in,
               in_tx(confirm_second_factor));
  router.write("PUT", "/api/v1/preferences", Permission::signed_in, in_tx(set_language));
}

void add_routes(server::Router& router, Operations& operations) {
  add_session_routes(router, operations);
  add_administration_routes(router, operations);
}

}  // namespace hd::accounts
