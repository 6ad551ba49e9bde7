#include <algorithm>
#include <utility>

#include "cases/api_desk.h"
#include "cases/codec.h"
#include "cases/limits.h"
#include "server/names.h"

namespace hd::cases {
namespace {

constexpr std::size_t kFieldsMax = 10;

/// One part of a person, when it is there: what cannot be read goes to `in`, the rest is applied
/// later, over what is stored then.
template <class Part>
bool read_part(JsonReader& in, std::string_view key, Part& scratch) {
  const Json* object = in.optional_object(key);
  if (object == nullptr) return false;
  JsonReader part(*object, std::string(key) + ".");
  read(part, scratch);
  // Parts of the part say only their own name; the front end wants the whole way to the field.
  const std::string prefix = std::string(key) + ".";
  for (const auto& found : part.complaints()) {
    const bool whole = found.field.starts_with(prefix);
    in.complain(whole ? found.field : prefix + found.field, found.code);
  }
  return true;
}

Result<Reply> answer(const Desk& desk, const Result<PersonLoaded>& loaded, int status = 200) {
  if (!loaded) return loaded.error();
  return Reply{.body = desk.writer().person(loaded->person, loaded->decision.marks),
               .status = status};
}

Result<Reply> add_person(const Desk& desk, const CaseId& id) {
  JsonReader in(desk.call.body);
  const PersonKind kind = in.choice("kind", kPersonKindNames);
  const auto edit = in.finish(read_person(in));
  if (!edit) return edit.error();
  return answer(desk, desk.operations().add_person(desk.tx, desk.who(), id, kind, *edit), 201);
}

Result<Reply> save_person(const Desk& desk, const PersonId& id) {
  JsonReader in(desk.call.body);
  const std::int64_t version = read_version(in);
  const auto kind = in.optional_choice("kind", kPersonKindNames);
  const auto edit = in.finish(read_person(in));
  if (!edit) return edit.error();
  return answer(desk, desk.operations().save_person(desk.tx, desk.who(), id, version, kind, *edit));
}

Result<Reply> reveal(const Desk& desk) {
  JsonReader in(desk.call.body);
  const auto id = in.id<PersonId>("person_id");
  const auto fields = in.codes("fields", kFieldsMax);
  const auto known = to_json(Identity());
  for (const std::string& field : fields) {
    const bool found = std::ranges::any_of(known, [&](const auto& e) { return e.first == field; });
    if (!found) in.complain("fields", "unknown_value");
  }
  const auto reason = in.finish(in.text("reason", kReasonMax));
  if (!reason) return reason.error();
  const auto loaded = desk.operations().reveal(desk.tx, desk.who(), *id, fields, *reason);
  if (!loaded) return loaded.error();
  return server::ok(JsonObject{{"person_id", loaded->person.id},
                               {"values", Writer::revealed(loaded->person, fields)}});
}

Result<Reply> add_need(const Desk& desk, const CaseId& id) {
  JsonReader in(desk.call.body);
  const auto need = in.finish(Need{.id = NeedId::random(),
                                   .case_file = id,
                                   .person = in.optional_id<PersonId>("person_id"),
                                   .service = in.optional_code("service"),
                                   .detail = in.optional_text("detail", kNoteMax),
                                   .wish = in.optional_text("wish", kNoteMax),
                                   .created_at = desk.call.now,
                                   .updated_at = desk.call.now});
  if (!need) return need.error();
  const auto added = desk.operations().add_need(desk.tx, desk.who(), id, *need);
  if (!added) return added.error();
  return server::created(desk.writer().need(*added));
}

Result<Reply> save_need(const Desk& desk, const NeedId& id) {
  JsonReader in(desk.call.body);
  Operations::NeedChange change{.version = read_version(in)};
  if (in.has("state")) change.state = in.optional_code("state");
  if (in.has("detail")) change.detail = in.optional_text("detail", kNoteMax);
  if (in.has("wish")) change.wish = in.optional_text("wish", kNoteMax);
  if (in.has("note")) change.note = in.optional_text("note", kNoteMax);
  const auto complete = in.finish(change);
  if (!complete) return complete.error();
  const auto saved = desk.operations().save_need(desk.tx, desk.who(), id, *complete);
  if (!saved) return saved.error();
  return server::ok(desk.writer().need(*saved));
}

Result<Reply> add_conference(const Desk& desk, const CaseId& id) {
  JsonReader in(desk.call.body);
  Conference conference{.id = ConferenceId::random(),
                        .case_file = id,
                        .at = in.time("at"),
                        .created_by = desk.call.actor.user,
                        .created_at = desk.call.now};
  read(in, conference);
  const auto complete = in.finish(conference);
  if (!complete) return complete.error();
  const auto added = desk.operations().add_conference(desk.tx, desk.who(), id, *complete);
  if (!added) return added.error();
  return server::created(desk.writer().conference(*added));
}

}  // namespace

PersonEdit read_person(JsonReader& in) {
  Person scratch{.id = PersonId::of_key("scratch"),
                 .case_file = CaseId::of_key("scratch"),
                 .created_at = {},
                 .updated_at = {}};
  PersonEdit edit;
  const Json* identity = in.optional_object("identity");
  if (read_part(in, "identity", scratch.identity)) edit.parts |= access::kIdentity;
  const Json* facts = in.optional_object("facts");
  if (read_part(in, "facts", scratch.facts)) edit.parts |= access::kWork;
  const Json* trafficking = in.optional_object("trafficking");
  if (read_part(in, "trafficking", scratch.trafficking)) edit.parts |= access::kNarrative;
  std::optional<std::vector<Guardian>> guardians;
  if (in.has("guardians")) {
    guardians = read_guardians(in);
    edit.parts |= access::kIdentity;
  }
  const auto apply = [](const Json* object, auto& part) {
    if (object == nullptr) return;
    JsonReader reader(*object);
    read(reader, part);
  };
  edit.apply = [=](const Person& stored) -> Result<Person> {
    Person next = stored;
    apply(identity, next.identity);
    apply(facts, next.facts);
    apply(trafficking, next.trafficking);
    if (guardians) next.identity.guardians = *guardians;
    return next;
  };
  return edit;
}

void add_people_routes(server::Router& router, const ApiParts& parts) {
  const auto with = [&](auto handler) {
    return [parts, handler](platform::Transaction& tx, const Call& call) {
      return server::handle(Desk{parts, tx, call}, handler);
    };
  };
  using enum Permission;
  const std::string one = "/api/v1/cases/{id}";
  router.write("POST", one + "/persons", cases_work, with(add_person));
  router.write("POST", one + "/needs", cases_work, with(add_need));
  router.write("POST", one + "/conferences", cases_work, with(add_conference));
  router.write("PUT", "/api/v1/needs/{id}", cases_work, with(save_need));
  router.write("PUT", "/api/v1/persons/{id}", cases_work, with(save_person));
  router.sensitive_read("POST", "/api/v1/person-reveals", identity_reveal, with(reveal));
}

}  // namespace hd::cases
