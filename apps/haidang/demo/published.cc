#include "demo/published.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "accounts/operations_demo.h"
#include "demo/agenda.h"
#include "demo/chance.h"
#include "directory/operations.h"
#include "platform/csv.h"

namespace hd::demo {
namespace {

using contacts::Contact;
using contacts::ContactId;
using std::chrono::minutes;

constexpr std::uint64_t kSeed = 2021;
constexpr base::Date kFirst{std::chrono::year{2021}, std::chrono::month{1}, std::chrono::day{1}};
constexpr int kDays = 181;

/// The counsellor of the invented records; the account can sign in nowhere, its post is over.
accounts::DemoAccount counsellor() {
  return {.username = "tuvan_2021",
          .display_name = "Người Thử (số liệu 2021)",
          .role = access::Role::counsellor,
          .organisation = "org.hotline_111",
          .valid_from = kFirst,
          .valid_to = base::plus_days(kFirst, kDays - 1)};
}

/// The codes of a section, each as often as it was counted; in the order of the file.
std::vector<std::string> codes_of(std::string_view section) {
  std::vector<std::string> codes;
  for (const auto& row : platform::embedded_csv("data/published/hotline-2021-h1.csv")) {
    if (row["section"] != section) continue;
    codes.insert(codes.end(), std::stoul(row["count"]), row["code"]);
  }
  return codes;
}

/// A kind and a caller that count under the published code.
const std::string& kind_of(const std::string& group) {
  static const std::map<std::string, std::string> kKinds{
      {"information", "information"}, {"counselling", "counselling"}, {"referral", "referral"}};
  return kKinds.at(group);
}

const std::string& caller_of(const std::string& group) {
  static const std::map<std::string, std::string> kCallers{{"public", "public"},
                                                           {"relative_friend", "relative"},
                                                           {"official_press", "official"},
                                                           {"victim", "self_victim"}};
  return kCallers.at(group);
}

/// An age inside the band.
int age_in(Chance& chance, const directory::Directory& directory, const std::string& band) {
  constexpr int kOldest = 70;
  for (const auto* known : directory.age_bands("tongdai_caller")) {
    if (known->code != band) continue;
    const auto oldest = known->to_age ? static_cast<int>(*known->to_age) : kOldest;
    return chance.between(static_cast<int>(known->from_age), oldest);
  }
  fail(base::not_found());
}

/// One line per conversation: what was counted, put together at random. Officials, relatives and
/// victims get the ages of adults; everything else is independent.
struct Counted {
  std::string group, caller, band, sex;
};

std::vector<Counted> counted(Chance& chance) {
  auto groups = codes_of("report_group");
  auto callers = codes_of("caller_group");
  auto bands = codes_of("age_band");
  auto sexes = codes_of("sex");
  chance.shuffle(groups);
  chance.shuffle(sexes);
  std::ranges::reverse(callers);  // victims, officials and relatives first
  std::ranges::stable_partition(
      bands, [](const std::string& band) { return band == "26_40" || band == "over_40"; });
  std::vector<Counted> all;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    all.push_back({groups[i], callers.at(i), bands.at(i), sexes.at(i)});
  }
  chance.shuffle(all);
  return all;
}

Contact record_of(Chance& chance, const directory::Directory& directory, const Counted& line,
                  std::size_t number, base::Timestamp at) {
  const auto places = directory.territories(directory::Geography::p63, base::local_date(at));
  Contact contact{.id = ContactId::of_key("contact.h1_2021." + std::to_string(number)),
                  .hotline = directory::OrgId::of_key("org.hotline_111"),
                  .counsellor = accounts::demo_user(counsellor().username),
                  .channel = "phone_111",
                  .kind = kind_of(line.group),
                  .started_at = at,
                  .created_at = at,
                  .updated_at = at};
  contact.facts.topics = {line.group == "information" ? "hotline_itself" : "services"};
  contact.facts.caller_relation = caller_of(line.caller);
  contact.facts.sex = line.sex;
  contact.facts.age = age_in(chance, directory, line.band);
  contact.facts.province = chance.one_of(places)->place.code;
  if (line.group != "information") contact.narrative.summary = "Bản ghi dựng từ số liệu công bố.";
  return contact;
}

}  // namespace

std::size_t add_first_half_2021(platform::Database& database, contacts::Operations& contacts,
                                vault::Vault& vault) {
  Chance chance(kSeed);
  const auto lines = counted(chance);
  const auto account = counsellor();
  const auto actor = accounts::demo_actor(account);
  const bool present = database.read([&](platform::Transaction& tx) {
    const auto id = ContactId::of_key("contact.h1_2021.0").str();
    return !contacts.by_ids(tx, {actor, base::start_of_day(kFirst)}, {id}).empty();
  });
  if (present) return 0;
  database.write([&](platform::Transaction& tx) {
    return accounts::add_demo_accounts(tx, base::start_of_day(kFirst), vault, {account},
                                       "no password fits this");
  });
  Agenda agenda(base::start_of_day(base::plus_days(kFirst, kDays)));
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto day = base::plus_days(kFirst, static_cast<int>(i * kDays / lines.size()));
    const auto at = base::start_of_day(day) + minutes(chance.between(7 * 60, 21 * 60));
    agenda.add(at, [&, i](platform::Transaction& tx, base::Timestamp now) {
      const Contact contact = record_of(chance, directory::current(tx), lines[i], i, now);
      must(contacts.create(tx, {actor, now}, contact));
      must(contacts.finalise(tx, {actor, now + minutes(2)}, contact.id, 1));
    });
  }
  return agenda.run(database, [](base::Timestamp) {});
}

}  // namespace hd::demo
