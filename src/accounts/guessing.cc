#include "accounts/guessing.h"

#include <algorithm>
#include <vector>

#include "base/text.h"

namespace hd::accounts {
namespace {

using std::chrono::ceil;
using std::chrono::seconds;

seconds delay_after(std::int64_t failures, const BudgetRule& rule) {
  const std::int64_t over = failures - rule.free;
  if (over <= 0) return seconds{0};
  if (over > 6) return kLongestDelay;
  return std::min(kLongestDelay, seconds{std::int64_t{1} << (over - 1)});
}

/// The first three groups of an IPv6 address with "::" written out.
std::string first_groups(std::string_view address) {
  const auto gap = address.find("::");
  auto groups = base::split(address.substr(0, gap), ':');
  if (gap != std::string_view::npos) {
    const auto tail = base::split(address.substr(gap + 2), ':');
    while (groups.size() + tail.size() < 8) groups.emplace_back("0");
    groups.insert(groups.end(), tail.begin(), tail.end());
  }
  std::string network;
  for (std::size_t i = 0; i < 3 && i < groups.size(); ++i) network += groups[i] + ":";
  return network + ":/48";
}

}  // namespace

seconds waiting_time(const Budget& budget, const BudgetRule& rule, base::Timestamp now) {
  if (now >= budget.window_start + rule.window) return seconds{0};
  if (budget.failures >= rule.most) {
    return ceil<seconds>(budget.window_start + rule.window - now);
  }
  const auto free_at = budget.last_at + delay_after(budget.failures, rule);
  return now >= free_at ? seconds{0} : ceil<seconds>(free_at - now);
}

Budget counted(const std::optional<Budget>& budget, const BudgetRule& rule, base::Timestamp now) {
  if (!budget || now >= budget->window_start + rule.window) return {1, now, now};
  return {budget->failures + 1, budget->window_start, now};
}

std::string network_of(std::string_view address) {
  if (address.starts_with("::ffff:") && address.find('.') != address.npos) {
    address.remove_prefix(7);  // an IPv4 peer on an IPv6 socket
  }
  if (address.find(':') != address.npos) return first_groups(address);
  const auto dot = address.rfind('.');
  if (dot == address.npos) return std::string(address);
  return std::string(address.substr(0, dot)) + ".0/24";
}

}  // namespace hd::accounts
