#include "platform/wall.h"

#include <utility>

#include "platform/crypto.h"

namespace hd::platform {
namespace {

thread_local Scope scope_of_thread;

Walled* walled(Transaction& tx) {
  return dynamic_cast<Walled*>(&tx);
}

}  // namespace

std::string wall_key(std::string_view token) {
  return sha256("second wall:" + std::string(token));
}

std::string wall_hash(std::string_view token) {
  return sha256(wall_key(token));
}

const Scope& current_scope() {
  return scope_of_thread;
}

ScopeOfThread::ScopeOfThread(Scope scope)
    : before_(std::exchange(scope_of_thread, std::move(scope))) {}

ScopeOfThread::~ScopeOfThread() {
  scope_of_thread = std::move(before_);
}

BeyondTheWall::BeyondTheWall(Transaction& tx, [[maybe_unused]] Beyond why) : tx_(tx) {
  if (auto* wall = walled(tx_)) wall->lift_wall();
}

BeyondTheWall::~BeyondTheWall() {
  if (auto* wall = walled(tx_)) wall->restore_wall();
}

}  // namespace hd::platform
