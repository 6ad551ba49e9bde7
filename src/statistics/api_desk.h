#pragma once
// For the api files of this module: what a handler works with.

#include <string>

#include "platform/json.h"
#include "statistics/api.h"

namespace hd::statistics {

struct Desk {
  const ApiParts& parts;
  platform::Transaction& tx;
  const server::Call& call;
  Who who() const { return {call.actor, call.now}; }
};

/// ReportRun of the contract.
platform::Json run_json(const Desk& desk, const Run& run);
/// Title of a report as it is now.
void add_title(const Desk& desk, const std::string& report, platform::JsonObject& json);

/// Routes of publication.
void add_release_routes(server::Router& router, const ApiParts& parts);
/// Routes of what the goal of 100 % looks at.
void add_goal_routes(server::Router& router, const ApiParts& parts);

}  // namespace hd::statistics
