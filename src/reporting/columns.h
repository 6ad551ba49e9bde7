#pragma once
// The coded facts of a hotline's closed records, column by column: small enough to hold a million
// and to count them while somebody waits. Pure.
//
// 38 bytes a record and a table of 4-byte slots that finds one by its id: about 47 MB a million.

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "contacts/contact.h"

namespace hd::reporting {

/// Codes as small numbers. 0 is "" (nothing recorded). Throws std::length_error beyond `limit`.
class Codes {
 public:
  explicit Codes(std::size_t limit) : limit_(limit) {}
  std::uint8_t number_of(std::string_view code);
  const std::string& code_of(std::size_t number) const { return codes_.at(number); }
  std::size_t size() const { return codes_.size(); }

 private:
  std::size_t limit_;
  std::vector<std::string> codes_{""};
  std::map<std::string, std::uint8_t, std::less<>> numbers_{{"", 0}};
};

/// A growing column in pieces: growing copies nothing and leaves nothing over.
template <class T>
class Pieces {
 public:
  std::size_t size() const { return size_; }
  const T& operator[](std::size_t index) const { return pieces_[index >> kBits][index & kMask]; }
  T& operator[](std::size_t index) { return pieces_[index >> kBits][index & kMask]; }
  void push_back(const T& value) {
    if ((size_ & kMask) == 0) pieces_.push_back(std::make_unique<T[]>(kMask + 1));
    (*this)[size_++] = value;
  }
  std::size_t bytes() const { return pieces_.size() * (kMask + 1) * sizeof(T); }

 private:
  static constexpr std::size_t kBits = 14;
  static constexpr std::size_t kMask = (std::size_t{1} << kBits) - 1;
  std::vector<std::unique_ptr<T[]>> pieces_;
  std::size_t size_ = 0;
};

/// An id without its dashes.
struct Key {
  std::uint64_t high = 0, low = 0;
  auto operator<=>(const Key&) const = default;
};
Key key_of(std::string_view uuid);
std::string uuid_of(const Key& key);

inline constexpr std::uint8_t kNoAge = 127;  ///< ages are 0 to 120
inline constexpr std::uint8_t kBand = 128;   ///< from here on: a band instead of an age
inline constexpr std::size_t kMaxTopics = 64;

class Columns {
 public:
  /// The six small columns of a record, in the order of Column.
  enum Column { kind, relation, age, sex, place, channel, column_count };
  using Small = std::array<std::uint8_t, column_count>;

  /// What is counted of a record.
  struct Record {
    std::uint32_t second = 0;
    std::uint64_t topics = 0;
    Small small = {};
    bool operator==(const Record&) const = default;
  };
  struct Change {
    std::optional<Record> before;  ///< nullopt: it is new
    Record after;
  };
  /// Adds a closed record, or takes over what changed in it. Others are left out. `closed`: when it
  /// was closed first; absent: as it was changed last. nullopt when nothing is different now.
  std::optional<Change> put(const contacts::Contact& contact,
                            const std::optional<base::Timestamp>& closed = {});
  std::size_t size() const { return seconds_.size(); }
  /// Bytes of the columns and the table.
  std::size_t bytes() const;

  std::uint32_t second(std::size_t index) const { return seconds_[index]; }
  /// Since when it could be counted.
  std::uint32_t closed(std::size_t index) const { return closed_[index]; }
  std::uint64_t topics(std::size_t index) const { return topics_[index]; }
  const Key& key(std::size_t index) const { return keys_[index]; }
  const Small& small(std::size_t index) const { return small_[index]; }
  Record record(std::size_t index) const { return {second(index), topics(index), small(index)}; }

  // Lists, filled as codes turn up. Places are "p63:24": a code means nothing without geography.
  Codes kinds{255}, relations{255}, bands{126}, sexes{255}, places{255}, channels{255};
  Codes topic_codes{kMaxTopics};

 private:
  Record record_of(const contacts::Contact& contact);
  std::size_t slot_of(const Key& key) const;
  void grow();

  Pieces<Key> keys_;
  Pieces<std::uint32_t> seconds_, closed_;  ///< since 1970
  Pieces<std::uint64_t> topics_;
  Pieces<Small> small_;
  std::vector<std::uint32_t> slots_;  ///< index + 1; open addressing, at most 3/4 full
};

}  // namespace hd::reporting
