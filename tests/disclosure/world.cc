#include "world.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>

namespace attack {
namespace {

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> result;
  std::string part;
  std::istringstream in(text);
  while (std::getline(in, part, at)) result.push_back(part);
  return result;
}

int numbered(std::map<std::string, int>& numbers, const std::string& name) {
  return numbers.try_emplace(name, static_cast<int>(numbers.size())).first->second;
}

int pick(const std::vector<double>& weights, std::mt19937_64& random) {
  double all = 0;
  for (const double weight : weights) all += weight;
  double rest = all * static_cast<double>(random() >> 11) / 9007199254740992.0;
  for (std::size_t value = 0; value + 1 < weights.size(); ++value) {
    rest -= weights[value];
    if (rest < 0) return static_cast<int>(value);
  }
  return static_cast<int>(weights.size()) - 1;
}

int below(int size, std::mt19937_64& random) {
  return static_cast<int>(random() % static_cast<std::uint64_t>(size));
}

void place(const World& world, int province, Victim& victim) {
  const auto old_one = static_cast<std::size_t>(province);
  victim.is[p63] = province;
  victim.is[p34] = world.p34_of_p63[old_one];
  victim.is[r63] = world.r63_of_p63[old_one];
  victim.is[r34] = world.r34_of_p34[static_cast<std::size_t>(victim.is[p34])];
}

// Women and children for exploitation and marriage, men for labour and casinos; half from a handful
// of border provinces, the rest from anywhere.
Victim make_victim(const World& world, std::uint64_t id, const std::vector<double>& provinces,
                   std::mt19937_64& random) {
  Victim victim{id, 1 + below(12, random), {}};
  victim.is[sex] = pick({78, 22}, random);
  victim.is[age] = pick({4, 9, 17, 38, 26, 6}, random);
  victim.is[purpose] = victim.is[sex] == 0 ? pick({40, 14, 30, 4, 2, 10}, random)
                                           : pick({6, 70, 1, 2, 8, 13}, random);
  victim.is[regime] = pick({70, 18, 12}, random);
  victim.is[road] = pick({34, 28, 22, 10, 6}, random);
  place(world, pick(provinces, random), victim);
  return victim;
}

bool is_within(const std::string& period, int month) {
  static const std::map<std::string, std::pair<int, int>> kMonths = {
      {"Q1", {1, 3}}, {"Q2", {4, 6}}, {"Q3", {7, 9}}, {"Q4", {10, 12}},
      {"H1", {1, 6}}, {"9M", {1, 9}}, {"Y", {1, 12}}, {"YR", {1, 12}}};
  const auto& [first, last] = kMonths.at(period);
  return first <= month && month <= last;
}

}  // namespace

World read_world(const std::string& territories_csv) {
  std::ifstream in(territories_csv);
  if (!in) throw std::runtime_error("cannot read " + territories_csv);
  World world;
  std::map<std::string, int> old_provinces, new_provinces, old_regions, new_regions;
  std::string line;
  while (std::getline(in, line)) {
    const std::vector<std::string> field = split(line, ',');
    if (field.size() < 8) continue;
    if (field[0] == "p63") {
      numbered(old_provinces, field[1]);
      world.r63_of_p63.push_back(numbered(old_regions, field[4]));
    } else if (field[0] == "p34" && !new_provinces.contains(field[1])) {
      const int province = numbered(new_provinces, field[1]);
      world.r34_of_p34.push_back(numbered(new_regions, field[4]));
      world.p34_of_p63.resize(old_provinces.size(), -1);
      for (const std::string& old_one : split(field[7], '|')) {
        world.p34_of_p63.at(static_cast<std::size_t>(old_provinces.at(old_one))) = province;
      }
    }
  }
  if (old_provinces.size() != 63 || new_provinces.size() != 34 ||
      std::count(world.p34_of_p63.begin(), world.p34_of_p63.end(), -1) > 0) {
    throw std::runtime_error("the provinces do not add up");
  }
  world.sizes[p63] = 63;
  world.sizes[p34] = 34;
  world.sizes[r63] = static_cast<int>(old_regions.size());
  world.sizes[r34] = static_cast<int>(new_regions.size());
  return world;
}

