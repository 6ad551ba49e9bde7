#pragma once
// For the api files of cases and persons only: what every handler works with.

#include "cases/api.h"
#include "cases/api_json.h"
#include "server/desk.h"

namespace hd::cases {

struct Desk {
  const ApiParts& parts;
  platform::Transaction& tx;
  const server::Call& call;

  Operations& operations() const { return parts.operations; }
  Who who() const { return {call.actor, call.now}; }
  Writer writer() const { return {tx, parts.vault, call}; }
};

/// The parts of a person that the body names. The body outlives the edit.
PersonEdit read_person(platform::JsonReader& in);

/// The routes of persons, needs and conferences.
void add_people_routes(server::Router& router, const ApiParts& parts);

}  // namespace hd::cases
