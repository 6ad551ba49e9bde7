#include "disclosure/registry.h"

#include <algorithm>
#include <initializer_list>
#include <stdexcept>
#include <string>

#include <gtest/gtest.h>

#include "disclosure/atoms.h"

namespace hd::disclosure {
namespace {

const Limit kPublic = Thresholds{}.for_public();

std::vector<Person> persons(Person first, Person last) {
  std::vector<Person> result;
  for (Person person = first; person <= last; ++person) result.push_back(person);
  return result;
}

std::vector<Person> without(std::vector<Person> all, std::initializer_list<Person> some) {
  for (const Person person : some) std::erase(all, person);
  return all;
}

ReleasedCell cell(std::string key, std::vector<Person> contributors, State state = State::shown) {
  return {.release = "earlier",
          .key = std::move(key),
          .state = state,
          .contributors = std::move(contributors)};
}

TEST(Conflicts, AreTwoPrintedFiguresOneInTheOtherWithASmallRest) {
  const std::vector<ReleasedCell> quarter = {cell("9 months", persons(1, 40))};
  const std::vector<ReleasedCell> year = {cell("year", persons(1, 43))};
  EXPECT_EQ(conflicts(year, quarter, kPublic), (std::vector<Conflict>{{0, false, 0, 3}}));
  EXPECT_TRUE(conflicts({cell("year", persons(1, 51))}, quarter, kPublic).empty());
  EXPECT_TRUE(conflicts({cell("year", persons(1, 40))}, quarter, kPublic).empty());
}

TEST(Conflicts, DoNotAriseFromFiguresThatOnlyOverlap) {
  EXPECT_TRUE(conflicts({cell("women", persons(1, 30))}, {cell("adults", persons(5, 37))}, kPublic)
                  .empty());
}

TEST(Conflicts, DoNotAriseFromWhatIsHidden) {
  const auto hidden = cell("9 months", persons(1, 40), State::secondary);
  EXPECT_TRUE(conflicts({cell("year", persons(1, 43))}, {hidden}, kPublic).empty());
}

TEST(Conflicts, OfTwoVersionsOfAFigureCountWhoeverCameAndWent) {
  const auto before = cell("total", persons(1, 40));
  const auto corrected = cell("total", without(persons(1, 44), {7}));
  EXPECT_EQ(conflicts({corrected}, {before}, kPublic), (std::vector<Conflict>{{0, false, 0, 3}}));
  const auto one_for_another = cell("total", without(persons(1, 41), {7}));
  EXPECT_TRUE(conflicts({one_for_another}, {before}, kPublic).empty());
}

TEST(Conflicts, AriseInsideOneReleaseToo) {
  EXPECT_EQ(conflicts({cell("identified", persons(1, 50)), cell("supported", persons(1, 47))}, {},
                      kPublic),
            (std::vector<Conflict>{{0, true, 1, 3}}));
}

TEST(Atoms, AreThePersonsWhoAreInTheSameFigures) {
  const Atoms atoms = atoms_of({cell("all", persons(1, 10)), cell("women", persons(1, 6)),
                                cell("again", persons(1, 6)), cell("nobody", {})},
                               {cell("old", persons(5, 8))});
  EXPECT_EQ(atoms.set_of, (std::vector<std::size_t>{0, 1, 1, Atoms::kEmpty, 2}));
  EXPECT_EQ(atoms.counts, (std::vector<std::int64_t>{10, 6, 4}));
  std::vector<std::int64_t> sizes = atoms.sizes;
  std::sort(sizes.begin(), sizes.end());
  EXPECT_EQ(sizes, (std::vector<std::int64_t>{2, 2, 2, 4}));
  EXPECT_THROW(atoms_of({cell("twice", {3, 3})}, {}), std::invalid_argument);
}

TEST(Guard, ATotalThatDiffersByThreeFromAnEarlierOneIsHidden) {
  const Guarded result =
      guard({cell("year", persons(1, 43))}, {cell("9 months", persons(1, 40))}, kPublic);
  EXPECT_EQ(result.states, (std::vector<State>{State::secondary}));
  EXPECT_FALSE(result.too_few_changes);
  EXPECT_EQ(result.known_before, 0U);
}

TEST(Guard, LetsARepeatedReleasePass) {
  const std::vector<ReleasedCell> release = {
      cell("total", persons(1, 40)), cell("women", persons(1, 25)), cell("men", persons(26, 40))};
  EXPECT_EQ(guard(release, release, kPublic).states, std::vector<State>(3, State::shown));
}

// No printed figure lies within another by 1 to 10; a province of today is two old ones and 4 more.
TEST(Guard, SeesWhatOnlyFollowsFromSeveralFiguresTogether) {
  const std::vector<ReleasedCell> before = {cell("old A", persons(1, 20)),
                                            cell("old B", persons(21, 40))};
  const std::vector<ReleasedCell> today = {cell("new A", persons(1, 44))};
  EXPECT_TRUE(conflicts(today, before, kPublic).empty());
  EXPECT_EQ(guard(today, before, kPublic).states, (std::vector<State>{State::secondary}));
}

TEST(Guard, SeesOverlapsOfWhichNoneLiesInTheOther) {
  // 20 women, 25 from the north, 28 who are one or both: 17 are both, 3 are women from elsewhere.
  const std::vector<ReleasedCell> release = {
      cell("women", persons(1, 20)), cell("north", persons(4, 28)), cell("either", persons(1, 28))};
  EXPECT_NE(guard(release, {}, kPublic).states, std::vector<State>(3, State::shown));
}

TEST(Guard, HidesTheSmallerOfTwoFiguresThatTellTogether) {
  const std::vector<ReleasedCell> release = {
      cell("total", persons(1, 60)), cell("north", persons(1, 17)), cell("south", persons(18, 57)),
      cell("abroad", persons(58, 60), State::primary)};
  EXPECT_EQ(guard(release, {}, kPublic).states,
            (std::vector<State>{State::shown, State::secondary, State::shown, State::primary}));
}

TEST(Guard, ARevisionThatChangesFewerThanElevenPersonsWaits) {
  const std::vector<ReleasedCell> before = {
      cell("total", persons(1, 60)), cell("women", persons(1, 40)), cell("men", persons(41, 60))};
  std::vector<ReleasedCell> after = {cell("total", persons(1, 60)), cell("women", persons(1, 38)),
                                     cell("men", persons(39, 60)), cell("new", persons(1, 15))};
  const Guarded result = guard(after, before, kPublic);
  EXPECT_TRUE(result.too_few_changes);
  EXPECT_EQ(result.states, (std::vector<State>{State::secondary, State::secondary, State::secondary,
                                               State::shown}));
}

TEST(Guard, KeepsTheDifferenceOfTwoEarlierVersionsUnknown) {
  std::vector<ReleasedCell> earlier = {cell("north", persons(1, 40)),
                                       cell("north", persons(12, 54), State::secondary)};
  earlier[1].release = "revision";
  const std::vector<ReleasedCell> fresh = {cell("the same under another name", persons(12, 54))};
  EXPECT_EQ(guard(fresh, earlier, kPublic).states, (std::vector<State>{State::secondary}));
}

TEST(Guard, SaysWhatWasKnownAlready) {
  const std::vector<ReleasedCell> leaked = {cell("total", persons(1, 43)),
                                            cell("part", persons(1, 40)),
                                            cell("rest", persons(41, 43), State::primary)};
  const Guarded result = guard({cell("other", persons(1, 25))}, leaked, kPublic);
  EXPECT_EQ(result.known_before, 1U);
  EXPECT_EQ(result.states, (std::vector<State>{State::shown}));
}

}  // namespace
}  // namespace hd::disclosure
