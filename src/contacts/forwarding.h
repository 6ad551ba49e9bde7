#pragma once
// A denunciation goes on to a body that may look into it. Pure.
//
// Source: T7 (Decree 162/2025), R-070, R-098, R-136.

#include <string>
#include <vector>

#include "contacts/contact.h"
#include "directory/directory.h"

namespace hd::contacts {

/// One act of passing it on.
struct Forwarding {
  std::string id;
  directory::OrgId organisation;
  std::string channel;  ///< code of list coordination_form
  base::Timestamp at;   ///< when the body was told
  base::Timestamp recorded_at;
  access::UserId recorded_by;
  std::string told;  ///< what it was told (mark P4)
  bool operator==(const Forwarding&) const = default;
};

/// Does the conversation report a crime, a victim or a related situation?
bool is_denunciation(const Contact& contact);

/// Police, border guard, coast guard, investigation bodies and the procuracy may be told.
bool is_competent(const directory::Directory& directory, const directory::Organisation& body,
                  base::Date day);

/// All of them on a day: those of the place of the conversation first, then the central ones, then
/// the others; by name.
std::vector<const directory::Organisation*> competent_bodies(const directory::Directory& directory,
                                                             const Contact& contact,
                                                             base::Date day);

/// Complaints about an act before it is kept: organisation_id "unknown_value" | "not_competent",
/// channel "unknown_value", at "in_future" | "before_start".
std::vector<base::FieldError> check(const Forwarding& forwarding, const Contact& contact,
                                    const directory::Directory& directory, base::Timestamp now);

}  // namespace hd::contacts
