#pragma once
// How much a document takes, in characters, and how many of what it may hold.

#include <cstddef>
#include <cstdint>

namespace hd::documents {

inline constexpr std::size_t kTitleMax = 500;
inline constexpr std::size_t kTextMax = 20'000;
inline constexpr std::size_t kLineMax = 2'000;
inline constexpr std::size_t kBlocksMax = 500;
inline constexpr std::size_t kRowsMax = 500;
inline constexpr std::size_t kColumnsMax = 20;
inline constexpr std::size_t kItemsMax = 200;
inline constexpr std::size_t kSeriesMax = 6;  ///< as many as can be told apart without colour
inline constexpr std::size_t kLabelsMax = 60;
inline constexpr std::size_t kLabelMax = 200;
inline constexpr std::int64_t kValueMax = 1'000'000'000'000;
inline constexpr std::int64_t kDecimalsMax = 3;
inline constexpr std::size_t kRecipientsMax = 50;
inline constexpr std::size_t kRecipientMax = 2'000;

}  // namespace hd::documents
