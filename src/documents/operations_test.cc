#include "documents/operations.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "audit/audit.h"
#include "documents/testing.h"
#include "platform/testing.h"
#include "vault/testing.h"

namespace hd::documents {
namespace {

using access::Role;
using base::ErrorKind;

const auto kHotline = base::testing::id<directory::OrgId>(1);
const auto kAgency = base::testing::id<directory::OrgId>(2);
const auto kOther = base::testing::id<directory::OrgId>(3);

access::Actor somebody(int number, Role role, const directory::OrgId& org) {
  return {.user = base::testing::id<access::UserId>(number),
          .posts = {{.id = base::testing::id<access::PostId>(number),
                     .role = role,
                     .org = org,
                     .valid_from = *base::parse_date("2020-01-01")}}};
}

class DocumentOperations : public ::testing::Test {
 protected:
  template <class Work>
  auto in_tx(Work&& work) {
    return database_->write(std::forward<Work>(work));
  }

  base::Result<Document> draft(const std::string& subject = "connection-1") {
    return in_tx([&](auto& tx) {
      return operations_.create_draft(tx, now_, counsellor_,
                                      {.kind = "written_report",
                                       .owner_org = kHotline,
                                       .copies_to = {kAgency},
                                       .subject_kind = "connection",
                                       .subject_id = subject,
                                       .subject_number = "KN-2026-00001",
                                       .content = testing::content()});
    });
  }
  base::Result<Document> issue(const DocumentId& id, std::int64_t version) {
    return in_tx([&](auto& tx) { return operations_.issue(tx, now_, counsellor_, id, version); });
  }
  base::Result<Document> open(const access::Actor& actor, const DocumentId& id) {
    return in_tx([&](auto& tx) { return operations_.open(tx, now_, actor, id); });
  }
  std::vector<std::string> titles(const access::Actor& actor, std::size_t limit = 50) {
    const auto page =
        in_tx([&](auto& tx) { return operations_.list(tx, now_, actor, {.limit = limit}); });
    std::vector<std::string> found;
    for (const auto& document : page.items) found.push_back(document.content.title);
    return found;
  }

