#pragma once
// Risk assessments and safety plans as text: the envelopes of the store, and the parts that
// requests and answers share.

#include <string>
#include <string_view>
#include <vector>

#include "cases/risk.h"
#include "cases/safety_plan.h"
#include "platform/json.h"

namespace hd::cases {

/// Factors and flags (mark P2).
std::string encode_factors(const Risk& risk);
void decode_factors(std::string_view text, Risk& risk);
/// Who is dangerous, and the note (mark P3).
std::string encode_people(const Risk& risk);
void decode_people(std::string_view text, Risk& risk);
/// Where it is safe: for the lead officer and members for protection only.
std::string encode_places(const Risk& risk);
void decode_places(std::string_view text, Risk& risk);

/// What to do (mark P2).
std::string encode_plan(const SafetyPlan& plan);
void decode_plan(std::string_view text, SafetyPlan& plan);
/// How and through whom she is reached (mark P3).
std::string encode_contact(const SafetyPlan& plan);
void decode_contact(std::string_view text, SafetyPlan& plan);

platform::JsonArray to_json(const std::vector<RiskFactor>& factors);
platform::JsonArray to_json(const std::vector<DangerousPerson>& people);
platform::Json to_json(const SafeContact& contact);

std::vector<RiskFactor> read_factors(platform::JsonReader& in);
std::vector<DangerousPerson> read_dangerous(platform::JsonReader& in);
/// Array of texts, at most `max`, each at most 500 characters; empty ones are left out.
std::vector<std::string> read_texts(platform::JsonReader& in, std::string_view key,
                                    std::size_t max);
SafeContact read_safe_contact(platform::JsonReader& in);

}  // namespace hd::cases
