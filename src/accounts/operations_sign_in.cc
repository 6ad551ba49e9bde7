#include "accounts/operations_sign_in.h"

#include <algorithm>
#include <utility>

#include "accounts/guessing.h"
#include "accounts/operations_codes.h"
#include "accounts/store_credentials.h"
#include "accounts/store_sessions.h"
#include "accounts/store_users.h"
#include "audit/audit.h"
#include "base/text.h"
#include "platform/totp.h"
#include "platform/wall.h"

namespace hd::accounts {
namespace {

constexpr std::chrono::hours kBudgetsKept{48};
constexpr std::chrono::hours kSessionsKept{24 * 30};
constexpr std::string_view kTestCode = "000000";

base::Error failed() {
  return {base::ErrorKind::unauthenticated, "sign_in.failed"};
}

base::Error retry_later(base::ErrorKind kind, std::string code, std::chrono::seconds wait) {
  return {kind, std::move(code), {}, {{"retry_after_seconds", std::to_string(wait.count())}}};
}

base::Error busy() {
  return retry_later(base::ErrorKind::unavailable, "sign_in.busy", std::chrono::seconds{2});
}

audit::Entry about_user(std::string action, const std::optional<store::Identity>& identity) {
  return {.action = std::move(action),
          .object_kind = "user",
          .object_id = identity ? identity->id.str() : ""};
}

bool is_known(platform::Transaction& tx, const std::optional<store::Identity>& identity,
              const Caller& caller) {
  return identity && !caller.device_token.empty() &&
         store::is_known_device(tx, identity->id, platform::sha256(caller.device_token));
}

/// The cookie's value, or a new one when it is not one of ours.
std::string device_token_for(const Caller& caller) {
  const auto bytes = platform::from_base64url(caller.device_token);
  if (bytes && bytes->size() == kTokenBytes) return caller.device_token;
  return new_token();
}

store::TokenHashes hashes_of(const std::string& token) {
  return {platform::sha256(token), platform::wall_hash(token)};
}

}  // namespace

struct SignIn::Candidate {
  std::string username;
  std::optional<store::Identity> identity;  ///< absent: nobody has this name
  std::optional<std::string> hash;          ///< absent: cannot sign in
  struct Spent {
    platform::Blob key;
    bool is_device;
  };
  std::vector<Spent> budgets;  ///< counted already; given back when the guess was right
};

SignIn::SignIn(Parts parts) : parts_(parts), code_key_(parts.vault.derived("enrolment")) {}

std::string SignIn::code_hash(std::string_view code) const {
  return keyed_code_hash(code_key_, code);
}

std::string SignIn::username_of(const access::UserId& user) {
  return parts_.database.read([&](platform::Transaction& tx) {
    const auto identity = store::find_identity(tx, user);
    return identity ? identity->username : std::string();
  });
}

base::Error SignIn::refuse(const access::Actor& actor, base::Timestamp now) {
  parts_.database.write([&](platform::Transaction& tx) {
    audit::record(
        tx, now, actor,
        {.action = "session.prove_refuse", .object_kind = "user", .object_id = actor.user.str()});
    return base::Done{};
  });
  return failed();
}

Lane SignIn::lane_of(std::string_view username, const Caller& caller) {
  if (caller.device_token.empty()) return Lane::strange;
  return parts_.database.read([&](platform::Transaction& tx) {
    const auto identity = store::find_identity(tx, username);
    return is_known(tx, identity, caller) ? Lane::known : Lane::strange;
  });
}

base::Result<SignIn::Candidate> SignIn::admit(platform::Transaction& tx, std::string_view username,
                                              const Caller& caller, base::Timestamp now) {
  Candidate candidate{.username = std::string(username),
                      .identity = store::find_identity(tx, username),
                      .hash = {},
                      .budgets = {}};
  const auto& identity = candidate.identity;
  const bool known = is_known(tx, identity, caller);
  struct Budgeted {
    std::string key;
    BudgetRule rule;
  };
  std::vector<Budgeted> budgets;
  if (known) {
    budgets.push_back({"device/" + platform::to_hex(platform::sha256(caller.device_token)) + "/" +
                           candidate.username,
                       kKnownDevice});
  } else {
    budgets.push_back({"account/" + candidate.username, kUnknownDevices});
    budgets.push_back({"network/" + network_of(caller.address), kNetwork});
  }
  std::chrono::seconds wait{0};
  for (const auto& [text, rule] : budgets) {
    const auto key = parts_.vault.blind_index("guess", text);
    const auto budget = store::find_budget(tx, key);
    if (budget) wait = std::max(wait, waiting_time(*budget, rule, now));
    store::save_budget(tx, key, counted(budget, rule, now));
    candidate.budgets.push_back({key, known});
  }
  if (wait.count() > 0) {
    return retry_later(base::ErrorKind::too_many, "sign_in.slow_down", wait);
  }
  if (identity && identity->state == State::active) {
    candidate.hash = store::find_password(tx, {parts_.vault}, identity->id);
  }
  return candidate;
}

void SignIn::give_back(platform::Transaction& tx, const Candidate& candidate) {
  for (const auto& [key, is_device] : candidate.budgets) {
    if (is_device) {
      store::delete_budget(tx, key);
    } else {
      store::refund_budget(tx, key);
    }
  }
}

base::Result<SignIn::Candidate> SignIn::check_password(std::string_view username,
                                                       std::string_view password,
                                                       const Caller& caller, base::Timestamp now) {
  const Lane lane = lane_of(username, caller);
  if (parts_.pool.is_full(lane)) return busy();
  auto candidate = parts_.database.write(
      [&](platform::Transaction& tx) { return admit(tx, username, caller, now); });
  if (!candidate) return candidate;
  const auto fits = parts_.pool.verify(candidate->hash, password, lane);
  if (!fits) {
    parts_.database.write([&](platform::Transaction& tx) {
      give_back(tx, *candidate);
      return base::Done{};
    });
    return busy();
  }
  if (!*fits) candidate->hash.reset();
  return candidate;
}

bool SignIn::second_factor_fits(platform::Transaction& tx, const Candidate& candidate,
                                const Attempt& attempt, base::Timestamp now) {
  if (!candidate.identity) return false;
  const bool demo = parts_.insecure_test_mode && candidate.identity->demo;
  if (demo && attempt.totp == kTestCode) return true;
  const auto factor = store::find_active_factor(tx, {parts_.vault}, candidate.identity->id);
  if (!factor) return false;
  if (!attempt.recovery_code.empty()) {
    return candidate.hash &&
           store::use_recovery_code(tx, factor->id, code_hash(attempt.recovery_code), now);
  }
  const auto step = platform::totp_step(factor->seed, attempt.totp, now);
  return step && candidate.hash && store::use_step(tx, factor->id, *step);
}

Opened SignIn::open_session(platform::Transaction& tx, const Candidate& candidate,
                            const Caller& caller, base::Timestamp now) {
  const access::UserId user = candidate.identity->id;
  const SessionRecord session{.id = access::SessionId::random(),
                              .user = user,
                              .device = device_code(caller.user_agent),
                              .created_at = now,
                              .last_seen_at = now,
                              .proved_at = now};
  const std::string token = new_token();
  const std::string device = device_token_for(caller);
  store::insert_session(tx, session, hashes_of(token));
  store::remember_device(tx, user, platform::sha256(device), now);
  store::note_sign_in(tx, user, now);
  give_back(tx, candidate);
  store::delete_budgets_before(tx, now - kBudgetsKept);
  store::delete_sessions_before(tx, now - kSessionsKept);
  access::Actor actor{user, session.id, {}};
  for (const PostRecord& post : store::posts_of(tx, user)) actor.posts.push_back(post.post);
  audit::record(
      tx, now, actor,
      {.action = "session.open", .object_kind = "session", .object_id = session.id.str()});
  return {token, device, *parts_.sessions.view(tx, now, actor)};
}

base::Result<Opened> SignIn::sign_in(const Attempt& attempt, const Caller& caller,
                                     base::Timestamp now) {
  const auto candidate =
      check_password(normal_username(attempt.username), attempt.password, caller, now);
  if (!candidate) return candidate.error();
  auto opened = parts_.database.write([&](platform::Transaction& tx) -> std::optional<Opened> {
    if (!second_factor_fits(tx, *candidate, attempt, now) || !candidate->hash) {
      audit::record(tx, now, access::anonymous(),
                    about_user("session.refuse", candidate->identity));
      return std::nullopt;
    }
    if (!attempt.recovery_code.empty()) {
      audit::record(tx, now, {candidate->identity->id},
                    about_user("recovery_code.use", candidate->identity));
    }
    return open_session(tx, *candidate, caller, now);
  });
  if (!opened) return failed();
  return *std::move(opened);
}

Enrolment SignIn::make_enrolment(platform::Transaction& tx, const Candidate& candidate,
                                 const std::optional<std::string>& new_password,
                                 base::Timestamp now) {
  const store::Factor factor{.id = EnrolmentId::random(),
                             .user = candidate.identity->id,
                             .seed = platform::random_bytes(kSeedBytes),
                             .new_password = new_password,
                             .created_at = now};
  Enrolment enrolment{.id = factor.id,
                      .otpauth_uri = platform::otpauth_uri(factor.seed, candidate.username),
                      .qr_svg = {},
                      .recovery_codes = {}};
  enrolment.qr_svg = platform::qr_svg(enrolment.otpauth_uri);
  std::vector<std::string> hashes;
  for (int i = 0; i < kRecoveryCodes; ++i) {
    enrolment.recovery_codes.push_back(readable_code(platform::random_bytes(kRecoveryCodeBytes)));
    hashes.push_back(code_hash(enrolment.recovery_codes.back()));
  }
  store::insert_pending_factor(tx, {parts_.vault}, factor, hashes);
  return enrolment;
}

base::Result<Enrolment> SignIn::activate(std::string_view username, std::string_view code,
                                         std::string_view new_password, const Caller& caller,
                                         base::Timestamp now) {
  const std::string name = normal_username(username);
  const std::string password = base::nfc(new_password);
  if (const auto problem = password_problem(password, name, parts_.blocklist)) {
    return base::invalid({{"new_password", std::string(*problem)}});
  }
  if (parts_.pool.is_full(Lane::strange)) return busy();
  const auto candidate = parts_.database.write(
      [&](platform::Transaction& tx) { return admit(tx, name, caller, now); });
  if (!candidate) return candidate.error();
  const auto hash = parts_.pool.hash(password);
  auto enrolment =
      parts_.database.write([&](platform::Transaction& tx) -> std::optional<Enrolment> {
        const auto& identity = candidate->identity;
        const bool fits = identity && identity->state == State::invited &&
                          store::enrolment_code_fits(tx, identity->id, code_hash(code), now);
        if (!fits || !hash) {
          if (!hash) give_back(tx, *candidate);
          audit::record(tx, now, access::anonymous(),
                        about_user("user.activation_refuse", identity));
          return std::nullopt;
        }
        give_back(tx, *candidate);
        audit::record(tx, now, {identity->id}, about_user("second_factor.start", identity));
        return make_enrolment(tx, *candidate, *hash, now);
      });
  if (!hash) return busy();
  if (!enrolment) return failed();
  return *std::move(enrolment);
}

base::Result<Opened> SignIn::confirm_activation(const EnrolmentId& id, std::string_view totp,
                                                const Caller& caller, base::Timestamp now) {
  const store::Sealer sealer{parts_.vault};
  auto opened = parts_.database.write([&](platform::Transaction& tx) -> std::optional<Opened> {
    const auto factor = store::find_pending_factor(tx, sealer, id);
    if (!factor || !factor->new_password) return std::nullopt;
    if (now >= factor->created_at + kPendingFactorLife) return std::nullopt;
    if (factor->wrong_codes >= kWrongFirstCodes) return std::nullopt;
    auto user = store::find_user(tx, sealer, factor->user);
    const auto step = platform::totp_step(factor->seed, totp, now);
    if (!step || user->state != State::invited) {
      store::count_wrong_code(tx, id);
      return std::nullopt;
    }
    store::activate_factor(tx, *factor, *step, now);
    store::save_password(tx, sealer, user->id, *factor->new_password, now);
    store::delete_enrolment_code(tx, user->id);
    user->state = State::active;
    user->changed_at = now;
    ++user->version;
    store::update_user(tx, sealer, *user);
    end_sessions_of(tx, now, user->id, std::nullopt, "reset");
    const auto identity = store::find_identity(tx, user->id);
    audit::record(tx, now, {user->id}, about_user("user.activate", identity));
    return open_session(tx, {user->username, identity, {}, {}}, caller, now);
  });
  if (!opened) return failed();
  return *std::move(opened);
}

base::Result<std::string> SignIn::prove(const access::Actor& actor, std::string_view password,
                                        const Caller& caller, base::Timestamp now) {
  const auto candidate = check_password(username_of(actor.user), password, caller, now);
  if (!candidate) return candidate.error();
  if (!candidate->hash || !actor.session) return refuse(actor, now);
  const std::string token = new_token();
  parts_.database.write([&](platform::Transaction& tx) {
    give_back(tx, *candidate);
    store::renew_session(tx, *actor.session, hashes_of(token), now);
    audit::record(
        tx, now, actor,
        {.action = "session.prove", .object_kind = "session", .object_id = actor.session->str()});
    return base::Done{};
  });
  return token;
}

base::Result<std::string> SignIn::change_password(const access::Actor& actor,
                                                  const PasswordChange& change,
                                                  const Caller& caller, base::Timestamp now) {
  const std::string name = username_of(actor.user);
  const std::string password = base::nfc(change.new_password);
  if (const auto problem = password_problem(password, name, parts_.blocklist)) {
    return base::invalid({{"new_password", std::string(*problem)}});
  }
  const auto candidate = check_password(name, change.current_password, caller, now);
  if (!candidate) return candidate.error();
  const auto hash = parts_.pool.hash(password, Lane::known);
  if (!hash) return busy();
  const std::string token = new_token();
  const bool changed = parts_.database.write([&](platform::Transaction& tx) {
    const Attempt proof{.username = {}, .password = {}, .totp = change.totp};
    if (!second_factor_fits(tx, *candidate, proof, now) || !candidate->hash) return false;
    give_back(tx, *candidate);
    store::save_password(tx, {parts_.vault, actor.session}, actor.user, *hash, now);
    end_sessions_of(tx, now, actor.user, actor.session, "password");
    store::renew_session(tx, *actor.session, hashes_of(token), now);
    audit::record(tx, now, actor, about_user("password.change", candidate->identity));
    return true;
  });
  if (!changed) return refuse(actor, now);
  return token;
}

base::Result<Enrolment> SignIn::start_second_factor(const access::Actor& actor,
                                                    const Attempt& proof, const Caller& caller,
                                                    base::Timestamp now) {
  const auto candidate = check_password(username_of(actor.user), proof.password, caller, now);
  if (!candidate) return candidate.error();
  auto started = parts_.database.write([&](platform::Transaction& tx) -> std::optional<Enrolment> {
    if (!second_factor_fits(tx, *candidate, proof, now) || !candidate->hash) return std::nullopt;
    give_back(tx, *candidate);
    if (!proof.recovery_code.empty()) {
      audit::record(tx, now, actor, about_user("recovery_code.use", candidate->identity));
    }
    audit::record(tx, now, actor, about_user("second_factor.start", candidate->identity));
    return make_enrolment(tx, *candidate, std::nullopt, now);
  });
  if (!started) return refuse(actor, now);
  return *std::move(started);
}

base::Result<base::Done> SignIn::confirm_second_factor(platform::Transaction& tx,
                                                       base::Timestamp now,
                                                       const access::Actor& actor,
                                                       const EnrolmentId& id,
                                                       std::string_view totp) {
  const auto factor = store::find_pending_factor(tx, {parts_.vault, actor.session}, id);
  const bool mine = factor && factor->user == actor.user && !factor->new_password;
  if (!mine || now >= factor->created_at + kPendingFactorLife) return base::not_found();
  const auto step = platform::totp_step(factor->seed, totp, now);
  if (!step) return base::invalid({{"totp", "wrong"}});
  store::activate_factor(tx, *factor, *step, now);
  end_sessions_of(tx, now, actor.user, actor.session, "password");
  audit::record(
      tx, now, actor,
      {.action = "second_factor.confirm", .object_kind = "user", .object_id = actor.user.str()});
  return base::Done{};
}

}  // namespace hd::accounts
