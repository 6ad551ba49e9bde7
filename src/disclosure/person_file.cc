#include "disclosure/person_file.h"

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <tuple>
#include <utility>

namespace hd::disclosure {
namespace {

using Levels = std::vector<std::size_t>;
using Counts = std::map<Record, std::int64_t>;  // records by what they tell

std::string coarsened(const Attribute& attribute, const std::string& value, std::size_t level) {
  if (level == 0) return value;
  if (level > attribute.coarser.size()) return "";
  const auto found = attribute.coarser[level - 1].find(value);
  return found == attribute.coarser[level - 1].end() ? "" : found->second;
}

Record coarsened(const std::vector<Attribute>& attributes, const Record& record,
                 const Levels& levels) {
  Record result;
  for (std::size_t each = 0; each < attributes.size(); ++each) {
    result.push_back(coarsened(attributes[each], record[each], levels[each]));
  }
  return result;
}

std::int64_t sum_of(const Counts& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::int64_t{0},
                         [](std::int64_t sum, const auto& each) { return sum + each.second; });
}

// Every way to coarsen that is at least as coarse as `from`, the least loss first.
std::vector<Levels> ways(const std::vector<Attribute>& attributes, const Levels& from) {
  constexpr std::size_t kMost = 50'000;
  std::vector<Levels> result = {{}};
  for (std::size_t each = 0; each < attributes.size(); ++each) {
    std::vector<Levels> longer;
    for (const Levels& way : result) {
      for (std::size_t level = from[each]; level <= attributes[each].coarser.size() + 1; ++level) {
        longer.push_back(way);
        longer.back().push_back(level);
      }
    }
    if (longer.size() > kMost) throw std::invalid_argument("disclosure: too many ways to coarsen");
    result = std::move(longer);
  }
  const auto loss = [&](const Levels& way) {
    std::int64_t sum = 0;
    for (std::size_t each = 0; each < way.size(); ++each) {
      sum += attributes[each].loss * static_cast<std::int64_t>(way[each]);
    }
    return sum;
  };
  std::sort(result.begin(), result.end(), [&](const Levels& one, const Levels& other) {
    return std::pair(loss(one), one) < std::pair(loss(other), other);
  });
  return result;
}

class Maker {
 public:
  Maker(const std::vector<Attribute>& attributes, std::size_t sensitive,
        const PersonFileRules& rules)
      : attributes_(attributes), sensitive_(sensitive), rules_(rules) {}

  // Of these combinations those that are frequent enough, and beside which there is another one
  // that differs in the sensitive attribute only. One that says nothing sensitive needs no other.
  Counts allowed(const Counts& counts) const {
    Counts frequent;
    std::map<Record, std::int64_t> kinds;
    for (const auto& [combination, rows] : counts) {
      if (rows < rules_.smallest) continue;
      frequent.emplace(combination, rows);
      kinds[rest_of(combination)] += combination[sensitive_].empty() ? 0 : 1;
    }
    std::erase_if(frequent, [&](const auto& each) {
      return !each.first[sensitive_].empty() && kinds.at(rest_of(each.first)) < rules_.diversity;
    });
    return frequent;
  }

  Counts coarsen(const Counts& records, const Levels& levels) const {
    Counts result;
    for (const auto& [record, rows] : records) {
      result[coarsened(attributes_, record, levels)] += rows;
    }
    return result;
  }

  // The least coarse way for all that leaves few; the coarsest when none does.
  Levels for_all(const Counts& records) const {
    const std::vector<Levels> all = ways(attributes_, Levels(attributes_.size(), 0));
    const std::int64_t most = sum_of(records) * rules_.local_permille / 1000;
    for (const Levels& way : all) {
      if (sum_of(records) - sum_of(allowed(coarsen(records, way))) <= most) return way;
    }
    return all.back();
  }

  PersonFile make(Counts left) {
    PersonFile result{{}, 0, for_all(left), std::vector<std::int64_t>(attributes_.size(), 0)};
    for (const Levels& way : ways(attributes_, result.levels)) {
      if (left.empty()) break;
      take(left, way);
    }
    for (const auto& [record, rows] : left) result.suppressed += rows;
    hide_who_is_missing(result);
    for (const auto& [combination, taken] : taken_) {
      for (std::int64_t row = 0; row < taken.rows; ++row) result.rows.push_back(combination);
      for (const auto& [way, rows] : taken.by_way) {
        for (std::size_t each = 0; each < way.size(); ++each) {
          if (way[each] > result.levels[each]) result.coarser[each] += rows;
        }
      }
    }
    return result;
  }

 private:
  struct Taken {
    std::int64_t rows = 0;
    std::map<Levels, std::int64_t> by_way = {};
  };

  Record rest_of(Record combination) const {
    combination[sensitive_].clear();
    return combination;
  }

  // Records that may be told this way, together with what is in the file already.
  void take(Counts& left, const Levels& way) {
    Counts together = coarsen(left, way);
    for (const auto& [combination, taken] : taken_) together[combination] += taken.rows;
    const Counts good = allowed(together);
    std::erase_if(left, [&](const auto& each) {
      const Record told = coarsened(attributes_, each.first, way);
      if (!good.contains(told)) return false;
      Taken& taken = taken_[told];
      taken.rows += each.second;
      taken.by_way[way] += each.second;
      return true;
    });
  }

  // One to k-1 records left out would be a small count; then the rarest combinations go, too, with
  // those that they kept company.
  void hide_who_is_missing(PersonFile& file) {
    while (file.suppressed > 0 && file.suppressed < rules_.smallest && !taken_.empty()) {
      const auto rarest =
          std::min_element(taken_.begin(), taken_.end(), [](const auto& one, const auto& other) {
            return std::tie(one.second.rows, one.first) < std::tie(other.second.rows, other.first);
          });
      file.suppressed += rarest->second.rows;
      taken_.erase(rarest);
      Counts remaining;
      for (const auto& [combination, taken] : taken_) remaining[combination] = taken.rows;
      const Counts good = allowed(remaining);
      std::erase_if(taken_, [&](const auto& each) {
        if (good.contains(each.first)) return false;
        file.suppressed += each.second.rows;
        return true;
      });
    }
  }

  const std::vector<Attribute>& attributes_;
  const std::size_t sensitive_;
  const PersonFileRules rules_;
  std::map<Record, Taken> taken_;
};

}  // namespace

PersonFile person_file(const std::vector<Record>& records, const std::vector<Attribute>& attributes,
                       std::size_t sensitive, const PersonFileRules& rules) {
  if (sensitive >= attributes.size()) throw std::invalid_argument("disclosure: no such attribute");
  Counts counts;
  for (const Record& record : records) {
    if (record.size() != attributes.size()) {
      throw std::invalid_argument("disclosure: a record with other attributes");
    }
    counts[record] += 1;
  }
  return Maker(attributes, sensitive, rules).make(std::move(counts));
}

}  // namespace hd::disclosure
