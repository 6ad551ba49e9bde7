#pragma once
// The records of one unit as they were at one moment, column by column: what is counted, what a
// later count is compared with, and what leads from a figure to its records. Pure.
//
// Some 60 bytes a record. Kept sealed with every version of a report.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/time.h"
#include "statistics/fact.h"
#include "statistics/sources.h"

namespace hd::statistics {

/// A record's id in 16 bytes.
struct Key {
  std::uint64_t high = 0, low = 0;
  auto operator<=>(const Key&) const = default;
};

/// Does a record hold several codes of this field?
bool holds_several(Field field);

/// Codes of one field as numbers. 0 is "": nothing recorded.
class Codes {
 public:
  /// Throws std::length_error beyond `limit` codes.
  explicit Codes(std::size_t limit) : limit_(limit) {}
  std::uint16_t number_of(std::string_view code);
  const std::string& code_of(std::size_t number) const { return codes_.at(number); }
  std::size_t size() const { return codes_.size(); }

 private:
  std::size_t limit_;
  std::vector<std::string> codes_{""};
  std::map<std::string, std::uint16_t, std::less<>> numbers_{{"", 0}};
};

class Snapshot {
 public:
  explicit Snapshot(Unit unit);

  /// Room for so many; memory is taken as it fills.
  void reserve(std::size_t size);
  /// Fields that records of this unit do not have are left out.
  void add(const Fact& fact);

  Unit unit() const { return unit_; }
  std::size_t size() const { return keys_.size(); }
  const Key& key(std::size_t index) const { return keys_[index]; }
  std::string id(std::size_t index) const;
  /// Seconds since 1970.
  std::uint32_t happened(std::size_t index) const { return happened_[index]; }
  std::uint32_t recorded(std::size_t index) const { return recorded_[index]; }
  base::Date day(std::size_t index) const;

  const Codes& codes(Field field) const;
  /// The number of the only code of a field.
  std::uint16_t number(Field field, std::size_t index) const;
  /// The codes of a field that holds several: bit n-1 stands for number n.
  std::uint64_t bits(Field field, std::size_t index) const;
  /// number() and bits() of every record; empty where the field has the other of both, or none.
  const std::vector<std::uint16_t>& numbers(Field field) const;
  const std::vector<std::uint64_t>& all_bits(Field field) const;
  /// "" for none; several joined by a blank, in the order of the alphabet.
  std::string text(Field field, std::size_t index) const;

  /// Those of the days, in the order of key(): the same records make the same bytes.
  Snapshot slice(const Days& days) const;
  /// Where the record with this key is; only in what slice() or read() made, which are in order.
  std::optional<std::size_t> position(const Key& key) const;

  /// Bytes that read() takes; the same on every machine.
  std::string bytes() const;
  /// Throws std::runtime_error when the bytes are not those of a snapshot.
  static Snapshot read(std::string_view bytes);

 private:
  struct Column {
    Field field;
    bool several;
    Codes codes;
    std::vector<std::uint16_t> numbers = {};
    std::vector<std::uint64_t> bits = {};
  };
  static Column column_for(Field field);
  const Column* column_of(Field field) const;
  /// Numbers of codes of another snapshot, column by column, as numbers of this one.
  using Renumbering = std::vector<std::vector<std::uint16_t>>;
  Renumbering take_codes(const Snapshot& from);
  void copy(const Snapshot& from, const Renumbering& renumbering, std::size_t index);

  Unit unit_;
  std::vector<Key> keys_;
  std::vector<std::uint32_t> happened_, recorded_;
  std::vector<Column> columns_;
  std::unordered_map<std::size_t, std::string> odd_ids_;  ///< those that are no UUID, by index
};

/// First second of the days, and the first after them.
std::pair<std::int64_t, std::int64_t> seconds_of(const Days& days);

}  // namespace hd::statistics
