#include "platform/backup_rotation.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <set>

namespace hd::platform {
namespace {

constexpr std::string_view kStart = "haidang-";
constexpr std::string_view kEnd = ".sealed";
constexpr std::string_view kMoment = "20260302T021500Z";

struct Backup {
  base::Timestamp at;
  std::string name;
};

/// Keeps the last backup of each of the newest `most` periods that have one. `all`: newest first.
void keep(const std::vector<Backup>& all, int most,
          const std::function<std::string(base::Timestamp)>& period_of,
          std::set<std::string>& kept) {
  std::set<std::string> periods;
  for (const auto& [at, name] : all) {
    const auto period = period_of(at);
    if (periods.contains(period)) continue;
    if (periods.size() >= static_cast<std::size_t>(std::max(most, 0))) return;
    periods.insert(period);
    kept.insert(name);
  }
}

std::string digits(std::string text) {
  std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
  return text;
}

}  // namespace

// RFC 3339 without what a file name cannot have, and without milliseconds.
std::string backup_name(base::Timestamp at) {
  const auto text = digits(base::to_rfc3339(at));
  return std::string(kStart) + text.substr(0, kMoment.size() - 1) + "Z" + std::string(kEnd);
}

std::optional<base::Timestamp> time_of_backup(std::string_view name) {
  if (name.size() != kStart.size() + kMoment.size() + kEnd.size() || !name.starts_with(kStart) ||
      !name.ends_with(kEnd)) {
    return std::nullopt;
  }
  const std::string moment(name.substr(kStart.size(), kMoment.size()));
  return base::parse_rfc3339(moment.substr(0, 4) + "-" + moment.substr(4, 2) + "-" +
                             moment.substr(6, 5) + ":" + moment.substr(11, 2) + ":" +
                             moment.substr(13));
}

std::vector<std::string> superfluous(const std::vector<std::string>& names, const Rotation& rules) {
  std::vector<Backup> all;
  for (const auto& name : names) {
    if (const auto at = time_of_backup(name)) all.push_back({*at, name});
  }
  std::ranges::sort(all, std::greater(), &Backup::at);
  std::set<std::string> kept;
  if (!all.empty()) kept.insert(all.front().name);
  keep(
      all, rules.hours,
      [](base::Timestamp at) {
        return std::to_string(at.time_since_epoch() / std::chrono::hours(1));
      },
      kept);
  const auto day = [](base::Timestamp at) { return base::to_text(base::local_date(at)); };
  keep(all, rules.days, day, kept);
  keep(
      all, rules.months, [&](base::Timestamp at) { return day(at).substr(0, 7); }, kept);
  std::vector<std::string> rest;
  for (const auto& [at, name] : all) {
    if (!kept.contains(name)) rest.push_back(name);
  }
  return rest;
}

}  // namespace hd::platform
