#include "cases/search.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>

#include <unicode/unistr.h>

#include "base/text.h"

namespace hd::cases {
namespace {

constexpr std::size_t kWordsMax = 12;
constexpr std::size_t kNearFrom = 3;  ///< shorter words differ too easily
constexpr int kYearSlack = 1;
constexpr int kEstimateSlack = 2;

bool is_weak(std::string_view word) {
  return word == "thi" || word == "van" || word == "ngoc";
}

/// Small letters, marks kept: for "exactly as typed".
std::uint32_t spelling_of(std::string_view name) {
  std::string words;
  for (const auto& word : base::split(base::nfc(name), ' ')) {
    if (!word.empty()) words += (words.empty() ? "" : " ") + word;
  }
  auto text = icu::UnicodeString::fromUTF8(words);
  text.foldCase();
  return static_cast<std::uint32_t>(text.hashCode());
}

std::uint8_t hex_value(char c) {
  return static_cast<std::uint8_t>(c <= '9' ? c - '0' : c - 'a' + 10);
}

std::string unpacked(const PackedId& id) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (std::size_t i = 0; i < id.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
    text += kDigits[id.at(i) >> 4U];
    text += kDigits[id.at(i) & 0xFU];
  }
  return text;
}

}  // namespace

PackedId packed(std::string_view uuid) {
  PackedId id{};
  std::size_t digit = 0;
  for (const char c : uuid) {
    if (c == '-' || digit >= id.size() * 2) continue;
    auto& byte = id.at(digit / 2);
    byte = static_cast<std::uint8_t>(byte << 4U | hex_value(c));
    ++digit;
  }
  return id;
}

std::size_t PackedHash::operator()(const PackedId& id) const {
  std::size_t hash = 0;  // ids are random: any part of them will do
  std::memcpy(&hash, id.data() + sizeof hash, sizeof hash);
  return hash;
}

std::vector<std::string> name_words(std::string_view name) {
  std::string key = base::fold(name);
  std::ranges::replace(key, 'y', 'i');
  auto words = base::split(key, ' ');
  if (words.size() > kWordsMax) words.resize(kWordsMax);
  return words;
}

bool is_near(std::string_view left, std::string_view right) {
  if (left.size() > right.size()) std::swap(left, right);
  if (right.size() - left.size() > 1) return false;
  std::size_t same = 0;
  while (same < left.size() && left[same] == right[same]) ++same;
  const bool longer = right.size() > left.size();
  return left.substr(std::min(same + (longer ? 0 : 1), left.size())) ==
         right.substr(std::min(same + 1, right.size()));
}

std::optional<Years> birth_years(const Birth& birth) {
  if (birth.year) {
    const int slack = birth.estimated ? kEstimateSlack : 0;
    const int year = static_cast<int>(*birth.year);
    return Years{year - slack, year + slack};
  }
  if (!birth.age_on || !birth.age_from) return std::nullopt;
  const int year = static_cast<int>(birth.age_on->year());
  const auto oldest = birth.age_to.value_or(*birth.age_from + kEstimateSlack);
  return Years{year - static_cast<int>(oldest) - 1, year - static_cast<int>(*birth.age_from)};
}

/// The question, with every word looked up once.
struct NameIndex::Wanted {
  std::vector<std::vector<std::uint8_t>> strong =
      {};                                 ///< per word: 0 no, 1 near, 2 equal, by number
  std::vector<std::uint32_t> order = {};  ///< numbers of all words as asked
  std::vector<std::uint32_t> start = {};  ///< words of which every hit has one
  std::uint32_t spelling = 0;
};

struct NameIndex::Found {
  Match match;
  std::uint32_t cost;
};

std::uint32_t NameIndex::word_number(const std::string& word) {
  const auto next = static_cast<std::uint32_t>(words_.size());
  const auto [place, is_new] = word_numbers_.emplace(word, next);
  if (is_new) {
    words_.push_back(word);
    names_with_.emplace_back();
  }
  return place->second;
}

