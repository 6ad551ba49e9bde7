// The rights in cases and referrals as a case worker could check them, and what holds for all.

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "access/decide.h"
#include "access/testing.h"

namespace hd::access::testing {
namespace {

using base::testing::id;

/// Led by user 1 of the hotline; users 5 to 9 of the police are members, one of each kind.
Object case_of(Stage stage = Stage::accepted) {
  return {.stage = stage,
          .author = id<UserId>(1),
          .owner_org = kHotline,
          .members = {{id<UserId>(5), kPolice, MemberKind::support},
                      {id<UserId>(6), kPolice, MemberKind::protection},
                      {id<UserId>(7), kPolice, MemberKind::investigation},
                      {id<UserId>(8), kPolice, MemberKind::legal},
                      {id<UserId>(9), kPolice, MemberKind::interpreter}}};
}

/// The health body was asked and gave it to the ward.
Object referral(Stage stage, std::optional<std::uint8_t> consent) {
  Object object = case_of(stage);
  object.receiver_orgs = {kHealth};
  object.units = {kWard};
  object.consent_marks = consent;
  return object;
}

std::string answer(const Actor& actor, Permission action, const Object& object) {
  const Decision decision = decide(actor, action, object, kToday);
  if (!decision) return "no";
  std::string text;
  if ((decision.marks & kWork) != 0) text += 'W';
  if ((decision.marks & kIdentity) != 0) text += 'I';
  if ((decision.marks & kNarrative) != 0) text += 'N';
  return text;
}

std::string reads(const Actor& actor, const Object& object) {
  return answer(actor, Permission::cases_read, object);
}

TEST(CaseRights, TheLeadOfficerAndTheMembersSeeByKind) {
  EXPECT_EQ(reads(in_post(1, Role::counsellor, kHotline), case_of()), "WIN");
  EXPECT_EQ(reads(in_post(5, Role::wg_member, kPolice), case_of()), "WIN");
  EXPECT_EQ(reads(in_post(6, Role::wg_member, kPolice), case_of()), "WI");
  EXPECT_EQ(reads(in_post(7, Role::wg_member, kPolice), case_of()), "W");
  EXPECT_EQ(reads(in_post(8, Role::unit_officer, kPolice), case_of()), "WI");
  EXPECT_EQ(reads(in_post(9, Role::counsellor, kPolice), case_of()), "W");
}

// Need to know: the organisation alone opens nothing; its managers see no narrative.
TEST(CaseRights, AColleagueHasNoRightAndAManagerSeesNoNarrative) {
  EXPECT_EQ(reads(in_post(2, Role::counsellor, kHotline), case_of()), "no");
  EXPECT_EQ(reads(in_post(2, Role::unit_officer, kHotline), case_of()), "no");
  EXPECT_EQ(reads(in_post(2, Role::wg_member, kHotline), case_of()), "no");
  EXPECT_EQ(reads(in_post(2, Role::hotline_lead, kHotline), case_of()), "WI");
  EXPECT_EQ(reads(in_post(2, Role::hotline_lead, kHealth), case_of()), "no");
  EXPECT_EQ(answer(in_post(2, Role::hotline_lead, kHotline), Permission::cases_work, case_of()),
            "no");
  for (const Role role : {Role::administrator, Role::auditor, Role::statistician}) {
    EXPECT_EQ(reads(in_post(1, role, kHotline), case_of()), "no");
  }
}

TEST(CaseRights, AMemberWhoMovesToAnotherOrganisationIsNoMemberAnyMore) {
  EXPECT_EQ(reads(in_post(5, Role::wg_member, kHealth), case_of()), "no");
}

TEST(CaseRights, ThirtyDaysAfterClosingOnlyTheLeadAndTheManagersAreLeft) {
  const Object ended = case_of(Stage::ended);
  EXPECT_EQ(reads(in_post(1, Role::counsellor, kHotline), ended), "WIN");
  EXPECT_EQ(reads(in_post(2, Role::hotline_lead, kHotline), ended), "WI");
  for (int user = 5; user <= 9; ++user) {
    EXPECT_EQ(reads(in_post(user, Role::wg_member, kPolice), ended), "no");
  }
  EXPECT_EQ(answer(in_post(1, Role::counsellor, kHotline), Permission::cases_manage, ended), "WIN")
      << "it can be opened again";
}

TEST(CaseRights, MembersDoNotManageAndInterpretersAndInvestigatorsRevealNothing) {
  for (int user = 5; user <= 9; ++user) {
    const Actor member = in_post(user, Role::wg_member, kPolice);
    EXPECT_EQ(answer(member, Permission::cases_manage, case_of()), "no");
    EXPECT_EQ(answer(member, Permission::identity_reveal, case_of()) == "no",
              user == 7 || user == 9);
    EXPECT_EQ(answer(member, Permission::cases_work, case_of()) == "no", user == 9);
  }
}

// the card first; identity after acceptance, and only as far as consent goes.
TEST(ReferralRights, TheAskedSideSeesNoMoreThanAcceptanceAndConsentOpen) {
  for (const Actor& asked :
       {in_post(20, Role::wg_member, kHealth), in_post(20, Role::unit_officer, kPolice, kWard)}) {
    const auto sees = [&](Stage stage, std::optional<std::uint8_t> consent) {
      return answer(asked, Permission::referrals_read, referral(stage, consent));
    };
    EXPECT_EQ(sees(Stage::draft, kAllMarks), "no");
    EXPECT_EQ(sees(Stage::offered, kAllMarks), "W");
    EXPECT_EQ(sees(Stage::accepted, 0), "W");
    EXPECT_EQ(sees(Stage::accepted, kIdentity), "WI");
    EXPECT_EQ(sees(Stage::accepted, kNarrative), "W") << "what she told tells who she is";
    EXPECT_EQ(sees(Stage::accepted, kAllMarks), "WIN");
    EXPECT_EQ(sees(Stage::accepted, std::nullopt), "WIN");
    EXPECT_EQ(sees(Stage::declined, kAllMarks), "no");
  }
}

// Spec processes section 5: in danger to life a manager opens what consent does not; a decline and
// an exclusion deny all the same.
TEST(ReferralRights, AnOverrideAddsToConsentAndToNothingElse) {
  const Actor asked = in_post(20, Role::wg_member, kHealth);
  const auto sees = [&](Stage stage, std::uint8_t consent, std::uint8_t override_marks) {
    Object object = referral(stage, consent);
    object.override_marks = override_marks;
    return answer(asked, Permission::referrals_read, object);
  };
  EXPECT_EQ(sees(Stage::accepted, 0, kIdentity), "WI");
  EXPECT_EQ(sees(Stage::accepted, kIdentity, kNarrative), "WIN");
  EXPECT_EQ(sees(Stage::accepted, 0, kNarrative), "W") << "what she told tells who she is";
  EXPECT_EQ(sees(Stage::offered, 0, kAllMarks), "W") << "the card, before acceptance";
  EXPECT_EQ(sees(Stage::declined, 0, kAllMarks), "no");
  Object object = referral(Stage::accepted, 0);
  object.override_marks = kAllMarks;
  object.excluded = {asked.user};
  EXPECT_EQ(answer(asked, Permission::referrals_read, object), "no");
}

TEST(CaseRights, OnlyTheLeadAsksForAnOverrideAndOnlyManagersDecide) {
  const Actor lead = in_post(1, Role::counsellor, kHotline);
  const Actor manager = in_post(2, Role::hotline_lead, kHotline);
  EXPECT_EQ(answer(lead, Permission::overrides_ask, case_of()), "WIN");
  EXPECT_EQ(answer(lead, Permission::overrides_approve, case_of()), "no");
  EXPECT_EQ(answer(manager, Permission::overrides_ask, case_of()), "no");
  EXPECT_EQ(answer(manager, Permission::overrides_approve, case_of()), "WI");
  for (int user = 5; user <= 9; ++user) {
    const Actor member = in_post(user, Role::agency_leader, kPolice);
    EXPECT_EQ(answer(member, Permission::overrides_ask, case_of()), "no");
    EXPECT_EQ(answer(member, Permission::overrides_approve, case_of()), "no");
  }
}

// ---- for all cases ----

constexpr int kCases = 100000;

class Worlds {
 public:
  int number(int low, int high) {
    return low + static_cast<int>(random_() % static_cast<unsigned>(high - low + 1));
  }
  std::uint8_t marks() { return static_cast<std::uint8_t>(number(0, kAllMarks)); }
  UserId user() { return users_[pick(users_.size())]; }
  directory::OrgId org() { return orgs_[pick(orgs_.size())]; }
  Member member() { return {user(), org(), kMemberKindNames[pick(kMemberKindNames.size())].value}; }
  Actor actor() {
    Actor made{user(), id<SessionId>(1), {}};
    for (int i = number(1, 2); i > 0; --i) {
      made.posts.push_back({id<PostId>(i), kRoleNames[pick(6)].value, org(), kWard, kToday, {}});
    }
    return made;
  }
  /// One of the permissions of cases, referrals and files.
  Permission permission() {
    const auto first = static_cast<int>(Permission::cases_start);
    return static_cast<Permission>(number(first, static_cast<int>(Permission::files_write)));
  }
  Object object() {
    Object made{.stage = kStageNames[pick(kStageNames.size())].value,
                .author = user(),
                .owner_org = org(),
                .receiver_orgs = {org()}};
    if (number(0, 1) == 1) made.units = {kWard};
    for (int i = number(0, 3); i > 0; --i) made.members.push_back(member());
    if (number(1, 6) == 1) made.excluded = {user()};
    if (number(0, 2) != 0) made.consent_marks = marks();
    if (number(0, 2) == 0) made.override_marks = marks();
    return made;
  }

