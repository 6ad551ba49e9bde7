#include <string>
#include <utility>

#include "cases/api_care.h"
#include "cases/api_masks.h"
#include "cases/consent_codec.h"
#include "cases/limits.h"
#include "server/names.h"

namespace hd::cases {
namespace {

Json override_json(const CareDesk& desk, const OverrideSeen& seen) {
  const ConsentOverride& one = seen.one;
  auto names = desk.names();
  JsonArray actions;
  for (const auto& action : seen.next_actions) actions.emplace_back(action);
  MaskedObject object({{"id", one.id},
                       {"person_id", one.person},
                       {"purpose", base::name_of(kPurposeNames, one.purpose)},
                       {"recipient_organisation_id", one.recipient},
                       {"recipient_name", names.org(one.recipient)},
                       {"categories", categories_json(one.categories)},
                       {"state", base::name_of(kOverrideStateNames, state_at(one, desk.call.now))},
                       {"requested_by", names.user(one.requested_by)},
                       {"requested_at", one.requested_at},
                       {"until", one.until},
                       {"decided_by", one.ruling ? Json(names.user(one.ruling->by)) : Json()},
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

Result<Reply> ask(const CareDesk& desk, const PersonId& id) {
  JsonReader in(desk.call.body);
  const auto recipient = in.id<directory::OrgId>("recipient_organisation_id");
  ConsentOverride asked{.id = OverrideId::random(),
                        .person = id,
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
  const auto seen = desk.parts.overrides.ask(desk.tx, desk.who(), *good);
  if (!seen) return seen.error();
  return server::created(override_json(desk, *seen));
}

Result<Reply> answer(const CareDesk& desk, const Result<OverrideSeen>& seen) {
  if (!seen) return seen.error();
  return server::ok(override_json(desk, *seen));
}

Result<Reply> decide(const CareDesk& desk, const OverrideId& id) {
  JsonReader in(desk.call.body);
  const auto decision = in.finish(Overrides::Decision{.version = read_version(in),
                                                      .approve = in.flag("approve"),
                                                      .note = in.text("note", kReasonMax)});
  if (!decision) return decision.error();
  return answer(desk, desk.parts.overrides.decide(desk.tx, desk.who(), id, *decision));
}

Result<Reply> end(const CareDesk& desk, const OverrideId& id) {
  JsonReader in(desk.call.body);
  const auto ending = in.finish(
      Overrides::Ending{.version = read_version(in), .reason = in.text("reason", kReasonMax)});
  if (!ending) return ending.error();
  return answer(desk, desk.parts.overrides.end(desk.tx, desk.who(), id, *ending));
}

Result<Reply> settle(const CareDesk& desk, const OverrideId& id) {
  JsonReader in(desk.call.body);
  const std::int64_t version = read_version(in);
  const std::string act = in.optional_code("act");
  if (act != "tell" && act != "account") {
    in.complain("act", act.empty() ? "required" : "unknown_value");
  }
  const auto after = in.finish(Overrides::AfterAct{
      .version = version, .told = act == "tell", .note = in.text("note", kNoteMax)});
  if (!after) return after.error();
  return answer(desk, desk.parts.overrides.settle(desk.tx, desk.who(), id, *after));
}

}  // namespace

JsonArray overrides_json(const CareDesk& desk, const std::vector<OverrideSeen>& overrides) {
  JsonArray items;
  for (const OverrideSeen& seen : overrides) items.push_back(override_json(desk, seen));
  return items;
}

void add_override_routes(server::Router& router, const CareParts& parts) {
  using enum Permission;
  const std::string one = "/api/v1/consent-overrides/{id}";
  router.write("POST", "/api/v1/persons/{id}/consent-overrides", overrides_ask,
               at_desk(parts, ask));
  router.write("POST", one + "/decisions", overrides_approve, at_desk(parts, decide));
  router.write("POST", one + "/endings", cases_manage, at_desk(parts, end));
  router.write("POST", one + "/after-acts", overrides_ask, at_desk(parts, settle));
}

}  // namespace hd::cases
