#pragma once
// What statistics read of cases. Asks for no right: whoever counts does; the page behind a figure
// opens for those who may. The system opens the envelopes; what leaves is in counted.h.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cases/counted.h"
#include "cases/operations.h"

namespace hd::cases {

/// At most so many cases are in memory at a time.
inline constexpr std::int64_t kCountedPage = 500;

/// Cases opened in [from, until). Not those closed as duplicates: they are counted where they were
/// entered first.
std::int64_t count_opened(platform::Transaction& tx, base::Timestamp from, base::Timestamp until);

enum class Depth { heads, people };
/// The same, in pages; with victims and needs when asked for.
void scan_opened(platform::Transaction& tx, vault::Vault& vault, base::Timestamp from,
                 base::Timestamp until, Depth depth,
                 const std::function<void(const std::vector<CountedCase>&)>& each_page);

/// Needs entered in [from, until), of cases opened whenever that was.
std::int64_t count_needs(platform::Transaction& tx, base::Timestamp from, base::Timestamp until);
void scan_needs(platform::Transaction& tx, vault::Vault& vault, base::Timestamp from,
                base::Timestamp until, const std::function<void(const NeedOfCase&)>& each);

/// Whose need it is; nullopt: no such need. Opens nothing.
std::optional<CaseId> case_of(platform::Transaction& tx, const NeedId& id);

/// The number of a case that the actor may open; nullopt: not there, or not to be opened. Opens no
/// envelope, not audited.
std::optional<std::string> number_if_open(platform::Transaction& tx, vault::Vault& vault,
                                          const Who& who, const CaseId& id);
/// The same for a person: the number of her case and which person of it she is, "CA-2026-00045/2".
std::optional<std::string> number_if_open(platform::Transaction& tx, vault::Vault& vault,
                                          const Who& who, const PersonId& id);

}  // namespace hd::cases
