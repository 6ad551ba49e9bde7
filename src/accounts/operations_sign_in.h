#pragma once
// Proving who one is: sign-in, first use of an account, new password, new second factor.
//
// These run their own short transactions, because a password is hashed between them: 100 ms and
// 64 MiB that must never be spent on the thread that writes.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/actor.h"
#include "accounts/ids.h"
#include "accounts/operations_hash_pool.h"
#include "accounts/operations_sessions.h"
#include "accounts/password.h"
#include "base/result.h"
#include "base/time.h"
#include "platform/crypto.h"
#include "platform/db.h"
#include "vault/vault.h"

namespace hd::accounts {

/// The browser that asks, as far as it matters for guessing.
struct Caller {
  std::string device_token = {};  ///< value of the device cookie; "" when there is none
  std::string address = {};
  std::string user_agent = {};
};

struct Attempt {
  std::string username;
  std::string password;
  std::string totp = {};
  std::string recovery_code = {};
};

/// A session that was just opened. The tokens exist in cookies only.
struct Opened {
  std::string token;
  std::string device_token;
  SessionView view;
};

/// What a person needs to set up an authenticator application. Shown once.
struct Enrolment {
  EnrolmentId id;
  std::string otpauth_uri;
  std::string qr_svg;
  std::vector<std::string> recovery_codes;
};

class SignIn {
 public:
  struct Parts {
    platform::Database& database;
    vault::Vault& vault;
    Sessions& sessions;
    HashPool& pool;
    const Blocklist& blocklist;
    bool insecure_test_mode = false;  ///< accounts marked as demo may use the code "000000"
  };
  explicit SignIn(Parts parts);

  /// Errors, all of them also for names nobody has: unauthenticated "sign_in.failed" (wrong name,
  /// password or second factor, account closed or not yet in use); too_many "sign_in.slow_down"
  /// and unavailable "sign_in.busy", both with params["retry_after_seconds"].
  base::Result<Opened> sign_in(const Attempt& attempt, const Caller& caller, base::Timestamp now);

  /// First use, or first use after a reset: the administrator's one-time code and a new password.
  /// Nothing changes until confirm_activation(), so a browser that dies can begin again.
  /// Errors: invalid {new_password, see password_problem()}; those of sign_in().
  base::Result<Enrolment> activate(std::string_view username, std::string_view code,
                                   std::string_view new_password, const Caller& caller,
                                   base::Timestamp now);
  /// Errors: unauthenticated "sign_in.failed" (wrong code, too late, too many wrong codes).
  base::Result<Opened> confirm_activation(const EnrolmentId& id, std::string_view totp,
                                          const Caller& caller, base::Timestamp now);

  /// Unlocks the screen. Returns the session's new token. Errors: those of sign_in().
  base::Result<std::string> prove(const access::Actor& actor, std::string_view password,
                                  const Caller& caller, base::Timestamp now);

  struct PasswordChange {
    std::string current_password;
    std::string new_password;
    std::string totp;
  };
  /// Ends every other session. Returns this session's new token.
  /// Errors: invalid {new_password, see password_problem()}; those of sign_in().
  base::Result<std::string> change_password(const access::Actor& actor,
                                            const PasswordChange& change, const Caller& caller,
                                            base::Timestamp now);

  /// Needs the present second factor, too: a password read over the shoulder is not enough to
  /// replace it. `proof.username` is not looked at. Errors: those of sign_in().
  base::Result<Enrolment> start_second_factor(const access::Actor& actor, const Attempt& proof,
                                              const Caller& caller, base::Timestamp now);
  /// Replaces the second factor and its recovery codes; ends every other session.
  /// Errors: not_found; invalid {totp, "wrong"}.
  base::Result<base::Done> confirm_second_factor(platform::Transaction& tx, base::Timestamp now,
                                                 const access::Actor& actor, const EnrolmentId& id,
                                                 std::string_view totp);

 private:
  struct Candidate;
  /// Has this browser signed in to this account before?
  Lane lane_of(std::string_view username, const Caller& caller);
  base::Result<Candidate> admit(platform::Transaction& tx, std::string_view username,
                                const Caller& caller, base::Timestamp now);
  base::Result<Candidate> check_password(std::string_view username, std::string_view password,
                                         const Caller& caller, base::Timestamp now);
  void give_back(platform::Transaction& tx, const Candidate& candidate);
  bool second_factor_fits(platform::Transaction& tx, const Candidate& candidate,
                          const Attempt& attempt, base::Timestamp now);
  Opened open_session(platform::Transaction& tx, const Candidate& candidate, const Caller& caller,
                      base::Timestamp now);
  Enrolment make_enrolment(platform::Transaction& tx, const Candidate& candidate,
                           const std::optional<std::string>& new_password, base::Timestamp now);
  /// A wrong proof by somebody who is signed in: on record, because the screen may be another's.
  base::Error refuse(const access::Actor& actor, base::Timestamp now);
  std::string code_hash(std::string_view code) const;
  std::string username_of(const access::UserId& user);

  Parts parts_;
  const platform::Secret code_key_;
};

}  // namespace hd::accounts
