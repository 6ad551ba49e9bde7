#include "work.h"

#include <utility>

#include "contacts/api.h"
#include "contacts/operations.h"
#include "duties/view.h"

namespace hd {
namespace {

using access::Permission;
using platform::Json;
using platform::JsonArray;
using platform::JsonObject;
using platform::Transaction;
using server::Call;

constexpr std::size_t kShown = 50;

/// Unfinished conversations: one's own, and for a lead those of the whole shift.
contacts::Page drafts(App& app, Transaction& tx, const Call& call) {
  contacts::Filter filter{.state = contacts::State::draft, .limit = kShown};
  if (!access::may(call.actor, Permission::contacts_supervise, call.today())) {
    filter.counsellor = call.actor.user;
  }
  return app.contacts.list(tx, {call.actor, call.now}, filter);
}

/// Callers in danger, for those who lead.
contacts::Page at_risk(App& app, Transaction& tx, const Call& call) {
  if (!access::may(call.actor, Permission::contacts_supervise, call.today())) return {};
  return app.contacts.list(tx, {call.actor, call.now}, {.at_risk_only = true, .limit = kShown});
}

base::Result<server::Reply> work(App& app, Transaction& tx, const Call& call) {
  const bool takes_calls = access::may(call.actor, Permission::contacts_take, call.today());
  const contacts::ApiParts parts = app.contact_parts();
  const auto lines = [&](const contacts::Page& page) {
    return contacts::summaries(tx, parts, call, page.items);
  };
  const auto unfinished = takes_calls ? drafts(app, tx, call) : contacts::Page();
  const auto endangered = takes_calls ? at_risk(app, tx, call) : contacts::Page();
  const auto open =
      app.duties.list(tx, call.now, call.actor, {.scope = duties::Scope::mine, .limit = kShown});
  if (!open) return open.error();
  JsonArray clocks;
  for (const auto& view : open->items) clocks.emplace_back(duties::to_json(view));
  const auto counts = app.duties.counts(tx, call.now, call.actor);
  const JsonArray waiting = app.waiting_connections(tx, call);
  const JsonArray transfers = app.waiting_referrals(tx, call);
  return server::ok(JsonObject{{"drafts", lines(unfinished)},
                               {"at_risk", lines(endangered)},
                               {"duties", std::move(clocks)},
                               {"connections", waiting},
                               {"referrals", transfers},
                               {"counts", JsonObject{{"drafts", unfinished.items.size()},
                                                     {"duties_open", counts.open},
                                                     {"duties_overdue", counts.overdue},
                                                     {"connections_waiting", waiting.size()},
                                                     {"referrals_waiting", transfers.size()},
                                                     {"callers_at_risk", endangered.items.size()}}},
                               {"server_time", call.now}});
}

}  // namespace

void add_work_route(App& app) {
  app.router.read("/api/v1/work", Permission::signed_in,
                  [&app](Transaction& tx, const Call& call) { return work(app, tx, call); });
}

}  // namespace hd
