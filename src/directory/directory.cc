#include "directory/directory.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "base/text.h"

namespace hd::directory {
namespace {

constexpr base::Date kNewGeography{std::chrono::year{2025}, std::chrono::July, std::chrono::day{1}};

template <class T>
bool by_sort(const T* left, const T* right) {
  return left->sort != right->sort ? left->sort < right->sort : left->code < right->code;
}

template <class Map, class Key>
const auto& found_or_empty(const Map& map, const Key& key) {
  static const typename Map::mapped_type kEmpty{};
  const auto it = map.find(key);
  return it == map.end() ? kEmpty : it->second;
}

/// Age bands are lists as well: the set un_wide as "age_band", every other as "age_band_<set>".
CodeItem as_code(const AgeBand& band) {
  return {.list = band.set == "un_wide" ? "age_band" : "age_band_" + band.set,
          .code = band.code,
          .parent = "",
          .label_vi = band.label_vi,
          .label_en = band.label_en,
          .sort = band.sort,
          .report_group = "",
          .valid = band.valid,
          .basis = band.basis,
          .trust = ""};
}

/// The place of each body in Vietnamese order of the names; equal names by id.
std::vector<std::size_t> ranks_by_name(const std::vector<Organisation>& bodies) {
  std::vector<std::size_t> order(bodies.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
    const Organisation& a = bodies[left];
    const Organisation& b = bodies[right];
    return a.name != b.name ? base::vietnamese_less(a.name, b.name) : a.id < b.id;
  });
  std::vector<std::size_t> ranks(bodies.size());
  for (std::size_t i = 0; i < order.size(); ++i) ranks[order[i]] = i;
  return ranks;
}

}  // namespace

Geography geography_on(base::Date day) {
  return day < kNewGeography ? Geography::p63 : Geography::p34;
}

base::Date boundary_of(Geography geography) {
  return geography == Geography::p63 ? base::plus_days(kNewGeography, -1) : kNewGeography;
}

Directory::Directory(Content content) : content_(std::move(content)) {
  for (const AgeBand& band : content_.age_bands) content_.codes.push_back(as_code(band));
  for (const CodeItem& item : content_.codes) lists_[item.list].push_back(&item);
  for (auto& [name, items] : lists_) std::sort(items.begin(), items.end(), by_sort<CodeItem>);
  for (const Organisation& body : content_.organisations) {
    bodies_[body.id].push_back(&body);
    folded_names_.push_back(base::fold(body.name + " " + body.short_name + " " + body.name_en));
  }
  name_ranks_ = ranks_by_name(content_.organisations);
  for (auto& [id, periods] : bodies_) {
    std::sort(periods.begin(), periods.end(), [](const Organisation* a, const Organisation* b) {
      return a->valid.from < b->valid.from;
    });
  }
  for (const Unit& unit : content_.units) {
    units_.emplace(unit.id, &unit);
    units_of_[unit.organisation].push_back(&unit);
  }
  for (const Service& service : content_.services) {
    services_.emplace(service.id, &service);
    services_of_[service.unit].push_back(&service);
  }
}

const CodeItem* Directory::code(std::string_view list, std::string_view code,
                                base::Date day) const {
  for (const CodeItem* item : found_or_empty(lists_, list)) {
    if (item->code == code && item->valid.holds(day)) return item;
  }
  return nullptr;
}

std::vector<std::string> Directory::list_names() const {
  std::vector<std::string> names;
  for (const auto& [name, items] : lists_) names.push_back(name);
  return names;
}

std::vector<const CodeItem*> Directory::codes(std::string_view list, base::Date day) const {
  std::vector<const CodeItem*> valid;
  for (const CodeItem* item : found_or_empty(lists_, list)) {
    if (item->valid.holds(day)) valid.push_back(item);
  }
  return valid;
}

std::string Directory::label(std::string_view list, std::string_view code, base::Date day,
                             std::string_view language) const {
  const CodeItem* best = nullptr;
  for (const CodeItem* item : found_or_empty(lists_, list)) {
    if (item->code == code && (best == nullptr || item->valid.holds(day))) best = item;
  }
  if (best == nullptr) return std::string(code);
  return language == "en" ? best->label_en : best->label_vi;
}

std::vector<const AgeBand*> Directory::age_bands(std::string_view set) const {
  std::vector<const AgeBand*> bands;
  for (const AgeBand& band : content_.age_bands) {
    if (band.set == set) bands.push_back(&band);
  }
  std::sort(bands.begin(), bands.end(), by_sort<AgeBand>);
  return bands;
}

const AgeBand* Directory::age_band(std::string_view set, std::int64_t age) const {
  for (const AgeBand* band : age_bands(set)) {
    if (!band->computable) return nullptr;
    if (band->from_age <= age && (!band->to_age || age <= *band->to_age)) return band;
  }
  return nullptr;
}

const Territory* Directory::territory(const Place& place, base::Date day) const {
  for (const Territory& territory : content_.territories) {
    if (territory.place == place && territory.valid.holds(day)) return &territory;
  }
  return nullptr;
}

std::vector<const Territory*> Directory::territories(Geography geography, base::Date day) const {
  std::vector<const Territory*> valid;
  for (const Territory& territory : content_.territories) {
    if (territory.place.geography == geography && territory.valid.holds(day)) {
      valid.push_back(&territory);
    }
  }
  std::sort(valid.begin(), valid.end(),
            [](const Territory* a, const Territory* b) { return a->place.code < b->place.code; });
  return valid;
}

std::optional<std::string> Directory::successor(const Place& place) const {
  for (const Territory& territory : content_.territories) {
    if (territory.place.geography != Geography::p34) continue;
    if (place.geography == Geography::p34) {
      if (territory.place.code == place.code) return place.code;
      continue;
    }
    const auto& old = territory.predecessors;
    if (std::find(old.begin(), old.end(), place.code) != old.end()) return territory.place.code;
  }
  return std::nullopt;
}

bool Directory::same_place(const Place& left, const Place& right) const {
  if (left.geography == right.geography) return left == right;
  const auto successor_left = successor(left);
  return successor_left && successor_left == successor(right);
}

const Region* Directory::region(std::string_view scheme, std::string_view province) const {
  for (const Region& region : content_.regions) {
    if (region.scheme != scheme) continue;
    const auto& members = region.members;
    if (std::find(members.begin(), members.end(), province) != members.end()) return &region;
  }
  return nullptr;
}

}  // namespace hd::directory
