#include "reporting/operations.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "base/text.h"
#include "contacts/testing.h"
#include "platform/csv.h"
#include "reporting/operations_paper.h"
#include "vault/testing.h"

namespace hd::reporting {
namespace {

using access::Actor;
using contacts::Contact;
using contacts::ContactId;
using contacts::testing::kHotline;
using contacts::testing::kNow;
using contacts::testing::kOtherHotline;
using contacts::testing::person;
using contacts::testing::Role;
using directory::testing::day;
using platform::Transaction;

class Reports : public ::testing::Test {
 protected:
  template <class Work>
  auto write(Work work) {
    return database_->write(work);
  }
  /// A closed conversation through the real operations, as of its own time.
  ContactId closed(const Actor& actor, Contact draft) {
    return write([&](Transaction& tx) {
      draft.id = ContactId::random();
      const contacts::Who who{actor, draft.started_at};
      const auto made = contacts_.create(tx, who, draft);
      EXPECT_TRUE(made) << made.error().fields.front().field;
      const auto done = contacts_.finalise(tx, who, made->id, 1);
      EXPECT_TRUE(done);
      return done->id;
    });
  }
  Contact call(const directory::OrgId& hotline = kHotline) const {
    Contact draft = contacts::testing::blank(1, hotline);
    draft.kind = "information";
    draft.facts.topics = {"hotline_itself"};
    draft.facts.caller_relation = "public";
    draft.facts.province = "01";
    return draft;
  }
  /// A call at another time, closed then.
  ContactId called(const std::string& when) {
    Contact draft = call();
    draft.started_at = base::testing::at(when);
    return closed(counsellor_, draft);
  }
  base::Result<HotlineReport> report(const HotlineOrder& order, const Actor& actor) {
    return write([&](Transaction& tx) { return operations_.hotline(tx, {actor, kNow}, order); });
  }
  static const ReportSection& section(const HotlineReport& report, std::string_view code) {
    return *std::ranges::find(report.sections, code, &ReportSection::code);
  }
  /// "Người dân 870 85,3 %" line by line, rows with records only.
  static std::string printed(const HotlineReport& report, std::string_view code) {
    const auto& found = section(report, code);
    std::string text;
    for (const auto& row : found.rows) {
      if (row.count == 0) continue;
      text += row.label.vi + " " + base::vietnamese_number(row.count) + " " +
              base::vietnamese_share(row.count, found.total) + "\n";
    }
    return text;
  }
  std::int64_t audited(const std::string& action) {
    return write([&](Transaction& tx) {
      return tx.query("SELECT count(*) AS n FROM audit_entry WHERE action = $1", {action})
          .front()
          .number("n");
    });
  }

  const Actor counsellor_ = person(1, Role::counsellor);
  const Actor lead_ = person(3, Role::hotline_lead);
  const Actor other_lead_ = person(4, Role::hotline_lead, kOtherHotline);
  const Actor statistician_ = person(7, Role::statistician);
  const HotlineOrder march_{.period = {day("2026-03-01"), day("2026-03-31")}};
  const HotlineOrder compared_{.period = march_.period, .compare = true};

