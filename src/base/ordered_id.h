#pragma once
// Ids for things of which there are so many that random ones would make their tables slow to fill.

#include <string>

#include "base/id.h"
#include "base/time.h"

namespace hd::base {

/// A UUID (version 7), canonical form: the millisecond, then 74 random bits. Nobody can guess one;
/// whoever sees one learns when it was made.
std::string ordered_uuid(Timestamp now);

template <class SomeId>
SomeId ordered_id(Timestamp now) {
  return *SomeId::parse(ordered_uuid(now));
}

}  // namespace hd::base
