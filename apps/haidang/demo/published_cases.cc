#include <algorithm>
#include <array>
#include <chrono>
#include <map>

#include "demo/bodies.h"
#include "demo/published_records.h"
#include "demo/transfer_table.h"
#include "demo/transfer_words.h"
#include "directory/operations.h"

namespace hd::demo {
namespace {

using statistics::Unit;
using std::chrono::minutes;
using Action = cases::IdentificationAction;

struct NeedLine {
  std::string service, outcome;
};

struct PersonLine {
  std::string sex, band, road, province, identification;
  std::vector<std::string> purposes, regimes;
  std::vector<NeedLine> needs;
  std::int64_t referrals = 0;
};

struct CaseFile {
  std::string road;
  std::vector<PersonLine> persons;
};

std::vector<PersonLine> persons_of(Chance& chance, const PrintedTable& table, std::size_t count) {
  PrintedUnit none{
      .unit = Unit::person, .age_set = "law", .printed_total = static_cast<std::int64_t>(count)};
  const auto* printed = table.find(Unit::person);
  const PrintedUnit& unit = printed == nullptr ? none : *printed;
  const auto shuffled = [&](std::string_view section) {
    auto codes = dealt(unit, section);
    chance.shuffle(codes);
    return codes;
  };
  const auto sexes = shuffled("sex"), bands = shuffled("age_band"), roads = shuffled("entry_road"),
             provinces = shuffled("province"), found = shuffled("identification");
  const auto purposes = dealt_several(chance, unit, "purpose");
  const auto regimes = dealt_several(chance, unit, "regime");
  std::vector<PersonLine> persons;
  for (std::size_t i = 0; i < count; ++i) {
    persons.push_back({.sex = sexes[i],
                       .band = bands[i],
                       .road = roads[i],
                       .province = provinces[i],
                       .identification = found[i],
                       .purposes = purposes[i],
                       .regimes = regimes[i],
                       .needs = {}});
  }
  return persons;
}

/// Services and referrals go round the persons.
void add_events(Chance& chance, const PrintedTable& table, std::vector<PersonLine>& persons) {
  if (const auto* unit = table.find(Unit::service_event)) {
    auto services = dealt(*unit, "service");
    auto outcomes = dealt(*unit, "outcome");
    chance.shuffle(services);
    chance.shuffle(outcomes);
    for (std::size_t i = 0; i < services.size(); ++i) {
      persons[i % persons.size()].needs.push_back(
          {services[i].empty() ? "other" : services[i], outcomes[i]});
    }
  }
  const auto referrals = static_cast<std::size_t>(table.total_of(Unit::referral_event));
  for (std::size_t i = 0; i < referrals; ++i) ++persons[i % persons.size()].referrals;
}

/// How many cases came by each road when only persons are printed by it: one each, the rest where
/// most persons are.
std::vector<std::string> roads_of_cases(const std::vector<PersonLine>& persons, std::size_t count) {
  std::map<std::string, std::size_t> left;
  for (const PersonLine& person : persons) ++left[person.road];
  std::vector<std::string> roads;
  for (auto& [road, persons_left] : left) {
    roads.push_back(road);
    --persons_left;
  }
  while (roads.size() < count) {
    const auto most =
        std::ranges::max_element(left, {}, [](const auto& one) { return one.second; });
    roads.push_back(most->first);
    --most->second;
  }
  return roads;
}

/// One person for each case first, then the others round and round; a road holds for all of them.
std::vector<CaseFile> cases_of(Chance& chance, const PrintedTable& table) {
  const auto* unit = table.find(Unit::case_file);
  const auto persons_printed = static_cast<std::size_t>(table.total_of(Unit::person));
  const auto count = unit == nullptr ? persons_printed : static_cast<std::size_t>(unit->total());
  const bool has_persons = table.find(Unit::person) != nullptr;
  auto persons = persons_of(chance, table, has_persons ? persons_printed : count);
  if (persons.empty()) return {};
  add_events(chance, table, persons);
  const bool by_road = has_persons && table.find(Unit::person)->has("entry_road");
  std::vector<std::string> roads(count);
  if (unit != nullptr && unit->has("entry_road")) {
    roads = dealt(*unit, "entry_road");
  } else if (by_road) {
    roads = roads_of_cases(persons, count);
  }
  chance.shuffle(roads);
  std::vector<CaseFile> files;
  for (const auto& road : roads) files.push_back({road, {}});
  for (auto& person : persons) {
    auto emptiest = files.end();
    for (auto file = files.begin(); file != files.end(); ++file) {
      if (by_road && file->road != person.road) continue;
      if (emptiest == files.end() || file->persons.size() < emptiest->persons.size()) {
        emptiest = file;
      }
    }
    emptiest->persons.push_back(std::move(person));
  }
  return files;
}

/// Steps that lead to a state.
std::vector<Action> way_to(const std::string& state) {
  static const std::map<std::string, std::vector<Action>> kWays{
      {"suspected", {Action::suspect}},
      {"in_identification", {Action::suspect, Action::start}},
      {"confirmed", {Action::suspect, Action::start, Action::confirm}},
      {"not_victim", {Action::suspect, Action::start, Action::refuse}},
      {"appealed", {Action::suspect, Action::start, Action::refuse, Action::appeal}},
      {"withdrawn", {Action::suspect, Action::withdraw}},
      {"unreachable", {Action::suspect, Action::lost}},
  };
  const auto found = kWays.find(state);
  return found == kWays.end() ? std::vector<Action>{} : found->second;
}

/// Opens one case with all that hangs on it; each step a little later than the one before.
class Opening {
 public:
  Opening(App& app, const PrintedTable& table, platform::Transaction& tx, base::Timestamp now)
      : app_(app),
        table_(table),
        tx_(tx),
        directory_(directory::current(tx)),
        actor_(accounts::demo_actor(keeper_of(table))),
        who_{actor_, now} {}

