#pragma once
// The bodies that are asked for help in the demo, and who answers there.

#include <array>
#include <cstddef>

namespace hd::demo {

struct Body {
  const char* organisation;
  const char* member;   ///< username of who answers for the organisation
  const char* unit;     ///< to which it may delegate; "" for none
  const char* officer;  ///< username there
};
/// Positions in the table below; those with a unit come first.
enum : std::size_t { kHealth, kPolice, kWomen, kBorder, kConsular, kSocial };
inline constexpr auto kBodies = std::to_array<Body>({
    {"org.health_hung_yen", "yt_tv", "unit.demo_health_centre", "yt_donvi"},
    {"org.police_c02", "ca_tv", "unit.demo_police_investigation", "ca_donvi"},
    {"org.womens_union_central", "hpn_tv", "", ""},
    {"org.border_crime_department", "bp_tv", "", ""},
    {"org.consular_department", "nv_tv", "", ""},
    {"org.social_protection_department", "bt_tv", "", ""},
});

}  // namespace hd::demo
