// What only the server engine can meet: other programs, lost connections. Needs HD_TEST_POSTGRES.

#include <thread>

#include <gtest/gtest.h>

#include "platform/db.h"
#include "platform/integrity.h"
#include "platform/migrate.h"
#include "platform/postgres_connection.h"
#include "platform/postgres_servers.h"
#include "platform/testing.h"

namespace hd::platform {
namespace {

struct PostgresTest : ::testing::Test {
  std::unique_ptr<Database> db;
  std::string url;

  void SetUp() override {
    if (testing::postgres_server() == nullptr) GTEST_SKIP() << "no server: tests/postgres.sh run …";
    db = testing::migrated_database();
    db->run_script("CREATE TABLE counter (n BIGINT NOT NULL); INSERT INTO counter VALUES (0)");
    const auto name = db->read([](Transaction& tx) {
      return tx.query_one("SELECT current_database() AS name")->text("name");
    });
    url = testing::with_database(testing::postgres_server(), name);
  }

  static std::int64_t read(Transaction& tx) {
    return tx.query_one("SELECT n FROM counter")->number("n");
  }
  static std::int64_t increase(Database& database) {
    return database.write([](Transaction& tx) {
      const auto next = read(tx) + 1;
      tx.execute("UPDATE counter SET n = $1", {next});
      return next;
    });
  }
  /// Cuts every other connection to this database.
  void cut_connections() const {
    PostgresConnection(url).script(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()");
  }
};

TEST_F(PostgresTest, AWriteThatCollidesWithAnotherProgramRunsAgain) {
  PostgresConnection outsider(url);
  int runs = 0;
  const auto result = db->write([&](Transaction& tx) {
    const auto seen = read(tx);
    if (++runs == 1) outsider.script("UPDATE counter SET n = 10");
    tx.execute("UPDATE counter SET n = $1", {seen + 1});
    return seen + 1;
  });
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(result, 11);
}

TEST_F(PostgresTest, AWriteThatAlwaysCollidesGivesUp) {
  PostgresConnection outsider(url);
  int runs = 0;
  try {
    db->write([&](Transaction& tx) {
      const auto seen = read(tx);
      ++runs;
      outsider.script("UPDATE counter SET n = n + 10");
      return tx.execute("UPDATE counter SET n = $1", {seen + 1});
    });
    FAIL() << "it went through";
  } catch (const DbError& error) {
    EXPECT_EQ(error.problem, DbProblem::busy);
  }
  EXPECT_EQ(runs, 6);
  EXPECT_EQ(increase(*db), 61);
}

TEST_F(PostgresTest, TwoNodesLoseNothing) {
  const auto second = open_postgres({.url = url});
  const auto work = [](Database& node) {
    for (int i = 0; i < 100; ++i) increase(node);
  };
  std::thread other(work, std::ref(*second));
  work(*db);
  other.join();
  EXPECT_EQ(increase(*db), 201);
}

TEST_F(PostgresTest, AConnectionCutWhileIdleIsReplacedUnnoticed) {
  increase(*db);
  cut_connections();
  EXPECT_EQ(increase(*db), 2);
  cut_connections();
  EXPECT_EQ(db->read(read), 2);
}

TEST_F(PostgresTest, AConnectionCutInTheMiddleMeansNotAcknowledged) {
  int runs = 0;
  try {
    db->write([&](Transaction& tx) {
      ++runs;
      tx.execute("UPDATE counter SET n = 5");
      cut_connections();
      return read(tx);
    });
    FAIL() << "it went through";
  } catch (const DbError& error) {
    EXPECT_EQ(error.problem, DbProblem::unavailable);
  }
  EXPECT_EQ(runs, 1);
  EXPECT_EQ(increase(*db), 1);
  EXPECT_THROW(db->read([&](Transaction& tx) {
    cut_connections();
    return read(tx);
  }),
               DbError);
  EXPECT_EQ(db->read(read), 1);
}

TEST_F(PostgresTest, AServerThatIsNotThereIsUnavailable) {
  try {
    open_postgres({.url = "postgres://hd@127.0.0.1:1/x"});
    FAIL() << "there is one";
  } catch (const DbError& error) {
    EXPECT_EQ(error.problem, DbProblem::unavailable);
  }
}

TEST_F(PostgresTest, ADatabaseThatOrdersTextByALanguageIsRefused) {
  PostgresConnection server(testing::postgres_server());
  server.script("DROP DATABASE IF EXISTS hd_test_ordered");
  server.script("CREATE DATABASE hd_test_ordered TEMPLATE template0 LOCALE 'C.UTF-8'");
  EXPECT_THROW(migrate(*open_postgres({.url = testing::with_database(testing::postgres_server(),
                                                                     "hd_test_ordered")}),
                       {}),
               DbError);
  server.script("DROP DATABASE hd_test_ordered WITH (FORCE)");
}

TEST(PostgresServers, EachHostOfAUrlIsTriedByItselfWithEverythingElseAsItIs) {
  const auto each = one_for_each_host(
      "postgres://hd@db1:5433,db2:5434,[::1]:5435/case?sslmode=verify-full&application_name=it's");
  ASSERT_EQ(each.size(), 3);
  EXPECT_NE(each[0].find("host='db1' port='5433' "), std::string::npos) << each[0];
  EXPECT_NE(each[2].find("host='::1' port='5435' "), std::string::npos) << each[2];
  for (const auto& one : each) {
    EXPECT_NE(one.find("user='hd' "), std::string::npos) << one;
    EXPECT_NE(one.find("dbname='case' "), std::string::npos) << one;
    EXPECT_NE(one.find("sslmode='verify-full' "), std::string::npos) << one;
    EXPECT_NE(one.find(R"(application_name='it\'s' )"), std::string::npos) << one;
  }
}

TEST(PostgresServers, OnePortMayStandForAllHosts) {
  const auto each = one_for_each_host("host=db1,db2 port=5433 user=hd");
  ASSERT_EQ(each.size(), 2);
  EXPECT_NE(each[1].find("host='db2' "), std::string::npos) << each[1];
  EXPECT_NE(each[1].find("port='5433' "), std::string::npos) << each[1];
}

TEST(PostgresServers, OneHostStaysAsItWasWritten) {
  EXPECT_EQ(one_for_each_host("postgres://hd@db1/case"),
            std::vector<std::string>{"postgres://hd@db1/case"});
  EXPECT_EQ(one_for_each_host("postgres://not a url"),
            std::vector<std::string>{"postgres://not a url"});
}

TEST_F(PostgresTest, AServerThatIsNotThereIsPassedOverForOneThatTakesWrites) {
  const auto at = url.find('@') + 1;
  auto several = url;
  several.insert(at, "127.0.0.1:1,");
  const auto node = open_postgres({.url = several});
  EXPECT_EQ(increase(*node), 1);
  cut_connections();
  EXPECT_EQ(increase(*node), 2);
}

// As a pooler or an old address would lead to: nothing could be written there.
TEST_F(PostgresTest, AServerThatOnlyReadsIsNotTakenUnlessTheUrlAsksForIt) {
  db->run_script("ALTER DATABASE " + url.substr(url.rfind('/') + 1) +
                 " SET default_transaction_read_only = on");
  EXPECT_THROW(PostgresConnection{url}, DbError);
  EXPECT_NO_THROW(PostgresConnection{url + "?target_session_attrs=any"});
}

// The private server of the tests is quick and not safe; data checksums are off by default, too.
TEST_F(PostgresTest, SettingsThatMakeOurPromisesWeakerAreNamed) {
  const std::vector<std::string> weak{"data_checksums", "fsync", "full_page_writes"};
  EXPECT_EQ(weak_settings(*db), weak);
}

TEST_F(PostgresTest, ABlindIndexHasSixteenBytes) {
  db->run_script("CREATE TABLE marked (mark BLIND_INDEX)");
  const auto insert = [&](std::size_t size) {
    return db->write([&](Transaction& tx) {
      return tx.execute("INSERT INTO marked VALUES ($1)", {Blob{std::string(size, 'x')}});
    });
  };
  EXPECT_EQ(insert(16), 1);
  EXPECT_THROW(insert(15), DbError);
}

}  // namespace
}  // namespace hd::platform
