#include "duties/view.h"

#include <utility>

namespace hd::duties {
namespace {

using platform::Json;
using platform::JsonArray;
using platform::JsonObject;

Json text_or_null(const std::string& text) {
  return text.empty() ? Json() : Json(text);
}

Json owner_json(const View& view) {
  return JsonObject{
      {"organisation_id", view.duty.org}, {"organisation_name", view.org_name},
      {"unit_id", view.duty.unit},        {"unit_name", text_or_null(view.unit_name)},
      {"post_id", view.duty.post},        {"user_name", text_or_null(view.user_name)},
  };
}

Json history_json(const View& view) {
  JsonArray lines;
  for (const HistoryLine& line : view.history) {
    lines.emplace_back(JsonObject{{"at", line.at},
                                  {"due_at", line.due_at},
                                  {"why", line.why},
                                  {"by", text_or_null(line.by_name)}});
  }
  return lines;
}

/// The last thing a person wrote about the duty.
Json note_json(const View& view) {
  std::string note;
  for (const HistoryLine& line : view.history) {
    if (!line.note.empty()) note = line.note;
  }
  return text_or_null(note);
}

}  // namespace

Json to_json(const View& view) {
  const Duty& duty = view.duty;
  JsonArray actions;
  for (const std::string& action : view.next_actions) actions.emplace_back(action);
  const bool open = duty.state == State::open;
  return JsonObject{
      {"id", duty.id},
      {"kind", duty.kind},
      {"rule_code", duty.rule_code},
      {"legal_basis", view.legal_basis},
      {"subject", JsonObject{{"kind", duty.subject_kind},
                             {"id", duty.subject_id},
                             {"number", text_or_null(duty.subject_number)}}},
      {"owner", owner_json(view)},
      {"started_at", duty.started_at},
      {"due_at", duty.due_at},
      {"at_once", duty.at_once()},
      {"target_at", duty.target_at},
      {"state", base::name_of(kStateNames, duty.state)},
      {"overdue", view.overdue},
      {"remaining_minutes", open ? Json(view.remaining_minutes) : Json()},
      {"calendar", view.counts_working_days ? "working" : "wall"},
      {"stage", stage_name(duty)},
      {"history", history_json(view)},
      {"note", note_json(view)},
      {"version", duty.version},
      {"next_actions", std::move(actions)},
  };
}

}  // namespace hd::duties
