// Two pieces of work on the product's own worker threads, with a mistake or without:
// planted_race none | race | deadlock.

#include <atomic>
#include <cstdio>
#include <functional>
#include <mutex>
#include <string_view>
#include <thread>

#include "platform/http_workers.h"

namespace {

/// Runs both at the same time, each on a thread of its own. Waiting orders nothing between them.
void run_both(const std::function<void()>& first, const std::function<void()>& second) {
  std::atomic<int> here = 0;
  const auto meet = [&here] {
    here.fetch_add(1, std::memory_order_relaxed);
    while (here.load(std::memory_order_relaxed) < 2) std::this_thread::yield();
  };
  hd::platform::WorkerPool pool({.threads = 2});
  for (const auto& work : {std::cref(first), std::cref(second)}) {
    pool.submit([&meet, work] {
      meet();
      work();
    });
  }
  pool.stop();
}

void count_without_lock() {
  int count = 0;
  run_both([&count] { ++count; }, [&count] { ++count; });
}

void count_with_lock() {
  int count = 0;
  std::mutex mutex;
  const auto work = [&] {
    const std::lock_guard lock(mutex);
    ++count;
  };
  run_both(work, work);
}

/// One after the other, so that nothing hangs: the order of the locks is what is wrong.
void lock_in_both_orders() {
  std::mutex left;
  std::mutex right;
  std::atomic<bool> first_done = false;
  run_both(
      [&] {
        const std::scoped_lock<std::mutex> one(left);
        const std::scoped_lock<std::mutex> two(right);
        first_done = true;
      },
      [&] {
        while (!first_done) std::this_thread::yield();
        const std::scoped_lock<std::mutex> two(right);
        const std::scoped_lock<std::mutex> one(left);
      });
}

}  // namespace

int main(int count, char** arguments) {
  const std::string_view plant = count == 2 ? arguments[1] : "";
  if (plant == "none") {
    count_with_lock();
  } else if (plant == "race") {
    count_without_lock();
  } else if (plant == "deadlock") {
    lock_in_both_orders();
  } else {
    std::fputs("planted_race none | race | deadlock\n", stderr);
    return 2;
  }
  return 0;
}
