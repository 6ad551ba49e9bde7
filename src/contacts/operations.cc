#include "contacts/operations.h"

#include <chrono>
#include <utility>

#include "accounts/operations_people.h"
#include "audit/audit.h"
#include "calendar/operations.h"
#include "contacts/check.h"
#include "contacts/operations_numbering.h"
#include "directory/operations.h"
#include "duties/operations.h"
#include "platform/outbox.h"

namespace hd::contacts {
namespace {

using access::Permission;
using platform::Transaction;

constexpr std::string_view kRiskRule = "T4";
constexpr std::string_view kRiskDuty = "contact_report_to_lead";
constexpr std::string_view kFollowUpRule = "FOLLOW_UP";
constexpr std::string_view kForwardRule = "T7";
constexpr std::string_view kForwardDuty = "contact_inform_competent_body";

void record(Transaction& tx, const Who& who, std::string_view action, const ContactId& id,
            const access::Decision& decision) {
  audit::record(tx, who.now, who.actor,
                {.action = "contact." + std::string(action),
                 .object_kind = "contact",
                 .object_id = id.str(),
                 .marks = decision.marks,
                 .post = decision.post,
                 .rule = decision.rule});
}

void tell(Transaction& tx, const Who& who, std::string topic, const Contact& contact) {
  platform::publish(tx, who.now,
                    {.topic = std::move(topic),
                     .scope_org = contact.hotline.str(),
                     .scope_user = {},
                     .object_kind = "contact",
                     .object_id = contact.id.str()});
}

Step step_of(const Who& who, std::int64_t version, std::string reason = {}) {
  return {.by = who.actor.user, .at = who.now, .version = version, .reason = std::move(reason)};
}

/// Would this actor hold drafts at the hotline of this record?
bool works_there(const Who& who, const Contact& contact) {
  access::Object mine = object_of(contact);
  mine.stage = access::Stage::draft;
  mine.author = who.actor.user;
  return access::decide(who.actor, Permission::contacts_take, mine, who.today()).allowed;
}

}  // namespace

access::Object object_of(const Contact& contact) {
  return {.stage = contact.state == State::final ? access::Stage::final : access::Stage::draft,
          .author = contact.counsellor,
          .owner_org = contact.hotline};
}

base::Result<Operations::Loaded> Operations::load(Transaction& tx, const Who& who,
                                                  const ContactId& id, Permission action) {
  access::Decision decision;
  const auto allowed = [&](const Contact& head) {
    decision = access::decide(who.actor, action, object_of(head), who.today());
    return decision.allowed;
  };
  auto contact = store_.find(tx, who.opening(id.str()), id, allowed);
  if (!contact) return base::not_found();
  return Loaded{*std::move(contact), decision};
}

base::Result<Operations::Allowed> Operations::allowed(Transaction& tx, const Who& who,
                                                      const ContactId& id, Permission action) {
  const auto loaded = load(tx, who, id, action);
  if (!loaded) return loaded.error();
  return Allowed{loaded->decision, loaded->contact.hotline};
}

base::Result<Operations::Loaded> Operations::load_draft(Transaction& tx, const Who& who,
                                                        const ContactId& id, Permission action) {
  std::optional<Contact> refused;
  access::Decision decision;
  const auto allowed = [&](const Contact& head) {
    decision = access::decide(who.actor, action, object_of(head), who.today());
    if (!decision && head.state == State::final) {
      // A closed record that the actor may read is "not a draft" rather than "not there".
      decision = access::decide(who.actor, Permission::contacts_read, object_of(head), who.today());
    }
    if (!decision && works_there(who, head)) refused = head;
    return decision.allowed;
  };
  auto contact = store_.find(tx, who.opening(id.str()), id, allowed);
  if (contact) return Loaded{*std::move(contact), decision};
  if (!refused) return base::not_found();
  const auto& holder = refused->counsellor;
  return base::Error{base::ErrorKind::conflict,
                     "contact.taken",
                     {},
                     {{"counsellor_id", holder.str()},
                      {"counsellor", accounts::display_name(tx, vault_, holder)}}};
}

base::Result<Contact> Operations::keep(Transaction& tx, const Who& who, const Loaded& before,
                                       base::Result<Contact> next, std::string_view action) {
  if (!next) return next;
  if (!store_.update(tx, *next)) return base::stale(before.contact.version);
  record(tx, who, action, next->id, before.decision);
  return next;
}

base::Result<Contact> Operations::create(Transaction& tx, const Who& who, const Contact& blank) {
  Contact draft = blank;
  draft.counsellor = who.actor.user;
  draft.state = State::draft;
  draft.created_at = draft.updated_at = who.now;
  const auto decision =
      access::decide(who.actor, Permission::contacts_take, object_of(draft), who.today());
  if (!decision) return base::not_found();
  auto faults = impossible(draft, directory::current(tx), who.now);
  if (draft.repeat_of) {
    const auto earlier = load(tx, who, *draft.repeat_of, Permission::contacts_read);
    if (!earlier || earlier->contact.hotline != draft.hotline) {
      faults.push_back({"repeat_of", "unknown_value"});
    }
  }
  if (!faults.empty()) return base::invalid(std::move(faults));
  store_.insert(tx, draft);
  record(tx, who, "create", draft.id, decision);
  return draft;
}

base::Result<Contact> Operations::open(Transaction& tx, const Who& who, const ContactId& id) {
  auto loaded = load(tx, who, id, Permission::contacts_read);
  if (!loaded) return loaded.error();
  record(tx, who, "open", id, loaded->decision);
  return std::move(loaded->contact);
}

bool Operations::may_open(Transaction& tx, const Who& who, const ContactId& id) {
  return static_cast<bool>(load(tx, who, id, Permission::contacts_read));
}

base::Result<Contact> Operations::edited(Transaction& tx, const Who& who, const Contact& stored,
                                         const Edit& edit) {
  auto contact = edit(stored);
  if (!contact) return contact;
  auto faults = impossible(*contact, directory::current(tx), who.now);
  if (contact->repeat_of && contact->repeat_of != stored.repeat_of) {
    const auto earlier = load(tx, who, *contact->repeat_of, Permission::contacts_read);
    if (!earlier || earlier->contact.hotline != stored.hotline ||
        earlier->contact.id == stored.id) {
      faults.push_back({"repeat_of", "unknown_value"});
    }
  }
  if (!faults.empty()) return base::invalid(std::move(faults));
  return contact;
}

base::Result<Contact> Operations::save(Transaction& tx, const Who& who, const ContactId& id,
                                       std::int64_t version, const Edit& edit) {
  auto loaded = load_draft(tx, who, id, Permission::contacts_take);
  if (!loaded) return loaded.error();
  // First whether the draft may change at all, then whether what was typed can be.
  const auto allowed = contacts::save(loaded->contact, loaded->contact, step_of(who, version));
  if (!allowed) return allowed.error();
  const auto typed = edited(tx, who, loaded->contact, edit);
  if (!typed) return typed.error();
  return keep(tx, who, *loaded, contacts::save(loaded->contact, *typed, step_of(who, version)),
              "save");
}

base::Result<Contact> Operations::finalise(Transaction& tx, const Who& who, const ContactId& id,
                                           std::int64_t version) {
  auto loaded = load_draft(tx, who, id, Permission::contacts_take);
  if (!loaded) return loaded.error();
  auto next = contacts::finalise(loaded->contact, step_of(who, version));
  if (!next) return next;
  auto faults = impossible(*next, directory::current(tx), who.now);
  for (auto& fault : missing(*next)) faults.push_back(std::move(fault));
  if (!faults.empty()) return base::invalid(std::move(faults));
  next->number = next_number(tx, store_, *next);
  auto kept = keep(tx, who, *loaded, std::move(next), "finalise");
  if (!kept) return kept;
  duties::number_subject(tx, "contact", id.str(), kept->number);
  if (const auto fine = watch_denunciation(tx, who, false, *kept); !fine) return fine.error();
  tell(tx, who, "contact.changed", *kept);
  return kept;
}

base::Result<base::Done> Operations::watch_denunciation(Transaction& tx, const Who& who,
                                                        bool was_denunciation, const Contact& now) {
  const bool is_one = is_denunciation(now);
  if (was_denunciation && !is_one) {
    duties::settle(tx, who.now, who.actor, "contact", now.id.str(), kForwardDuty,
                   duties::End::cancelled, "no_denunciation");
  }
  // Before the rule was in force nothing had to be forwarded.
  if (was_denunciation || !is_one || !calendar::rule_on(tx, kForwardRule, who.today())) {
    return base::Done{};
  }
  const auto duty = duties::open(tx, who.now, who.actor,
                                 {.rule = std::string(kForwardRule),
                                  .org = now.hotline,
                                  .user = who.actor.user,
                                  .subject_kind = "contact",
                                  .subject_id = now.id.str(),
                                  .subject_number = now.number,
                                  .started_at = who.now});
  if (!duty) return duty.error();
  return base::Done{};
}

base::Result<Contact> Operations::forward(Transaction& tx, const Who& who, const ContactId& id,
                                          const Forward& given) {
  auto loaded = load(tx, who, id, Permission::contacts_read);
  if (!loaded) return loaded.error();
  auto next = note_forwarding(loaded->contact, step_of(who, given.version));
  if (!next) return next;
  if (!is_denunciation(*next)) {
    return base::Error{base::ErrorKind::conflict, "contact.no_denunciation"};
  }
  const Forwarding act{.id = base::random_uuid(),
                       .organisation = given.organisation,
                       .channel = given.channel,
                       .at = given.at,
                       .recorded_at = who.now,
                       .recorded_by = who.actor.user,
                       .told = given.told};
  auto faults = check(act, *next, directory::current(tx), who.now);
  if (!faults.empty()) return base::invalid(std::move(faults));
  auto kept = keep(tx, who, *loaded, std::move(next), "forward");
  if (!kept) return kept;
  store_.add_forwarding(tx, *kept, act);
  duties::settle(tx, who.now, who.actor, "contact", id.str(), kForwardDuty, duties::End::done,
                 "forwarded");
  tell(tx, who, "contact.changed", *kept);
  return kept;
}

base::Result<Contact> Operations::amend(Transaction& tx, const Who& who, const ContactId& id,
                                        const Amendment& amendment) {
  auto loaded = load(tx, who, id, Permission::contacts_amend);
  if (!loaded) {
    // A draft is no closed record, but its holder may know that it is there.
    const auto draft = load(tx, who, id, Permission::contacts_take);
    if (!draft) return loaded.error();
    return base::Error{base::ErrorKind::conflict, "contact.not_final"};
  }
  const Step step = step_of(who, amendment.version, amendment.reason);
  auto allowed = contacts::amend(loaded->contact, loaded->contact, step);
  if (!allowed) return allowed;
  const auto typed = edited(tx, who, loaded->contact, amendment.edit);
  if (!typed) return typed.error();
  if (auto faults = missing(*typed); !faults.empty()) return base::invalid(std::move(faults));
  store_.keep_version(tx, {.contact = loaded->contact,
                           .replaced_at = who.now,
                           .replaced_by = who.actor.user,
                           .reason = amendment.reason});
  auto kept = keep(tx, who, *loaded, contacts::amend(loaded->contact, *typed, step), "amend");
  if (!kept) return kept;
  const bool was_one = is_denunciation(loaded->contact);
  if (const auto fine = watch_denunciation(tx, who, was_one, *kept); !fine) return fine.error();
  tell(tx, who, "contact.changed", *kept);
  return kept;
}

base::Result<Contact> Operations::take_over(Transaction& tx, const Who& who, const ContactId& id,
                                            const Decision& decision) {
  auto loaded = load_draft(tx, who, id, Permission::contacts_supervise);
  if (!loaded) return loaded.error();
  auto kept =
      keep(tx, who, *loaded,
           contacts::take_over(loaded->contact, step_of(who, decision.version, decision.reason)),
           "take_over");
  if (kept) tell(tx, who, "contact.changed", *kept);
  return kept;
}

base::Result<Contact> Operations::discard(Transaction& tx, const Who& who, const ContactId& id,
                                          const Decision& decision) {
  auto loaded = load(tx, who, id, Permission::contacts_supervise);
  if (!loaded) loaded = load_draft(tx, who, id, Permission::contacts_take);
  if (!loaded) return loaded.error();
  auto kept =
      keep(tx, who, *loaded,
           contacts::discard(loaded->contact, step_of(who, decision.version, decision.reason)),
           "discard");
  if (!kept) return kept;
  duties::settle_all(tx, who.now, who.actor, "contact", id.str(), duties::End::cancelled,
                     "contact_discarded");
  tell(tx, who, "contact.changed", *kept);
  return kept;
}

base::Result<Contact> Operations::flag_risk(Transaction& tx, const Who& who, const ContactId& id,
                                            const Decision& decision) {
  auto loaded = load(tx, who, id, Permission::contacts_read);
  if (!loaded) return loaded.error();
  const bool was_at_risk = loaded->contact.at_risk;
  auto kept =
      keep(tx, who, *loaded,
           contacts::flag_risk(loaded->contact, step_of(who, decision.version, decision.reason)),
           "flag_risk");
  if (!kept) return kept;
  if (!was_at_risk) {
    const auto duty = duties::open(tx, who.now, who.actor,
                                   {.kind = std::string(kRiskDuty),
                                    .rule = std::string(kRiskRule),
                                    .org = kept->hotline,
                                    .subject_kind = "contact",
                                    .subject_id = id.str(),
                                    .subject_number = kept->number,
                                    .started_at = who.now});
    if (!duty) return duty.error();
  }
  tell(tx, who, "contact.at_risk", *kept);
  return kept;
}

base::Result<Contact> Operations::clear_risk(Transaction& tx, const Who& who, const ContactId& id,
                                             const Decision& decision) {
  auto loaded = load(tx, who, id, Permission::contacts_read);
  if (!loaded) return loaded.error();
  if (!leads(who, loaded->contact)) return base::not_found();
  auto kept =
      keep(tx, who, *loaded,
           contacts::clear_risk(loaded->contact, step_of(who, decision.version, decision.reason)),
           "clear_risk");
  if (!kept) return kept;
  duties::settle(tx, who.now, who.actor, "contact", id.str(), kRiskDuty, duties::End::done,
                 "risk_handled");
  tell(tx, who, "contact.changed", *kept);
  return kept;
}

base::Result<Contact> Operations::book_follow_up(Transaction& tx, const Who& who,
                                                 const ContactId& id, const Booking& booking) {
  auto loaded = load(tx, who, id, Permission::contacts_read);
  if (!loaded) return loaded.error();
  if (booking.due_at < who.now - kClockTolerance) return base::invalid({{"due_at", "in_past"}});
  auto kept = keep(tx, who, *loaded,
                   contacts::note_follow_up(loaded->contact, step_of(who, booking.version)),
                   "book_follow_up");
  if (!kept) return kept;
  const auto duty = duties::open(tx, who.now, who.actor,
                                 {.rule = std::string(kFollowUpRule),
                                  .org = kept->hotline,
                                  .user = who.actor.user,
                                  .subject_kind = "contact",
                                  .subject_id = id.str(),
                                  .subject_number = kept->number,
                                  .started_at = who.now,
                                  .due_at = booking.due_at});
  if (!duty) return duty.error();
  store_.add_follow_up(tx, *kept,
                       {.id = base::random_uuid(),
                        .due_at = booking.due_at,
                        .booked_at = who.now,
                        .booked_by = who.actor.user,
                        .duty_id = duty->str(),
                        .note = booking.note});
  tell(tx, who, "contact.changed", *kept);
  return kept;
}

}  // namespace hd::contacts
