#include "disclosure/atoms.h"

#include <algorithm>
#include <bit>
#include <functional>
#include <map>
#include <stdexcept>
#include <unordered_map>

namespace hd::disclosure {

bool AtomSet::holds(const AtomSet& other) const {
  for (std::size_t word = 0; word < words_.size(); ++word) {
    if ((other.words_[word] & ~words_[word]) != 0) return false;
  }
  return true;
}

AtomSet AtomSet::without(const AtomSet& other) const {
  AtomSet result = *this;
  for (std::size_t word = 0; word < words_.size(); ++word) {
    result.words_[word] &= ~other.words_[word];
  }
  return result;
}

bool AtomSet::is_empty() const {
  return std::all_of(words_.begin(), words_.end(), [](std::uint64_t word) { return word == 0; });
}

std::vector<std::size_t> AtomSet::members() const {
  std::vector<std::size_t> result;
  for (std::size_t word = 0; word < words_.size(); ++word) {
    for (std::uint64_t rest = words_[word]; rest != 0; rest &= rest - 1) {
      result.push_back(word * 64 + static_cast<std::size_t>(std::countr_zero(rest)));
    }
  }
  return result;
}

std::int64_t Atoms::count(const AtomSet& set) const {
  std::int64_t result = 0;
  for (const std::size_t atom : set.members()) result += sizes[atom];
  return result;
}

Atoms atoms_of(const std::vector<ReleasedCell>& fresh, const std::vector<ReleasedCell>& earlier) {
  Atoms result;
  std::map<std::vector<Person>, std::size_t> numbers;
  std::vector<const std::vector<Person>*> distinct;
  for (const auto* cells : {&fresh, &earlier}) {
    for (const ReleasedCell& cell : *cells) {
      const std::vector<Person>& persons = cell.contributors;
      if (!std::is_sorted(persons.begin(), persons.end(), std::less_equal<>())) {
        throw std::invalid_argument("disclosure: contributors are not ascending");
      }
      if (persons.empty()) {
        result.set_of.push_back(Atoms::kEmpty);
        continue;
      }
      const auto [entry, is_new] = numbers.try_emplace(persons, distinct.size());
      if (is_new) distinct.push_back(&entry->first);
      result.set_of.push_back(entry->second);
    }
  }
  std::unordered_map<Person, std::vector<std::size_t>> figures;
  for (std::size_t set = 0; set < distinct.size(); ++set) {
    for (const Person person : *distinct[set]) figures[person].push_back(set);
  }
  std::map<std::vector<std::size_t>, std::int64_t> classes;
  for (const auto& [person, sets] : figures) classes[sets] += 1;
  result.sets.assign(distinct.size(), AtomSet(classes.size()));
  for (const auto& [sets, persons] : classes) {
    for (const std::size_t set : sets) result.sets[set].add(result.sizes.size());
    result.sizes.push_back(persons);
  }
  for (const auto* persons : distinct) {
    result.counts.push_back(static_cast<std::int64_t>(persons->size()));
  }
  return result;
}

}  // namespace hd::disclosure
