#include "platform/postgres_wall.h"

#include <array>
#include <string_view>

#include "platform/crypto.h"
#include "platform/wall_rules.h"

namespace hd::platform {
namespace {

// A role belongs to the whole server, so it may be there already, and may be made by an
// administrator for a user who may not make roles.
constexpr std::string_view kRole = R"sql(
  DO $do$ BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'haidang_request') THEN
      CREATE ROLE haidang_request NOLOGIN;
    END IF;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $do$;
  DO $do$ BEGIN
    IF NOT pg_has_role(current_user, 'haidang_request', 'MEMBER') THEN
      EXECUTE format('GRANT haidang_request TO %I', current_user);
    END IF;
  END $do$;
  GRANT USAGE ON SCHEMA public TO haidang_request;
  GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO haidang_request;
  REVOKE ALL ON schema_migration, write_turn FROM haidang_request;
  ALTER DEFAULT PRIVILEGES IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO haidang_request;
)sql";

constexpr auto kFunctions = std::to_array<std::pair<Subject, std::string_view>>({
    {Subject::case_file, "wall_case"},
    {Subject::person, "wall_person"},
    {Subject::referral, "wall_referral"},
    {Subject::file, "wall_file"},
});

/// The functions run as the owner, whom no policy holds; so none of them asks itself.
constexpr std::string_view kSafe =
    "STABLE SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp";

std::string_view function_of(Subject subject) {
  for (const auto& [of, name] : kFunctions) {
    if (of == subject) return name;
  }
  return "";
}

std::string functions() {
  std::string script =
      "CREATE OR REPLACE FUNCTION wall_user_of(BYTEA) RETURNS TEXT LANGUAGE sql " +
      std::string(kSafe) + " AS $do$ " + user_of_session("") + " $do$;\n" +
      "CREATE OR REPLACE FUNCTION wall_user() RETURNS TEXT LANGUAGE sql STABLE AS $do$ "
      "SELECT wall_user_of(sha256(decode(current_setting('haidang.session', true), 'hex'))) "
      "$do$;\n";
  for (const auto& [subject, name] : kFunctions) {
    script += "CREATE OR REPLACE FUNCTION " + std::string(name) +
              "(TEXT, TEXT, TEXT) RETURNS BOOLEAN LANGUAGE plpgsql " + std::string(kSafe) +
              " AS $do$ BEGIN RETURN " + standing(subject, "") + "; END $do$;\n";
  }
  return script;
}

std::string policies() {
  std::string script;
  for (const Guarded& guarded : guarded_tables()) {
    const std::string table(guarded.table);
    script += "ALTER TABLE " + table + " ENABLE ROW LEVEL SECURITY;\n";
    script += "DROP POLICY IF EXISTS wall ON " + table + ";\n";
    script += "CREATE POLICY wall ON " + table + " TO haidang_request USING (" +
              std::string(function_of(guarded.subject)) + "(" + std::string(guarded.column) +
              ", (SELECT wall_user()), (SELECT current_setting('haidang.today', true))))"
              " WITH CHECK (true);\n";
  }
  return script;
}

const std::string& script() {
  static const std::string text = std::string(kRole) + functions() + policies();
  return text;
}

/// Kept as the comment of a function, so that a start that changes nothing locks nothing.
bool is_installed(Database& database, const std::string& checksum) {
  return database.read([&](Transaction& tx) {
    const auto row = tx.query_one(
        "SELECT obj_description(to_regprocedure('wall_user()'), 'pg_proc') AS checksum");
    return row && row->maybe_text("checksum") == checksum;
  });
}

}  // namespace

std::string enter_statement(const Scope& scope) {
  if (!scope.restricted) return "SET LOCAL ROLE NONE";
  return "SET LOCAL haidang.session = '" + to_hex(scope.key) + "'; SET LOCAL haidang.today = '" +
         base::to_text(scope.today) + "'; " + restore_statement();
}

std::string lift_statement() {
  return "SET LOCAL ROLE NONE";
}

std::string restore_statement() {
  return "SET LOCAL ROLE haidang_request";
}

void install_postgres_wall(Database& database) {
  const std::string checksum = to_hex(sha256(script()));
  if (is_installed(database, checksum)) return;
  database.run_script(script() + "COMMENT ON FUNCTION wall_user() IS '" + checksum + "';");
}

}  // namespace hd::platform
