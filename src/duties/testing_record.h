#pragma once
// For tests only: a record that two sides work on by the clock, asked for and changed over its
// routes.

#include <string>
#include <utility>

#include <gtest/gtest.h>

#include "duties/operations.h"
#include "duties/testing.h"
#include "server/testing.h"

namespace hd::duties::testing {

using platform::HttpResponse;

/// The test moves the clock.
class RecordScene : public ::testing::Test {
 protected:
  /// `table` has the records; their routes begin with its name in the plural.
  explicit RecordScene(std::string table) : table_(std::move(table)) {}

  HttpResponse call(const access::Actor& who, std::string method, const std::string& path,
                    std::string body = "") {
    return stage_.ask(who, std::move(method), "/" + table_ + "s" + path, std::move(body));
  }
  HttpResponse get(const access::Actor& who, const std::string& path) {
    return call(who, "GET", path);
  }
  /// A body with the present version.
  std::string with_version(const std::string& id, const std::string& more) {
    const auto version = count("SELECT version AS n FROM " + table_ + " WHERE id = '" + id + "'");
    return R"({"version":)" + std::to_string(version) + (more.empty() ? "" : ",") + more + "}";
  }
  /// POSTs to a part of a record with its present version.
  HttpResponse post(const access::Actor& who, const std::string& id, const std::string& part,
                    const std::string& more = "") {
    return call(who, "POST", "/" + id + "/" + part, with_version(id, more));
  }
  HttpResponse act(const access::Actor& who, const std::string& id, const std::string& action,
                   const std::string& more = "") {
    return post(who, id, "status-changes",
                R"("action":")" + action + "\"" + (more.empty() ? "" : ",") + more);
  }

  std::string status(const std::string& id) {
    return stage_.database->read([&](platform::Transaction& tx) {
      return tx.query("SELECT status FROM " + table_ + " WHERE id = $1", {id})
          .front()
          .text("status");
    });
  }
  /// "T1 done, T2 open": the clocks of a record by rule.
  std::string clocks(const std::string& id) { return testing::clocks(*stage_.database, id); }
  std::int64_t count(const std::string& sql) { return stage_.count(sql); }

  server::testing::Stage stage_;
  Operations duties_{*stage_.vault};

 private:
  const std::string table_;
};

}  // namespace hd::duties::testing
