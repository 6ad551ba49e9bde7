// Handlers for the steps, the emergency path, the hand-over and what follows it.

#include <algorithm>
#include <array>
#include <utility>

#include "accounts/operations_people.h"
#include "documents/paper.h"
#include "referrals/api_desk.h"
#include "referrals/api_json.h"
#include "referrals/limits.h"
#include "server/names.h"

namespace hd::referrals {

Result<Reply> save_step(const Desk& desk, const ReferralId& id) {
  const auto step = base::value_of(kStepNames, desk.call.path.find("step")->second);
  if (!step) return base::not_found();
  JsonReader in(desk.call.body);
  const std::int64_t version = read_version(in);
  const auto org = in.optional_id<directory::OrgId>("organisation_id");
  const Performed by{.org = org.value_or(own_organisation(desk)),
                     .officer = in.text("officer", kNameMax),
                     .at = in.time("done_at"),
                     .recorded_by = desk.call.actor.user};
  StepInput input{.step = *step};
  input.content.risk = read_part(in, "risk_assessment", by, read_risk);
  input.content.opinion = read_part(in, "victim_opinion", by, read_opinion);
  input.content.decision = read_part(in, "final_decision", by, read_decision);
  input.content.documents = read_part(in, "documents_consent", by, read_documents);
  input.content.travel = read_part(in, "travel", by, read_travel);
  auto good = in.finish(std::move(input));
  if (!good) return good.error();
  return answer(desk,
                desk.operations.record_step(desk.tx, desk.who(), id, version, std::move(*good)));
}

Result<Reply> open_emergency(const Desk& desk, const ReferralId& id) {
  JsonReader in(desk.call.body);
  const std::int64_t version = read_version(in);
  const std::string reason = in.optional_code("reason_code");
  constexpr auto kReasons =
      std::to_array<std::string_view>({"danger_to_life", "child_in_danger", "medical_emergency"});
  if (std::ranges::find(kReasons, reason) == kReasons.end()) {
    in.complain("reason_code", reason.empty() ? "required" : "unknown_value");
  }
  const auto note = in.finish(in.text("note", kNoteMax));
  if (!note) return note.error();
  return answer(desk,
                desk.operations.open_emergency(desk.tx, desk.who(), id, version, reason, *note));
}

Result<Reply> write_hand_over(const Desk& desk, const ReferralId& id) {
  JsonReader in(desk.call.body);
  const std::int64_t version = read_version(in);
  HandOver record;
  if (const Json* object = in.object("record")) {
    JsonReader part(*object, "record.");
    record = read_hand_over(part);
    in.absorb(part);
  }
  const auto good = in.finish(std::move(record));
  if (!good) return good.error();
  return answer(desk, desk.operations.write_hand_over(desk.tx, desk.who(), id, version, *good),
                201);
}

Result<Reply> sign(const Desk& desk, const ReferralId& id) {
  JsonReader in(desk.call.body);
  const std::int64_t version = read_version(in);
  const auto signature = in.finish(read_signature(in));
  if (!signature) return signature.error();
  return answer(desk, desk.operations.sign(desk.tx, desk.who(), id, version, *signature), 201);
}

Result<Reply> evaluate(const Desk& desk, const ReferralId& id) {
  const std::string text = desk.call.path.find("number")->second;
  std::int64_t number = 0;
  for (const char c : text) number = c >= '0' && c <= '9' ? number * 10 + (c - '0') : 1000;
  if (text.size() > 2 || number < 1 || number > kMostFollowUps) return base::not_found();
  JsonReader in(desk.call.body);
  const std::int64_t version = read_version(in);
  Evaluation evaluation = read_evaluation(in);
  constexpr auto kRisks = std::to_array<std::string_view>({"low", "medium", "high", "unknown"});
  if (std::ranges::find(kRisks, evaluation.re_trafficking_risk) == kRisks.end()) {
    in.complain("re_trafficking_risk", "unknown_value");
  }
  const auto good = in.finish(std::move(evaluation));
  if (!good) return good.error();
  return answer(desk, desk.operations.evaluate(desk.tx, desk.who(), id, version, number, *good));
}

Result<Reply> record_abroad_call(const Desk& desk, const ReferralId& id) {
  JsonReader in(desk.call.body);
  const auto call = in.finish(Operations::AbroadCall{.version = read_version(in),
                                                     .at = in.time("at"),
                                                     .spoke_with = in.text("spoke_with", kNameMax),
                                                     .note = in.optional_text("note", kNoteMax)});
  if (!call) return call.error();
  return answer(desk, desk.operations.record_abroad_call(desk.tx, desk.who(), id, *call));
}

Result<Reply> reveal(const Desk& desk, const ReferralId& id) {
  JsonReader in(desk.call.body);
  const std::string reason = in.optional_code("reason");
  constexpr auto kReasons =
      std::to_array<std::string_view>({"reception", "travel", "service", "follow_up", "emergency"});
  if (std::ranges::find(kReasons, reason) == kReasons.end()) {
    in.complain("reason", reason.empty() ? "required" : "unknown_value");
  }
  if (const auto good = in.finish(base::Done{}); !good) return good.error();
  const auto persons = desk.operations.reveal(desk.tx, desk.who(), id, reason);
  if (!persons) return persons.error();
  JsonArray items;
  for (const auto& person : *persons) items.push_back(to_json(person));
  return server::ok(JsonObject{{"persons", std::move(items)}});
}

Result<Reply> paper(const Desk& desk, const ReferralId& id) {
  const auto kind = base::value_of(kPaperKindNames, desk.call.path.find("kind")->second);
  if (!kind) return base::not_found();
  const auto copy = desk.operations.paper(desk.tx, desk.who(), id, *kind);
  if (!copy) return copy.error();
  const documents::Document document{.id = documents::DocumentId::random(),
                                     .kind = "referral",
                                     .state = documents::State::issued,
                                     .owner_org = copy->paper.issuer,
                                     .author = copy->paper.issued_by,
                                     .number = copy->paper.number,
                                     .created_at = copy->paper.issued_at,
                                     .issued_at = copy->paper.issued_at,
                                     .issued_by = copy->paper.issued_by,
                                     .hash = copy->paper.hash,
                                     .content = copy->paper.content};
  const documents::Copy printed{
      .printed_by = accounts::display_name(desk.tx, desk.vault, desk.call.actor.user),
      .printed_at = desk.call.now};
  const std::string name(base::name_of(kPaperKindNames, *kind));
  return Reply{.bytes = documents::pdf(document, printed, drawn(copy->signatures)),
               .content_type = "application/pdf",
               .headers = {{"Content-Disposition", "inline; filename=\"" + name + ".pdf\""}}};
}

}  // namespace hd::referrals
