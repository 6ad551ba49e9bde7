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

class HashPool {
 public:
  struct Options {
    std::size_t threads = 2;
    std::size_t queue = 32;  ///< jobs waiting; above: refused
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
  std::optional<std::string> hash(std::string_view password);

  /// Does `password` belong to `hash`? A nullopt hash costs the same time and is false. nullopt
  /// when the queue is full.
  std::optional<bool> verify(const std::optional<std::string>& hash, std::string_view password);

  /// True while another job would be refused.
  bool is_full();

 private:
  struct Job;
  bool run(const std::function<void()>& work);
  void work_off();
  std::string peppered(std::string_view password) const;

  const Options options_;
  const platform::Secret pepper_;
  const std::string dummy_;  ///< of a random password: what unknown names are compared with
  std::mutex mutex_;         ///< guards jobs_, stopping_ and what jobs say of themselves
  std::condition_variable wake_;
  std::condition_variable finished_;
  std::deque<Job*> jobs_;
  bool stopping_ = false;
  std::vector<std::jthread> threads_;
};

}  // namespace hd::accounts
