#include "cases/operations_audit.h"

#include <utility>

#include "audit/audit.h"

namespace hd::cases {

void record_audit(platform::Transaction& tx, const Who& who, const PersonLoaded& loaded,
                  std::string action) {
  record_audit(tx, who, loaded, std::move(action), "person", loaded.person.id.str());
}

void record_audit(platform::Transaction& tx, const Who& who, const PersonLoaded& loaded,
                  std::string action, std::string kind, std::string id) {
  audit::record(tx, who.now, who.actor,
                {.action = std::move(action),
                 .object_kind = std::move(kind),
                 .object_id = std::move(id),
                 .marks = loaded.decision.marks,
                 .post = loaded.decision.post,
                 .rule = loaded.decision.rule});
}

}  // namespace hd::cases