  std::unique_ptr<platform::Database> database_ = directory::testing::filled_database();
  std::unique_ptr<vault::Vault> vault_ = vault::testing::vault();
  contacts::Operations contacts_{*vault_};
  documents::Operations documents_{*vault_};
  Operations operations_{contacts_, documents_};
};

/// The codes of a section of the published table, each as often as it was counted.
std::vector<std::string> published(std::string_view section) {
  std::vector<std::string> codes;
  for (const auto& row : platform::embedded_csv("data/published/hotline-2021-h1.csv")) {
    if (row["section"] == section) codes.insert(codes.end(), std::stoul(row["count"]), row["code"]);
  }
  return codes;
}

/// the published first half of 2021 comes out of the records as it was printed.
TEST_F(Reports, ReproducesThePublishedFirstHalfOf2021ShareByShare) {
  const auto groups = published("report_group");
  const auto callers = published("caller_group");
  const auto bands = published("age_band");
  const auto sexes = published("sex");
  const std::map<std::string, std::string> relations{{"public", "public"},
                                                     {"relative_friend", "friend"},
                                                     {"official_press", "press"},
                                                     {"victim", "self_victim"}};
  const std::map<std::string, int> ages{{"0_10", 10},  {"11_14", 11}, {"15_18", 18},
                                        {"19_25", 19}, {"26_40", 40}, {"over_40", 41}};
  const auto first = base::testing::at("2021-01-01T02:00:00Z");
  for (std::size_t i = 0; i < groups.size(); ++i) {
    Contact draft = call();
    draft.started_at = first + std::chrono::hours(4 * i);
    draft.kind = groups[i];
    draft.facts.caller_relation = relations.at(callers.at(i));
    draft.facts.age = ages.at(bands.at(i));
    draft.facts.sex = sexes.at(i);
    draft.narrative.summary = "dựng từ bảng số liệu";
    closed(counsellor_, draft);
  }
  const auto half = report({.period = {day("2021-01-01"), day("2021-06-30")}}, lead_);
  ASSERT_TRUE(half);
  EXPECT_EQ(printed(*half, "total"), "Tổng số 1.020 100 %\n");
  EXPECT_EQ(printed(*half, "report_group"),
            "Cung cấp thông tin 854 83,7 %\nTư vấn 147 14,4 %\nCa chuyển tuyến 19 1,9 %\n");
  EXPECT_EQ(printed(*half, "age_band"),
            "0–10 tuổi 39 3,8 %\n11–14 tuổi 60 5,9 %\n15–18 tuổi 44 4,3 %\n"
            "19–25 tuổi 55 5,4 %\n26–40 tuổi 540 52,9 %\nTrên 40 tuổi 282 27,6 %\n");
  EXPECT_EQ(printed(*half, "sex"), "Nam 640 62,7 %\nNữ 380 37,3 %\n");
  std::map<std::string, std::string> callers_printed;
  for (const auto& row : section(*half, "caller_group").rows) {
    callers_printed[row.code] =
        base::vietnamese_number(row.count) + " = " + base::vietnamese_share(row.count, 1020);
  }
  EXPECT_EQ(callers_printed, (std::map<std::string, std::string>{{"public", "870 = 85,3 %"},
                                                                 {"relative_friend", "98 = 9,6 %"},
                                                                 {"official_press", "32 = 3,1 %"},
                                                                 {"victim", "20 = 2 %"}}));
}

TEST_F(Reports, FollowsWhatChangesAfterItWasFirstAsked) {
  closed(counsellor_, call());
  EXPECT_EQ(section(*report(march_, lead_), "total").total, 1);
  const auto id = closed(counsellor_, call());
  EXPECT_EQ(section(*report(march_, lead_), "total").total, 2);
  write([&](Transaction& tx) {
    const auto amended = contacts_.amend(
        tx, {lead_, kNow}, id, {2, "sửa", [](const Contact& stored) -> base::Result<Contact> {
                                  Contact edited = stored;
                                  edited.facts.province = "79";
                                  return edited;
                                }});
    EXPECT_TRUE(amended);
    return 0;
  });
  EXPECT_EQ(printed(*report(march_, lead_), "province"),
            "Hà Nội 1 50 %\nThành phố Hồ Chí Minh 1 50 %\n");
}

/// A count that was made is used again only while nothing in its period changes.
TEST_F(Reports, CountsAgainWhatARecordMovedIntoOrOutOf) {
  const auto id = closed(counsellor_, call());
  const HotlineOrder february{.period = {day("2026-02-01"), day("2026-02-28")}};
  const auto totals = [&] {
    return std::to_string(section(*report(march_, lead_), "total").total) + " " +
           std::to_string(section(*report(february, lead_), "total").total);
  };
  EXPECT_EQ(totals(), "1 0");
  EXPECT_EQ(totals(), "1 0");
  write([&](Transaction& tx) {
    const auto amended = contacts_.amend(
        tx, {lead_, kNow}, id, {2, "sửa ngày", [](const Contact& stored) -> base::Result<Contact> {
                                  Contact edited = stored;
                                  edited.started_at -= std::chrono::days(7);
                                  return edited;
                                }});
    EXPECT_TRUE(amended);
    return 0;
  });
  EXPECT_EQ(totals(), "0 1");
}

/// Another node of the same deployment made the change: nothing in this process heard of it.
TEST_F(Reports, SeesWhatAnotherNodeChanged) {
  closed(counsellor_, call());
  Operations here(contacts_, documents_);
  Operations there(contacts_, documents_);
  const auto total = [&](Operations& node) {
    return write([&](Transaction& tx) {
      return section(*node.hotline(tx, {lead_, kNow}, march_), "total").total;
    });
  };
  EXPECT_EQ(total(here), 1);
  closed(counsellor_, call());
  EXPECT_EQ(total(there), 2);
  EXPECT_EQ(total(here), 2);
}

/// the figures of a hotline are for its leads; a statistician sees all of them.
TEST_F(Reports, ShowsEachHotlineItsOwnFigures) {
  closed(counsellor_, call());
  closed(other_lead_, call(kOtherHotline));
  EXPECT_EQ(section(*report(march_, lead_), "total").total, 1);
  EXPECT_EQ(section(*report(march_, other_lead_), "total").total, 1);
  EXPECT_EQ(section(*report(march_, statistician_), "total").total, 2);
  EXPECT_EQ(section(*report(march_, statistician_), "hotline").rows.size(), 2U);
  HotlineOrder elsewhere = march_;
  elsewhere.hotline = kOtherHotline;
  EXPECT_EQ(report(elsewhere, lead_).error(), base::not_found());
  EXPECT_EQ(report(march_, counsellor_).error(), base::not_found());
}

TEST_F(Reports, OpensTheRecordsBehindAFigureAndSaysSoInTheLog) {
  const auto id = closed(counsellor_, call());
  Contact other = call();
  other.facts.caller_relation = "press";
  closed(counsellor_, other);
  const auto open = [&](const Actor& actor, const Figure& figure) {
    return write([&](Transaction& tx) {
      return operations_.hotline_records(tx, {actor, kNow}, march_, {.figure = figure});
    });
  };
  const auto page = open(lead_, {"caller_group", "public"});
  ASSERT_TRUE(page);
  ASSERT_EQ(page->items.size(), 1U);
  EXPECT_EQ(page->items.front().id, id);
  EXPECT_EQ(open(lead_, {"hotline", kHotline.str()})->items.size(), 2U);
  EXPECT_EQ(audited("report.open_records"), 2);
  EXPECT_EQ(
      open(lead_, {"weather", "Trời mưa"}).error().fields,
      (std::vector<base::FieldError>{{"section", "unknown_value"}, {"code", "unknown_value"}}));
  EXPECT_EQ(open(statistician_, {"caller_group", "public"}).error(), base::not_found());
  EXPECT_EQ(open(other_lead_, {"hotline", kHotline.str()}).error(), base::not_found());
}

TEST_F(Reports, ComparesWithTheSamePeriodOfTheYearBefore) {
  closed(counsellor_, call());
  called("2025-03-10T02:00:00Z");
  const auto made = report(compared_, lead_);
  EXPECT_EQ(section(*made, "report_group").rows.front().count, 1);
  EXPECT_EQ(section(*made, "report_group").rows.front().previous, 1);
  EXPECT_EQ(section(*made, "total").previous_total, 1);
}

/// No data is not the same as none.
TEST_F(Reports, SaysNothingAboutAYearBeforeOfWhichItKnowsNothing) {
  closed(counsellor_, call());
  const auto previous = [&] {
    const auto made = report(compared_, lead_);
    EXPECT_EQ(section(*made, "total").previous_total,
              section(*made, "report_group").rows.front().previous);
    EXPECT_EQ(section(*made, "hotline").rows.front().previous,
              section(*made, "total").previous_total);
    return section(*made, "total").previous_total;
  };
  EXPECT_EQ(previous(), std::nullopt);
  const OpeningBalance balance{.id = {},
                               .hotline = kHotline,
                               .as_of = day("2025-03-31"),
                               .section = "total",
                               .code = "total",
                               .count = 12,
                               .source = "Báo cáo thử"};
  EXPECT_TRUE(write([&](Transaction& tx) {
    return operations_.add_balance(tx, {lead_, kNow}, balance);
  }));
  EXPECT_EQ(previous(), 0);
}

TEST_F(Reports, ComparesWithNoneOnceThereAreEarlierRecords) {
  closed(counsellor_, call());
  called("2025-02-10T02:00:00Z");
  EXPECT_EQ(section(*report(compared_, lead_), "total").previous_total, 0);
}

/// the cumulative column goes on from an imported figure and names its source.
TEST_F(Reports, GoesOnFromAnOpeningBalance) {
  called("2021-09-15T02:00:00Z");  // part of the printed figure already
  closed(counsellor_, call());
  HotlineOrder order = march_;
  order.cumulative = true;
  EXPECT_EQ(section(*report(order, lead_), "total").rows.front().cumulative, 2);
  const OpeningBalance balance{.id = {},
                               .hotline = kHotline,
                               .as_of = day("2021-09-30"),
                               .section = "total",
                               .code = "total",
                               .count = 21046,
                               .source = "Số liệu đến hết tháng 9/2021"};
  const auto add = [&](const Actor& actor, const OpeningBalance& one) {
    return write([&](Transaction& tx) { return operations_.add_balance(tx, {actor, kNow}, one); });
  };
  EXPECT_EQ(add(other_lead_, balance).error(), base::not_found());
  EXPECT_TRUE(add(lead_, balance));
  EXPECT_EQ(add(lead_, balance).error().code, "opening_balance.exists");
  const auto made = report(order, lead_);
  EXPECT_EQ(section(*made, "total").rows.front().cumulative, 21047);
  EXPECT_EQ(section(*made, "sex").rows.front().cumulative, std::nullopt);
  EXPECT_EQ(made->sources, std::vector<std::string>{"Số liệu đến hết tháng 9/2021"});
  OpeningBalance wrong = balance;
  wrong.section = "weather";
  wrong.as_of = day("2027-01-01");
  EXPECT_EQ(add(lead_, wrong).error().fields,
            (std::vector<base::FieldError>{{"section", "unknown_value"}, {"as_of", "in_future"}}));
}

/// Persons may stand at another day than conversations.
TEST_F(Reports, AnOpeningFigureOfPersonsDoesNotMoveTheConversations) {
  called("2021-09-15T02:00:00Z");
  HotlineOrder order = march_;
  order.cumulative = true;
  Operations with_check(contacts_, documents_,
                        [](const auto&, base::Date, const std::string& series, const std::string&) {
                          return series == "person/total"
                                     ? std::vector<base::FieldError>{}
                                     : std::vector<base::FieldError>{{"section", "unknown_value"}};
                        });
  const auto add = [&](Operations& operations, const std::string& section) {
    return write([&](Transaction& tx) {
      return operations.add_balance(tx, {lead_, kNow},
                                    {.id = {},
                                     .hotline = kHotline,
                                     .as_of = day("2021-09-30"),
                                     .section = section,
                                     .code = "total",
                                     .count = 457,
                                     .source = "Bảng thử",
                                     .note = "Ghi chú"});
    });
  };
  const std::vector<base::FieldError> unknown{{"section", "unknown_value"}};
  EXPECT_EQ(add(operations_, "person/total").error().fields, unknown);
  EXPECT_EQ(add(with_check, "person/weather").error().fields, unknown);
  EXPECT_EQ(add(with_check, "person/total")->note, "Ghi chú");
  EXPECT_EQ(section(*report(order, lead_), "total").rows.front().cumulative, 1);
}

TEST_F(Reports, RefusesAPeriodThatEndsBeforeItBeginsAndUnknownBands) {
  HotlineOrder order{.period = {day("2026-03-31"), day("2026-03-01")}, .age_set = "zodiac"};
  EXPECT_EQ(report(order, lead_).error().fields,
            (std::vector<base::FieldError>{{"to", "before_start"}, {"age_set", "unknown_value"}}));
}

TEST_F(Reports, BecomesAPaperWithVietnameseNumbers) {
  closed(counsellor_, call());
  const auto draft = write([&](Transaction& tx) {
    return operations_.hotline_document(tx, {lead_, kNow}, march_);
  });
  ASSERT_TRUE(draft);
  EXPECT_EQ(draft->kind, "hotline_report");
  EXPECT_EQ(draft->owner_org, kHotline);
  const auto& blocks = draft->content.blocks;
  EXPECT_EQ(blocks.front().text, "Kỳ báo cáo: từ ngày 01/03/2026 đến ngày 31/03/2026.");
  const auto refused = write([&](Transaction& tx) {
    return operations_.hotline_document(tx, {counsellor_, kNow}, march_);
  });
  EXPECT_EQ(refused.error(), base::not_found());
}

/// A table is printed once: every chart stands right below the table that has its figures.
TEST_F(Reports, ThePaperHasChartsBesideTheirTables) {
  called("2025-02-02T02:00:00Z");
  called("2026-01-05T02:00:00Z");
  called("2026-03-02T02:00:00Z");
  HotlineOrder order{.period = {day("2026-01-01"), day("2026-03-31")}};
  const auto draft = write([&](Transaction& tx) {
    return operations_.hotline_document(tx, {lead_, kNow}, order);
  });
  ASSERT_TRUE(draft);
  std::vector<std::string> titles;
  for (const auto& block : draft->content.blocks) {
    if (block.kind != documents::BlockKind::chart) continue;
    EXPECT_TRUE(block.beside_table) << block.text;
    titles.push_back(block.text);
  }
  EXPECT_EQ(titles, (std::vector<std::string>{"Loại cuộc gọi", "Loại cuộc gọi theo thời gian",
                                              "Người liên hệ", "Nhóm tuổi", "Vùng", "Nội dung"}));
  const auto& groups = draft->content.blocks;
  const auto chart =
      std::ranges::find(groups, documents::BlockKind::chart, &documents::Block::kind);
  ASSERT_EQ(chart->chart.series.size(), 2U);
  EXPECT_EQ(chart->chart.series[0].values.front(), 2);
  EXPECT_EQ(chart->chart.series[1].values.front(), 1);
}

}  // namespace
}  // namespace hd::reporting
