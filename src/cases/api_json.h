#pragma once
// Cases and persons as the API sends them: what a mark does not release is not there. For the api
// files only.

#include <string>

#include "accounts/operations_names.h"
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
  platform::Json turn(const Case& record, const std::optional<duties::Duty>& next) const;
  platform::JsonArray members(const Case& record);
  platform::JsonObject exclusions(const Case& record, const Operations::Around& around);
  platform::JsonArray sights(const Case& record, const Operations::Around& around);

  access::Actor actor_;
  base::Timestamp now_;
  base::Date today_;
  accounts::Names names_;
};

}  // namespace hd::cases
