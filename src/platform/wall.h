#pragma once
// The second wall: the database itself keeps the rows of a case from a session without standing in
// it, also when the access decision is wrong. What it keeps back stands in wall_rules.cc, how in
// sqlite_wall.cc and postgres_wall.cc, why in docs/adr/0017-second-wall.md.

#include <string>
#include <string_view>

#include "base/time.h"
#include "platform/db.h"

namespace hd::platform {

/// For whom a transaction reads. Without a request (workers, start, command line): everything.
struct Scope {
  bool restricted = false;
  std::string key = {};   ///< wall_key() of the request's session; nobody's opens nothing
  base::Date today = {};  ///< the day on which posts must hold
};

/// What a session token becomes for the wall, 32 bytes. The database keeps its hash only: nothing
/// that can be read there passes the wall for somebody else.
std::string wall_key(std::string_view token);

/// What the session table keeps: the hash of wall_key().
std::string wall_hash(std::string_view token);

/// The scope of this thread: all transactions begun on it have it, also on a writer's thread.
const Scope& current_scope();

/// Makes `scope` that of this thread until the end of the block.
class ScopeOfThread {
 public:
  explicit ScopeOfThread(Scope scope);
  ~ScopeOfThread();
  ScopeOfThread(const ScopeOfThread&) = delete;
  ScopeOfThread& operator=(const ScopeOfThread&) = delete;

 private:
  Scope before_;
};

/// Why a request may for a moment read what its session has no standing in. Each use is listed in
/// docs/beyond-the-wall.txt, which tools/check_wall.py compares with the code.
enum class Beyond {
  referral_rules,    ///< a referral asks the case it rests on, and tells it what happened
  leaving,           ///< a change by which the actor loses standing is written to its end
  name_index,        ///< names for the index in memory, which answers for the asker's cases only
  duplicate_answer,  ///< the other lead is told what was answered
  figures,           ///< codes and times that reports count
  upload_budget,     ///< how many bytes a user or a record has already
};

/// Lifts the wall for `tx` until the end of the block. Without a request: does nothing.
class BeyondTheWall {
 public:
  BeyondTheWall(Transaction& tx, Beyond why);
  ~BeyondTheWall();
  BeyondTheWall(const BeyondTheWall&) = delete;
  BeyondTheWall& operator=(const BeyondTheWall&) = delete;

 private:
  Transaction& tx_;
};

/// A transaction behind the wall, as the engines offer it.
class Walled {
 public:
  virtual ~Walled() = default;
  Walled() = default;
  Walled(const Walled&) = delete;
  Walled& operator=(const Walled&) = delete;
  virtual void lift_wall() = 0;
  virtual void restore_wall() = 0;  ///< as often as lifted
};

}  // namespace hd::platform
