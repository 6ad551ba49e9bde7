#pragma once
// Referrals as text: what is inside the envelopes, in the form the API uses as well. Pure.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "platform/json.h"
#include "referrals/handover.h"
#include "referrals/referral.h"

namespace hd::referrals {

// ---- envelopes: decode_… throws std::runtime_error when the text is none of ours ---------------
std::string encode(const Told& told);
Told decode_told(std::string_view text);
std::string encode(const Steps& steps);
Steps decode_steps(std::string_view text);
std::string encode(const HandOver& record);
HandOver decode_hand_over(std::string_view text);
/// Name and lines of a signature; role, time and user stand beside the envelope.
std::string encode(const Signature& signature);
void decode_signature(std::string_view text, Signature& signature);
std::string encode(const Evaluation& evaluation);
Evaluation decode_evaluation(std::string_view text);
/// "" for no texts.
std::string encode(const std::map<std::string, std::string>& texts);
std::map<std::string, std::string> decode_texts(std::string_view text);

// ---- parts as the API sends and takes them; complaints go to `in` ------------------------------
platform::Json to_json(const Card& card);
platform::Json to_json(const HandOver& record);
/// Texts of at most 1,200 bytes each; an empty one is a complaint.
std::vector<std::string> read_texts(platform::JsonReader& in, std::string_view key,
                                    std::size_t max);
HandOver read_hand_over(platform::JsonReader& in);
Signature read_signature(platform::JsonReader& in);
Evaluation read_evaluation(platform::JsonReader& in);

/// The content of a step without who performed it.
platform::JsonObject content_json(const RiskStep& step);
platform::JsonObject content_json(const OpinionStep& step);
platform::JsonObject content_json(const ServiceStep& step);
platform::JsonObject content_json(const DecisionStep& step);
platform::JsonObject content_json(const DocumentsStep& step);
platform::JsonObject content_json(const TravelStep& step);
RiskStep read_risk(platform::JsonReader& in, Performed by);
OpinionStep read_opinion(platform::JsonReader& in, Performed by);
ServiceStep read_service(platform::JsonReader& in, Performed by);
DecisionStep read_decision(platform::JsonReader& in, Performed by);
DocumentsStep read_documents(platform::JsonReader& in, Performed by);
TravelStep read_travel(platform::JsonReader& in, Performed by);

}  // namespace hd::referrals
