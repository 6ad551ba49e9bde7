#include <algorithm>
#include <chrono>
#include <map>

#include "accounts/operations_demo.h"
#include "demo/published_records.h"
#include "directory/operations.h"

namespace hd::demo {
namespace {

using contacts::Contact;
using contacts::ContactId;
using std::chrono::minutes;

/// A caller that counts under the printed group.
std::string caller_of(const std::string& group) {
  static const std::map<std::string, std::string> kCallers{{"public", "public"},
                                                           {"relative_friend", "relative"},
                                                           {"official_press", "official"},
                                                           {"victim", "self_victim"}};
  if (group.empty()) return "unknown";
  const auto found = kCallers.find(group);
  return found == kCallers.end() ? group : found->second;
}

/// An age inside the band.
std::optional<std::int64_t> age_in(Chance& chance, const directory::Directory& directory,
                                   const std::string& set, const std::string& code) {
  constexpr int kOldest = 70;
  for (const auto* band : directory.age_bands(set)) {
    if (band->code != code) continue;
    const auto oldest = band->to_age ? static_cast<int>(*band->to_age) : kOldest;
    return chance.between(static_cast<int>(band->from_age), oldest);
  }
  return std::nullopt;
}

/// What was counted of one conversation.
struct Counted {
  std::string group, caller, band, sex, province, channel;
  std::vector<std::string> topics;
};

/// One per conversation, put together at random. Officials, relatives and victims get the ages of
/// adults; everything else is independent.
std::vector<Counted> counted(Chance& chance, const PrintedUnit& unit) {
  const auto shuffled = [&](std::string_view section) {
    auto codes = dealt(unit, section);
    chance.shuffle(codes);
    return codes;
  };
  const auto groups = shuffled("report_group"), sexes = shuffled("sex"),
             provinces = shuffled("province"), channels = shuffled("channel");
  auto callers = dealt(unit, "caller_group");
  auto bands = dealt(unit, "age_band");
  std::ranges::stable_partition(callers, [](const auto& code) { return code != "public"; });
  std::ranges::stable_partition(
      bands, [](const auto& code) { return code == "26_40" || code == "over_40"; });
  const auto topics = dealt_several(chance, unit, "topic");
  std::vector<Counted> all;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    all.push_back(
        {groups[i], callers[i], bands[i], sexes[i], provinces[i], channels[i], topics[i]});
  }
  chance.shuffle(all);
  return all;
}

Contact record_of(Chance& chance, const directory::Directory& directory, const PrintedTable& table,
                  const Counted& line, std::size_t number, base::Timestamp at) {
  const auto& unit = *table.find(statistics::Unit::contact);
  const auto day = base::local_date(at);
  const auto places = directory.territories(directory::geography_on(day), day);
  Contact contact{.id = ContactId::of_key("contact." + table.name + "." + std::to_string(number)),
                  .hotline = directory::OrgId::of_key("org.hotline_111"),
                  .counsellor = accounts::demo_user(keeper_of(table).username),
                  .channel = line.channel.empty() ? "phone_111" : line.channel,
                  .kind = line.group.empty() ? "information" : line.group,
                  .started_at = at,
                  .created_at = at,
                  .updated_at = at};
  contact.facts.topics = line.topics;
  if (line.topics.empty()) {
    contact.facts.topics = {contact.kind == "information" ? "hotline_itself" : "services"};
  }
  contact.facts.caller_relation = caller_of(line.caller);
  contact.facts.sex = line.sex;
  contact.facts.age = age_in(chance, directory, unit.age_set, line.band);
  contact.facts.province = line.province;
  if (!unit.has("province")) contact.facts.province = chance.one_of(places)->place.code;
  if (contact.kind != "information") {
    contact.narrative.summary = "Bản ghi dựng từ số liệu công bố.";
  }
  return contact;
}

}  // namespace

void plan_contacts(Agenda& agenda, Chance& chance, App& app, const PrintedTable& table) {
  const auto* unit = table.find(statistics::Unit::contact);
  if (unit == nullptr) return;
  const auto actor = accounts::demo_actor(keeper_of(table));
  const auto lines = counted(chance, *unit);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto at = moment_of(chance, *table.period, i, lines.size());
    agenda.add(at, [&, actor, line = lines[i], i](platform::Transaction& tx, base::Timestamp now) {
      const auto contact = record_of(chance, directory::current(tx), table, line, i, now);
      must(app.contacts.create(tx, {actor, now}, contact));
      must(app.contacts.finalise(tx, {actor, now + minutes(2)}, contact.id, 1));
    });
  }
}

}  // namespace hd::demo
