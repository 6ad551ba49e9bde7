#pragma once
// One running system: the parts, made in the right order, and everything they are joined by.

#include <memory>
#include <optional>
#include <string>

#include "base/time.h"
#include "platform/db.h"
#include "platform/upgrade_copy.h"
#include "server/router.h"
#include "vault/vault.h"

namespace hd {

/// What the command line says, for every subcommand.
struct Config {
  std::string data_dir;                   ///< keys, SQLite file, incident file
  std::string database_url = {};          ///< empty: SQLite in data_dir
  std::string listen = "127.0.0.1:8111";  ///< address:port
  bool insecure_test_mode = false;        ///< fixed second factors of demo accounts
  std::string test_clock_file = {};       ///< RFC 3339 text, read at each use of the clock
  std::string tls_certificate = {};       ///< PEM; with tls_key
  std::string tls_key = {};
  bool behind_proxy = false;  ///< believe X-Forwarded-For and -Proto of a proxy on this machine
  std::string smtp_url = {};  ///< "smtp://127.0.0.1:25"; empty: notices wait
  std::string smtp_from = "hai-dang@localhost";
  std::string public_host = "localhost";  ///< named in notices
  std::string metrics_token = {};         ///< lets a remote peer read /metrics
  std::string clamd = {};                 ///< "unix:/path" or "tcp:host:port"; empty: no antivirus
  bool without_copy = false;              ///< upgrade the schema without a copy to go back to
};

/// Everything but the socket. Made by make_app(); parts refer to each other, so it stays in place.
struct App;

/// Opens keys and database, brings the schema and the first content up to date.
/// Errors: throws std::runtime_error or platform::DbError with a sentence for the operator.
std::unique_ptr<App> make_app(const Config& config);

/// Where the SQLite file is.
std::string sqlite_path(const Config& config);

/// Where the database is, for copies before an upgrade.
platform::Place place_of(const Config& config);

/// Only opens the database of the configuration; creates the SQLite file when it is missing.
std::unique_ptr<platform::Database> open_database(const Config& config);

}  // namespace hd
