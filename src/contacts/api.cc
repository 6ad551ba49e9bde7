#include "contacts/api.h"

#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "accounts/operations_people.h"
#include "base/ordered_id.h"
#include "contacts/api_fields.h"
#include "contacts/api_forwarding.h"
#include "contacts/check.h"
#include "directory/operations.h"
#include "duties/operations.h"
#include "server/names.h"

namespace hd::contacts {
namespace {

constexpr std::size_t kReason = 500;
constexpr std::size_t kNote = 1000;

View view_of(Transaction& tx, const ApiParts& parts, const Call& call) {
  const auto& directory = directory::current(tx);
  return {.directory = directory,
          .names = remembering({
              .hotline = [&directory,
                          day = call.today()](const auto& id) { return directory.name(id, day); },
              .user = [&tx, &parts](
                          const auto& id) { return accounts::display_name(tx, parts.vault, id); },
          })};
}

Json actor_json(const View& view, const access::UserId& user) {
  return JsonObject{{"id", user}, {"display_name", view.names.user(user)}};
}

Json risk_json(const View& view, const Contact& contact) {
  if (!contact.at_risk || !contact.risk_at || !contact.risk_by) return {};
  return JsonObject{{"at", *contact.risk_at},
                    {"by", actor_json(view, *contact.risk_by)},
                    {"reason", contact.narrative.risk_reason}};
}

/// The earlier call this one continues; only what the viewer of this record may see anyway.
Json repeat_json(Transaction& tx, const ApiParts& parts, const Who& who, const Contact& contact) {
  if (!contact.repeat_of) return {};
  const auto earlier = parts.operations.by_ids(tx, who, {contact.repeat_of->str()});
  if (earlier.empty()) return {};
  return JsonObject{{"id", earlier.front().id},
                    {"number", platform::text_or_null(earlier.front().number)},
                    {"started_at", earlier.front().started_at}};
}

JsonArray follow_ups_json(Transaction& tx, const ApiParts& parts, const Who& who,
                          const Contact& contact) {
  JsonArray items;
  const auto bookings = parts.operations.follow_ups(tx, who, contact);
  if (bookings.empty()) return items;
  std::set<std::string> open;
  for (const auto& duty : duties::open_of_subject(tx, contact.id.str())) open.insert(duty.id.str());
  for (const auto& one : bookings) {
    items.emplace_back(JsonObject{{"id", one.id},
                                  {"due_at", one.due_at},
                                  {"note", platform::text_or_null(one.note)},
                                  {"duty_id", platform::text_or_null(one.duty_id)},
                                  {"state", open.contains(one.duty_id) ? "open" : "done"}});
  }
  return items;
}

JsonArray warnings_json(const Contact& contact) {
  JsonArray items;
  if (contact.state != State::draft) return items;
  for (const auto& fault : missing(contact)) {
    items.emplace_back(JsonObject{{"field", fault.field}, {"code", fault.code}});
  }
  return items;
}

Json contact_json(Transaction& tx, const ApiParts& parts, const Call& call,
                  const Contact& contact) {
  const Who who{call.actor, call.now};
  const View view = view_of(tx, parts, call);
  std::string text;
  platform::JsonWriter out(text);
  write_summary(out, view, contact, parts.operations.next_actions(who, contact));
  const bool holds = contact.state == State::draft && contact.counsellor == call.actor.user;
  JsonObject fields;
  add_fields(fields, contact, holds);
  for (const auto& [name, value] : fields) out.put(name, value);
  out.put("repeat_of", repeat_json(tx, parts, who, contact));
  out.put("risk", risk_json(view, contact));
  // A record just made has none of these: no need to look.
  const bool fresh = contact.version == 1;
  out.put("follow_ups", fresh ? JsonArray() : follow_ups_json(tx, parts, who, contact));
  out.put(
      "forwardings",
      fresh ? JsonArray()
            : forwardings_json(view, parts.operations.forwardings(tx, who, contact), call.today()));
  out.put("connections", fresh || !parts.connections ? Json(JsonArray())
                                                     : parts.connections(tx, call, contact.id));
  out.put("cases", fresh || !parts.cases ? Json(JsonArray()) : parts.cases(tx, call, contact.id));
  out.put("duties",
          fresh || !parts.duties ? Json(JsonArray()) : parts.duties(tx, call, contact.id));
  out.put("amendment_count", contact.amendments);
  out.put("warnings", warnings_json(contact));
  out.close();
  return platform::JsonText{std::move(text)};
}

Result<Reply> reply(Transaction& tx, const ApiParts& parts, const Call& call,
                    const Result<Contact>& contact) {
  if (!contact) return contact.error();
  return server::ok(contact_json(tx, parts, call, *contact));
}

Edit edit_from(JsonReader& in) {
  return [&in](const Contact& stored) {
    Contact edited = stored;
    read_fields(in, edited);
    return in.finish(std::move(edited));
  };
}

Result<Reply> create(Transaction& tx, const ApiParts& parts, const Call& call) {
  JsonReader in(call.body);
  const auto hotline = in.id<directory::OrgId>("hotline_id");
  Contact blank{.id = base::ordered_id<ContactId>(call.now),
                .hotline = hotline.value_or(directory::OrgId::of_key("")),
                .counsellor = call.actor.user,
                .direction = in.choice("direction", kDirectionNames),
                .started_at = in.time("started_at"),
                .created_at = call.now,
                .updated_at = call.now};
  read_fields(in, blank);
  const auto typed = in.finish(std::move(blank));
  if (!typed) return typed.error();
  const auto contact = parts.operations.create(tx, {call.actor, call.now}, *typed);
  if (!contact) return contact.error();
  return server::created(contact_json(tx, parts, call, *contact));
}

Result<Reply> show(Transaction& tx, const ApiParts& parts, const Call& call, const ContactId& id) {
  return reply(tx, parts, call, parts.operations.open(tx, {call.actor, call.now}, id));
}

Result<Reply> put_draft(Transaction& tx, const ApiParts& parts, const Call& call,
                        const ContactId& id) {
  JsonReader in(call.body);
  if (!in.has("version")) return base::invalid({{"version", "required"}});
  const auto version = in.number("version", 1, INT64_MAX);
  return reply(tx, parts, call,
               parts.operations.save(tx, {call.actor, call.now}, id, version, edit_from(in)));
}

Result<Reply> post_finalisation(Transaction& tx, const ApiParts& parts, const Call& call,
                                const ContactId& id) {
  JsonReader in(call.body);
  const auto version = in.finish(in.number("version", 1, INT64_MAX));
  if (!version) return version.error();
  return reply(tx, parts, call,
               parts.operations.finalise(tx, {call.actor, call.now}, id, *version));
}

Result<Reply> post_amendment(Transaction& tx, const ApiParts& parts, const Call& call,
                             const ContactId& id) {
  JsonReader in(call.body);
  const auto version = in.number("version", 1, INT64_MAX);
  const auto reason = in.text("reason", kReason);
  const auto* changes = in.object("changes");
  if (const auto read = in.finish(base::Done{}); !read) return read.error();
  JsonReader part(*changes, "changes.");
  return reply(
      tx, parts, call,
      parts.operations.amend(tx, {call.actor, call.now}, id,
                             {.version = version, .reason = reason, .edit = edit_from(part)}));
}

using Decide = Result<Contact> (Operations::*)(Transaction&, const Who&, const ContactId&,
                                               const Operations::Decision&);

/// Steps that need a version and a reason.
auto decided(Decide operation) {
  return [operation](Transaction& tx, const ApiParts& parts, const Call& call,
                     const ContactId& id) -> Result<Reply> {
    JsonReader in(call.body);
    const Operations::Decision read{.version = in.number("version", 1, INT64_MAX),
                                    .reason = in.text("reason", kReason)};
    const auto decision = in.finish(read);
    if (!decision) return decision.error();
    return reply(tx, parts, call,
                 (parts.operations.*operation)(tx, {call.actor, call.now}, id, *decision));
  };
}

Result<Reply> book(Transaction& tx, const ApiParts& parts, const Call& call, const ContactId& id) {
  JsonReader in(call.body);
  const Operations::Booking read{.version = in.number("version", 1, INT64_MAX),
                                 .due_at = in.time("due_at"),
                                 .note = in.optional_text("note", kNote)};
  const auto booking = in.finish(read);
  if (!booking) return booking.error();
  return reply(tx, parts, call,
               parts.operations.book_follow_up(tx, {call.actor, call.now}, id, *booking));
}

Result<Reply> forward(Transaction& tx, const ApiParts& parts, const Call& call,
                      const ContactId& id) {
  const auto read = read_forward(call.body);
  if (!read) return read.error();
  return reply(tx, parts, call, parts.operations.forward(tx, {call.actor, call.now}, id, *read));
}

Result<Reply> competent(Transaction& tx, const ApiParts& parts, const Call& call,
                        const ContactId& id) {
  const auto contact = parts.operations.for_forwarding(tx, {call.actor, call.now}, id);
  if (!contact) return contact.error();
  return server::ok(competent_json(directory::current(tx), *contact, call.today()));
}

Result<Reply> versions(Transaction& tx, const ApiParts& parts, const Call& call,
                       const ContactId& id) {
  const auto found = parts.operations.versions(tx, {call.actor, call.now}, id);
  if (!found) return found.error();
  const View view = view_of(tx, parts, call);
  JsonArray items;
  const Contact* before = nullptr;
  for (const auto& version : *found) {
    JsonArray changes;
    if (before != nullptr) {
      for (auto& change : differences(*before, version.contact)) {
        changes.emplace_back(JsonObject{{"field", std::move(change.field)},
                                        {"before", std::move(change.before)},
                                        {"after", std::move(change.after)}});
      }
    }
    items.emplace_back(JsonObject{{"version", version.contact.version},
                                  {"at", version.at},
                                  {"by", actor_json(view, version.by)},
                                  {"reason", platform::text_or_null(version.reason)},
                                  {"changes", std::move(changes)}});
    before = &version.contact;
  }
  return server::ok(JsonObject{{"items", std::move(items)}});
}

template <class T>
std::optional<T> id_from(const Call& call, std::string_view name,
                         std::vector<base::FieldError>& faults) {
  const auto text = call.query(name);
  if (text.empty()) return std::nullopt;
  auto id = T::parse(text);
  if (!id) faults.push_back({std::string(name), "malformed_id"});
  return id;
}

std::optional<base::Date> date_from(const Call& call, std::string_view name,
                                    std::vector<base::FieldError>& faults) {
  const auto text = call.query(name);
  if (text.empty()) return std::nullopt;
  const auto date = base::parse_date(text);
  if (!date) faults.push_back({std::string(name), "malformed_date"});
  return date;
}

Result<Filter> filter_of(const Call& call) {
  std::vector<base::FieldError> faults;
  Filter filter{.kind = call.query("kind"),
                .channel = call.query("channel"),
                .number = call.query("number"),
                .counsellor = id_from<access::UserId>(call, "counsellor_id", faults),
                .hotline = id_from<directory::OrgId>(call, "hotline_id", faults),
                .from = date_from(call, "from", faults),
                .to = date_from(call, "to", faults),
                .at_risk_only = call.query("risk") == "1",
                .cursor = call.query("cursor"),
                .limit = call.limit()};
  if (const auto state = call.query("state"); !state.empty()) {
    filter.state = base::value_of(kStateNames, state);
    if (!filter.state) faults.push_back({"state", "unknown_value"});
  }
  if (!faults.empty()) return base::invalid(std::move(faults));
  return filter;
}

Result<Reply> list(Transaction& tx, const ApiParts& parts, const Call& call) {
  const auto filter = filter_of(call);
  if (!filter) return filter.error();
  const auto page = parts.operations.list(tx, {call.actor, call.now}, *filter);
  return server::page(summaries(tx, parts, call, page.items), page.next);
}

Result<Reply> search(Transaction& tx, const ApiParts& parts, const Call& call) {
  JsonReader in(call.body);
  const auto phone = in.text("phone", 40);
  const auto hotline = in.optional_id<directory::OrgId>("hotline_id");
  if (const auto read = in.finish(base::Done{}); !read) return read.error();
  const auto found = parts.operations.search(tx, {call.actor, call.now}, phone, hotline);
  if (!found) return found.error();
  return server::ok(JsonObject{{"items", summaries(tx, parts, call, *found)}, {"next", nullptr}});
}

Result<Reply> reveal(Transaction& tx, const ApiParts& parts, const Call& call) {
  JsonReader in(call.body);
  const auto id = in.id<ContactId>("contact_id");
  const auto field = in.text("field", 20);
  const auto reason = in.text("reason", kReason);
  if (!field.empty() && field != "phone") in.complain("field", "unknown_value");
  if (const auto read = in.finish(base::Done{}); !read) return read.error();
  const auto phone = parts.operations.reveal_phone(tx, {call.actor, call.now}, *id, reason);
  if (!phone) return phone.error();
  return server::ok(
      JsonObject{{"field", "phone"}, {"value", phone->empty() ? Json() : Json(*phone)}});
}

}  // namespace

Json summaries(Transaction& tx, const ApiParts& parts, const Call& call,
               const std::vector<Contact>& contacts) {
  const View view = view_of(tx, parts, call);
  // What may be done depends on these alone: a page asks the access table a few times, not fifty.
  using Case = std::tuple<directory::OrgId, State, bool, bool, bool, bool>;
  std::map<Case, std::vector<std::string>> actions;
  return platform::written_list(contacts, [&](platform::JsonWriter& out, const Contact& contact) {
    const auto [found, fresh] = actions.try_emplace(
        Case{contact.hotline, contact.state, contact.counsellor == call.actor.user, contact.at_risk,
             contact.identity.phone.empty(), is_denunciation(contact)});
    if (fresh) {
      found->second = parts.operations.next_actions({call.actor, call.now}, contact);
    }
    write_summary(out, view, contact, found->second);
  });
}

void add_routes(server::Router& router, const ApiParts& parts) {
  const auto with = [parts](auto handler) -> server::TxHandler {
    return [parts, handler](Transaction& tx, const Call& call) { return handler(tx, parts, call); };
  };
  const auto with_id = [parts](auto handler) -> server::TxHandler {
    return [parts, handler](Transaction& tx, const Call& call) -> Result<Reply> {
      const auto id = call.id<ContactId>();
      if (!id) return id.error();
      return handler(tx, parts, call, *id);
    };
  };
  const std::string root = "/api/v1/contacts";
  const std::string one = root + "/{id}";
  using enum Permission;
  router.read(root, contacts_read, with(list));
  router.write("POST", root, contacts_take, with(create));
  router.sensitive_read("GET", one, contacts_read, with_id(show));
  router.write("PUT", one, contacts_take, with_id(put_draft));
  router.write("POST", one + "/finalisations", contacts_take, with_id(post_finalisation));
  router.write("POST", one + "/amendments", contacts_amend, with_id(post_amendment));
  router.sensitive_read("GET", one + "/versions", contacts_read, with_id(versions));
  router.write("POST", one + "/takeovers", contacts_supervise,
               with_id(decided(&Operations::take_over)));
  router.write("POST", one + "/discards", contacts_take, with_id(decided(&Operations::discard)));
  router.write("POST", one + "/risk-flags", contacts_take,
               with_id(decided(&Operations::flag_risk)));
  router.write("POST", one + "/risk-clearances", contacts_supervise,
               with_id(decided(&Operations::clear_risk)));
  router.write("POST", one + "/follow-ups", contacts_take, with_id(book));
  router.write("POST", one + "/forwardings", contacts_take, with_id(forward));
  router.read(one + "/competent-bodies", contacts_read, with_id(competent));
  router.sensitive_read("POST", "/api/v1/contact-searches", contacts_search, with(search));
  router.sensitive_read("POST", "/api/v1/contact-reveals", contacts_read, with(reveal));
}

}  // namespace hd::contacts
