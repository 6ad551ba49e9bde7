// Publishes invented years and attacks what was published. Usage: see README.md.

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include "attack.h"
#include "publish.h"
#include "world.h"

namespace attack {
namespace {

constexpr std::int64_t kThreshold = 11;
constexpr double kTotalsToPrint = 0.6;

struct Options {
  int years = 200;
  std::uint64_t seed = 2026;
  std::string territories = "data/territories.csv";
  Menu menu = Menu::lists;
  Weakness weakness = Weakness::none;
  bool is_verbose = false, is_whole = false;
};

std::optional<Options> read_options(int argc, char** argv) {
  Options options;
  for (int at = 1; at < argc; ++at) {
    const std::string word = argv[at];
    const bool has_value = at + 1 < argc;
    if (word == "--weak") {
      options.weakness = Weakness::complementary;
    } else if (word == "--weak-releases") {
      options.weakness = Weakness::releases;
    } else if (word == "--totals") {
      options.menu = Menu::totals;
    } else if (word == "--whole") {
      options.is_whole = true;
    } else if (word == "--verbose") {
      options.is_verbose = true;
    } else if (word == "--years" && has_value) {
      options.years = std::atoi(argv[++at]);
    } else if (word == "--seed" && has_value) {
      options.seed = std::strtoull(argv[++at], nullptr, 10);
    } else if (word == "--territories" && has_value) {
      options.territories = argv[++at];
    } else {
      std::fprintf(stderr, "disclosure_attack: what is %s?\n", word.c_str());
      return std::nullopt;
    }
  }
  return options;
}

// Figures of one kind that count somebody, over all releases.
struct Left {
  std::size_t figures = 0, printed = 0, persons = 0, persons_printed = 0;

  void add(const Printed& figure) {
    if (figure.persons.empty()) return;
    figures += 1;
    persons += figure.persons.size();
    if (!figure.is_shown()) return;
    printed += 1;
    persons_printed += figure.persons.size();
  }
  double share() const { return ratio(printed, figures); }
  void print(const char* name) const {
    std::printf("  %-40s %8zu %8zu %6.1f %% %6.1f %%\n", name, figures, printed, 100 * share(),
                100 * ratio(persons_printed, persons));
  }

 private:
  static double ratio(std::size_t part, std::size_t whole) {
    return whole == 0 ? 1.0 : static_cast<double>(part) / static_cast<double>(whole);
  }
};

struct Tally {
  std::size_t releases = 0, held_back = 0, small_printed = 0;
  Finding plain, insider;
  double making = 0, slowest = 0;
  Left totals, margins, large_margins, year_margins, provinces, inner;
  std::array<Left, 8> totals_by_period;

