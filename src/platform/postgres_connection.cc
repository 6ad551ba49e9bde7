#include "platform/postgres_connection.h"

#include <array>
#include <charconv>
#include <cstring>
#include <utility>

#include <libpq-fe.h>
#include <poll.h>

#include "platform/postgres_values.h"
#include "platform/postgres_wall.h"

namespace hd::platform {
namespace {

constexpr std::size_t kMostStatements = 400;
constexpr int kCursorRows = 500;
constexpr std::chrono::seconds kPatienceWithStandby{10};
constexpr std::chrono::seconds kPatienceWithCancel{5};

// Times in milliseconds. A client that hangs must not hold locks for ever.
constexpr const char* kSettings =
    "-c client_encoding=UTF8 -c statement_timeout=60000 "
    "-c idle_in_transaction_session_timeout=60000 -c lock_timeout=20000 "
    "-c cursor_tuple_fraction=1.0 -c bytea_output=hex";

DbProblem problem_of(std::string_view state) {
  if (state == "23505") return DbProblem::unique;
  if (state == "23503") return DbProblem::foreign_key;
  if (state == "23514") return DbProblem::check;
  if (state == "23502") return DbProblem::not_null;
  if (state == "40001" || state == "40P01" || state == "55P03") return DbProblem::busy;
  if (state == "53100") return DbProblem::full;
  const auto group = state.substr(0, 2);
  if (group == "08" || group == "53" || state.substr(0, 3) == "57P" || state.empty()) {
    return DbProblem::unavailable;
  }
  return DbProblem::other;
}

Row::Names names_of(const PGresult* result) {
  const int count = PQnfields(result);
  std::vector<std::string> names;
  names.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) names.emplace_back(PQfname(result, i));
  return std::make_shared<const std::vector<std::string>>(std::move(names));
}

Row row_of(const PGresult* result, const Row::Names& names, int row) {
  std::vector<DbValue> values;
  const int count = PQnfields(result);
  values.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) values.push_back(postgres_value(result, row, i));
  return Row(names, std::move(values));
}

}  // namespace

void PostgresConnection::Clear::operator()(pg_result* result) const {
  PQclear(result);
}

PostgresConnection::PostgresConnection(const std::string& url) {
  // What stands before dbname can be set otherwise in the URL. A machine that is gone without a
  // word is noticed within 20 seconds.
  const char* names[] = {"target_session_attrs",
                         "connect_timeout",
                         "tcp_user_timeout",
                         "keepalives_idle",
                         "keepalives_interval",
                         "keepalives_count",
                         "dbname",
                         "options",
                         "fallback_application_name",
                         nullptr};
  const char* values[] = {"read-write", "5",         "15000",   "5",       "5",
                          "3",          url.c_str(), kSettings, "haidang", nullptr};
  connection_ = PQconnectdbParams(names, values, 1);
  if (PQstatus(connection_) != CONNECTION_OK) {
    const std::string why = PQerrorMessage(connection_);
    PQfinish(connection_);
    throw DbError(DbProblem::unavailable, why);
  }
  PQsetNoticeReceiver(connection_, note, this);
  try {
    // Never weaker than the disk of the primary; a stronger setting of the server stays.
    const auto rows = query("SELECT current_setting('synchronous_commit') AS mode", {});
    if (rows.at(0).text("mode") == "off") script("SET synchronous_commit = on");
  } catch (...) {
    PQfinish(connection_);
    throw;
  }
}

PostgresConnection::~PostgresConnection() {
  PQfinish(connection_);
}

// Warning 01000 of the server when it stops waiting for a standby: the change is on this disk
// only, so a fail-over would lose it.
void PostgresConnection::note(void* self, const PGresult* result) {
  const char* severity = PQresultErrorField(result, PG_DIAG_SEVERITY_NONLOCALIZED);
  const char* source = PQresultErrorField(result, PG_DIAG_SOURCE_FUNCTION);
  if (severity != nullptr && source != nullptr && std::strcmp(severity, "WARNING") == 0 &&
      std::strcmp(source, "SyncRepWaitForLSN") == 0) {
    static_cast<PostgresConnection*>(self)->unconfirmed_ = true;
  }
}

// Only the primary message: the detail line would quote whole rows.
PostgresConnection::Answer PostgresConnection::checked(pg_result* result) {
  Answer answer(result);
  const auto status = PQresultStatus(result);
  if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || status == PGRES_EMPTY_QUERY) {
    return answer;
  }
  const auto field = [&](int code) {
    const char* text = result == nullptr ? nullptr : PQresultErrorField(result, code);
    return std::string(text == nullptr ? "" : text);
  };
  last_state_ = field(PG_DIAG_SQLSTATE);
  const auto problem = alive() ? problem_of(last_state_) : DbProblem::unavailable;
  throw DbError(problem, last_state_ + " " + field(PG_DIAG_MESSAGE_PRIMARY));
}

PostgresConnection::Statement& PostgresConnection::prepare(std::string_view sql,
                                                           std::span<const Param> params) {
  auto& known = restricted_ && lifted_ == 0 ? restricted_statements_ : statements_;
  if (const auto found = known.find(sql); found != known.end()) return found->second;
  if (known.size() >= kMostStatements) {
    script("DEALLOCATE ALL");
    statements_.clear();
    restricted_statements_.clear();
  }
  const PostgresParams sample(params);
  Statement statement{"s" + std::to_string(next_name_++), nullptr};
  checked(PQprepare(connection_, statement.name.c_str(), std::string(sql).c_str(), sample.count(),
                    sample.types.data()));
  return known.emplace(std::string(sql), std::move(statement)).first->second;
}

