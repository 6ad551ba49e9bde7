// What a person does with one duty.

#include "accounts/operations_people.h"
#include "duties/operations.h"
#include "duties/operations_end.h"
#include "duties/operations_view.h"
#include "duties/store.h"

namespace hd::duties {
namespace {

using access::Permission;

/// The end of a duty with the text a person gave, sealed.
Ending sealed_ending(platform::Transaction& tx, vault::Vault& vault, base::Timestamp now,
                     const Duty& duty, State state, const std::string& text) {
  Ending ending{.state = state, .why = std::string(base::name_of(kStateNames, state))};
  if (!text.empty()) {
    ending.history_id = base::random_uuid();
    ending.reason = vault.seal(tx, reason_slot(duty, now, ending.history_id), text);
  }
  return ending;
}

}  // namespace

base::Result<Duty> Operations::find_open(platform::Transaction& tx, const access::Actor& actor,
                                         Permission action, const DutyId& id, std::int64_t version,
                                         base::Date today) const {
  auto duty = store::find(tx, id);
  if (!duty || !allowed(actor, Permission::duties_read, *duty, today) ||
      !allowed(actor, action, *duty, today)) {
    return base::not_found();
  }
  if (duty->version != version) return base::stale(duty->version);
  if (duty->state != State::open) return base::Error{base::ErrorKind::conflict, "duty.not_open"};
  return *duty;
}

View Operations::full_view(platform::Transaction& tx, base::Timestamp now,
                           const access::Actor& actor, const Duty& duty) const {
  return Viewer(tx, vault_, actor, now).full_view(duty);
}

base::Result<View> Operations::show(platform::Transaction& tx, base::Timestamp now,
                                    const access::Actor& actor, const DutyId& id) const {
  const auto duty = store::find(tx, id);
  if (!duty || !allowed(actor, Permission::duties_read, *duty, base::local_date(now))) {
    return base::not_found();
  }
  return full_view(tx, now, actor, *duty);
}

std::vector<View> Operations::of_subject(platform::Transaction& tx, base::Timestamp now,
                                         const access::Actor& actor,
                                         std::string_view subject_id) const {
  Viewer viewer(tx, vault_, actor, now);
  std::vector<View> views;
  for (const Duty& duty : store::of_subject(tx, subject_id)) {
    views.push_back(viewer.full_view(duty));
  }
  return views;
}

base::Result<View> Operations::complete(platform::Transaction& tx, base::Timestamp now,
                                        const access::Actor& actor, const DutyId& id,
                                        const Change& change) {
  const auto duty =
      find_open(tx, actor, Permission::duties_settle, id, change.version, base::local_date(now));
  if (!duty) return duty.error();
  if (ends_by_record(duty->kind)) {
    return base::Error{base::ErrorKind::conflict, "duty.ends_by_record"};
  }
  const Duty ended = end_duty(tx, now, actor, *duty,
                              sealed_ending(tx, vault_, now, *duty, State::done, change.note));
  return full_view(tx, now, actor, ended);
}

base::Result<View> Operations::cancel(platform::Transaction& tx, base::Timestamp now,
                                      const access::Actor& actor, const DutyId& id,
                                      const Change& change) {
  const auto duty =
      find_open(tx, actor, Permission::duties_manage, id, change.version, base::local_date(now));
  if (!duty) return duty.error();
  const Duty ended = end_duty(tx, now, actor, *duty,
                              sealed_ending(tx, vault_, now, *duty, State::cancelled, change.note));
  return full_view(tx, now, actor, ended);
}

base::Result<View> Operations::transfer(platform::Transaction& tx, base::Timestamp now,
                                        const access::Actor& actor, const DutyId& id,
                                        const Change& change) {
  const base::Date today = base::local_date(now);
  const auto duty = find_open(tx, actor, Permission::duties_manage, id, change.version, today);
  if (!duty) return duty.error();
  const auto holder = change.post ? accounts::find_holder(tx, *change.post) : std::nullopt;
  if (!holder || !holder->post.valid_on(today)) {
    return base::invalid({{"post_id", "unknown_value"}});
  }
  if (holder->post.org != duty->org) return base::invalid({{"post_id", "other_organisation"}});
  end_duty(tx, now, actor, *duty,
           sealed_ending(tx, vault_, now, *duty, State::transferred, change.note));
  Duty taken = *duty;
  taken.id = DutyId::random();
  taken.user = holder->user;
  taken.post = holder->post.id;
  taken.unit = holder->post.unit ? holder->post.unit : duty->unit;
  taken.version = 1;
  store::insert(tx, taken);
  store::add_history(tx, taken.id,
                     {.id = base::random_uuid(),
                      .at = now,
                      .due_at = taken.due_at,
                      .why = "taken_over",
                      .by = actor.user});
  announce(tx, now, taken);
  return full_view(tx, now, actor, taken);
}

}  // namespace hd::duties
