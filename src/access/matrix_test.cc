#include "access/matrix.h"

#include <vector>

#include <gtest/gtest.h>

namespace hd::access {
namespace {

std::string block(const std::string& text, const std::string& name) {
  const auto start = text.find("\n" + name + "\n");
  if (start == std::string::npos) return "";
  return text.substr(start + 1, text.find("\n\n", start + 1) - start);
}

TEST(Matrix, ShowsTheRoutesAndTheRightsOfAPermission) {
  const std::vector<RouteLine> routes{
      {"GET", "/api/v1/connections/{id}", "sensitive_read", Permission::connections_read},
      {"GET", "/api/v1/meta", "read", Permission::anyone}};
  const std::string text = matrix_text(routes);
  EXPECT_EQ(block(text, "connections_read"),
            "connections_read\n"
            "  GET    /api/v1/connections/{id}                                    sensitive_read\n"
            "    counsellor     owner     always WIN\n"
            "    shift_lead     owner     always WIN\n"
            "    hotline_lead   owner     always WIN\n"
            "    wg_member      receiver  offered W, accepted WIN, ended WIN\n"
            "    unit_officer   delegate  offered W, accepted WIN, ended WIN\n"
            "    agency_leader  receiver  offered W, accepted WIN, ended WIN\n");
  EXPECT_EQ(block(text, "contacts_read"),
            "contacts_read\n"
            "    counsellor     author    draft WIN, final WIN\n"
            "    counsellor     owner     final WIN\n"
            "    shift_lead     owner     draft WIN, final WIN\n"
            "    hotline_lead   owner     draft WIN, final WIN\n");
}

TEST(Matrix, ShowsEveryKindOfMemberAndWhoeverNeedsNoRelation) {
  const std::string text = matrix_text({});
  std::string expected = "cases_read\n";
  for (const auto& role :
       {"counsellor", "shift_lead", "hotline_lead", "wg_member", "unit_officer", "agency_leader"}) {
    std::string name = role;
    name.resize(15, ' ');
    const bool manages = name.find("lead") != name.npos;
    for (const auto* right :
         {"author    always WIN", "member_support accepted WIN", "member_protection accepted WI",
          "member_investigation accepted W", "member_legal accepted WI",
          "member_interpreter accepted W", "owner     always WI"}) {
      if (right[0] != 'o' || manages) expected += "    " + name + right + "\n";
    }
  }
  EXPECT_EQ(block(text, "cases_read"), expected);
  EXPECT_EQ(block(text, "audit_read"), "audit_read\n    auditor        anybody   always -\n");
  EXPECT_EQ(block(text, "anyone"), "anyone\n    everybody, without a session\n");
  EXPECT_EQ(block(text, "signed_in"), "signed_in\n    everybody with a session\n");
}

TEST(Matrix, HasABlockForEveryPermission) {
  const std::string text = matrix_text({});
  for (const auto& permission : kPermissionNames) {
    EXPECT_NE(block(text + "\n", std::string(permission.name)), "") << permission.name;
  }
  EXPECT_EQ(text.find("excluded  "), std::string::npos) << "the excluded have no line";
}

TEST(Matrix, EveryDifferenceIsNamedWithItsBlock) {
  const std::vector<RouteLine> routes{{"GET", "/api/v1/meta", "read", Permission::anyone}};
  EXPECT_EQ(matrix_difference(matrix_text({}), matrix_text({})), "");
  EXPECT_EQ(
      matrix_difference(matrix_text({}), matrix_text(routes)),
      "+ anyone:   GET    /api/v1/meta                                                read\n");
  EXPECT_EQ(matrix_difference("a\n  x\n", "a\n"), "- a:   x\n");
  EXPECT_EQ(matrix_difference("a\n  x\n  y\n", "a\n  y\n  x\n"),
            "the lines are the same, in another order\n");
}

}  // namespace
}  // namespace hd::access
