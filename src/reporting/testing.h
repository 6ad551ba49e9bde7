#pragma once
// For tests only: the reports over the operations of a scene, asked as a screen asks them.

#include <string>
#include <utility>
#include <vector>

#include "connections/api.h"
#include "referrals/api.h"
#include "reporting/api.h"
#include "server/testing.h"

namespace hd::reporting::testing {

/// All that it is given outlives it.
class ReportRoutes {
 public:
  ReportRoutes(server::testing::Stage& stage, contacts::Operations& contacts,
               documents::Operations& documents, connections::Operations& connections,
               referrals::Operations& referrals)
      : stage_(stage), reports_(contacts, documents), group_(connections, referrals, documents) {
    using platform::Transaction;
    auto& vault = *stage.vault;
    add_routes(stage.router, {.operations = reports_,
                              .group = group_,
                              .contacts = contacts,
                              .documents = documents,
                              .vault = vault,
                              .connection_lines =
                                  [&vault](Transaction& tx, const server::Call& call,
                                           const std::vector<connections::Seen>& found) {
                                    return connections::summaries(tx, vault, call, found);
                                  },
                              .referral_lines =
                                  [&vault](Transaction& tx, const server::Call& call,
                                           const std::vector<referrals::Seen>& found) {
                                    return referrals::summaries(tx, vault, call, found);
                                  }});
  }

  /// GET; POST when there is a body.
  platform::HttpResponse ask(const access::Actor& who, const std::string& path,
                             std::string body = "") {
    const std::string method = body.empty() ? "GET" : "POST";
    return stage_.ask(who, method, path, std::move(body));
  }

 private:
  server::testing::Stage& stage_;
  Operations reports_;
  GroupOperations group_;
};

}  // namespace hd::reporting::testing
