#pragma once
// Numbers of closed records: "111-2026-000123".

#include <string>

#include "contacts/store.h"

namespace hd::contacts {

/// The next number of the record's hotline in the year the conversation began, without gaps. The
/// hotline's prefix is made from its short name of the day on which it gives its
/// first number, and stays.
std::string next_number(platform::Transaction& tx, store::Store& store, const Contact& contact);

}  // namespace hd::contacts
