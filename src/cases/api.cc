#include "cases/api.h"

#include <utility>

#include "cases/api_desk.h"
#include "cases/limits.h"
#include "server/names.h"
#include "server/remember.h"

namespace hd::cases {
namespace {

constexpr std::size_t kUsernameMax = 64;
constexpr std::size_t kOpenDutiesMax = 100;

Named read_named(JsonReader& in) {
  Named named{.user = in.optional_id<access::UserId>("user_id"),
              .username = in.optional_text("username", kUsernameMax)};
  if (!named.user && named.username.empty()) in.complain("username", "required");
  return named;
}

Json whole_json(const Desk& desk, const Loaded& loaded) {
  const auto around = desk.operations().around(desk.tx, desk.who(), loaded, desk.parts.duties);
  const auto& contact = loaded.record.contact;
  const bool opens = contact && desk.parts.may_open_contact &&
                     desk.parts.may_open_contact(desk.tx, desk.who(), *contact);
  return desk.writer().whole(loaded, around, opens);
}

Result<Reply> answer(const Desk& desk, const Result<Loaded>& loaded, int status = 200) {
  if (!loaded) return loaded.error();
  return Reply{.body = whole_json(desk, *loaded), .status = status};
}

Result<Reply> list(const Desk& desk) {
  const Call& call = desk.call;
  Filter filter{.state = call.query("state"),
                .identification = call.query("identification"),
                .risk = call.query("risk"),
                .cursor = call.query("cursor"),
                .limit = call.limit()};
  if (const auto text = call.query("scope"); !text.empty()) {
    const auto scope = base::value_of(kListScopeNames, text);
    if (!scope) return base::invalid({{"scope", "unknown_value"}});
    filter.scope = *scope;
  }
  if (!filter.state.empty() && !base::value_of(kStateNames, filter.state)) {
    return base::invalid({{"state", "unknown_value"}});
  }
  const auto page = desk.operations().list(desk.tx, desk.who(), filter);
  if (!page) return page.error();
  Writer writer = desk.writer();
  JsonArray items;
  for (const Line& line : page->items) items.emplace_back(writer.summary(line));
  return server::page(std::move(items), page->next);
}

Result<Reply> start(const Desk& desk) {
  JsonReader in(desk.call.body);
  Operations::Start start{.contact = in.optional_id<contacts::ContactId>("contact_id"),
                          .entry_road = in.optional_code("entry_road"),
                          .unit = in.optional_id<directory::UnitId>("lead_unit_id"),
                          .summary = in.optional_text("summary", kStoryMax)};
  if (start.entry_road.empty()) in.complain("entry_road", "required");
  if (const Json* person = in.object("person"); person != nullptr) {
    JsonReader part(*person, "person.");
    start.kind = part.choice("kind", kPersonKindNames);
    start.person = read_person(part);
    in.absorb(part);
  }
  const auto complete = in.finish(start);
  if (!complete) return complete.error();
  return answer(desk, desk.operations().start(desk.tx, desk.who(), *complete), 201);
}

/// The case with this id, or of the person with this id.
template <class Id>
Result<Reply> show(const Desk& desk, const Id& id) {
  return answer(desk, desk.operations().open(desk.tx, desk.who(), id));
}

Result<Reply> save(const Desk& desk, const CaseId& id) {
  JsonReader in(desk.call.body);
  Operations::Save change{.version = read_version(in)};
  if (in.has("entry_road")) change.entry_road = in.optional_code("entry_road");
  if (in.has("summary")) change.summary = in.optional_text("summary", kStoryMax);
  if (in.has("lead_unit_id")) change.unit = in.optional_id<directory::UnitId>("lead_unit_id");
  const auto complete = in.finish(change);
  if (!complete) return complete.error();
  return answer(desk, desk.operations().save(desk.tx, desk.who(), id, *complete));
}

std::vector<Closing::OpenDuty> read_open_duties(JsonReader& in) {
  std::vector<Closing::OpenDuty> reasons;
  std::size_t index = 0;
  for (const Json& item : in.optional_array("open_duty_reasons", kOpenDutiesMax)) {
    JsonReader part(item, "open_duty_reasons." + std::to_string(index++) + ".");
    reasons.push_back(
        {.duty = part.text("duty_id", kUsernameMax), .reason = part.text("reason", kReasonMax)});
    in.absorb(part);
  }
  return reasons;
}

Result<Reply> change_status(const Desk& desk, const CaseId& id) {
  JsonReader in(desk.call.body);
  const auto change = in.finish(Operations::StatusChange{
      .version = read_version(in),
      .action = in.choice("action", kActionNames),
      .closing = {.reason = in.optional_text("reason", kReasonMax),
                  .closure = {.outcome = in.optional_text("outcome", kStoryMax),
                              .re_trafficking_risk = in.optional_code("re_trafficking_risk")},
                  .next_followup_on = in.optional_date("next_followup_on"),
                  .followup_waiver = in.optional_text("followup_waiver", kReasonMax),
                  .open_duties = read_open_duties(in)}});
  if (!change) return change.error();
  return answer(desk, desk.operations().change_status(desk.tx, desk.who(), id, *change));
}

Result<Reply> add_member(const Desk& desk, const CaseId& id) {
  JsonReader in(desk.call.body);
  const auto member =
      in.finish(Operations::NewMember{.version = read_version(in),
                                      .who = read_named(in),
                                      .org = in.optional_id<directory::OrgId>("organisation_id"),
                                      .kind = in.choice("kind", access::kMemberKindNames)});
  if (!member) return member.error();
  return answer(desk, desk.operations().add_member(desk.tx, desk.who(), id, *member));
}

Result<Reply> end_member(const Desk& desk, const CaseId& id) {
  JsonReader in(desk.call.body);
  const std::int64_t version = read_version(in);
  const auto user = in.id<access::UserId>("user_id");
  const auto reason = in.finish(in.text("reason", kReasonMax));
  if (!reason) return reason.error();
  const Operations::Ending ending{.version = version, .user = *user, .reason = *reason};
  return answer(desk, desk.operations().end_member(desk.tx, desk.who(), id, ending));
}

Result<Reply> exclude(const Desk& desk, const CaseId& id) {
  JsonReader in(desk.call.body);
  const auto exclusion = in.finish(Operations::NewExclusion{
      .version = read_version(in), .who = read_named(in), .reason = in.text("reason", kReasonMax)});
  if (!exclusion) return exclusion.error();
  return answer(desk, desk.operations().exclude(desk.tx, desk.who(), id, *exclusion));
}

Result<Reply> change_lead(const Desk& desk, const CaseId& id) {
  JsonReader in(desk.call.body);
  const auto change =
      in.finish(Operations::LeadChange{.version = read_version(in),
                                       .who = read_named(in),
                                       .unit = in.optional_id<directory::UnitId>("unit_id"),
                                       .reason = in.text("reason", kReasonMax)});
  if (!change) return change.error();
  const auto changed = desk.operations().change_lead(desk.tx, desk.who(), id, *change);
  if (!changed) return changed.error();
  return server::ok(JsonObject{{"id", changed->id},
                               {"number", changed->number},
                               {"lead", desk.writer().lead(*changed)},
                               {"version", changed->version}});
}

Result<Reply> timeline(const Desk& desk, const CaseId& id) {
  const auto page = desk.operations().timeline(desk.tx, desk.who(), id, desk.call.query("kind"),
                                               desk.call.query("cursor"), desk.call.limit());
  if (!page) return page.error();
  Writer writer = desk.writer();
  JsonArray items;
  for (const auto& entry : page->items) items.emplace_back(writer.entry(entry));
  return server::page(std::move(items), page->next);
}

Result<Reply> add_note(const Desk& desk, const CaseId& id) {
  JsonReader in(desk.call.body);
  const std::string kind = in.text("kind", kUsernameMax);
  const auto text = in.finish(in.text("text", kNoteMax));
  if (!text) return text.error();
  const auto entry = desk.operations().add_note(desk.tx, desk.who(), id, kind, *text);
  if (!entry) return entry.error();
  return server::created(desk.writer().entry(*entry));
}

}  // namespace

void add_routes(server::Router& router, const ApiParts& parts) {
  const auto with = [&](auto handler) {
    return [parts, handler](platform::Transaction& tx, const Call& call) {
      return server::handle(Desk{parts, tx, call}, handler);
    };
  };
  using enum Permission;
  const std::string all = "/api/v1/cases";
  const std::string one = all + "/{id}";
  router.read(all, cases_read, server::remembered(server::end_of_log, with(list)));
  router.write("POST", all, cases_start, with(start));
  router.sensitive_read("GET", one, cases_read, with(show<CaseId>));
  router.sensitive_read("GET", "/api/v1/persons/{id}", cases_read, with(show<PersonId>));
  router.write("PUT", one, cases_work, with(save));
  router.write("POST", one + "/status-changes", cases_manage, with(change_status));
  router.write("POST", one + "/members", cases_manage, with(add_member));
  router.write("POST", one + "/member-endings", cases_manage, with(end_member));
  router.write("POST", one + "/exclusions", cases_manage, with(exclude));
  router.write("POST", one + "/lead-changes", cases_manage, with(change_lead));
  router.sensitive_read("GET", one + "/timeline", cases_read, with(timeline));
  router.write("POST", one + "/notes", cases_work, with(add_note));
  add_people_routes(router, parts);
}

JsonArray links(const std::vector<Case>& cases) {
  JsonArray items;
  for (const Case& c : cases) {
    items.emplace_back(JsonObject{
        {"id", c.id}, {"number", c.number}, {"state", base::name_of(kStateNames, c.state)}});
  }
  return items;
}

}  // namespace hd::cases
