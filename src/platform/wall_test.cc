// The second wall from below: statements as a session may send them, on both engines.

#include "platform/wall.h"

#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "base/testing.h"
#include "platform/crypto.h"
#include "platform/testing.h"
#include "platform/wall_rules.h"

namespace hd::platform {
namespace {

constexpr std::string_view kLead = "token of the lead";
constexpr std::string_view kStranger = "token of a stranger";

/// Two users of two organisations with a session each; a case of the first with one person.
struct WallTest : ::testing::Test {
  std::unique_ptr<Database> db = testing::migrated_database();
  const base::Date today = *base::parse_date("2026-03-02");

  void SetUp() override {
    db->write([&](Transaction& tx) {
      add_user(tx, "lead", "org.1", kLead);
      add_user(tx, "stranger", "org.2", kStranger);
      add_case(tx, "case.1", "lead", "org.1");
      return true;
    });
  }

  static void add_user(Transaction& tx, const std::string& user, const std::string& org,
                       std::string_view token) {
    tx.execute(
        "INSERT INTO user_account (id, username, display_name, language, state, demo, created_at,"
        " changed_at, version) VALUES ($1, $1, $2, 'vi', 'active', 0, 0, 0, 1)",
        {user, Blob{"x"}});
    tx.execute(
        "INSERT INTO user_post (id, user_id, role, organisation_id, valid_from, created_at,"
        " changed_at, version) VALUES ($1, $1, 'counsellor', $2, '2026-01-01', 0, 0, 1)",
        {user, org});
    tx.execute(
        "INSERT INTO user_session (id, user_id, token_hash, device, created_at, last_seen_at,"
        " proved_at, wall_hash) VALUES ($1, $1, $2, '', 0, 0, 0, $3)",
        {user, Blob{sha256(token)}, Blob{wall_hash(token)}});
  }
  static void add_case(Transaction& tx, const std::string& id, const std::string& lead,
                       const std::string& org) {
    tx.execute(
        "INSERT INTO case_file (id, number, state, lead_org, lead_officer, contact_number,"
        " entry_road, opened_by, opened_at, updated_at, closure_reason, persons, identification,"
        " risk_level, version, closure, summary) VALUES ($1, $1, 'open', $3, $2, '', '', $2, 0, 0,"
        " '', 1, '', '', 1, $4, $4)",
        {id, lead, org, Blob{"x"}});
    tx.execute(
        "INSERT INTO person (id, case_file, position, kind, identification, created_at, updated_at,"
        " version, identity, facts, trafficking) VALUES ($1, $2, 1, '', '', 0, 0, 1, $3, $3, $3)",
        {"person of " + id, id, Blob{"x"}});
  }

