#pragma once
// For tests only: fresh databases on the real engines, answers without a network.

#include <functional>
#include <memory>
#include <string>

#include "platform/db.h"
#include "platform/http.h"

namespace hd::platform::testing {

/// A fresh database with every migration applied, gone when the pointer is. SQLite in a private
/// temporary folder, or PostgreSQL when HD_TEST_POSTGRES holds the URL of a server whose user may
/// create databases (tests/postgres.sh starts one). Errors: throws.
std::unique_ptr<Database> migrated_database();

/// The same, without any migration.
std::unique_ptr<Database> empty_database();

/// A private folder, removed with all it holds when this is destroyed.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

/// What `handler` answers to `request`; waits for an answer that comes later, on this thread.
HttpResponse answer_of(const HttpHandler& handler, const HttpRequest& request);

/// A handler that answers at once with what `answer` returns.
HttpHandler at_once(std::function<HttpResponse(const HttpRequest&)> answer);

/// A PostgreSQL server for tests, or nullptr when HD_TEST_POSTGRES is not set.
const char* postgres_server();

/// URL and inbox file of tests/mail-server.sh, or nullptr when there is none.
const char* mail_server();
const char* mail_inbox();

/// `url` with another database name.
std::string with_database(const std::string& url, const std::string& name);

}  // namespace hd::platform::testing
