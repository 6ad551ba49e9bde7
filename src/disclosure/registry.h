#pragma once
// What was printed before stays known: a release is held against all earlier ones on the same
// persons. Pure; who keeps the registry and its pseudonyms is the caller's matter.
//
// Source: spec security 3.10 (5); spec good practice 6.4, repeated releases.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "disclosure/protect.h"

namespace hd::disclosure {

/// A pseudonym: the same person has the same one in every release that is compared.
using Person = std::uint64_t;

/// A figure of a release, printed or not. Its count is the number of its contributors.
struct ReleasedCell {
  std::string release;  ///< which release it is in
  std::string
      key;  ///< which figure it is; the same key in two releases: two versions of one figure
  State state = State::shown;
  std::vector<Person> contributors = {};  ///< ascending, each once
  std::int64_t weight = 1;                ///< how dear it is to hide; at least 1
  bool operator==(const ReleasedCell&) const = default;
};

/// Two printed figures whose difference is a small count of persons.
struct Conflict {
  std::size_t cell;  ///< index of the new cell
  bool within;       ///< `other` is a new cell, too; else an earlier one
  std::size_t other;
  std::int64_t persons;  ///< what a reader computes: 1 to k-1
  bool operator==(const Conflict&) const = default;
};

/// The small differences between each shown new cell and the shown cells, earlier and new: one set
/// of contributors holds the other and 1 to k-1 more; or two versions of one figure differ by that
/// many, whoever came and went. In the order of the new cells.
std::vector<Conflict> conflicts(const std::vector<ReleasedCell>& fresh,
                                const std::vector<ReleasedCell>& earlier, const Limit& limit);

struct Guarded {
  std::vector<State> states;  ///< of the new cells: as given, or secondary
  /// Fewer than k persons lie between this release and an earlier version of its figures: it waits
  /// for the next. Every figure that has an earlier version is hidden.
  bool too_few_changes = false;
  /// Small counts that follow from the earlier releases alone, so that nothing can be done now.
  std::size_t known_before = 0;
  bool operator==(const Guarded&) const = default;
};

/// Hides cells of the new release until no small count and no small difference follows from it
/// together with the earlier ones. The reader is taken to know which combinations of attributes
/// exist, which is more than any table says. Only adds to what is hidden.
/// Errors: std::invalid_argument when contributors are not ascending.
Guarded guard(const std::vector<ReleasedCell>& fresh, const std::vector<ReleasedCell>& earlier,
              const Limit& limit);

}  // namespace hd::disclosure
