#pragma once
// For the store files only: a row of the table duty as a value.

#include "duties/duty.h"
#include "platform/db.h"

namespace hd::duties::store {

/// Throws DbError on a name that the code does not know.
Duty read_duty(const platform::Row& row);

}  // namespace hd::duties::store
