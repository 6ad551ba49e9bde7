#pragma once
// What is inside the envelopes of a connection, as text. Pure.

#include <map>
#include <string>
#include <string_view>

#include "connections/connection.h"
#include "platform/json.h"

namespace hd::connections {

std::string encode(const Told& told);
/// Throws std::runtime_error when the text is none of ours: a corrupt row.
Told decode_told(std::string_view text);

/// "" for no texts.
std::string encode(const std::map<std::string, std::string>& texts);
std::map<std::string, std::string> decode_texts(std::string_view text);

/// The parts as the API sends and takes them.
platform::Json to_json(const Card& card);
/// Complaints go to `in`, under "needs.0.service" and the like.
Card read_card(platform::JsonReader& in);

}  // namespace hd::connections
