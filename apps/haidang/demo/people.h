#pragma once
// The invented people of the demo: one account for every role, and the code words they share.

#include <string_view>
#include <vector>

#include "accounts/operations_demo.h"

namespace hd::demo {

inline constexpr std::string_view kPassword = "hai-dang-demo-2026";
inline constexpr std::string_view kSecondFactor = "000000";

/// In a fixed order. Names say that nobody is meant: "Người Thử Một", "Người Thử Hai", …
const std::vector<accounts::DemoAccount>& people();

/// One of people() by username; throws std::out_of_range when there is none.
const accounts::DemoAccount& person(std::string_view username);

}  // namespace hd::demo
