#pragma once
// Parameters to libpq's arrays, and binary result fields to DbValue.

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "platform/db.h"

struct pg_result;

namespace hd::platform {

/// The arrays PQexecPrepared wants; views into `params`, which must outlive it.
class PostgresParams {
 public:
  explicit PostgresParams(std::span<const Param> params);

  int count() const { return static_cast<int>(values.size()); }
  std::vector<unsigned int> types;  ///< BIGINT, BYTEA, or 0: the server infers it
  std::vector<const char*> values;
  std::vector<int> lengths;
  std::vector<int> formats;

 private:
  std::vector<std::array<char, 24>> digits_;
};

/// Errors: throws DbError for a type this program does not store (floating point, dates, JSON).
DbValue postgres_value(const pg_result* result, int row, int column);

}  // namespace hd::platform
