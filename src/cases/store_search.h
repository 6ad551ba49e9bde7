#pragma once
// What the search of persons and the blind duplicate check keep and ask of the database.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cases/store.h"

namespace hd::cases::store {

/// A person as the index knows her: who led her case when.
struct Changed {
  PersonId person;
  std::int64_t version;
};
/// Persons changed at or after `since`.
std::vector<Changed> persons_changed(platform::Transaction& tx, base::Timestamp since);

struct Led {
  CaseId id;
  directory::OrgId org;
};
/// Cases changed at or after `since`, with who leads them.
std::vector<Led> cases_changed(platform::Transaction& tx, base::Timestamp since);
void each_case(platform::Transaction& tx, const std::function<void(const Led&)>& each);
/// nullopt when there is none.
std::optional<directory::OrgId> lead_of(platform::Transaction& tx, const CaseId& id);

/// Cases the user leads or belongs to.
std::vector<CaseId> cases_of_user(platform::Transaction& tx, const access::UserId& user);

struct Unchecked {
  PersonId id;
  base::Timestamp updated_at;
};
/// Persons changed at or after `since` that were not compared in their present version, in the
/// order in which they came: whoever was there first is asked.
std::vector<Unchecked> unchecked_persons(platform::Transaction& tx, base::Timestamp since,
                                         std::int64_t limit);
/// True when the person was compared before, in whatever version.
bool was_checked(platform::Transaction& tx, const PersonId& person);
struct Numbers {
  std::optional<platform::Blob> id, phone;
};
void keep_numbers(platform::Transaction& tx, const PersonId& person, std::int64_t version,
                  const Numbers& numbers);
struct Twin {
  PersonId person;
  CaseId case_file;
};
/// Persons of other cases with this number.
std::vector<Twin> with_id_number(platform::Transaction& tx, const platform::Blob& index,
                                 const CaseId& not_in);
std::vector<Twin> with_phone(platform::Transaction& tx, const platform::Blob& index,
                             const CaseId& not_in);

struct DuplicateCheck {
  std::string id;
  std::string basis;
  bool answered = false;
  PersonId asker_person;
  CaseId asker_case;
  directory::OrgId asker_org;
  PersonId asked_person;
  CaseId asked_case;
  base::Timestamp asked_at;
  std::string answer = {};
  std::optional<base::Timestamp> answered_at = {};
};
/// False when these two were asked about before, in whichever direction.
bool insert(platform::Transaction& tx, const DuplicateCheck& check);
std::optional<DuplicateCheck> find_duplicate_check(platform::Transaction& tx,
                                                   const std::string& id);
/// Newest first, at most `limit`.
std::vector<DuplicateCheck> duplicate_checks_of(platform::Transaction& tx, const CaseId& asked,
                                                std::int64_t limit);
/// False when it was answered already.
bool answer(const Place& place, const DuplicateCheck& check, const access::UserId& by,
            const std::string& note);

}  // namespace hd::cases::store
