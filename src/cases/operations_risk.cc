#include "cases/operations_risk.h"

#include <algorithm>
#include <array>
#include <utility>

#include "cases/operations_audit.h"
#include "cases/store_risk.h"
#include "directory/operations.h"

namespace hd::cases {
namespace {

using access::Permission;
using duties::End;

constexpr std::int64_t kAssessmentsShown = 20;
constexpr std::int64_t kCompared = 2;
constexpr std::string_view kEmergencyDuty = "child_emergency_measures";
constexpr std::string_view kPlanDuty = "child_support_plan";

/// Lists whose codes are the factors that ask for a level.
constexpr auto kMinimumLists = std::to_array<std::pair<std::string_view, RiskLevel>>({
    {"risk_minimum_emergency", RiskLevel::emergency},
    {"risk_minimum_high", RiskLevel::high},
    {"risk_minimum_medium", RiskLevel::medium},
});

std::vector<std::string> factors_on(const directory::Directory& directory, base::Date day) {
  std::vector<std::string> codes;
  for (const auto* item : directory.codes("risk_factor", day)) codes.push_back(item->code);
  return codes;
}

/// Each factor with the highest level that it asks for.
std::vector<RiskMinimum> minima_on(const directory::Directory& directory, base::Date day) {
  std::vector<RiskMinimum> minima;
  for (const auto& [list, level] : kMinimumLists) {
    for (const auto* item : directory.codes(list, day)) {
      if (std::ranges::find(minima, item->code, &RiskMinimum::factor) == minima.end()) {
        minima.push_back({item->code, level});
      }
    }
  }
  return minima;
}

bool has_open(const std::vector<duties::Duty>& open, std::string_view kind) {
  return std::ranges::any_of(open, [&](const duties::Duty& duty) { return duty.kind == kind; });
}

/// Whoever assesses or plans has to see who is dangerous.
base::Result<PersonLoaded> load_to_work(platform::Transaction& tx, vault::Vault& vault,
                                        const Who& who, const PersonId& id) {
  auto loaded = load_person(tx, vault, who, id, Permission::cases_work);
  if (loaded && (loaded->decision.marks & access::kIdentity) == 0) return base::not_found();
  return loaded;
}

bool sees_places(const Who& who, const PersonLoaded& loaded) {
  return sight_of(who, {loaded.record, loaded.decision}).protection;
}

std::vector<base::FieldError> unknown_factors(const std::vector<RiskFactor>& answered,
                                              const std::vector<std::string>& known) {
  std::vector<base::FieldError> faults;
  for (std::size_t i = 0; i < answered.size(); ++i) {
    if (std::ranges::find(known, answered[i].code) == known.end()) {
      faults.push_back({"factors." + std::to_string(i) + ".code", "unknown_value"});
    }
  }
  return faults;
}

}  // namespace

std::optional<Risk> latest_risk(platform::Transaction& tx, vault::Vault& vault,
                                const std::optional<access::SessionId>& session,
                                const PersonId& person) {
  auto risks = store::risks_of({tx, vault, session}, person, 1);
  if (risks.empty()) return std::nullopt;
  return std::move(risks.front());
}

std::optional<SafetyPlan> safety_plan_of(platform::Transaction& tx, vault::Vault& vault,
                                         const std::optional<access::SessionId>& session,
                                         const PersonId& person) {
  return store::find_plan({tx, vault, session}, person);
}

RiskView Risks::view(platform::Transaction& tx, const Who& who, const PersonLoaded& loaded) {
  const PersonId& id = loaded.person.id;
  const store::Place place{tx, vault_, who.actor.session};
  const auto& directory = directory::current(tx);
  RiskView view{.person = id,
                .history = store::risk_lines(tx, id, kAssessmentsShown),
                .factors = factors_on(directory, who.today()),
                .minima = minima_on(directory, who.today()),
                .plan = store::find_plan(place, id),
                .marks = loaded.decision.marks,
                .sees_places = sees_places(who, loaded)};
  auto risks = store::risks_of(place, id, kCompared);
  if (!risks.empty()) view.latest = risks[0];
  if (risks.size() > 1) view.previous = risks[1];
  for (auto& clock : duties_.of_subject(tx, who.now, who.actor, id.str())) {
    const std::string& kind = clock.duty.kind;
    if (kind == kEmergencyDuty || kind == kPlanDuty) view.clocks.push_back(std::move(clock));
  }
  view.may_work = static_cast<bool>(load_to_work(tx, vault_, who, id));
  return view;
}

base::Result<RiskView> Risks::open(platform::Transaction& tx, const Who& who, const PersonId& id) {
  const auto loaded = load_person(tx, vault_, who, id, Permission::cases_read);
  if (!loaded) return loaded.error();
  record_audit(tx, who, *loaded, "risk.open");
  return view(tx, who, *loaded);
}

base::Result<RiskView> Risks::assess(platform::Transaction& tx, const Who& who, Risk asked) {
  const auto loaded = load_to_work(tx, vault_, who, asked.person);
  if (!loaded) return loaded.error();
  const auto& directory = directory::current(tx);
  const auto known = factors_on(directory, who.today());
  asked.id = RiskId::random();
  asked.at = who.now;
  asked.assessor = who.actor.user;
  asked.child = asked.child || age_facts(loaded->person, who.today()).treated_as_child;
  auto faults = unknown_factors(asked.factors, known);
  for (auto& fault : check(asked, known, minima_on(directory, who.today()))) {
    faults.push_back(std::move(fault));
  }
  if (!faults.empty()) return base::invalid(std::move(faults));
  const store::Place place{tx, vault_, who.actor.session};
  if (!sees_places(who, *loaded)) {
    if (const auto before = latest_risk(tx, vault_, who.actor.session, asked.person)) {
      asked.safe_places.insert(asked.safe_places.begin(), before->safe_places.begin(),
                               before->safe_places.end());
    }
  }
  const CaseId& case_file = loaded->record.id;
  store::insert(place, case_file, asked);
  const auto worst = store::worst_of_case(tx, case_file).value_or(asked.level);
  set_risk_level(tx, case_file, std::string(base::name_of(kRiskLevelNames, worst)));
  if (const auto started = start_clocks(tx, who, *loaded, asked); !started) return started.error();
  add_timeline(tx, vault_, who, case_file,
               {.kind = "risk_assessed",
                .code = std::string(base::name_of(kRiskLevelNames, asked.level)),
                .subject_kind = "person",
                .subject_id = asked.person.str()});
  record_audit(tx, who, *loaded, "risk.assess");
  return view(tx, who, *loaded);
}

base::Result<base::Done> Risks::start_clocks(platform::Transaction& tx, const Who& who,
                                             const PersonLoaded& loaded, const Risk& risk) {
  const auto open = duties::open_of_subject(tx, risk.person.str());
  const auto plan = store::find_plan({tx, vault_, who.actor.session}, risk.person);
  std::vector<std::string> rules;
  if (starts_child_emergency(risk) && !has_open(open, kEmergencyDuty)) rules.emplace_back("T13");
  const bool planned = plan && plan->support_plan_made;
  if (starts_child_plan(risk) && !planned && !has_open(open, kPlanDuty)) rules.emplace_back("T14");
  for (const std::string& rule : rules) {
    const auto opened = duties::open(tx, who.now, who.actor,
                                     {.rule = rule,
                                      .org = loaded.record.lead_org,
                                      .user = loaded.record.lead_officer,
                                      .subject_kind = "person",
                                      .subject_id = risk.person.str(),
                                      .subject_number = loaded.record.number,
                                      .started_at = who.now});
    if (!opened) return opened.error();
  }
  return base::Done{};
}

base::Result<RiskView> Risks::save_plan(platform::Transaction& tx, const Who& who,
                                        SafetyPlan plan) {
  const auto loaded = load_to_work(tx, vault_, who, plan.person);
  if (!loaded) return loaded.error();
  if (plan.review_on && *plan.review_on < who.today()) {
    return base::invalid({{"review_on", "in_past"}});
  }
  const store::Place place{tx, vault_, who.actor.session};
  const auto before = store::find_plan(place, plan.person);
  const std::int64_t stored = before ? before->version : 0;
  if (plan.version != stored) return base::stale(stored);
  ++plan.version;
  plan.updated_at = who.now;
  plan.updated_by = who.actor.user;
  if (!store::save(place, loaded->record.id, plan)) return base::stale(stored + 1);
  const auto settle = [&](std::string_view kind, std::string_view reason) {
    duties::settle(tx, who.now, who.actor, "person", plan.person.str(), kind, End::done, reason);
  };
  if (!plan.emergency_measures.empty()) settle(kEmergencyDuty, "emergency_measures_recorded");
  if (plan.support_plan_made) settle(kPlanDuty, "support_plan_made");
  add_timeline(
      tx, vault_, who, loaded->record.id,
      {.kind = "safety_plan_saved", .subject_kind = "person", .subject_id = plan.person.str()});
  record_audit(tx, who, *loaded, "safety_plan.save");
  return view(tx, who, *loaded);
}

}  // namespace hd::cases
