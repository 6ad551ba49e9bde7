#pragma once
// The directory in the database. Reads take everything, as it is kept in memory; writes add rows or
// change them under a version. Only operations call it.

#include <cstdint>
#include <string>

#include "directory/directory.h"
#include "platform/db.h"

namespace hd::directory::store {

/// Every row of every table.
Content load(platform::Transaction& tx);

/// The stamp of what is stored now.
std::string stamp(platform::Transaction& tx);
/// Sets a new stamp: to be called after any change below.
void set_stamp(platform::Transaction& tx, const std::string& stamp);

/// Hash of the first content that was loaded last; "" before the first.
std::string first_content(platform::Transaction& tx);
void set_first_content(platform::Transaction& tx, const std::string& hash);

// Each adds the row unless one with its key is there; returns the number of rows added (0 or 1).
// A period is also left out when it overlaps one that is there.

std::int64_t add(platform::Transaction& tx, const CodeItem& item);
std::int64_t add(platform::Transaction& tx, const AgeBand& band);
std::int64_t add(platform::Transaction& tx, const Territory& territory);
std::int64_t add(platform::Transaction& tx, const Region& region);
std::int64_t add(platform::Transaction& tx, const Organisation& period, base::Timestamp now);
std::int64_t add(platform::Transaction& tx, const Succession& link);
std::int64_t add(platform::Transaction& tx, const Phone& phone);
std::int64_t add(platform::Transaction& tx, const Unit& unit);
std::int64_t add(platform::Transaction& tx, const Service& service);
std::int64_t add(platform::Transaction& tx, const Group& group);
std::int64_t add(platform::Transaction& tx, const Member& member);

/// Raises the version of the body. False when it is no longer `version`: nothing was written.
bool touch(platform::Transaction& tx, const OrgId& id, std::int64_t version, base::Timestamp now);
/// Saves every field of the period that begins on `period.valid.from`; it must exist.
void save(platform::Transaction& tx, const Organisation& period);
/// Saves the unit and raises its version from `unit.version`; false when that is stale.
bool save(platform::Transaction& tx, const Unit& unit);
/// The same for a service.
bool save(platform::Transaction& tx, const Service& service);
/// Ends a code on `last`; it must be valid on that day.
void end_code(platform::Transaction& tx, const CodeItem& item, base::Date last);
/// Ends a membership on `last`.
void end_member(platform::Transaction& tx, const MemberId& id, base::Date last);
/// Ends a number on `last`.
void end_phone(platform::Transaction& tx, const Phone& phone, base::Date last);
/// Corrects the number of the period that begins on `phone.valid.from`; "" for no number.
void save(platform::Transaction& tx, const Phone& phone);

}  // namespace hd::directory::store
