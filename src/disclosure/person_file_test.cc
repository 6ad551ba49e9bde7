#include "disclosure/person_file.h"

#include <algorithm>
#include <random>
#include <set>
#include <stdexcept>

#include <gtest/gtest.h>

namespace hd::disclosure {
namespace {

const std::vector<Attribute> kAttributes = {
    {"sex", {}, 3},
    {"age_band", {{{"0-8", "0-17"}, {"9-17", "0-17"}, {"18-20", "18+"}, {"21-23", "18+"}}}},
    {"country", {{{"Laos", "Asia"}, {"Cambodia", "Asia"}, {"Poland", "Europe"}}}},
    {"exploitation", {}, 3}};
constexpr std::size_t kExploitation = 3;

void add(std::vector<Record>& records, int times, const Record& record) {
  records.insert(records.end(), static_cast<std::size_t>(times), record);
}

std::map<Record, int> counted(const std::vector<Record>& rows) {
  std::map<Record, int> result;
  for (const Record& row : rows) result[row] += 1;
  return result;
}

TEST(PersonFile, WhatIsFrequentAndDiverseIsToldAsItIs) {
  std::vector<Record> records;
  add(records, 11, {"F", "9-17", "Laos", "sexual"});
  add(records, 12, {"F", "9-17", "Laos", "labour"});
  const PersonFile file = person_file(records, kAttributes, kExploitation, {});
  EXPECT_EQ(file.rows.size(), 23U);
  EXPECT_EQ(file.suppressed, 0);
  EXPECT_EQ(file.levels, (std::vector<std::size_t>{0, 0, 0, 0}));
}

TEST(PersonFile, AllAreToldLessExactlyBeforeManyAreLeftOut) {
  std::vector<Record> records;
  add(records, 6, {"F", "9-17", "Laos", "sexual"});
  add(records, 6, {"F", "9-17", "Cambodia", "sexual"});
  add(records, 6, {"F", "9-17", "Laos", "labour"});
  add(records, 6, {"F", "9-17", "Cambodia", "labour"});
  const PersonFile file = person_file(records, kAttributes, kExploitation, {});
  EXPECT_EQ(counted(file.rows), (std::map<Record, int>{{{"F", "9-17", "Asia", "labour"}, 12},
                                                       {{"F", "9-17", "Asia", "sexual"}, 12}}));
  EXPECT_EQ(file.levels, (std::vector<std::size_t>{0, 0, 1, 0}));
}

TEST(PersonFile, AFewAreCoarsenedAlone) {
  std::vector<Record> records;
  add(records, 40, {"F", "9-17", "Laos", "sexual"});
  add(records, 40, {"F", "9-17", "Laos", "labour"});
  add(records, 7, {"F", "18-20", "Poland", "labour"});
  add(records, 7, {"F", "21-23", "Laos", "labour"});
  const PersonFile file = person_file(records, kAttributes, kExploitation, {});
  EXPECT_EQ(file.levels, (std::vector<std::size_t>{0, 0, 0, 0}));
  EXPECT_EQ(file.suppressed, 0);
  EXPECT_EQ(file.rows.size(), 94U);
  EXPECT_EQ(std::count_if(file.coarser.begin(), file.coarser.end(),
                          [](std::int64_t rows) { return rows == 14; }),
            3);  // age, country and what happened
}

TEST(PersonFile, WhenAllOfAKindSufferedTheSameItIsNotTold) {
  std::vector<Record> records;
  add(records, 30, {"F", "9-17", "Laos", "sexual"});
  const PersonFile file = person_file(records, kAttributes, kExploitation, {});
  for (const Record& row : file.rows) EXPECT_EQ(row[kExploitation], "");
  EXPECT_EQ(file.rows.size(), 30U);
}

TEST(PersonFile, TheRestIsLeftOutAndNeverOnlyAFew) {
  std::vector<Record> records;
  add(records, 50, {"F", "9-17", "Laos", "sexual"});
  add(records, 40, {"F", "9-17", "Laos", "labour"});
  add(records, 3, {"M", "18-20", "Poland", "labour"});
  const PersonFile file = person_file(records, kAttributes, kExploitation, {});
  EXPECT_TRUE(file.suppressed == 0 || file.suppressed >= 11) << file.suppressed;
  EXPECT_EQ(static_cast<std::int64_t>(file.rows.size()) + file.suppressed, 93);
}

TEST(PersonFile, TenPersonsMakeNoFile) {
  std::vector<Record> records;
  add(records, 10, {"F", "9-17", "Laos", "sexual"});
  EXPECT_TRUE(person_file(records, kAttributes, kExploitation, {}).rows.empty());
}

TEST(PersonFile, AnyRecordsInAnyOrderGiveOneSafeFile) {
  std::mt19937_64 random(11);
  const std::vector<std::vector<std::string>> values = {{"F", "M"},
                                                        {"0-8", "9-17", "18-20", "21-23"},
                                                        {"Laos", "Cambodia", "Poland"},
                                                        {"sexual", "labour", "marriage"}};
  for (int round = 0; round < 40; ++round) {
    std::vector<Record> records;
    for (int person = 0; person < 20 + 10 * round; ++person) {
      Record record;
      for (const auto& list : values) {
        record.push_back(list[std::min(random() % list.size(), random() % list.size())]);
      }
      records.push_back(record);
    }
    const PersonFile file = person_file(records, kAttributes, kExploitation, {});
    std::map<Record, std::set<std::string>> kinds;
    for (const auto& [row, times] : counted(file.rows)) {
      EXPECT_GE(times, 11);
      Record rest = row;
      rest[kExploitation] = "";
      kinds[rest].insert(row[kExploitation]);
    }
    for (const auto& [rest, found] : kinds) {
      EXPECT_TRUE(found.size() - found.count("") != 1) << round;
    }
    EXPECT_EQ(file.rows.size() + static_cast<std::size_t>(file.suppressed), records.size());
    std::shuffle(records.begin(), records.end(), random);
    EXPECT_EQ(person_file(records, kAttributes, kExploitation, {}), file);
  }
}

TEST(PersonFile, ARecordOfOtherAttributesIsRefused) {
  EXPECT_THROW(person_file({{"F"}}, kAttributes, kExploitation, {}), std::invalid_argument);
  EXPECT_THROW(person_file({}, kAttributes, 9, {}), std::invalid_argument);
}

}  // namespace
}  // namespace hd::disclosure
