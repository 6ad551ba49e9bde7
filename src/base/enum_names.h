#pragma once
// Names of enumerators: one table per enum, used by SQL, JSON and tests alike.

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace hd::base {

template <class E>
struct EnumName {
  E value;
  std::string_view name;
};

template <class E, std::size_t N>
using EnumNames = std::array<EnumName<E>, N>;

/// The table lists the enumerators in order, so the enumerator is its own index.
/// static_assert(names_every(table, last enumerator)) next to each table keeps that true.
template <class E, std::size_t N>
constexpr bool names_every(const EnumNames<E, N>& names, E last) {
  for (std::size_t i = 0; i < N; ++i) {
    if (static_cast<std::size_t>(names[i].value) != i) return false;
  }
  return N == static_cast<std::size_t>(last) + 1;
}

template <class E, std::size_t N>
constexpr std::string_view name_of(const EnumNames<E, N>& names, E value) {
  return names.at(static_cast<std::size_t>(value)).name;
}

/// nullopt when no enumerator has this name.
template <class E, std::size_t N>
constexpr std::optional<E> value_of(const EnumNames<E, N>& names, std::string_view name) {
  for (const auto& entry : names) {
    if (entry.name == name) return entry.value;
  }
  return std::nullopt;
}

}  // namespace hd::base
