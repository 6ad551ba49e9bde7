#pragma once
// The few threads that may hash passwords: each run takes 64 MiB and 100 ms, so their number is
// what bounds the harm of a flood. Callers wait for their own result; a full queue is said at once.

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "platform/crypto.h"

namespace hd::accounts {

/// Who waits for a hash. Both wait in a queue of their own, so that whoever guesses cannot keep out
/// people at their own computers.
enum class Lane {
  known,   ///< a browser that has signed in to the account before; served first
  strange  ///< any other
};

class HashPool {
 public:
  struct Options {
    std::size_t threads = 2;
    std::size_t queue = 32;  ///< jobs waiting in each lane; above: refused
    platform::PasswordCost cost = {};
  };
  /// `pepper` goes into every password by HMAC before Argon2id, so a stolen database alone cannot
  /// be guessed against.
  HashPool(Options options, platform::Secret pepper);
  /// Finishes the jobs that were taken.
  ~HashPool();
  HashPool(const HashPool&) = delete;
  HashPool& operator=(const HashPool&) = delete;

  /// Argon2id text of `password`; nullopt when the queue is full.
  std::optional<std::string> hash(std::string_view password, Lane lane = Lane::strange);

  /// Does `password` belong to `hash`? A nullopt hash costs the same time and is false. nullopt
  /// when the queue is full.
  std::optional<bool> verify(const std::optional<std::string>& hash, std::string_view password,
                             Lane lane = Lane::strange);

  /// True while another job would be refused.
  bool is_full(Lane lane);

 private:
  struct Job;
  bool run(const std::function<void()>& work, Lane lane);
  void work_off();
  std::deque<Job*>& waiting(Lane lane) { return lane == Lane::known ? known_ : strange_; }
  std::string peppered(std::string_view password) const;

  const Options options_;
  const platform::Secret pepper_;
  const std::string dummy_;  ///< of a random password: what unknown names are compared with
  std::mutex mutex_;         ///< guards the queues, stopping_ and what jobs say of themselves
  std::condition_variable wake_;
  std::condition_variable finished_;
  std::deque<Job*> known_;
  std::deque<Job*> strange_;
  bool stopping_ = false;
  std::vector<std::jthread> threads_;
};

}  // namespace hd::accounts
