#pragma once
// Reads the fields of a form over a stored record.

#include <string>

#include "contacts/contact.h"
#include "platform/json.h"

namespace hd::contacts {

/// A field that is left out keeps its value, null empties it. Complaints stay in `in`.
void read_fields(platform::JsonReader& in, Contact& contact);

}  // namespace hd::contacts
