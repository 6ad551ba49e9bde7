#pragma once
// Changes of the directory by administrators: one intention, one audit entry each.

#include <cstdint>
#include <string>

#include "access/actor.h"
#include "access/decide.h"
#include "base/result.h"
#include "directory/manage.h"
#include "platform/db.h"

namespace hd::directory {

/// Who changes, and when.
struct Change {
  const access::Actor& actor;
  base::Timestamp now;
};

/// The decision about changes of the directory; denied for all but administrators.
access::Decision may_manage(const Change& change);

/// Last step of every change: gives the directory its new stamp and records who changed what.
void finish(platform::Transaction& tx, const Change& change, std::string action, std::string kind,
            std::string id);

/// Errors of all: not_found when the actor may not manage the directory or the thing is absent;
/// "stale" with the present version; those of filled() and change_of() in manage.h.

base::Result<OrgId> create_organisation(platform::Transaction& tx, const Change& change,
                                        const OrganisationForm& form);
base::Result<base::Done> save_organisation(platform::Transaction& tx, const Change& change,
                                           const OrgId& id, std::int64_t version,
                                           const OrganisationForm& form);
base::Result<UnitId> create_unit(platform::Transaction& tx, const Change& change,
                                 const OrgId& organisation, const UnitForm& form);
base::Result<base::Done> save_unit(platform::Transaction& tx, const Change& change,
                                   const UnitId& id, std::int64_t version, const UnitForm& form);
base::Result<ServiceId> create_service(platform::Transaction& tx, const Change& change,
                                       const UnitId& unit, const ServiceForm& form);
base::Result<base::Done> save_service(platform::Transaction& tx, const Change& change,
                                      const ServiceId& id, std::int64_t version,
                                      const ServiceForm& form);
/// A new code, or another label of a code from a day on.
base::Result<CodeItem> add_code(platform::Transaction& tx, const Change& change,
                                const CodeForm& form);

}  // namespace hd::directory
