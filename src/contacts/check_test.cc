#include "contacts/check.h"

#include <gtest/gtest.h>

#include "contacts/testing.h"

namespace hd::contacts {
namespace {

using base::FieldError;
using std::chrono::minutes;
using testing::blank;
using testing::full;
using testing::kNow;

using Faults = std::vector<FieldError>;

class ContactCheck : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { database = directory::testing::filled_database(); }
  static void TearDownTestSuite() { database.reset(); }

  static Faults faults(const Contact& contact) {
    return database->read([&](platform::Transaction& tx) {
      return impossible(contact, directory::current(tx), kNow + minutes(15));
    });
  }
  /// The faults of a full record with one thing changed.
  template <class Change>
  static Faults with(Change change) {
    Contact contact = full();
    change(contact);
    return faults(contact);
  }
  inline static std::unique_ptr<platform::Database> database;
};

TEST_F(ContactCheck, AcceptsAFullAndAnEmptyDraft) {
  EXPECT_EQ(faults(full()), Faults{});
  EXPECT_EQ(faults(blank()), Faults{});
}

TEST_F(ContactCheck, RefusesImpossibleTimes) {
  EXPECT_EQ(with([](Contact& c) { c.started_at = kNow + minutes(18); }),
            (Faults{{"started_at", "in_future"}, {"ended_at", "before_start"}}));
  EXPECT_EQ(with([](Contact& c) { c.ended_at = kNow + minutes(18); }),
            (Faults{{"ended_at", "in_future"}}));
  EXPECT_EQ(with([](Contact& c) { c.ended_at = kNow - minutes(1); }),
            (Faults{{"ended_at", "before_start"}}));
  EXPECT_EQ(with([](Contact& c) {
              c.started_at = base::testing::at("1989-01-01T00:00:00Z");
              c.facts.province = "";
            }),
            (Faults{{"started_at", "too_early"}}));
}

/// A counsellor's clock that is a minute ahead is no reason to refuse a call.
TEST_F(ContactCheck, ForgivesAClockThatRunsALittleAhead) {
  EXPECT_EQ(with([](Contact& c) { c.ended_at = kNow + minutes(16); }), Faults{});
}

TEST_F(ContactCheck, RefusesCodesThatTheirListDoesNotHave) {
  EXPECT_EQ(with([](Contact& c) {
              c.channel = "pigeon";
              c.kind = "gossip";
              c.facts.topics = {"safe_migration", "weather"};
              c.facts.caller_relation = "neighbour";
              c.facts.sex = "woman";
              c.facts.age_band = "15_18";
              c.facts.province = "99";
              c.facts.language = "elvish";
              c.facts.ethnic_group = "99";
              c.facts.report_kind = "rumour";
              c.facts.destination_country = "zz";
              c.facts.licence_checked = "maybe";
            }),
            (Faults{{"channel", "unknown_value"},
                    {"kind", "unknown_value"},
                    {"topics", "unknown_value"},
                    {"caller_relation", "unknown_value"},
                    {"sex", "unknown_value"},
                    {"age_band", "unknown_value"},
                    {"province", "unknown_value"},
                    {"language", "unknown_value"},
                    {"ethnic_group", "unknown_value"},
                    {"report_kind", "unknown_value"},
                    {"safe_migration.destination_country", "unknown_value"},
                    {"safe_migration.licence_checked", "unknown_value"}}));
  EXPECT_EQ(with([](Contact& c) { c.channel = ""; }), (Faults{{"channel", "required"}}));
  EXPECT_EQ(with([](Contact& c) {
              c.facts.topics = {"gbv", "gbv"};
            }),
            (Faults{{"topics", "duplicate"}}));
}

/// Unknown, refused and not_asked are accepted where the list has them.
TEST_F(ContactCheck, AcceptsTheEmptyAnswers) {
  for (const auto* answer : {"unknown", "refused", "not_asked"}) {
    EXPECT_EQ(with([&](Contact& c) {
                c.facts.caller_relation = c.facts.sex = c.facts.age_band = answer;
                c.facts.province = c.facts.language = c.facts.ethnic_group = answer;
                c.facts.licence_checked = answer;
              }),
              Faults{});
  }
  EXPECT_EQ(with([](Contact& c) { c.facts.topics = {"refused"}; }),
            (Faults{{"topics", "unknown_value"}}));
}

/// Code 34 (Thái Bình) ended on 30/6/2025; 24 means Bắc Giang before and Bắc Ninh after. R-114.
TEST_F(ContactCheck, ReadsAProvinceInTheGeographyOfItsDay) {
  const auto on = [](std::string_view time, std::string province) {
    return with([&](Contact& c) {
      c.started_at = base::testing::at(time);
      c.facts.province = std::move(province);
    });
  };
  EXPECT_EQ(on("2025-06-30T16:00:00Z", "34"), Faults{});
  EXPECT_EQ(on("2025-06-30T17:00:00Z", "34"), (Faults{{"province", "unknown_value"}}));
  EXPECT_EQ(on("2025-06-30T16:00:00Z", "24"), Faults{});
  EXPECT_EQ(on("2025-06-30T17:00:00Z", "24"), Faults{});
}

TEST_F(ContactCheck, RefusesAPhoneThatIsNone) {
  EXPECT_EQ(with([](Contact& c) { c.identity.phone = "gọi sau"; }),
            (Faults{{"phone", "malformed_phone"}}));
  EXPECT_EQ(with([](Contact& c) { c.identity.phone = "12"; }),
            (Faults{{"phone", "malformed_phone"}}));
  EXPECT_EQ(with([](Contact& c) { c.identity.phone = "+84 900.000.011"; }), Faults{});
}

TEST_F(ContactCheck, RefusesWhatContradictsItself) {
  EXPECT_EQ(with([](Contact& c) { c.facts.no_content_reason = "silent"; }),
            (Faults{{"no_content_reason", "not_applicable"}}));
  EXPECT_EQ(with([](Contact& c) { c.facts.age = 30; }), (Faults{{"age_band", "not_applicable"}}));
}

/// The fast branches: two keystrokes for a call without content, three answers for information.
TEST(ContactCompleteness, AsksForLittleInTheFastBranches) {
  Contact contact = blank();
  EXPECT_EQ(missing(contact), (Faults{{"kind", "required"}}));
  contact.kind = "no_content";
  EXPECT_EQ(missing(contact), (Faults{{"no_content_reason", "required"}}));
  contact.facts.no_content_reason = "silent";
  EXPECT_EQ(missing(contact), Faults{});
  contact.kind = "information";
  EXPECT_EQ(
      missing(contact),
      (Faults{{"topics", "required"}, {"caller_relation", "required"}, {"province", "required"}}));
  contact.facts.topics = {"hotline_itself"};
  contact.facts.caller_relation = "public";
  contact.facts.province = "unknown";
  EXPECT_EQ(missing(contact), Faults{});
  for (const auto* kind : {"counselling", "referral", "report_of_crime", "urgent"}) {
    contact.kind = kind;
    EXPECT_EQ(missing(contact), (Faults{{"summary", "required"}})) << kind;
  }
}

/// published figures know three groups; nothing else is lost by mapping to them.
/// a service connection and a referral are two kinds and count in two groups.
TEST_F(ContactCheck, MapsEveryKindToItsReportGroup) {
  const auto day = directory::testing::day("2026-03-02");
  std::string table;
  database->read([&](platform::Transaction& tx) {
    const auto& directory = directory::current(tx);
    for (const auto* item : directory.codes("contact_kind", day)) {
      table += item->code + " → " + std::string(report_group(directory, item->code, day)) + "\n";
    }
    return 0;
  });
  EXPECT_EQ(table,
            "information → information\ncounselling → counselling\n"
            "service_connection → counselling\nreferral → referral\n"
            "report_of_crime → information\nfollow_up → counselling\nurgent → referral\n"
            "no_content → \n");
}

TEST(ContactNumber, StartsWithTheShortNameOfTheHotline) {
  EXPECT_EQ(number_prefix("Tổng đài 111"), "111");
  EXPECT_EQ(number_prefix("Tổng đài BLG"), "BLG");
  EXPECT_EQ(number_prefix("ĐDN Hưng Yên"), "HY");
  EXPECT_EQ(number_prefix("Đường dây nóng"), "HL");
  EXPECT_EQ(format_number("111", 2026, 123), "111-2026-000123");
  EXPECT_EQ(format_number("HY", 2026, 1234567), "HY-2026-1234567");
}

}  // namespace
}  // namespace hd::contacts
