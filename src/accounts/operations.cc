#include "accounts/operations.h"

#include <string>
#include <vector>

#include "platform/csv.h"

namespace hd::accounts {

Blocklist embedded_blocklist() {
  std::vector<std::string> passwords;
  std::vector<std::string> words;
  for (const auto& row : platform::embedded_csv("data/password-blocklist.csv")) {
    (row["kind"] == "word" ? words : passwords).push_back(row["text"]);
  }
  return {passwords, words};
}

Operations::Operations(platform::Database& database, vault::Vault& vault, const Options& options)
    : database_(database),
      insecure_test_mode_(options.insecure_test_mode),
      blocklist_(embedded_blocklist()),
      pool_(options.hashing, vault.derived("pepper")),
      sessions_(database, vault),
      sign_in_({.database = database,
                .vault = vault,
                .sessions = sessions_,
                .pool = pool_,
                .blocklist = blocklist_,
                .insecure_test_mode = options.insecure_test_mode}),
      users_(vault) {}

}  // namespace hd::accounts
