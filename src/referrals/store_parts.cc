// What hangs on a referral: entries, the hand-over with its signatures, follow-ups, papers.

#include "documents/content_json.h"
#include "platform/row_name.h"
#include "referrals/codec.h"
#include "referrals/store.h"
#include "referrals/store_row.h"

namespace hd::referrals::store {
namespace {

using vault::Compartment;

constexpr auto kCountEntries = R"sql(
  SELECT COUNT(*) AS entries FROM referral_entry WHERE referral = $1
)sql";

constexpr auto kAddEntry = R"sql(
  INSERT INTO referral_entry (id, referral, number, at, kind, by_user, org, side, unit, code, texts)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
)sql";

constexpr auto kEntries = R"sql(
  SELECT id, at, kind, by_user, org, side, unit, code, texts
  FROM referral_entry
  WHERE referral = $1
  ORDER BY number
)sql";

constexpr auto kForgetHandOver = R"sql(
  DELETE FROM referral_hand_over WHERE referral = $1
)sql";

constexpr auto kAddHandOver = R"sql(
  INSERT INTO referral_hand_over (referral, version, record) VALUES ($1, $2, $3)
)sql";

constexpr auto kHandOver = R"sql(
  SELECT version, record FROM referral_hand_over WHERE referral = $1
)sql";

constexpr auto kHasSigned = R"sql(
  SELECT role FROM referral_signature WHERE referral = $1 AND role = $2
)sql";

constexpr auto kAddSignature = R"sql(
  INSERT INTO referral_signature (referral, role, at, by_user, drawn, scan)
  VALUES ($1, $2, $3, $4, $5, $6)
)sql";

constexpr auto kRestsOn = R"sql(
  SELECT role FROM referral_signature WHERE scan = $1 LIMIT 1
)sql";

constexpr auto kSignatures = R"sql(
  SELECT role, at, by_user, drawn FROM referral_signature WHERE referral = $1 ORDER BY at, role
)sql";

constexpr auto kForgetSignatures = R"sql(
  DELETE FROM referral_signature WHERE referral = $1
)sql";

constexpr auto kAddFollowUp = R"sql(
  INSERT INTO referral_follow_up (referral, number, months, rule, due_on)
  VALUES ($1, $2, $3, $4, $5)
)sql";

constexpr auto kFollowUps = R"sql(
  SELECT number, months, rule, due_on, evaluation
  FROM referral_follow_up
  WHERE referral = $1
  ORDER BY number
)sql";

constexpr auto kSaveEvaluation = R"sql(
  UPDATE referral_follow_up SET evaluation = $3
  WHERE referral = $1 AND number = $2 AND evaluation IS NULL
)sql";

constexpr auto kAddPaper = R"sql(
  INSERT INTO referral_paper (id, referral, kind, issuer, issued_by, issued_at, number, hash,
                              content)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
)sql";

constexpr auto kPapers = R"sql(
  SELECT id, kind, issuer, issued_by, issued_at, number, hash
  FROM referral_paper
  WHERE referral = $1
  ORDER BY issued_at, id
)sql";

constexpr auto kPaper = R"sql(
  SELECT id, kind, issuer, issued_by, issued_at, number, hash, content
  FROM referral_paper
  WHERE referral = $1 AND kind = $2
)sql";

vault::Slot texts_slot(const Referral& referral, const std::string& entry) {
  return slot(referral, Compartment::narrative, "referral_entry", "texts", entry);
}
vault::Slot record_slot(const Referral& referral, std::int64_t version) {
  vault::Slot found =
      slot(referral, Compartment::identity, "referral_hand_over", "record", referral.id.str());
  found.row_version = version;
  return found;
}
vault::Slot drawn_slot(const Referral& referral, std::string_view role) {
  return slot(referral, Compartment::identity, "referral_signature", "drawn",
              referral.id.str() + "/" + std::string(role));
}
vault::Slot evaluation_slot(const Referral& referral, std::int64_t number) {
  return slot(referral, Compartment::narrative, "referral_follow_up", "evaluation",
              referral.id.str() + "/" + std::to_string(number));
}
vault::Slot content_slot(const Referral& referral, const PaperId& paper) {
  return slot(referral, Compartment::identity, "referral_paper", "content", paper.str());
}

Entry read_entry(const Place& place, const Referral& referral, const platform::Row& row) {
  Entry entry{.id = row.text("id"),
              .at = row.time("at"),
              .kind = row.text("kind"),
              .by = row.maybe_id<access::UserId>("by_user"),
              .org = row.maybe_id<directory::OrgId>("org"),
              .side = read_name(row, "side", kSideNames),
              .unit = row.maybe_id<directory::UnitId>("unit"),
              .code = row.text("code")};
  if (const auto envelope = row.maybe_blob("texts")) {
    entry.texts = decode_texts(
        open_text(place, referral.id.str(), texts_slot(referral, entry.id), *envelope));
  }
  return entry;
}

Paper read_paper(const ReferralId& referral, const platform::Row& row) {
  return {.id = row.id<PaperId>("id"),
          .referral = referral,
          .kind = read_name(row, "kind", kPaperKindNames),
          .issuer = row.id<directory::OrgId>("issuer"),
          .issued_by = row.id<access::UserId>("issued_by"),
          .issued_at = row.time("issued_at"),
          .number = row.text("number"),
          .hash = row.text("hash")};
}

}  // namespace