 private:
  std::size_t pick(std::size_t size) {
    return static_cast<std::size_t>(number(0, static_cast<int>(size) - 1));
  }
  std::mt19937 random_{20261121};
  std::vector<UserId> users_{id<UserId>(1), id<UserId>(2), id<UserId>(3)};
  std::vector<directory::OrgId> orgs_{id<directory::OrgId>(1), id<directory::OrgId>(2),
                                      id<directory::OrgId>(3)};
};

/// `narrow` takes something away from the record that `decide` sees; how often a right was given
/// says that the cases are not idle.
template <class Narrow>
void never_widens(Narrow narrow) {
  Worlds worlds;
  int given = 0;
  for (int i = 0; i < kCases; ++i) {
    const Actor actor = worlds.actor();
    const Permission action = worlds.permission();
    const Object wide = worlds.object();
    Object narrowed = wide;
    narrow(worlds, narrowed);
    const Decision before = decide(actor, action, wide, kToday);
    if (before) ++given;
    ASSERT_TRUE(within(decide(actor, action, narrowed, kToday), before)) << "case " << i;
  }
  EXPECT_GT(given, kCases / 10);
}

TEST(CaseRightsForAll, EndingAMembershipNeverWidens) {
  never_widens([](Worlds& worlds, Object& object) {
    if (object.members.empty()) return;
    const int last = static_cast<int>(object.members.size()) - 1;
    object.members.erase(object.members.begin() + worlds.number(0, last));
  });
}

TEST(CaseRightsForAll, ADenyNeverWidens) {
  never_widens([](Worlds& worlds, Object& object) { object.excluded.push_back(worlds.user()); });
}

TEST(CaseRightsForAll, MasksAreMonotoneInConsent) {
  never_widens([](Worlds& worlds, Object& object) {
    object.consent_marks =
        static_cast<std::uint8_t>(object.consent_marks.value_or(kAllMarks) & worlds.marks());
  });
}

TEST(CaseRightsForAll, EndingAnOverrideNeverWidens) {
  never_widens([](Worlds& worlds, Object& object) {
    object.override_marks = static_cast<std::uint8_t>(object.override_marks & worlds.marks());
  });
}

// It opens no more than its own marks, nothing to those who were not asked, and no door at all.
TEST(CaseRightsForAll, AnOverrideNeverWidensBeyondItsMarks) {
  Worlds worlds;
  int opened = 0;
  for (int i = 0; i < kCases; ++i) {
    const Actor actor = worlds.actor();
    const Permission action = worlds.permission();
    Object with = worlds.object();
    with.override_marks = worlds.marks();
    Object without = with;
    without.override_marks = 0;
    const Decision before = decide(actor, action, without, kToday);
    const Decision after = decide(actor, action, with, kToday);
    ASSERT_EQ(before.allowed, after.allowed) << "case " << i;
    const auto more = static_cast<std::uint8_t>(after.marks & ~before.marks);
    if (more != 0) ++opened;
    const auto may_open =
        static_cast<std::uint8_t>(with.override_marks | with.consent_marks.value_or(0));
    ASSERT_EQ(more & ~may_open, 0) << "case " << i;
    with.receiver_orgs.clear();
    with.units.clear();
    without.receiver_orgs.clear();
    without.units.clear();
    ASSERT_EQ(decide(actor, action, with, kToday).marks,
              decide(actor, action, without, kToday).marks)
        << "case " << i;
  }
  EXPECT_GT(opened, kCases / 1000);
}

TEST(CaseRightsForAll, TakingTheAskedSideAwayNeverWidens) {
  never_widens([](Worlds&, Object& object) {
    object.receiver_orgs.clear();
    object.units.clear();
  });
}

TEST(CaseRightsForAll, WhoIsNeitherLeadNorMemberNorManagerNorAskedSeesNothing) {
  Worlds worlds;
  for (int i = 0; i < kCases; ++i) {
    const Actor actor = worlds.actor();
    Object object = worlds.object();
    object.author = id<UserId>(9);
    object.owner_org = id<directory::OrgId>(9);
    object.receiver_orgs.clear();
    object.units.clear();
    std::erase_if(object.members, [&](const Member& member) { return member.user == actor.user; });
    const Decision decision = decide(actor, worlds.permission(), object, kToday);
    ASSERT_EQ(decision.marks, 0) << "case " << i;
  }
}

}  // namespace
}  // namespace hd::access::testing
