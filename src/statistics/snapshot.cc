#include "statistics/snapshot.h"

#include <algorithm>
#include <bit>
#include <stdexcept>

#include "reporting/columns.h"

namespace hd::statistics {
namespace {

constexpr std::size_t kUuidLength = 36;
constexpr std::string_view kMagic = "HDSNAP1\n";

Key record_key(const std::string& id) {
  if (id.size() == kUuidLength) {
    const auto key = reporting::key_of(id);
    return {key.high, key.low};
  }
  // FNV-1a, twice: ids that are no UUID are few, and their text is kept beside.
  Key key{.high = 0xcbf29ce484222325, .low = 0x84222325cbf29ce4};
  for (const char c : id) {
    key.high = (key.high ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    key.low = (key.low ^ static_cast<unsigned char>(c)) * 0x100000001b3 + 1;
  }
  return key;
}

std::uint32_t second_of(base::Timestamp time) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
  return static_cast<std::uint32_t>(std::clamp<std::int64_t>(seconds, 0, UINT32_MAX));
}

/// Numbers in eight bytes, lowest first; texts with their length.
class ByteWriter {
 public:
  /// `most`: bytes of the columns, which are nearly all of it.
  explicit ByteWriter(std::size_t most) {
    constexpr auto kHead = std::size_t{64} << 10U;
    out_.reserve(most + kHead);
    out_ += kMagic;
  }
  void number(std::uint64_t value) {
    for (int i = 0; i < 8; ++i) out_ += static_cast<char>(value >> (8 * i));
  }
  void text(std::string_view text) {
    number(text.size());
    out_ += text;
  }
  template <class T>
  void column(const std::vector<T>& values) {
    for (const T value : values) {
      for (std::size_t i = 0; i < sizeof(T); ++i) out_ += static_cast<char>(value >> (8 * i));
    }
  }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

class ByteReader {
 public:
  explicit ByteReader(std::string_view in) : in_(in) {
    if (!in_.starts_with(kMagic)) fail();
    in_.remove_prefix(kMagic.size());
  }
  std::uint64_t number() { return value<std::uint64_t>(); }
  std::string text() {
    const auto size = number();
    if (size > in_.size()) fail();
    std::string text(in_.substr(0, size));
    in_.remove_prefix(size);
    return text;
  }
  template <class T>
  std::vector<T> column(std::size_t size) {
    if (size > in_.size() / sizeof(T)) fail();
    std::vector<T> values(size);
    for (T& one : values) one = value<T>();
    return values;
  }
  void end() const {
    if (!in_.empty()) fail();
  }
  [[noreturn]] static void fail() { throw std::runtime_error("not a snapshot"); }

