#include "referrals/routes.h"

#include <algorithm>

namespace hd::referrals {
namespace {

constexpr auto kFromAbroad = std::to_array<RouteDuty>({
    {"T5", Addressee::criminal_police},   // call at once
    {"R49", Addressee::criminal_police},  // verify identity and nationality
    {"R55", Addressee::consular},         // ask for protection, papers and the cost of return
});
constexpr auto kForeignReturn = std::to_array<RouteDuty>({
    {"R50", Addressee::consular},         // verify with the mission of her country
    {"R73", Addressee::criminal_police},  // agree on the return, escort, record at the gate
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

std::string_view organisation_type(Addressee addressee) {
  switch (addressee) {
    case Addressee::sender:
      return "";
    case Addressee::criminal_police:
      return "police_c02";
    case Addressee::consular:
      return "consular_dept";
  }
  return "";
}

Route route_of(bool vietnamese, bool abroad, const std::vector<Need>& needs) {
  if (vietnamese && abroad) return Route::from_abroad;
  const bool goes_home = std::ranges::any_of(
      needs, [](const Need& need) { return need.service == "repatriation_out"; });
  if (!vietnamese && !abroad && goes_home) return Route::foreign_return;
  return Route::domestic;
}

}  // namespace hd::referrals
