#pragma once
// What machines ask: is the process alive, can it take work, how is it doing. And what a browser
// asks before anybody has signed in.

#include <atomic>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db.h"
#include "platform/http.h"
#include "server/router.h"

namespace hd::server {

class Health {
 public:
  struct Parts {
    platform::Database& database;
    base::Clock clock;
    std::string data_dir;       ///< on the disk whose free space counts
    std::string metrics_token;  ///< "" : metrics for this machine only
  };
  explicit Health(Parts parts) : parts_(std::move(parts)) {}

  /// /livez: the process answers. /readyz: the database takes durable writes, the disk has more
  /// than 5 % left, the log's signed head is not older than 120 s; 503 with the names of what
  /// fails. /metrics: to this machine, or with the token. nullopt for other paths.
  std::optional<platform::HttpResponse> answer(const platform::HttpRequest& request);

  /// From now on /readyz says no: the load balancer sends nothing new while we finish.
  void begin_shutdown() { stopping_ = true; }

 private:
  std::vector<std::string> failing();
  bool may_see_metrics(const platform::HttpRequest& request) const;

  Parts parts_;
  std::atomic<bool> stopping_{false};
};

/// Declares GET /api/v1/meta and GET /api/v1/openapi.json.
void add_meta_routes(Router& router, std::string_view version, bool insecure_test_mode);

}  // namespace hd::server
