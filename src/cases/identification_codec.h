#pragma once
// Steps and evidence as text: the envelopes of the store, and the parts that requests and answers
// share.

#include <string>
#include <string_view>

#include "cases/identification.h"
#include "platform/json.h"

namespace hd::cases {

/// Road and place (mark P2).
std::string encode_coded(const IdentificationStep& step);
void decode_coded(std::string_view text, IdentificationStep& step);
/// Reason and paper (mark P3).
std::string encode_words(const IdentificationStep& step);
void decode_words(std::string_view text, IdentificationStep& step);
/// What the evidence says (mark P4).
std::string encode_words(const Evidence& evidence);
void decode_words(std::string_view text, Evidence& evidence);

platform::Json to_json(const VictimPaper& paper);
/// Absent or null: nullopt.
std::optional<VictimPaper> read_paper(platform::JsonReader& in);

}  // namespace hd::cases
