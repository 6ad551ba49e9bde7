#include "reporting/operations_group.h"

#include <algorithm>
#include <map>
#include <utility>

#include "audit/audit.h"
#include "directory/operations.h"
#include "reporting/group_paper.h"

namespace hd::reporting {
namespace {

using access::Permission;
using platform::Transaction;

const directory::OrgId& asking(const connections::Fact& fact) {
  return fact.hotline;
}
const directory::OrgId& asking(const referrals::Fact& fact) {
  return fact.sender;
}

template <class Fact>
bool counts_for(const Who& who, Permission action, const Fact& fact) {
  return directory::may_count(who.actor, who.today(), action, asking(fact), fact.target);
}

/// The report on what `requests` tells of a month, as far as the actor may count it.
template <class Report, class Requests>
base::Result<Report> report_of(Transaction& tx, const Who& who, Requests& requests,
                               const std::string& month) {
  const auto days = days_of(month);
  if (!days) return base::invalid({{"month", "malformed_date"}});
  Report report;
  std::map<directory::OrgId, typename Report::Row> by_agency;
  for (const auto& fact : requests.facts(tx, who.now, days->from, days->to)) {
    if (!counts_for(who, Permission::reports_read, fact)) continue;
    const bool opens = counts_for(who, Permission::reports_open, fact);
    auto& row = by_agency.try_emplace(fact.target, fact.target).first->second;
    row.counts.add(fact);
    row.opens = row.opens && opens;
    report.total.add(fact);
    report.total_opens = report.total_opens && opens;
  }
  const auto& directory = directory::current(tx);
  for (auto& [organisation, row] : by_agency) {
    row.name = directory.name(organisation, days->to);
    report.rows.push_back(std::move(row));
  }
  std::ranges::stable_sort(report.rows, std::greater(),
                           [](const auto& row) { return row.counts.asked(); });
  return report;
}

/// A page of the records behind a figure; puts on record that `path` was opened.
template <class Counted, class Requests, class Figure>
base::Result<Slice<Counted>> page_of(Transaction& tx, const Who& who, Requests& requests,
                                     const Behind<Figure>& figure, const std::string& path) {
  const auto days = days_of(figure.month);
  if (!days) return base::invalid({{"month", "malformed_date"}});
  const auto facts = requests.facts(tx, who.now, days->from, days->to);
  std::vector<std::pair<base::Timestamp, decltype(facts.front().id)>> found;
  for (const auto& fact : facts) {
    const bool asked_here = !figure.organisation || *figure.organisation == fact.target;
    if (asked_here && counts_as(fact, figure.figure) &&
        counts_for(who, Permission::reports_open, fact)) {
      found.emplace_back(fact.sent_at, fact.id);
    }
  }
  const auto slice = slice_of(std::move(found), figure.cursor, figure.limit);
  audit::record(tx, who.now, who.actor,
                {.action = "report.open_records",
                 .object_kind = "group_report",
                 .object_id = figure.month + "/" + path,
                 .marks = access::kWork});
  return Slice<Counted>{requests.counted(tx, who, slice.items), slice.next};
}

}  // namespace

base::Result<ConnectionReport> GroupOperations::connection_report(Transaction& tx, const Who& who,
                                                                  const std::string& month) {
  return report_of<ConnectionReport>(tx, who, connections_, month);
}

base::Result<ReferralReport> GroupOperations::referral_report(Transaction& tx, const Who& who,
                                                              const std::string& month) {
  return report_of<ReferralReport>(tx, who, referrals_, month);
}

base::Result<Slice<connections::Counted>> GroupOperations::records(
    Transaction& tx, const Who& who, const Behind<ConnectionFigure>& figure) {
  return page_of<connections::Counted>(
      tx, who, connections_, figure,
      std::string(base::name_of(kConnectionFigureNames, figure.figure)));
}

base::Result<Slice<referrals::Counted>> GroupOperations::records(
    Transaction& tx, const Who& who, const Behind<ReferralFigure>& figure) {
  return page_of<referrals::Counted>(
      tx, who, referrals_, figure,
      "referrals/" + std::string(base::name_of(kReferralFigureNames, figure.figure)));
}

base::Result<documents::Document> GroupOperations::document(Transaction& tx, const Who& who,
                                                            const std::string& month) {
  std::optional<directory::OrgId> hotline;
  for (const auto& org : who.actor.organisations(who.today())) {
    const access::Object object{.stage = access::Stage::final, .owner_org = org};
    if (access::decide(who.actor, Permission::reports_issue, object, who.today())) hotline = org;
  }
  if (!hotline) return base::not_found();
  const auto asked = connection_report(tx, who, month);
  if (!asked) return asked.error();
  const auto referred = referral_report(tx, who, month);
  if (!referred) return referred.error();
  const auto days = *days_of(month);
  const auto name = directory::current(tx).name(*hotline, days.to);
  return documents_.create_draft(tx, who.now, who.actor,
                                 {.kind = "monthly_report",
                                  .owner_org = *hotline,
                                  .subject_kind = "month",
                                  .subject_id = month,
                                  .subject_number = month,
                                  .content = paper_of(*asked, *referred, days, name)});
}

}  // namespace hd::reporting
