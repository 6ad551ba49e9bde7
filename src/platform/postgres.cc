// The server engine: reads on a pool of connections, writes as groups on one connection.
//
// A read is REPEATABLE READ. Writes are SERIALIZABLE and take turns across all nodes by a lock on
// the table write_turn: every write extends the one audit chain, so writers in parallel would only
// undo each other. What still collides (other programs) is run again, at most five times.

#include <utility>

#include "platform/db.h"
#include "platform/group_writer.h"
#include "platform/guarded_transaction.h"
#include "platform/pool.h"
#include "platform/postgres_connection.h"
#include "platform/postgres_servers.h"

namespace hd::platform {
namespace {

// More than 64 savepoints in one transaction slow down everybody's snapshots.
constexpr std::size_t kGroupLimit = 60;

using PostgresTransaction = GuardedTransaction<PostgresConnection>;

constexpr const char* kBeginWrite =
    "BEGIN ISOLATION LEVEL SERIALIZABLE; LOCK TABLE write_turn IN EXCLUSIVE MODE";

class PostgresGroup final : public GroupEngine {
 public:
  explicit PostgresGroup(PostgresServers& servers) : servers_(servers) {}

  PostgresConnection& connection() { return *connection_; }

  void connect() {
    connection_.reset();
    connection_ = servers_.connect();
    const auto known = connection_->query("SELECT to_regclass('write_turn') IS NULL AS absent", {});
    if (known.at(0).flag("absent")) {
      connection_->script(
          "CREATE TABLE IF NOT EXISTS write_turn (checks BIGINT NOT NULL);"
          "INSERT INTO write_turn SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM write_turn)");
    }
  }
  // A connection lost while idle shows here; nothing has run yet, so one more try is safe.
  void begin() override {
    saved_ = kept_ = false;
    if (connection_ && connection_->alive()) {
      connection_->forget_failure();
      try {
        connection_->script(kBeginWrite);
        return;
      } catch (const DbError&) {
        if (connection_->alive()) throw;
      }
    }
    connect();
    connection_->script(kBeginWrite);
  }
  bool always_saves() const override { return true; }
  std::int64_t changes() const override { return 0; }
  void enter(const Scope& scope) override { scope_ = scope; }
  // One round trip closes the savepoint of the operation before, sets the next and says for whom.
  void save() override {
    const char* savepoint = "";  // one that was gone back to is still there
    if (kept_) {
      savepoint = "RELEASE SAVEPOINT operation; SAVEPOINT operation";
    } else if (!saved_) {
      savepoint = "SAVEPOINT operation";
    }
    connection_->enter(scope_, savepoint);
    saved_ = true;
    kept_ = false;
  }
  std::unique_ptr<WriteTransaction> operation() override {
    return std::make_unique<PostgresTransaction>(*connection_);
  }
  void keep() override { kept_ = true; }
  void undo() override {
    connection_->script("ROLLBACK TO SAVEPOINT operation");
    connection_->forget_failure();
  }
  // What one server cannot have confirmed, another may: it could have been promoted meanwhile.
  void commit() override {
    try {
      connection_->commit();
    } catch (const DbError& error) {
      if (error.problem == DbProblem::unavailable) {
        connection_.reset();
        servers_.doubt();
      }
      throw;
    }
  }
  void abandon() noexcept override {
    if (!connection_) return;
    try {
      if (connection_->alive() && connection_->in_transaction()) connection_->script("ROLLBACK");
    } catch (const DbError&) {
      connection_.reset();
    }
  }
  std::optional<GroupLoss> loss() const override {
    if (!connection_ || !connection_->alive()) {
      return GroupLoss{DbError(DbProblem::unavailable, "the connection was lost"), false};
    }
    const auto& state = connection_->last_state();
    if (state == "40001" || state == "40P01") {
      return GroupLoss{DbError(DbProblem::busy, "another writer was faster"), true};
    }
    return std::nullopt;
  }

 private:
  PostgresServers& servers_;
  std::unique_ptr<PostgresConnection> connection_;
  Scope scope_;
  bool saved_ = false;  ///< the savepoint exists
  bool kept_ = false;   ///< … and belongs to an operation that stays
};

class PostgresDatabase final : public Database {
 public:
  explicit PostgresDatabase(const PostgresOptions& options)
      : servers_(options.url),
        group_(servers_),
        readers_(static_cast<std::size_t>(options.connections),
                 [this] { return servers_.connect(); }),
        writer_(connected(group_), kGroupLimit) {}

  Engine engine() const override { return Engine::postgres; }

  void write_later(std::function<bool(Transaction&)> work,
                   std::function<void(std::exception_ptr)> done) override {
    writer_.run_later(std::move(work), std::move(done));
  }

  void run_script(std::string_view sql) override {
    const auto text = "SET LOCAL statement_timeout = 0; " + std::string(sql);
    writer_.run(
        [&](Transaction&) {
          group_.connection().script(text);
          return true;
        },
        {});
  }

  void check_writable() override {
    writer_.run(
        [](Transaction& tx) {
          return tx.execute("UPDATE write_turn SET checks = (checks + 1) % 1000") == 1;
        },
        {});
  }

 private:
  static GroupEngine& connected(PostgresGroup& group) {
    group.connect();
    return group;
  }

  void run_read(const std::function<void(Transaction&)>& work) override {
    Pool<PostgresConnection>::Lease reader(readers_);
    begin_read(reader);
    PostgresTransaction tx(*reader);
    try {
      work(tx);
      reader->script("COMMIT");
    } catch (...) {
      roll_back(reader);
      throw;
    }
  }
  void run_write(const std::function<bool(Transaction&)>& work) override { writer_.run(work); }

  static void begin_read(Pool<PostgresConnection>::Lease& reader) {
    static const std::string begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    const Scope& scope = current_scope();
    if (reader.usable() && reader->alive()) {
      try {
        reader->enter(scope, begin);
        return;
      } catch (const DbError&) {
        if (reader->alive()) throw;
      }
    }
    reader.reopen();
    reader->enter(scope, begin);
  }
  static void roll_back(Pool<PostgresConnection>::Lease& reader) noexcept {
    try {
      if (reader->alive()) reader->script("ROLLBACK");
    } catch (const DbError&) {
      reader.drop();
    }
  }

  PostgresServers servers_;
  PostgresGroup group_;
  Pool<PostgresConnection> readers_;
  GroupWriter writer_;
};

}  // namespace

std::unique_ptr<Database> open_postgres(const PostgresOptions& options) {
  return std::make_unique<PostgresDatabase>(options);
}

}  // namespace hd::platform