/// 0 for what is not known, or neither of the two.
std::uint8_t NameIndex::sex_number(std::string_view sex) {
  if (sex == "female") return 1;
  return sex == "male" ? 2 : 0;
}

std::uint32_t NameIndex::org_number(const directory::OrgId& org) {
  const auto found = std::ranges::find(orgs_, org);
  const auto number = static_cast<std::uint32_t>(found - orgs_.begin());
  if (found == orgs_.end()) orgs_.push_back(org);
  return number;
}

void NameIndex::add_name(std::uint32_t entry, std::string_view name) {
  const auto words = name_words(name);
  if (words.empty()) return;
  const auto number = static_cast<std::uint32_t>(names_.size());
  names_.push_back({entry, static_cast<std::uint32_t>(words_of_names_.size()), spelling_of(name),
                    static_cast<std::uint8_t>(words.size())});
  for (const auto& word : words) {
    const auto at = word_number(word);
    words_of_names_.push_back(at);
    auto& names = names_with_[at];
    if (names.empty() || names.back() != number) names.push_back(number);
  }
}

void NameIndex::put(const Person& person, const directory::OrgId& lead_org) {
  const PackedId id = packed(person.id.str());
  const auto number = static_cast<std::uint32_t>(entries_.size());
  const auto known = by_person_.find(id);
  if (known != by_person_.end()) entries_[known->second].dead = true;
  by_person_[id] = number;
  Entry entry{.person = id,
              .case_file = packed(person.case_file.str()),
              .org = org_number(lead_org),
              .version = static_cast<std::int32_t>(person.version),
              .sex = sex_number(person.facts.sex)};
  if (const auto years = birth_years(person.identity.birth)) {
    entry.year_from = static_cast<std::int16_t>(years->from);
    entry.year_to = static_cast<std::int16_t>(years->to);
  }
  by_case_.emplace(entry.case_file, number);
  entries_.push_back(entry);
  add_name(number, person.identity.full_name);
  for (const auto& other : person.identity.other_names) add_name(number, other);
}

void NameIndex::move(const CaseId& id, const directory::OrgId& lead_org) {
  const auto org = org_number(lead_org);
  const auto [from, to] = by_case_.equal_range(packed(id.str()));
  for (auto at = from; at != to; ++at) entries_[at->second].org = org;
}

std::int64_t NameIndex::version_of(const PersonId& id) const {
  const auto found = by_person_.find(packed(id.str()));
  return found == by_person_.end() ? 0 : entries_[found->second].version;
}

std::vector<std::uint8_t> NameIndex::near_words(const std::string& word) const {
  std::vector<std::uint8_t> fits(words_.size(), 0);
  if (word.size() >= kNearFrom) {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (words_[i].size() >= kNearFrom && is_near(word, words_[i])) fits[i] = 1;
    }
  }
  const auto equal = word_numbers_.find(word);
  if (equal != word_numbers_.end()) fits[equal->second] = 2;
  return fits;
}

/// nullopt when a word that counts is missing.
std::optional<NameIndex::Found> NameIndex::judge(const Wanted& wanted, std::uint32_t name) const {
  const Name& row = names_[name];
  const auto* words = words_of_names_.data() + row.first_word;
  std::uint32_t near = 0;
  for (const auto& fits : wanted.strong) {
    std::uint8_t best = 0;
    for (std::size_t i = 0; i < row.words; ++i) best = std::max(best, fits[words[i]]);
    if (best == 0) return std::nullopt;
    near += best == 1 ? 1 : 0;
  }
  const bool same_words = wanted.order.size() == row.words &&
                          std::equal(wanted.order.begin(), wanted.order.end(), words);
  const auto missing =
      static_cast<std::uint32_t>(std::ranges::count_if(wanted.order, [&](std::uint32_t word) {
        return std::find(words, words + row.words, word) == words + row.words;
      }));
  const auto more = static_cast<std::uint32_t>(
      row.words > wanted.order.size() ? row.words - wanted.order.size() : 0);
  if (near > 0) return Found{Match::near, 100 * near + 10 * missing + more};
  if (!same_words) return Found{Match::spelling, 20 + 10 * missing + more};
  return row.spelling == wanted.spelling ? Found{Match::exact, 0} : Found{Match::accents, 5};
}

