#include "access/actor.h"

#include <algorithm>

namespace hd::access {

std::vector<directory::OrgId> Actor::organisations(base::Date day) const {
  std::vector<directory::OrgId> found;
  for (const Post& post : posts) {
    if (post.valid_on(day) && std::ranges::find(found, post.org) == found.end()) {
      found.push_back(post.org);
    }
  }
  return found;
}

bool Actor::has_role(Role role, base::Date day) const {
  return std::ranges::any_of(
      posts, [&](const Post& post) { return post.role == role && post.valid_on(day); });
}

Actor anonymous() {
  return {UserId::of_key("user.nobody")};
}

Actor system_actor() {
  return {UserId::of_key("user.system")};
}

}  // namespace hd::access
