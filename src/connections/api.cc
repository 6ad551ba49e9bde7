#include "connections/api.h"

#include <algorithm>
#include <utility>

#include "connections/api_json.h"
#include "connections/codec.h"
#include "directory/json.h"
#include "directory/operations.h"
#include "server/names.h"

namespace hd::connections {
namespace {

constexpr std::size_t kNameMax = 200;
constexpr std::size_t kNoteMax = 2000;
constexpr std::size_t kShortNoteMax = 1000;
constexpr std::size_t kTextMax = 4000;

/// What every handler works with.
struct Desk {
  Operations& operations;
  documents::Operations& documents;
  vault::Vault& vault;
  platform::Transaction& tx;
  const Call& call;

  Who who() const { return {call.actor, call.now}; }
};

/// The whole record after a change, as this side sees it now.
Json whole_json(const Desk& desk, const Connection& connection, Side side) {
  const Whole whole = desk.operations.after_change(desk.tx, desk.who(), connection, side);
  std::vector<directory::Unit> units;
  const auto& actions = whole.seen.next_actions;
  if (std::ranges::find(actions, Action::delegate) != actions.end()) {
    units = desk.operations.delegable_units(desk.tx, desk.who(), whole.seen.connection);
  }
  return Writer(desk.tx, desk.vault, desk.call).whole(whole, units);
}

Result<Reply> answer(const Desk& desk, const Result<Seen>& seen, int status = 200) {
  if (!seen) return seen.error();
  return Reply{.body = whole_json(desk, seen->connection, seen->side), .status = status};
}

std::optional<Target> read_target(JsonReader& in, const Json* object) {
  if (object == nullptr) return std::nullopt;
  JsonReader part(*object, "target.");
  const auto org = part.id<directory::OrgId>("organisation_id");
  const auto unit = part.optional_id<directory::UnitId>("unit_id");
  const TargetKind kind = part.choice("kind", kTargetKindNames);
  in.absorb(part);
  if (!org) return std::nullopt;
  return Target{.kind = kind, .org = *org, .unit = unit};
}

Changes read_changes(JsonReader& in) {
  Changes changes;
  if (in.has("needs")) changes.needs = directory::read_needs(in);
  changes.urgency = in.optional_choice("urgency", kUrgencyNames);
  if (in.has("card")) changes.card = read_card(in);
  if (in.has("target")) changes.target = read_target(in, in.optional_object("target"));
  if (in.has("channel_used")) changes.channel_used = in.optional_code("channel_used");
  if (in.has("agreed_measure")) {
    changes.agreed_measure = in.optional_text("agreed_measure", kNoteMax);
  }
  return changes;
}

Result<Reply> list(const Desk& desk) {
  const Call& call = desk.call;
  std::vector<base::FieldError> complaints;
  const auto complain = [&](std::string_view field, std::string_view code) {
    complaints.push_back({std::string(field), std::string(code)});
  };
  Filter filter{
      .contact = call.query("contact_id"), .cursor = call.query("cursor"), .limit = call.limit()};
  if (const auto text = call.query("scope"); !text.empty()) {
    const auto scope = base::value_of(kListScopeNames, text);
    if (!scope) complain("scope", "unknown_value");
    filter.scope = scope.value_or(ListScope::all);
  }
  if (const auto text = call.query("status"); !text.empty()) {
    filter.status = base::value_of(kStatusNames, text);
    if (!filter.status) complain("status", "unknown_value");
  }
  for (const auto& [key, date] : {std::pair{"from", &filter.from}, std::pair{"to", &filter.to}}) {
    const auto text = call.query(key);
    if (text.empty()) continue;
    *date = base::parse_date(text);
    if (!*date) complain(key, "malformed_date");
  }
  if (!complaints.empty()) return base::invalid(std::move(complaints));
  const auto page = desk.operations.list(desk.tx, desk.who(), filter);
  if (!page) return page.error();
  return server::page(summaries(desk.tx, desk.vault, call, page->items), page->next);
}

Result<Reply> create(const Desk& desk) {
  JsonReader in(desk.call.body);
  const auto contact = in.id<contacts::ContactId>("contact_id");
  const auto changes = in.finish(read_changes(in));
  if (!changes) return changes.error();
  return answer(desk, desk.operations.create(desk.tx, desk.who(), *contact, *changes), 201);
}

Result<Reply> show(const Desk& desk, const ConnectionId& id) {
  const auto whole = desk.operations.open(desk.tx, desk.who(), id);
  if (!whole) return whole.error();
  return server::ok(whole_json(desk, whole->seen.connection, whole->seen.side));
}

Result<Reply> save(const Desk& desk, const ConnectionId& id) {
  JsonReader in(desk.call.body);
  const std::int64_t version = read_version(in);
  const auto changes = in.finish(read_changes(in));
  if (!changes) return changes.error();
  return answer(desk, desk.operations.edit(desk.tx, desk.who(), id, version, *changes));
}

Result<Reply> change_status(const Desk& desk, const ConnectionId& id) {
  JsonReader in(desk.call.body);
  const auto change =
      in.finish(Operations::StatusChange{.version = read_version(in),
                                         .action = in.choice("action", kActionNames),
                                         .reason = in.optional_code("reason"),
                                         .note = in.optional_text("note", kNoteMax),
                                         .unit = in.optional_id<directory::UnitId>("unit_id"),
                                         .outcomes = directory::read_outcomes(in)});
  if (!change) return change.error();
  return answer(desk, desk.operations.change_status(desk.tx, desk.who(), id, *change));
}

Result<Reply> record_handling(const Desk& desk, const ConnectionId& id) {
  JsonReader in(desk.call.body);
  const auto handling = in.finish(Operations::Handling{
      .version = read_version(in),
      .handled_by = in.text("handled_by", kNameMax),
      .reported_to = in.text("reported_to", kNameMax),
      .direction = in.optional_text("direction", kNoteMax),
      .units_instructed = in.optional_text("units_instructed", kShortNoteMax)});
  if (!handling) return handling.error();
  return answer(desk, desk.operations.record_handling(desk.tx, desk.who(), id, *handling));
}

Result<Reply> record_result(const Desk& desk, const ConnectionId& id) {
  JsonReader in(desk.call.body);
  const auto result = in.finish(Operations::ResultInput{.version = read_version(in),
                                                        .situation = in.text("situation", kTextMax),
                                                        .result = in.text("result", kTextMax)});
  if (!result) return result.error();
  return answer(desk, desk.operations.record_result(desk.tx, desk.who(), id, *result));
}

Result<Reply> message(const Desk& desk, const ConnectionId& id) {
  JsonReader in(desk.call.body);
  const std::int64_t version = read_version(in);
  const auto text = in.finish(in.text("text", kTextMax));
  if (!text) return text.error();
  return answer(desk, desk.operations.message(desk.tx, desk.who(), id, version, *text));
}

Result<Reply> record_call_attempt(const Desk& desk, const ConnectionId& id) {
  JsonReader in(desk.call.body);
  const auto attempt =
      in.finish(Operations::Attempt{.version = read_version(in),
                                    .at = in.time("at"),
                                    .reached = in.flag("reached"),
                                    .note = in.optional_text("note", kShortNoteMax)});
  if (!attempt) return attempt.error();
  return answer(desk, desk.operations.record_call_attempt(desk.tx, desk.who(), id, *attempt));
}

Result<Reply> reroute(const Desk& desk, const ConnectionId& id) {
  JsonReader in(desk.call.body);
  const std::int64_t version = read_version(in);
  const auto target = in.finish(read_target(in, in.object("target")));
  if (!target) return target.error();
  return answer(desk, desk.operations.reroute(desk.tx, desk.who(), id, version, **target), 201);
}

Result<Reply> suggest(const Desk& desk, const ConnectionId& id) {
  const auto found = desk.operations.suggest(desk.tx, desk.who(), id);
  if (!found) return found.error();
  return server::ok(
      directory::suggestions_json(directory::current(desk.tx), *found, desk.call.today()));
}

Result<Reply> timeline(const Desk& desk, const ConnectionId& id) {
  const auto whole = desk.operations.open(desk.tx, desk.who(), id);
  if (!whole) return whole.error();
  Writer writer(desk.tx, desk.vault, desk.call);
  return server::ok(writer.timeline(*whole, desk.call.query("cursor"), desk.call.limit()));
}

Result<Reply> draft_written_report(const Desk& desk, const ConnectionId& id) {
  JsonReader in(desk.call.body);
  const auto version = in.finish(read_version(in));
  if (!version) return version.error();
  const auto draft = desk.operations.draft_written_report(desk.tx, desk.who(), id, *version);
  if (!draft) return draft.error();
  const auto actions = desk.documents.next_actions(desk.call.actor, *draft, desk.call.today());
  return server::created(Writer(desk.tx, desk.vault, desk.call).document(*draft, actions));
}

}  // namespace

void add_routes(server::Router& router, Operations& operations, documents::Operations& documents,
                vault::Vault& vault) {
  const auto with = [&](auto handler) {
    return [&operations, &documents, &vault, handler](platform::Transaction& tx, const Call& call) {
      return server::handle(Desk{operations, documents, vault, tx, call}, handler);
    };
  };
  using enum Permission;
  const std::string all = "/api/v1/connections";
  const std::string one = all + "/{id}";
  router.read(all, connections_read, with(list));
  router.write("POST", all, connections_ask, with(create));
  router.sensitive_read("GET", one, connections_read, with(show));
  router.write("PUT", one, connections_ask, with(save));
  router.write("POST", one + "/status-changes", connections_read, with(change_status));
  router.write("POST", one + "/handling-records", connections_read, with(record_handling));
  router.write("POST", one + "/results", connections_read, with(record_result));
  router.write("POST", one + "/messages", connections_read, with(message));
  router.write("POST", one + "/call-attempts", connections_ask, with(record_call_attempt));
  router.write("POST", one + "/reroutes", connections_ask, with(reroute));
  router.read(one + "/suggested-targets", connections_ask, with(suggest));
  router.sensitive_read("GET", one + "/timeline", connections_read, with(timeline));
  router.write("POST", one + "/written-reports", documents_write, with(draft_written_report));
}

JsonArray summaries(platform::Transaction& tx, vault::Vault& vault, const Call& call,
                    const std::vector<Seen>& connections) {
  Writer writer(tx, vault, call);
  JsonArray items;
  for (const Seen& seen : connections) items.emplace_back(writer.summary(seen));
  return items;
}

JsonArray links(platform::Transaction& tx, vault::Vault& vault, const Call& call,
                const std::vector<Seen>& connections) {
  const accounts::Names names(tx, vault, call.today());
  JsonArray items;
  for (const Seen& seen : connections) {
    const Connection& c = seen.connection;
    const std::string name = c.target ? names.org(c.target->org) : "";
    items.emplace_back(JsonObject{{"id", c.id},
                                  {"number", platform::text_or_null(c.number)},
                                  {"status", base::name_of(kStatusNames, c.status)},
                                  {"organisation_name", name}});
  }
  return items;
}

}  // namespace hd::connections