  void run(const CaseFile& file) {
    const auto& first = file.persons.front();
    const auto loaded =
        must(app_.cases.start(tx_, who_,
                              {.contact = std::nullopt,
                               .entry_road = file.road.empty() ? "hotline" : file.road,
                               .summary = "Hồ sơ hư cấu dựng từ bảng số liệu, không có người thật.",
                               .kind = cases::PersonKind::suspected_victim,
                               .person = edit_of(first)}));
    case_ = loaded.record.id;
    road_ = loaded.record.entry_road;
    std::vector<cases::PersonId> ids{cases::persons_of(tx_, *app_.vault, who_, *case_).front().id};
    for (std::size_t i = 1; i < file.persons.size(); ++i) {
      ids.push_back(
          must(app_.cases.add_person(tx_, who_, *case_, cases::PersonKind::suspected_victim,
                                     edit_of(file.persons[i])))
              .person.id);
    }
    for (std::size_t i = 0; i < ids.size(); ++i) {
      serve(ids[i], file.persons[i]);
      identify(ids[i], file.persons[i].identification);
      refer(ids[i], file.persons[i].referrals);
    }
  }

 private:
  cases::PersonEdit edit_of(const PersonLine& line) const {
    const auto apply = [this, &line](const cases::Person& stored) -> base::Result<cases::Person> {
      cases::Person next = stored;
      next.identity.full_name = "Người Hư Cấu";
      next.identity.origin_province = line.province;
      next.identity.birth = birth_of(line.band);
      next.facts.sex = line.sex;
      next.facts.citizenship = "vn";
      next.facts.residence_class = "vn_citizen";
      next.facts.where = "in_vn";
      next.trafficking.purposes = line.purposes;
      return next;
    };
    return {.apply = apply, .parts = access::kAllMarks};
  }

  /// What the printed band says and no more: "15 to 16 years".
  cases::Birth birth_of(const std::string& code) const {
    for (const auto* band : directory_.age_bands(
             table_.find(Unit::person) == nullptr ? "law" : table_.find(Unit::person)->age_set)) {
      if (band->code != code) continue;
      return {.estimated = true,
              .age_from = band->from_age,
              .age_to = band->to_age,
              .age_on = who_.today()};
    }
    return {};
  }

