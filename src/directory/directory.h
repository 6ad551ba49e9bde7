#pragma once
// Everything the directory knows, in one immutable value: look-ups take a day and answer from
// memory. directory::current(tx) in operations.h hands it out.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "directory/model.h"

namespace hd::directory {

/// The rows as stored, in any order.
struct Content {
  std::vector<CodeItem> codes;
  std::vector<AgeBand> age_bands;
  std::vector<Territory> territories;
  std::vector<Region> regions;
  std::vector<Organisation> organisations;
  std::vector<Succession> successions;
  std::vector<Phone> phones;
  std::vector<Unit> units;
  std::vector<Service> services;
  std::vector<Group> groups;
  std::vector<Member> members;
};

/// The geography in use on a day: p34 from 1/7/2025. Source: Resolution 202/2025/QH15.
Geography geography_on(base::Date day);
/// A day on which that geography was in use: the last of p63, the first of p34.
base::Date boundary_of(Geography geography);

class Directory {
 public:
  explicit Directory(Content content);
  const Content& content() const { return content_; }

  // ---- lists -----------------------------------------------------------------------------------
  /// nullptr when the list has no such code on that day.
  const CodeItem* code(std::string_view list, std::string_view code, base::Date day) const;
  /// Names of all lists, in order.
  std::vector<std::string> list_names() const;
  /// The valid codes of a list in its order.
  std::vector<const CodeItem*> codes(std::string_view list, base::Date day) const;
  /// The label on that day, or of any day when the code has ended, or the code itself. `language`
  /// is "vi" or "en". For printing old records: never empty.
  std::string label(std::string_view list, std::string_view code, base::Date day,
                    std::string_view language) const;
  /// Bands of a set in order; empty for an unknown set. The bands are lists of codes as well:
  /// "age_band" for the set un_wide, "age_band_<set>" for every other.
  std::vector<const AgeBand*> age_bands(std::string_view set) const;
  /// The band of a computable set an age falls into; nullptr when the set is not computable.
  const AgeBand* age_band(std::string_view set, std::int64_t age) const;

  // ---- places ----------------------------------------------------------------------------------
  /// nullptr when there is no such province on that day.
  const Territory* territory(const Place& place, base::Date day) const;
  std::vector<const Territory*> territories(Geography geography, base::Date day) const;
  /// The province of today's geography that a place of either geography belongs to; nullopt for an
  /// unknown code. Source: Resolution 202/2025/QH15; R-114.
  std::optional<std::string> successor(const Place& place) const;
  /// Do the two mean the same ground, or does one lie in the other? A re-used code alone says
  /// nothing.
  bool same_place(const Place& left, const Place& right) const;
  /// The region of a province in a scheme; nullptr when the scheme does not know it.
  const Region* region(std::string_view scheme, std::string_view province) const;

  // ---- bodies ----------------------------------------------------------------------------------
  /// The body as it was on that day; nullptr when it did not exist then.
  const Organisation* organisation(const OrgId& id, base::Date day) const;
  /// The body on that day or, when it did not exist, in its nearest period; nullptr when unknown.
  const Organisation* nearest(const OrgId& id, base::Date day) const;
  std::vector<const Organisation*> organisations(base::Date day) const;
  /// base::fold of all names of that period, for search. The body must be one of this directory.
  const std::string& folded_names(const Organisation& body) const;
  /// Less-than in Vietnamese order of the names, then by id; without comparing texts.
  bool by_name(const Organisation& left, const Organisation& right) const;
  /// Name for lists and papers; "" when unknown.
  std::string name(const OrgId& id, base::Date day) const;
  /// True when both belong to the same ministry or mass organisation on that day, so that work may
  /// be delegated from one to the other. False when one of them does not exist then. Source: R-012.
  bool same_system(const OrgId& left, const OrgId& right, base::Date day) const;
  /// The public number on that day; "" when none is known. Source: R-003.
  std::string phone(const OrgId& id, base::Date day) const;
  /// Hotlines on that day, national ones first. Source: R-125.
  std::vector<const Organisation*> hotlines(base::Date day) const;
  std::vector<const Succession*> predecessors(const OrgId& id) const;
  std::vector<const Succession*> successors(const OrgId& id) const;

  /// nullptr when there never was such a unit.
  const Unit* unit(const UnitId& id) const;
  /// The units of a body on that day, focal point first.
  std::vector<const Unit*> units_of(const OrgId& organisation, base::Date day) const;
  const Service* service(const ServiceId& id) const;
  std::vector<const Service*> services_of(const UnitId& unit, base::Date day) const;
  /// The province in which the unit works on that day: its own, else that of its body.
  std::optional<Place> place_of(const Unit& unit, base::Date day) const;

  // ---- working group ---------------------------------------------------------------------------
  /// The national working group with members on that day; nullptr when there was none. R-004,
  ///
  const Group* working_group(base::Date day) const;
  /// Its members on that day, the lead first.
  std::vector<const Member*> working_group_members(base::Date day) const;
  /// Every group and regulation in order of its name. Source.
  std::vector<const Group*> groups() const;
  /// Members of a group on that day, the lead first.
  std::vector<const Member*> members_of(const GroupId& group, base::Date day) const;
  bool is_working_group_member(const OrgId& id, base::Date day) const;

 private:
  Content content_;
  std::map<std::string, std::vector<const CodeItem*>, std::less<>> lists_;
  std::map<OrgId, std::vector<const Organisation*>> bodies_;  ///< periods in order
  std::vector<std::string> folded_names_;                     ///< as content_.organisations
  std::vector<std::size_t> name_ranks_;                       ///< as content_.organisations
  std::map<UnitId, const Unit*> units_;
  std::map<OrgId, std::vector<const Unit*>> units_of_;
  std::map<ServiceId, const Service*> services_;
  std::map<UnitId, std::vector<const Service*>> services_of_;
};

}  // namespace hd::directory
