#pragma once
// What the server does by itself, besides answering: signing the log, sending notices, watching the
// clocks of duties, reading the figures of reports into memory.

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "duties/operations_worker.h"
#include "parts.h"
#include "platform/notice_worker.h"

namespace hd {

class Workers {
 public:
  /// Starts all of them; `app` outlives the object.
  explicit Workers(App& app);
  ~Workers() { stop(); }
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  /// Signs the end of the log a last time. Idempotent.
  void stop();

 private:
  void sign_heads(const std::stop_token& stopping);
  void sign_head();
  void read_figures();
  void read_names();

  App& app_;
  std::unique_ptr<platform::NoticeWorker> notices_;  ///< absent without a mail server
  std::unique_ptr<duties::Loop> clocks_;             ///< warnings and escalations of duties
  std::unique_ptr<duties::Loop> examiner_;           ///< looks at what was uploaded
  std::unique_ptr<duties::Loop> doubles_;            ///< compares persons of different cases
  std::unique_ptr<duties::Loop> counter_;            ///< counts the reports that were asked for
  std::unique_ptr<duties::Loop> gauges_;             ///< figures for /metrics
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::jthread heads_;
  std::jthread figures_;  ///< ends by itself
  std::jthread names_;    ///< ends by itself
};

}  // namespace hd