  Scope as(std::string_view token) const {
    return {.restricted = true, .key = token.empty() ? "" : wall_key(token), .today = today};
  }
  /// How many rows a session gets from a table, reading.
  std::size_t rows(std::string_view token, const std::string& sql = "SELECT id FROM person") {
    const ScopeOfThread scope(as(token));
    return db->read([&](Transaction& tx) { return tx.query(sql).size(); });
  }
  /// The same in a change, where the engine is another connection.
  std::size_t rows_in_a_change(std::string_view token) {
    const ScopeOfThread scope(as(token));
    return db->write([](Transaction& tx) { return tx.query("SELECT id FROM person").size(); });
  }
  std::int64_t changed(std::string_view token, const std::string& sql) {
    const ScopeOfThread scope(as(token));
    return db->write([&](Transaction& tx) { return tx.execute(sql); });
  }
};

TEST_F(WallTest, WithoutARequestEverythingIsThere) {
  EXPECT_EQ(db->read([](Transaction& tx) { return tx.query("SELECT id FROM person").size(); }), 1U);
}

TEST_F(WallTest, ASessionGetsTheRowsOfItsCasesAndNoOthers) {
  for (const std::string table : {"case_file", "person"}) {
    EXPECT_EQ(rows(kLead, "SELECT id FROM " + table), 1U) << table;
    EXPECT_EQ(rows(kStranger, "SELECT id FROM " + table), 0U) << table;
    EXPECT_EQ(rows("", "SELECT id FROM " + table), 0U) << table;
    EXPECT_EQ(rows("a token that nobody has", "SELECT id FROM " + table), 0U) << table;
  }
  EXPECT_EQ(rows_in_a_change(kLead), 1U);
  EXPECT_EQ(rows_in_a_change(kStranger), 0U);
  EXPECT_EQ(rows_in_a_change(kLead), 1U);
}

TEST_F(WallTest, EveryTableOfTheListIsKeptFromAStranger) {
  for (const Guarded& guarded : guarded_tables()) {
    const std::string sql =
        "SELECT " + std::string(guarded.column) + " FROM " + std::string(guarded.table);
    EXPECT_EQ(rows(kStranger, sql), 0U) << guarded.table;
  }
}

TEST_F(WallTest, ASessionThatEndedOrAPostThatEndedOpensNothing) {
  db->write([](Transaction& tx) {
    return tx.execute("UPDATE user_post SET valid_to = '2026-03-01' WHERE user_id = 'lead'");
  });
  EXPECT_EQ(rows(kLead), 0U);
  db->write([](Transaction& tx) {
    return tx.execute("UPDATE user_post SET valid_to = '2026-03-02' WHERE user_id = 'lead'");
  });
  EXPECT_EQ(rows(kLead), 1U);
  db->write([](Transaction& tx) {
    return tx.execute("UPDATE user_session SET ended_at = 1 WHERE id = 'lead'");
  });
  EXPECT_EQ(rows(kLead), 0U);
}

TEST_F(WallTest, AnExclusionBeatsLeading) {
  db->write([](Transaction& tx) {
    return tx.execute(
        "INSERT INTO case_exclusion (case_file, user_id, by_user, at, reason)"
        " VALUES ('case.1', 'lead', 'x', 0, $1)",
        {Blob{"x"}});
  });
  EXPECT_EQ(rows(kLead), 0U);
}

TEST_F(WallTest, RowsOutOfSightAreNotChangedAndNotCounted) {
  EXPECT_EQ(changed(kStranger, "UPDATE person SET version = 2"), 0);
  EXPECT_EQ(changed(kStranger, "DELETE FROM person"), 0);
  EXPECT_EQ(changed(kStranger, "UPDATE person SET version = 2 WHERE id = 'person of case.1'"), 0);
  EXPECT_EQ(changed(kLead, "UPDATE person SET version = 2 WHERE id = 'person of case.1'"), 1);
}

TEST_F(WallTest, WhatOneMakesInAChangeIsThereForItsRest) {
  const ScopeOfThread scope(as(kLead));
  const auto seen = db->write([](Transaction& tx) {
    EXPECT_EQ(tx.query("SELECT id FROM person WHERE case_file = 'case.2'").size(), 0U);
    add_case(tx, "case.2", "lead", "org.1");
    return tx.query("SELECT id FROM person WHERE case_file = 'case.2'").size();
  });
  EXPECT_EQ(seen, 1U);
}

TEST_F(WallTest, LiftedForAMomentAndBackAlsoWithinItself) {
  const ScopeOfThread scope(as(kStranger));
  const auto count = [](Transaction& tx) { return tx.query("SELECT id FROM person").size(); };
  const auto look = [&](Transaction& tx) {
    EXPECT_EQ(count(tx), 0U);
    {
      const BeyondTheWall outer(tx, Beyond::figures);
      { const BeyondTheWall inner(tx, Beyond::figures); }
      EXPECT_EQ(count(tx), 1U);
    }
    return count(tx);
  };
  EXPECT_EQ(db->read(look), 0U);
  EXPECT_EQ(db->write(look), 0U);
}

TEST_F(WallTest, AReadInsideAWriteHasTheSameScope) {
  const ScopeOfThread scope(as(kStranger));
  const auto seen = db->write([&](Transaction&) {
    return db->read([](Transaction& tx) { return tx.query("SELECT id FROM person").size(); });
  });
  EXPECT_EQ(seen, 0U);
}

// What an expression smuggled into a statement could try.
TEST_F(WallTest, NothingInAStatementWidensTheScope) {
  if (db->engine() == Engine::sqlite) {
    for (const std::string sql :
         {"SELECT id FROM main.person", "SELECT id FROM \"main\".person",
          "SELECT id FROM [MAIN] . person", "SELECT name FROM pragma_table_info('person')",
          "PRAGMA writable_schema", "DROP VIEW person", "ATTACH 'x' AS y"}) {
      EXPECT_THROW(rows(kStranger, sql), DbError) << sql;
    }
    return;
  }
  // The hash that can be read in the session table is not the key.
  const std::string smuggled =
      "SELECT id FROM person WHERE set_config('haidang.session', (SELECT encode(wall_hash, 'hex') "
      "FROM user_session WHERE id = 'lead'), true) <> ''";
  EXPECT_EQ(rows(kStranger, smuggled), 0U);
  EXPECT_EQ(rows(kStranger, "SELECT id FROM person WHERE set_config('role', 'none', true) <> ''"),
            0U);
  EXPECT_THROW(rows(kStranger, "SELECT name FROM schema_migration"), DbError);
}

}  // namespace
}  // namespace hd::platform
