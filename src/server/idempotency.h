#pragma once
// A repeated request gets the first answer: the answer is kept, sealed, in the transaction of the
// change, under the user and the key the client chose. Source: security 4.1, 4.4.

#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "access/actor.h"
#include "base/result.h"
#include "base/time.h"
#include "platform/db.h"
#include "platform/http.h"
#include "vault/vault.h"

namespace hd::server {

/// The key of a request. Errors: invalid "idempotency_key.required" | "idempotency_key.malformed"
/// (8 to 200 visible ASCII characters).
base::Result<std::string> idempotency_key(const platform::HttpRequest& request);

/// One request among those the same user may repeat.
struct Attempt {
  const access::Actor& actor;
  std::string key;
  std::string request_hash;  ///< SHA-256 of method, path, query and body
};
Attempt attempt_of(const platform::HttpRequest& request, const access::Actor& actor,
                   std::string key);

/// The answer given before; nullopt when this is the first time.
/// Errors: unprocessable "idempotency_key.reused" when the key came with another request.
base::Result<std::optional<platform::HttpResponse>> earlier_answer(platform::Transaction& tx,
                                                                   vault::Vault& vault,
                                                                   base::Timestamp now,
                                                                   const Attempt& attempt);

/// True when an answer is kept under the key, whatever the request was.
bool is_kept(platform::Transaction& tx, const Attempt& attempt);

void keep_answer(platform::Transaction& tx, vault::Vault& vault, base::Timestamp now,
                 const Attempt& attempt, const platform::HttpResponse& response);

/// Deletes answers whose seven days are over, and the data keys that sealed them. For the daily
/// upkeep.
void forget_answers(platform::Transaction& tx, base::Timestamp now);

/// Requests being handled by this process, so that a repeat which overtakes its first is told to
/// come back.
class InFlight {
 public:
  class Ticket {
   public:
    Ticket(InFlight& owner, std::string id);
    ~Ticket();
    Ticket(const Ticket&) = delete;
    Ticket& operator=(const Ticket&) = delete;
    /// False when the same request is being handled already.
    explicit operator bool() const { return taken_; }

   private:
    InFlight& owner_;
    std::string id_;
    bool taken_;
  };

 private:
  std::mutex mutex_;
  std::set<std::string> ids_;
};

}  // namespace hd::server
