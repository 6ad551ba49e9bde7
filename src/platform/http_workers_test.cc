#include "platform/http_workers.h"

#include <algorithm>
#include <atomic>
#include <latch>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace hd::platform {
namespace {

using namespace std::chrono_literals;

TEST(HttpWorkers, WorkBeginsInTheOrderInWhichItCame) {
  std::vector<int> begun;
  std::latch done(1000);
  WorkerPool pool({.threads = 4, .at_once = 1, .patience = 1h});
  for (int i = 0; i < 1000; ++i) {
    pool.submit([&, i] {
      begun.push_back(i);
      done.count_down();
    });
  }
  done.wait();
  ASSERT_EQ(begun.size(), 1000U);
  EXPECT_TRUE(std::ranges::is_sorted(begun));
}

TEST(HttpWorkers, NoMoreWorkAtATimeThanAllowed) {
  std::atomic<int> now = 0;
  std::atomic<int> most = 0;
  std::latch done(200);
  WorkerPool pool({.threads = 16, .at_once = 3, .patience = 1h});
  for (int i = 0; i < 200; ++i) {
    pool.submit([&] {
      const int with_me = ++now;
      int seen = most;
      while (seen < with_me && !most.compare_exchange_weak(seen, with_me)) {
      }
      std::this_thread::sleep_for(100us);
      --now;
      done.count_down();
    });
  }
  done.wait();
  EXPECT_GE(most, 2) << "threads help each other";
  EXPECT_LE(most, 3);
}

TEST(HttpWorkers, WorkThatIsStuckDoesNotHoldUpTheRest) {
  std::latch last_began(1);
  std::latch all_done(5);
  WorkerPool pool({.threads = 8, .at_once = 2, .patience = 5ms});
  for (int i = 0; i < 4; ++i) {  // each waits for the last, so that all five are at work together
    pool.submit([&] {
      last_began.wait();
      all_done.count_down();
    });
  }
  pool.submit([&] {
    last_began.count_down();
    all_done.count_down();
  });
  all_done.wait();
  SUCCEED() << "otherwise it never ends";
}

TEST(HttpWorkers, WhenAllThreadsAreStuckTheRestWaitsAndIsDoneAfterwards) {
  std::latch go(1);
  std::atomic<int> done = 0;
  {
    WorkerPool pool({.threads = 2, .at_once = 2, .patience = 1ms});
    for (int i = 0; i < 50; ++i) {
      pool.submit([&] {
        go.wait();
        ++done;
      });
    }
    std::this_thread::sleep_for(5ms);
    EXPECT_EQ(done, 0);
    go.count_down();
  }
  EXPECT_EQ(done, 50);
}

TEST(HttpWorkers, AStoppingPoolFinishesWhatIsQueuedAndTakesNothingNew) {
  std::atomic<int> done = 0;
  WorkerPool pool({.threads = 4, .at_once = 1, .patience = 1h});
  for (int i = 0; i < 100; ++i) pool.submit([&] { ++done; });
  pool.stop();
  EXPECT_EQ(done, 100);
  EXPECT_FALSE(pool.submit([&] { ++done; }));
  EXPECT_EQ(done, 100);
}

}  // namespace
}  // namespace hd::platform
