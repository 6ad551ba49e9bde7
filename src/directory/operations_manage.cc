#include "directory/operations_manage.h"

#include <algorithm>
#include <string>
#include <utility>

#include "access/decide.h"
#include "audit/audit.h"
#include "directory/operations.h"
#include "directory/store.h"

namespace hd::directory {

access::Decision may_manage(const Change& change) {
  return access::decide(change.actor, access::Permission::directory_manage, {},
                        base::local_date(change.now));
}

void finish(platform::Transaction& tx, const Change& change, std::string action, std::string kind,
            std::string id) {
  store::set_stamp(tx, base::random_uuid());
  const auto decision = may_manage(change);
  audit::record(tx, change.now, change.actor,
                {.action = std::move(action),
                 .object_kind = std::move(kind),
                 .object_id = std::move(id),
                 .post = decision.post,
                 .rule = decision.rule});
}

namespace {

constexpr std::string_view kEntered = "confirmed";

/// Ends the number of the body and begins another on `from`; one that began on that very day is
/// corrected. Nothing when it stays the same.
void change_phone(platform::Transaction& tx, const Directory& directory, const OrgId& id,
                  const std::string& number, base::Date from) {
  if (directory.phone(id, from) == number) return;
  for (const Phone& phone : directory.content().phones) {
    if (phone.organisation != id || !phone.valid.holds(from)) continue;
    if (phone.valid.from == from) {
      Phone corrected = phone;
      corrected.number = number;
      store::save(tx, corrected);
      return;
    }
    store::end_phone(tx, phone, base::plus_days(from, -1));
  }
  if (number.empty()) return;
  store::add(tx, Phone{.organisation = id,
                       .number = number,
                       .purpose = "office",
                       .valid = {.from = from},
                       .basis = ""});
}

void link_predecessors(platform::Transaction& tx, const OrgId& id, const OrganisationForm& form,
                       base::Date from) {
  for (const OrgId& predecessor : form.predecessors) {
    store::add(tx, Succession{.predecessor = predecessor,
                              .successor = id,
                              .date = from,
                              .what = "all",
                              .note = "",
                              .basis = "",
                              .trust = std::string(kEntered)});
  }
}

Organisation empty_organisation(base::Date from) {
  return {.id = OrgId::random(),
          .key = {},
          .name = {},
          .name_en = {},
          .short_name = {},
          .type = {},
          .level = {},
          .place = {},
          .parent = {},
          .system = {},
          .address = {},
          .email = {},
          .hours = {},
          .mandate = {},
          .last_verified = {},
          .valid = {.from = from},
          .basis = {},
          .trust = std::string(kEntered)};
}

/// A service given in exactly the province of its body follows the body.
void follow_body(const Directory& directory, Service& service) {
  const Unit* unit = directory.unit(service.unit);
  if (unit == nullptr || service.scope != Scope::listed || service.places.size() != 1) return;
  if (directory.place_of(*unit, service.valid.from) == service.places.front()) {
    service.scope = Scope::province;
    service.places.clear();
  }
}

}  // namespace

base::Result<OrgId> create_organisation(platform::Transaction& tx, const Change& change,
                                        const OrganisationForm& form) {
  if (!may_manage(change)) return base::not_found();
  const Directory& directory = current(tx);
  const auto from = form.valid_from.value_or(base::local_date(change.now));
  auto body = filled(directory, empty_organisation(from), form);
  if (!body) return body.error();
  store::add(tx, *body, change.now);
  change_phone(tx, directory, body->id, form.phone.value_or(""), from);
  link_predecessors(tx, body->id, form, from);
  finish(tx, change, "organisation.create", "organisation", body->id.str());
  return body->id;
}

base::Result<base::Done> save_organisation(platform::Transaction& tx, const Change& change,
                                           const OrgId& id, std::int64_t version,
                                           const OrganisationForm& form) {
  if (!may_manage(change)) return base::not_found();
  const Directory& directory = current(tx);
  const auto today = base::local_date(change.now);
  const Organisation* present = directory.nearest(id, today);
  if (present == nullptr) return base::not_found();
  if (present->version != version) return base::stale(present->version);
  const auto periods = change_of(directory, id, today, form);
  if (!periods) return periods.error();
  if (!store::touch(tx, id, version, change.now)) return base::stale(version + 1);
  if (periods->shortened) store::save(tx, *periods->shortened);
  if (periods->corrected) store::save(tx, *periods->corrected);
  if (periods->added) store::add(tx, *periods->added, change.now);
  const auto from = form.valid_from.value_or(today);
  if (form.phone) change_phone(tx, directory, id, *form.phone, from);
  link_predecessors(tx, id, form, from);
  finish(tx, change, "organisation.save", "organisation", id.str());
  return base::Done{};
}

base::Result<UnitId> create_unit(platform::Transaction& tx, const Change& change,
                                 const OrgId& organisation, const UnitForm& form) {
  if (!may_manage(change)) return base::not_found();
  const Directory& directory = current(tx);
  const auto from = form.valid_from.value_or(base::local_date(change.now));
  if (directory.nearest(organisation, from) == nullptr) return base::not_found();
  Unit fresh{.id = UnitId::random(),
             .organisation = organisation,
             .parent = {},
             .key = {},
             .name = {},
             .name_en = {},
             .kind = "division",
             .level = {},
             .place = {},
             .address = {},
             .phone = {},
             .hours = {},
             .valid = {.from = from},
             .basis = {},
             .trust = std::string(kEntered)};
  const auto unit = filled(directory, std::move(fresh), form);
  if (!unit) return unit.error();
  store::add(tx, *unit);
  finish(tx, change, "unit.create", "unit", unit->id.str());
  return unit->id;
}

base::Result<base::Done> save_unit(platform::Transaction& tx, const Change& change,
                                   const UnitId& id, std::int64_t version, const UnitForm& form) {
  if (!may_manage(change)) return base::not_found();
  const Directory& directory = current(tx);
  const Unit* present = directory.unit(id);
  if (present == nullptr) return base::not_found();
  if (present->version != version) return base::stale(present->version);
  const auto unit = filled(directory, *present, form);
  if (!unit) return unit.error();
  if (!store::save(tx, *unit)) return base::stale(version + 1);
  finish(tx, change, "unit.save", "unit", id.str());
  return base::Done{};
}

base::Result<ServiceId> create_service(platform::Transaction& tx, const Change& change,
                                       const UnitId& unit, const ServiceForm& form) {
  if (!may_manage(change)) return base::not_found();
  const Directory& directory = current(tx);
  if (directory.unit(unit) == nullptr) return base::not_found();
  Service fresh{.id = ServiceId::random(),
                .unit = unit,
                .service = {},
                .scope = Scope::national,
                .places = {},
                .sexes = {},
                .min_age = {},
                .max_age = {},
                .foreigners = true,
                .languages = {},
                .capacity = {},
                .available = {},
                .hours = {},
                .last_verified = {},
                .valid = {.from = form.valid_from.value_or(base::local_date(change.now))},
                .basis = {},
                .trust = std::string(kEntered)};
  auto service = filled(directory, std::move(fresh), form);
  if (!service) return service.error();
  follow_body(directory, *service);
  store::add(tx, *service);
  finish(tx, change, "service.create", "service", service->id.str());
  return service->id;
}

base::Result<base::Done> save_service(platform::Transaction& tx, const Change& change,
                                      const ServiceId& id, std::int64_t version,
                                      const ServiceForm& form) {
  if (!may_manage(change)) return base::not_found();
  const Directory& directory = current(tx);
  const Service* present = directory.service(id);
  if (present == nullptr) return base::not_found();
  if (present->version != version) return base::stale(present->version);
  auto service = filled(directory, *present, form);
  if (!service) return service.error();
  follow_body(directory, *service);
  if (!store::save(tx, *service)) return base::stale(version + 1);
  finish(tx, change, "service.save", "service", id.str());
  return base::Done{};
}

base::Result<CodeItem> add_code(platform::Transaction& tx, const Change& change,
                                const CodeForm& form) {
  if (!may_manage(change)) return base::not_found();
  const auto items = change_of(current(tx), form);
  if (!items) return items.error();
  if (items->ended) store::end_code(tx, *items->ended, *items->ended->valid.to);
  store::add(tx, items->added);
  finish(tx, change, "code.add", "code_list", form.list + "." + form.code);
  return items->added;
}

}  // namespace hd::directory
