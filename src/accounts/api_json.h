#pragma once
// What accounts look like in JSON: the schemas Session, User, Post and so on of api/openapi.yaml.

#include <string>

#include "accounts/operations.h"
#include "platform/json.h"

namespace hd::accounts {

/// Schema Session.
platform::Json to_json(const SessionView& view, base::Timestamp now, bool insecure_test_mode);
/// Schema SessionLine.
platform::Json to_json(const SessionRecord& session, bool is_current);
/// Schema SecondFactorEnrolment.
platform::Json to_json(const Enrolment& enrolment);
/// Schema Post.
platform::Json to_json(const PostView& view);
/// Schema User.
platform::Json to_json(const UserView& view);
/// Schema UserWithCode.
platform::Json to_json(const Invitation& invitation);

}  // namespace hd::accounts
