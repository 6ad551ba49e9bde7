// The rules of access as a case worker could check them, and what must hold for all cases at once.

#include "access/decide.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "access/testing.h"

namespace hd::access::testing {
namespace {

using base::testing::id;

const auto kOtherUnit = id<directory::UnitId>(22);

Object conversation(Stage stage) {
  return {.stage = stage, .author = id<UserId>(1), .owner_org = kHotline};
}

/// Asked by user 1 of the hotline; the health body was asked and gave it to the ward.
Object connection(Stage stage) {
  return {.stage = stage,
          .author = id<UserId>(1),
          .owner_org = kHotline,
          .receiver_orgs = {kHealth},
          .units = {kWard}};
}

std::string answer(const Actor& actor, Permission action, const Object& object) {
  const Decision decision = decide(actor, action, object, kToday);
  if (!decision) return "no";
  std::string text = "yes";
  if ((decision.marks & kWork) != 0) text += ", work";
  if ((decision.marks & kIdentity) != 0) text += ", identity";
  if ((decision.marks & kNarrative) != 0) text += ", narrative";
  return text;
}

constexpr auto kAll = "yes, work, identity, narrative";

// Source: conversations stay in their hotline.
TEST(Decide, AConversationIsForItsHotlineAlone) {
  const auto reads = [](const Actor& actor, Stage stage) {
    return answer(actor, Permission::contacts_read, conversation(stage));
  };
  EXPECT_EQ(reads(in_post(1, Role::counsellor, kHotline), Stage::draft), kAll) << "her own draft";
  EXPECT_EQ(reads(in_post(2, Role::counsellor, kHotline), Stage::draft), "no") << "a colleague's";
  EXPECT_EQ(reads(in_post(2, Role::shift_lead, kHotline), Stage::draft), kAll);
  EXPECT_EQ(reads(in_post(2, Role::counsellor, kHotline), Stage::final), kAll);
  for (const auto& role : kRoleNames) {
    const Actor other_hotline = in_post(2, role.value, kPolice);
    EXPECT_EQ(reads(other_hotline, Stage::final), "no") << role.name;
    EXPECT_EQ(reads(other_hotline, Stage::draft), "no") << role.name;
  }
}

// Source: R-013; design principle 5: the card first, identity once it was taken up, nothing after.
TEST(Decide, AnAgencySeesTheCardFirstAndThePersonOnceItHasTakenUpTheConnection) {
  for (const auto& [actor, name] :
       {std::pair(in_post(5, Role::wg_member, kHealth), "member"),
        std::pair(in_post(5, Role::agency_leader, kHealth), "leader"),
        std::pair(in_post(5, Role::unit_officer, kHealth, kWard), "officer of the unit"),
        std::pair(in_post(5, Role::wg_member, kHealth, kWard), "member who works in the unit")}) {
    const auto reads = [&, &who = actor](Stage stage) {
      return answer(who, Permission::connections_read, connection(stage));
    };
    EXPECT_EQ(reads(Stage::draft), "no") << name;
    EXPECT_EQ(reads(Stage::offered), "yes, work") << name;
    EXPECT_EQ(reads(Stage::accepted), kAll) << name;
    EXPECT_EQ(reads(Stage::ended), kAll) << name;
    EXPECT_EQ(reads(Stage::declined), "no") << name;
  }
}

TEST(Decide, AnsweringAnOfferReleasesNoMoreThanTheCard) {
  for (const Permission action : {Permission::connections_answer, Permission::connections_direct}) {
    const Actor leader = in_post(5, Role::agency_leader, kHealth);
    EXPECT_EQ(answer(leader, action, connection(Stage::offered)), "yes, work");
    EXPECT_EQ(answer(leader, action, connection(Stage::accepted)), kAll);
    EXPECT_EQ(answer(leader, action, connection(Stage::ended)), "no");
    EXPECT_EQ(answer(leader, action, connection(Stage::declined)), "no");
  }
}

TEST(Decide, OtherAgenciesAndOtherUnitsSeeNothingOfAConnection) {
  for (const auto& stage : kStageNames) {
    for (const Permission action : {Permission::connections_read, Permission::connections_answer,
                                    Permission::connections_direct, Permission::connections_ask}) {
      EXPECT_EQ(answer(in_post(5, Role::wg_member, kPolice), action, connection(stage.value)),
                "no");
      EXPECT_EQ(answer(in_post(5, Role::unit_officer, kHealth, kOtherUnit), action,
                       connection(stage.value)),
                "no")
          << "an officer sees what the own unit was given";
      EXPECT_EQ(answer(in_post(5, Role::unit_officer, kHealth), action, connection(stage.value)),
                "no");
    }
  }
}

// Source: R-006: whoever asked keeps ownership.
TEST(Decide, TheHotlineKeepsItsConnectionWhateverTheAgencyDoes) {
  for (const auto& stage : kStageNames) {
    EXPECT_EQ(answer(in_post(2, Role::counsellor, kHotline), Permission::connections_read,
                     connection(stage.value)),
              kAll);
    EXPECT_EQ(answer(in_post(2, Role::counsellor, kHotline), Permission::connections_answer,
                     connection(stage.value)),
              "no")
        << "but does not answer for the agency";
  }
}

// Source: R-011.
TEST(Decide, OnlyTheLeaderGivesDirections) {
  for (const auto& role : kRoleNames) {
    const bool leader = role.value == Role::agency_leader;
    EXPECT_EQ(answer(in_post(5, role.value, kHealth, kWard), Permission::connections_direct,
                     connection(Stage::accepted)) == kAll,
              leader)
        << role.name;
  }
}

TEST(Decide, ExclusionDeniesWhateverElseHolds) {
  Object excluded = conversation(Stage::draft);
  excluded.excluded = {id<UserId>(1)};
  EXPECT_EQ(answer(in_post(1, Role::hotline_lead, kHotline), Permission::contacts_read, excluded),
            "no");
  EXPECT_EQ(relation_of(id<UserId>(1), in_post(1, Role::counsellor, kHotline).posts[0], excluded),
            Relation::excluded);
}

TEST(Decide, ARightEndsWithThePost) {
  Actor actor = in_post(1, Role::counsellor, kHotline);
  Post& post = actor.posts[0];
  post.valid_from = base::plus_days(kToday, -10);
  post.valid_to = kToday;
  EXPECT_TRUE(decide(actor, Permission::contacts_read, conversation(Stage::draft), kToday))
      << "the last day still counts";
  EXPECT_FALSE(decide(actor, Permission::contacts_read, conversation(Stage::draft),
                      base::plus_days(kToday, 1)));
  EXPECT_FALSE(decide(actor, Permission::contacts_read, conversation(Stage::draft),
                      base::plus_days(kToday, -11)));
}

TEST(Decide, AUserWhoMovedToAnAgencyIsNoAuthorAnyMore) {
  const Actor moved = in_post(1, Role::wg_member, kHealth);
  EXPECT_EQ(answer(moved, Permission::contacts_read, conversation(Stage::draft)), "no");
  EXPECT_EQ(answer(moved, Permission::contacts_take, conversation(Stage::draft)), "no");
}

TEST(Decide, NamesThePostAndTheRuleItRestsOn) {
  const Actor actor = in_post(1, Role::counsellor, kHotline);
  const Decision decision =
      decide(actor, Permission::contacts_read, conversation(Stage::final), kToday);
  EXPECT_EQ(decision.post, actor.posts[0].id);
  ASSERT_GE(decision.rule, 0);
  EXPECT_EQ(rules()[static_cast<std::size_t>(decision.rule)].action, Permission::contacts_read);
  EXPECT_EQ(decide(actor, Permission::audit_read, {}, kToday).rule, -1);
}

TEST(Decide, WhatIsAboutNobodyNeedsNoRelationAndReleasesNothing) {
  EXPECT_EQ(answer(in_post(1, Role::auditor, kHotline), Permission::audit_read, {}), "yes");
  EXPECT_EQ(answer(in_post(1, Role::counsellor, kHotline), Permission::audit_read, {}), "no");
}

TEST(Decide, OfSeveralPostsTheOneThatGivesMostCountsAndOfEqualOnesTheFirst) {
  const Object object = connection(Stage::offered);
  const Post card = in_post(1, Role::wg_member, kHealth).posts[0];
  const Post all = in_post(2, Role::counsellor, kHotline).posts[0];
  const Post all_too = in_post(3, Role::shift_lead, kHotline).posts[0];
  const auto with = [&](std::vector<Post> posts) {
    const Actor actor{id<UserId>(9), id<SessionId>(9), std::move(posts)};
    const Decision found = decide(actor, Permission::connections_read, object, kToday);
    return std::pair(found.marks, found.post);
  };
  EXPECT_EQ(with({card, all}), std::pair(kAllMarks, std::optional(all.id)));
  EXPECT_EQ(with({all, card}), std::pair(kAllMarks, std::optional(all.id)));
  EXPECT_EQ(with({all, all_too}), std::pair(kAllMarks, std::optional(all.id)));
  EXPECT_EQ(with({all_too, card, all}), std::pair(kAllMarks, std::optional(all_too.id)));
}

TEST(May, OpensTheRoutesOfTheRoleAndNoOthers) {
  const Actor auditor = in_post(1, Role::auditor, kHotline);
  EXPECT_EQ(permissions_of(auditor, kToday),
            (std::vector<std::string>{"anyone", "signed_in", "directory_read", "audit_read"}));
  EXPECT_EQ(permissions_of(anonymous(), kToday), std::vector<std::string>{"anyone"});
  Actor former = auditor;
  former.posts[0].valid_to = base::plus_days(kToday, -1);
  former.posts[0].valid_from = base::plus_days(kToday, -9);
  EXPECT_EQ(permissions_of(former, kToday), (std::vector<std::string>{"anyone", "signed_in"}));
}

// ---- for all cases ----

constexpr int kCases = 100000;

/// Small worlds, so that the same ids meet often.
class Worlds {
 public:
  template <class IdType>
  const IdType& any_id(int kinds) {
    static const auto kIds = [] {
      std::vector<IdType> ids;
      for (int i = 1; i <= 50; ++i) ids.push_back(id<IdType>(i));
      return ids;
    }();
    return kIds[static_cast<std::size_t>(number(0, kinds - 1))];
  }
  Post post() {
    Post made{
        any_id<PostId>(50), pick(kRoleNames).value, any_id<directory::OrgId>(3), {}, kToday, {}};
    if (chance()) made.unit = any_id<directory::UnitId>(3);
    made.valid_from = base::plus_days(kToday, number(-3, 1));
    if (chance()) made.valid_to = base::plus_days(made.valid_from, number(0, 4));
    return made;
  }
  Actor actor() {
    Actor made{any_id<UserId>(3), id<SessionId>(1)};
    for (int i = number(0, 3); i > 0; --i) made.posts.push_back(post());
    return made;
  }
  Object object() {
    Object made{.stage = pick(kStageNames).value};
    if (chance()) made.author = any_id<UserId>(3);
    if (chance()) made.owner_org = any_id<directory::OrgId>(3);
    for (int i = number(0, 2); i > 0; --i)
      made.receiver_orgs.push_back(any_id<directory::OrgId>(3));
    for (int i = number(0, 2); i > 0; --i) made.units.push_back(any_id<directory::UnitId>(3));
    if (number(1, 5) == 1) made.excluded.push_back(any_id<UserId>(3));
    for (int i = number(0, 2); i > 0; --i) made.members.push_back(member());
    if (chance()) made.consent_marks = marks();
    return made;
  }
  Member member() {
    return {any_id<UserId>(3), any_id<directory::OrgId>(3), pick(kMemberKindNames).value};
  }
  std::uint8_t marks() { return static_cast<std::uint8_t>(number(0, kAllMarks)); }
  Permission permission() { return pick(kPermissionNames).value; }
  int number(int low, int high) {
    return low + static_cast<int>(random_() % static_cast<unsigned>(high - low + 1));
  }
  bool chance() { return number(0, 1) == 1; }

