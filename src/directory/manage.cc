#include "directory/manage.h"

#include <algorithm>

namespace hd::directory {
namespace {

using Complaints = std::vector<base::FieldError>;

template <class T>
void take(T& field, const std::optional<T>& wanted) {
  if (wanted) field = *wanted;
}

/// A province code into a place of the geography of `day`; "" empties.
void take_place(const Directory& directory, std::optional<Place>& place,
                const std::optional<std::string>& wanted, base::Date day, Complaints& complaints) {
  if (!wanted) return;
  if (wanted->empty()) {
    place.reset();
    return;
  }
  const Place asked{geography_on(day), *wanted};
  if (directory.territory(asked, day) == nullptr) {
    complaints.push_back({"province", "unknown_value"});
    return;
  }
  place = asked;
}

void require_code(const Directory& directory, std::string_view list, const std::string& code,
                  base::Date day, std::string field, Complaints& complaints) {
  if (directory.code(list, code, day) == nullptr) {
    complaints.push_back({std::move(field), code.empty() ? "required" : "unknown_value"});
  }
}

void check_period(const Validity& valid, Complaints& complaints) {
  if (valid.to && *valid.to < valid.from) complaints.push_back({"valid_to", "out_of_range"});
}

/// True when `id` is `body` or stands above it on that day.
bool above(const Directory& directory, const OrgId& body, const OrgId& id, base::Date day) {
  std::optional<OrgId> next = id;
  for (int steps = 0; next && steps < 20; ++steps) {
    if (*next == body) return true;
    const Organisation* parent = directory.nearest(*next, day);
    next = parent == nullptr ? std::nullopt : parent->parent;
  }
  return false;
}

void check_relatives(const Directory& directory, const Organisation& body, Complaints& complaints) {
  const base::Date day = body.valid.from;
  if (body.parent && (directory.organisation(*body.parent, day) == nullptr ||
                      above(directory, body.id, *body.parent, day))) {
    complaints.push_back({"parent_id", "unknown_value"});
  }
  if (body.system && *body.system != body.id &&
      directory.organisation(*body.system, day) == nullptr) {
    complaints.push_back({"system_id", "unknown_value"});
  }
}

template <class T>
base::Result<T> finished(T value, Complaints complaints) {
  if (!complaints.empty()) return base::invalid(std::move(complaints));
  return value;
}

}  // namespace

base::Result<Organisation> filled(const Directory& directory, Organisation body,
                                  const OrganisationForm& form) {
  Complaints complaints;
  const auto day = body.valid.from;
  take(body.name, form.name);
  take(body.name_en, form.name_en);
  take(body.short_name, form.short_name);
  take(body.type, form.type);
  take(body.level, form.level);
  take(body.address, form.address);
  take(body.email, form.email);
  take(body.hours, form.hours);
  take(body.mandate, form.mandate);
  take(body.valid.to, form.valid_to);
  if (form.parent) {
    const Organisation* parent = *form.parent ? directory.nearest(**form.parent, day) : nullptr;
    const Organisation* before = body.parent ? directory.nearest(*body.parent, day) : nullptr;
    const bool inherited = !body.system || (before != nullptr && before->system == body.system);
    body.parent = *form.parent;
    if (inherited) body.system = parent == nullptr ? body.id : parent->system;
  }
  take(body.system, form.system);
  if (!body.system) body.system = body.id;
  take_place(directory, body.place, form.province, day, complaints);
  if (body.name.empty()) complaints.push_back({"name", "required"});
  require_code(directory, "organisation_type", body.type, day, "type", complaints);
  require_code(directory, "organisation_level", body.level, day, "level", complaints);
  check_relatives(directory, body, complaints);
  for (const OrgId& predecessor : form.predecessors) {
    if (directory.nearest(predecessor, day) == nullptr || predecessor == body.id) {
      complaints.push_back({"predecessor_ids", "unknown_value"});
    }
  }
  check_period(body.valid, complaints);
  return finished(std::move(body), std::move(complaints));
}

base::Result<Unit> filled(const Directory& directory, Unit unit, const UnitForm& form) {
  Complaints complaints;
  take(unit.valid.from, form.valid_from);
  take(unit.valid.to, form.valid_to);
  take(unit.name, form.name);
  take(unit.level, form.level);
  take(unit.address, form.address);
  take(unit.phone, form.phone);
  take(unit.hours, form.hours);
  take_place(directory, unit.place, form.province, unit.valid.from, complaints);
  if (unit.name.empty()) complaints.push_back({"name", "required"});
  if (!unit.level.empty()) {
    require_code(directory, "organisation_level", unit.level, unit.valid.from, "level", complaints);
  }
  check_period(unit.valid, complaints);
  return finished(std::move(unit), std::move(complaints));
}

base::Result<Service> filled(const Directory& directory, Service service, const ServiceForm& form) {
  Complaints complaints;
  take(service.valid.from, form.valid_from);
  take(service.valid.to, form.valid_to);
  const auto day = service.valid.from;
  take(service.service, form.service);
  take(service.sexes, form.sexes);
  take(service.languages, form.languages);
  take(service.min_age, form.min_age);
  take(service.max_age, form.max_age);
  take(service.capacity, form.capacity);
  take(service.available, form.available);
  take(service.foreigners, form.foreigners);
  take(service.hours, form.hours);
  take(service.last_verified, form.last_verified);
  if (form.provinces) {
    service.places.clear();
    for (const std::string& code : *form.provinces) {
      std::optional<Place> place;
      take_place(directory, place, code, day, complaints);
      if (place) service.places.push_back(*place);
    }
    service.scope = service.places.empty() ? Scope::national : Scope::listed;
  }
  require_code(directory, "service_type", service.service, day, "service", complaints);
  for (const auto& sex : service.sexes) {
    require_code(directory, "sex", sex, day, "sexes", complaints);
  }
  for (const auto& language : service.languages) {
    require_code(directory, "language", language, day, "languages", complaints);
  }
  if (service.min_age && service.max_age && *service.max_age < *service.min_age) {
    complaints.push_back({"max_age", "out_of_range"});
  }
  check_period(service.valid, complaints);
  return finished(std::move(service), std::move(complaints));
}

base::Result<Group> filled(const Directory& directory, Group group, const GroupForm& form,
                           base::Date today) {
  Complaints complaints;
  group.kind = form.kind;
  group.name = form.name;
  group.name_en = form.name_en;
  take_place(directory, group.place, form.province, today, complaints);
  if (group.kind != "working_group" && group.kind != "regulation") {
    complaints.push_back({"kind", "unknown_value"});
  }
  return finished(std::move(group), std::move(complaints));
}

base::Result<Member> filled(const Directory& directory, Member member, const MemberForm& form) {
  Complaints complaints;
  const base::Date day = form.valid.from;
  member.organisation = *form.organisation;
  member.unit = form.unit;
  member.role = form.role;
  member.basis = form.basis;
  member.valid = form.valid;
  if (directory.organisation(member.organisation, day) == nullptr) {
    complaints.push_back({"organisation_id", "unknown_value"});
  }
  const Unit* unit = member.unit ? directory.unit(*member.unit) : nullptr;
  if (member.unit && (unit == nullptr || unit->organisation != member.organisation)) {
    complaints.push_back({"unit_id", "unknown_value"});
  }
  require_code(directory, "organisation_role", member.role, day, "role", complaints);
  check_period(member.valid, complaints);
  for (const Member& other : directory.content().members) {
    if (other.group == member.group && other.organisation == member.organisation &&
        other.unit == member.unit && other.valid.overlaps(member.valid)) {
      complaints.push_back({"organisation_id", "overlap"});
      break;
    }
  }
  return finished(std::move(member), std::move(complaints));
}

base::Result<PeriodChange> change_of(const Directory& directory, const OrgId& id, base::Date today,
                                     const OrganisationForm& form) {
  const Organisation* present = directory.nearest(id, form.valid_from.value_or(today));
  if (present == nullptr) return base::not_found();
  const auto from = form.valid_from.value_or(present->valid.from);
  if (from < present->valid.from) return base::invalid({{"valid_from", "out_of_range"}});
  Organisation base_of_change = *present;
  base_of_change.valid.from = from;
  if (present->valid.to && *present->valid.to < from) base_of_change.valid.to.reset();  // revived
  auto next = filled(directory, std::move(base_of_change), form);
  if (!next) return next.error();
  for (const Organisation& other : directory.content().organisations) {
    if (other.id == id && other.valid.from > from && other.valid.overlaps(next->valid)) {
      return base::invalid({{"valid_to", "overlap"}});
    }
  }
  if (from == present->valid.from) return PeriodChange{.corrected = std::move(*next)};
  PeriodChange change{.added = std::move(*next)};
  if (present->valid.holds(from)) {
    change.shortened = *present;
    change.shortened->valid.to = base::plus_days(from, -1);
  }
  return change;
}

base::Result<CodeChange> change_of(const Directory& directory, const CodeForm& form) {
  const auto known = directory.codes(form.list, form.valid_from);
  if (known.empty() || form.list.starts_with("age_band")) {
    return base::invalid({{"list", "unknown_value"}});  // bands need ages, see age_band
  }
  CodeChange change{.ended = {},
                    .added = {.list = form.list,
                              .code = form.code,
                              .parent = "",
                              .label_vi = form.label_vi,
                              .label_en = form.label_en,
                              .sort = form.sort.value_or(known.back()->sort + 10),
                              .report_group = form.report_group.value_or(""),
                              .valid = {form.valid_from, form.valid_to},
                              .basis = form.source,
                              .trust = "confirmed"}};
  Complaints complaints;
  check_period(change.added.valid, complaints);
  for (const CodeItem& item : directory.content().codes) {
    if (item.list != form.list || item.code != form.code) continue;
    if (item.valid.from >= form.valid_from) {
      complaints.push_back({"valid_from", "out_of_range"});
    } else if (item.valid.holds(form.valid_from)) {
      change.ended = item;
      change.ended->valid.to = base::plus_days(form.valid_from, -1);
      change.added.parent = item.parent;
      if (!form.sort) change.added.sort = item.sort;
      if (!form.report_group) change.added.report_group = item.report_group;
    }
  }
  return finished(std::move(change), std::move(complaints));
}

}  // namespace hd::directory