NameIndex::Wanted NameIndex::ask(const NameQuery& query) const {
  const auto asked = name_words(query.text);
  const bool all_weak = std::ranges::all_of(asked, is_weak);
  Wanted wanted{.spelling = spelling_of(query.text)};
  std::size_t fewest = SIZE_MAX;
  for (const auto& word : asked) {
    const auto known = word_numbers_.find(word);
    wanted.order.push_back(known == word_numbers_.end() ? UINT32_MAX : known->second);
    if (is_weak(word) && !all_weak) continue;
    auto fits = near_words(word);
    std::size_t names = 0;
    std::vector<std::uint32_t> with;
    for (std::uint32_t i = 0; i < fits.size(); ++i) {
      if (fits[i] == 0) continue;
      names += names_with_[i].size();
      with.push_back(i);
    }
    if (names < fewest) {
      fewest = names;
      wanted.start = std::move(with);
    }
    wanted.strong.push_back(std::move(fits));
  }
  return wanted;
}

bool NameIndex::is_seen(const Entry& entry, const std::vector<bool>& seen_orgs,
                        const Visible& visible) {
  return !entry.dead && (seen_orgs[entry.org] || visible.cases.contains(entry.case_file));
}

bool NameIndex::fits(const Entry& entry, const NameQuery& query, std::uint8_t sex) {
  if (sex != 0 && entry.sex != 0 && entry.sex != sex) return false;
  if (!query.birth_year || entry.year_from == 0) return true;
  return *query.birth_year >= entry.year_from - kYearSlack &&
         *query.birth_year <= entry.year_to + kYearSlack;
}

std::vector<NameIndex::Candidate> NameIndex::candidates(const NameQuery& query,
                                                        const Visible& visible) const {
  const Wanted wanted = ask(query);
  std::vector<bool> seen_orgs(orgs_.size(), visible.everything);
  for (std::size_t i = 0; i < orgs_.size(); ++i) {
    if (std::ranges::find(visible.orgs, orgs_[i]) != visible.orgs.end()) seen_orgs[i] = true;
  }
  const std::uint8_t sex = sex_number(query.sex);
  std::vector<Candidate> found;
  for (const std::uint32_t word : wanted.start) {
    for (const std::uint32_t name : names_with_[word]) {
      const Entry& entry = entries_[names_[name].entry];
      if (!is_seen(entry, seen_orgs, visible) || !fits(entry, query, sex)) continue;
      const auto judged = judge(wanted, name);
      if (!judged) continue;
      const std::uint32_t doubt = query.birth_year && entry.year_from == 0 ? 3 : 0;
      found.push_back({judged->cost + doubt, names_[name].entry, judged->match});
    }
  }
  return found;
}

std::vector<NameHit> NameIndex::find(const NameQuery& query, const Visible& visible) const {
  auto found = candidates(query, visible);
  const auto better = [](const Candidate& left, const Candidate& right) {
    return std::pair(left.cost, left.entry) < std::pair(right.cost, right.entry);
  };
  // The same person by several names, or by several near words, is one hit: the best.
  const std::size_t looked = std::min(found.size(), query.limit * kWordsMax);
  std::ranges::partial_sort(found, found.begin() + static_cast<std::ptrdiff_t>(looked), better);
  std::vector<NameHit> hits;
  std::unordered_set<std::uint32_t> taken;
  for (std::size_t i = 0; i < looked && hits.size() < query.limit; ++i) {
    if (!taken.insert(found[i].entry).second) continue;
    const Entry& entry = entries_[found[i].entry];
    hits.push_back({*PersonId::parse(unpacked(entry.person)),
                    *CaseId::parse(unpacked(entry.case_file)), found[i].match,
                    entry.year_from != 0});
  }
  return hits;
}

}  // namespace hd::cases
