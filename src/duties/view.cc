#include "duties/view.h"

#include <utility>

namespace hd::duties {
namespace {

using platform::Json;
using platform::JsonArray;
using platform::JsonObject;
using platform::JsonWriter;
using platform::text_or_null;

void write_owner(JsonWriter out, const View& view) {
  out.put("organisation_id", view.duty.org);
  out.put("organisation_name", view.org_name);
  out.put("unit_id", view.duty.unit);
  out.put_or_null("unit_name", view.unit_name);
  out.put("post_id", view.duty.post);
  out.put_or_null("user_name", view.user_name);
  out.close();
}

void write_subject(JsonWriter out, const Duty& duty) {
  out.put("kind", duty.subject_kind);
  out.put("id", duty.subject_id);
  out.put_or_null("number", duty.subject_number);
  out.close();
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
  std::string text;
  JsonWriter out(text);
  out.put("id", duty.id);
  out.put("kind", duty.kind);
  out.put("rule_code", duty.rule_code);
  out.put("legal_basis", view.legal_basis);
  write_subject(out.begin("subject"), duty);
  write_owner(out.begin("owner"), view);
  out.put("started_at", duty.started_at);
  out.put("due_at", duty.due_at);
  out.put("at_once", duty.at_once());
  out.put("target_at", duty.target_at);
  out.put("state", base::name_of(kStateNames, duty.state));
  out.put("overdue", view.overdue);
  out.put("remaining_minutes", duty.state == State::open ? Json(view.remaining_minutes) : Json());
  out.put("calendar", view.counts_working_days ? "working" : "wall");
  out.put("stage", stage_name(duty));
  out.put("history", history_json(view));
  out.put("note", note_json(view));
  out.put("version", duty.version);
  out.put("next_actions", JsonArray(view.next_actions.begin(), view.next_actions.end()));
  out.close();
  return platform::JsonText{std::move(text)};
}

}  // namespace hd::duties
