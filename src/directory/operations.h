#pragma once
// What other modules ask the directory, and the first content.
//
// All look-ups answer from one immutable value in memory; the database is asked only whether it is
// still the present one.

#include <string>
#include <string_view>
#include <vector>

#include "access/actor.h"
#include "base/result.h"
#include "directory/directory.h"
#include "directory/search.h"
#include "platform/db.h"

namespace hd::directory {

/// The directory as this transaction sees it. The reference is good for the rest of the transaction
/// (old values are kept for ten minutes after their last use): do not store it.
const Directory& current(platform::Transaction& tx);

// Shorthands over current(tx); each returns copies that may be kept.

/// nullopt when the body does not exist on that day.
std::optional<Organisation> organisation(platform::Transaction& tx, const OrgId& id,
                                         base::Date day);
/// True when work may be delegated from one to the other. Source.
bool belongs_to_same_system(platform::Transaction& tx, const OrgId& left, const OrgId& right,
                            base::Date day);
/// Units of a body on that day, focal point first.
std::vector<Unit> units_of(platform::Transaction& tx, const OrgId& organisation, base::Date day);
/// Members of the national working group on that day, the lead first. Source.
std::vector<Member> working_group_members(platform::Transaction& tx, base::Date day);
/// Hotlines on that day. Source: R-125.
std::vector<Organisation> hotlines(platform::Transaction& tx, base::Date day);

/// At most this many suggestions are made for a need.
inline constexpr std::size_t kMaxSuggestions = 20;

/// who_serves() for a person at work, recorded as "service.search" without the words of the query.
/// The pointers in the result are as good as current(tx). Source.
std::vector<Suggestion> search_services(platform::Transaction& tx, base::Timestamp now,
                                        const access::Actor& actor, const ServiceQuery& query);

namespace code_list {

/// Errors: invalid "request.invalid" with {`field`, "unknown_value"} when the list has no such code
///         on that day.
base::Result<base::Done> require(platform::Transaction& tx, std::string_view list,
                                 std::string_view code, base::Date day, std::string_view field);

/// For forms that collect all complaints: adds {field, "unknown_value"} when `code` is neither
/// empty nor a code of the list on that day.
void check(const Directory& directory, std::string_view list, std::string_view code, base::Date day,
           std::string_view field, std::vector<base::FieldError>& complaints);

}  // namespace code_list

/// Adds what the files in data/ hold and the database lacks, by key; never changes a row that is
/// there. Safe to run at every start and on several nodes. Returns the number of rows added.
/// Errors: throws std::logic_error when an embedded file is missing or malformed.
std::size_t load_first_content(platform::Transaction& tx);

/// The invented bodies and services of data/demo/, for `haidang demo`. After load_first_content.
std::size_t load_demo_content(platform::Transaction& tx);

}  // namespace hd::directory
