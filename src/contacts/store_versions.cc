// Earlier versions of closed records, and call-backs.

#include <stdexcept>

#include "contacts/codec.h"
#include "contacts/store.h"

namespace hd::contacts::store {
namespace {

using platform::Blob;
using platform::Param;
using platform::Row;
using platform::Transaction;
using vault::Compartment;

constexpr std::string_view kKeep = R"sql(
  INSERT INTO contact_version (contact_id, version, replaced_at, replaced_by, channel, direction,
    kind, started_at, ended_at, repeat_of, reason, facts, identity, narrative)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14))sql";

constexpr std::string_view kVersions = R"sql(
  SELECT version, replaced_at, replaced_by, channel, direction, kind, started_at, ended_at,
    repeat_of, reason, facts, identity, narrative
  FROM contact_version WHERE contact_id = $1 ORDER BY version)sql";

constexpr std::string_view kFinalisedAt = R"sql(
  SELECT finalised_at FROM contact WHERE id = $1)sql";

constexpr std::string_view kBook = R"sql(
  INSERT INTO contact_follow_up (id, contact_id, due_at, booked_at, booked_by, duty_id, note)
  VALUES ($1, $2, $3, $4, $5, $6, $7))sql";

constexpr std::string_view kBookings = R"sql(
  SELECT id, due_at, booked_at, booked_by, duty_id, note
  FROM contact_follow_up WHERE contact_id = $1 ORDER BY due_at, id)sql";

constexpr std::string_view kReveal = R"sql(
  INSERT INTO contact_reveal (id, contact_id, revealed_at, revealed_by, field, reason)
  VALUES ($1, $2, $3, $4, $5, $6))sql";

vault::Group group_of(const Contact& contact) {
  const auto month = base::to_text(base::local_date(contact.created_at)).substr(0, 7);
  return "contact/" + contact.hotline.str() + "/" + month;
}

/// An old version has the place of the version it was, in a table of its own.
vault::Slot old_slot(const Contact& old, Compartment compartment, std::string_view column) {
  return {.group = group_of(old),
          .compartment = compartment,
          .table = "contact_version",
          .column = column,
          .row = old.id.str(),
          .row_version = old.version};
}

vault::Slot note_slot(const Contact& contact, const std::string& booking) {
  return {.group = group_of(contact),
          .compartment = Compartment::narrative,
          .table = "contact_follow_up",
          .column = "note",
          .row = booking};
}

}  // namespace

void Store::keep_version(Transaction& tx, const OldVersion& old) {
  const Contact& was = old.contact;
  const auto seal = [&](Compartment compartment, std::string_view column,
                        const std::string& text) -> Param {
    if (text.empty()) return nullptr;
    return vault_.seal(tx, old_slot(was, compartment, column), text);
  };
  tx.execute(kKeep,
             {was.id, was.version, old.replaced_at, old.replaced_by, was.channel,
              base::name_of(kDirectionNames, was.direction), was.kind, was.started_at, was.ended_at,
              was.repeat_of, seal(Compartment::narrative, "reason", old.reason),
              seal(Compartment::work, "facts", encode(was.facts)),
              seal(Compartment::identity, "identity", encode(was.identity)),
              seal(Compartment::narrative, "narrative", encode(was.narrative))});
}

std::vector<Store::OldVersion> Store::versions(Transaction& tx, const vault::Opening& opening,
                                               const Contact& current) {
  std::vector<OldVersion> found;
  for (const Row& row : tx.query(kVersions, {current.id})) {
    Contact was = current;
    was.version = row.number("version");
    was.channel = row.text("channel");
    const auto direction = base::value_of(kDirectionNames, row.text("direction"));
    if (!direction) throw std::runtime_error("contact version: unknown name");
    was.direction = *direction;
    was.kind = row.text("kind");
    was.started_at = row.time("started_at");
    was.ended_at = row.maybe_time("ended_at");
    was.repeat_of = row.maybe_id<ContactId>("repeat_of");
    const auto open = [&](Compartment compartment, std::string_view column) -> std::string {
      const auto envelope = row.maybe_blob(column);
      if (!envelope) return {};
      return vault_.open(tx, opening, old_slot(was, compartment, column), *envelope).reveal();
    };
    was.facts = decode_facts(open(Compartment::work, "facts"));
    was.identity = decode_identity(open(Compartment::identity, "identity"));
    was.narrative = decode_narrative(open(Compartment::narrative, "narrative"));
    const auto reason = open(Compartment::narrative, "reason");
    found.push_back({.contact = std::move(was),
                     .replaced_at = row.time("replaced_at"),
                     .replaced_by = row.id<access::UserId>("replaced_by"),
                     .reason = reason});
  }
  return found;
}

std::optional<base::Timestamp> Store::finalised_at(Transaction& tx, const ContactId& id) {
  const auto row = tx.query_one(kFinalisedAt, {id});
  return row ? row->maybe_time("finalised_at") : std::nullopt;
}

void Store::add_follow_up(Transaction& tx, const Contact& contact, const FollowUp& booking) {
  const Param note = booking.note.empty()
                         ? Param(nullptr)
                         : Param(vault_.seal(tx, note_slot(contact, booking.id), booking.note));
  tx.execute(kBook, {booking.id, contact.id, booking.due_at, booking.booked_at, booking.booked_by,
                     booking.duty_id, note});
}

std::vector<Store::FollowUp> Store::follow_ups(Transaction& tx, const vault::Opening& opening,
                                               const Contact& contact) {
  std::vector<FollowUp> found;
  for (const Row& row : tx.query(kBookings, {contact.id})) {
    FollowUp booking{.id = row.text("id"),
                     .due_at = row.time("due_at"),
                     .booked_at = row.time("booked_at"),
                     .booked_by = row.id<access::UserId>("booked_by"),
                     .duty_id = row.maybe_text("duty_id").value_or(""),
                     .note = {}};
    if (const auto note = row.maybe_blob("note")) {
      booking.note = vault_.open(tx, opening, note_slot(contact, booking.id), *note).reveal();
    }
    found.push_back(std::move(booking));
  }
  return found;
}

void Store::note_reveal(Transaction& tx, const Contact& contact, const access::UserId& by,
                        base::Timestamp at, const std::string& reason) {
  const auto id = base::random_uuid();
  const vault::Slot slot{.group = group_of(contact),
                         .compartment = Compartment::misc,
                         .table = "contact_reveal",
                         .column = "reason",
                         .row = id};
  tx.execute(kReveal, {id, contact.id, at, by, "phone", vault_.seal(tx, slot, reason)});
}

}  // namespace hd::contacts::store
