#include "directory/operations.h"

#include <gtest/gtest.h>

#include "directory/testing.h"

namespace hd::directory {
namespace {

using testing::day;
using testing::org;
using testing::unit;

/// One database for all tests that only look things up.
platform::Database& shared() {
  static const auto database = testing::filled_database();
  return *database;
}

template <class Ask>
void ask(Ask question) {
  shared().read([&](platform::Transaction& tx) {
    question(tx, current(tx));
    return true;
  });
}

std::string names(const Directory& directory, const std::vector<const Member*>& members,
                  std::string_view on) {
  std::string text;
  for (const Member* member : members) {
    text += member->role + ": " + directory.name(member->organisation, day(on)) + "\n";
  }
  return text;
}

/// As if a release with other files had loaded the present content.
void forget_first_content(platform::Transaction& tx) {
  tx.execute("UPDATE directory_state SET first_content = NULL WHERE id = 1");
}

TEST(FirstContent, LoadedAgainAddsNothing) {
  const auto database = testing::filled_database();
  const auto again = [&](bool forget) {
    return database->write([&](platform::Transaction& tx) {
      if (forget) forget_first_content(tx);
      return load_first_content(tx);
    });
  };
  EXPECT_EQ(again(false), 0U);
  EXPECT_EQ(again(true), 0U);
}

TEST(FirstContent, NeverOverwritesWhatAnAdministratorChanged) {
  const auto database = testing::filled_database();
  database->write([](platform::Transaction& tx) {
    tx.execute("UPDATE unit SET name = 'Phòng mới' WHERE id = $1", {unit("police_c02.focal")});
    forget_first_content(tx);
    return load_first_content(tx);
  });
  database->read([](platform::Transaction& tx) {
    EXPECT_EQ(current(tx).unit(unit("police_c02.focal"))->name, "Phòng mới");
    return 0;
  });
}

TEST(FirstContent, AddsWhatANewReleaseBrings) {
  const auto database = testing::filled_database();
  const auto added = database->write([](platform::Transaction& tx) {
    tx.execute("DELETE FROM code_list_item WHERE list = 'topic' AND code = 'organ'");
    forget_first_content(tx);
    return load_first_content(tx);
  });
  EXPECT_EQ(added, 1U);
}

// the four signatories of plan 697.
TEST(WorkingGroup, In2016ConsistsOfTheSignatoriesOfPlan697) {
  ask([](platform::Transaction&, const Directory& directory) {
    EXPECT_EQ(names(directory, directory.working_group_members(day("2016-05-01")), "2016-05-01"),
              "lead: Cục Bảo vệ, chăm sóc trẻ em\n"
              "working_group_member: Cục Cảnh sát hình sự (C45)\n"
              "working_group_member: Cục Phòng, chống ma túy và tội phạm, Bộ đội Biên phòng\n"
              "working_group_member: Trung ương Hội Liên hiệp Phụ nữ Việt Nam\n");
  });
}

// the signatories of the plan 2021-2025, with the Propaganda Board for the Women's Union.
TEST(WorkingGroup, In2022ConsistsOfTheSignatoriesOfThePlan2021To2025) {
  ask([](platform::Transaction&, const Directory& directory) {
    const auto members = directory.working_group_members(day("2022-03-01"));
    EXPECT_EQ(names(directory, members, "2022-03-01"),
              "lead: Cục Trẻ em\n"
              "working_group_member: Cục Cảnh sát hình sự (C02)\n"
              "working_group_member: Cục Phòng, chống ma túy và tội phạm, Bộ đội Biên phòng\n"
              "working_group_member: Trung ương Hội Liên hiệp Phụ nữ Việt Nam\n");
    EXPECT_EQ(members.back()->unit, unit("womens_union_propaganda"));
  });
}

TEST(WorkingGroup, TheLeadPassesToTheMinistryOfHealthIn2025) {
  ask([](platform::Transaction& tx, const Directory& directory) {
    const auto members = working_group_members(tx, day("2025-03-01"));
    ASSERT_FALSE(members.empty());
    EXPECT_EQ(members.front().organisation, org("social_protection_department"));
    EXPECT_TRUE(directory.is_working_group_member(org("police_c02"), day("2026-11-21")));
    EXPECT_FALSE(directory.is_working_group_member(org("police_c45"), day("2026-11-21")));
    EXPECT_EQ(directory.working_group(day("2021-03-01")), nullptr);
  });
}

// the number changed, the hotline did not.
TEST(Hotlines, TheNationalOneKeepsItsIdentityWhileNumberNameAndMinistryChange) {
  ask([](platform::Transaction&, const Directory& directory) {
    const OrgId hotline = org("hotline_111");
    EXPECT_EQ(directory.phone(hotline, day("2016-01-01")), "18001567");
    EXPECT_EQ(directory.phone(hotline, day("2026-01-01")), "111");
    EXPECT_EQ(directory.organisation(hotline, day("2024-01-01"))->system, org("ministry_labour"));
    EXPECT_EQ(directory.organisation(hotline, day("2025-03-01"))->system, org("ministry_health"));
    EXPECT_EQ(directory.name(hotline, day("2016-01-01")),
              "Đường dây nóng phòng, chống mua bán người");
    EXPECT_EQ(directory.organisation(hotline, day("2010-01-01")), nullptr);
    EXPECT_EQ(directory.nearest(hotline, day("2010-01-01"))->valid.from, day("2015-12-02"));
  });
}

// more than one hotline exists.
TEST(Hotlines, AreSeveralTheNationalOneFirst) {
  ask([](platform::Transaction& tx, const Directory&) {
    const auto found = hotlines(tx, day("2026-11-21"));
    std::vector<std::string> keys;
    for (const auto& hotline : found) keys.push_back(hotline.key);
    EXPECT_EQ(keys, (std::vector<std::string>{"org.hotline_111", "org.hotline_gender_violence",
                                              "org.hotline_ha_noi"}));
  });
}

// parties of the Hồ Chí Minh City regulation, before and after the reorganisation.
TEST(Bodies, PartiesOfTheHoChiMinhCityRegulationHaveTheirSuccessors) {
  ask([](platform::Transaction&, const Directory& directory) {
    for (const char* key : {"labour", "police", "border", "external"}) {
      EXPECT_NE(directory.organisation(org(std::string(key) + "_ho_chi_minh"), day("2023-05-10")),
                nullptr)
          << key;
    }
    EXPECT_EQ(directory.organisation(org("labour_ho_chi_minh"), day("2025-03-01")), nullptr);
    const auto successors = directory.successors(org("labour_ho_chi_minh"));
    ASSERT_EQ(successors.size(), 2U);
    EXPECT_NE(directory.organisation(org("health_ho_chi_minh"), day("2025-03-01")), nullptr);
    EXPECT_EQ(directory.predecessors(org("police_c02")).front()->predecessor, org("police_c45"));
  });
}

// delegation stays inside one ministry or mass organisation.
TEST(SameSystem, HoldsInsideAMinistryOnThatDayOnly) {
  ask([](platform::Transaction& tx, const Directory&) {
    const auto same = [&](const char* left, const char* right, const char* on) {
      return belongs_to_same_system(tx, org(left), org(right), day(on));
    };
    EXPECT_TRUE(same("police_c02", "police_hung_yen", "2026-01-01"));
    EXPECT_TRUE(same("border_crime_department", "border_ho_chi_minh", "2026-01-01"));
    EXPECT_FALSE(same("police_c02", "border_ho_chi_minh", "2026-01-01"));
    EXPECT_TRUE(same("children_department", "social_centre_hung_yen", "2024-01-01"));
    EXPECT_FALSE(same("children_department", "health_hung_yen", "2024-01-01"));
    EXPECT_TRUE(same("health_hung_yen", "social_centre_hung_yen", "2025-03-01"));
    EXPECT_FALSE(same("police_c45", "police_hung_yen", "2026-01-01"));  // C45 is no more
  });
}

// every look-up is about a place and a day; a bare code is ambiguous.
TEST(Places, ARecycledCodeMeansAnotherProvince) {
  ask([](platform::Transaction&, const Directory& directory) {
    const Place yen_bai{Geography::p63, "15"};
    const Place lao_cai_now{Geography::p34, "15"};
    const Place lao_cai_then{Geography::p63, "10"};
    EXPECT_EQ(directory.territory(yen_bai, day("2024-01-01"))->name, "Yên Bái");
    EXPECT_EQ(directory.territory(lao_cai_now, day("2026-01-01"))->name, "Lào Cai");
    EXPECT_EQ(directory.territory(lao_cai_now, day("2024-01-01")), nullptr);
    EXPECT_TRUE(directory.same_place(yen_bai, lao_cai_now));
    EXPECT_TRUE(directory.same_place(lao_cai_then, lao_cai_now));
    EXPECT_FALSE(directory.same_place(yen_bai, lao_cai_then));
    EXPECT_EQ(directory.successor({Geography::p63, "99"}), std::nullopt);
    EXPECT_EQ(directory.territories(Geography::p63, day("2024-01-01")).size(), 63U);
    EXPECT_EQ(directory.territories(Geography::p34, day("2026-01-01")).size(), 34U);
  });
}

TEST(Places, BacNinhBecomesACityWithoutChangingCodeOrName) {
  ask([](platform::Transaction&, const Directory& directory) {
    const Place bac_ninh{Geography::p34, "24"};
    EXPECT_EQ(directory.territory(bac_ninh, day("2026-09-19"))->kind, "tỉnh");
    EXPECT_EQ(directory.territory(bac_ninh, day("2026-09-20"))->kind, "thành phố");
    EXPECT_EQ(directory.name(org("pc_bac_ninh"), day("2026-09-20")),
              "Ủy ban nhân dân thành phố Bắc Ninh");
  });
}

TEST(Places, EveryRegionSchemeKnowsEveryProvinceOfItsGeography) {
  ask([](platform::Transaction&, const Directory& directory) {
    EXPECT_EQ(directory.region("six_2025", "24")->label_vi, "Đồng bằng sông Hồng");
    EXPECT_EQ(directory.region("hotline_2021", "24")->label_vi, "Đông Bắc");  // Bắc Giang then
    EXPECT_EQ(directory.region("six_2025", "27"), nullptr);
  });
}

TEST(Lists, AnswerForADay) {
  ask([](platform::Transaction& tx, const Directory& directory) {
    EXPECT_TRUE(code_list::require(tx, "topic", "safe_migration", day("2026-01-01"), "topics"));
    EXPECT_EQ(code_list::require(tx, "topic", "no_such", day("2026-01-01"), "topics").error(),
              base::invalid({{"topics", "unknown_value"}}));
    EXPECT_NE(directory.code("organisation_type", "police_district", day("2025-02-28")), nullptr);
    EXPECT_EQ(directory.code("organisation_type", "police_district", day("2025-03-01")), nullptr);
    EXPECT_EQ(directory.label("organisation_type", "police_district", day("2026-01-01"), "en"),
              "District police");
    EXPECT_EQ(directory.label("topic", "no_such", day("2026-01-01"), "vi"), "no_such");
    EXPECT_EQ(directory.code("contact_kind", "service_connection", day("2026-01-01"))->report_group,
              "counselling");
    EXPECT_EQ(directory.codes("ethnic_group", day("2026-01-01")).size(), 58U);
    std::vector<base::FieldError> complaints;
    code_list::check(directory, "sex", "", day("2026-01-01"), "sex", complaints);
    code_list::check(directory, "sex", "x", day("2026-01-01"), "sex", complaints);
    EXPECT_EQ(complaints, (std::vector<base::FieldError>{{"sex", "unknown_value"}}));
  });
}

// what holds in a period names its document; the next plan is a rule set of its own.
TEST(RuleSets, HaveADocumentAndAPeriod) {
  ask([](platform::Transaction&, const Directory& directory) {
    const Member& first = *directory.working_group_members(day("2020-12-31")).front();
    EXPECT_NE(first.basis.find("697/KHLN-BVCSTE-CSHS-PCTPMT-CSLP"), std::string::npos);
    EXPECT_EQ(first.valid.to, day("2020-12-31"));
    EXPECT_NE(directory.working_group(day("2020-12-31"))->id,
              directory.working_group(day("2021-10-06"))->id);
  });
}

std::string codes_of(const Directory& directory, std::string_view list) {
  std::string text;
  for (const CodeItem* item : directory.codes(list, day("2026-11-21"))) text += item->code + " ";
  return text;
}

// forms of coordination. R-136: what a local hotline takes reports about. R-066: the three
// groups that published figures know.
TEST(Lists, HoldTheCodesThatTheDocumentsName) {
  ask([](platform::Transaction&, const Directory& directory) {
    EXPECT_EQ(codes_of(directory, "coordination_form"), "direct written phone email other ");
    EXPECT_EQ(codes_of(directory, "report_kind"), "incident victim related_situation ");
    EXPECT_EQ(codes_of(directory, "report_group"), "information counselling referral ");
    EXPECT_EQ(codes_of(directory, "empty_answer"), "unknown refused not_asked ");
  });
}

// central and local hotlines stand in one directory.
TEST(Hotlines, AreFoundAtTheCentreAndInAProvince) {
  ask([](platform::Transaction&, const Directory& directory) {
    EXPECT_EQ(directory.organisation(org("hotline_111"), day("2023-01-01"))->level, "central");
    EXPECT_EQ(directory.organisation(org("hotline_ha_noi"), day("2023-01-01"))->place,
              (Place{Geography::p63, "01"}));
  });
}

TEST(Lists, AnAgeHasOneBandUnlessThePrintedBandsOverlap) {
  ask([](platform::Transaction&, const Directory& directory) {
    EXPECT_EQ(directory.age_band("tongdai_caller", 0)->code, "0_10");
    EXPECT_EQ(directory.age_band("tongdai_caller", 40)->code, "26_40");
    EXPECT_EQ(directory.age_band("tongdai_caller", 99)->code, "over_40");
    EXPECT_EQ(directory.age_band("law", 17)->code, "16_17");
    EXPECT_EQ(directory.age_band("tongdai_victim_2024", 16), nullptr);
    EXPECT_EQ(directory.age_bands("un_wide").size(), 8U);
  });
}

TEST(Current, ShowsAChangeAtOnceAndForgetsARolledBackOne) {
  const auto database = testing::filled_database();
  const auto count = [&] {
    return database->read([](platform::Transaction& tx) {
      return units_of(tx, org("police_c02"), day("2026-01-01")).size();
    });
  };
  const auto before = count();
  const auto undone = database->write([](platform::Transaction& tx) -> base::Result<base::Done> {
    load_demo_content(tx);
    EXPECT_EQ(units_of(tx, org("police_c02"), day("2026-01-01")).size(), 2U);
    return base::not_found();
  });
  EXPECT_FALSE(undone);
  EXPECT_EQ(count(), before);
  database->write([](platform::Transaction& tx) { return load_demo_content(tx); });
  EXPECT_EQ(count(), before + 1);
}

}  // namespace
}  // namespace hd::directory
