// Connections and duties as statistics read them.

#include "connections/store.h"
#include "duties/operations.h"
#include "statistics/testing_sources.h"

namespace hd::statistics::testing {
namespace {

class ConnectionSource : public SourceScene {
 protected:
  ConnectionSource() { insert(contacts::testing::full(1)); }
  static connections::Connection connection(int number = 1) {
    connections::Connection sent{.id = id<connections::ConnectionId>(number),
                                 .number = "KN-2026-0000" + std::to_string(number),
                                 .hotline = kHotline,
                                 .author = user(1),
                                 .contact = id<contacts::ContactId>(1),
                                 .status = connections::Status::completed,
                                 .urgency = connections::Urgency::at_once,
                                 .target = connections::Target{.org = kHealth},
                                 .root = id<connections::ConnectionId>(number),
                                 .created_at = kNow,
                                 .updated_at = kNow,
                                 .sent_at = kNow};
    sent.told.needs = {{.service = "rescue", .detail = "bị giữ giấy tờ"}, {.service = "shelter"}};
    sent.told.card = {.age_band = "unknown", .sex = "male", .province = "33"};
    sent.told.outcomes = {{.service = "shelter", .outcome = "passed_on", .note = "lời kể"}};
    return sent;
  }
  void insert_connection(const connections::Connection& sent) {
    write([&](Transaction& tx) {
      connections::store::insert(connections::store::Place{tx, *vault_}, sent);
    });
  }
};

TEST_F(ConnectionSource, EveryNeedOfASentConnectionIsAServiceOfItsOwn) {
  insert_connection(connection());
  auto draft = connection(2);
  draft.sent_at.reset();
  draft.status = connections::Status::draft;
  insert_connection(draft);
  auto mistake = connection(3);
  mistake.closing_reason = "duplicate";
  mistake.status = connections::Status::cancelled;
  insert_connection(mistake);
  std::string texts;
  for (const auto& [event, text] : facts(Unit::service_event)) texts += text + "; ";
  const std::string rest = " origin=connection urgency=at_once age=unknown sex=male place=p34:33 " +
                           ("organisation=" + kHealth.str());
  EXPECT_EQ(texts, "services=rescue outcome=open" + rest + "; services=shelter outcome=passed_on" +
                       rest + " regimes=a; ");
}

TEST_F(ConnectionSource, ARequestThatGoesElsewhereAsksAnew) {
  auto declined = connection(1);
  declined.status = connections::Status::rerouted;
  declined.rerouted_to = id<connections::ConnectionId>(2);
  insert_connection(declined);
  auto next = connection(2);
  next.parent = declined.id;
  next.root = declined.id;
  insert_connection(next);
  EXPECT_EQ(facts(Unit::service_event).size(), 4U);
}

TEST_F(ConnectionSource, AServiceLeadsToTheConnectionThatAsksForIt) {
  insert_connection(connection());
  const auto leads = person(2, Role::hotline_lead);
  for (const auto& [event, text] : facts(Unit::service_event)) {
    const Line opened = line(Unit::service_event, leads, event);
    EXPECT_EQ(opened.number, "KN-2026-00001");
    EXPECT_EQ(opened.subject_kind + " " + opened.subject_id,
              "connection " + id<connections::ConnectionId>(1).str());
    EXPECT_FALSE(line(Unit::service_event, stranger_, event).opens);
  }
}

class DutySource : public SourceScene {
 protected:
  std::string open(const std::string& rule, const directory::OrgId& org,
                   const directory::OrgId& counterpart, base::Timestamp started = kNow) {
    std::string made;
    write([&](Transaction& tx) {
      made = duties::open(tx, started, access::system_actor(),
                          {.rule = rule,
                           .org = org,
                           .counterpart = counterpart,
                           .subject_kind = "contact",
                           .subject_id = id<contacts::ContactId>(1).str(),
                           .subject_number = "111-000001",
                           .started_at = started})
                 ->str();
    });
    return made;
  }
  std::string state_of(const std::string& duty) {
    const auto text = facts(Unit::duty).at(duty);
    return text.substr(text.find("state=") + 6);
  }
};

TEST_F(DutySource, CountsClocksWithANumberInTheLawOnTheDayTheyStarted) {
  const auto agency = open("T2", kHealth, kHotline);
  open("T4", kHotline, kHealth);  // at once: nothing to be late for
  EXPECT_EQ(facts(Unit::duty),
            (std::map<std::string, std::string>{
                {agency, "organisation=" + kHealth.str() + " rule=T2 state=overdue"}}));
  EXPECT_EQ(only(Unit::duty).codes.front(), std::pair(Field::owner, kHotline.str()))
      << "the hotline of the matter, also when the agency has to act";
}

TEST_F(DutySource, ADutyIsDoneInTimeOrLateOpenOrOverdueOrCancelled) {
  const auto settle = [&](base::Timestamp when, duties::End end) {
    write([&](Transaction& tx) {
      duties::settle_all(tx, when, access::system_actor(), "contact",
                         id<contacts::ContactId>(1).str(), end, "test");
    });
  };
  const auto in_time = open("T2", kHealth, kHotline);
  settle(kNow + std::chrono::hours(1), duties::End::done);
  const auto late = open("T2", kHealth, kHotline);
  settle(kNow + std::chrono::hours(24 * 9), duties::End::done);
  const auto cancelled = open("T1", kHotline, kHealth);
  settle(kNow + std::chrono::hours(1), duties::End::cancelled);
  const auto waits = open("T1", kHotline, kHealth);
  now_ = kNow + std::chrono::hours(1);
  EXPECT_EQ(state_of(in_time), "on_time");
  EXPECT_EQ(state_of(late), "late");
  EXPECT_EQ(state_of(cancelled), "cancelled");
  EXPECT_EQ(state_of(waits), "open");
  now_ = kNow + std::chrono::hours(24 * 20);
  EXPECT_EQ(state_of(waits), "overdue");
}

TEST_F(DutySource, ADutyHandedToAnotherPostIsCountedThereAndNotTwice) {
  const auto handed_over = open("T1", kHotline, kHealth);
  const auto next = open("T1", kHotline, kHealth);
  write([&](Transaction& tx) {
    tx.execute("UPDATE duty SET state = 'transferred' WHERE id = $1", {handed_over});
  });
  EXPECT_EQ(only(Unit::duty).id, next);
}

TEST_F(DutySource, ADutyLeadsToWhatItIsAbout) {
  insert(contacts::testing::full(1));
  const auto duty = open("T1", kHotline, kHealth);
  const Line opened = line(Unit::duty, lead_officer_, duty);
  EXPECT_EQ(opened.number, "111-000001");
  EXPECT_EQ(opened.subject_kind + " " + opened.subject_id,
            "contact " + id<contacts::ContactId>(1).str());
  EXPECT_FALSE(line(Unit::duty, stranger_, duty).opens);
}

}  // namespace
}  // namespace hd::statistics::testing
