#include "directory/api_manage.h"

#include <string>
#include <utility>

#include "directory/json.h"
#include "directory/operations.h"
#include "directory/operations_manage.h"
#include "server/names.h"

namespace hd::directory {
namespace {

constexpr std::int64_t kMaxAge = 120;
constexpr std::int64_t kMaxPlaces = 100'000;
constexpr std::int64_t kMaxVersion = 1'000'000'000;

std::optional<std::string> text(JsonReader& in, std::string_view key, std::size_t max) {
  if (!in.has(key)) return std::nullopt;
  return in.optional_text(key, max);
}

std::optional<std::string> code(JsonReader& in, std::string_view key) {
  if (!in.has(key)) return std::nullopt;
  return in.optional_code(key);
}

std::optional<std::optional<base::Date>> date(JsonReader& in, std::string_view key) {
  if (!in.has(key)) return std::nullopt;
  return in.optional_date(key);
}

std::optional<std::optional<std::int64_t>> number(JsonReader& in, std::string_view key,
                                                  std::int64_t max) {
  if (!in.has(key)) return std::nullopt;
  return in.optional_number(key, 0, max);
}

std::optional<std::vector<std::string>> codes(JsonReader& in, std::string_view key,
                                              std::size_t max) {
  if (!in.has(key)) return std::nullopt;
  return in.codes(key, max);
}

std::optional<std::optional<OrgId>> body(JsonReader& in, std::string_view key) {
  if (!in.has(key)) return std::nullopt;
  return in.optional_id<OrgId>(key);
}

OrganisationForm read_organisation(JsonReader& in) {
  OrganisationForm form{.name = text(in, "name", 300),
                        .name_en = text(in, "name_en", 300),
                        .short_name = text(in, "short_name", 100),
                        .type = code(in, "type"),
                        .level = code(in, "level"),
                        .province = code(in, "province"),
                        .parent = body(in, "parent_id"),
                        .system = body(in, "system_id"),
                        .address = text(in, "address", 500),
                        .phone = text(in, "phone", 40),
                        .email = text(in, "email", 200),
                        .hours = text(in, "hours", 200),
                        .mandate = text(in, "mandate", 2000),
                        .valid_from = in.optional_date("valid_from"),
                        .valid_to = date(in, "valid_to")};
  for (const Json& item : in.optional_array("predecessor_ids", 20)) {
    const auto* id_text = item.get_if<std::string>();
    const auto id = id_text == nullptr ? std::nullopt : OrgId::parse(*id_text);
    if (id) form.predecessors.push_back(*id);
    if (!id) in.complain("predecessor_ids", "malformed_id");
  }
  return form;
}

UnitForm read_unit(JsonReader& in) {
  return {.name = text(in, "name", 300),
          .level = code(in, "level"),
          .province = code(in, "province"),
          .address = text(in, "address", 500),
          .phone = text(in, "phone", 40),
          .hours = text(in, "hours", 200),
          .valid_from = in.optional_date("valid_from"),
          .valid_to = date(in, "valid_to")};
}

ServiceForm read_service(JsonReader& in) {
  return {.service = code(in, "service"),
          .sexes = codes(in, "sexes", 4),
          .provinces = codes(in, "provinces", 63),
          .languages = codes(in, "languages", 20),
          .min_age = number(in, "min_age", kMaxAge),
          .max_age = number(in, "max_age", kMaxAge),
          .capacity = number(in, "capacity", kMaxPlaces),
          .available = number(in, "available", kMaxPlaces),
          .foreigners = in.optional_flag("foreigners"),
          .hours = text(in, "hours", 200),
          .last_verified = date(in, "last_verified_at"),
          .valid_from = in.optional_date("valid_from"),
          .valid_to = date(in, "valid_to")};
}

/// A form with the version it was decided on.
template <class Form>
struct Save {
  std::int64_t version;
  Form form;
};

template <class Form>
Result<Save<Form>> read_save(const Json& json, Form (*read)(JsonReader&)) {
  JsonReader in(json);
  Save<Form> save{.version = in.number("version", 1, kMaxVersion), .form = read(in)};
  return in.finish(std::move(save));
}

/// A new thing must say from when it is valid.
template <class Form>
Result<Form> read_new(const Json& json, Form (*read)(JsonReader&)) {
  JsonReader in(json);
  Form form = read(in);
  if (!form.valid_from && !in.has("valid_from")) in.complain("valid_from", "required");
  return in.finish(std::move(form));
}

Change change_by(const Call& call) {
  return {.actor = call.actor, .now = call.now};
}

Json organisation(Transaction& tx, const Call& call, const OrgId& id,
                  const std::optional<base::Date>& day) {
  const Directory& directory = current(tx);
  const auto shown = day.value_or(call.today());
  return organisation_json(directory, *directory.nearest(id, shown), shown, true);
}

Result<Reply> create_organisation_route(Transaction& tx, const Call& call) {
  const auto form = read_new(call.body, read_organisation);
  if (!form) return form.error();
  const auto id = create_organisation(tx, change_by(call), *form);
  if (!id) return id.error();
  return server::created(organisation(tx, call, *id, form->valid_from));
}

Result<Reply> save_organisation_route(Transaction& tx, const Call& call) {
  const auto id = call.id<OrgId>();
  if (!id) return id.error();
  const auto save = read_save(call.body, read_organisation);
  if (!save) return save.error();
  const auto done = save_organisation(tx, change_by(call), *id, save->version, save->form);
  if (!done) return done.error();
  return server::ok(organisation(tx, call, *id, save->form.valid_from));
}

Result<Reply> create_unit_route(Transaction& tx, const Call& call) {
  const auto organisation_id = call.id<OrgId>();
  if (!organisation_id) return organisation_id.error();
  const auto form = read_new(call.body, read_unit);
  if (!form) return form.error();
  const auto id = create_unit(tx, change_by(call), *organisation_id, *form);
  if (!id) return id.error();
  const Directory& directory = current(tx);
  return server::created(unit_json(directory, *directory.unit(*id), call.today()));
}

Result<Reply> save_unit_route(Transaction& tx, const Call& call) {
  const auto id = call.id<UnitId>();
  if (!id) return id.error();
  const auto save = read_save(call.body, read_unit);
  if (!save) return save.error();
  const auto done = save_unit(tx, change_by(call), *id, save->version, save->form);
  if (!done) return done.error();
  const Directory& directory = current(tx);
  return server::ok(unit_json(directory, *directory.unit(*id), call.today()));
}

Result<Reply> create_service_route(Transaction& tx, const Call& call) {
  const auto unit = call.id<UnitId>();
  if (!unit) return unit.error();
  const auto form = read_new(call.body, read_service);
  if (!form) return form.error();
  const auto id = create_service(tx, change_by(call), *unit, *form);
  if (!id) return id.error();
  const Directory& directory = current(tx);
  return server::created(service_json(directory, *directory.service(*id), call.today()));
}

Result<Reply> save_service_route(Transaction& tx, const Call& call) {
  const auto id = call.id<ServiceId>();
  if (!id) return id.error();
  const auto save = read_save(call.body, read_service);
  if (!save) return save.error();
  const auto done = save_service(tx, change_by(call), *id, save->version, save->form);
  if (!done) return done.error();
  const Directory& directory = current(tx);
  return server::ok(service_json(directory, *directory.service(*id), call.today()));
}

Result<Reply> add_code_route(Transaction& tx, const Call& call) {
  JsonReader in(call.body);
  CodeForm form{.list = in.optional_code("list"),
                .code = in.optional_code("code"),
                .label_vi = in.text("label_vi", 200),
                .label_en = in.text("label_en", 200),
                .sort = in.optional_number("sort", 0, kMaxPlaces),
                .valid_from = in.date("valid_from"),
                .valid_to = in.optional_date("valid_to"),
                .source = in.optional_text("source", 300),
                .report_group = text(in, "maps_to", 64)};
  if (form.list.empty()) in.complain("list", "required");
  if (form.code.empty()) in.complain("code", "required");
  const auto read = in.finish(std::move(form));
  if (!read) return read.error();
  const auto item = add_code(tx, change_by(call), *read);
  if (!item) return item.error();
  return server::created(code_json(*item));
}

}  // namespace

void add_manage_routes(server::Router& router) {
  const auto needed = Permission::directory_manage;
  router.write("POST", "/api/v1/organisations", needed, create_organisation_route);
  router.write("PUT", "/api/v1/organisations/{id}", needed, save_organisation_route);
  router.write("POST", "/api/v1/organisations/{id}/units", needed, create_unit_route);
  router.write("PUT", "/api/v1/units/{id}", needed, save_unit_route);
  router.write("POST", "/api/v1/units/{id}/services", needed, create_service_route);
  router.write("PUT", "/api/v1/services/{id}", needed, save_service_route);
  router.write("POST", "/api/v1/code-list-items", needed, add_code_route);
}

}  // namespace hd::directory
