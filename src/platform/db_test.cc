// The contract of platform/db.h: the same suite runs on SQLite, and on PostgreSQL when
// HD_TEST_POSTGRES is set.

#include "platform/db.h"

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "base/testing.h"
#include "platform/testing.h"

namespace hd::platform {
namespace {

using ThingId = base::Id<struct ThingTag>;

std::unique_ptr<Database> database_with_things() {
  auto database = testing::migrated_database();
  database->run_script(R"sql(
    CREATE TABLE thing (
      name TEXT NOT NULL PRIMARY KEY, amount BIGINT, content ENVELOPE, mark BLIND_INDEX,
      raw BYTEA, CHECK (amount > -100)
    );
    CREATE TABLE part (thing TEXT NOT NULL REFERENCES thing (name), amount BIGINT NOT NULL);
  )sql");
  return database;
}

struct DbTest : ::testing::Test {
  std::unique_ptr<Database> db = database_with_things();

  std::int64_t count() {
    return db->read([](Transaction& tx) {
      return tx.query_one("SELECT count(*) AS n FROM thing")->number("n");
    });
  }
  void add(const std::string& name, std::int64_t amount) {
    db->write([&](Transaction& tx) {
      return tx.execute("INSERT INTO thing (name, amount) VALUES ($1, $2)", {name, amount});
    });
  }
  /// What goes wrong with `sql`, or nothing.
  std::optional<DbProblem> problem_of(const std::string& sql) {
    try {
      db->write([&](Transaction& tx) { return tx.execute(sql); });
    } catch (const DbError& error) {
      return error.problem;
    }
    return std::nullopt;
  }
};

TEST_F(DbTest, EveryStoredTypeComesBackAsItWentIn) {
  const Blob bytes{std::string("\0\xff'\\x", 5)};
  const Blob mark{std::string(16, '\x80')};
  db->write([&](Transaction& tx) {
    tx.execute("INSERT INTO thing (name, amount, content, mark) VALUES ($1, $2, $3, $4)",
               {"Nguyễn 'x' \\", std::int64_t{9'007'199'254'740'993}, bytes, mark});
    return tx.execute("INSERT INTO thing (name, raw) VALUES ($1, $2)", {"", Blob{""}});
  });
  db->read([&](Transaction& tx) {
    const auto rows = tx.query("SELECT name, amount, content, mark, raw FROM thing ORDER BY name");
    EXPECT_EQ(rows[1].text("name"), "Nguyễn 'x' \\");
    EXPECT_EQ(rows[1].number("amount"), 9'007'199'254'740'993);
    EXPECT_EQ(rows[1].blob("content"), bytes);
    EXPECT_EQ(rows[1].blob("mark"), mark);
    EXPECT_TRUE(rows[1].is_null("raw"));
    EXPECT_EQ(rows[0].text("name"), "");
    EXPECT_EQ(rows[0].blob("raw"), Blob{""});
    EXPECT_EQ(rows[0].maybe_number("amount"), std::nullopt);
    return 0;
  });
}

TEST_F(DbTest, TimesDatesFlagsAndIdsAreReadInTheirOwnTypes) {
  const auto id = base::testing::id<ThingId>(7);
  const auto when = base::testing::at("2026-03-02T02:00:00.123Z");
  const auto day = base::parse_date("2026-03-02").value();
  const auto row = db->write([&](Transaction& tx) {
    tx.execute("INSERT INTO thing (name, amount) VALUES ($1, $2)", {id, when});
    tx.execute("INSERT INTO part (thing, amount) VALUES ($1, $2)", {id, true});
    return *tx.query_one(
        "SELECT name, t.amount, p.amount AS flag, CAST($1 AS TEXT) AS day FROM thing t "
        "JOIN part p ON p.thing = t.name WHERE p.amount = 1",
        {day});
  });
  EXPECT_EQ(row.id<ThingId>("name"), id);
  EXPECT_EQ(row.time("amount"), when);
  EXPECT_TRUE(row.flag("flag"));
  EXPECT_EQ(row.date("day"), day);
  EXPECT_THROW(row.id<ThingId>("day"), DbError);
  EXPECT_THROW(row.number("name"), DbError);
  EXPECT_THROW(row.text("elsewhere"), DbError);
}

TEST_F(DbTest, ParametersAreKnownByNumberNotByPlaceAndMayRepeat) {
  const auto row = db->read([](Transaction& tx) {
    return *tx.query_one(
        "SELECT CAST($2 AS TEXT) AS b, CAST($1 AS TEXT) AS a, "
        "CAST($2 AS TEXT) AS c",
        {"first", "second"});
  });
  EXPECT_EQ(row.text("a"), "first");
  EXPECT_EQ(row.text("b"), "second");
  EXPECT_EQ(row.text("c"), "second");
}

TEST(Param, AnEmptyTextCanStandForNull) {
  EXPECT_EQ(Param(null_if_empty("")).value, DbValue());
  EXPECT_EQ(Param(null_if_empty("KN-2026-00001")).value, DbValue("KN-2026-00001"));
}

TEST_F(DbTest, ANullParameterFitsEveryColumnWhicheverCameFirst) {
  const auto insert = [&](const char* name, Param amount, Param content) {
    db->write([&](Transaction& tx) {
      return tx.execute("INSERT INTO thing (name, amount, content) VALUES ($1, $2, $3)",
                        {name, std::move(amount), std::move(content)});
    });
  };
  insert("a", nullptr, nullptr);
  insert("b", 5, Blob{"x"});
  insert("c", nullptr, Blob{"y"});
  EXPECT_EQ(count(), 3);
  add("d", 9);
  const auto matching = [&](std::optional<std::int64_t> amount) {
    return db->read([&](Transaction& tx) {
      return tx.query("SELECT name FROM thing WHERE ($1 IS NULL OR amount = $1)", {amount}).size();
    });
  };
  EXPECT_EQ(matching(9), 1U);
  EXPECT_EQ(matching(std::nullopt), 4U);
}

TEST_F(DbTest, SumsAndCountsAreWholeNumbers) {
  for (int i = 1; i <= 4; ++i) add("n" + std::to_string(i), i * 10'000);
  const auto row = db->read([](Transaction& tx) {
    return *tx.query_one(
        "SELECT sum(amount) AS total, count(*) AS n, "
        "sum(amount) - 100001 AS less, sum(amount * 0) AS zero FROM thing");
  });
  EXPECT_EQ(row.number("total"), 100'000);
  EXPECT_EQ(row.number("n"), 4);
  EXPECT_EQ(row.number("less"), -1);
  EXPECT_EQ(row.number("zero"), 0);
}

TEST_F(DbTest, TheSharedSqlWorksUpsertReturningWindowsAndRowValues) {
  const auto rows = db->write([](Transaction& tx) {
    const char* upsert =
        "INSERT INTO thing (name, amount) VALUES ($1, $2) ON CONFLICT (name) "
        "DO UPDATE SET amount = thing.amount + excluded.amount RETURNING amount";
    tx.query(upsert, {"a", 1});
    EXPECT_EQ(tx.query_one(upsert, {"a", 2})->number("amount"), 3);
    tx.query(upsert, {"b", 2});
    return tx.query(
        "SELECT name, row_number() OVER (ORDER BY name DESC) AS place FROM thing "
        "WHERE (amount, name) > ($1, $2) ORDER BY name LIMIT $3",
        {2, "a", 10});
  });
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].number("place"), 2);
}

TEST_F(DbTest, ExecuteReturnsTheNumberOfRowsChanged) {
  add("a", 1);
  add("b", 1);
  const auto changed = db->write([](Transaction& tx) {
    return tx.execute("UPDATE thing SET amount = $1 WHERE amount = $2", {2, 1});
  });
  EXPECT_EQ(changed, 2);
}

TEST_F(DbTest, ProblemsAreToldApart) {
  add("a", 1);
  EXPECT_EQ(problem_of("INSERT INTO thing (name) VALUES ('a')"), DbProblem::unique);
  EXPECT_EQ(problem_of("INSERT INTO part (thing, amount) VALUES ('z', 1)"), DbProblem::foreign_key);
  EXPECT_EQ(problem_of("INSERT INTO thing (name, amount) VALUES ('b', -100)"), DbProblem::check);
  EXPECT_EQ(problem_of("INSERT INTO part (thing) VALUES ('a')"), DbProblem::not_null);
  EXPECT_EQ(problem_of("INSERT INTO nowhere (x) VALUES (1)"), DbProblem::other);
  EXPECT_EQ(count(), 1);
}

TEST_F(DbTest, AnExceptionUndoesEverything) {
  EXPECT_THROW(db->write([](Transaction& tx) -> int {
    tx.execute("INSERT INTO thing (name) VALUES ('a')");
    throw std::runtime_error("no");
  }),
               std::runtime_error);
  EXPECT_EQ(count(), 0);
}

TEST_F(DbTest, ARefusalUndoesEverythingAndIsReturned) {
  const auto result = db->write([](Transaction& tx) -> base::Result<int> {
    tx.execute("INSERT INTO thing (name) VALUES ('a')");
    return base::Error{base::ErrorKind::conflict, "thing.refused"};
  });
  EXPECT_EQ(result.error().code, "thing.refused");
  EXPECT_EQ(count(), 0);
}

TEST_F(DbTest, AfterAFailedStatementTheOperationCannotGoOn) {
  add("a", 1);
  EXPECT_THROW(db->write([](Transaction& tx) {
    tx.execute("INSERT INTO thing (name) VALUES ('b')");
    EXPECT_THROW(tx.execute("INSERT INTO thing (name) VALUES ('a')"), DbError);
    EXPECT_THROW(tx.query("SELECT 1 AS one"), DbError);
    return 0;
  }),
               DbError);
  EXPECT_EQ(count(), 1);
}

TEST_F(DbTest, ARefusedOperationMayCatchItsFailedStatement) {
  add("a", 1);
  const auto result = db->write([](Transaction& tx) -> base::Result<int> {
    try {
      tx.execute("INSERT INTO thing (name) VALUES ('a')");
    } catch (const DbError& error) {
      EXPECT_EQ(error.problem, DbProblem::unique);
      return base::Error{base::ErrorKind::conflict, "thing.known"};
    }
    return 1;
  });
  EXPECT_FALSE(result);
}

TEST_F(DbTest, OneFailingOperationDoesNotSpoilTheOthers) {
  std::atomic<int> failed = 0;
  std::vector<std::thread> callers;
  for (int i = 0; i < 32; ++i) {
    callers.emplace_back([&, i] {
      for (int round = 0; round < 20; ++round) {
        try {
          add(i % 4 == 0 ? "same" : std::to_string(i) + "-" + std::to_string(round), round);
        } catch (const DbError& error) {
          EXPECT_EQ(error.problem, DbProblem::unique);
          ++failed;
        }
      }
    });
  }
  for (auto& caller : callers) caller.join();
  EXPECT_EQ(failed, 8 * 20 - 1);
  EXPECT_EQ(count(), 24 * 20 + 1);
}

/// What was changed before a refusal is undone, what others of the same group did is not.
TEST_F(DbTest, ARefusalAfterAChangeUndoesThisChangeAlone) {
  std::vector<std::thread> callers;
  std::atomic<int> hooks = 0;
  for (int i = 0; i < 16; ++i) {
    callers.emplace_back([&, i] {
      for (int round = 0; round < 20; ++round) {
        const bool refuse = (i + round) % 3 == 0;
        const auto result = db->write([&](Transaction& tx) -> base::Result<int> {
          tx.execute("INSERT INTO thing (name) VALUES ($1)",
                     {(refuse ? "refused " : "kept ") + std::to_string(i * 100 + round)});
          tx.on_commit([&] { ++hooks; });
          if (refuse) return base::Error{base::ErrorKind::conflict, "thing.refused"};
          return round;
        });
        EXPECT_EQ(static_cast<bool>(result), !refuse);
      }
    });
  }
  for (auto& caller : callers) caller.join();
  const auto kept = db->read([](Transaction& tx) {
    return tx.query_one("SELECT COUNT(*) AS count FROM thing WHERE name LIKE 'kept %'")
        ->number("count");
  });
  EXPECT_EQ(kept, count());
  EXPECT_EQ(kept, hooks);
  EXPECT_EQ(kept, 213);
}

TEST_F(DbTest, ConcurrentCountersLoseNothing) {
  add("counter", 0);
  std::vector<std::thread> callers;
  for (int i = 0; i < 8; ++i) {
    callers.emplace_back([&] {
      for (int round = 0; round < 25; ++round) {
        db->write([](Transaction& tx) {
          const auto now =
              tx.query_one("SELECT amount FROM thing WHERE name = 'counter'")->number("amount");
          return tx.execute("UPDATE thing SET amount = $1 WHERE name = 'counter'", {now + 1});
        });
      }
    });
  }
  for (auto& caller : callers) caller.join();
  const auto total = db->read(
      [](Transaction& tx) { return tx.query_one("SELECT amount FROM thing")->number("amount"); });
  EXPECT_EQ(total, 200);
}

TEST_F(DbTest, AReadSeesOneSnapshotAndNoWriteOfOthers) {
  add("a", 1);
  db->read([&](Transaction& tx) {
    const auto before = tx.query("SELECT name FROM thing").size();
    std::thread([&] { add("b", 1); }).join();
    EXPECT_EQ(tx.query("SELECT name FROM thing").size(), before);
    return 0;
  });
  EXPECT_EQ(count(), 2);
}

TEST_F(DbTest, AReadCannotWriteAndTheNextReadWorks) {
  EXPECT_THROW(
      db->read([](Transaction& tx) { return tx.execute("INSERT INTO thing (name) VALUES ('a')"); }),
      DbError);
  EXPECT_EQ(count(), 0);
}

TEST_F(DbTest, AScanHandsOutRowByRowAndMayAskOtherQuestionsMeanwhile) {
  db->write([](Transaction& tx) {
    for (int i = 0; i < 1'201; ++i) {
      tx.execute("INSERT INTO thing (name, amount) VALUES ($1, $2)", {std::to_string(i), i});
    }
    return 0;
  });
  std::int64_t sum = 0;
  std::size_t inner = 0;
  db->read([&](Transaction& tx) {
    const char* sql = "SELECT name, amount FROM thing WHERE amount >= $1 ORDER BY amount";
    tx.scan(sql, {1}, [&](const Row& row) {
      sum += row.number("amount");
      if (row.number("amount") == 700) tx.scan(sql, {1'000}, [&](const Row&) { ++inner; });
    });
    return 0;
  });
  EXPECT_EQ(sum, 720'600);
  EXPECT_EQ(inner, 201U);
}

TEST_F(DbTest, HooksRunAfterTheCommitAndNeverAfterAnUndo) {
  std::atomic<int> ran = 0;
  db->write([&](Transaction& tx) {
    tx.on_commit([&] { ++ran; });
    return tx.execute("INSERT INTO thing (name) VALUES ('a')");
  });
  EXPECT_EQ(ran, 1);
  (void)db->write([&](Transaction& tx) -> base::Result<int> {
    tx.on_commit([&] { ++ran; });
    return base::not_found();
  });
  EXPECT_EQ(ran, 1);
}

TEST_F(DbTest, AWriteInsideAWriteIsABug) {
  EXPECT_THROW(db->write([&](Transaction&) {
    add("a", 1);
    return 0;
  }),
               std::logic_error);
}

TEST_F(DbTest, TextWithANulCharacterIsRefused) {
  EXPECT_THROW(add(std::string("a\0b", 3), 1), DbError);
  EXPECT_EQ(count(), 0);
}

TEST_F(DbTest, AWrongNumberOfParametersIsRefused) {
  EXPECT_THROW(db->read([](Transaction& tx) {
    return tx.query("SELECT name FROM thing WHERE name = $1").size();
  }),
               DbError);
  EXPECT_THROW(db->read([](Transaction& tx) {
    return tx.query("SELECT name FROM thing WHERE name = $1", {"a", "b"}).size();
  }),
               DbError);
}

TEST_F(DbTest, TextsAreOrderedByTheirBytes) {
  for (const auto* name : {"b", "B", "a-c", "ab", "á"}) add(name, 1);
  std::string order;
  db->read([&](Transaction& tx) {
    for (const auto& row : tx.query("SELECT name FROM thing ORDER BY name")) {
      order += row.text("name") + " ";
    }
    return 0;
  });
  EXPECT_EQ(order, "B a-c ab b á ");
}

TEST_F(DbTest, AHealthyDatabaseIsWritable) {
  EXPECT_NO_THROW(db->check_writable());
}

}  // namespace
}  // namespace hd::platform
