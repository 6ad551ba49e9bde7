#include "directory/search.h"

#include <gtest/gtest.h>

#include "directory/testing.h"

namespace hd::directory {
namespace {

using testing::day;

OrgId org(int number) {
  return base::testing::id<OrgId>(number);
}
UnitId unit(int number) {
  return base::testing::id<UnitId>(100 + number);
}

Organisation body(int number, std::string name, std::string level,
                  std::optional<Place> place = {}) {
  return {.id = org(number),
          .key = {},
          .name = std::move(name),
          .name_en = {},
          .short_name = {},
          .type = "dept_health",
          .level = std::move(level),
          .place = std::move(place),
          .parent = {},
          .system = {},
          .address = {},
          .email = {},
          .hours = {},
          .mandate = {},
          .last_verified = {},
          .valid = {day("2025-07-01"), {}},
          .basis = {},
          .trust = {}};
}

/// A body with one unit that gives shelter; the unit is named as the body.
void add(Content& content, Organisation one, Service service) {
  const int number = static_cast<int>(content.units.size()) + 1;
  Unit its{.id = unit(number),
           .organisation = one.id,
           .parent = {},
           .key = {},
           .name = one.name,
           .name_en = {},
           .kind = {},
           .level = {},
           .place = {},
           .address = {},
           .phone = {},
           .hours = {},
           .valid = one.valid,
           .basis = {},
           .trust = {}};
  service.unit = its.id;
  service.service = "shelter";
  service.valid = one.valid;
  service.id = base::testing::id<ServiceId>(200 + number);
  content.organisations.push_back(std::move(one));
  content.units.push_back(std::move(its));
  content.services.push_back(std::move(service));
}

Service given(Scope scope) {
  return {.id = base::testing::id<ServiceId>(1),
          .unit = unit(0),
          .service = {},
          .scope = scope,
          .places = {},
          .sexes = {},
          .min_age = {},
          .max_age = {},
          .foreigners = true,
          .languages = {},
          .capacity = {},
          .available = {},
          .hours = {},
          .last_verified = {},
          .valid = {},
          .basis = {},
          .trust = {}};
}

Territory territory(Geography geography, std::string code, std::vector<std::string> before = {}) {
  return {.place = {geography, std::move(code)},
          .name = {},
          .kind = {},
          .region = {},
          .predecessors = std::move(before),
          .valid = {},
          .basis = {},
          .trust = {}};
}

Content two_geographies() {
  Content content;
  content.territories = {territory(Geography::p63, "33"), territory(Geography::p63, "34"),
                         territory(Geography::p34, "33", {"33", "34"}),
                         territory(Geography::p34, "01", {"01"})};
  return content;
}

/// "name score: reason+points …" a line.
std::string told(const Directory& directory, const ServiceQuery& query) {
  std::string text;
  for (const Suggestion& made : who_serves(directory, query, 10)) {
    text += made.organisation->name + " " + std::to_string(made.score) + ":";
    for (const Reason& reason : made.reasons) {
      text += " " + reason.code + (reason.points < 0 ? "" : "+") + std::to_string(reason.points);
    }
    text += "\n";
  }
  return text;
}

ServiceQuery shelter_in(std::optional<Place> place) {
  return {.day = day("2026-11-01"), .need = "shelter", .place = std::move(place)};
}

TEST(WhoServes, PrefersTheOwnProvinceAndLeavesOutOthers) {
  Content content = two_geographies();
  add(content, body(1, "Hưng Yên", "province", Place{Geography::p34, "33"}),
      given(Scope::province));
  add(content, body(2, "Hà Nội", "province", Place{Geography::p34, "01"}), given(Scope::province));
  add(content, body(3, "Trung ương", "central"), given(Scope::national));
  const Directory directory(std::move(content));
  EXPECT_EQ(told(directory, shelter_in(Place{Geography::p34, "33"})),
            "Hưng Yên 150: need+100 place+40 level+10\n"
            "Trung ương 115: need+100 place_nationwide+15\n");
  EXPECT_EQ(told(directory, shelter_in({})),
            "Trung ương 115: need+100 place_nationwide+15\n"
            "Hà Nội 110: need+100 place_unknown+0 level+10\n"
            "Hưng Yên 110: need+100 place_unknown+0 level+10\n");
}

// an old code finds the body of the province it became part of.
TEST(WhoServes, FollowsTheMergerOfProvinces) {
  Content content = two_geographies();
  add(content, body(1, "Hưng Yên", "province", Place{Geography::p34, "33"}),
      given(Scope::province));
  const Directory directory(std::move(content));
  const auto found = who_serves(directory, shelter_in(Place{Geography::p63, "34"}), 10);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found.front().reasons.at(1).params,
            (std::map<std::string, std::string>{{"code", "33"}, {"old_code", "34"}}));
  EXPECT_EQ(told(directory, shelter_in(Place{Geography::p34, "34"})), "");
}

// those that declined are not suggested again.
TEST(WhoServes, LeavesOutThoseThatDeclined) {
  Content content = two_geographies();
  add(content, body(1, "A", "central"), given(Scope::national));
  add(content, body(2, "B", "central"), given(Scope::national));
  const Directory directory(std::move(content));
  ServiceQuery query = shelter_in({});
  query.excluded = {org(1)};
  EXPECT_EQ(told(directory, query), "B 115: need+100 place_nationwide+15\n");
}

TEST(WhoServes, LooksAtSexAgeCapacityHoursAndHowFreshTheEntryIs) {
  Content content = two_geographies();
  Service women = given(Scope::national);
  women.sexes = {"female"};
  women.min_age = 16;
  women.available = 2;
  women.hours = "24/7";
  women.last_verified = day("2026-10-01");
  Service full = given(Scope::national);
  full.available = 0;
  full.last_verified = day("2025-10-01");
  add(content, body(1, "Women", "facility"), women);
  add(content, body(2, "Full", "central"), full);
  const Directory directory(std::move(content));
  ServiceQuery query = shelter_in({});
  query.sex = "female";
  query.min_age = 18;
  query.max_age = 24;
  query.at_once = true;
  EXPECT_EQ(told(directory, query),
            "Women 170: need+100 place_nationwide+15 level+10 sex_age+10 capacity+15 "
            "verified_recently+10 hours+10\n"
            "Full 55: need+100 place_nationwide+15 capacity-60\n");
  query.sex = "male";
  EXPECT_EQ(who_serves(directory, query, 10).size(), 1U);
  query.sex = "refused";
  EXPECT_EQ(who_serves(directory, query, 10).size(), 2U);
  query.min_age = 11;
  query.max_age = 14;
  EXPECT_EQ(who_serves(directory, query, 10).size(), 1U);
}

// members of the working group come before others that serve equally well.
TEST(WhoServes, PrefersTheWorkingGroupAndNothingThatHasEnded) {
  Content content = two_geographies();
  add(content, body(1, "A", "central"), given(Scope::national));
  add(content, body(2, "B", "central"), given(Scope::national));
  Organisation ended = body(3, "C", "central");
  ended.valid.to = day("2026-10-31");
  add(content, std::move(ended), given(Scope::national));
  const auto group = base::testing::id<GroupId>(9);
  content.groups.push_back({group, "", "working_group", "Tổ công tác", "", {}});
  content.members.push_back({.id = base::testing::id<MemberId>(9),
                             .group = group,
                             .organisation = org(2),
                             .unit = {},
                             .role = "lead",
                             .valid = {day("2026-01-01"), {}},
                             .basis = {},
                             .trust = {}});
  const Directory directory(std::move(content));
  EXPECT_EQ(told(directory, shelter_in({})),
            "B 135: need+100 place_nationwide+15 working_group_member+20\n"
            "A 115: need+100 place_nationwide+15\n");
}

TEST(FindOrganisations, MatchesWordsWithAndWithoutAccents) {
  Content content = two_geographies();
  add(content, body(1, "Sở Y tế Hưng Yên", "province", Place{Geography::p34, "33"}),
      given(Scope::province));
  add(content, body(2, "Công an thành phố Hà Nội", "province", Place{Geography::p34, "01"}),
      given(Scope::province));
  add(content, body(3, "Ánh Dương", "facility"), given(Scope::national));
  const Directory directory(std::move(content));
  const auto found = [&](OrganisationQuery query) {
    query.day = day("2026-11-01");
    std::string text;
    for (const Organisation* one : find_organisations(directory, query)) text += one->name + "\n";
    return text;
  };
  EXPECT_EQ(found({.day = {}, .text = "so y te hung"}), "Sở Y tế Hưng Yên\n");
  EXPECT_EQ(found({.day = {}, .text = "HƯNG  yên"}), "Sở Y tế Hưng Yên\n");
  EXPECT_EQ(found({.day = {}, .text = "ha noi"}), "Công an thành phố Hà Nội\n");
  EXPECT_EQ(found({.day = {}, .text = "anh duong"}), "Ánh Dương\n");
  EXPECT_EQ(found({.day = {}, .text = "ung yen"}), "");  // words are matched from their beginning
  EXPECT_EQ(found({.day = {}, .province = "01"}), "Công an thành phố Hà Nội\n");
  EXPECT_EQ(found({.day = {}, .level = "facility"}), "Ánh Dương\n");
  EXPECT_EQ(found({.day = {}, .type = "police_c02"}), "");
  EXPECT_EQ(found({.day = {}}), "Ánh Dương\nCông an thành phố Hà Nội\nSở Y tế Hưng Yên\n");
}

}  // namespace
}  // namespace hd::directory
