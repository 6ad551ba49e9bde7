#pragma once
// What is inside the envelopes of a case, as JSON: the same fields that the API takes. Pure.

#include <map>
#include <string>
#include <string_view>

#include "cases/case.h"
#include "cases/conference.h"
#include "cases/need.h"
#include "cases/person.h"
#include "platform/json.h"

namespace hd::cases {

platform::JsonObject to_json(const Birth& birth);
platform::JsonObject to_json(const Identity& identity);
platform::JsonObject to_json(const Guardian& guardian);
platform::JsonObject to_json(const Facts& facts);
platform::JsonObject to_json(const Trafficking& trafficking);

/// Change what the object names; a field left out stays, null empties. Complaints go to `in`.
void read(platform::JsonReader& in, Identity& identity);
void read(platform::JsonReader& in, Facts& facts);
void read(platform::JsonReader& in, Trafficking& trafficking);
/// Participants and decisions; a decision's duty is not taken from outside.
void read(platform::JsonReader& in, Conference& conference);
std::vector<Guardian> read_guardians(platform::JsonReader& in);

/// As sealed. The decoders throw std::runtime_error when the text is none of ours: a corrupt row.
std::string encode(const Identity& identity);
std::string encode(const Facts& facts);
std::string encode(const Trafficking& trafficking);
std::string encode(const Closure& closure);
std::string encode(const Need& need);
std::string encode(const Conference& conference);
std::string encode(const std::map<std::string, std::string>& texts);
Identity decode_identity(std::string_view text);
Facts decode_facts(std::string_view text);
Trafficking decode_trafficking(std::string_view text);
Closure decode_closure(std::string_view text);
void decode_into(std::string_view text, Need& need);
void decode_into(std::string_view text, Conference& conference);
std::map<std::string, std::string> decode_texts(std::string_view text);

}  // namespace hd::cases
