#pragma once
// For the store files only: rows and envelopes of connections.

#include <string>
#include <string_view>

#include "connections/store.h"

namespace hd::connections::store {

/// A statement that reads whole rows for read_connection(); `rest` follows FROM.
std::string select_connections(std::string_view rest);

/// Throws DbError on a name that the code does not know, std::runtime_error on a forged envelope.
Connection read_connection(const Place& place, const platform::Row& row);

/// One set of data keys per hotline and local month of the start, so that a month can be erased.
vault::Slot told_slot(const Connection& connection);
vault::Slot texts_slot(const Connection& connection, const std::string& entry);

}  // namespace hd::connections::store
