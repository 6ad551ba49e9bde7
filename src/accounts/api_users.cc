#include <utility>

#include "accounts/api.h"
#include "accounts/api_audit.h"
#include "accounts/api_json.h"
#include "server/names.h"

namespace hd::accounts {
namespace {

constexpr std::size_t kReasonCharacters = 500;
constexpr std::size_t kBasisCharacters = 300;
constexpr std::size_t kPostsAtOnce = 10;

/// ?name as an id: absent is nullopt, malformed matches nothing. Errors: not_found.
template <class IdType>
base::Result<std::optional<IdType>> query_id(const Call& call, std::string_view name) {
  const std::string text = call.query(name);
  if (text.empty()) return std::optional<IdType>();
  const auto id = IdType::parse(text);
  if (!id) return base::invalid({{std::string(name), "malformed_id"}});
  return id;
}

template <class View>
base::Result<Reply> reply(const base::Result<View>& view, int status) {
  if (!view) return view.error();
  return Reply{.body = to_json(*view), .status = status};
}

/// The fields that UserPostInput and PostInput share. nullopt after a complaint.
std::optional<NewPost> read_post(JsonReader& in) {
  const access::Role role = in.choice("role", access::kRoleNames);
  const auto organisation = in.id<directory::OrgId>("organisation_id");
  const auto unit = in.optional_id<directory::UnitId>("unit_id");
  const base::Date from = in.date("valid_from");
  const auto to = in.optional_date("valid_to");
  if (!organisation) return std::nullopt;
  return NewPost{role, *organisation, unit, from, to, {}};
}

std::optional<std::string> optional_present(JsonReader& in, std::string_view key, std::size_t max) {
  if (!in.has(key)) return std::nullopt;
  return in.optional_text(key, max);
}

base::Result<NewUser> read_user(const Json& body) {
  JsonReader in(body);
  NewUser user{.username = in.text("username", kUsernameMaxCharacters),
               .display_name = in.text("display_name", kNameMaxCharacters)};
  const std::string email = in.optional_text("email", kNameMaxCharacters);
  if (!email.empty()) user.email = email;
  user.language = in.optional_choice("language", kLanguageNames).value_or(Language::vi);
  std::size_t number = 0;
  for (const Json& item : in.optional_array("posts", kPostsAtOnce)) {
    JsonReader part(item, "posts." + std::to_string(number++) + ".");
    if (const auto post = read_post(part)) user.posts.push_back(*post);
    in.absorb(part);
  }
  return in.finish(std::move(user));
}

base::Result<UserChange> read_change(const Json& body) {
  JsonReader in(body);
  UserChange change{.version = in.number("version", 1, INT64_MAX)};
  change.display_name = optional_present(in, "display_name", kNameMaxCharacters);
  change.email = optional_present(in, "email", kNameMaxCharacters);
  change.language = in.optional_choice("language", kLanguageNames);
  change.closed = in.optional_flag("closed");
  return in.finish(std::move(change));
}

base::Result<Reply> list_users(Operations& operations, Transaction& tx, const Call& call) {
  const auto page = operations.users().list(tx, call.now, call.actor, call.query("q"),
                                            call.query("cursor"), call.limit());
  JsonArray items;
  for (const auto& user : page.items) items.push_back(to_json(user));
  return server::page(std::move(items), page.next);
}

base::Result<Reply> show_user(Operations& operations, Transaction& tx, const Call& call) {
  const auto id = call.id<access::UserId>();
  if (!id) return id.error();
  return reply(operations.users().find(tx, call.now, call.actor, *id), 200);
}

base::Result<Reply> create_user(Operations& operations, Transaction& tx, const Call& call) {
  const auto user = read_user(call.body);
  if (!user) return user.error();
  return reply(operations.users().create(tx, call.now, call.actor, *user), 201);
}

base::Result<Reply> save_user(Operations& operations, Transaction& tx, const Call& call) {
  const auto id = call.id<access::UserId>();
  if (!id) return id.error();
  const auto change = read_change(call.body);
  if (!change) return change.error();
  return reply(operations.users().save(tx, call.now, call.actor, *id, *change), 200);
}

base::Result<Reply> reset_user(Operations& operations, Transaction& tx, const Call& call) {
  const auto id = call.id<access::UserId>();
  if (!id) return id.error();
  JsonReader in(call.body);
  const std::int64_t version = in.number("version", 1, INT64_MAX);
  const auto reason = in.finish(in.text("reason", kReasonCharacters));
  if (!reason) return reason.error();
  return reply(operations.users().reset(tx, call.now, call.actor, *id, version, *reason), 200);
}

base::Result<Reply> list_posts(Operations& operations, Transaction& tx, const Call& call) {
  const auto user = query_id<access::UserId>(call, "user_id");
  if (!user) return user.error();
  const auto organisation = query_id<directory::OrgId>(call, "organisation_id");
  if (!organisation) return organisation.error();
  const auto page = operations.users().list_posts(tx, call.now, call.actor, *user, *organisation,
                                                  call.query("cursor"), call.limit());
  JsonArray items;
  for (const auto& post : page.items) items.push_back(to_json(post));
  return server::page(std::move(items), page.next);
}

base::Result<Reply> give_post(Operations& operations, Transaction& tx, const Call& call) {
  JsonReader in(call.body);
  const auto user = in.id<access::UserId>("user_id");
  auto post = read_post(in);
  const std::string basis = in.optional_text("basis", kBasisCharacters);
  const auto complete = in.finish(base::Done{});
  if (!complete) return complete.error();
  post->basis = basis;
  return reply(operations.users().give_post(tx, call.now, call.actor, *user, *post), 201);
}

base::Result<Reply> end_post(Operations& operations, Transaction& tx, const Call& call) {
  const auto id = call.id<access::PostId>();
  if (!id) return id.error();
  JsonReader in(call.body);
  const auto ending = in.finish(Users::Ending{.version = in.number("version", 1, INT64_MAX),
                                              .valid_to = in.date("valid_to"),
                                              .reason = in.text("reason", kReasonCharacters)});
  if (!ending) return ending.error();
  return reply(operations.users().end_post(tx, call.now, call.actor, *id, *ending), 200);
}

}  // namespace

void add_administration_routes(server::Router& router, Operations& operations) {
  const auto with = [&operations](auto handler) {
    return [&operations, handler](Transaction& tx, const Call& call) {
      return handler(operations, tx, call);
    };
  };
  constexpr auto kManage = Permission::users_manage;
  router.read("/api/v1/users", kManage, with(list_users));
  router.write("POST", "/api/v1/users", kManage, with(create_user));
  router.read("/api/v1/users/{id}", kManage, with(show_user));
  router.write("PUT", "/api/v1/users/{id}", kManage, with(save_user));
  router.write("POST", "/api/v1/users/{id}/resets", kManage, with(reset_user));
  router.read("/api/v1/posts", kManage, with(list_posts));
  router.write("POST", "/api/v1/posts", kManage, with(give_post));
  router.write("POST", "/api/v1/posts/{id}/endings", kManage, with(end_post));
  router.sensitive_read("GET", "/api/v1/audit-entries", Permission::audit_read, list_audit_entries);
  router.read("/api/v1/audit-heads", Permission::audit_read, list_audit_heads);
}

}  // namespace hd::accounts
