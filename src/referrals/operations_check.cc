// What a referral may say, whom it may ask, who could help: codes, places and bodies of the day.

#include <algorithm>
#include <utility>

#include "directory/operations.h"
#include "referrals/operations.h"
#include "referrals/store.h"

namespace hd::referrals {
namespace {

using directory::code_list::check;

/// Organisations of the chain that have declined, or did not answer.
std::vector<directory::OrgId> refused(const std::vector<Referral>& chain) {
  std::vector<directory::OrgId> orgs;
  for (const Referral& link : chain) {
    const bool no = !link.decline_reason.empty() || link.status == Status::expired;
    if (no && link.target) orgs.push_back(link.target->org);
  }
  return orgs;
}

std::vector<directory::OrgId> declined(const std::vector<Referral>& chain) {
  std::vector<directory::OrgId> orgs;
  for (const Referral& link : chain) {
    if (!link.decline_reason.empty() && link.target) orgs.push_back(link.target->org);
  }
  return orgs;
}

}  // namespace

base::Result<base::Done> Operations::check_target(platform::Transaction& tx, const Who& who,
                                                  const Referral& referral, const Target& target) {
  const auto& directory = directory::current(tx);
  const base::Date day = who.today();
  const auto body = directory::check_asked_body(directory, referral.sender, target.org, day);
  if (!body) return body.error();
  const auto unit = directory::check_asked_unit(directory, target.org, target.unit, day);
  if (!unit) return unit.error();
  const auto no = declined(store::chain({tx, vault_, who.actor.session}, referral.root));
  if (std::ranges::find(no, target.org) != no.end()) {
    return base::invalid({{"target.organisation_id", "declined_before"}});
  }
  return base::Done{};
}

base::Result<base::Done> Operations::check_content(platform::Transaction& tx, const Who& who,
                                                   const Referral& referral) {
  const auto& directory = directory::current(tx);
  const base::Date day = who.today();
  auto found = directory::check_needs(directory, referral.told.needs, day);
  check(directory, "coordination_form", referral.channel_used, day, "channel_used", found);
  if (!directory::is_province_or_empty(directory, referral.told.card.province, day)) {
    found.push_back({"province", "unknown_value"});
  }
  const auto subject = subject_of(tx, vault_, who, referral.person);
  if (subject && subject->person.kind == cases::PersonKind::offender) {
    found.push_back({"person_id", "is_offender"});
  }
  for (std::size_t i = 0; i < referral.told.accompanying.size(); ++i) {
    const auto companion = subject_of(tx, vault_, who, referral.told.accompanying[i]);
    const bool known = companion && companion->person.case_file == referral.case_id &&
                       companion->person.id != referral.person &&
                       companion->person.kind != cases::PersonKind::offender;
    if (known) continue;
    found.push_back({"accompanying_person_ids." + std::to_string(i), "unknown_value"});
  }
  if (!found.empty()) return base::invalid(std::move(found));
  if (!referral.target) return base::Done{};
  return check_target(tx, who, referral, *referral.target);
}

base::Result<std::vector<directory::Suggestion>> Operations::suggest(platform::Transaction& tx,
                                                                     const Who& who,
                                                                     const ReferralId& id) {
  const auto loaded = load(tx, who, id);
  if (!loaded) return loaded.error();
  if (loaded->side != Side::sender) return base::not_found();
  const Referral& referral = loaded->referral;
  const Card& card = referral.told.card;
  directory::Sought sought{
      .day = who.today(),
      .needs = referral.told.needs,
      .sex = card.sex,
      .age_band = card.age_band,
      .province = card.province,
      .excluded = refused(store::chain({tx, vault_, who.actor.session}, referral.root)),
      .at_once = referral.urgency == Urgency::at_once};
  sought.excluded.push_back(referral.sender);
  return directory::who_serves(directory::current(tx), sought);
}

std::vector<directory::Unit> Operations::delegable_units(platform::Transaction& tx, const Who& who,
                                                         const Referral& referral) {
  if (!referral.target) return {};
  return directory::delegable_units(directory::current(tx), referral.target->org,
                                    referral.delegated_unit, who.today());
}

base::Result<Seen> Operations::reroute(platform::Transaction& tx, const Who& who,
                                       const ReferralId& id, std::int64_t version,
                                       const Target& target) {
  auto act = begin(tx, who, id, version, Action::reroute);
  if (!act) return act.error();
  Referral& old = act->next;
  const ReferralId id_of_next = ReferralId::random();
  Referral draft{.id = id_of_next,
                 .case_id = old.case_id,
                 .case_number = old.case_number,
                 .person = old.person,
                 .sender = old.sender,
                 .author = who.actor.user,
                 .route = old.route,
                 .urgency = old.urgency,
                 .target = target,
                 .channel_used = old.channel_used,
                 .parent = old.id,
                 .root = old.root,
                 .created_at = who.now,
                 .updated_at = who.now,
                 .police_told = old.police_told,
                 .told = {.needs = old.told.needs,
                          .card = old.told.card,
                          .accompanying = old.told.accompanying},
                 // Risk and opinion are asked once: she need not tell it again.
                 .steps = {.risk = old.steps.risk, .opinion = old.steps.opinion}};
  auto made = make_draft(tx, who, std::move(draft));
  if (!made) return made.error();
  old.rerouted_to = id_of_next;
  keep(tx, who, *act, {.kind = "rerouted"}, Action::reroute);
  return made;
}

}  // namespace hd::referrals
