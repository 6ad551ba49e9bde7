#include "access/actor.h"

#include <gtest/gtest.h>

#include "access/testing.h"

namespace hd::access::testing {
namespace {

using base::testing::id;

TEST(Actor, WorksForEachOrganisationOnceAndOnlyWhileThePostLasts) {
  Actor actor = in_post(1, Role::counsellor, kHotline);
  actor.posts.push_back(in_post(2, Role::shift_lead, kHotline).posts[0]);
  actor.posts.push_back(in_post(3, Role::wg_member, kHealth).posts[0]);
  actor.posts.push_back(in_post(4, Role::wg_member, kPolice).posts[0]);
  actor.posts[3].valid_from = base::plus_days(kToday, 1);
  EXPECT_EQ(actor.organisations(kToday), (std::vector{kHotline, kHealth}));
}

TEST(Actor, HasARoleWhileThePostLasts) {
  const Actor actor = in_post(1, Role::counsellor, kHotline);
  EXPECT_TRUE(actor.has_role(Role::counsellor, kToday));
  EXPECT_FALSE(actor.has_role(Role::counsellor, base::plus_days(kToday, -1)));
  EXPECT_FALSE(actor.has_role(Role::auditor, kToday));
}

TEST(Actor, APostHoldsFromItsFirstToItsLastDay) {
  Post post = in_post(1, Role::counsellor, kHotline).posts[0];
  EXPECT_FALSE(post.valid_on(base::plus_days(kToday, -1)));
  EXPECT_TRUE(post.valid_on(kToday));
  EXPECT_TRUE(post.valid_on(base::plus_days(kToday, 999)));
  post.valid_to = base::plus_days(kToday, 2);
  EXPECT_TRUE(post.valid_on(base::plus_days(kToday, 2)));
  EXPECT_FALSE(post.valid_on(base::plus_days(kToday, 3)));
}

TEST(Actor, NobodyAndTheSystemAreTwo) {
  EXPECT_NE(anonymous().user, system_actor().user);
  EXPECT_FALSE(anonymous().session);
  EXPECT_TRUE(system_actor().posts.empty());
}

/// A record that has everybody: each relation of user 1 is added by a test.
std::string relation(int user, const directory::OrgId& org, const Object& object,
                     std::optional<directory::UnitId> unit = std::nullopt) {
  const Post post = in_post(user, Role::counsellor, org, std::move(unit)).posts[0];
  return std::string(base::name_of(kRelationNames, relation_of(id<UserId>(user), post, object)));
}

TEST(Relation, TheFirstThatHoldsCounts) {
  Object object{.stage = Stage::accepted, .owner_org = kHotline};
  EXPECT_EQ(relation(1, kHealth, object, kWard), "none");
  object.receiver_orgs = {kHealth};
  EXPECT_EQ(relation(1, kHealth, object, kWard), "receiver");
  EXPECT_EQ(relation(1, kPolice, object, kWard), "none");
  object.units = {kWard};
  EXPECT_EQ(relation(1, kHealth, object, kWard), "delegate");
  EXPECT_EQ(relation(1, kHealth, object), "receiver");
  EXPECT_EQ(relation(1, kHotline, object, kWard), "owner") << "who owns it was not asked";
  object.receiver_orgs = {kHotline};
  EXPECT_EQ(relation(1, kHotline, object, kWard), "owner");
  object.author = id<UserId>(1);
  EXPECT_EQ(relation(1, kHotline, object), "author");
  EXPECT_EQ(relation(2, kHotline, object), "owner");
  EXPECT_EQ(relation(1, kPolice, object), "none") << "who moved is no author";
  object.members = {{id<UserId>(1), kPolice, MemberKind::legal}};
  EXPECT_EQ(relation(1, kPolice, object), "member_legal");
  EXPECT_EQ(relation(1, kHealth, object), "none") << "called in as one of the police";
  EXPECT_EQ(relation(2, kPolice, object), "none");
  EXPECT_EQ(relation(1, kHotline, object), "author");
  object.excluded = {id<UserId>(1)};
  EXPECT_EQ(relation(1, kHotline, object), "excluded");
}

TEST(Relation, EveryKindOfMemberIsOne) {
  for (const auto& kind : kMemberKindNames) {
    const Object object{.stage = Stage::accepted,
                        .owner_org = kHotline,
                        .members = {{id<UserId>(1), kPolice, kind.value}}};
    EXPECT_EQ(relation(1, kPolice, object), "member_" + std::string(kind.name));
  }
}

}  // namespace
}  // namespace hd::access::testing
