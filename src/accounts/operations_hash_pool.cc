#include "accounts/operations_hash_pool.h"

#include <exception>
#include <utility>

#include "base/text.h"

namespace hd::accounts {

struct HashPool::Job {
  const std::function<void()>& work;
  bool done = false;
  std::exception_ptr failure = {};
};

HashPool::HashPool(Options options, platform::Secret pepper)
    : options_(options),
      pepper_(std::move(pepper)),
      dummy_(platform::hash_password(peppered(platform::random_bytes(32)), options.cost)) {
  for (std::size_t i = 0; i < options_.threads; ++i) {
    threads_.emplace_back([this] { work_off(); });
  }
}

HashPool::~HashPool() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
}

std::optional<std::string> HashPool::hash(std::string_view password, Lane lane) {
  std::string text;
  const bool ran =
      run([&] { text = platform::hash_password(peppered(password), options_.cost); }, lane);
  if (!ran) return std::nullopt;
  return text;
}

std::optional<bool> HashPool::verify(const std::optional<std::string>& hash,
                                     std::string_view password, Lane lane) {
  bool same = false;
  const bool ran = run(
      [&] { same = platform::verify_password(hash.value_or(dummy_), peppered(password)) && hash; },
      lane);
  if (!ran) return std::nullopt;
  return same;
}

bool HashPool::is_full(Lane lane) {
  const std::lock_guard lock(mutex_);
  return waiting(lane).size() >= options_.queue;
}

bool HashPool::run(const std::function<void()>& work, Lane lane) {
  Job job{work};
  std::unique_lock lock(mutex_);
  if (waiting(lane).size() >= options_.queue) return false;
  waiting(lane).push_back(&job);
  wake_.notify_one();
  finished_.wait(lock, [&] { return job.done; });
  if (job.failure) std::rethrow_exception(job.failure);
  return true;
}

void HashPool::work_off() {
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait(lock, [this] { return stopping_ || !known_.empty() || !strange_.empty(); });
    auto& next = known_.empty() ? strange_ : known_;
    if (next.empty()) return;
    Job* const job = next.front();
    next.pop_front();
    lock.unlock();
    std::exception_ptr failure;
    try {
      job->work();
    } catch (...) {
      failure = std::current_exception();
    }
    lock.lock();
    job->failure = failure;
    job->done = true;  // the waiter owns the job: not to be touched once the lock is gone
    finished_.notify_all();
  }
}

std::string HashPool::peppered(std::string_view password) const {
  return platform::to_base64url(platform::hmac_sha256(pepper_, base::nfc(password)));
}

}  // namespace hd::accounts