  void serve(const cases::PersonId& person, const PersonLine& line) {
    std::vector<NeedLine> needs = line.needs;
    for (const auto& regime : line.regimes) needs.push_back({service_of(regime), "met"});
    for (const NeedLine& one : needs) {
      const auto need = must(app_.cases.add_need(tx_, who_, *case_,
                                                 {.id = cases::NeedId::random(),
                                                  .case_file = *case_,
                                                  .person = person,
                                                  .service = one.service,
                                                  .created_at = who_.now,
                                                  .updated_at = who_.now}));
      if (one.outcome.empty() || one.outcome == cases::kOpenNeed) continue;
      must(app_.cases.save_need(tx_, who_, need.id,
                                {.version = need.version, .state = one.outcome}));
    }
  }

  /// A service that belongs to the regime.
  std::string service_of(const std::string& regime) const {
    for (const auto* item : directory_.codes("service_type", who_.today())) {
      if (item->report_group == regime) return item->code;
    }
    return "other";
  }

  void identify(const cases::PersonId& person, const std::string& state) {
    std::int64_t version = 0;
    for (const Action action : way_to(state)) {
      cases::IdentificationStep step{.id = cases::StepId::random(),
                                     .person = person,
                                     .action = action,
                                     .happened_on = who_.today(),
                                     .at = who_.now,
                                     .by = who_.actor.user,
                                     .road = road_};
      if (action != Action::suspect && action != Action::start && action != Action::confirm) {
        step.reason = "Dựng từ bảng số liệu.";
      }
      if (action == Action::confirm) {
        step.paper = cases::VictimPaper{.kind = "police_certificate",
                                        .number = "mẫu",
                                        .issuer = "Cơ quan mẫu",
                                        .date = who_.today()};
      }
      must(app_.identifications.take(tx_, who_, version++, step));
    }
  }

  /// To that many bodies, one after the other.
  void refer(const cases::PersonId& person, std::int64_t count) {
    if (count == 0) return;
    const Author author{who_.actor.posts.front().org, who_.actor.user, who_.now};
    const auto risks = must(app_.risks.open(tx_, who_, person));
    must(app_.risks.assess(tx_, who_, risk_words(author, person, "medium", risks.factors)));
    for (std::size_t body = 0; body < static_cast<std::size_t>(count); ++body) {
      referrals::Changes content;
      content.needs = std::vector{referrals::Need{.service = kTransferServices.at(body)}};
      content.urgency = referrals::Urgency::urgent;
      content.target =
          referrals::Target{.org = directory::OrgId::of_key(kBodies.at(body).organisation)};
      content.channel_used = "phone";
      content.summary = "Dựng từ bảng số liệu.";
      const auto id = must(app_.referrals.create(tx_, who_, *case_, person, content)).referral.id;
      const auto version = [&] {
        return must(app_.referrals.open(tx_, who_, id)).seen.referral.version;
      };
      using referrals::Step;
      must(app_.referrals.record_step(tx_, who_, id, version(),
                                      {Step::risk_assessment, risk_step(author)}));
      must(app_.referrals.record_step(tx_, who_, id, version(),
                                      {Step::victim_opinion, opinion_step(author)}));
      must(app_.referrals.change_status(tx_, who_, id,
                                        {.version = version(), .action = referrals::Action::send}));
    }
  }

  App& app_;
  const PrintedTable& table_;
  platform::Transaction& tx_;
  const directory::Directory& directory_;
  const access::Actor actor_;
  const cases::Who who_;
  std::optional<cases::CaseId> case_ = {};
  std::string road_ = {};
};

}  // namespace

static_assert(kBodies.size() == kReferralsEach && kTransferServices.size() == kReferralsEach);

void plan_printed_cases(Agenda& agenda, Chance& chance, App& app, const PrintedTable& table) {
  auto files = cases_of(chance, table);
  for (std::size_t i = 0; i < files.size(); ++i) {
    agenda.add(
        moment_of(chance, *table.period, i, files.size()),
        [&app, &table, file = std::move(files[i])](platform::Transaction& tx, base::Timestamp now) {
          Opening(app, table, tx, now).run(file);
        });
  }
}

}  // namespace hd::demo
