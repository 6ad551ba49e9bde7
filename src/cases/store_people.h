#pragma once
// Persons, needs, conferences and the timeline in the database. Nothing here decides anything.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cases/store.h"

namespace hd::cases::store {

void insert(const Place& place, const Person& person);
/// False when the stored version is not `version - 1`.
bool update(const Place& place, const Person& person);
std::optional<Person> find_person(const Place& place, const PersonId& id);
/// The case of a person, without opening anything of her.
std::optional<CaseId> case_of(platform::Transaction& tx, const PersonId& id);
/// By position.
std::vector<Person> persons(const Place& place, const CaseId& id);
/// All persons of all cases with identity and facts, oldest first. Persons whose keys were
/// destroyed are left out.
void scan_persons(const Place& place, const std::function<void(const Person&)>& each);

void insert(const Place& place, const Need& need);
bool update(const Place& place, const Need& need);
std::optional<Need> find_need(const Place& place, const NeedId& id);
/// Oldest first, at most `limit`.
std::vector<Need> needs(const Place& place, const CaseId& id, std::size_t limit);

void insert(const Place& place, const Conference& conference);
/// Latest first, at most `limit`.
std::vector<Conference> conferences(const Place& place, const CaseId& id, std::size_t limit);

/// Gives the entry its id and number.
void add(const Place& place, const CaseId& id, TimelineEntry entry);
struct TimelineQuery {
  Sight sight;
  std::string kind = {};    ///< "" for all
  std::int64_t before = 0;  ///< cursor: numbers below this; 0 from the newest
  std::int64_t limit = 50;
};
/// Newest first; only what `sight` sees is read and opened.
std::vector<TimelineEntry> timeline(const Place& place, const CaseId& id,
                                    const TimelineQuery& query);

}  // namespace hd::cases::store
