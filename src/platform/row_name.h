#pragma once
// Enumerators stored by their names.

#include <cstddef>
#include <string>
#include <string_view>

#include "base/enum_names.h"
#include "platform/db.h"

namespace hd::platform {

/// The enumerator whose name stands in the column. Throws DbError on a name the code does not know.
template <class E, std::size_t N>
E read_name(const Row& row, std::string_view column, const base::EnumNames<E, N>& names) {
  const auto value = base::value_of(names, row.text(column));
  if (!value) throw DbError(DbProblem::other, "unknown name in " + std::string(column));
  return *value;
}

}  // namespace hd::platform
