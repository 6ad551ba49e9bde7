#include "accounts/api_json.h"

#include <utility>

#include "server/names.h"

namespace hd::accounts {
namespace {

/// What Session and Post say alike.
JsonObject post_fields(const PostView& view) {
  const access::Post& post = view.record.post;
  return {
      {"id", post.id},
      {"role", base::name_of(access::kRoleNames, post.role)},
      {"organisation_id", post.org},
      {"organisation_name", view.organisation_name},
      {"unit_id", post.unit},
      {"unit_name", text_or_null(view.unit_name)},
      {"valid_from", post.valid_from},
      {"valid_to", post.valid_to},
  };
}

}  // namespace

Json to_json(const SessionView& view, base::Timestamp now, bool insecure_test_mode) {
  JsonArray posts;
  for (const PostView& post : view.posts) posts.emplace_back(post_fields(post));
  JsonArray permissions;
  for (const auto& permission : view.permissions) permissions.emplace_back(permission);
  const auto idle = std::chrono::duration_cast<std::chrono::seconds>(kIdleLimit).count();
  return JsonObject{
      {"id", view.session.id},
      {"user", JsonObject{{"id", view.user.id},
                          {"username", view.user.username},
                          {"display_name", view.user.display_name},
                          {"language", base::name_of(kLanguageNames, view.user.language)}}},
      {"posts", std::move(posts)},
      {"permissions", std::move(permissions)},
      {"csrf_token", view.csrf_token},
      {"expires_at", expires_at(view.session)},
      {"idle_seconds", std::int64_t{idle}},
      {"server_time", now},
      {"insecure_test_mode", insecure_test_mode},
  };
}

Json to_json(const SessionRecord& session, bool is_current) {
  return JsonObject{
      {"id", session.id},
      {"created_at", session.created_at},
      {"last_seen_at", session.last_seen_at},
      {"current", is_current},
      {"device", text_or_null(session.device)},
  };
}

Json to_json(const Enrolment& enrolment) {
  return JsonObject{
      {"id", enrolment.id},
      {"otpauth_uri", enrolment.otpauth_uri},
      {"qr_svg", enrolment.qr_svg},
      {"recovery_codes", platform::texts_json(enrolment.recovery_codes)},
  };
}

Json to_json(const PostView& view) {
  JsonObject object = post_fields(view);
  object.emplace_back("user_id", view.record.user);
  object.emplace_back("user_name", view.user_name);
  object.emplace_back("version", view.record.version);
  return object;
}

Json to_json(const UserView& view) {
  JsonArray posts;
  for (const PostView& post : view.posts) posts.push_back(to_json(post));
  const User& user = view.user;
  return JsonObject{
      {"id", user.id},
      {"username", user.username},
      {"display_name", user.display_name},
      {"email", user.email},
      {"language", base::name_of(kLanguageNames, user.language)},
      {"state", base::name_of(kStateNames, user.state)},
      {"second_factor", view.second_factor},
      {"last_sign_in_at", user.last_sign_in_at},
      {"posts", std::move(posts)},
      {"version", user.version},
  };
}

Json to_json(const Invitation& invitation) {
  return JsonObject{
      {"user", to_json(invitation.user)},
      {"enrolment_code", invitation.code},
      {"valid_until", invitation.valid_until},
  };
}

}  // namespace hd::accounts
