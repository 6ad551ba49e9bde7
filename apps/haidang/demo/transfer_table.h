#pragma once
// Which invented referrals there are. Nobody in them exists; the names say so.

#include <array>
#include <chrono>
#include <cstddef>

#include "demo/bodies.h"
#include "demo/transfers.h"

namespace hd::demo {

inline constexpr std::chrono::hours kDay{24};

/// What one is referred for, in the order of kBodies.
inline constexpr auto kTransferServices = std::to_array<const char*>(
    {"psych_therapy", "protection", "shelter", "escort", "repatriation_in", "social_protection"});

/// One referral: who asks whom, what happens, how far it goes, and about whom.
struct TransferLine {
  const char* lead;
  std::size_t body;  ///< who is asked
  Turn turn;
  Until until;
  std::chrono::hours ago;  ///< before the end of the demo it began
  const char* name;
  const char* sex;
  int born;
  const char* purpose;
  const char* risk;
  const char* where;
};

/// First where one can stop, as they stand at the end; then those of the year, which go as far as
/// time has let them.
inline constexpr auto kTransfers = std::to_array<TransferLine>({
    {"tuvan1", kWomen, Turn::straight, Until::drafted, 2 * kDay, "Bùi Thị Hư Cấu Tám", "female",
     1992, "forced_labour", "medium", "in_vn"},
    {"lanhdao_hy", kHealth, Turn::straight, Until::sent, std::chrono::hours{3},
     "Đỗ Thị Hư Cấu Chín", "female", 1987, "forced_marriage", "medium", "in_vn"},
    {"tuvan1", kSocial, Turn::straight, Until::acknowledged, std::chrono::hours{20},
     "Hồ Văn Hư Cấu Mười", "male", 1999, "online_scam", "low", "in_vn"},
    {"bp_tv", kWomen, Turn::declined, Until::sent, 3 * kDay, "Ngô Thị Hư Cấu Mười Một", "female",
     2003, "sexual_prostitution", "high", "in_vn"},
    {"lanhdao111", kHealth, Turn::declined, Until::accepted, 6 * kDay, "Dương Văn Hư Cấu Mười Hai",
     "male", 1983, "forced_labour", "medium", "in_vn"},
    {"tuvan1", kHealth, Turn::delegated, Until::acknowledged, std::chrono::hours{26},
     "Lý Thị Hư Cấu Mười Ba", "female", 2001, "domestic_servitude", "medium", "in_vn"},
    {"tuvan1", kHealth, Turn::straight, Until::prepared, 9 * kDay, "Mai Thị Hư Cấu Mười Bốn",
     "female", 1996, "forced_marriage", "high", "in_vn"},
    {"bp_tv", kWomen, Turn::straight, Until::travelling, 16 * kDay, "Trịnh Thị Hư Cấu Mười Lăm",
     "female", 2000, "sexual_prostitution", "high", "in_vn"},
    {"tuvan1", kWomen, Turn::emergency, Until::travelling, std::chrono::hours{30},
     "Đinh Thị Hư Cấu Mười Sáu", "female", 1994, "forced_labour", "high", "in_vn"},
    {"lanhdao111", kConsular, Turn::straight, Until::accepted, 5 * kDay, "Lâm Văn Hư Cấu Mười Bảy",
     "male", 2002, "online_scam", "high", "abroad"},
    {"ca_tv", kSocial, Turn::silent, Until::sent, 12 * kDay, "Phùng Thị Hư Cấu Mười Tám", "female",
     1979, "domestic_servitude", "low", "in_vn"},
    {"lanhdao_hy", kWomen, Turn::straight, Until::handed_over, 20 * kDay, "Tô Thị Hư Cấu Mười Chín",
     "female", 1998, "forced_marriage", "medium", "in_vn"},
    {"tuvan1", kHealth, Turn::straight, Until::in_service, 110 * kDay, "Tạ Thị Hư Cấu Hai Mươi",
     "female", 1991, "sexual_prostitution", "medium", "in_vn"},

    {"tuvan1", kWomen, Turn::straight, Until::completed, 335 * kDay, "Chu Thị Hư Cấu Hai Mốt",
     "female", 1989, "forced_marriage", "medium", "in_vn"},
    {"lanhdao_hy", kHealth, Turn::straight, Until::completed, 301 * kDay,
     "Quách Thị Hư Cấu Hai Hai", "female", 2002, "forced_labour", "low", "in_vn"},
    {"hpn_tv", kHealth, Turn::delegated, Until::completed, 268 * kDay, "Thái Thị Hư Cấu Hai Ba",
     "female", 1994, "domestic_servitude", "medium", "in_vn"},
    {"tuvan1", kWomen, Turn::declined, Until::completed, 233 * kDay, "Cao Thị Hư Cấu Hai Bốn",
     "female", 1997, "sexual_prostitution", "high", "in_vn"},
    {"lanhdao111", kSocial, Turn::refused, Until::completed, 205 * kDay, "Kiều Văn Hư Cấu Hai Lăm",
     "male", 1985, "forced_labour", "low", "in_vn"},
    {"ca_tv", kWomen, Turn::straight, Until::completed, 178 * kDay, "La Thị Hư Cấu Hai Sáu",
     "female", 1993, "sexual_prostitution", "high", "in_vn"},
    {"tuvan1", kBorder, Turn::silent, Until::completed, 150 * kDay, "Mạc Thị Hư Cấu Hai Bảy",
     "female", 2000, "forced_marriage", "medium", "in_vn"},
    {"yt_tv", kSocial, Turn::straight, Until::completed, 121 * kDay, "Văn Thị Hư Cấu Hai Tám",
     "female", 1981, "forced_labour", "low", "in_vn"},
    {"lanhdao_hy", kHealth, Turn::declined, Until::completed, 95 * kDay,
     "Vương Văn Hư Cấu Hai Chín", "male", 1990, "online_scam", "medium", "in_vn"},
    {"tuvan1", kPolice, Turn::delegated, Until::completed, 74 * kDay, "Xuân Thị Hư Cấu Ba Mươi",
     "female", 1986, "sexual_prostitution", "high", "in_vn"},
    {"lanhdao111", kWomen, Turn::straight, Until::completed, 52 * kDay, "Yên Thị Hư Cấu Ba Mốt",
     "female", 2004, "domestic_servitude", "medium", "in_vn"},
});

}  // namespace hd::demo
