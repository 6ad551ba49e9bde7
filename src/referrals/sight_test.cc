// What the receiving side sees without consent, in danger to life; who is told afterwards.

#include "cases/operations_consent.h"
#include "referrals/testing.h"

namespace hd::referrals::testing {
namespace {

class ReferralSight : public ReferralScene {
 protected:
  platform::HttpResponse reveal(const access::Actor& who, const std::string& id) {
    return call(who, "POST", "/" + id + "/identity-reveals", R"({"reason":"reception"})");
  }
  /// "org disclosure" of everybody who holds data, as the consent matrix shows them.
  std::string holders() {
    return stage_.database->write([&](platform::Transaction& tx) {
      std::string text;
      cases::Consents consents(*stage_.vault);
      const auto matrix = consents.open(tx, {officer_, stage_.now}, kPerson);
      for (const auto& holder : matrix->holders) {
        text += (text.empty() ? "" : ", ") +
                std::string(holder.organisation == kHealth ? "health" : "other") +
                (holder.disclosed ? " disclosure" : " consent");
      }
      return text;
    });
  }
};

// Spec processes section 5: without consent a manager opens identity, after written acceptance and
// until the time is over; a decline closes it all the same.
TEST_F(ReferralSight, AnOverrideOpensIdentityAfterAcceptanceAndEndsByItself) {
  const std::string offered = sent();
  override_consent(kHealth);
  EXPECT_EQ(reveal(health_, offered).status, 409) << "not accepted";
  EXPECT_EQ(get(health_, "/" + offered).body.find(kPerson.str()), std::string::npos);
  EXPECT_EQ(act(health_, offered, "decline", R"("reason":"no_capacity")").status, 200);
  EXPECT_EQ(reveal(health_, offered).status, 404);

  const std::string id = accepted();
  const auto seen = reveal(health_, id);
  ASSERT_EQ(seen.status, 200) << seen.body;
  EXPECT_NE(seen.body.find(kName), std::string::npos);
  EXPECT_EQ(reveal(women_, id).status, 404) << "another organisation";
  EXPECT_EQ(act(officer_, id, "release_pack").status, 409) << "the pack needs her consent";
  stage_.now += std::chrono::hours(24);
  EXPECT_EQ(reveal(health_, id).status, 409);
}

TEST_F(ReferralSight, AnOverrideTowardsSomebodyElseOpensNothingHere) {
  const std::string id = accepted();
  override_consent(kWomen);
  EXPECT_EQ(reveal(health_, id).status, 409);
}

// R-016: showing who she is makes the receiver a holder, and a holder is told of a withdrawal.
TEST_F(ReferralSight, WhoSawWhoSheIsIsAHolderAndIsToldOfAWithdrawal) {
  const std::string id = accepted();
  EXPECT_EQ(holders(), "");
  const auto given = consent(kHealth);
  EXPECT_EQ(get(health_, "/" + id).status, 200);
  EXPECT_EQ(holders(), "health disclosure") << "the page tells how she travels";
  EXPECT_EQ(reveal(health_, id).status, 200);
  cases::Consents consents(*stage_.vault);
  const auto done = stage_.database->write([&](platform::Transaction& tx) {
    return consents.withdraw(tx, {officer_, stage_.now}, given.id,
                             {.version = given.version, .reason = "đổi ý"});
  });
  ASSERT_TRUE(done);
  EXPECT_EQ(done->holders.size(), 1U);
  EXPECT_EQ(count("SELECT COUNT(*) AS n FROM duty WHERE rule_code = 'CONSENT_TELL' "
                  "AND state = 'open'"),
            1);
  EXPECT_EQ(holders(), "health disclosure") << "it holds what it saw";
}

}  // namespace
}  // namespace hd::referrals::testing