 private:
  template <class Names>
  const typename Names::value_type& pick(const Names& names) {
    return names[static_cast<std::size_t>(number(0, static_cast<int>(names.size()) - 1))];
  }
  std::mt19937 random_{20260302};
};

/// Runs `holds` on kCases worlds; how often some right was given says that the cases are not idle.
void for_all(const std::function<bool(Worlds&, const Actor&, Permission, const Object&)>& holds) {
  Worlds worlds;
  int given = 0;
  for (int i = 0; i < kCases; ++i) {
    const Actor actor = worlds.actor();
    const Permission action = worlds.permission();
    const Object object = worlds.object();
    if (decide(actor, action, object, kToday)) ++given;
    ASSERT_TRUE(holds(worlds, actor, action, object)) << "case " << i;
  }
  EXPECT_GT(given, kCases / 50);
}

TEST(DecideForAll, AnExclusionNeverGivesARight) {
  for_all([](Worlds& worlds, const Actor& actor, Permission action, Object object) {
    const Decision before = decide(actor, action, object, kToday);
    object.excluded.push_back(worlds.any_id<UserId>(3));
    const Decision after = decide(actor, action, object, kToday);
    if (object.excluded.back() == actor.user && after) return false;
    return within(after, before);
  });
}

TEST(DecideForAll, TakingAPostAwayNeverGivesARight) {
  for_all([](Worlds& worlds, Actor actor, Permission action, const Object& object) {
    if (actor.posts.empty()) return true;
    const Decision before = decide(actor, action, object, kToday);
    const bool may_before = may(actor, action, kToday);
    actor.posts.erase(actor.posts.begin() +
                      worlds.number(0, static_cast<int>(actor.posts.size()) - 1));
    if (may(actor, action, kToday) && !may_before) return false;
    return within(decide(actor, action, object, kToday), before);
  });
}

TEST(DecideForAll, AskingMorePeopleNeverTakesARightAway) {
  for_all([](Worlds& worlds, const Actor& actor, Permission action, Object object) {
    const Decision before = decide(actor, action, object, kToday);
    object.receiver_orgs.push_back(worlds.any_id<directory::OrgId>(3));
    const Decision asked = decide(actor, action, object, kToday);
    object.units.push_back(worlds.any_id<directory::UnitId>(3));
    return within(before, asked) && within(asked, decide(actor, action, object, kToday));
  });
}

TEST(DecideForAll, WritingARecordNeverTakesARightAway) {
  for_all([](Worlds&, const Actor& actor, Permission action, Object object) {
    object.author = std::nullopt;
    const Decision before = decide(actor, action, object, kToday);
    object.author = actor.user;
    return within(before, decide(actor, action, object, kToday));
  });
}

TEST(DecideForAll, PostsThatAreNotValidGiveNothing) {
  for_all([](Worlds& worlds, Actor actor, Permission action, const Object& object) {
    for (Post& post : actor.posts) {
      if (worlds.chance()) {
        post.valid_from = base::plus_days(kToday, worlds.number(1, 5));
        post.valid_to = std::nullopt;
      } else {
        post.valid_from = base::plus_days(kToday, -9);
        post.valid_to = base::plus_days(kToday, worlds.number(-8, -1));
      }
    }
    return !decide(actor, action, object, kToday) && actor.organisations(kToday).empty();
  });
}

TEST(DecideForAll, WithoutAPostThereIsNoRightAtAll) {
  for_all([](Worlds&, Actor actor, Permission action, const Object& object) {
    actor.posts.clear();
    return !decide(actor, action, object, kToday);
  });
}

TEST(DecideForAll, AdministratorsAndAuditorsGetNoContentAndStatisticiansOnlyNumbers) {
  for_all([](Worlds& worlds, Actor actor, Permission action, const Object& object) {
    const Role outsider =
        std::array{Role::administrator, Role::auditor,
                   Role::statistician}[static_cast<std::size_t>(worlds.number(0, 2))];
    for (Post& post : actor.posts) post.role = outsider;
    const Decision decision = decide(actor, action, object, kToday);
    // Figures, and the papers made of them.
    static constexpr auto kFigures = std::to_array<Permission>(
        {Permission::reports_read, Permission::reports_run, Permission::reports_publish,
         Permission::documents_read, Permission::documents_write, Permission::documents_issue});
    const bool figures =
        outsider == Role::statistician && std::ranges::find(kFigures, action) != kFigures.end();
    return decision.marks == (decision && figures ? kWork : 0);
  });
}

TEST(DecideForAll, ADecisionNeedsTheRouteAndADenialReleasesNothing) {
  for_all([](Worlds&, const Actor& actor, Permission action, const Object& object) {
    const Decision decision = decide(actor, action, object, kToday);
    if (decision) return may(actor, action, kToday) && decision.post && decision.rule >= 0;
    return decision.marks == 0 && !decision.post && decision.rule == -1;
  });
}

TEST(DecideForAll, StrangersSeeNoRecordOfAPerson) {
  for_all([](Worlds&, const Actor& actor, Permission action, Object object) {
    const auto outside = id<directory::OrgId>(9);
    object.owner_org = outside;
    object.receiver_orgs.clear();
    object.units.clear();
    object.members.clear();
    return (decide(actor, action, object, kToday).marks & (kIdentity | kNarrative)) == 0;
  });
}

TEST(DecideForAll, TheOrderOfPostsDoesNotMatter) {
  for_all([](Worlds&, Actor actor, Permission action, const Object& object) {
    const Decision before = decide(actor, action, object, kToday);
    std::reverse(actor.posts.begin(), actor.posts.end());
    const Decision after = decide(actor, action, object, kToday);
    return before.allowed == after.allowed && before.marks == after.marks;
  });
}

// Marks of the rows for one role and action are always nested, so "the most" is well defined.
TEST(Rules, MarksAreNested) {
  for (const Rule& rule : rules()) {
    EXPECT_TRUE(rule.marks == 0 || rule.marks == kWork || rule.marks == (kWork | kIdentity) ||
                rule.marks == kAllMarks);
    EXPECT_NE(rule.stages, 0);
    EXPECT_NE(rule.relation, Relation::excluded);
    EXPECT_NE(rule.action, Permission::anyone);
    EXPECT_NE(rule.action, Permission::signed_in);
  }
}

}  // namespace
}  // namespace hd::access::testing
