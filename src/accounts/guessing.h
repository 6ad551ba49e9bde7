#pragma once
// How often a password may be guessed. Pure: counters in, waiting time out.
//
// Three budgets are kept apart so that an attacker cannot lock out the person attacked: one per
// account and known device, one per account for all unknown devices together, one per network for
// unknown devices. Source: security 3.7, "Guessing".

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

namespace hd::accounts {

struct BudgetRule {
  std::int64_t free;  ///< failures that cost no waiting
  std::int64_t most;  ///< failures in a window after which only its end helps
  std::chrono::hours window;
};

inline constexpr std::chrono::seconds kLongestDelay{60};
/// A browser that has signed in to this account before. Never waits for what others do.
inline constexpr BudgetRule kKnownDevice{5, 30, std::chrono::hours{1}};
/// All browsers that have not: at most 100 evaluated guesses a day.
inline constexpr BudgetRule kUnknownDevices{3, 100, std::chrono::hours{24}};
/// A network (/24, /48), whatever the account.
inline constexpr BudgetRule kNetwork{30, 300, std::chrono::hours{1}};

/// What is stored per key.
struct Budget {
  std::int64_t failures = 0;
  base::Timestamp window_start;
  base::Timestamp last_at;
  bool operator==(const Budget&) const = default;
};

/// How long to wait before the next guess is evaluated; 0 when it may be now. Doubles with each
/// failure after the free ones: 1 s, 2 s, 4 s … 60 s.
std::chrono::seconds waiting_time(const Budget& budget, const BudgetRule& rule,
                                  base::Timestamp now);

/// The budget after one more guess. A window that is over starts anew.
Budget counted(const std::optional<Budget>& budget, const BudgetRule& rule, base::Timestamp now);

/// The network an address belongs to: "192.0.2.0/24", "2001:db8:1::/48"; other text unchanged.
std::string network_of(std::string_view address);

}  // namespace hd::accounts
