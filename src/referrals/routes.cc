#include "referrals/routes.h"

#include <algorithm>

namespace hd::referrals {
namespace {

constexpr auto kFromAbroad = std::to_array<RouteDuty>({
    {"T5", "person_call_focal_point"},      // call the criminal police at once
    {"RR49", "person_verify_nationality"},  // identity and nationality
    {"RR55", "person_ask_consular"},        // protection, papers, cost of return
});
constexpr auto kForeignReturn = std::to_array<RouteDuty>({
    {"RR50", "person_ask_mission"},   // verify with the mission of her country
    {"RR73", "person_agree_return"},  // the return, escort, record at the gate
});

}  // namespace

std::span<const RouteDuty> duties_of(Route route) {
  switch (route) {
    case Route::domestic:
      return {};
    case Route::from_abroad:
      return kFromAbroad;
    case Route::foreign_return:
      return kForeignReturn;
  }
  return {};
}

Route route_of(bool vietnamese, bool abroad, const std::vector<Need>& needs) {
  if (vietnamese && abroad) return Route::from_abroad;
  const bool goes_home = std::ranges::any_of(
      needs, [](const Need& need) { return need.service == "repatriation_out"; });
  if (!vietnamese && !abroad && goes_home) return Route::foreign_return;
  return Route::domestic;
}

}  // namespace hd::referrals
