#pragma once
// Search of persons in memory, and the blind duplicate check. Source: spec security 1.3 (1), 3.3.

#include <cstdint>
#include <optional>
#include <shared_mutex>
#include <string>
#include <vector>

#include "cases/operations.h"
#include "cases/search.h"

namespace hd::cases {

/// A hit, and the case as the asker may open it.
struct PersonHit {
  NameHit hit;
  std::string case_number;
  std::int64_t position;
};

/// A question to the lead of a case, and the record it is about.
struct DuplicateQuestion {
  std::string id;
  std::string basis;  ///< id_number, phone, name_and_birth_year
  CaseId case_file;   ///< the case that is asked
  std::string case_number;
  std::int64_t position;  ///< which person of it
  directory::OrgId asker_org;
  base::Timestamp asked_at;
  std::string answer;  ///< "" while it waits
  std::optional<base::Timestamp> answered_at;
};

class PersonSearch {
 public:
  /// The vault outlives the object.
  explicit PersonSearch(vault::Vault& vault) : vault_(vault) {}

  /// Reads all names into memory, a few seconds for a million; until then search() says no.
  void warm(platform::Database& database, base::Timestamp now);

  /// Persons of cases the actor may open, best first; what changed a moment ago, here or on
  /// another node, is in. Audited "person.search", without what was typed.
  /// Errors: unavailable "search.not_ready"; invalid {"query", "too_short"}.
  base::Result<std::vector<PersonHit>> search(platform::Transaction& tx, const Who& who,
                                              const NameQuery& query);

  /// Compares persons whose identity was written with those of other cases, each in a transaction
  /// of its own, apart from the request that wrote it: who entered the data cannot learn from
  /// answer or time whether there was a hit. A hit asks the lead of the other case by a duty.
  /// Returns how many persons were looked at.
  std::size_t check_duplicates(platform::Database& database, base::Timestamp now);

  /// Newest first, at most 200; audited "duplicate_check.list". Errors: not_found.
  base::Result<std::vector<DuplicateQuestion>> questions(platform::Transaction& tx, const Who& who,
                                                         const CaseId& asked);

  struct Answer {
    std::string answer;  ///< contact, share, refuse
    std::string note;
  };
  /// Ends the duty; contact and share open one for the lead of the asking case. Audited
  /// "duplicate_check.answer". Errors: not_found; conflict "duplicate_check.answered".
  base::Result<DuplicateQuestion> answer(platform::Transaction& tx, const Who& who,
                                         const std::string& id, const Answer& given);

 private:
  void catch_up(platform::Transaction& tx, base::Timestamp now);
  bool check_one(platform::Transaction& tx, base::Timestamp now, const PersonId& id);
  std::vector<NameHit> same_name(const Person& person);

  vault::Vault& vault_;
  std::shared_mutex mutex_;
  NameIndex index_;                                // guarded by mutex_
  std::optional<base::Timestamp> looked_at_ = {};  // guarded by mutex_; absent: not warm yet
  base::Timestamp checked_until_{};                // of the worker alone
};

}  // namespace hd::cases
