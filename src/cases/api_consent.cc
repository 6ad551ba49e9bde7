#include <string>
#include <utility>

#include "cases/api_care.h"
#include "cases/api_masks.h"
#include "cases/consent_codec.h"
#include "cases/limits.h"
#include "directory/operations.h"
#include "server/names.h"

namespace hd::cases {
namespace {

constexpr std::size_t kVersionTextMax = 60;
constexpr std::size_t kEvidenceMax = 1000;
constexpr std::size_t kLanguageMax = 64;

Json words(const std::vector<std::string_view>& texts) {
  JsonArray array;
  for (const std::string_view text : texts) array.emplace_back(text);
  return array;
}

std::string name_of(platform::Transaction& tx, const directory::OrgId& id, base::Date day) {
  return directory::current(tx).name(id, day);
}

Json consent_json(platform::Transaction& tx, const Call& call, const ConsentSeen& seen,
                  bool may_withdraw) {
  const Consent& c = seen.consent;
  const ConsentState state = state_on(c, call.today());
  JsonArray actions;
  if (may_withdraw && !c.withdrawn_at) actions.emplace_back("withdraw");
  MaskedObject object(
      {{"id", c.id},
       {"purpose", base::name_of(kPurposeNames, c.purpose)},
       {"recipient_organisation_id", c.recipient},
       {"recipient_name", c.recipient ? Json(name_of(tx, *c.recipient, call.today())) : Json()},
       {"categories", categories_json(c.categories)},
       {"state", base::name_of(kConsentStateNames, state)},
       {"given_at", c.given_at},
       {"valid_from", c.valid_from},
       {"valid_to", c.valid_to},
       {"withdrawn_at", c.withdrawn_at},
       {"missing", words(c.effective ? std::vector<std::string_view>{} : missing(c, seen.age))},
       {"given_by", base::name_of(kGivenByNames, c.given_by)},
       {"form", base::name_of(kConsentFormNames, c.form)},
       {"language", c.language},
       {"text_version", c.text_version},
       {"answers", to_json(c.answers)},
       {"version", c.version},
       {"next_actions", std::move(actions)}},
      seen.marks);
  using access::kIdentity;
  object.add(kIdentity, "evidence", text_or_null(c.evidence));
  object.add(kIdentity, "witness", text_or_null(c.witness));
  object.add(kIdentity, "representative", c.representative ? to_json(*c.representative) : Json());
  object.add(kIdentity, "representative_excluded_reason",
             text_or_null(c.representative_excluded_reason));
  object.add(kIdentity, "withdrawal_reason", text_or_null(c.withdrawal_reason));
  object.add(kIdentity, "withdrawn_by",
             c.withdrawn_by ? Json(base::name_of(kGivenByNames, *c.withdrawn_by)) : Json());
  return object.finish();
}

JsonArray holders_json(platform::Transaction& tx, const Call& call,
                       const std::vector<Holder>& holders) {
  JsonArray array;
  for (const Holder& holder : holders) {
    array.emplace_back(
        JsonObject{{"organisation_id", holder.organisation},
                   {"organisation_name", name_of(tx, holder.organisation, call.today())},
                   {"categories", categories_json(holder.categories)},
                   {"since", holder.since},
                   {"known_from", holder.disclosed ? "disclosure" : "consent"}});
  }
  return array;
}

Result<Reply> list_consents(const CareDesk& desk, const PersonId& id) {
  const auto& [parts, tx, call] = desk;
  const auto matrix = parts.consents.open(tx, desk.who(), id);
  if (!matrix) return matrix.error();
  JsonArray items;
  for (const Consent& consent : matrix->items) {
    items.push_back(
        consent_json(tx, call, {consent, matrix->age, matrix->marks}, matrix->may_record));
  }
  JsonArray actions;
  if (matrix->may_record) actions.emplace_back("record");
  if (matrix->may_override) actions.emplace_back("ask_override");
  return server::ok(JsonObject{{"person_id", matrix->person},
                               {"who_must_agree", words(who_must_agree(matrix->age))},
                               {"items", std::move(items)},
                               {"holders", holders_json(tx, call, matrix->holders)},
                               {"overrides", overrides_json(desk, matrix->overrides)},
                               {"next_actions", std::move(actions)}});
}

Consent read_consent(JsonReader& in, const Call& call, const PersonId& person) {
  return {.id = ConsentId::random(),
          .person = person,
          .purpose = in.choice("purpose", kPurposeNames),
          .recipient = in.optional_id<directory::OrgId>("recipient_organisation_id"),
          .categories = read_categories(in),
          .given_at = call.now,
          .valid_from = in.optional_date("valid_from").value_or(call.today()),
          .valid_to = in.optional_date("valid_to"),
          .recorded_by = call.actor.user,
          .given_by = in.choice("given_by", kGivenByNames),
          .form = in.choice("form", kConsentFormNames),
          .language = in.text("language", kLanguageMax),
          .text_version = in.text("text_version", kVersionTextMax),
          .answers = read_answers(in),
          .evidence = in.optional_text("evidence", kEvidenceMax),
          .witness = in.optional_text("witness", kNameMax),
          .representative = read_representative(in),
          .representative_excluded_reason =
              in.optional_text("representative_excluded_reason", kEvidenceMax)};
}

Result<Reply> record(const CareDesk& desk, const PersonId& id) {
  JsonReader in(desk.call.body);
  const auto asked = in.finish(read_consent(in, desk.call, id));
  if (!asked) return asked.error();
  const auto seen = desk.parts.consents.record(desk.tx, desk.who(), *asked);
  if (!seen) return seen.error();
  return server::created(consent_json(desk.tx, desk.call, *seen, true));
}

Result<Reply> withdraw(const CareDesk& desk, const ConsentId& id) {
  JsonReader in(desk.call.body);
  const auto asked =
      in.finish(Consents::Withdrawal{.version = read_version(in),
                                     .reason = in.text("reason", kEvidenceMax),
                                     .given_by = in.choice("given_by", kGivenByNames)});
  if (!asked) return asked.error();
  const auto done = desk.parts.consents.withdraw(desk.tx, desk.who(), id, *asked);
  if (!done) return done.error();
  return server::ok(JsonObject{{"consent", consent_json(desk.tx, desk.call, done->seen, true)},
                               {"holders", holders_json(desk.tx, desk.call, done->holders)}});
}

}  // namespace

void add_consent_routes(server::Router& router, const CareParts& parts) {
  const std::string all = "/api/v1/persons/{id}/consents";
  router.sensitive_read("GET", all, Permission::cases_read, at_desk(parts, list_consents));
  router.write("POST", all, Permission::consents_record, at_desk(parts, record));
  router.write("POST", "/api/v1/consents/{id}/withdrawals", Permission::consents_record,
               at_desk(parts, withdraw));
}

void add_care_routes(server::Router& router, const CareParts& parts) {
  add_consent_routes(router, parts);
  add_override_routes(router, parts);
  add_risk_routes(router, parts);
  add_identification_routes(router, parts);
}

}  // namespace hd::cases
