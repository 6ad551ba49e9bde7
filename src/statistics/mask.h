#pragma once
// Which figures of a report are hidden in its public form, and why. Pure.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/enum_names.h"
#include "statistics/figures.h"

namespace hd::statistics {

/// Something about each figure of one table, in its order.
template <class About>
struct TableOf {
  About total = {};
  std::vector<About> rows = {}, columns = {}, cells = {};
  bool operator==(const TableOf&) const = default;
};

template <class About>
struct PartOf {
  About total = {};
  std::vector<TableOf<About>> tables = {};
  bool operator==(const PartOf&) const = default;
};

/// One part for each of the figures. Comparisons with other times are never in a public form.
template <class About>
struct FormOf {
  std::vector<PartOf<About>> parts = {};
  bool operator==(const FormOf&) const = default;
};

/// true: hidden. This is all that a public paper is made from: it cannot tell why.
using TableMask = TableOf<bool>;
using PartMask = PartOf<bool>;
using Mask = FormOf<bool>;

/// Why a figure is hidden; for those who prepare a release, never for its readers.
enum class Because {
  shown,
  small_count,      ///< small itself
  protects_other,   ///< from it another hidden figure of this release could be computed
  group,            ///< it would tell what everybody of a small group is
  earlier_release,  ///< from it and from what was released before a small count could be computed
  not_recorded,     ///< hidden, prepared before reasons were kept
};
inline constexpr auto kBecauseNames = std::to_array<base::EnumName<Because>>({
    {Because::shown, "shown"},
    {Because::small_count, "small_count"},
    {Because::protects_other, "protects_other"},
    {Because::group, "group"},
    {Because::earlier_release, "earlier_release"},
    {Because::not_recorded, "not_recorded"},
});
static_assert(base::names_every(kBecauseNames, Because::not_recorded));
using Reasons = FormOf<Because>;

/// Nothing is hidden.
Mask open_mask(const Figures& figures);

/// Of a mask alone: shown, or not recorded.
Reasons reasons_of(const Mask& mask);

}  // namespace hd::statistics