PostgresConnection::Answer PostgresConnection::run(Statement& statement,
                                                   std::span<const Param> params) {
  const PostgresParams bound(params);
  auto answer =
      checked(PQexecPrepared(connection_, statement.name.c_str(), bound.count(),
                             bound.values.data(), bound.lengths.data(), bound.formats.data(), 1));
  if (!statement.names) statement.names = names_of(answer.get());
  return answer;
}

void PostgresConnection::script(const std::string& sql) {
  checked(PQexec(connection_, sql.c_str()));
}

std::vector<Row> PostgresConnection::query(std::string_view sql, std::span<const Param> params) {
  auto& statement = prepare(sql, params);
  const auto answer = run(statement, params);
  std::vector<Row> rows;
  const int count = PQntuples(answer.get());
  rows.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) rows.push_back(row_of(answer.get(), statement.names, i));
  return rows;
}

void PostgresConnection::scan(std::string_view sql, std::span<const Param> params,
                              const std::function<void(const Row&)>& each) {
  const auto cursor = "scan" + std::to_string(open_cursors_++);
  const PostgresParams bound(params);
  const auto declare = "DECLARE " + cursor + " NO SCROLL CURSOR FOR " + std::string(sql);
  checked(PQexecParams(connection_, declare.c_str(), bound.count(), bound.types.data(),
                       bound.values.data(), bound.lengths.data(), bound.formats.data(), 1));
  const auto fetch = "FETCH " + std::to_string(kCursorRows) + " FROM " + cursor;
  Row::Names names;
  for (int count = kCursorRows; count == kCursorRows;) {
    const auto answer =
        checked(PQexecParams(connection_, fetch.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 1));
    if (!names) names = names_of(answer.get());
    count = PQntuples(answer.get());
    for (int i = 0; i < count; ++i) each(row_of(answer.get(), names, i));
  }
  script("CLOSE " + cursor);
}

std::int64_t PostgresConnection::execute(std::string_view sql, std::span<const Param> params) {
  const auto answer = run(prepare(sql, params), params);
  const std::string_view text = PQcmdTuples(answer.get());
  std::int64_t changed = 0;
  std::from_chars(text.data(), text.data() + text.size(), changed);
  return changed;
}

// True once PQgetResult has something to give without waiting, or the connection is gone.
bool PostgresConnection::answered_within(std::chrono::milliseconds patience) {
  const auto end = std::chrono::steady_clock::now() + patience;
  while (PQconsumeInput(connection_) == 1 && PQisBusy(connection_) == 1) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        end - std::chrono::steady_clock::now());
    if (left.count() <= 0) return false;
    pollfd socket{.fd = PQsocket(connection_), .events = POLLIN, .revents = 0};
    ::poll(&socket, 1, static_cast<int>(left.count()));
  }
  return true;
}

// The server answers with its warning that it no longer waits for a standby.
void PostgresConnection::stop_waiting() {
  const std::unique_ptr<PGcancel, decltype(&PQfreeCancel)> cancel(PQgetCancel(connection_),
                                                                  &PQfreeCancel);
  std::array<char, 256> why{};
  if (cancel) PQcancel(cancel.get(), why.data(), static_cast<int>(why.size()));
}

// No time limit of the server ends a commit that waits for its standby: this one does.
PostgresConnection::Answer PostgresConnection::answer_of_commit() {
  if (PQsendQuery(connection_, "COMMIT") == 0) return checked(nullptr);
  if (!answered_within(kPatienceWithStandby)) {
    stop_waiting();
    if (!answered_within(kPatienceWithCancel)) {
      PQfinish(std::exchange(connection_, nullptr));
      throw DbError(DbProblem::unavailable, "the server does not answer a commit");
    }
  }
  auto answer = checked(PQgetResult(connection_));
  while (PGresult* more = PQgetResult(connection_)) PQclear(more);
  return answer;
}

void PostgresConnection::commit() {
  unconfirmed_ = false;
  const auto answer = answer_of_commit();
  if (std::strcmp(PQcmdStatus(answer.get()), "COMMIT") != 0) {
    throw DbError(DbProblem::other, "the transaction had failed and was rolled back");
  }
  if (unconfirmed_) {
    throw DbError(DbProblem::unavailable, "no standby confirmed the commit");
  }
}

void PostgresConnection::enter(const Scope& scope, const std::string& begin) {
  restricted_ = false;
  lifted_ = 0;
  script(begin + "; " + enter_statement(scope));
  restricted_ = scope.restricted;
}

void PostgresConnection::lift_wall() {
  if (restricted_ && lifted_ == 0) script(lift_statement());
  ++lifted_;
}

void PostgresConnection::restore_wall() {
  --lifted_;
  // After a failed statement only undoing is left, and that takes the role along.
  const bool failed = PQtransactionStatus(connection_) != PQTRANS_INTRANS;
  if (restricted_ && lifted_ == 0 && !failed) script(restore_statement());
}

bool PostgresConnection::alive() const {
  return PQstatus(connection_) == CONNECTION_OK;
}

bool PostgresConnection::in_transaction() const {
  return PQtransactionStatus(connection_) != PQTRANS_IDLE;
}

}  // namespace hd::platform
