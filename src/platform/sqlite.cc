// The embedded engine: one file, one writer thread with group commit, read-only connections.

#include <sqlite3.h>

#include "platform/db.h"
#include "platform/fail_stop.h"
#include "platform/group_writer.h"
#include "platform/guarded_transaction.h"
#include "platform/pool.h"
#include "platform/sqlite_connection.h"

namespace hd::platform {
namespace {

constexpr std::size_t kGroupLimit = 128;

using SqliteTransaction = GuardedTransaction<SqliteConnection>;

class SqliteGroup final : public GroupEngine {
 public:
  explicit SqliteGroup(const std::string& path)
      : connection_(path, SqliteConnection::Mode::writer) {}

  SqliteConnection& connection() { return connection_; }

  void begin() override {
    began_ = false;
    connection_.enter({});
    connection_.execute("BEGIN IMMEDIATE");
    began_ = true;
  }
  // A savepoint copies every page before its first change: a tenth of the work of a small write.
  bool always_saves() const override { return false; }
  std::int64_t changes() const override { return connection_.changing_statements(); }
  void enter(const Scope& scope) override { connection_.enter(scope); }
  void save() override { connection_.execute("SAVEPOINT operation"); }
  std::unique_ptr<WriteTransaction> operation() override {
    return std::make_unique<SqliteTransaction>(connection_);
  }
  void keep() override { connection_.execute("RELEASE operation"); }
  void undo() override {
    connection_.execute("ROLLBACK TO operation");
    connection_.execute("RELEASE operation");
  }
  void commit() override {
    try {
      connection_.execute("COMMIT");
    } catch (const DbError&) {
      stop_on_io_error(sqlite3_extended_errcode(connection_.handle()));
      throw;
    }
  }
  void abandon() noexcept override {
    began_ = false;
    if (!connection_.in_transaction()) return;
    try {
      connection_.execute("ROLLBACK");
    } catch (const DbError&) {
      fail_stop("database.rollback_failed", 0);
    }
  }
  std::optional<GroupLoss> loss() const override {
    if (!began_ || connection_.in_transaction()) return std::nullopt;
    return GroupLoss{DbError(DbProblem::full, "the transaction was undone by the engine"), false};
  }

 private:
  SqliteConnection connection_;
  bool began_ = false;
};

class SqliteDatabase final : public Database {
 public:
  explicit SqliteDatabase(const SqliteOptions& options)
      : group_(options.path),
        readers_(static_cast<std::size_t>(options.readers),
                 [path = options.path] {
                   return std::make_unique<SqliteConnection>(path, SqliteConnection::Mode::reader);
                 }),
        writer_(group_, kGroupLimit) {}

  Engine engine() const override { return Engine::sqlite; }

  void write_later(std::function<bool(Transaction&)> work,
                   std::function<void(std::exception_ptr)> done) override {
    writer_.run_later(std::move(work), std::move(done));
  }

  void run_script(std::string_view sql) override {
    const std::string text(sql);
    writer_.run(
        [&](Transaction&) {
          group_.connection().script(text);
          return true;
        },
        {});
  }

  // Writing the same value still is a change of the file with a durable commit.
  void check_writable() override {
    writer_.run(
        [](Transaction& tx) {
          const auto version = tx.query("PRAGMA user_version").at(0).number("user_version");
          tx.execute("PRAGMA user_version = " + std::to_string(version));
          return true;
        },
        {});
  }

 private:
  void run_read(const std::function<void(Transaction&)>& work) override {
    Pool<SqliteConnection>::Lease reader(readers_);
    SqliteTransaction tx(*reader);
    reader->enter(current_scope());
    reader->execute("BEGIN");
    try {
      work(tx);
    } catch (...) {
      if (reader->in_transaction()) reader->execute("ROLLBACK");
      throw;
    }
    reader->execute("COMMIT");
  }
  void run_write(const std::function<bool(Transaction&)>& work) override { writer_.run(work); }

  SqliteGroup group_;
  Pool<SqliteConnection> readers_;
  GroupWriter writer_;
};

}  // namespace

std::unique_ptr<Database> open_sqlite(const SqliteOptions& options) {
  return std::make_unique<SqliteDatabase>(options);
}

}  // namespace hd::platform
