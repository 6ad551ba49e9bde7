#include "accounts/store_credentials.h"

#include <utility>

namespace hd::accounts::store {
namespace {

using platform::Blob;
using vault::Compartment;

constexpr std::string_view kFindPassword = R"sql(
  SELECT hash, version FROM user_password WHERE user_id = $1
)sql";
constexpr std::string_view kInsertPassword = R"sql(
  INSERT INTO user_password (user_id, hash, changed_at, version) VALUES ($1, $2, $3, $4)
)sql";
constexpr std::string_view kUpdatePassword = R"sql(
  UPDATE user_password SET hash = $2, changed_at = $3, version = $4 WHERE user_id = $1
)sql";
constexpr std::string_view kDeletePassword = R"sql(
  DELETE FROM user_password WHERE user_id = $1
)sql";

constexpr std::string_view kReplacePending = R"sql(
  UPDATE second_factor SET state = 'replaced', new_password = NULL
   WHERE user_id = $1 AND state = 'pending'
)sql";
constexpr std::string_view kInsertFactor = R"sql(
  INSERT INTO second_factor (id, user_id, state, seed, new_password, last_step, wrong_codes,
                             created_at)
  VALUES ($1, $2, 'pending', $3, $4, 0, 0, $5)
)sql";
constexpr std::string_view kFindPending = R"sql(
  SELECT id, user_id, seed, new_password, last_step, wrong_codes, created_at
    FROM second_factor WHERE id = $1 AND state = 'pending'
)sql";
constexpr std::string_view kFindActive = R"sql(
  SELECT id, user_id, seed, new_password, last_step, wrong_codes, created_at
    FROM second_factor WHERE user_id = $1 AND state = 'active'
)sql";
constexpr std::string_view kHasActive = R"sql(
  SELECT id FROM second_factor WHERE user_id = $1 AND state = 'active'
)sql";
constexpr std::string_view kReplaceActive = R"sql(
  UPDATE second_factor SET state = 'replaced' WHERE user_id = $1 AND state = 'active'
)sql";
constexpr std::string_view kActivate = R"sql(
  UPDATE second_factor
     SET state = 'active', new_password = NULL, last_step = $2, confirmed_at = $3
   WHERE id = $1
)sql";
constexpr std::string_view kUseStep = R"sql(
  UPDATE second_factor SET last_step = $2 WHERE id = $1 AND last_step < $2
)sql";
constexpr std::string_view kWrongCode = R"sql(
  UPDATE second_factor SET wrong_codes = wrong_codes + 1 WHERE id = $1
)sql";

constexpr std::string_view kInsertRecovery = R"sql(
  INSERT INTO recovery_code (second_factor_id, hash) VALUES ($1, $2)
)sql";
constexpr std::string_view kUseRecovery = R"sql(
  UPDATE recovery_code SET used_at = $3
   WHERE second_factor_id = $1 AND hash = $2 AND used_at IS NULL
)sql";

constexpr std::string_view kInsertEnrolment = R"sql(
  INSERT INTO enrolment_code (user_id, hash, created_at, expires_at) VALUES ($1, $2, $3, $4)
)sql";
constexpr std::string_view kFindEnrolment = R"sql(
  SELECT user_id FROM enrolment_code WHERE user_id = $1 AND hash = $2 AND expires_at > $3
)sql";
constexpr std::string_view kDeleteEnrolment = R"sql(
  DELETE FROM enrolment_code WHERE user_id = $1
)sql";

constexpr std::string_view kTouchDevice = R"sql(
  UPDATE known_device SET last_used_at = $3 WHERE user_id = $1 AND token_hash = $2
)sql";
constexpr std::string_view kInsertDevice = R"sql(
  INSERT INTO known_device (user_id, token_hash, created_at, last_used_at) VALUES ($1, $2, $3, $3)
)sql";
constexpr std::string_view kFindDevice = R"sql(
  SELECT user_id FROM known_device WHERE user_id = $1 AND token_hash = $2
)sql";
constexpr std::string_view kForgetDevices = R"sql(
  DELETE FROM known_device WHERE user_id = $1
)sql";

