#pragma once
// A file somebody attached to a record: how it comes in, what is allowed, who may see which kind.
//
// Pure: no clock, no database, no JSON. Source: security 3.8.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/ids.h"
#include "base/enum_names.h"
#include "base/result.h"
#include "base/time.h"
#include "directory/ids.h"
#include "files/ids.h"
#include "files/type.h"

namespace hd::files {

enum class State {
  arriving,          ///< parts are still missing
  checking,          ///< complete; the examination has not ended
  waiting_for_scan,  ///< examined, but the antivirus did not answer: nobody can download it
  ready,
  refused,    ///< the bytes are gone, the reason stays
  withdrawn,  ///< taken out of use by who uploaded it
};
inline constexpr auto kStateNames = std::to_array<base::EnumName<State>>({
    {State::arriving, "arriving"},
    {State::checking, "checking"},
    {State::waiting_for_scan, "waiting_for_scan"},
    {State::ready, "ready"},
    {State::refused, "refused"},
    {State::withdrawn, "withdrawn"},
});
static_assert(base::names_every(kStateNames, State::withdrawn));

enum class Scan { not_done, clean, not_configured, infected };
inline constexpr auto kScanNames = std::to_array<base::EnumName<Scan>>({
    {Scan::not_done, "not_done"},
    {Scan::clean, "clean"},
    {Scan::not_configured, "not_configured"},
    {Scan::infected, "infected"},
});
static_assert(base::names_every(kScanNames, Scan::infected));

/// The bytes as they came, or the picture made anew from them.
enum class CopyKind { safe, original };
inline constexpr auto kCopyKindNames = std::to_array<base::EnumName<CopyKind>>({
    {CopyKind::safe, "safe"},
    {CopyKind::original, "original"},
});
static_assert(base::names_every(kCopyKindNames, CopyKind::original));

/// The record a file belongs to; the module knows nothing else about it.
struct Subject {
  std::string kind;  ///< "contact", "case", "person", "referral"
  std::string id;
  bool operator==(const Subject&) const = default;
};

struct File {
  FileId id;
  Subject subject;
  directory::OrgId org;   ///< owns the record
  std::string key_group;  ///< whose data key: erasing the record erases its files
  access::UserId uploader;
  std::uint8_t mark;  ///< bit of access::Mark that a reader needs
  State state = State::arriving;
  std::optional<Refusal> refusal = {};
  Scan scan = Scan::not_done;
  std::int64_t size_bytes;
  std::int64_t parts_received = 0;
  base::Timestamp created_at;
  std::int64_t version = 1;
  // Sealed:
  std::string name = {};
  std::string kind = {};  ///< code of list file_kind
  std::string sha256 = {};
  std::optional<Type> type = {};
  std::optional<Type> safe_type = {};  ///< absent: there is no safe copy
};

/// Characters of why an original is opened.
inline constexpr std::size_t kReasonMax = 500;
/// Bytes of every part but the last. Small enough for a slow line to bring one in its time.
inline constexpr std::int64_t kPartBytes = std::int64_t{512} << 10;

std::int64_t parts_of(std::int64_t size_bytes);
/// Bytes of part `number` (1, 2, …, parts_of()).
std::int64_t part_size(std::int64_t size_bytes, std::int64_t number);

/// The mark a reader of this kind needs: pictures and papers that show who somebody is are
/// identity, what was told or examined is narrative; so is a kind nobody has sorted.
std::uint8_t mark_of(std::string_view kind);

/// A name as it may be stored and shown: nothing before the last slash, no control characters, no
/// invisible direction marks, no dots at the ends. nullopt when nothing is left.
std::optional<std::string> clean_name(std::string_view name);

/// The part behind the last dot, in small letters; "" when there is none.
std::string extension_of(std::string_view name);

/// The name of a download: the safe copy of "a.webp" may be "a.jpg".
std::string download_name(const File& file, CopyKind copy);

/// What the uploader (`own`) or another reader may do next.
std::vector<std::string> next_actions(const File& file, bool may_write, bool own);

}  // namespace hd::files