  const base::Timestamp now_ = base::testing::at_minute(0);
  const access::Actor counsellor_ = somebody(1, Role::counsellor, kHotline);
  const access::Actor colleague_ = somebody(2, Role::counsellor, kHotline);
  const access::Actor lead_ = somebody(3, Role::hotline_lead, kHotline);
  const access::Actor agency_ = somebody(4, Role::wg_member, kAgency);
  const access::Actor stranger_ = somebody(5, Role::wg_member, kOther);
  const access::Actor administrator_ = somebody(6, Role::administrator, kHotline);
  std::unique_ptr<platform::Database> database_ = platform::testing::migrated_database();
  std::unique_ptr<vault::Vault> vault_ = vault::testing::vault();
  Operations operations_{*vault_};
};

/// The draft ends with a chart below a table with its figures. What a client says of it is not
/// looked at.
TEST_F(DocumentOperations, AChartGetsItsOwnTableBackWhenTheTableAboveIsEditedAway) {
  Block chart = testing::chart();
  chart.chart.form = ChartForm::bars;
  ChartTable figures = table_of(chart.chart);
  figures.columns.emplace_back("Tỷ lệ");
  for (auto& row : figures.rows) row.emplace_back("50 %");
  Content content = testing::content();
  content.blocks = {{.kind = BlockKind::table, .columns = figures.columns, .rows = figures.rows},
                    chart};
  std::int64_t version = draft()->version;
  const auto id = draft()->id;
  const auto is_beside = [&](const std::vector<Block>& blocks) {
    const auto saved = in_tx([&](auto& tx) {
      return operations_.save(tx, now_, counsellor_, id, {.version = version, .blocks = blocks});
    });
    version = saved->version;
    return open(counsellor_, id)->content.blocks.back().beside_table;
  };
  EXPECT_TRUE(is_beside(content.blocks));
  content.blocks.back().beside_table = true;
  auto changed = content.blocks;
  changed[0].rows[0][1] = "1.021";
  EXPECT_FALSE(is_beside(changed));
  EXPECT_FALSE(is_beside({content.blocks[1]}));
  EXPECT_TRUE(is_beside(content.blocks));
}

TEST_F(DocumentOperations, KeepsEveryPartOfAPaperFromDraftToIssue) {
  const auto made = draft();
  ASSERT_TRUE(made);
  const auto issued = issue(made->id, 1);
  ASSERT_TRUE(issued);
  const auto opened = open(lead_, made->id);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->content, testing::content());
  EXPECT_EQ(opened->state, State::issued);
  EXPECT_EQ(opened->hash.size(), 64U);
  EXPECT_EQ(opened->issued_by, counsellor_.user);
  EXPECT_EQ(opened->copies_to, std::vector{kAgency});
  EXPECT_EQ(opened->version, 2);
}

TEST_F(DocumentOperations, NumbersHaveNoGapsEvenWhenAnIssueFails) {
  const auto first = draft("a");
  const auto second = draft("b");
  ASSERT_TRUE(issue(first->id, 1));
  EXPECT_EQ(issue(second->id, 9).error().code, "stale");
  EXPECT_THROW(in_tx([&](auto& tx) -> base::Result<Document> {
                 auto result = operations_.issue(tx, now_, counsellor_, second->id, 1);
                 EXPECT_TRUE(result);
                 throw std::runtime_error("the machine stopped here");
               }),
               std::runtime_error);
  const auto issued = issue(second->id, 1);
  ASSERT_TRUE(issued);
  EXPECT_EQ(open(lead_, first->id)->number.substr(0, 2), "1/");
  EXPECT_EQ(issued->number.substr(0, 2), "2/");
}

TEST_F(DocumentOperations, ANewerPaperOnTheSameSubjectSupersedesTheOlder) {
  const auto first = draft();
  const auto second = draft();
  ASSERT_TRUE(issue(first->id, 1));
  ASSERT_TRUE(issue(second->id, 1));
  EXPECT_EQ(open(lead_, first->id)->state, State::superseded);
  EXPECT_EQ(open(lead_, second->id)->state, State::issued);
}

TEST_F(DocumentOperations, AnIssuedPaperCannotBeEditedOnlyWithdrawnWithAReason) {
  const auto made = draft();
  ASSERT_TRUE(issue(made->id, 1));
  const auto saved = in_tx([&](auto& tx) {
    return operations_.save(tx, now_, counsellor_, made->id, {.version = 2, .title = "Khác"});
  });
  EXPECT_EQ(saved.error().code, "document.not_draft");
  const auto withdraw = [&](const std::string& reason) {
    return in_tx(
        [&](auto& tx) { return operations_.withdraw(tx, now_, lead_, made->id, 2, reason); });
  };
  EXPECT_EQ(withdraw("").error().fields.front().field, "reason");
  ASSERT_TRUE(withdraw("sai số liệu"));
  const auto opened = open(lead_, made->id);
  EXPECT_EQ(opened->state, State::withdrawn);
  EXPECT_EQ(opened->withdrawn_reason, "sai số liệu");
  EXPECT_EQ(opened->content, testing::content());
}

// the agency gets its copy of the written report once it is issued, and not before.
TEST_F(DocumentOperations, TheAgencySeesItsCopyOnceThePaperIsIssued) {
  const auto made = draft();
  EXPECT_EQ(open(agency_, made->id).error(), base::not_found());
  EXPECT_TRUE(titles(agency_).empty());
  ASSERT_TRUE(issue(made->id, 1));
  EXPECT_TRUE(open(agency_, made->id));
  EXPECT_EQ(titles(agency_).size(), 1U);
}

TEST_F(DocumentOperations, AStrangerCannotTellAPaperFromNothing) {
  const auto made = draft();
  ASSERT_TRUE(issue(made->id, 1));
  for (const auto& outsider : {stranger_, administrator_}) {
    EXPECT_EQ(open(outsider, made->id).error(), open(outsider, DocumentId::random()).error());
    EXPECT_TRUE(titles(outsider).empty());
  }
}

TEST_F(DocumentOperations, AColleagueSeesADraftOnlyWhenItIsIssued) {
  const auto made = draft();
  EXPECT_EQ(open(colleague_, made->id).error(), base::not_found());
  EXPECT_TRUE(titles(colleague_).empty());
  EXPECT_EQ(titles(lead_).size(), 1U);
  ASSERT_TRUE(issue(made->id, 1));
  EXPECT_TRUE(open(colleague_, made->id));
  EXPECT_EQ(titles(colleague_).size(), 1U);
}

TEST_F(DocumentOperations, ASaveOnAnOldVersionChangesNothing) {
  const auto made = draft();
  const auto save = [&](std::int64_t version, const std::string& title) {
    return in_tx([&](auto& tx) {
      return operations_.save(tx, now_, counsellor_, made->id,
                              {.version = version, .title = title});
    });
  };
  ASSERT_TRUE(save(1, "Mới"));
  EXPECT_EQ(save(1, "Cũ").error(), base::stale(2));
  EXPECT_EQ(open(counsellor_, made->id)->content.title, "Mới");
}

TEST_F(DocumentOperations, TheListGoesOnWhereThePageEnded) {
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(draft(std::to_string(i)));
  std::vector<std::string> seen;
  std::string cursor;
  do {
    const auto page = in_tx([&](auto& tx) {
      return operations_.list(tx, now_, lead_, {.cursor = cursor, .limit = 2});
    });
    EXPECT_LE(page.items.size(), 2U);
    for (const auto& document : page.items) seen.push_back(document.id.str());
    cursor = page.next;
  } while (!cursor.empty());
  std::ranges::sort(seen);
  EXPECT_EQ(std::ranges::adjacent_find(seen), seen.end());
  EXPECT_EQ(seen.size(), 5U);
}

TEST_F(DocumentOperations, EveryStepLeavesOneAuditEntry) {
  const auto made = draft();
  ASSERT_TRUE(issue(made->id, 1));
  ASSERT_TRUE(open(lead_, made->id));
  const auto entries =
      in_tx([&](auto& tx) { return audit::find(tx, {.object_id = made->id.str()}, 10); });
  std::vector<std::string> actions;
  for (const auto& entry : entries) actions.push_back(entry.action);
  EXPECT_EQ(actions,
            (std::vector<std::string>{"document.open", "document.issue", "document.draft"}));
}

}  // namespace
}  // namespace hd::documents
