// Denunciations that were passed on.

#include "contacts/store.h"

namespace hd::contacts::store {
namespace {

using platform::Transaction;

constexpr std::string_view kAdd = R"sql(
  INSERT INTO contact_forwarding (id, contact_id, organisation_id, channel, forwarded_at,
    recorded_at, recorded_by, told)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8))sql";

constexpr std::string_view kOfContact = R"sql(
  SELECT id, organisation_id, channel, forwarded_at, recorded_at, recorded_by, told
  FROM contact_forwarding WHERE contact_id = $1 ORDER BY forwarded_at, id)sql";

vault::Slot told_slot(const Contact& contact, const std::string& id) {
  const auto month = base::to_text(base::local_date(contact.created_at)).substr(0, 7);
  return {.group = "contact/" + contact.hotline.str() + "/" + month,
          .compartment = vault::Compartment::narrative,
          .table = "contact_forwarding",
          .column = "told",
          .row = id};
}

}  // namespace

void Store::add_forwarding(Transaction& tx, const Contact& contact, const Forwarding& act) {
  tx.execute(kAdd, {act.id, contact.id, act.organisation, act.channel, act.at, act.recorded_at,
                    act.recorded_by, vault_.seal(tx, told_slot(contact, act.id), act.told)});
}

std::vector<Forwarding> Store::forwardings(Transaction& tx, const vault::Opening& opening,
                                           const Contact& contact) {
  std::vector<Forwarding> found;
  for (const auto& row : tx.query(kOfContact, {contact.id})) {
    Forwarding act{.id = row.text("id"),
                   .organisation = row.id<directory::OrgId>("organisation_id"),
                   .channel = row.text("channel"),
                   .at = row.time("forwarded_at"),
                   .recorded_at = row.time("recorded_at"),
                   .recorded_by = row.id<access::UserId>("recorded_by"),
                   .told = {}};
    act.told = vault_.open(tx, opening, told_slot(contact, act.id), row.blob("told")).reveal();
    found.push_back(std::move(act));
  }
  return found;
}

}  // namespace hd::contacts::store
