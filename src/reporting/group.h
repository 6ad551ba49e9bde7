#pragma once
// What both parts of the working group's monthly report share: its days, the figures by agency, and
// the pages of the records behind a figure. Pure.

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/time.h"
#include "directory/ids.h"

namespace hd::reporting {

struct Days {
  base::Date from, to;
};

/// First and last day of "2026-03"; nullopt when it is no month.
std::optional<Days> days_of(const std::string& month);

/// One number for each figure, in the order of the enumerators.
template <class Figure, std::size_t kFigures>
class AgencyCounts {
 public:
  /// Counts a record under each figure under which it counts_as().
  template <class Fact>
  void add(const Fact& fact) {
    for (std::size_t i = 0; i < kFigures; ++i) {
      counts_[i] += counts_as(fact, static_cast<Figure>(i)) ? 1 : 0;
    }
  }
  std::int64_t of(Figure figure) const { return counts_[static_cast<std::size_t>(figure)]; }
  std::int64_t asked() const { return of(Figure::asked); }
  bool operator==(const AgencyCounts&) const = default;

 private:
  std::array<std::int64_t, kFigures> counts_ = {};
};

/// Figures by the organisation that was asked.
template <class Figure, std::size_t kFigures>
struct AgencyReport {
  struct Row {
    directory::OrgId organisation;
    std::string name;
    AgencyCounts<Figure, kFigures> counts = {};
    bool opens = true;  ///< the actor may list the records behind these figures
  };
  std::vector<Row> rows = {};  ///< most asked first
  AgencyCounts<Figure, kFigures> total = {};
  bool total_opens = true;
};

/// Which records behind which figure.
template <class Figure>
struct Behind {
  std::string month;
  Figure figure = Figure::asked;
  std::optional<directory::OrgId> organisation = {};  ///< nullopt: all that were asked
  std::string cursor = {};
  std::size_t limit = 50;
};

/// Records of one kind.
template <class T>
struct Slice {
  std::vector<T> items;
  std::string next;  ///< id of the last one; "" at the end
};

/// Those after the one with the id `cursor`, "" for the first page; oldest first. A record is when
/// it was sent, and its id.
template <class Id>
Slice<Id> slice_of(std::vector<std::pair<base::Timestamp, Id>> records, const std::string& cursor,
                   std::size_t limit) {
  std::ranges::sort(records);
  auto next = records.begin();
  if (!cursor.empty()) {
    const auto id_of = [](const auto& record) { return record.second.str(); };
    next = std::ranges::find(records, cursor, id_of);
    if (next != records.end()) ++next;
  }
  Slice<Id> slice;
  for (; next != records.end() && slice.items.size() < limit; ++next) {
    slice.items.push_back(next->second);
  }
  if (next != records.end() && !slice.items.empty()) slice.next = slice.items.back().str();
  return slice;
}

}  // namespace hd::reporting
