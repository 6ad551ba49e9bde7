// run_names(): how fast a name is found among many, in memory and nowhere else.

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <random>
#include <vector>

#include "bench/bench.h"
#include "cases/search.h"

namespace hd {
namespace {

using SteadyClock = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;

/// Family names in about the shares in which people have them.
constexpr auto kFamily = std::to_array<const char*>(
    {"Nguyễn", "Nguyễn", "Nguyễn", "Nguyễn", "Trần", "Trần",  "Lê",   "Lê",
     "Phạm",   "Hoàng",  "Huỳnh",  "Phan",   "Vũ",   "Võ",    "Đặng", "Bùi",
     "Đỗ",     "Hồ",     "Ngô",    "Dương",  "Lý",   "Giàng", "Thào", "Vàng"});
constexpr auto kMiddle = std::to_array<const char*>(
    {"Thị", "Thị", "Thị", "Văn", "Văn", "Ngọc", "Thu", "Minh", "Hồng", "Thanh", "Quốc", "Đức"});
constexpr auto kGiven = std::to_array<const char*>(
    {"An",   "Anh",  "Bình", "Châu", "Chi",   "Cúc",   "Dung",  "Duyên", "Đào",  "Giang",  "Hà",
     "Hạnh", "Hiền", "Hoa",  "Hòa",  "Hương", "Huy",   "Khánh", "Lan",   "Liên", "Linh",   "Long",
     "Mai",  "My",   "Mỹ",   "Nam",  "Nga",   "Ngân",  "Nhung", "Oanh",  "Phúc", "Phương", "Quyên",
     "Sơn",  "Tâm",  "Thảo", "Thủy", "Thúy",  "Trang", "Trinh", "Tuyết", "Uyên", "Vân",    "Xuân"});

template <std::size_t N>
std::string any(const std::array<const char*, N>& names, std::minstd_rand& random) {
  return names.at(random() % N);
}

std::string invented_name(std::minstd_rand& random) {
  std::string name = any(kFamily, random);
  for (const std::string& part : {any(kMiddle, random), any(kGiven, random)}) name += " " + part;
  if (random() % 3 == 0) name += " " + any(kGiven, random);
  return name;
}

void measure(const cases::NameIndex& index, const char* what, const cases::NameQuery& query,
             const cases::Visible& visible) {
  constexpr int kTurns = 50;
  std::vector<double> times;
  std::size_t hits = 0;
  for (int i = 0; i < kTurns; ++i) {
    const auto begun = SteadyClock::now();
    hits = index.find(query, visible).size();
    times.push_back(Milliseconds(SteadyClock::now() - begun).count());
  }
  std::ranges::sort(times);
  std::printf("%-44s %3zu hits  p50 %7.2f ms  worst %7.2f ms\n", what, hits, times[kTurns / 2],
              times.back());
}

}  // namespace

int run_names(std::int64_t count) {
  std::minstd_rand random(20260101);
  const auto org = directory::OrgId::of_key("org.hotline_111");
  cases::NameIndex index;
  cases::Visible few;
  const auto begun = SteadyClock::now();
  for (std::int64_t i = 0; i < count; ++i) {
    cases::Person person{.id = cases::PersonId::random(),
                         .case_file = cases::CaseId::random(),
                         .created_at = {},
                         .updated_at = {}};
    person.identity.full_name = invented_name(random);
    person.identity.birth.year = 1960 + static_cast<int>(random() % 60);
    person.facts.sex = random() % 4 == 0 ? "male" : "female";
    if (i % 1000 == 0) few.cases.insert(cases::packed(person.case_file.str()));
    index.put(person, org);
  }
  std::printf("%lld names read in %.1f s\n", static_cast<long long>(count),
              Milliseconds(SteadyClock::now() - begun).count() / 1000);
  const cases::Visible all{.everything = true};
  measure(index, "full name, everything seen", {.text = "Nguyễn Thị Hương"}, all);
  measure(index, "no accents, other order", {.text = "huong nguyen thi"}, all);
  measure(index, "one letter wrong", {.text = "nguyem thi huong giang"}, all);
  measure(index, "commonest family name alone", {.text = "Nguyễn"}, all);
  measure(index, "full name and birth year", {.text = "Trần Thị Thảo", .birth_year = 2001}, all);
  measure(index, "nobody of this name", {.text = "Xyzabc Qwerty"}, all);
  measure(index, "full name, one case in a thousand seen", {.text = "Nguyễn Thị Hương"}, few);
  measure(index, "commonest name, one case in a thousand seen", {.text = "Nguyễn"}, few);
  return 0;
}

}  // namespace hd
