#include "cases/search.h"

#include <gtest/gtest.h>

#include "base/testing.h"

namespace hd::cases {
namespace {

using base::testing::id;

const auto kOrg = id<directory::OrgId>(1);
const auto kOther = id<directory::OrgId>(2);

Person person(int number, const std::string& name, int year = 0, const std::string& sex = "") {
  Person made{.id = id<PersonId>(number),
              .case_file = id<CaseId>(1000 + number),
              .created_at = base::testing::at_minute(0),
              .updated_at = base::testing::at_minute(0)};
  made.identity.full_name = name;
  if (year != 0) made.identity.birth.year = year;
  made.facts.sex = sex;
  return made;
}

class Names : public ::testing::Test {
 protected:
  void put(int number, const std::string& name, int year = 0, const std::string& sex = "") {
    index_.put(person(number, name, year, sex), kOrg);
  }
  /// "1 exact, 2 near"
  std::string found(const std::string& text, std::optional<int> year = {},
                    const std::string& sex = "", const Visible& visible = {.everything = true}) {
    std::string all;
    for (const auto& hit : index_.find({.text = text, .birth_year = year, .sex = sex}, visible)) {
      if (!all.empty()) all += ", ";
      all += std::to_string(std::stoi(hit.person.str().substr(24))) + " " +
             std::string(base::name_of(kMatchNames, hit.match));
    }
    return all;
  }
  NameIndex index_;
};

// Issue 3, item 7: with or without accents, any order of name parts.
TEST_F(Names, AreFoundWithOrWithoutAccentsAndInAnyOrder) {
  put(1, "Nguyễn Thị Thử");
  for (const char* text : {"Nguyễn Thị Thử", "nguyễn thị thử", " NGUYỄN  THỊ THỬ "}) {
    EXPECT_EQ(found(text), "1 exact") << text;
  }
  EXPECT_EQ(found("nguyen thi thu"), "1 accents");
  EXPECT_EQ(found("Nguyễn Thị Thu"), "1 accents");
  EXPECT_EQ(found("Thử Nguyễn"), "1 spelling");
  EXPECT_EQ(found("thu nguyen thi"), "1 spelling");
  EXPECT_EQ(found("Thử"), "1 spelling");
  EXPECT_EQ(found("Trần Thử"), "");
}

TEST_F(Names, TakeYForIAndDecomposedLettersForWhatTheyAre) {
  put(1, "Lý Mỹ Đào");
  EXPECT_EQ(found("Lí Mĩ Đào"), "1 accents");
  EXPECT_EQ(found("ly mi dao"), "1 accents");
  EXPECT_EQ(found("Ly\xCC\x81 My\xCC\x83 \xC4\x90"
                  "a\xCC\x80o"),
            "1 exact");
  put(2, "Hoà Thuý");
  EXPECT_EQ(found("Hòa Thúy"), "2 accents");
}

TEST_F(Names, ForgiveOneLetterInAWordOfThree) {
  put(1, "Phạm Hương Giang");
  EXPECT_EQ(found("Pham Huong Gian"), "1 near");
  EXPECT_EQ(found("Phan Huong Giang"), "1 near");
  EXPECT_EQ(found("Pham Huongg Giang"), "1 near");
  EXPECT_EQ(found("Phan Huong Gia"), "");
  put(2, "Vũ Ly");
  EXPECT_EQ(found("Vu La"), "");
}

TEST_F(Names, GiveWordsThatEverybodyHasLittleWeight) {
  put(1, "Lê Thị Ngọc Mẫu");
  EXPECT_EQ(found("le van mau"), "1 spelling");
  EXPECT_EQ(found("thi"), "1 spelling");
  put(2, "Lê Mẫu");
  EXPECT_EQ(found("le mau"), "2 accents, 1 spelling");
}

TEST_F(Names, AreFoundByAnyOfSeveralOnceEach) {
  Person known = person(1, "Hoàng Thị Mẫu");
  known.identity.other_names = {"Mẫu Hoàng", "Ma Su"};
  index_.put(known, kOrg);
  EXPECT_EQ(found("hoang mau"), "1 spelling");
  EXPECT_EQ(found("Ma Su"), "1 exact");
}

TEST_F(Names, WeighBirthYearAndSex) {
  put(1, "Nguyễn Mẫu", 2001, "female");
  put(2, "Nguyễn Mẫu", 1990, "male");
  put(3, "Nguyễn Mẫu");
  EXPECT_EQ(found("nguyen mau", 2001), "1 accents, 3 accents");
  EXPECT_EQ(found("nguyen mau", 2002), "1 accents, 3 accents");
  EXPECT_EQ(found("nguyen mau", 1990, "male"), "2 accents, 3 accents");
  EXPECT_EQ(found("nguyen mau", {}, "female"), "1 accents, 3 accents");
}

// What the asker may not know does not exist: not shown, not counted (security 3.3).
TEST_F(Names, OfCasesTheAskerMayNotKnowDoNotExist) {
  put(1, "Nguyễn Mẫu");
  index_.put(person(2, "Nguyễn Mẫu"), kOther);
  EXPECT_EQ(found("nguyen mau", {}, "", {}), "");
  EXPECT_EQ(found("nguyen mau", {}, "", {.orgs = {kOther}}), "2 accents");
  EXPECT_EQ(found("nguyen mau", {}, "", {.cases = {packed(id<CaseId>(1001).str())}}), "1 accents");
  index_.move(id<CaseId>(1001), kOther);
  EXPECT_EQ(found("nguyen mau", {}, "", {.orgs = {kOther}}), "1 accents, 2 accents");
}

TEST_F(Names, FollowAPersonWhoseNameWasCorrected) {
  put(1, "Nguyễn Mẫu");
  Person corrected = person(1, "Trần Mẫu");
  corrected.version = 2;
  index_.put(corrected, kOrg);
  EXPECT_EQ(found("nguyen"), "");
  EXPECT_EQ(found("tran mau"), "1 accents");
  EXPECT_EQ(index_.version_of(id<PersonId>(1)), 2);
  EXPECT_EQ(index_.persons(), 1U);
}

TEST_F(Names, OfNothingFindNothing) {
  put(1, "Nguyễn Mẫu");
  for (const char* text : {"", "  ", "?!", "\xE2\x80\x8B"}) EXPECT_EQ(found(text), "") << text;
}

TEST(NameWords, AreNearWhenOneLetterDiffers) {
  for (const auto& [left, right] : std::vector<std::pair<std::string, std::string>>{
           {"giang", "gian"}, {"giang", "gjang"}, {"giang", "ggiang"}, {"a", "b"}, {"a", "a"}}) {
    EXPECT_TRUE(is_near(left, right) && is_near(right, left)) << left << " " << right;
  }
  for (const auto& [left, right] : std::vector<std::pair<std::string, std::string>>{
           {"giang", "giga"}, {"giang", "nagig"}, {"ab", "ba"}, {"giang", "gia"}}) {
    EXPECT_FALSE(is_near(left, right) || is_near(right, left)) << left << " " << right;
  }
}

TEST(BirthYears, AreARangeWhenEstimated) {
  EXPECT_EQ(birth_years({}), std::nullopt);
  EXPECT_EQ(birth_years({.year = 2001}), (Years{2001, 2001}));
  EXPECT_EQ(birth_years({.year = 2001, .estimated = true}), (Years{1999, 2003}));
  const auto day = *base::parse_date("2026-03-02");
  EXPECT_EQ(birth_years({.age_from = 15, .age_to = 18, .age_on = day}), (Years{2007, 2011}));
}

}  // namespace
}  // namespace hd::cases
