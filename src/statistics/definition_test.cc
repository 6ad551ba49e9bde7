#include "statistics/definition.h"

#include "statistics/definition_codec.h"
#include "statistics/testing.h"

namespace hd::statistics::testing {
namespace {

class Definitions : public Statistics {
 protected:
  static std::string faults(const Definition& definition) {
    return with_frame([&](const Frame& frame) {
      std::string text;
      for (const auto& fault : check(definition, frame.directory)) {
        text += fault.field + " " + fault.code + "; ";
      }
      return text;
    });
  }
};

TEST_F(Definitions, AWholeOneHasNoFaultAndComesBackFromItsText) {
  Definition report = victims_report();
  report.texts = {"Có {victims} người, {victims.sex.female} nữ ({victims.sex.female%})."};
  EXPECT_EQ(faults(report), "");
  EXPECT_EQ(decode_definition(encode(report)), report);
}

TEST_F(Definitions, EveryFaultIsNamedByItsPlace) {
  Definition report = victims_report();
  report.title.en.clear();
  report.age_set = "no_such_set";
  auto& part = report.parts.front();
  part.filters = {{"sex", {}}, {"channel", {"phone_111"}}};
  part.tables[0].rows = "no_such_dimension";
  part.tables[1].columns = part.tables[1].rows;
  part.tables[2].code = part.tables[3].code;
  report.texts = {"{victims.sex.female", "{nobody}", "{victims.no_table.row}"};
  EXPECT_EQ(faults(report),
            "title.en required; age_set unknown_value; parts.0.filters.0.codes required; "
            "parts.0.filters.1.dimension not_of_unit; parts.0.tables.0.rows unknown_value; "
            "parts.0.tables.1.columns same_dimension; parts.0.tables.3.code duplicate; "
            "texts.0 unknown_figure; texts.1 unknown_figure; texts.2 unknown_figure; ");
}

TEST_F(Definitions, AUnitHasOnlyItsOwnDimensions) {
  for (const auto& unit : kUnitNames) {
    for (const Dimension& dimension : kDimensions) {
      if (!fits(dimension, unit.value) || dimension.by_time) continue;
      const auto fields = fields_of(unit.value);
      EXPECT_NE(std::ranges::find(fields, dimension.field), fields.end())
          << unit.name << " " << dimension.code;
    }
  }
  EXPECT_FALSE(fits(*find_dimension("case_state"), Unit::duty));
  EXPECT_TRUE(fits(*find_dimension("duty_result"), Unit::duty));
}

}  // namespace
}  // namespace hd::statistics::testing