constexpr std::string_view kFindBudget = R"sql(
  SELECT failures, window_start, last_at FROM guess_budget WHERE key = $1
)sql";
constexpr std::string_view kUpdateBudget = R"sql(
  UPDATE guess_budget SET failures = $2, window_start = $3, last_at = $4 WHERE key = $1
)sql";
constexpr std::string_view kInsertBudget = R"sql(
  INSERT INTO guess_budget (key, failures, window_start, last_at) VALUES ($1, $2, $3, $4)
)sql";
constexpr std::string_view kRefundBudget = R"sql(
  UPDATE guess_budget SET failures = failures - 1 WHERE key = $1 AND failures > 0
)sql";
constexpr std::string_view kDeleteBudget = R"sql(
  DELETE FROM guess_budget WHERE key = $1
)sql";
constexpr std::string_view kDeleteOldBudgets = R"sql(
  DELETE FROM guess_budget WHERE last_at < $1
)sql";

vault::Slot password_slot(const access::UserId& user, std::int64_t version) {
  return slot(user, Compartment::misc, "user_password", "hash", user.str(), version);
}

/// Seeds and waiting passwords are written once, with the row.
vault::Slot factor_slot(const Factor& factor, std::string_view column) {
  return slot(factor.user, Compartment::misc, "second_factor", column, factor.id.str(), 1);
}

std::optional<Factor> read_factor(platform::Transaction& tx, const Sealer& sealer,
                                  const std::optional<platform::Row>& row) {
  if (!row) return std::nullopt;
  Factor factor{
      .id = row->id<EnrolmentId>("id"),
      .user = row->id<access::UserId>("user_id"),
      .seed = {},
      .last_step = row->number("last_step"),
      .wrong_codes = row->number("wrong_codes"),
      .created_at = row->time("created_at"),
  };
  const vault::Opening opening{sealer.session, factor.user.str()};
  factor.seed =
      sealer.vault.open(tx, opening, factor_slot(factor, "seed"), row->blob("seed")).reveal();
  if (const auto hash = row->maybe_blob("new_password")) {
    factor.new_password =
        sealer.vault.open(tx, opening, factor_slot(factor, "new_password"), *hash).reveal();
  }
  return factor;
}

}  // namespace

std::optional<std::string> find_password(platform::Transaction& tx, const Sealer& sealer,
                                         const access::UserId& user) {
  const auto row = tx.query_one(kFindPassword, {user});
  if (!row) return std::nullopt;
  return sealer.vault
      .open(tx, {sealer.session, user.str()}, password_slot(user, row->number("version")),
            row->blob("hash"))
      .reveal();
}

void save_password(platform::Transaction& tx, const Sealer& sealer, const access::UserId& user,
                   const std::string& hash, base::Timestamp now) {
  const auto row = tx.query_one(kFindPassword, {user});
  const std::int64_t version = row ? row->number("version") + 1 : 1;
  tx.execute(row ? kUpdatePassword : kInsertPassword,
             {user, sealer.vault.seal(tx, password_slot(user, version), hash), now, version});
}

void delete_password(platform::Transaction& tx, const access::UserId& user) {
  tx.execute(kDeletePassword, {user});
}

void insert_pending_factor(platform::Transaction& tx, const Sealer& sealer, const Factor& factor,
                           const std::vector<std::string>& recovery_hashes) {
  tx.execute(kReplacePending, {factor.user});
  std::optional<Blob> password;
  if (factor.new_password) {
    password = sealer.vault.seal(tx, factor_slot(factor, "new_password"), *factor.new_password);
  }
  tx.execute(kInsertFactor, {factor.id, factor.user,
                             sealer.vault.seal(tx, factor_slot(factor, "seed"), factor.seed),
                             password, factor.created_at});
  for (const auto& hash : recovery_hashes) tx.execute(kInsertRecovery, {factor.id, Blob{hash}});
}

