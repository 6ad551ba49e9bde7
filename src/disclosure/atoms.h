#pragma once
// The persons of several releases, in classes of those who are in the same figures throughout. What
// a figure counts is a sum of such classes ("atoms"), and every difference of figures is one, too.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "disclosure/registry.h"

namespace hd::disclosure {

/// A set of atoms, one bit each.
class AtomSet {
 public:
  explicit AtomSet(std::size_t atoms) : words_((atoms + 63) / 64, 0) {}
  void add(std::size_t atom) { words_[atom / 64] |= std::uint64_t{1} << (atom % 64); }
  bool holds(const AtomSet& other) const;
  AtomSet without(const AtomSet& other) const;
  bool is_empty() const;
  std::vector<std::size_t> members() const;
  auto operator<=>(const AtomSet&) const = default;

 private:
  std::vector<std::uint64_t> words_;
};

/// Figures with the same contributors are one set.
struct Atoms {
  std::vector<std::int64_t> sizes;   ///< persons of each atom
  std::vector<AtomSet> sets;         ///< the different sets of contributors; none is empty
  std::vector<std::int64_t> counts;  ///< persons of each set
  static constexpr std::size_t kEmpty = static_cast<std::size_t>(-1);
  std::vector<std::size_t> set_of;  ///< of each figure, in the order given; kEmpty: nobody

  std::int64_t count(const AtomSet& set) const;
};

/// The atoms of the new figures and after them the earlier ones.
/// Errors: std::invalid_argument when contributors are not ascending.
Atoms atoms_of(const std::vector<ReleasedCell>& fresh, const std::vector<ReleasedCell>& earlier);

}  // namespace hd::disclosure
