#include "referrals/store_counted.h"

#include <string>

#include "platform/row_name.h"
#include "referrals/codec.h"
#include "referrals/store_row.h"

namespace hd::referrals::store {
namespace {

constexpr auto kCountSent = R"sql(
  SELECT COUNT(*) AS n
  FROM referral
  WHERE sent_at >= $1 AND sent_at < $2
        AND closing_reason NOT IN ('entered_in_error', 'duplicate')
)sql";

constexpr std::string_view kSelectCounted = R"sql(
  SELECT id, case_file, person, sender, target_org, status, route, urgency, sent_at, version, told
  FROM referral
  WHERE closing_reason NOT IN ('entered_in_error', 'duplicate') AND
)sql";

const std::string kScanSentBetween =
    std::string(kSelectCounted) + " sent_at >= $1 AND sent_at < $2";

/// Always the same text, so that the database prepares it once.
std::string of_cases_text() {
  std::string text = std::string(kSelectCounted) + " sent_at IS NOT NULL AND case_file IN (";
  for (std::size_t i = 1; i <= kCasesAsked; ++i) text += (i > 1 ? ", $" : "$") + std::to_string(i);
  return text + ")";
}
const std::string kScanOfCases = of_cases_text();

CountedReferral read_counted(const Place& place, const platform::Row& row) {
  CountedReferral counted{.id = row.id<ReferralId>("id"),
                          .case_id = row.id<cases::CaseId>("case_file"),
                          .person = row.id<cases::PersonId>("person"),
                          .sender = row.id<directory::OrgId>("sender"),
                          .target = row.id<directory::OrgId>("target_org"),
                          .status = read_name(row, "status", kStatusNames),
                          .route = read_name(row, "route", kRouteNames),
                          .urgency = read_name(row, "urgency", kUrgencyNames),
                          .sent_at = row.time("sent_at")};
  const Referral head{.id = counted.id,
                      .case_id = counted.case_id,
                      .person = counted.person,
                      .sender = counted.sender,
                      .author = access::UserId::of_key(""),
                      .root = counted.id,
                      .created_at = counted.sent_at,
                      .updated_at = counted.sent_at,
                      .version = row.number("version")};
  const auto told = open_text(place, head.id.str(), told_slot(head), row.blob("told"));
  if (!told.empty()) counted.told = decode_told(told);
  return counted;
}

}  // namespace

std::int64_t count_sent(platform::Transaction& tx, base::Timestamp from, base::Timestamp until) {
  return tx.query_one(kCountSent, {from, until})->number("n");
}

void scan_sent(const Place& place, base::Timestamp from, base::Timestamp until,
               const std::function<void(const CountedReferral&)>& each) {
  place.tx.scan(kScanSentBetween, {from, until},
                [&](const platform::Row& row) { each(read_counted(place, row)); });
}

void scan_of_cases(const Place& place, const std::vector<cases::CaseId>& ids,
                   const std::function<void(const CountedReferral&)>& each) {
  std::vector<platform::Param> params(ids.begin(), ids.end());
  params.resize(kCasesAsked, "");
  for (const auto& row : place.tx.query(kScanOfCases, params)) each(read_counted(place, row));
}

}  // namespace hd::referrals::store
