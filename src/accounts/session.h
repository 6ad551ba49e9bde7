#pragma once
// How long a session lives, and the codes and tokens that prove something. Pure.
//
// Source: security 3.7, "Session", "Recovery".

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "access/ids.h"
#include "base/time.h"

namespace hd::accounts {

inline constexpr std::chrono::minutes kIdleLimit{15};
inline constexpr std::chrono::hours kAbsoluteLimit{10};
/// The last use of a session is written down at most this often.
inline constexpr std::chrono::minutes kSeenStep{1};
/// How long a one-time code of the administrator is good.
inline constexpr std::chrono::hours kEnrolmentCodeLife{72};
/// How long a started second factor waits for its first code.
inline constexpr std::chrono::minutes kPendingFactorLife{30};
inline constexpr int kWrongFirstCodes = 10;
inline constexpr int kRecoveryCodes = 10;

struct SessionRecord {
  access::SessionId id;
  access::UserId user;
  std::string device;  ///< a coarse code such as "firefox_linux"; "" when unknown
  base::Timestamp created_at;
  base::Timestamp last_seen_at;
  base::Timestamp proved_at;  ///< when password or second factor were last given
  std::optional<base::Timestamp> ended_at = {};
  bool operator==(const SessionRecord&) const = default;
};

/// True until it was ended, until 15 minutes without use, until 10 hours in all.
bool is_live(const SessionRecord& session, base::Timestamp now);

/// When the session ends at the latest.
base::Timestamp expires_at(const SessionRecord& session);

/// "firefox_linux", "chrome_windows", "safari_ios", …: enough to recognise one's own computer in a
/// list, too little to identify anybody.
std::string device_code(std::string_view user_agent);

/// `bytes` in groups of five of an alphabet without 0/O and 1/I/L mix-ups: "7KQ2M-…".
std::string readable_code(std::string_view bytes);

/// What the person meant: capitals, without spaces and dashes, O as 0, I and L as 1.
std::string normal_code(std::string_view typed);

}  // namespace hd::accounts
