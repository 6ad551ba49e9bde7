#include "access/decide.h"

#include <algorithm>

#include "access/rules.h"

namespace hd::access {
namespace {

template <class T>
bool contains(const std::vector<T>& values, const T& wanted) {
  return std::ranges::find(values, wanted) != values.end();
}

/// Everything one post has to do with a record; several may hold at once.
struct Standing {
  bool author = false, owner = false, delegate = false, receiver = false;
  std::array<bool, kMemberKindNames.size()> member = {};
};

constexpr Relation relation_of(MemberKind kind) {
  switch (kind) {
    case MemberKind::support:
      return Relation::member_support;
    case MemberKind::protection:
      return Relation::member_protection;
    case MemberKind::investigation:
      return Relation::member_investigation;
    case MemberKind::legal:
      return Relation::member_legal;
    case MemberKind::interpreter:
      return Relation::member_interpreter;
  }
  return Relation::none;
}

Standing standing_of(const UserId& user, const Post& post, const Object& object) {
  Standing standing{.owner = object.owner_org == post.org};
  standing.author = standing.owner && object.author == user;
  standing.delegate = !standing.owner && post.unit && contains(object.units, *post.unit);
  standing.receiver = !standing.owner && contains(object.receiver_orgs, post.org);
  for (const Member& member : object.members) {
    if (member.user == user && member.org == post.org) {
      standing.member[static_cast<std::size_t>(member.kind)] = true;
    }
  }
  return standing;
}

/// Whether a row for `wanted` is for this post: an author is one of the owner's people, too, and a
/// delegate may be one of the receiver's.
bool fits(Relation wanted, const Standing& standing) {
  if (wanted == Relation::none) return true;
  if (wanted == Relation::author) return standing.author;
  if (wanted == Relation::owner) return standing.owner;
  if (wanted == Relation::delegate) return standing.delegate;
  if (wanted == Relation::receiver) return standing.receiver;
  return std::ranges::any_of(kMemberKindNames, [&](const auto& name) {
    return relation_of(name.value) == wanted &&
           standing.member[static_cast<std::size_t>(name.value)];
  });
}

/// What a row releases of this record: for those who were asked no more than consent opens, or, in
/// danger to life, a manager.
std::uint8_t released(const Rule& rule, const Object& object) {
  const bool asked = rule.relation == Relation::receiver || rule.relation == Relation::delegate;
  if (!asked || !object.consent_marks) return rule.marks;
  auto open = static_cast<std::uint8_t>(*object.consent_marks | object.override_marks);
  if ((open & kIdentity) == 0) open = 0;  // what she told tells who she is
  return static_cast<std::uint8_t>(rule.marks & (kWork | open));
}

}  // namespace

Relation relation_of(const UserId& user, const Post& post, const Object& object) {
  if (contains(object.excluded, user)) return Relation::excluded;
  const Standing standing = standing_of(user, post, object);
  if (standing.author) return Relation::author;
  for (const auto& name : kMemberKindNames) {
    if (standing.member[static_cast<std::size_t>(name.value)]) return relation_of(name.value);
  }
  if (standing.owner) return Relation::owner;
  if (standing.delegate) return Relation::delegate;
  if (standing.receiver) return Relation::receiver;
  return Relation::none;
}

Decision decide(const Actor& actor, Permission action, const Object& object, base::Date today) {
  Decision best;
  if (contains(object.excluded, actor.user)) return best;
  for (const Post& post : actor.posts) {
    if (!post.valid_on(today)) continue;
    const Standing standing = standing_of(actor.user, post, object);
    for (const Rule& rule : rules_of(action)) {
      if (rule.role != post.role ||
          (rule.stages & (1U << static_cast<unsigned>(object.stage))) == 0)
        continue;
      if (!fits(rule.relation, standing)) continue;
      const std::uint8_t marks = released(rule, object);
      if (best.allowed && marks <= best.marks) continue;
      best = {.allowed = true,
              .marks = marks,
              .post = post.id,
              .rule = static_cast<int>(&rule - rules().data())};
    }
  }
  return best;
}

bool may(const Actor& actor, Permission action, base::Date today) {
  if (action == Permission::anyone) return true;
  if (action == Permission::signed_in) return actor.session.has_value();
  return std::ranges::any_of(actor.posts, [&](const Post& post) {
    return post.valid_on(today) && std::ranges::any_of(rules_of(action), [&](const Rule& rule) {
             return rule.role == post.role;
           });
  });
}

std::vector<std::string> permissions_of(const Actor& actor, base::Date today) {
  std::vector<std::string> names;
  for (const auto& entry : kPermissionNames) {
    if (may(actor, entry.value, today)) names.emplace_back(entry.name);
  }
  return names;
}

}  // namespace hd::access
