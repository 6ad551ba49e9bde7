#include "reporting/columns.h"

#include <charconv>
#include <stdexcept>

#include "base/enum_names.h"
#include "directory/directory.h"

namespace hd::reporting {
namespace {

constexpr std::size_t kFirstSlots = 1024;

std::uint32_t stored_second(base::Timestamp time) {
  return static_cast<std::uint32_t>(
      std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count());
}

std::string place_of(const contacts::Contact& contact) {
  const auto& province = contact.facts.province;
  if (province.size() != 2) return province;  // "" and the empty answers
  const auto geography = directory::geography_on(base::local_date(contact.started_at));
  return std::string(base::name_of(directory::kGeographyNames, geography)) + ":" + province;
}

}  // namespace

std::uint8_t Codes::number_of(std::string_view code) {
  const auto found = numbers_.find(code);
  if (found != numbers_.end()) return found->second;
  if (codes_.size() > limit_) throw std::length_error("too many codes in one list for a report");
  const auto number = static_cast<std::uint8_t>(codes_.size());
  codes_.emplace_back(code);
  numbers_.emplace(std::string(code), number);
  return number;
}

Key key_of(std::string_view uuid) {
  std::string digits;
  for (const char c : uuid) {
    if (c != '-') digits += c;
  }
  Key key;
  std::from_chars(digits.data(), digits.data() + 16, key.high, 16);
  std::from_chars(digits.data() + 16, digits.data() + 32, key.low, 16);
  return key;
}

std::string uuid_of(const Key& key) {
  std::string text;
  for (const auto half : {key.high, key.low}) {
    std::array<char, 16> digits{};
    const auto* end = std::to_chars(digits.data(), digits.data() + digits.size(), half, 16).ptr;
    const auto size = static_cast<std::size_t>(end - digits.data());
    text.append(16 - size, '0').append(digits.data(), size);
  }
  for (const std::size_t dash : {8U, 13U, 18U, 23U}) text.insert(dash, 1, '-');
  return text;
}

std::size_t Columns::slot_of(const Key& key) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = (key.high ^ (key.low * 0x9E3779B97F4A7C15ULL)) & mask;
  while (slots_[slot] != 0 && keys_[slots_[slot] - 1] != key) slot = (slot + 1) & mask;
  return slot;
}

void Columns::grow() {
  slots_.assign(slots_.empty() ? kFirstSlots : slots_.size() * 2, 0);
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    slots_[slot_of(keys_[i])] = static_cast<std::uint32_t>(i + 1);
  }
}

Columns::Record Columns::record_of(const contacts::Contact& contact) {
  const auto& facts = contact.facts;
  std::uint64_t topics = 0;
  for (const auto& topic : facts.topics) {
    if (topic.empty()) continue;
    topics |= std::uint64_t{1} << (topic_codes.number_of(topic) - 1U);
  }
  std::uint8_t years = kNoAge;
  if (facts.age) {
    years = static_cast<std::uint8_t>(*facts.age);
  } else if (!facts.age_band.empty()) {
    years = static_cast<std::uint8_t>(kBand + bands.number_of(facts.age_band));
  }
  return {.second = stored_second(contact.started_at),
          .topics = topics,
          .small = {kinds.number_of(contact.kind), relations.number_of(facts.caller_relation),
                    years, sexes.number_of(facts.sex), places.number_of(place_of(contact)),
                    channels.number_of(contact.channel)}};
}

std::optional<Columns::Change> Columns::put(const contacts::Contact& contact,
                                            const std::optional<base::Timestamp>& closed) {
  if (contact.state != contacts::State::final) return std::nullopt;
  const Record present = record_of(contact);
  const Key key = key_of(contact.id.str());
  if ((keys_.size() + 1) * 4 > slots_.size() * 3) grow();
  const std::size_t slot = slot_of(key);
  if (slots_[slot] != 0) {
    const std::size_t index = slots_[slot] - 1;
    const Record before = record(index);
    if (before == present) return std::nullopt;
    seconds_[index] = present.second;
    topics_[index] = present.topics;
    small_[index] = present.small;
    return Change{before, present};
  }
  keys_.push_back(key);
  seconds_.push_back(present.second);
  closed_.push_back(stored_second(closed.value_or(contact.updated_at)));
  topics_.push_back(present.topics);
  small_.push_back(present.small);
  slots_[slot] = static_cast<std::uint32_t>(keys_.size());
  return Change{std::nullopt, present};
}

std::size_t Columns::bytes() const {
  return keys_.bytes() + seconds_.bytes() + closed_.bytes() + topics_.bytes() + small_.bytes() +
         slots_.capacity() * sizeof(std::uint32_t);
}

}  // namespace hd::reporting
