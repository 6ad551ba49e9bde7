// What hangs on a referral as the API sends it: papers, chain, hand-over, follow-ups, timeline.

#include <algorithm>
#include <utility>

#include "referrals/api_json.h"
#include "referrals/codec.h"
#include "server/names.h"
#include "server/page.h"

namespace hd::referrals {
namespace {

/// One of the texts of an entry; "" when it has none.
std::string text_of(const Entry& entry, const std::string& key) {
  const auto found = entry.texts.find(key);
  return found == entry.texts.end() ? "" : found->second;
}

Json scan_json(const Signature& signature) {
  if (!signature.scan) return {};
  return JsonObject{{"file_id", signature.scan->file},
                    {"name", signature.scan->name},
                    {"sha256", signature.scan->sha256}};
}

}  // namespace

Json Writer::papers(const Whole& whole) const {
  JsonArray array;
  for (const Paper& paper : whole.papers) {
    const std::uint8_t needed = marks_of(paper.kind);
    array.emplace_back(JsonObject{{"kind", base::name_of(kPaperKindNames, paper.kind)},
                                  {"number", paper.number},
                                  {"issued_at", paper.issued_at},
                                  {"hash", paper.hash},
                                  {"available", (whole.seen.marks & needed) == needed}});
  }
  return array;
}

Json Writer::delegation(const Whole& whole) {
  Json found;
  for (const Entry& entry : whole.entries) {
    if (entry.kind == "given_back") found = Json();
    if (entry.kind != "delegated" || !entry.unit) continue;
    found = JsonObject{{"at", entry.at},
                       {"unit_id", entry.unit},
                       {"unit_name", names_.unit(entry.unit)},
                       {"by", names_.user(entry.by)},
                       {"reported_to", text_or_null(text_of(entry, "reported_to"))},
                       {"note", text_or_null(text_of(entry, "note"))}};
  }
  return found;
}

Json Writer::decline(const Whole& whole) {
  Json found;
  for (const Entry& entry : whole.entries) {
    if (entry.kind != "declined") continue;
    found = JsonObject{{"at", entry.at},
                       {"reason", entry.code},
                       {"note", text_or_null(text_of(entry, "note"))},
                       {"by", names_.user(entry.by)}};
  }
  return found;
}

Json Writer::chain(const Whole& whole) const {
  JsonArray array;
  for (const Referral& link : whole.chain) {
    const auto org = link.target ? std::optional(link.target->org) : std::nullopt;
    array.emplace_back(JsonObject{{"id", link.id},
                                  {"number", text_or_null(link.number)},
                                  {"organisation_name", text_or_null(names_.org(org))},
                                  {"status", base::name_of(kStatusNames, link.status)},
                                  {"decline_reason", text_or_null(link.decline_reason)},
                                  {"sent_at", link.sent_at},
                                  {"current", link.id == whole.seen.referral.id}});
  }
  return array;
}

Json Writer::emergency(const Whole& whole) {
  const auto& path = whole.seen.referral.emergency;
  if (!path) return {};
  std::string note;
  for (const Entry& entry : whole.entries) {
    if (entry.kind == "emergency_opened") note = text_of(entry, "note");
  }
  return JsonObject{{"at", path->at},
                    {"reason", path->reason},
                    {"note", text_or_null(note)},
                    {"approved_by", names_.user(path->approved_by)},
                    {"skipped", names_json(whole.skipped, kStepNames)}};
}

Json Writer::hand_over(const Whole& whole) {
  if (!whole.hand_over) return {};
  JsonArray signatures;
  for (const Signature& signature : whole.signatures) {
    signatures.emplace_back(JsonObject{{"role", base::name_of(kSignatureRoleNames, signature.role)},
                                       {"name", signature.name},
                                       {"at", signature.at},
                                       {"by", names_.user(signature.by)},
                                       {"scan", scan_json(signature)}});
  }
  const auto& actions = whole.seen.next_actions;
  const bool signing = std::ranges::find(actions, Action::sign) != actions.end();
  return JsonObject{{"record", to_json(*whole.hand_over)},
                    {"signatures", std::move(signatures)},
                    {"wanted", names_json(signing ? wanted(whole.signatures, whole.seen.side)
                                                  : std::vector<SignatureRole>(),
                                          kSignatureRoleNames)}};
}

Json Writer::follow_ups(const Whole& whole) {
  JsonArray array;
  for (const FollowUp& follow_up : whole.follow_ups) {
    const auto& done = follow_up.evaluation;
    array.emplace_back(JsonObject{
        {"number", follow_up.number},
        {"months", follow_up.months},
        {"due_on", follow_up.due_on},
        {"done", done.has_value()},
        {"evaluated_on", done ? Json(done->on) : Json()},
        {"outcome", done ? Json(base::name_of(kFollowUpOutcomeNames, done->outcome)) : Json()},
        {"re_trafficking_risk", done ? Json(done->re_trafficking_risk) : Json()},
        {"words", done ? text_or_null(done->words) : Json()},
        {"note", done ? text_or_null(done->note) : Json()},
        {"by", done ? Json(names_.user(done->by)) : Json()}});
  }
  return array;
}

Json Writer::abroad_calls(const Whole& whole) {
  JsonArray array;
  for (const Entry& entry : whole.entries) {
    if (entry.kind != "abroad_call") continue;
    const auto at = base::parse_rfc3339(text_of(entry, "at"));
    array.emplace_back(JsonObject{{"at", at ? *at : entry.at},
                                  {"organisation_name", text_of(entry, "organisation")},
                                  {"spoke_with", text_or_null(text_of(entry, "spoke_with"))},
                                  {"note", text_or_null(text_of(entry, "note"))},
                                  {"by", names_.user(entry.by)}});
  }
  return array;
}

Json Writer::timeline(const Whole& whole, const std::string& cursor, std::size_t limit) {
  std::vector<server::Line> lines;
  for (const Entry& entry : whole.entries) {
    JsonObject params;
    if (!entry.code.empty()) params.emplace_back("code", entry.code);
    if (entry.unit) params.emplace_back("unit_name", names_.unit(entry.unit));
    lines.push_back(
        {entry.id, JsonObject{{"id", entry.id},
                              {"at", entry.at},
                              {"kind", entry.kind},
                              {"by", text_or_null(names_.user(entry.by))},
                              {"organisation_name", text_or_null(names_.org(entry.org))},
                              {"text", text_or_null(text_of(entry, "note"))},
                              {"params", std::move(params)}}});
  }
  std::ranges::reverse(lines);
  return server::page_after(std::move(lines), cursor, limit);
}

}  // namespace hd::referrals