 private:
  template <class T>
  T value() {
    if (in_.size() < sizeof(T)) fail();
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i) {
      sum |= std::uint64_t{static_cast<unsigned char>(in_[i])} << (8 * i);
    }
    in_.remove_prefix(sizeof(T));
    return static_cast<T>(sum);
  }
  std::string_view in_;
};

}  // namespace

bool holds_several(Field field) {
  return std::ranges::any_of(kDimensions,
                             [&](const Dimension& one) { return one.field == field && one.many; });
}

std::uint16_t Codes::number_of(std::string_view code) {
  if (const auto found = numbers_.find(code); found != numbers_.end()) return found->second;
  if (codes_.size() > limit_) throw std::length_error("too many codes in one field");
  const auto number = static_cast<std::uint16_t>(codes_.size());
  codes_.emplace_back(code);
  numbers_.emplace(code, number);
  return number;
}

Snapshot::Column Snapshot::column_for(Field field) {
  const bool several = holds_several(field);
  return {.field = field, .several = several, .codes = Codes(several ? 64 : UINT16_MAX)};
}

Snapshot::Snapshot(Unit unit) : unit_(unit) {
  for (const Field field : fields_of(unit)) columns_.push_back(column_for(field));
}

void Snapshot::reserve(std::size_t size) {
  keys_.reserve(size);
  happened_.reserve(size);
  recorded_.reserve(size);
  for (Column& column : columns_) {
    if (column.several) {
      column.bits.reserve(size);
    } else {
      column.numbers.reserve(size);
    }
  }
}

void Snapshot::add(const Fact& fact) {
  if (fact.id.size() != kUuidLength) odd_ids_.emplace(keys_.size(), fact.id);
  keys_.push_back(record_key(fact.id));
  happened_.push_back(second_of(fact.happened));
  recorded_.push_back(second_of(fact.recorded));
  for (Column& column : columns_) {
    std::uint16_t number = 0;
    std::uint64_t bits = 0;
    for (const auto& [field, code] : fact.codes) {
      if (field != column.field || code.empty()) continue;
      number = column.codes.number_of(code);
      bits |= std::uint64_t{1} << ((number - 1) & 63);
    }
    if (column.several) {
      column.bits.push_back(bits);
    } else {
      column.numbers.push_back(number);
    }
  }
}

std::string Snapshot::id(std::size_t index) const {
  if (const auto odd = odd_ids_.find(index); odd != odd_ids_.end()) return odd->second;
  return reporting::uuid_of({keys_[index].high, keys_[index].low});
}

base::Date Snapshot::day(std::size_t index) const {
  return base::local_date(base::Timestamp(std::chrono::seconds(happened_[index])));
}

const Snapshot::Column* Snapshot::column_of(Field field) const {
  const auto found = std::ranges::find(columns_, field, &Column::field);
  return found == columns_.end() ? nullptr : &*found;
}

const Codes& Snapshot::codes(Field field) const {
  static const Codes none{0};
  const Column* column = column_of(field);
  return column == nullptr ? none : column->codes;
}

std::uint16_t Snapshot::number(Field field, std::size_t index) const {
  const Column* column = column_of(field);
  return column == nullptr ? std::uint16_t{0} : column->numbers.at(index);
}

std::uint64_t Snapshot::bits(Field field, std::size_t index) const {
  const Column* column = column_of(field);
  return column == nullptr ? 0 : column->bits.at(index);
}

const std::vector<std::uint16_t>& Snapshot::numbers(Field field) const {
  static const std::vector<std::uint16_t> none;
  const Column* column = column_of(field);
  return column == nullptr ? none : column->numbers;
}

const std::vector<std::uint64_t>& Snapshot::all_bits(Field field) const {
  static const std::vector<std::uint64_t> none;
  const Column* column = column_of(field);
  return column == nullptr ? none : column->bits;
}

std::string Snapshot::text(Field field, std::size_t index) const {
  if (!holds_several(field)) return codes(field).code_of(number(field, index));
  std::vector<std::string> found;
  for (auto rest = bits(field, index); rest != 0; rest &= rest - 1) {
    found.push_back(codes(field).code_of(static_cast<std::size_t>(std::countr_zero(rest)) + 1));
  }
  std::ranges::sort(found);
  std::string joined;
  for (const auto& code : found) joined += (joined.empty() ? "" : " ") + code;
  return joined;
}

Snapshot::Renumbering Snapshot::take_codes(const Snapshot& from) {
  Renumbering renumbering;
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    const Codes& source = from.columns_[c].codes;
    // In the order of the alphabet, wherever the records came from.
    std::vector<std::string> names;
    for (std::size_t n = 1; n < source.size(); ++n) names.push_back(source.code_of(n));
    std::ranges::sort(names);
    for (const auto& name : names) columns_[c].codes.number_of(name);
    auto& numbers = renumbering.emplace_back();
    for (std::size_t n = 0; n < source.size(); ++n) {
      numbers.push_back(columns_[c].codes.number_of(source.code_of(n)));
    }
  }
  return renumbering;
}

void Snapshot::copy(const Snapshot& from, const Renumbering& renumbering, std::size_t index) {
  if (const auto odd = from.odd_ids_.find(index); odd != from.odd_ids_.end()) {
    odd_ids_.emplace(keys_.size(), odd->second);
  }
  keys_.push_back(from.keys_[index]);
  happened_.push_back(from.happened_[index]);
  recorded_.push_back(from.recorded_[index]);
  for (std::size_t c = 0; c < columns_.size(); ++c) {
    Column& to = columns_[c];
    const Column& source = from.columns_[c];
    if (!to.several) {
      to.numbers.push_back(renumbering[c][source.numbers[index]]);
      continue;
    }
    std::uint64_t bits = 0;
    for (auto rest = source.bits[index]; rest != 0; rest &= rest - 1) {
      const auto number = static_cast<std::size_t>(std::countr_zero(rest)) + 1;
      bits |= std::uint64_t{1} << (renumbering[c][number] - 1);
    }
    to.bits.push_back(bits);
  }
}

