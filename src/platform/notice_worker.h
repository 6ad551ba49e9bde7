#pragma once
// Sends the notices of the outbox: claims them with a lease, tries again with growing pauses, gives
// up after twelve tries with an alarm.
//
// Exactly once on our side: one row per key, one claim at a time. Towards the mail server at least
// once, with the same Message-ID on every try, so that doubles can be told.

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <thread>

#include "base/result.h"
#include "base/time.h"
#include "platform/db.h"
#include "platform/mail.h"

namespace hd::platform {

inline constexpr int kMostTries = 12;

/// How long to wait after the try number `tries` failed: 30 s, doubled each time, at most 6 h.
std::chrono::seconds pause_after(int tries);

class NoticeWorker {
 public:
  struct Parts {
    Database& database;
    base::Clock clock;
    /// The address of a user; nullopt when there is none.
    std::function<std::optional<std::string>(Transaction&, const std::string& user)> address_of;
    std::function<base::Result<base::Done>(const Mail&)> deliver;
    std::string host;  ///< shown in the mail and part of the Message-ID
  };

  /// Does nothing by itself before start().
  explicit NoticeWorker(Parts parts) : parts_(std::move(parts)) {}
  ~NoticeWorker() { stop(); }
  NoticeWorker(const NoticeWorker&) = delete;
  NoticeWorker& operator=(const NoticeWorker&) = delete;

  /// Runs rounds on a thread of its own until stop().
  void start();
  void stop();

  /// One round over what is due. Returns how many notices were tried.
  std::size_t run_once();

 private:
  struct Claim;
  std::optional<Claim> claim(const std::string& id, base::Timestamp now);
  void send(const Claim& claim);
  void settle(const Claim& claim, std::string_view state, base::Timestamp next_try);

  Parts parts_;
  std::jthread thread_;
};

}  // namespace hd::platform
