#pragma once
// Names in memory: who may be meant by what somebody typed. Nothing of it is ever written to a
// disk.
//
// Compared are keys without accents (base::fold), with y taken for i (Mỹ/Mĩ, Lý/Lí), by words in
// any order. Words that nearly everybody has (Thị, Văn, Ngọc) count little. Pure: the caller says
// which cases the asker may know; hits in others do not exist. Source: spec security 3.3.

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "cases/ids.h"
#include "cases/person.h"
#include "directory/ids.h"

namespace hd::cases {

/// A UUID in 16 bytes.
using PackedId = std::array<std::uint8_t, 16>;
PackedId packed(std::string_view uuid);
struct PackedHash {
  std::size_t operator()(const PackedId& id) const;
};

/// The words of a name as they are compared.
std::vector<std::string> name_words(std::string_view name);

/// At most one letter put in, left out or exchanged.
bool is_near(std::string_view left, std::string_view right);

/// How well a name fits, best first.
enum class Match {
  exact,     ///< letter by letter, accents included
  accents,   ///< the same words in the same order, without accents
  spelling,  ///< other order, or more words than asked for
  near,      ///< a letter differs in one of the words
};
inline constexpr auto kMatchNames = std::to_array<base::EnumName<Match>>({
    {Match::exact, "exact"},
    {Match::accents, "accents"},
    {Match::spelling, "spelling"},
    {Match::near, "near"},
});
static_assert(base::names_every(kMatchNames, Match::near));

/// The years in which a person may be born; nullopt when nothing is known.
struct Years {
  int from = 0, to = 0;
  bool operator==(const Years&) const = default;
};
std::optional<Years> birth_years(const Birth& birth);

/// What the asker may know: cases one by one, and all cases led by these organisations.
struct Visible {
  std::unordered_set<PackedId, PackedHash> cases = {};
  std::vector<directory::OrgId> orgs = {};
  bool everything = false;  ///< the system itself
};

struct NameQuery {
  std::string text;
  std::optional<int> birth_year = {};
  std::string sex = {};  ///< "" for any
  std::size_t limit = 50;
};

struct NameHit {
  PersonId person;
  CaseId case_file;
  Match match = Match::near;
  bool birth_year_known = false;
};

/// Not safe for several threads at once; the owner locks.
class NameIndex {
 public:
  /// Adds a person, or replaces what was known of her.
  void put(const Person& person, const directory::OrgId& lead_org);
  /// The case is led by another organisation now.
  void move(const CaseId& id, const directory::OrgId& lead_org);

  /// Best first. A person whose known birth years do not fit within a year, or whose known sex
  /// differs, is no hit.
  std::vector<NameHit> find(const NameQuery& query, const Visible& visible) const;

  /// The version that put() was given; 0 for unknown persons.
  std::int64_t version_of(const PersonId& id) const;
  std::size_t persons() const { return by_person_.size(); }

 private:
  struct Entry {
    PackedId person, case_file;
    std::uint32_t org;
    std::int32_t version;
    std::int16_t year_from = 0, year_to = 0;  ///< 0: unknown
    std::uint8_t sex = 0;
    bool dead = false;
  };
  struct Name {
    std::uint32_t entry;
    std::uint32_t first_word;
    std::uint32_t spelling;  ///< hash of the name letter by letter
    std::uint8_t words;
  };
  struct Wanted;
  struct Found;
  struct Candidate {
    std::uint32_t cost, entry;
    Match match;
  };

  std::uint32_t word_number(const std::string& word);
  static std::uint8_t sex_number(std::string_view sex);
  std::uint32_t org_number(const directory::OrgId& org);
  void add_name(std::uint32_t entry, std::string_view name);
  std::vector<std::uint8_t> near_words(const std::string& word) const;
  Wanted ask(const NameQuery& query) const;
  static bool is_seen(const Entry& entry, const std::vector<bool>& seen_orgs,
                      const Visible& visible);
  static bool fits(const Entry& entry, const NameQuery& query, std::uint8_t sex);
  std::vector<Candidate> candidates(const NameQuery& query, const Visible& visible) const;
  std::optional<Found> judge(const Wanted& wanted, std::uint32_t name) const;

  std::vector<Entry> entries_;
  std::vector<Name> names_;
  std::vector<std::uint32_t> words_of_names_;
  std::vector<std::string> words_;
  std::unordered_map<std::string, std::uint32_t> word_numbers_;
  std::vector<std::vector<std::uint32_t>> names_with_;  ///< by word
  std::unordered_map<PackedId, std::uint32_t, PackedHash> by_person_;
  std::unordered_multimap<PackedId, std::uint32_t, PackedHash> by_case_;
  std::vector<directory::OrgId> orgs_;
};

}  // namespace hd::cases
