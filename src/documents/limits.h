#pragma once
// How much a document takes, in characters, and how many of what it may hold.

#include <cstddef>

namespace hd::documents {

inline constexpr std::size_t kTitleMax = 500;
inline constexpr std::size_t kTextMax = 20'000;
inline constexpr std::size_t kLineMax = 2'000;
inline constexpr std::size_t kBlocksMax = 500;
inline constexpr std::size_t kRowsMax = 500;
inline constexpr std::size_t kColumnsMax = 20;
inline constexpr std::size_t kItemsMax = 200;
inline constexpr std::size_t kRecipientsMax = 50;
inline constexpr std::size_t kRecipientMax = 2'000;

}  // namespace hd::documents