std::optional<Factor> find_pending_factor(platform::Transaction& tx, const Sealer& sealer,
                                          const EnrolmentId& id) {
  return read_factor(tx, sealer, tx.query_one(kFindPending, {id}));
}

std::optional<Factor> find_active_factor(platform::Transaction& tx, const Sealer& sealer,
                                         const access::UserId& user) {
  return read_factor(tx, sealer, tx.query_one(kFindActive, {user}));
}

bool has_active_factor(platform::Transaction& tx, const access::UserId& user) {
  return tx.query_one(kHasActive, {user}).has_value();
}

void activate_factor(platform::Transaction& tx, const Factor& factor, std::int64_t step,
                     base::Timestamp now) {
  tx.execute(kReplaceActive, {factor.user});
  tx.execute(kActivate, {factor.id, step, now});
}

void retire_factors(platform::Transaction& tx, const access::UserId& user) {
  tx.execute(kReplaceActive, {user});
  tx.execute(kReplacePending, {user});
}

bool use_step(platform::Transaction& tx, const EnrolmentId& factor, std::int64_t step) {
  return tx.execute(kUseStep, {factor, step}) == 1;
}

void count_wrong_code(platform::Transaction& tx, const EnrolmentId& factor) {
  tx.execute(kWrongCode, {factor});
}

bool use_recovery_code(platform::Transaction& tx, const EnrolmentId& factor,
                       const std::string& hash, base::Timestamp now) {
  return tx.execute(kUseRecovery, {factor, Blob{hash}, now}) == 1;
}

void save_enrolment_code(platform::Transaction& tx, const access::UserId& user,
                         const std::string& hash, base::Timestamp now, base::Timestamp expires_at) {
  tx.execute(kDeleteEnrolment, {user});
  tx.execute(kInsertEnrolment, {user, Blob{hash}, now, expires_at});
}

bool enrolment_code_fits(platform::Transaction& tx, const access::UserId& user,
                         const std::string& hash, base::Timestamp now) {
  return tx.query_one(kFindEnrolment, {user, Blob{hash}, now}).has_value();
}

void delete_enrolment_code(platform::Transaction& tx, const access::UserId& user) {
  tx.execute(kDeleteEnrolment, {user});
}

bool is_known_device(platform::Transaction& tx, const access::UserId& user,
                     const std::string& token_hash) {
  return tx.query_one(kFindDevice, {user, Blob{token_hash}}).has_value();
}

void remember_device(platform::Transaction& tx, const access::UserId& user,
                     const std::string& token_hash, base::Timestamp now) {
  if (tx.execute(kTouchDevice, {user, Blob{token_hash}, now}) == 0) {
    tx.execute(kInsertDevice, {user, Blob{token_hash}, now});
  }
}

void forget_devices(platform::Transaction& tx, const access::UserId& user) {
  tx.execute(kForgetDevices, {user});
}

std::optional<Budget> find_budget(platform::Transaction& tx, const Blob& key) {
  const auto row = tx.query_one(kFindBudget, {key});
  if (!row) return std::nullopt;
  return Budget{row->number("failures"), row->time("window_start"), row->time("last_at")};
}

void save_budget(platform::Transaction& tx, const Blob& key, const Budget& budget) {
  for (const auto statement : {kUpdateBudget, kInsertBudget}) {
    if (tx.execute(statement, {key, budget.failures, budget.window_start, budget.last_at}) == 1) {
      return;
    }
  }
}

void refund_budget(platform::Transaction& tx, const Blob& key) {
  tx.execute(kRefundBudget, {key});
}

void delete_budget(platform::Transaction& tx, const Blob& key) {
  tx.execute(kDeleteBudget, {key});
}

void delete_budgets_before(platform::Transaction& tx, base::Timestamp time) {
  tx.execute(kDeleteOldBudgets, {time});
}

}  // namespace hd::accounts::store
