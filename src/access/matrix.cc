#include "access/matrix.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "base/text.h"

namespace hd::access {
namespace {

constexpr auto kIntroduction =
    "Who may do what. Generated from the routes and from the access decision; do not edit.\n"
    "A difference between this file and the program stops the build: review it, then run\n"
    "  haidang access-matrix > docs/access-matrix.txt\n"
    "\n"
    "Each block is a permission: its routes, then who may, one line for each role and relation.\n"
    "  relation  author: wrote the record, or leads the case (has the owner's rights, too) ·\n"
    "            member_…: called into the case as that kind of member · owner: works for the\n"
    "            organisation that owns it · delegate: works in the unit it was given to ·\n"
    "            receiver: works for the organisation that was asked · anybody: no relation "
    "needed\n"
    "  stages    draft, final, offered, accepted, ended, declined; \"always\" stands for all\n"
    "  marks     W case work (P2) · I identity (P3) · N narrative (P4) · - none of them\n"
    "A user on a record's exclusion list may do nothing with it. A post gives rights between its\n"
    "first and its last day only. What is not in a block is denied.\n";

const base::Date kToday{std::chrono::year(2026), std::chrono::March, std::chrono::day(2)};

/// A post and records that stand in every relation to it.
struct Scene {
  UserId user = UserId::of_key("matrix.user");
  directory::OrgId org = directory::OrgId::of_key("matrix.org");
  directory::UnitId unit = directory::UnitId::of_key("matrix.unit");

  Actor actor(Role role) const {
    const Post post{PostId::of_key("matrix.post"), role, org, unit, kToday, kToday};
    return {user, SessionId::of_key("matrix.session"), {post}};
  }
  Object object(Relation relation, Stage stage) const {
    Object made{.stage = stage};
    switch (relation) {
      case Relation::excluded:
        made.excluded = {user};
        made.owner_org = org;
        break;
      case Relation::author:
        made.author = user;
        made.owner_org = org;
        break;
      case Relation::owner:
        made.owner_org = org;
        break;
      case Relation::member_support:
        made.members = {{user, org, MemberKind::support}};
        break;
      case Relation::member_protection:
        made.members = {{user, org, MemberKind::protection}};
        break;
      case Relation::member_investigation:
        made.members = {{user, org, MemberKind::investigation}};
        break;
      case Relation::member_legal:
        made.members = {{user, org, MemberKind::legal}};
        break;
      case Relation::member_interpreter:
        made.members = {{user, org, MemberKind::interpreter}};
        break;
      case Relation::delegate:
        made.units = {unit};
        break;
      case Relation::receiver:
        made.receiver_orgs = {org};
        break;
      case Relation::none:
        break;
    }
    return made;
  }
};

std::string marks_text(std::uint8_t marks) {
  std::string text;
  if ((marks & kWork) != 0) text += 'W';
  if ((marks & kIdentity) != 0) text += 'I';
  if ((marks & kNarrative) != 0) text += 'N';
  return text.empty() ? "-" : text;
}

/// "always WIN", "draft WIN, final W", or "" when denied at every stage.
std::string stages_text(Permission action, Role role, Relation relation) {
  const Scene scene;
  std::vector<std::pair<std::string_view, std::string>> allowed;
  for (const auto& stage : kStageNames) {
    const auto decision =
        decide(scene.actor(role), action, scene.object(relation, stage.value), kToday);
    if (decision) allowed.emplace_back(stage.name, marks_text(decision.marks));
  }
  if (allowed.empty()) return "";
  const bool alike = std::ranges::all_of(
      allowed, [&](const auto& entry) { return entry.second == allowed.front().second; });
  if (alike && allowed.size() == kStageNames.size()) return "always " + allowed.front().second;
  std::string text;
  for (const auto& [stage, marks] : allowed) {
    text += (text.empty() ? "" : ", ") + std::string(stage) + " " + marks;
  }
  return text;
}

std::string column(std::string_view text, std::size_t width) {
  std::string padded(text);
  padded.resize(std::max(width, text.size() + 1), ' ');
  return padded;
}

std::string right_line(std::string_view role, std::string_view relation,
                       const std::string& stages) {
  return "    " + column(role, 15) + column(relation, 10) + stages + "\n";
}

/// The rights of a role. When no relation is needed, one line says so.
std::string rights_of(Permission action, Role role) {
  const auto name = base::name_of(kRoleNames, role);
  const std::string stranger = stages_text(action, role, Relation::none);
  std::string text;
  if (!stranger.empty()) text += right_line(name, "anybody", stranger);
  for (const auto& relation : kRelationNames) {
    if (relation.value == Relation::none) continue;
    const std::string stages = stages_text(action, role, relation.value);
    const bool told =
        relation.value != Relation::excluded &&
        (stages == stranger || (relation.value == Relation::author &&
                                stages == stages_text(action, role, Relation::owner)));
    if (!stages.empty() && !told) text += right_line(name, relation.name, stages);
  }
  return text;
}

std::string rights_text(Permission action) {
  if (action == Permission::anyone) return "    everybody, without a session\n";
  if (action == Permission::signed_in) return "    everybody with a session\n";
  std::string text;
  for (const auto& role : kRoleNames) text += rights_of(action, role.value);
  return text;
}

std::string routes_text(std::span<const RouteLine> routes, Permission permission) {
  std::string text;
  for (const RouteLine& route : routes) {
    if (route.permission != permission) continue;
    text += "  " + column(route.method, 7) + column(route.path, 60) + route.kind + "\n";
  }
  return text;
}

/// How often each line stands in each block.
using Counted = std::map<std::pair<std::string, std::string>, int>;

Counted count_lines(std::string_view text) {
  Counted counted;
  std::string block;
  for (const std::string& line : base::split(text, '\n')) {
    if (!line.empty() && line.front() != ' ') block = line;
    if (!line.empty()) ++counted[{block, line}];
  }
  return counted;
}

}  // namespace

std::string matrix_text(std::span<const RouteLine> routes) {
  std::string text = kIntroduction;
  for (const auto& permission : kPermissionNames) {
    text += "\n" + std::string(permission.name) + "\n";
    text += routes_text(routes, permission.value);
    text += rights_text(permission.value);
  }
  return text;
}

std::string matrix_difference(std::string_view expected, std::string_view actual) {
  Counted lines = count_lines(expected);
  for (const auto& [line, count] : count_lines(actual)) lines[line] -= count;
  std::string text;
  for (const auto& [line, balance] : lines) {
    if (balance == 0) continue;
    text += std::string(balance > 0 ? "- " : "+ ") + line.first + ": " + line.second + "\n";
  }
  if (text.empty() && expected != actual) text = "the lines are the same, in another order\n";
  return text;
}

}  // namespace hd::access
