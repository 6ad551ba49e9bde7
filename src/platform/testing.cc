#include "platform/testing.h"

#include <atomic>
#include <condition_variable>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <utility>

#include <libpq-fe.h>
#include <unistd.h>

#include "platform/crypto.h"
#include "platform/migrate.h"

namespace hd::platform::testing {
namespace {

/// A database that is removed when it is closed.
class TemporaryDatabase final : public Database {
 public:
  TemporaryDatabase(std::unique_ptr<Database> database, std::function<void()> remove)
      : database_(std::move(database)), remove_(std::move(remove)) {}
  ~TemporaryDatabase() override {
    database_.reset();
    remove_();
  }
  TemporaryDatabase(const TemporaryDatabase&) = delete;
  TemporaryDatabase& operator=(const TemporaryDatabase&) = delete;

  Engine engine() const override { return database_->engine(); }
  void run_script(std::string_view sql) override { database_->run_script(sql); }
  void check_writable() override { database_->check_writable(); }
  void write_later(std::function<bool(Transaction&)> work,
                   std::function<void(std::exception_ptr)> done) override {
    database_->write_later(std::move(work), std::move(done));
  }

 private:
  void run_read(const std::function<void(Transaction&)>& work) override {
    database_->read([&](Transaction& tx) {
      work(tx);
      return true;
    });
  }
  void run_write(const std::function<bool(Transaction&)>& work) override {
    (void)database_->write([&](Transaction& tx) -> base::Result<base::Done> {
      if (work(tx)) return base::Done{};
      return base::not_found();  // any error undoes the change
    });
  }

  std::unique_ptr<Database> database_;
  std::function<void()> remove_;
};

/// Runs on the thread that waits for the answer, as a worker would.
class LocalExchange final : public HttpExchange {
 public:
  explicit LocalExchange(HttpRequest request) : request_(std::move(request)) {}

  const HttpRequest& request() const override { return request_; }
  void answer(HttpResponse response) override {
    go_on([this, response = std::move(response)] { response_ = response; });
  }
  void go_on(std::function<void()> work) override {
    const std::lock_guard lock(mutex_);
    work_.push_back(std::move(work));
    arrived_.notify_one();
  }
  HttpResponse wait() {
    while (!response_) {
      std::unique_lock lock(mutex_);
      arrived_.wait(lock, [this] { return !work_.empty(); });
      const auto next = std::move(work_.front());
      work_.pop_front();
      lock.unlock();
      next();
    }
    return *std::move(response_);
  }

 private:
  const HttpRequest request_;
  std::optional<HttpResponse> response_;  // of the waiting thread
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<std::function<void()>> work_;  // guarded by mutex_
};

const char* setting(const char* name) {
  // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing changes the environment
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0' ? value : nullptr;
}

std::string unique_name() {
  static std::atomic<int> count = 0;
  return std::to_string(::getpid()) + "_" + std::to_string(count++);
}

/// One command on the server's own database.
void administer(const std::string& sql) {
  PGconn* connection = PQconnectdb(postgres_server());
  PGresult* result = PQexec(connection, sql.c_str());
  const auto status = PQresultStatus(result);
  const std::string why = PQerrorMessage(connection);
  PQclear(result);
  PQfinish(connection);
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) throw std::runtime_error(why);
}

void drop(const std::string& name) {
  try {
    administer("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
  } catch (const std::runtime_error&) {  // the server is gone: so is the database
  }
}

std::unique_ptr<Database> postgres_from(const std::string& origin) {
  const auto name = "hd_test_" + unique_name();
  administer("CREATE DATABASE " + name + " TEMPLATE " + origin +
             " ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'");
  auto opened = open_postgres({.url = with_database(postgres_server(), name), .connections = 4});
  return std::make_unique<TemporaryDatabase>(std::move(opened), [name] { drop(name); });
}

/// A migrated database of this process to copy from.
const std::string& postgres_template() {
  struct Template {
    std::string name = "hd_template_" + std::to_string(::getpid());
    Template() {
      administer("CREATE DATABASE " + name +
                 " TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'");
      const auto opened = open_postgres({.url = with_database(postgres_server(), name)});
      migrate(*opened, embedded_migrations());
    }
    ~Template() { drop(name); }
  };
  static const Template made;
  return made.name;
}

std::unique_ptr<Database> sqlite_from(const std::string& origin) {
  auto folder = std::make_shared<TemporaryFolder>();
  const auto path = folder->path() + "/hd.db";
  if (!origin.empty()) std::filesystem::copy_file(origin, path);
  auto opened = open_sqlite({.path = path, .readers = 2});
  return std::make_unique<TemporaryDatabase>(std::move(opened), [folder] {});
}

const std::string& sqlite_template() {
  struct Template {
    TemporaryFolder folder;
    std::string path = folder.path() + "/template.db";
    Template() {
      const auto opened = open_sqlite({.path = path});
      migrate(*opened, embedded_migrations());
    }  // closing it folds the log into the file
  };
  static const Template made;
  return made.path;
}

}  // namespace

// In memory where there is such a place: hundreds of tests need not wait for the disk. Who runs
// tests that may not live to clean up says where (HD_TEST_FOLDER).
TemporaryFolder::TemporaryFolder() {
  const char* wanted = setting("HD_TEST_FOLDER");
  const std::filesystem::path memory = wanted != nullptr ? wanted : "/dev/shm";
  const bool usable = ::access(memory.c_str(), W_OK) == 0;
  auto pattern =
      ((usable ? memory : std::filesystem::temp_directory_path()) / "hd-test-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

const char* postgres_server() {
  return setting("HD_TEST_POSTGRES");
}
const char* mail_server() {
  return setting("HD_TEST_SMTP");
}
const char* mail_inbox() {
  return setting("HD_TEST_INBOX");
}

std::string with_database(const std::string& url, const std::string& name) {
  const auto path = url.find('/', url.find("://") + 3);
  const auto query = url.find('?');
  const auto rest = query == std::string::npos ? "" : url.substr(query);
  return url.substr(0, std::min(path, query)) + "/" + name + rest;
}

std::unique_ptr<Database> empty_database() {
  return postgres_server() != nullptr ? postgres_from("template0") : sqlite_from("");
}

HttpResponse answer_of(const HttpHandler& handler, const HttpRequest& request) {
  const auto exchange = std::make_shared<LocalExchange>(request);
  handler(exchange);
  return exchange->wait();
}

HttpHandler at_once(std::function<HttpResponse(const HttpRequest&)> answer) {
  return [answer = std::move(answer)](const std::shared_ptr<HttpExchange>& exchange) {
    exchange->answer(answer(exchange->request()));
  };
}

std::unique_ptr<Database> migrated_database() {
  init_crypto();
  return postgres_server() != nullptr ? postgres_from(postgres_template())
                                      : sqlite_from(sqlite_template());
}

}  // namespace hd::platform::testing