void add_entry(const Place& place, const Referral& referral, const Entry& entry) {
  const std::int64_t number =
      place.tx.query(kCountEntries, {referral.id}).front().number("entries") + 1;
  std::optional<platform::Blob> texts;
  if (const std::string text = encode(entry.texts); !text.empty()) {
    texts = place.vault.seal(place.tx, texts_slot(referral, entry.id), text);
  }
  place.tx.execute(kAddEntry,
                   {entry.id, referral.id, number, entry.at, entry.kind, entry.by, entry.org,
                    base::name_of(kSideNames, entry.side), entry.unit, entry.code, texts});
}

std::vector<Entry> entries(const Place& place, const Referral& referral) {
  std::vector<Entry> found;
  for (const auto& row : place.tx.query(kEntries, {referral.id})) {
    found.push_back(read_entry(place, referral, row));
  }
  return found;
}

void save_hand_over(const Place& place, const Referral& referral, const HandOver& record) {
  place.tx.execute(kForgetHandOver, {referral.id});
  place.tx.execute(
      kAddHandOver,
      {referral.id, referral.version,
       place.vault.seal(place.tx, record_slot(referral, referral.version), encode(record))});
}

std::optional<HandOver> hand_over(const Place& place, const Referral& referral) {
  const auto row = place.tx.query_one(kHandOver, {referral.id});
  if (!row) return std::nullopt;
  const std::string text = open_text(
      place, referral.id.str(), record_slot(referral, row->number("version")), row->blob("record"));
  if (text.empty()) return std::nullopt;
  return decode_hand_over(text);
}

bool add_signature(const Place& place, const Referral& referral, const Signature& signature) {
  const std::string_view role = base::name_of(kSignatureRoleNames, signature.role);
  if (place.tx.query_one(kHasSigned, {referral.id, role})) return false;
  std::optional<files::FileId> scan;
  if (signature.scan) scan = signature.scan->file;
  place.tx.execute(
      kAddSignature,
      {referral.id, role, signature.at, signature.by,
       place.vault.seal(place.tx, drawn_slot(referral, role), encode(signature)), scan});
  return true;
}

bool rests_on(platform::Transaction& tx, const files::FileId& file) {
  return tx.query_one(kRestsOn, {file}).has_value();
}

std::vector<Signature> signatures(const Place& place, const Referral& referral) {
  std::vector<Signature> found;
  for (const auto& row : place.tx.query(kSignatures, {referral.id})) {
    Signature signature{.role = read_name(row, "role", kSignatureRoleNames),
                        .name = {},
                        .at = row.time("at"),
                        .by = row.id<access::UserId>("by_user")};
    const std::string text = open_text(place, referral.id.str(),
                                       drawn_slot(referral, row.text("role")), row.blob("drawn"));
    if (!text.empty()) decode_signature(text, signature);
    found.push_back(std::move(signature));
  }
  return found;
}

void forget_signatures(platform::Transaction& tx, const ReferralId& referral) {
  tx.execute(kForgetSignatures, {referral});
}

void add_follow_up(const Place& place, const Referral& referral, const FollowUp& follow_up) {
  std::optional<std::string> due;
  if (follow_up.due_on) due = base::to_text(*follow_up.due_on);
  place.tx.execute(kAddFollowUp,
                   {referral.id, follow_up.number, follow_up.months, follow_up.rule, due});
}

std::vector<FollowUp> follow_ups(const Place& place, const Referral& referral) {
  std::vector<FollowUp> found;
  for (const auto& row : place.tx.query(kFollowUps, {referral.id})) {
    FollowUp follow_up{
        .number = row.number("number"), .months = row.number("months"), .rule = row.text("rule")};
    if (const auto due = row.maybe_text("due_on")) follow_up.due_on = base::parse_date(*due);
    if (const auto envelope = row.maybe_blob("evaluation")) {
      const std::string text = open_text(place, referral.id.str(),
                                         evaluation_slot(referral, follow_up.number), *envelope);
      if (!text.empty()) follow_up.evaluation = decode_evaluation(text);
    }
    found.push_back(std::move(follow_up));
  }
  return found;
}

bool save_evaluation(const Place& place, const Referral& referral, std::int64_t number,
                     const Evaluation& evaluation) {
  return place.tx.execute(kSaveEvaluation,
                          {referral.id, number,
                           place.vault.seal(place.tx, evaluation_slot(referral, number),
                                            encode(evaluation))}) == 1;
}

void add_paper(const Place& place, const Referral& referral, const Paper& paper) {
  place.tx.execute(kAddPaper,
                   {paper.id, referral.id, base::name_of(kPaperKindNames, paper.kind), paper.issuer,
                    paper.issued_by, paper.issued_at, paper.number, paper.hash,
                    place.vault.seal(place.tx, content_slot(referral, paper.id),
                                     documents::to_text(paper.content))});
}

std::vector<Paper> papers(platform::Transaction& tx, const ReferralId& referral) {
  std::vector<Paper> found;
  for (const auto& row : tx.query(kPapers, {referral})) {
    found.push_back(read_paper(referral, row));
  }
  return found;
}

std::optional<Paper> paper(const Place& place, const Referral& referral, PaperKind kind) {
  const auto row = place.tx.query_one(kPaper, {referral.id, base::name_of(kPaperKindNames, kind)});
  if (!row) return std::nullopt;
  Paper found = read_paper(referral.id, *row);
  const std::string text =
      open_text(place, referral.id.str(), content_slot(referral, found.id), row->blob("content"));
  if (!text.empty()) found.content = documents::content_of(text);
  return found;
}

}  // namespace hd::referrals::store
