#include "demo/people.h"

#include <algorithm>
#include <stdexcept>

namespace hd::demo {
namespace {

using access::Role;

/// The bodies have their present form since the reform of mid-2025.
constexpr base::Date kFrom{std::chrono::year{2025}, std::chrono::month{7}, std::chrono::day{1}};

struct Line {
  const char* username;
  const char* number;  ///< of "Người Thử …"
  Role role;
  const char* organisation;
  const char* unit;
};

constexpr Line kLines[] = {
    {"tuvan1", "Một", Role::counsellor, "org.hotline_111", "unit.hotline_111_shift"},
    {"tuvan2", "Hai", Role::counsellor, "org.hotline_111", "unit.hotline_111_shift"},
    {"truongca1", "Ba", Role::shift_lead, "org.hotline_111", "unit.hotline_111_shift"},
    {"lanhdao111", "Bốn", Role::hotline_lead, "org.hotline_111", ""},
    {"tuvan_hy", "Năm", Role::counsellor, "org.hotline_hung_yen", "unit.hotline_hung_yen_shift"},
    {"lanhdao_hy", "Sáu", Role::hotline_lead, "org.hotline_hung_yen", ""},
    {"ca_tv", "Bảy", Role::wg_member, "org.police_c02", ""},
    {"bp_tv", "Tám", Role::wg_member, "org.border_crime_department", ""},
    {"yt_tv", "Chín", Role::wg_member, "org.health_hung_yen", ""},
    {"hpn_tv", "Mười", Role::wg_member, "org.womens_union_central", ""},
    {"nv_tv", "Mười Một", Role::wg_member, "org.consular_department", ""},
    {"bt_tv", "Mười Hai", Role::wg_member, "org.social_protection_department", ""},
    {"yt_donvi", "Mười Ba", Role::unit_officer, "org.health_hung_yen", "unit.demo_health_centre"},
    {"ca_donvi", "Mười Bốn", Role::unit_officer, "org.police_c02",
     "unit.demo_police_investigation"},
    {"yt_lanhdao", "Mười Lăm", Role::agency_leader, "org.health_hung_yen", ""},
    {"ca_lanhdao", "Mười Sáu", Role::agency_leader, "org.police_c02", ""},
    {"thongke", "Mười Bảy", Role::statistician, "org.ministry_health", ""},
    {"kiemtoan", "Mười Tám", Role::auditor, "org.ministry_health", ""},
    {"quantri", "Mười Chín", Role::administrator, "org.hotline_111", ""},
};

}  // namespace

const std::vector<accounts::DemoAccount>& people() {
  static const std::vector<accounts::DemoAccount> kPeople = [] {
    std::vector<accounts::DemoAccount> all;
    for (const Line& line : kLines) {
      all.push_back({.username = line.username,
                     .display_name = "Người Thử " + std::string(line.number),
                     .role = line.role,
                     .organisation = line.organisation,
                     .unit = line.unit,
                     .valid_from = kFrom});
    }
    return all;
  }();
  return kPeople;
}

const accounts::DemoAccount& person(std::string_view username) {
  const auto found = std::ranges::find(people(), username, &accounts::DemoAccount::username);
  if (found == people().end()) throw std::out_of_range("no such demo account");
  return *found;
}

}  // namespace hd::demo
