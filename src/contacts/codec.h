#pragma once
// The text inside the three envelopes of a record. Pure.
//
// The forms are part of the stored data: fields are added at the end, never moved.

#include <string>
#include <string_view>

#include "contacts/contact.h"

namespace hd::contacts {

/// "1|reason|topic,topic|relation|…": short, and cheap to read a million times for a report.
std::string encode(const Facts& facts);
/// Throws std::runtime_error when the text is none of ours: a corrupt row.
Facts decode_facts(std::string_view text);

/// JSON with the members that are filled in; "" when none is.
std::string encode(const Identity& identity);
Identity decode_identity(std::string_view text);
std::string encode(const Narrative& narrative);
Narrative decode_narrative(std::string_view text);

}  // namespace hd::contacts
