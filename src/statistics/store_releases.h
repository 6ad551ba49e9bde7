#pragma once
// Publication in the database: thresholds, releases with the registry, files of persons.

#include <optional>
#include <string>
#include <vector>

#include "platform/db.h"
#include "statistics/release.h"
#include "vault/vault.h"

namespace hd::statistics::store {

// ---- thresholds
// ----------------------------------------------------------------------------------
/// Newest first.
std::vector<DisclosureRule> disclosure_rules(platform::Transaction& tx);
std::optional<DisclosureRule> find_rule(platform::Transaction& tx, const DisclosureRuleId& id);
/// False when there is one from that day on.
bool insert(platform::Transaction& tx, const DisclosureRule& rule, base::Timestamp now,
            const std::optional<access::UserId>& by);

// ---- releases
// ------------------------------------------------------------------------------------
struct ReleaseTexts {
  std::string form, cells;
};
void insert(platform::Transaction& tx, vault::Vault& vault, const Release& release,
            const ReleaseTexts& texts);
std::optional<Release> find_release(platform::Transaction& tx, vault::Vault& vault,
                                    const vault::Opening& opening, const ReleaseId& id);
/// Newest first, at most `limit`.
std::vector<Release> releases(platform::Transaction& tx, vault::Vault& vault,
                              const vault::Opening& opening, std::size_t limit);
/// Those that were ever printed. What was withdrawn is still known.
std::int64_t registry_size(platform::Transaction& tx);
/// Is there one of this version that was printed?
bool is_released(platform::Transaction& tx, const VersionId& version);
std::string form(platform::Transaction& tx, vault::Vault& vault, const vault::Opening& opening,
                 const Release& release);
/// Cells of everything that was ever printed over some of these days.
Registry registry(platform::Transaction& tx, vault::Vault& vault, const vault::Opening& opening,
                  const Days& days);
/// State, who and when, paper, reason. False when the stored version is not `version - 1`.
bool update(platform::Transaction& tx, vault::Vault& vault, const Release& release);

// ---- files of persons
// ----------------------------------------------------------------------------
void insert(platform::Transaction& tx, vault::Vault& vault, const PersonFileRecord& file,
            const std::string& csv);
std::optional<PersonFileRecord> find_person_file(platform::Transaction& tx, const PersonFileId& id);
/// Newest first, at most `limit`.
std::vector<PersonFileRecord> person_files(platform::Transaction& tx, std::size_t limit);
std::string person_csv(platform::Transaction& tx, vault::Vault& vault,
                       const vault::Opening& opening, const PersonFileRecord& file);

}  // namespace hd::statistics::store
