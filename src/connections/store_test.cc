#include "connections/store.h"

#include "connections/testing.h"

namespace hd::connections::testing {
namespace {

using base::testing::at_minute;
using base::testing::id;

class ConnectionStore : public ConnectionScene {
 protected:
  template <class Work>
  auto in(Work work) {
    return stage_.database->write([&](platform::Transaction& tx) {
      return work(store::Place{tx, *stage_.vault});
    });
  }

  /// Every field filled in, so that a statement which forgets one is caught by the round trip.
  static Connection full(Status status, int number) {
    return {.id = id<ConnectionId>(number),
            .number = "KN-2026-" + std::to_string(number),
            .hotline = kHotline,
            .author = id<access::UserId>(1),
            .contact = id<contacts::ContactId>(1),
            .contact_number = "111-2026-000001",
            .status = status,
            .urgency = Urgency::at_once,
            .target = Target{TargetKind::grassroots, kPolice, kPoliceUnit},
            .delegated_unit = kHealthUnit,
            .delegated_org = kHealth,
            .helper = kWomen,
            .channel_used = "phone",
            .parent = id<ConnectionId>(91),
            .root = id<ConnectionId>(90),
            .rerouted_to = id<ConnectionId>(92),
            .created_at = at_minute(1),
            .updated_at = at_minute(2),
            .sent_at = at_minute(3),
            .taken_up_at = at_minute(4),
            .answered_at = at_minute(5),
            .first_result_at = at_minute(6),
            .ended_at = at_minute(7),
            .decline_reason = "no_staff",
            .closing_reason = "need_met",
            .failed_attempts = 2,
            .reach_by = at_minute(8),
            .question_from = Side::unit,
            .report = id<documents::DocumentId>(5),
            .version = 7,
            .told = {.needs = {{"rescue", "gấp; '\"\\"}, {"shelter", ""}},
                     .card = {"18_24", "female", "vi", "33", "high", "hai dòng\nở đây"},
                     .agreed_measure = "gọi lại",
                     .outcomes = {{"rescue", "met", "tốt"}}}};
  }
};

TEST_F(ConnectionStore, KeepsEveryFieldInEveryStatus) {
  for (const auto& status : kStatusNames) {
    const Connection saved = full(status.value, 100 + static_cast<int>(status.value));
    in([&](const store::Place& place) {
      store::insert(place, saved);
      EXPECT_EQ(store::find(place, saved.id), saved) << status.name;
      return true;
    });
  }
}

TEST_F(ConnectionStore, SavesAStepOnlyOnTheVersionItWasDecidedOn) {
  Connection draft = full(Status::draft, 100);
  draft.told = {};
  draft.target.reset();
  in([&](const store::Place& place) {
    store::insert(place, draft);
    Connection next = full(Status::handling, 100);
    next.version = draft.version + 1;
    EXPECT_TRUE(store::update(place, next));
    EXPECT_EQ(store::find(place, next.id), next);
    EXPECT_FALSE(store::update(place, next));
    return true;
  });
}

TEST_F(ConnectionStore, KeepsEntriesInTheOrderTheyWereWritten) {
  const Connection c = full(Status::sent, 100);
  const Entry first{.id = base::random_uuid(),
                    .at = at_minute(3),
                    .kind = "declined",
                    .by = id<access::UserId>(3),
                    .org = kPolice,
                    .side = Side::agency,
                    .unit = kPoliceUnit,
                    .code = "no_staff",
                    .texts = {{"note", "không đủ người"}}};
  const Entry second{
      .id = base::random_uuid(), .at = at_minute(2), .kind = "escalated", .side = Side::system};
  in([&](const store::Place& place) {
    store::insert(place, c);
    store::add_entry(place, c, first);
    store::add_entry(place, c, second);
    EXPECT_EQ(store::entries(place, c), (std::vector{first, second}));
    return true;
  });
}

TEST_F(ConnectionStore, RefusesAStatusTheCodeDoesNotKnow) {
  const Connection c = full(Status::sent, 100);
  in([&](const store::Place& place) {
    store::insert(place, c);
    return true;
  });
  EXPECT_THROW(stage_.database->write([&](platform::Transaction& tx) {
    return tx.execute("UPDATE connection SET status = $1", {"paused"});
  }),
               platform::DbError);
}

}  // namespace
}  // namespace hd::connections::testing
