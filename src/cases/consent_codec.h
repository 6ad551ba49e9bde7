#pragma once
// Consents as text: the envelopes of the store, and the parts that requests and answers share.

#include <string>
#include <string_view>

#include "cases/consent.h"
#include "platform/json.h"

namespace hd::cases {

/// What was agreed: by whom, in which form and language, the seven answers.
std::string encode_terms(const Consent& consent);
void decode_terms(std::string_view text, Consent& consent);

/// Who spoke and who heard it, and why somebody was left out.
std::string encode_people(const Consent& consent);
void decode_people(std::string_view text, Consent& consent);

platform::Json to_json(const Answers& answers);
platform::Json to_json(const Representative& representative);
platform::JsonArray categories_json(Categories categories);

Answers read_answers(platform::JsonReader& in);
/// Absent or null: nullopt.
std::optional<Representative> read_representative(platform::JsonReader& in);
Categories read_categories(platform::JsonReader& in);

}  // namespace hd::cases
