// An installation that is older than the program keeps its definitions, and can take the newer
// ones.

#include <gtest/gtest.h>

#include "contacts/testing.h"
#include "statistics/operations.h"
#include "statistics/testing_sources.h"

namespace hd::statistics::testing {
namespace {

class NewerDefinitions : public SourceScene {
 protected:
  /// What the installation had: the report of victims without its paragraphs, by an older program.
  NewerDefinitions() {
    write([](Transaction& tx) {
      load_first_content(tx);
      built_in_ = *Operations::definition(tx, "victims");
      tx.execute("DELETE FROM report_definition WHERE code = $1", {"victims"});
      Definition old = built_in_;
      old.texts = {"Lời cũ."};
      old.in_use = false;
      store::insert(tx, old, kNow, std::nullopt);
      load_first_content(tx);
    });
  }

  std::string newer() {
    std::string codes;
    database_->read([&](Transaction& tx) {
      for (const auto& one : Operations::newer_definitions(tx)) {
        codes += one.code + " " + std::to_string(one.version) + "; ";
      }
      return true;
    });
    return codes;
  }
  base::Result<Definition> take_over(const access::Actor& who, std::int64_t version) {
    return database_->write([&](Transaction& tx) {
      return operations_.take_over(tx, {who, now_}, "victims", version);
    });
  }

  inline static Definition built_in_;
  const access::Actor statistician_ = person(7, Role::statistician);
  documents::Operations documents_{*vault_};
  Operations operations_{{.vault = *vault_,
                          .documents = documents_,
                          .source_of = [this](Unit unit) { return sources_.of(unit); },
                          .lines_of = {}}};
};

TEST_F(NewerDefinitions, AreToldAndTakenOverAsTheNextVersion) {
  EXPECT_EQ(newer(), "victims 1; ");
  const auto taken = take_over(statistician_, 1);
  ASSERT_TRUE(taken);
  EXPECT_EQ(taken->version, 2);
  EXPECT_TRUE(same_content(*taken, built_in_));
  EXPECT_FALSE(taken->in_use) << "it was put out of use";
  database_->read([&](Transaction& tx) {
    EXPECT_EQ(store::find_definition(tx, "victims", 1)->texts,
              (std::vector<std::string>{"Lời cũ."}));
    return true;
  });
  EXPECT_EQ(newer(), "");
  EXPECT_EQ(take_over(statistician_, 2).error().code, "report_definition.up_to_date");
}

TEST_F(NewerDefinitions, WhatWasChangedAfterwardsIsTheInstallationsOwn) {
  auto own = *take_over(statistician_, 1);
  own.texts = {"Lời của cơ quan."};
  database_->write([&](Transaction& tx) {
    EXPECT_TRUE(operations_.save(tx, {statistician_, now_}, own));
    return true;
  });
  EXPECT_EQ(newer(), "");
}

TEST_F(NewerDefinitions, AreTakenByThoseWhoMayAndFromTheVersionTheySaw) {
  EXPECT_EQ(take_over(person(8, Role::administrator), 1).error().code, "not_found");
  EXPECT_EQ(take_over(statistician_, 2).error().code, "stale");
}

}  // namespace
}  // namespace hd::statistics::testing
