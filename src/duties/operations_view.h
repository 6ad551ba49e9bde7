#pragma once
// Turns duties into what people see. Not for other modules.

#include <map>
#include <optional>
#include <string>

#include "access/actor.h"
#include "calendar/calendar.h"
#include "directory/operations.h"
#include "duties/duty.h"
#include "duties/view.h"
#include "platform/db.h"
#include "vault/vault.h"

namespace hd::duties {

/// For one answer: looks every name, rule and calendar up once.
class Viewer {
 public:
  /// All of them outlive the object.
  Viewer(platform::Transaction& tx, vault::Vault& vault, const access::Actor& actor,
         base::Timestamp now);

  /// Without history.
  View view(const Duty& duty);
  /// With history, notes opened.
  View full_view(const Duty& duty);

  std::string org_name(const directory::OrgId& org) const;

 private:
  const std::string& user_name(const access::UserId& user);
  const calendar::Rule& rule(const calendar::RuleId& id);
  const calendar::Calendar& working_days();
  std::vector<HistoryLine> history(const Duty& duty);

  platform::Transaction& tx_;
  vault::Vault& vault_;
  const access::Actor& actor_;
  base::Timestamp now_;
  base::Date today_;
  const directory::Directory& directory_;
  std::optional<calendar::Calendar> calendar_;  ///< read when a duty first needs it
  std::map<std::string, std::string> users_;
  std::map<std::string, calendar::Rule> rules_;
};

}  // namespace hd::duties
