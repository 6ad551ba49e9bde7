#pragma once
// Cases and persons as the API sends them: what a mark does not release is not there. For the api
// files only.

#include <map>
#include <string>

#include "cases/operations_life.h"
#include "directory/directory.h"
#include "platform/json.h"
#include "server/router.h"

namespace hd::cases {

class Writer {
 public:
  Writer(platform::Transaction& tx, vault::Vault& vault, const server::Call& call);

  platform::JsonObject summary(const Line& line);
  platform::JsonObject whole(const Loaded& loaded, const Operations::Around& around,
                             bool may_open_contact);
  platform::JsonObject lead(const Case& record);
  platform::JsonObject person(const Person& person, std::uint8_t marks) const;
  platform::JsonObject need(const Need& need) const;
  platform::JsonObject conference(const Conference& conference);
  platform::JsonObject entry(const TimelineEntry& entry);
  /// The named fields of the identity, in clear.
  static platform::JsonObject revealed(const Person& person,
                                       const std::vector<std::string>& fields);

 private:
  std::string user_name(const std::optional<access::UserId>& user);
  std::string org_name(const directory::OrgId& org) const;
  platform::Json turn(const Case& record, const std::optional<duties::Duty>& next) const;
  platform::JsonArray members(const Case& record);
  platform::JsonObject exclusions(const Case& record, const Operations::Around& around);
  platform::JsonArray sights(const Case& record);

  platform::Transaction& tx_;
  vault::Vault& vault_;
  access::Actor actor_;
  base::Timestamp now_;
  base::Date today_;
  const directory::Directory& directory_;
  std::map<std::string, std::string> users_;
};

}  // namespace hd::cases