Snapshot Snapshot::slice(const Days& days) const {
  const auto [from, until] = seconds_of(days);
  std::vector<std::uint32_t> chosen;
  for (std::size_t i = 0; i < size(); ++i) {
    if (from <= happened_[i] && happened_[i] < until) chosen.push_back(static_cast<uint32_t>(i));
  }
  std::ranges::sort(chosen, {}, [this](std::uint32_t i) { return keys_[i]; });
  Snapshot part(unit_);
  part.reserve(chosen.size());
  const auto renumbering = part.take_codes(*this);
  for (const std::uint32_t i : chosen) part.copy(*this, renumbering, i);
  return part;
}

std::optional<std::size_t> Snapshot::position(const Key& key) const {
  const auto found = std::ranges::lower_bound(keys_, key);
  if (found == keys_.end() || *found != key) return std::nullopt;
  return static_cast<std::size_t>(found - keys_.begin());
}

std::string Snapshot::bytes() const {
  std::size_t of_record = sizeof(Key) + 2 * sizeof(std::uint32_t);
  for (const Column& column : columns_) {
    of_record += column.several ? sizeof(std::uint64_t) : sizeof(std::uint16_t);
  }
  ByteWriter out(size() * of_record);
  out.text(base::name_of(kUnitNames, unit_));
  out.number(size());
  for (const Key& key : keys_) {
    out.number(key.high);
    out.number(key.low);
  }
  out.column(happened_);
  out.column(recorded_);
  out.number(columns_.size());
  for (const Column& column : columns_) {
    out.text(base::name_of(kFieldNames, column.field));
    out.number(column.codes.size());
    for (std::size_t n = 1; n < column.codes.size(); ++n) out.text(column.codes.code_of(n));
    out.column(column.numbers);
    out.column(column.bits);
  }
  const std::map<std::size_t, std::string> odd(odd_ids_.begin(), odd_ids_.end());
  out.number(odd.size());
  for (const auto& [index, id] : odd) {
    out.number(index);
    out.text(id);
  }
  return out.take();
}

Snapshot Snapshot::read(std::string_view bytes) {
  ByteReader in(bytes);
  const auto unit = base::value_of(kUnitNames, in.text());
  if (!unit) ByteReader::fail();
  Snapshot made(*unit);
  made.columns_.clear();
  const auto size = in.number();
  const auto halves = in.column<std::uint64_t>(size * 2);
  for (std::size_t i = 0; i < size; ++i) made.keys_.push_back({halves[2 * i], halves[2 * i + 1]});
  made.happened_ = in.column<std::uint32_t>(size);
  made.recorded_ = in.column<std::uint32_t>(size);
  for (auto columns = in.number(); columns > 0; --columns) {
    const auto field = base::value_of(kFieldNames, in.text());
    if (!field) ByteReader::fail();
    Column column = column_for(*field);
    const auto codes = in.number();
    for (std::uint64_t n = 1; n < codes; ++n) column.codes.number_of(in.text());
    if (column.several) {
      column.bits = in.column<std::uint64_t>(size);
    } else {
      column.numbers = in.column<std::uint16_t>(size);
    }
    made.columns_.push_back(std::move(column));
  }
  for (auto odd = in.number(); odd > 0; --odd) {
    const auto index = in.number();
    made.odd_ids_.emplace(index, in.text());
  }
  in.end();
  return made;
}

std::pair<std::int64_t, std::int64_t> seconds_of(const Days& days) {
  const auto second = [](base::Timestamp time) {
    return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
  };
  return {second(base::start_of_day(days.from)), second(base::end_of_day(days.to))};
}

}  // namespace hd::statistics
