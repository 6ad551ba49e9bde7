#include "referrals/api.h"

#include <algorithm>
#include <utility>

#include "directory/json.h"
#include "directory/operations.h"
#include "referrals/api_desk.h"
#include "referrals/api_json.h"
#include "referrals/codec.h"
#include "server/names.h"

namespace hd::referrals {
namespace {

constexpr std::size_t kSummaryMax = 4000;
constexpr std::size_t kPersonsMax = 10;

std::optional<Target> read_target(JsonReader& in, const Json* object) {
  if (object == nullptr) return std::nullopt;
  JsonReader part(*object, "target.");
  const auto org = part.id<directory::OrgId>("organisation_id");
  const auto unit = part.optional_id<directory::UnitId>("unit_id");
  in.absorb(part);
  if (!org) return std::nullopt;
  return Target{.org = *org, .unit = unit};
}

std::vector<cases::PersonId> read_persons(JsonReader& in, std::string_view key) {
  std::vector<cases::PersonId> persons;
  for (const Json& item : in.optional_array(key, kPersonsMax)) {
    const auto* text = item.get_if<std::string>();
    const auto id = text == nullptr ? std::nullopt : cases::PersonId::parse(*text);
    if (!id) in.complain(key, "malformed_id");
    if (id) persons.push_back(*id);
  }
  return persons;
}

Changes read_changes(JsonReader& in) {
  Changes changes;
  if (in.has("accompanying_person_ids")) {
    changes.accompanying = read_persons(in, "accompanying_person_ids");
  }
  if (in.has("needs")) changes.needs = directory::read_needs(in);
  changes.urgency = in.optional_choice("urgency", kUrgencyNames);
  if (in.has("target")) changes.target = read_target(in, in.optional_object("target"));
  if (in.has("channel_used")) changes.channel_used = in.optional_code("channel_used");
  if (in.has("province")) changes.province = in.optional_code("province");
  if (in.has("summary")) changes.summary = in.optional_text("summary", kSummaryMax);
  return changes;
}

Result<Reply> list(const Desk& desk) {
  const Call& call = desk.call;
  std::vector<base::FieldError> complaints;
  Filter filter{.case_file = call.query("case_id"),
                .unit = call.query("unit_id"),
                .cursor = call.query("cursor"),
                .limit = call.limit()};
  if (const auto text = call.query("scope"); !text.empty()) {
    const auto scope = base::value_of(kListScopeNames, text);
    if (!scope) complaints.push_back({"scope", "unknown_value"});
    filter.scope = scope.value_or(ListScope::all);
  }
  if (const auto text = call.query("state"); !text.empty()) {
    filter.status = base::value_of(kStatusNames, text);
    if (!filter.status) complaints.push_back({"state", "unknown_value"});
  }
  if (!complaints.empty()) return base::invalid(std::move(complaints));
  const auto page = desk.operations.list(desk.tx, desk.who(), filter);
  if (!page) return page.error();
  return server::page(summaries(desk.tx, desk.vault, call, page->items), page->next);
}

Result<Reply> create(const Desk& desk) {
  JsonReader in(desk.call.body);
  const auto case_id = in.id<cases::CaseId>("case_id");
  const auto person = in.id<cases::PersonId>("person_id");
  const auto changes = in.finish(read_changes(in));
  if (!changes) return changes.error();
  return answer(desk, desk.operations.create(desk.tx, desk.who(), *case_id, *person, *changes),
                201);
}

Result<Reply> show(const Desk& desk, const ReferralId& id) {
  const auto whole = desk.operations.open(desk.tx, desk.who(), id);
  if (!whole) return whole.error();
  return server::ok(whole_json(desk, *whole));
}

Result<Reply> save(const Desk& desk, const ReferralId& id) {
  JsonReader in(desk.call.body);
  const std::int64_t version = read_version(in);
  const auto changes = in.finish(read_changes(in));
  if (!changes) return changes.error();
  return answer(desk, desk.operations.edit(desk.tx, desk.who(), id, version, *changes));
}

std::optional<ServiceStep> read_acceptance(const Desk& desk, JsonReader& in) {
  const Performed by{.org = own_organisation(desk),
                     .officer = {},
                     .at = desk.call.now,
                     .recorded_by = desk.call.actor.user};
  return read_part(in, "acceptance", by, read_service);
}

Result<Reply> change_status(const Desk& desk, const ReferralId& id) {
  JsonReader in(desk.call.body);
  const auto change =
      in.finish(StatusChange{.version = read_version(in),
                             .action = in.choice("action", kActionNames),
                             .reason = in.optional_code("reason"),
                             .note = in.optional_text("note", kNoteMax),
                             .unit = in.optional_id<directory::UnitId>("unit_id"),
                             .reported_to = in.optional_text("reported_to", kNameMax),
                             .acceptance = read_acceptance(desk, in),
                             .outcomes = directory::read_outcomes(in)});
  if (!change) return change.error();
  return answer(desk, desk.operations.change_status(desk.tx, desk.who(), id, *change));
}

Result<Reply> reroute(const Desk& desk, const ReferralId& id) {
  JsonReader in(desk.call.body);
  const std::int64_t version = read_version(in);
  const auto target = in.finish(read_target(in, in.object("target")));
  if (!target) return target.error();
  return answer(desk, desk.operations.reroute(desk.tx, desk.who(), id, version, **target), 201);
}

Result<Reply> suggest(const Desk& desk, const ReferralId& id) {
  const auto found = desk.operations.suggest(desk.tx, desk.who(), id);
  if (!found) return found.error();
  return server::ok(
      directory::suggestions_json(directory::current(desk.tx), *found, desk.call.today()));
}

Result<Reply> timeline(const Desk& desk, const ReferralId& id) {
  const auto whole = desk.operations.open(desk.tx, desk.who(), id);
  if (!whole) return whole.error();
  Writer writer(desk.tx, desk.vault, desk.call);
  return server::ok(writer.timeline(*whole, desk.call.query("cursor"), desk.call.limit()));
}

}  // namespace

Json whole_json(const Desk& desk, const Whole& whole) {
  std::vector<directory::Unit> units;
  const auto& actions = whole.seen.next_actions;
  if (std::ranges::find(actions, Action::delegate) != actions.end()) {
    units = desk.operations.delegable_units(desk.tx, desk.who(), whole.seen.referral);
  }
  return Writer(desk.tx, desk.vault, desk.call).whole(whole, units);
}

Result<Reply> answer(const Desk& desk, const Result<Seen>& seen, int status) {
  if (!seen) return seen.error();
  const Whole whole =
      desk.operations.after_change(desk.tx, desk.who(), seen->referral.id, seen->side);
  return Reply{.body = whole_json(desk, whole), .status = status};
}

directory::OrgId own_organisation(const Desk& desk) {
  const auto orgs = desk.call.actor.organisations(desk.call.today());
  return orgs.empty() ? directory::OrgId::of_key("nobody") : orgs.front();
}

void add_routes(server::Router& router, Operations& operations, vault::Vault& vault) {
  const auto with = [&](auto handler) {
    return [&operations, &vault, handler](platform::Transaction& tx, const Call& call) {
      return server::handle(Desk{operations, vault, tx, call}, handler);
    };
  };
  using enum Permission;
  const std::string all = "/api/v1/referrals";
  const std::string one = all + "/{id}";
  router.read(all, referrals_read, with(list));
  router.write("POST", all, referrals_ask, with(create));
  router.sensitive_read("GET", one, referrals_read, with(show));
  router.write("PUT", one, referrals_ask, with(save));
  router.write("PUT", one + "/steps/{step}", referrals_read, with(save_step));
  router.write("POST", one + "/status-changes", referrals_read, with(change_status));
  router.write("POST", one + "/reroutes", referrals_ask, with(reroute));
  router.write("POST", one + "/emergency", referrals_approve, with(open_emergency));
  router.write("POST", one + "/hand-over-records", referrals_read, with(write_hand_over));
  router.write("POST", one + "/signatures", referrals_read, with(sign));
  router.sensitive_read("GET", one + "/papers/{kind}/pdf", referrals_read, with(paper));
  router.write("POST", one + "/follow-ups/{number}/evaluations", referrals_ask, with(evaluate));
  router.write("POST", one + "/abroad-calls", referrals_ask, with(record_abroad_call));
  router.sensitive_read("POST", one + "/identity-reveals", referrals_read, with(reveal));
  router.read(one + "/suggested-targets", referrals_ask, with(suggest));
  router.sensitive_read("GET", one + "/timeline", referrals_read, with(timeline));
}

JsonArray summaries(platform::Transaction& tx, vault::Vault& vault, const Call& call,
                    const std::vector<Seen>& referrals) {
  Writer writer(tx, vault, call);
  JsonArray items;
  for (const Seen& seen : referrals) items.emplace_back(writer.summary(seen));
  return items;
}

}  // namespace hd::referrals
