#include "contacts/contact.h"

#include <optional>
#include <string_view>

namespace hd::contacts {
namespace {

base::Error conflict(std::string code) {
  return {base::ErrorKind::conflict, std::move(code)};
}

enum class Reason { optional, required };

/// What every step has in common, in the order a user should hear of it.
std::optional<base::Error> objection(const Contact& stored, const Step& step, Reason reason) {
  if (step.version != stored.version) return base::stale(stored.version);
  if (reason == Reason::required && step.reason.empty()) {
    return base::invalid({{"reason", "required"}});
  }
  return std::nullopt;
}

Contact stepped(const Contact& from, const Contact& stored, const Step& step) {
  Contact next = from;
  next.version = stored.version + 1;
  next.updated_at = step.at;
  return next;
}

/// `edited` may change what the form shows, and nothing else.
Contact with_content(const Contact& stored, const Contact& edited, const Step& step) {
  Contact next = stepped(stored, stored, step);
  next.channel = edited.channel;
  next.direction = edited.direction;
  next.kind = edited.kind;
  next.started_at = edited.started_at;
  next.ended_at = edited.ended_at;
  next.repeat_of = edited.repeat_of;
  next.facts = edited.facts;
  next.identity = edited.identity;
  next.narrative = edited.narrative;
  next.narrative.risk_reason = stored.narrative.risk_reason;
  next.narrative.discard_reason = stored.narrative.discard_reason;
  return next;
}

}  // namespace

base::Result<Contact> save(const Contact& stored, const Contact& edited, const Step& step) {
  if (stored.state != State::draft) return conflict("contact.not_draft");
  if (auto error = objection(stored, step, Reason::optional)) return *error;
  return with_content(stored, edited, step);
}

base::Result<Contact> finalise(const Contact& stored, const Step& step) {
  if (stored.state != State::draft) return conflict("contact.not_draft");
  if (auto error = objection(stored, step, Reason::optional)) return *error;
  Contact next = stepped(stored, stored, step);
  next.state = State::final;
  if (!next.ended_at) next.ended_at = std::max(step.at, next.started_at);
  return next;
}

base::Result<Contact> amend(const Contact& stored, const Contact& edited, const Step& step) {
  if (stored.state != State::final) return conflict("contact.not_final");
  if (auto error = objection(stored, step, Reason::required)) return *error;
  Contact next = with_content(stored, edited, step);
  ++next.amendments;
  return next;
}

base::Result<Contact> take_over(const Contact& stored, const Step& step) {
  if (stored.state != State::draft) return conflict("contact.not_draft");
  if (auto error = objection(stored, step, Reason::required)) return *error;
  Contact next = stepped(stored, stored, step);
  next.counsellor = step.by;
  return next;
}

base::Result<Contact> discard(const Contact& stored, const Step& step) {
  if (stored.state != State::draft) return conflict("contact.not_draft");
  if (auto error = objection(stored, step, Reason::required)) return *error;
  Contact next = stepped(stored, stored, step);
  next.state = State::discarded;
  next.at_risk = false;
  next.narrative.discard_reason = step.reason;
  return next;
}

base::Result<Contact> flag_risk(const Contact& stored, const Step& step) {
  if (stored.state == State::discarded) return conflict("contact.discarded");
  if (auto error = objection(stored, step, Reason::required)) return *error;
  Contact next = stepped(stored, stored, step);
  next.at_risk = true;
  next.risk_at = step.at;
  next.risk_by = step.by;
  next.narrative.risk_reason = step.reason;
  return next;
}

base::Result<Contact> clear_risk(const Contact& stored, const Step& step) {
  if (!stored.at_risk) return conflict("contact.not_at_risk");
  if (auto error = objection(stored, step, Reason::required)) return *error;
  Contact next = stepped(stored, stored, step);
  next.at_risk = false;
  return next;
}

base::Result<Contact> note_follow_up(const Contact& stored, const Step& step) {
  if (stored.state == State::discarded) return conflict("contact.discarded");
  if (auto error = objection(stored, step, Reason::optional)) return *error;
  Contact next = stepped(stored, stored, step);
  next.facts.follow_up_wanted = true;
  return next;
}

base::Result<Contact> note_forwarding(const Contact& stored, const Step& step) {
  if (stored.state != State::final) return conflict("contact.not_final");
  if (auto error = objection(stored, step, Reason::optional)) return *error;
  return stepped(stored, stored, step);
}

Turn whose_turn(const Contact& contact) {
  if (contact.at_risk) return Turn::hotline_lead;
  return contact.state == State::draft ? Turn::counsellor : Turn::nobody;
}

}  // namespace hd::contacts
