#include <string>
#include <utility>

#include "accounts/operations_people.h"
#include "cases/api_care.h"
#include "cases/api_masks.h"
#include "cases/consent_codec.h"
#include "cases/limits.h"
#include "directory/operations.h"

namespace hd::cases {
namespace {

using access::Permission;
using base::Result;
using platform::Json;
using platform::JsonArray;
using platform::JsonObject;
using platform::JsonReader;
using server::Call;
using server::Reply;

/// What the handlers of this file need.
struct Desk {
  Overrides& overrides;
  vault::Vault& vault;
  platform::Transaction& tx;
  const Call& call;

  Who who() const { return {call.actor, call.now}; }
};

Json override_json(platform::Transaction& tx, vault::Vault& vault, const Call& call,
                   const OverrideSeen& seen) {
  const ConsentOverride& one = seen.one;
  const auto name = [&](const access::UserId& user) {
    return accounts::display_name(tx, vault, user);
  };
  JsonArray actions;
  for (const auto& action : seen.next_actions) actions.emplace_back(action);
  MaskedObject object({{"id", one.id},
                       {"person_id", one.person},
                       {"purpose", base::name_of(kPurposeNames, one.purpose)},
                       {"recipient_organisation_id", one.recipient},
                       {"recipient_name", directory::current(tx).name(one.recipient, call.today())},
                       {"categories", categories_json(one.categories)},
                       {"state", base::name_of(kOverrideStateNames, state_at(one, call.now))},
                       {"requested_by", name(one.requested_by)},
                       {"requested_at", one.requested_at},
                       {"until", one.until},
                       {"decided_by", one.ruling ? Json(name(one.ruling->by)) : Json()},
                       {"decided_at", one.ruling ? Json(one.ruling->at) : Json()},
                       {"ended_at", one.ended_at},
                       {"told_at", one.told_at},
                       {"accounted_at", one.accounted_at},
                       {"version", one.version},
                       {"next_actions", std::move(actions)}},
                      seen.marks);
  using access::kIdentity;
  object.add(kIdentity, "reason", one.reason);
  object.add(kIdentity, "why", text_or_null(one.why));
  object.add(kIdentity, "decision_note", text_or_null(one.ruling_note));
  object.add(kIdentity, "end_reason", text_or_null(one.end_reason));
  object.add(kIdentity, "told_note", text_or_null(one.told_note));
  object.add(kIdentity, "account", text_or_null(one.account));
  return object.finish();
}

Json override_json(const Desk& desk, const OverrideSeen& seen) {
  return override_json(desk.tx, desk.vault, desk.call, seen);
}

Result<Reply> ask(const Desk& desk) {
  const auto id = desk.call.id<PersonId>();
  if (!id) return id.error();
  JsonReader in(desk.call.body);
  const auto recipient = in.id<directory::OrgId>("recipient_organisation_id");
  ConsentOverride asked{.id = OverrideId::random(),
                        .person = *id,
                        .purpose = in.choice("purpose", kPurposeNames),
                        .recipient = recipient.value_or(directory::OrgId::of_key("nobody")),
                        .categories = read_categories(in),
                        .requested_by = desk.call.actor.user,
                        .requested_at = desk.call.now,
                        .until = in.time("until"),
                        .reason = in.optional_code("reason"),
                        .why = in.text("why", kNoteMax)};
  if (asked.reason.empty()) in.complain("reason", "required");
  const auto good = in.finish(std::move(asked));
  if (!good) return good.error();
  const auto seen = desk.overrides.ask(desk.tx, desk.who(), *good);
  if (!seen) return seen.error();
  return server::created(override_json(desk, *seen));
}

Result<Reply> answer(const Desk& desk, const Result<OverrideSeen>& seen) {
  if (!seen) return seen.error();
  return server::ok(override_json(desk, *seen));
}

Result<Reply> decide(const Desk& desk) {
  const auto id = desk.call.id<OverrideId>();
  if (!id) return id.error();
  JsonReader in(desk.call.body);
  const auto decision = in.finish(Overrides::Decision{.version = in.number("version", 1, INT64_MAX),
                                                      .approve = in.flag("approve"),
                                                      .note = in.text("note", kReasonMax)});
  if (!decision) return decision.error();
  return answer(desk, desk.overrides.decide(desk.tx, desk.who(), *id, *decision));
}

Result<Reply> end(const Desk& desk) {
  const auto id = desk.call.id<OverrideId>();
  if (!id) return id.error();
  JsonReader in(desk.call.body);
  const auto ending = in.finish(Overrides::Ending{.version = in.number("version", 1, INT64_MAX),
                                                  .reason = in.text("reason", kReasonMax)});
  if (!ending) return ending.error();
  return answer(desk, desk.overrides.end(desk.tx, desk.who(), *id, *ending));
}

Result<Reply> settle(const Desk& desk) {
  const auto id = desk.call.id<OverrideId>();
  if (!id) return id.error();
  JsonReader in(desk.call.body);
  const std::int64_t version = in.number("version", 1, INT64_MAX);
  const std::string act = in.optional_code("act");
  if (act != "tell" && act != "account") {
    in.complain("act", act.empty() ? "required" : "unknown_value");
  }
  const auto after = in.finish(Overrides::AfterAct{
      .version = version, .told = act == "tell", .note = in.text("note", kNoteMax)});
  if (!after) return after.error();
  return answer(desk, desk.overrides.settle(desk.tx, desk.who(), *id, *after));
}

}  // namespace

JsonArray overrides_json(platform::Transaction& tx, vault::Vault& vault, const Call& call,
                         const std::vector<OverrideSeen>& overrides) {
  JsonArray items;
  for (const OverrideSeen& seen : overrides) {
    items.push_back(override_json(tx, vault, call, seen));
  }
  return items;
}

void add_override_routes(server::Router& router, const CareParts& parts) {
  const auto with = [&overrides = parts.overrides, &vault = parts.vault](auto handler) {
    return [&overrides, &vault, handler](platform::Transaction& tx, const Call& call) {
      return handler(Desk{overrides, vault, tx, call});
    };
  };
  using enum Permission;
  const std::string one = "/api/v1/consent-overrides/{id}";
  router.write("POST", "/api/v1/persons/{id}/consent-overrides", overrides_ask, with(ask));
  router.write("POST", one + "/decisions", overrides_approve, with(decide));
  router.write("POST", one + "/endings", cases_manage, with(end));
  router.write("POST", one + "/after-acts", overrides_ask, with(settle));
}

}  // namespace hd::cases
