// The second half of Directory: bodies, units and the working group.

#include <algorithm>

#include "base/text.h"
#include "directory/directory.h"

namespace hd::directory {
namespace {

constexpr std::string_view kHotlinePrefix = "hotline_";

/// Order in which hotline types are listed: national, thematic, local.
int hotline_rank(const Organisation& hotline) {
  if (hotline.type == "hotline_national") return 0;
  return hotline.type == "hotline_thematic" ? 1 : 2;
}

int role_rank(const Member& member) {
  return member.role == "lead" ? 0 : 1;
}

}  // namespace

const Organisation* Directory::organisation(const OrgId& id, base::Date day) const {
  const auto body = bodies_.find(id);
  if (body == bodies_.end()) return nullptr;
  for (const Organisation* period : body->second) {
    if (period->valid.holds(day)) return period;
  }
  return nullptr;
}

const Organisation* Directory::nearest(const OrgId& id, base::Date day) const {
  const auto body = bodies_.find(id);
  if (body == bodies_.end()) return nullptr;
  const Organisation* best = body->second.front();
  for (const Organisation* period : body->second) {
    if (period->valid.from <= day) best = period;
  }
  return best;
}

std::vector<const Organisation*> Directory::organisations(base::Date day) const {
  std::vector<const Organisation*> valid;
  for (const auto& [id, periods] : bodies_) {
    if (const Organisation* body = organisation(id, day)) valid.push_back(body);
  }
  return valid;
}

const std::string& Directory::folded_names(const Organisation& body) const {
  return folded_names_.at(static_cast<std::size_t>(&body - content_.organisations.data()));
}

bool Directory::by_name(const Organisation& left, const Organisation& right) const {
  const Organisation* first = content_.organisations.data();
  return name_ranks_.at(static_cast<std::size_t>(&left - first)) <
         name_ranks_.at(static_cast<std::size_t>(&right - first));
}

std::string Directory::name(const OrgId& id, base::Date day) const {
  const Organisation* body = nearest(id, day);
  return body == nullptr ? "" : body->name;
}

bool Directory::same_system(const OrgId& left, const OrgId& right, base::Date day) const {
  const Organisation* first = organisation(left, day);
  const Organisation* second = organisation(right, day);
  if (first == nullptr || second == nullptr) return false;
  if (left == right) return true;
  return first->system && first->system == second->system;
}

std::string Directory::phone(const OrgId& id, base::Date day) const {
  for (const Phone& phone : content_.phones) {
    if (phone.organisation == id && phone.valid.holds(day)) return phone.number;
  }
  return "";
}

std::vector<const Organisation*> Directory::hotlines(base::Date day) const {
  auto found = organisations(day);
  std::erase_if(found, [](const Organisation* o) { return !o->type.starts_with(kHotlinePrefix); });
  std::sort(found.begin(), found.end(), [&](const Organisation* a, const Organisation* b) {
    const int left = hotline_rank(*a);
    const int right = hotline_rank(*b);
    return left != right ? left < right : by_name(*a, *b);
  });
  return found;
}

std::vector<const Succession*> Directory::predecessors(const OrgId& id) const {
  std::vector<const Succession*> found;
  for (const Succession& link : content_.successions) {
    if (link.successor == id) found.push_back(&link);
  }
  return found;
}

std::vector<const Succession*> Directory::successors(const OrgId& id) const {
  std::vector<const Succession*> found;
  for (const Succession& link : content_.successions) {
    if (link.predecessor == id) found.push_back(&link);
  }
  return found;
}

const Unit* Directory::unit(const UnitId& id) const {
  const auto found = units_.find(id);
  return found == units_.end() ? nullptr : found->second;
}

std::vector<const Unit*> Directory::units_of(const OrgId& organisation, base::Date day) const {
  std::vector<const Unit*> valid;
  const auto found = units_of_.find(organisation);
  if (found == units_of_.end()) return valid;
  for (const Unit* unit : found->second) {
    if (unit->valid.holds(day)) valid.push_back(unit);
  }
  std::sort(valid.begin(), valid.end(), [](const Unit* a, const Unit* b) {
    const bool left = a->kind == "focal_point";
    const bool right = b->kind == "focal_point";
    if (left != right) return left;
    return a->name != b->name ? base::vietnamese_less(a->name, b->name) : a->id < b->id;
  });
  return valid;
}

const Service* Directory::service(const ServiceId& id) const {
  const auto found = services_.find(id);
  return found == services_.end() ? nullptr : found->second;
}

std::vector<const Service*> Directory::services_of(const UnitId& unit, base::Date day) const {
  std::vector<const Service*> valid;
  const auto found = services_of_.find(unit);
  if (found == services_of_.end()) return valid;
  for (const Service* service : found->second) {
    if (service->valid.holds(day)) valid.push_back(service);
  }
  std::sort(valid.begin(), valid.end(), [](const Service* a, const Service* b) {
    return a->service != b->service ? a->service < b->service : a->id < b->id;
  });
  return valid;
}

std::optional<Place> Directory::place_of(const Unit& unit, base::Date day) const {
  if (unit.place) return unit.place;
  const Organisation* body = organisation(unit.organisation, day);
  return body == nullptr ? std::nullopt : body->place;
}

const Group* Directory::working_group(base::Date day) const {
  const Group* best = nullptr;
  base::Date best_start = kBeginning;
  for (const Member& member : content_.members) {
    if (!member.valid.holds(day)) continue;
    for (const Group& group : content_.groups) {
      if (group.id != member.group || group.kind != "working_group" || group.place) continue;
      if (best == nullptr || member.valid.from > best_start) {
        best = &group;
        best_start = member.valid.from;
      }
    }
  }
  return best;
}

std::vector<const Member*> Directory::working_group_members(base::Date day) const {
  const Group* group = working_group(day);
  if (group == nullptr) return {};
  return members_of(group->id, day);
}

std::vector<const Group*> Directory::groups() const {
  std::vector<const Group*> all;
  for (const Group& group : content_.groups) all.push_back(&group);
  std::sort(all.begin(), all.end(), [](const Group* a, const Group* b) {
    return a->name != b->name ? base::vietnamese_less(a->name, b->name) : a->id < b->id;
  });
  return all;
}

std::vector<const Member*> Directory::members_of(const GroupId& group, base::Date day) const {
  std::vector<const Member*> members;
  for (const Member& member : content_.members) {
    if (member.group == group && member.valid.holds(day)) members.push_back(&member);
  }
  std::sort(members.begin(), members.end(), [&](const Member* a, const Member* b) {
    const int left = role_rank(*a);
    const int right = role_rank(*b);
    if (left != right) return left < right;
    return base::vietnamese_less(name(a->organisation, day), name(b->organisation, day));
  });
  return members;
}

bool Directory::is_working_group_member(const OrgId& id, base::Date day) const {
  const Group* group = working_group(day);
  return group != nullptr &&
         std::any_of(content_.members.begin(), content_.members.end(), [&](const Member& member) {
           return member.group == group->id && member.organisation == id && member.valid.holds(day);
         });
}

}  // namespace hd::directory
