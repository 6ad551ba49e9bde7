// Passwords, second factors and one-time codes in the database.

#include "accounts/store_credentials.h"
#include "accounts/testing.h"

namespace hd::accounts::store {
namespace {

using access::Role;
using platform::Transaction;

class CredentialsTest : public ::testing::Test {
 protected:
  CredentialsTest() { house_.add(testing::account("tuvan1", Role::counsellor)); }

  template <class Work>
  auto with(Work work) {
    return house_.database->write([&](Transaction& tx) {
      using Result = decltype(work(tx));
      if constexpr (std::is_void_v<Result>) {
        work(tx);
        return true;
      } else {
        return work(tx);
      }
    });
  }
  Factor factor(const std::string& seed) {
    return {.id = EnrolmentId::random(),
            .user = user_,
            .seed = seed,
            .new_password = std::nullopt,
            .created_at = house_.now};
  }
  std::string seed_in_use() {
    return with([&](Transaction& tx) {
      const auto found = find_active_factor(tx, sealer_, user_);
      return found ? found->seed : std::string("none");
    });
  }
  std::string password() {
    return with(
        [&](Transaction& tx) { return find_password(tx, sealer_, user_).value_or("none"); });
  }

  testing::House house_;
  const access::UserId user_ = demo_user("tuvan1");
  const Sealer sealer_{*house_.vault};
};

TEST_F(CredentialsTest, APasswordIsReplacedInItsRowAndDeleted) {
  EXPECT_NE(password(), "none");
  const auto version = [&] { return house_.count("SELECT version AS n FROM user_password"); };
  const auto before = version();
  with([&](Transaction& tx) { save_password(tx, sealer_, user_, "other", house_.now); });
  EXPECT_EQ(password(), "other");
  EXPECT_EQ(version(), before + 1) << "an older envelope does not open in its place";
  with([&](Transaction& tx) { delete_password(tx, user_); });
  EXPECT_EQ(password(), "none");
  with([&](Transaction& tx) { save_password(tx, sealer_, user_, "again", house_.now); });
  EXPECT_EQ(password(), "again");
}

TEST_F(CredentialsTest, OneFactorIsInUseAndOneWaits) {
  const auto first = factor("first");
  const auto second = factor("second");
  with([&](Transaction& tx) {
    retire_factors(tx, user_);
    insert_pending_factor(tx, sealer_, first, {});
    activate_factor(tx, first, 7, house_.now);
    insert_pending_factor(tx, sealer_, factor("forgotten"), {});
    insert_pending_factor(tx, sealer_, second, {});
  });
  const auto in_state = [&](const std::string& state) {
    return house_.count("SELECT count(*) AS n FROM second_factor WHERE state = '" + state + "'");
  };
  EXPECT_EQ(seed_in_use(), "first");
  EXPECT_EQ(in_state("pending"), 1);
  with([&](Transaction& tx) {
    EXPECT_FALSE(use_step(tx, first.id, 7)) << "the step of the confirmation is used up";
    EXPECT_TRUE(use_step(tx, first.id, 8));
    EXPECT_FALSE(use_step(tx, first.id, 8));
    EXPECT_FALSE(use_step(tx, first.id, 7));
    EXPECT_TRUE(has_active_factor(tx, user_));
    activate_factor(tx, second, 1, house_.now);
  });
  EXPECT_EQ(seed_in_use(), "second");
  EXPECT_EQ(in_state("active"), 1);
  with([&](Transaction& tx) {
    insert_pending_factor(tx, sealer_, factor("third"), {});
    retire_factors(tx, user_);
    EXPECT_FALSE(has_active_factor(tx, user_));
  });
  EXPECT_EQ(in_state("active"), 0);
  EXPECT_EQ(in_state("pending"), 0);
}

TEST_F(CredentialsTest, AOneTimeCodeIsOneAtATimeAndOverAtItsEnd) {
  const auto end = house_.now + std::chrono::hours(72);
  with([&](Transaction& tx) {
    const auto fits = [&](const std::string& code, base::Timestamp now) {
      return enrolment_code_fits(tx, user_, code, now);
    };
    save_enrolment_code(tx, user_, "first", house_.now, end);
    EXPECT_TRUE(fits("first", end - std::chrono::milliseconds(1)));
    EXPECT_FALSE(fits("first", end));
    EXPECT_FALSE(fits("other", house_.now));
    save_enrolment_code(tx, user_, "second", house_.now, end);
    EXPECT_FALSE(fits("first", house_.now));
    EXPECT_TRUE(fits("second", house_.now));
    delete_enrolment_code(tx, user_);
    EXPECT_FALSE(fits("second", house_.now));
  });
}

TEST_F(CredentialsTest, DevicesAreForgottenTogether) {
  with([&](Transaction& tx) {
    remember_device(tx, user_, "a", house_.now);
    remember_device(tx, user_, "a", house_.now);
    remember_device(tx, user_, "b", house_.now);
    EXPECT_TRUE(is_known_device(tx, user_, "a"));
    EXPECT_FALSE(is_known_device(tx, user_, "c"));
    forget_devices(tx, user_);
    EXPECT_FALSE(is_known_device(tx, user_, "a"));
    EXPECT_FALSE(is_known_device(tx, user_, "b"));
  });
}

TEST_F(CredentialsTest, ABudgetIsCountedGivenBackAndDeleted) {
  const platform::Blob key{"0123456789abcdef"};
  with([&](Transaction& tx) {
    const auto failures = [&] {
      const auto found = find_budget(tx, key);
      return found ? found->failures : -1;
    };
    EXPECT_EQ(failures(), -1);
    save_budget(tx, key, {2, house_.now, house_.now});
    save_budget(tx, key, {3, house_.now, house_.now});
    EXPECT_EQ(failures(), 3);
    for (int i = 0; i < 4; ++i) refund_budget(tx, key);
    EXPECT_EQ(failures(), 0);
    delete_budgets_before(tx, house_.now);
    EXPECT_EQ(failures(), 0) << "not before";
    delete_budgets_before(tx, house_.now + std::chrono::milliseconds(1));
    EXPECT_EQ(failures(), -1);
    save_budget(tx, key, {2, house_.now, house_.now});
    delete_budget(tx, key);
    EXPECT_EQ(failures(), -1);
  });
}

}  // namespace
}  // namespace hd::accounts::store
