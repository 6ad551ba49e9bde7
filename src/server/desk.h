#pragma once
// Handlers that work at a desk: what a handler of a module needs, with the `call` among it.

#include <cstdint>

#include "base/result.h"
#include "platform/json.h"
#include "server/router.h"

namespace hd::server {

/// The version of the record on which a change was decided.
inline std::int64_t read_version(platform::JsonReader& in) {
  return in.number("version", 1, INT64_MAX);
}

template <class Desk>
base::Result<Reply> handle(const Desk& desk, base::Result<Reply> (*handler)(const Desk&)) {
  return handler(desk);
}

/// With the id that stands in the path. Errors: those of Call::id and of the handler.
template <class Desk, class Id>
base::Result<Reply> handle(const Desk& desk,
                           base::Result<Reply> (*handler)(const Desk&, const Id&)) {
  const auto id = desk.call.template id<Id>();
  if (!id) return id.error();
  return handler(desk, *id);
}

}  // namespace hd::server