Year make_year(const World& world, std::mt19937_64& random) {
  std::vector<double> provinces(63);
  for (std::size_t rank = 0; rank < provinces.size(); ++rank) {
    provinces[rank] = 1.0 / (1.0 + static_cast<double>(rank));
  }
  std::shuffle(provinces.begin(), provinces.end(), random);
  Year year;
  const int persons = 30 + below(71, random);
  for (int person = 0; person < persons; ++person) {
    year.first.push_back(make_victim(world, static_cast<std::uint64_t>(person), provinces, random));
  }
  // Some records are corrected, some persons turn out to be none, some are found late.
  const int corrected_percent = below(21, random), late_percent = below(31, random);
  for (const Victim& victim : year.first) {
    const int fate = below(100, random);
    if (fate < 2) continue;
    Victim record = victim;
    if (fate < 2 + corrected_percent) {
      const Victim other = make_victim(world, victim.id, provinces, random);
      const auto what = static_cast<std::size_t>(below(6, random));
      if (what == 5) {
        place(world, other.is[p63], record);
      } else {
        record.is[what] = other.is[what];
      }
    }
    year.revised.push_back(record);
  }
  for (int late = 0; late < persons * late_percent / 100; ++late) {
    year.revised.push_back(
        make_victim(world, static_cast<std::uint64_t>(persons + late), provinces, random));
  }
  return year;
}

std::string text_of(const Coordinates& figure) {
  static const std::array<const char*, dimensions> kNames = {
      "sex", "age", "purpose", "regime", "road", "p34", "p63", "r34", "r63"};
  std::string result = figure.period;
  for (const auto& [dimension, value] : figure.where) {
    result += std::string(" ") + kNames[static_cast<std::size_t>(dimension)] + "=" +
              std::to_string(value);
  }
  return result;
}

bool counts(const Coordinates& figure, const Victim& victim) {
  return is_within(figure.period, victim.month) &&
         std::all_of(figure.where.begin(), figure.where.end(), [&](const auto& each) {
           return victim.is[static_cast<std::size_t>(each.first)] == each.second;
         });
}

std::vector<Plan> plans(Menu menu) {
  using Tables = std::vector<std::vector<int>>;
  const Tables tables = {
      {sex},          {age},      {purpose},      {regime},          {road},    {r34}, {p34},
      {sex, purpose}, {sex, age}, {age, purpose}, {purpose, regime}, {sex, p34}};
  const Tables old_tables = {{sex}, {r63}, {p63}, {sex, p63}};
  Tables quarter = {{sex}, {purpose}, {r34}}, old_quarter = {{r63}};
  Tables half = {{sex}, {age}, {purpose}, {regime}, {road}, {r34}, {p34}};
  Tables old_half = {{sex}, {r63}, {p63}};
  if (menu == Menu::totals) {
    quarter = old_quarter = old_half = {{sex}};
    half = {{sex}, {purpose}, {r34}};
    old_half = {{r63}};
  }
  std::vector<Plan> result;
  const auto add = [&](const std::string& period, const Tables& now, const Tables& before) {
    result.push_back({period + " in 34", period, now});
    result.push_back({period + " in 63", period, before});
  };
  add("Q1", quarter, old_quarter);
  add("Q2", quarter, old_quarter);
  add("H1", half, old_half);
  add("Q3", quarter, old_quarter);
  add("9M", quarter, old_quarter);
  add("Q4", quarter, old_quarter);
  add("Y", tables, old_tables);
  add("YR", tables, old_tables);
  return result;
}

const std::vector<Victim>& records_of(const Year& year, const std::string& period) {
  return period == "YR" ? year.revised : year.first;
}

}  // namespace attack
