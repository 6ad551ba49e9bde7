#include "reporting/operations_month.h"

#include <optional>
#include <string>
#include <vector>

#include "accounts/operations_people.h"
#include "calendar/operations.h"
#include "documents/operations.h"
#include "duties/operations.h"

namespace hd::reporting {
namespace {

using platform::Transaction;

constexpr std::string_view kRule = "T24";
constexpr std::string_view kPaper = "monthly_report";
constexpr std::string_view kSubject = "month";
constexpr int kMadeUpFor = 12;

/// A month that has ended.
struct Month {
  std::chrono::year_month month;

  base::Date last_day() const { return base::Date(month / std::chrono::last); }
  base::Timestamp end() const { return base::end_of_day(last_day()); }
  std::string text() const {
    return base::to_text(base::Date(month / std::chrono::day{1})).substr(0, 7);
  }
  /// Clocks are about things with ids; a month has the same one everywhere.
  std::string subject_id() const { return base::uuid_of_key("month/" + text()); }
  std::string occasion(const directory::OrgId& org) const {
    return std::string(kRule) + "/" + org.str() + "/" + text();
  }
};

/// The month before the one of `now`, and further ones before it.
Month ended(base::Timestamp now, int before) {
  const base::Date today = base::local_date(now);
  return {today.year() / today.month() - std::chrono::months{1 + before}};
}

struct Owed {
  directory::OrgId org;
  Month month;
};

/// Who owes the report of this month; nobody where no rule asks for one.
std::vector<directory::OrgId> owing(Transaction& tx, const Month& month) {
  const auto rule = calendar::rule_on(tx, kRule, month.last_day());
  if (!rule) return {};
  return accounts::organisations_with(tx, rule->owner, month.last_day());
}

/// What is not open yet. Further back than the last month only where an earlier duty shows that
/// this installation already kept watch.
std::vector<Owed> unopened(Transaction& tx, base::Timestamp now) {
  std::vector<Owed> found;
  for (const auto& org : owing(tx, ended(now, 0))) {
    if (duties::was_opened(tx, ended(now, 0).occasion(org))) continue;
    found.push_back({org, ended(now, 0)});
    for (int back = 1; back < kMadeUpFor; ++back) {
      if (!duties::was_opened(tx, ended(now, back).occasion(org))) continue;
      for (int missed = back - 1; missed > 0; --missed) found.push_back({org, ended(now, missed)});
      break;
    }
  }
  return found;
}

bool open_one(Transaction& tx, base::Timestamp now, const Owed& owed) {
  const access::Actor system = access::system_actor();
  const Month& month = owed.month;
  const auto opened = duties::open_once(tx, now, system,
                                        {.rule = std::string(kRule),
                                         .org = owed.org,
                                         .subject_kind = std::string(kSubject),
                                         .subject_id = month.subject_id(),
                                         .subject_number = month.text(),
                                         // The last day of the month is the event.
                                         .started_at = month.end() - std::chrono::milliseconds(1)},
                                        month.occasion(owed.org));
  if (!opened || !*opened) return false;
  const documents::Paper paper{.kind = std::string(kPaper),
                               .owner_org = owed.org,
                               .subject_kind = std::string(kSubject),
                               .subject_id = month.text()};
  if (documents::is_issued(tx, paper, month.end())) {
    duties::settle_of_org(tx, now, system, kSubject, month.subject_id(), "", owed.org,
                          duties::End::done, "report_issued");
  }
  return true;
}

}  // namespace

std::size_t open_monthly_duties(platform::Database& database, base::Timestamp now) {
  const auto owed = database.read([&](Transaction& tx) { return unopened(tx, now); });
  std::size_t opened = 0;
  for (const Owed& one : owed) {
    opened += database.write([&](Transaction& tx) { return open_one(tx, now, one); }) ? 1 : 0;
  }
  return opened;
}

void monthly_report_issued(Transaction& tx, base::Timestamp now, const access::Actor& actor,
                           const documents::Document& document) {
  if (document.kind != kPaper || document.subject_kind != kSubject) return;
  const auto first = base::parse_date(document.subject_id + "-01");
  if (!first) return;
  const Month month{first->year() / first->month()};
  // A report on a month that still runs is no report on that month.
  if (now < month.end()) return;
  duties::settle_of_org(tx, now, actor, kSubject, month.subject_id(), "", document.owner_org,
                        duties::End::done, "report_issued");
}

}  // namespace hd::reporting
