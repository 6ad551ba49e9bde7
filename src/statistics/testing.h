#pragma once
// For tests only: invented records and reports over them.

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "directory/testing.h"
#include "statistics/figures.h"

namespace hd::statistics::testing {

using base::testing::at;
using base::testing::day;

inline const Days kYear{day("2026-01-01"), day("2026-12-31")};

using Codes = std::vector<std::pair<Field, std::string>>;

/// A victim of the day, by number; entered at once.
inline Fact victim(int number, const std::string& when, Codes codes) {
  const auto time = base::start_of_day(day(when));
  return {.id = base::testing::id<VersionId>(number).str(),
          .happened = time,
          .recorded = time,
          .codes = std::move(codes)};
}

inline std::map<Unit, Snapshot> snapshots_of(const std::vector<Fact>& facts,
                                             const Days& days = kYear, Unit unit = Unit::person) {
  Snapshot all(unit);
  for (const auto& fact : facts) all.add(fact);
  std::map<Unit, Snapshot> snapshots;
  snapshots.emplace(unit, all.slice(days));
  return snapshots;
}

/// Victims by sex, purpose, and sex by age band.
inline Definition victims_report() {
  const auto table = [](const char* code, const char* rows, const char* columns = "") {
    return TableSpec{
        .code = code, .title = {code, code}, .rows = rows, .columns = columns, .chart = false};
  };
  return {
      .code = "victims",
      .title = {"Nạn nhân", "Victims"},
      .age_set = "law",
      .parts = {{.code = "victims",
                 .title = {"Nạn nhân", "Victims"},
                 .unit = Unit::person,
                 .filters = {{"identification", {"suspected", "confirmed"}}},
                 .tables = {table("sex", "sex"), table("purpose", "purpose"),
                            table("sex_age", "sex", "age_band"), table("province", "province")}}}};
}

class Statistics : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { database = directory::testing::filled_database(); }
  static void TearDownTestSuite() { database.reset(); }

  template <class Work>
  static auto with_frame(Work work, const Days& period = kYear, const std::string& ages = "law",
                         directory::Geography geography = directory::Geography::p34) {
    return database->read([&](platform::Transaction& tx) {
      return work(Frame{directory::current(tx), period, ages, geography});
    });
  }

  /// "female 2; male 1; = 3": the rows of a table in which something stands, and its total.
  static std::string rows_of(const Table& table) {
    std::string text;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      if (table.row_totals[i] == 0) continue;
      text += table.rows[i].code + " " + std::to_string(table.row_totals[i]) + "; ";
    }
    return text + "= " + std::to_string(table.total);
  }

  inline static std::unique_ptr<platform::Database> database;
};

}  // namespace hd::statistics::testing