  std::size_t pins() const { return plain.pins.size() + insider.pins.size(); }
};

void add(Finding& sum, const Finding& finding) {
  sum.hidden += finding.hidden;
  sum.differences += finding.differences;
  sum.programs += finding.programs;
  sum.undecided += finding.undecided;
  sum.seconds += finding.seconds;
  sum.pins.insert(sum.pins.end(), finding.pins.begin(), finding.pins.end());
}

void count_left(const std::vector<Printed>& figures, Tally& tally) {
  for (const Printed& each : figures) {
    const bool is_small = each.persons.size() < static_cast<std::size_t>(kThreshold);
    if (each.is_shown() && is_small && !each.persons.empty()) tally.small_printed += 1;
    if (each.figure.where.empty()) {
      tally.totals.add(each);
      tally.totals_by_period.at(each.release / 2).add(each);
    } else if (each.figure.where.size() > 1) {
      tally.inner.add(each);
    } else if (const int by = each.figure.where.front().first; by == p34 || by == p63) {
      tally.provinces.add(each);
    } else {
      tally.margins.add(each);
      if (!is_small) tally.large_margins.add(each);
      if (!is_small && each.figure.period == "Y") tally.year_margins.add(each);
    }
  }
}

void print_pins(const char* how, int year, const Finding& finding) {
  for (const Pin& pin : finding.pins) {
    std::printf("year %d, by %s: %s is %lld, known to be %lld to %lld\n", year, how,
                pin.what.c_str(), static_cast<long long>(pin.truth),
                static_cast<long long>(pin.low), static_cast<long long>(pin.high));
  }
}

Tally run(const Options& options) {
  const World world = read_world(options.territories);
  const std::vector<Plan> releases = plans(options.menu);
  Tally tally;
  for (int number = 0; number < options.years; ++number) {
    std::mt19937_64 random(options.seed + static_cast<std::uint64_t>(number));
    const Year year = make_year(world, random);
    const Published published = publish(world, year, releases, options.weakness);
    const Finding plain =
        attack_by_definitions(world, published.figures, kThreshold, options.is_whole);
    const Finding insider =
        attack_by_combinations(year, published.figures, kThreshold, options.is_whole);
    tally.releases += releases.size();
    tally.held_back += published.held_back;
    tally.making += published.seconds;
    tally.slowest = std::max(tally.slowest, published.slowest);
    add(tally.plain, plain);
    add(tally.insider, insider);
    count_left(published.figures, tally);
    if (!options.is_verbose) continue;
    print_pins("definitions", number, plain);
    print_pins("combinations", number, insider);
  }
  return tally;
}

void print(const char* how, const Finding& finding) {
  std::printf("  %-16s %12zu %12zu %8zu %10zu %8.1f\n", how, finding.hidden, finding.differences,
              finding.pins.size(), finding.programs, finding.seconds);
}

void print(const Options& options, const Tally& tally) {
  constexpr std::array<const char*, 8> kPeriods = {"Q1", "Q2", "H1",   "Q3",
                                                   "9M", "Q4", "year", "year, corrected"};
  std::printf("%d years, %zu releases, %zu of them held back (too few changes)\n", options.years,
              tally.releases, tally.held_back);
  std::printf("made in %.1f s, the slowest release %.2f s\n\n", tally.making, tally.slowest);
  std::printf("  %-16s %12s %12s %8s %10s %8s\n", "attack by", "small hidden", "differences",
              "known", "programs", "seconds");
  print("definitions", tally.plain);
  print("combinations", tally.insider);
  if (options.is_whole) {
    std::printf("  whole numbers not found in time: %zu\n",
                tally.plain.undecided + tally.insider.undecided);
  }
  std::printf("  small figures printed: %zu\n\n", tally.small_printed);
  std::printf("  %-40s %8s %8s %8s %8s\n", "still printed", "figures", "printed", "share",
              "persons");
  tally.totals.print("totals");
  for (std::size_t period = 0; period < kPeriods.size(); ++period) {
    tally.totals_by_period[period].print(("  of " + std::string(kPeriods[period])).c_str());
  }
  tally.margins.print("margins, without provinces");
  tally.large_margins.print("  of them those of 11 and more");
  tally.year_margins.print("  of them in the year");
  tally.provinces.print("provinces");
  tally.inner.print("inner figures of tables");
}

// With the protection on, nothing may be found; with a part of it off, something has to be.
int verdict(const Options& options, const Tally& tally) {
  if (options.weakness != Weakness::none) {
    std::printf("\n%s\n", tally.pins() > 0 ? "the weakness was found, as it has to be"
                                           : "FAILED: the weakness was not found");
    return tally.pins() > 0 ? 0 : 1;
  }
  const bool is_safe = tally.pins() == 0 && tally.small_printed == 0;
  const bool is_useful = tally.totals.share() >= kTotalsToPrint;
  if (!is_safe) std::printf("\nFAILED: small counts are known\n");
  if (!is_useful) std::printf("\nFAILED: too few totals are printed\n");
  return is_safe && is_useful ? 0 : 1;
}

}  // namespace
}  // namespace attack

int main(int argc, char** argv) {
  const auto options = attack::read_options(argc, argv);
  if (!options) return 2;
  const attack::Tally tally = attack::run(*options);
  attack::print(*options, tally);
  return attack::verdict(*options, tally);
}
