#include "reporting/extract.h"

#include <algorithm>
#include <bit>

namespace hd::reporting {
namespace {

base::Timestamp time_of(std::uint32_t second) {
  return base::Timestamp(std::chrono::seconds(second));
}

/// "24" of "p63:24": the geography follows from the day.
std::string province_of(const std::string& place) {
  const auto colon = place.find(':');
  return colon == std::string::npos ? place : place.substr(colon + 1);
}

}  // namespace

Extract::Extract(const Columns& columns, const directory::OrgId& hotline, base::Timestamp from,
                 base::Timestamp until)
    : hotline_(hotline),
      kinds_(columns.kinds),
      relations_(columns.relations),
      bands_(columns.bands),
      sexes_(columns.sexes),
      places_(columns.places),
      channels_(columns.channels),
      topics_(columns.topic_codes) {
  const auto wanted = [&](std::size_t index) {
    const auto began = time_of(columns.second(index));
    return from <= began && began < until;
  };
  std::size_t size = 0;
  for (std::size_t i = 0; i < columns.size(); ++i) size += wanted(i) ? 1 : 0;
  rows_.reserve(size);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (wanted(i)) rows_.push_back({columns.key(i), columns.record(i), columns.closed(i)});
  }
}

void Extract::fill(const Row& row, contacts::Closed& closed) const {
  const auto& small = row.record.small;
  closed.id = *contacts::ContactId::parse(uuid_of(row.key));
  closed.kind = kinds_.code_of(small[Columns::kind]);
  closed.channel = channels_.code_of(small[Columns::channel]);
  closed.started_at = time_of(row.record.second);
  closed.finalised_at = time_of(row.closed);
  auto& facts = closed.facts;
  facts.caller_relation = relations_.code_of(small[Columns::relation]);
  facts.sex = sexes_.code_of(small[Columns::sex]);
  facts.province = province_of(places_.code_of(small[Columns::place]));
  const std::uint8_t age = small[Columns::age];
  facts.age = age < kNoAge ? std::optional<std::int64_t>(age) : std::nullopt;
  facts.age_band = age >= kBand ? bands_.code_of(age - kBand) : "";
  facts.topics.clear();
  for (auto rest = row.record.topics; rest != 0; rest &= rest - 1) {
    facts.topics.push_back(topics_.code_of(static_cast<std::size_t>(std::countr_zero(rest)) + 1));
  }
}

void Extract::each(const std::function<void(const contacts::Closed&)>& use) const {
  contacts::Closed closed{.id = contacts::ContactId::of_key(""),
                          .hotline = hotline_,
                          .kind = {},
                          .channel = {},
                          .started_at = {},
                          .finalised_at = {}};
  for (const Row& row : rows_) {
    fill(row, closed);
    use(closed);
  }
}

}  // namespace hd::reporting
