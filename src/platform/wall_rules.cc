#include "platform/wall_rules.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace hd::platform {
namespace {

using enum Subject;

constexpr auto kGuarded = std::to_array<Guarded>({
    {"case_file", "id", case_file},
    {"case_member", "case_file", case_file},
    {"case_exclusion", "case_file", case_file},
    {"person", "case_file", case_file},
    {"need", "case_file", case_file},
    {"conference", "case_file", case_file},
    {"timeline_entry", "case_file", case_file},
    {"consent", "case_file", case_file},
    {"consent_override", "case_file", case_file},
    {"disclosure", "person", person},
    {"risk_assessment", "case_file", case_file},
    {"safety_plan", "case_file", case_file},
    {"identification_step", "case_file", case_file},
    {"evidence", "case_file", case_file},
    {"person_check", "person", person},
    {"duplicate_check", "asked_case", case_file},
    {"referral", "id", referral},
    {"referral_entry", "referral", referral},
    {"referral_hand_over", "referral", referral},
    {"referral_signature", "referral", referral},
    {"referral_follow_up", "referral", referral},
    {"referral_paper", "referral", referral},
    {"file", "id", file},
    {"file_copy", "file_id", file},
    {"file_piece", "file_id", file},
});

/// `text` with every `from` replaced.
std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

constexpr std::string_view kPost = R"sql(
  p.user_id = $2 AND p.valid_from <= $3 AND (p.valid_to IS NULL OR p.valid_to >= $3))sql";

/// {case} is an expression; {s} the schema.
constexpr std::string_view kOfCase = R"sql(EXISTS (
  SELECT 1 FROM {s}case_file c
  WHERE c.id = {case}
    AND NOT EXISTS (SELECT 1 FROM {s}case_exclusion x WHERE x.case_file = c.id AND x.user_id = $2)
    AND (EXISTS (SELECT 1 FROM {s}user_post p
                 WHERE {post} AND p.organisation_id = c.lead_org
                   AND (c.lead_officer = $2
                        OR p.role IN ('shift_lead', 'hotline_lead', 'agency_leader')))
         OR EXISTS (SELECT 1 FROM {s}case_member m
                    JOIN {s}user_post p ON p.organisation_id = m.org
                    WHERE m.case_file = c.id AND m.user_id = $2 AND m.active = 1 AND {post}))))sql";

constexpr std::string_view kOfPerson = R"sql(EXISTS (
  SELECT 1 FROM {s}person q WHERE q.id = {person} AND {case:q.case_file}))sql";

/// Once sent it stays with those who were asked: what a decline takes away, the decision takes.
constexpr std::string_view kOfReferral = R"sql(EXISTS (
  SELECT 1 FROM {s}referral r
  WHERE r.id = {referral}
    AND ({case:r.case_file}
         OR (r.sent_at IS NOT NULL
             AND NOT EXISTS (SELECT 1 FROM {s}case_exclusion x
                             WHERE x.case_file = r.case_file AND x.user_id = $2)
             AND EXISTS (SELECT 1 FROM {s}user_post p
                         WHERE {post} AND (p.organisation_id = r.target_org
                                           OR p.unit_id = r.target_unit
                                           OR p.unit_id = r.delegated_unit))))))sql";

constexpr std::string_view kOfFile = R"sql(EXISTS (
  SELECT 1 FROM {s}file f
  WHERE f.id = $1
    AND (f.subject_kind NOT IN ('case', 'person', 'referral')
         OR (f.subject_kind = 'case' AND {case:f.subject_id})
         OR (f.subject_kind = 'person' AND {person:f.subject_id})
         OR (f.subject_kind = 'referral' AND {referral:f.subject_id}))))sql";

std::string of_case(std::string_view expression) {
  return replaced(std::string(kOfCase), "{case}", expression);
}

std::string of_referral(std::string_view expression) {
  return replaced(replaced(std::string(kOfReferral), "{referral}", expression),
                  "{case:r.case_file}", of_case("r.case_file"));
}

std::string of_person(std::string_view expression) {
  return replaced(replaced(std::string(kOfPerson), "{person}", expression), "{case:q.case_file}",
                  of_case("q.case_file"));
}

std::string of_file() {
  auto text = replaced(std::string(kOfFile), "{case:f.subject_id}", of_case("f.subject_id"));
  text = replaced(std::move(text), "{person:f.subject_id}", of_person("f.subject_id"));
  return replaced(std::move(text), "{referral:f.subject_id}", of_referral("f.subject_id"));
}

std::string template_of(Subject subject) {
  switch (subject) {
    case case_file:
      return of_case("$1");
    case person:
      return of_person("$1");
    case referral:
      return of_referral("$1");
    case file:
      return of_file();
  }
  throw std::logic_error("no such subject");
}

}  // namespace

std::span<const Guarded> guarded_tables() {
  return kGuarded;
}

bool is_guarded(std::string_view table) {
  return std::ranges::find(kGuarded, table, &Guarded::table) != kGuarded.end();
}

std::string standing(Subject subject, std::string_view schema) {
  return replaced(replaced(template_of(subject), "{post}", kPost), "{s}", schema);
}

std::string user_of_session(std::string_view schema) {
  return replaced(R"sql(SELECT s.user_id
  FROM {s}user_session s JOIN {s}user_account a ON a.id = s.user_id
  WHERE s.wall_hash = $1 AND s.ended_at IS NULL AND a.state = 'active')sql",
                  "{s}", schema);
}

}  // namespace hd::platform
