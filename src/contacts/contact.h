#pragma once
// A conversation at a hotline: what it consists of and which steps its life allows.
//
// Pure: no clock, no database, no JSON, no permissions. What a record may contain is in check.h.
// Source: spec processes section 1.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "access/ids.h"
#include "base/enum_names.h"
#include "base/result.h"
#include "base/time.h"
#include "contacts/ids.h"
#include "directory/ids.h"

namespace hd::contacts {

enum class State { draft, final, discarded };
inline constexpr auto kStateNames = std::to_array<base::EnumName<State>>({
    {State::draft, "draft"},
    {State::final, "final"},
    {State::discarded, "discarded"},
});
static_assert(base::names_every(kStateNames, State::discarded));

enum class Direction { in, out };
inline constexpr auto kDirectionNames = std::to_array<base::EnumName<Direction>>({
    {Direction::in, "in"},
    {Direction::out, "out"},
});
static_assert(base::names_every(kDirectionNames, Direction::out));

/// Coded facts about the caller and the conversation (mark P2). "" means: not filled in yet; the
/// codes unknown, refused and not_asked are answers.
struct Facts {
  std::string no_content_reason = {};
  std::vector<std::string> topics = {};
  std::string caller_relation = {};
  std::string sex = {};
  std::optional<std::int64_t> age = {};
  std::string age_band = {};  ///< of the set un_wide, or an empty answer
  std::string province = {};  ///< code in the geography of the day the conversation began
  std::string language = {};
  std::string ethnic_group = {};
  bool anonymous = false;
  std::string report_kind = {};  ///< R-136: incident, victim, related_situation
  bool follow_up_wanted = false;
  std::string destination_country = {};  ///< R-080, R-106: code of list country
  std::string licence_checked = {};
  bool operator==(const Facts&) const = default;
};

/// When and how this person can be called without harm.
struct SafeContact {
  std::string when = {}, how = {}, code_word = {};
  std::string may_leave_message = {};  ///< yes, no, unknown
  std::string who_else_hears = {};
  bool do_not_call = false;
  bool operator==(const SafeContact&) const = default;
};

/// What leads to the person (mark P3).
struct Identity {
  std::string phone = {};  ///< as it was typed
  std::string commune = {};
  SafeContact safe = {};
  bool operator==(const Identity&) const = default;
};

/// What was told and advised (mark P4).
struct Narrative {
  std::string summary = {}, advice = {};
  std::string offer = {}, company = {}, migration_advice = {};  ///< R-080, R-106
  std::string risk_reason = {}, discard_reason = {};
  bool operator==(const Narrative&) const = default;
};

struct Contact {
  ContactId id;
  directory::OrgId hotline;
  access::UserId counsellor;  ///< who holds the draft, who finished the record
  State state = State::draft;
  std::string channel = {};
  Direction direction = Direction::in;
  std::string kind = {};    ///< code of list contact_kind; "" while it is open
  std::string number = {};  ///< "111-2026-000123" once final
  base::Timestamp started_at;
  std::optional<base::Timestamp> ended_at = {};
  base::Timestamp created_at;
  base::Timestamp updated_at;
  std::int64_t version = 1;  ///< +1 per change; a change names the version it was decided on
  std::int64_t amendments = 0;
  bool at_risk = false;
  std::optional<base::Timestamp> risk_at = {};
  std::optional<access::UserId> risk_by = {};
  std::optional<ContactId> repeat_of = {};
  Facts facts = {};
  Identity identity = {};
  Narrative narrative = {};

  bool operator==(const Contact&) const = default;
};

/// Who does a step, and when.
struct Step {
  access::UserId by;
  base::Timestamp at;
  std::int64_t version;     ///< the version the step was decided on
  std::string reason = {};  ///< free text; which steps need one is said there
};

// Every step answers with the next state of the record and leaves its argument as it was.
// Errors of all: conflict "stale" - changed since step.version;
//                invalid {"reason", "required"} - where a reason is needed.

/// Keeps what was typed. Errors: conflict "contact.not_draft".
base::Result<Contact> save(const Contact& stored, const Contact& edited, const Step& step);
/// Closes the record; an open end becomes now. The number is given by the caller of this function.
/// Errors: conflict "contact.not_draft".
base::Result<Contact> finalise(const Contact& stored, const Step& step);
/// Corrects a closed record; needs a reason. Errors: conflict "contact.not_final".
base::Result<Contact> amend(const Contact& stored, const Contact& edited, const Step& step);
/// Somebody else goes on with a draft; needs a reason. Errors: conflict "contact.not_draft".
base::Result<Contact> take_over(const Contact& stored, const Step& step);
/// Throws a draft away; needs a reason. Errors: conflict "contact.not_draft".
base::Result<Contact> discard(const Contact& stored, const Step& step);
/// Says that the caller is in danger; needs a reason. Errors: conflict "contact.discarded".
base::Result<Contact> flag_risk(const Contact& stored, const Step& step);
/// The danger is over or taken care of; needs a reason. Errors: conflict "contact.not_at_risk".
base::Result<Contact> clear_risk(const Contact& stored, const Step& step);
/// A call-back was booked. Errors: conflict "contact.discarded".
base::Result<Contact> note_follow_up(const Contact& stored, const Step& step);

/// It was passed on to a competent body. Errors: conflict "contact.not_final".
base::Result<Contact> note_forwarding(const Contact& stored, const Step& step);

enum class Turn { counsellor, hotline_lead, nobody };
inline constexpr auto kTurnNames = std::to_array<base::EnumName<Turn>>({
    {Turn::counsellor, "counsellor"},
    {Turn::hotline_lead, "hotline_lead"},
    {Turn::nobody, "nobody"},
});
static_assert(base::names_every(kTurnNames, Turn::nobody));

/// An endangered caller is the lead's matter, a draft its counsellor's.
Turn whose_turn(const Contact& contact);

}  // namespace hd::contacts
