#pragma once
// Cases and needs by the day that counts. Decides nothing.
//
// A case closed as a duplicate is the same case entered twice: neither it nor its people and needs
// are read.

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "cases/counted.h"
#include "cases/store.h"

namespace hd::cases::store {

/// Where a page of cases begins: after this one, in order of (opened_at, id).
struct Opening {
  base::Timestamp at;
  std::string id = {};
  bool operator==(const Opening&) const = default;
};

/// Cases opened in [from, until).
std::int64_t count_opened(platform::Transaction& tx, base::Timestamp from, base::Timestamp until);
/// The next ones, opened before `until`, at most `limit`; heads only.
std::vector<CountedCase> opened_after(platform::Transaction& tx, const Opening& after,
                                      base::Timestamp until, std::int64_t limit);
/// Reads the victims and needs of the cases of one page, which begins after `after`.
void add_people(const Place& place, const Opening& after, std::vector<CountedCase>& page);

/// Needs entered in [from, until).
std::int64_t count_needs(platform::Transaction& tx, base::Timestamp from, base::Timestamp until);
void scan_needs(const Place& place, base::Timestamp from, base::Timestamp until,
                const std::function<void(const NeedOfCase&)>& each);

/// nullopt: no such need.
std::optional<CaseId> case_of_need(platform::Transaction& tx, const NeedId& id);

/// Whose case, and which person of it.
struct Position {
  CaseId case_file;
  std::int64_t position;
};
std::optional<Position> position_of(platform::Transaction& tx, const PersonId& id);

}  // namespace hd::cases::store
