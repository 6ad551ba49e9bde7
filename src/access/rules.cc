#include "access/rules.h"

#include <algorithm>
#include <array>

namespace hd::access {
namespace {

using enum Permission;
using enum Role;

constexpr std::uint8_t bit(Stage stage) {
  return static_cast<std::uint8_t>(1U << static_cast<unsigned>(stage));
}
template <class... Stages>
constexpr std::uint8_t in(Stages... stages) {
  return static_cast<std::uint8_t>((0U | ... | bit(stages)));
}

constexpr std::uint8_t kAnyStage = 0xFF;
constexpr std::uint8_t kDraft = in(Stage::draft);
constexpr std::uint8_t kFinal = in(Stage::final);
constexpr std::uint8_t kDraftOrFinal = in(Stage::draft, Stage::final);
constexpr std::uint8_t kOffered = in(Stage::offered);
constexpr std::uint8_t kTaken = in(Stage::accepted, Stage::ended);
constexpr std::uint8_t kAccepted = in(Stage::accepted);

/// In a row, Relation::none stands for "whatever the relation" (records of no person).
constexpr Relation kAnybody = Relation::none;
constexpr Relation kAuthor = Relation::author;
constexpr Relation kOwner = Relation::owner;
constexpr Relation kDelegate = Relation::delegate;
constexpr Relation kReceiver = Relation::receiver;

/// Every right in the system. What is not here is denied. A row for the owner is for the author,
/// too.
constexpr auto kFixedRules = std::to_array<Rule>({
    // Conversations belong to one hotline; other hotlines and all agencies see none.
    {contacts_take, counsellor, kAuthor, kDraft, kAllMarks},
    {contacts_take, shift_lead, kAuthor, kDraft, kAllMarks},
    {contacts_take, hotline_lead, kAuthor, kDraft, kAllMarks},
    {contacts_read, counsellor, kAuthor, kDraftOrFinal, kAllMarks},
    {contacts_read, counsellor, kOwner, kFinal, kAllMarks},
    {contacts_read, shift_lead, kOwner, kDraftOrFinal, kAllMarks},
    {contacts_read, hotline_lead, kOwner, kDraftOrFinal, kAllMarks},
    {contacts_amend, counsellor, kAuthor, kFinal, kAllMarks},
    {contacts_amend, shift_lead, kOwner, kFinal, kAllMarks},
    {contacts_amend, hotline_lead, kOwner, kFinal, kAllMarks},
    {contacts_supervise, shift_lead, kOwner, kDraft, kAllMarks},
    {contacts_supervise, hotline_lead, kOwner, kDraft, kAllMarks},
    {contacts_search, counsellor, kOwner, kAnyStage, kAllMarks},
    {contacts_search, shift_lead, kOwner, kAnyStage, kAllMarks},
    {contacts_search, hotline_lead, kOwner, kAnyStage, kAllMarks},

    // Service connections: the hotline asks and keeps ownership; the agency answers.
    {connections_ask, counsellor, kOwner, kAnyStage, kAllMarks},
    {connections_ask, shift_lead, kOwner, kAnyStage, kAllMarks},
    {connections_ask, hotline_lead, kOwner, kAnyStage, kAllMarks},
    {connections_read, counsellor, kOwner, kAnyStage, kAllMarks},
    {connections_read, shift_lead, kOwner, kAnyStage, kAllMarks},
    {connections_read, hotline_lead, kOwner, kAnyStage, kAllMarks},
    // The card without identity first; identity once the agency has taken it up; nothing after a
    // decline (design principle 5, R-013).
    {connections_read, wg_member, kReceiver, kOffered, kWork},
    {connections_read, wg_member, kReceiver, kTaken, kAllMarks},
    {connections_read, agency_leader, kReceiver, kOffered, kWork},
    {connections_read, agency_leader, kReceiver, kTaken, kAllMarks},
    {connections_read, unit_officer, kDelegate, kOffered, kWork},
    {connections_read, unit_officer, kDelegate, kTaken, kAllMarks},
    {connections_answer, wg_member, kReceiver, kOffered, kWork},
    {connections_answer, wg_member, kReceiver, kAccepted, kAllMarks},
    {connections_answer, agency_leader, kReceiver, kOffered, kWork},
    {connections_answer, agency_leader, kReceiver, kAccepted, kAllMarks},
    {connections_answer, unit_officer, kDelegate, kOffered, kWork},
    {connections_answer, unit_officer, kDelegate, kAccepted, kAllMarks},
    {connections_direct, agency_leader, kReceiver, kOffered, kWork},
    {connections_direct, agency_leader, kReceiver, kAccepted, kAllMarks},

    // Duties: everybody sees those of the own organisation, a unit officer those of the own unit.
    {duties_read, counsellor, kOwner, kAnyStage, kWork},
    {duties_read, shift_lead, kOwner, kAnyStage, kWork},
    {duties_read, hotline_lead, kOwner, kAnyStage, kWork},
    {duties_read, wg_member, kOwner, kAnyStage, kWork},
    {duties_read, agency_leader, kOwner, kAnyStage, kWork},
    {duties_read, unit_officer, kAuthor, kAnyStage, kWork},
    {duties_read, unit_officer, kDelegate, kAnyStage, kWork},
    {duties_settle, counsellor, kOwner, kAnyStage, kWork},
    {duties_settle, shift_lead, kOwner, kAnyStage, kWork},
    {duties_settle, hotline_lead, kOwner, kAnyStage, kWork},
    {duties_settle, wg_member, kOwner, kAnyStage, kWork},
    {duties_settle, agency_leader, kOwner, kAnyStage, kWork},
    {duties_settle, unit_officer, kAuthor, kAnyStage, kWork},
    {duties_settle, unit_officer, kDelegate, kAnyStage, kWork},
    {duties_manage, shift_lead, kOwner, kAnyStage, kWork},
    {duties_manage, hotline_lead, kOwner, kAnyStage, kWork},
    {duties_manage, agency_leader, kOwner, kAnyStage, kWork},

    // Documents: drafts stay in the house, issued ones also reach those who get a copy.
    {documents_read, counsellor, kAuthor, kAnyStage, kAllMarks},
    {documents_read, counsellor, kOwner, kFinal, kAllMarks},
    {documents_read, shift_lead, kOwner, kAnyStage, kAllMarks},
    {documents_read, hotline_lead, kOwner, kAnyStage, kAllMarks},
    {documents_read, wg_member, kReceiver, kFinal, kAllMarks},
    {documents_read, agency_leader, kReceiver, kFinal, kAllMarks},
    {documents_read, agency_leader, kOwner, kAnyStage, kAllMarks},
    {documents_read, statistician, kAuthor, kAnyStage, kWork},
    {documents_read, statistician, kOwner, kFinal, kWork},
    {documents_write, counsellor, kAuthor, kDraft, kAllMarks},
    {documents_write, shift_lead, kOwner, kDraft, kAllMarks},
    {documents_write, hotline_lead, kOwner, kDraft, kAllMarks},
    {documents_write, agency_leader, kOwner, kDraft, kAllMarks},
    {documents_write, statistician, kAuthor, kDraft, kWork},
    {documents_issue, counsellor, kAuthor, kDraft, kAllMarks},
    {documents_issue, shift_lead, kOwner, kDraft, kAllMarks},
    {documents_issue, hotline_lead, kOwner, kDraftOrFinal, kAllMarks},
    {documents_issue, agency_leader, kOwner, kDraftOrFinal, kAllMarks},
    {documents_issue, statistician, kAuthor, kDraftOrFinal, kWork},

    // Reference data is for everybody who works here.
    {directory_read, counsellor, kAnybody, kAnyStage, 0},
    {directory_read, shift_lead, kAnybody, kAnyStage, 0},
    {directory_read, hotline_lead, kAnybody, kAnyStage, 0},
    {directory_read, wg_member, kAnybody, kAnyStage, 0},
    {directory_read, unit_officer, kAnybody, kAnyStage, 0},
    {directory_read, agency_leader, kAnybody, kAnyStage, 0},
    {directory_read, statistician, kAnybody, kAnyStage, 0},
    {directory_read, auditor, kAnybody, kAnyStage, 0},
    {directory_read, administrator, kAnybody, kAnyStage, 0},
    {directory_manage, administrator, kAnybody, kAnyStage, 0},
    {rules_manage, administrator, kAnybody, kAnyStage, 0},

    // Figures: of one's own hotline, and of the working group as a whole.
    {reports_read, shift_lead, kOwner, kAnyStage, kWork},
    {reports_read, hotline_lead, kOwner, kAnyStage, kWork},
    {reports_read, wg_member, kReceiver, kAnyStage, kWork},
    {reports_read, agency_leader, kReceiver, kAnyStage, kWork},
    {reports_read, statistician, kAnybody, kAnyStage, kWork},
    {reports_open, shift_lead, kOwner, kAnyStage, kWork},
    {reports_open, hotline_lead, kOwner, kAnyStage, kWork},
    {reports_open, wg_member, kReceiver, kAnyStage, kWork},
    {reports_open, agency_leader, kReceiver, kAnyStage, kWork},
    {reports_issue, hotline_lead, kOwner, kAnyStage, kWork},
    {reports_run, hotline_lead, kOwner, kAnyStage, kWork},
    {reports_run, agency_leader, kReceiver, kAnyStage, kWork},
    {reports_run, statistician, kAnybody, kAnyStage, kWork},
    {reports_publish, statistician, kAnybody, kAnyStage, kWork},
    {definitions_manage, statistician, kAnybody, kAnyStage, 0},

    // Accounts and the log: no content in either.
    {users_manage, administrator, kAnybody, kAnyStage, 0},
    {audit_read, auditor, kAnybody, kAnyStage, 0},
});

/// A right that does not depend on the role, among those who may have to do with a case at all.
struct Grant {
  Permission action;
  Relation relation;
  std::uint8_t stages;
  std::uint8_t marks;
};

constexpr auto kCaseRoles = std::to_array<Role>(
    {counsellor, shift_lead, hotline_lead, wg_member, unit_officer, agency_leader});
constexpr auto kManagers = std::to_array<Role>({shift_lead, hotline_lead, agency_leader});
constexpr auto kAskedRoles = std::to_array<Role>({wg_member, agency_leader});
constexpr auto kUnitRoles = std::to_array<Role>({unit_officer});

constexpr Relation kSupport = Relation::member_support;
constexpr Relation kProtection = Relation::member_protection;
constexpr Relation kInvestigation = Relation::member_investigation;
constexpr Relation kLegal = Relation::member_legal;
constexpr Relation kInterpreter = Relation::member_interpreter;
constexpr std::uint8_t kPerson = kWork | kIdentity;

/// Cases and referrals: lead officer and members by kind, whatever their role. A colleague who is
/// not called in has no right, needs none. `ended`: closed for more than 30 days.
constexpr auto kCaseGrants = std::to_array<Grant>({
    {cases_start, kOwner, kAnyStage, kAllMarks},
    {cases_read, kAuthor, kAnyStage, kAllMarks},
    {cases_read, kSupport, kAccepted, kAllMarks},
    {cases_read, kProtection, kAccepted, kPerson},
    {cases_read, kLegal, kAccepted, kPerson},
    {cases_read, kInvestigation, kAccepted, kWork},
    {cases_read, kInterpreter, kAccepted, kWork},
    {cases_work, kAuthor, kAccepted, kAllMarks},
    {cases_work, kSupport, kAccepted, kAllMarks},
    {cases_work, kProtection, kAccepted, kPerson},
    {cases_work, kLegal, kAccepted, kPerson},
    {cases_work, kInvestigation, kAccepted, kWork},
    {cases_manage, kAuthor, kAnyStage, kAllMarks},
    {identity_reveal, kAuthor, kAnyStage, kAllMarks},
    {identity_reveal, kSupport, kAccepted, kAllMarks},
    {identity_reveal, kProtection, kAccepted, kPerson},
    {identity_reveal, kLegal, kAccepted, kPerson},
    {consents_record, kAuthor, kAccepted, kAllMarks},
    {consents_record, kSupport, kAccepted, kAllMarks},
    {consents_record, kProtection, kAccepted, kPerson},
    {overrides_ask, kAuthor, kAccepted, kAllMarks},
    {persons_search, kAnybody, kAnyStage, 0},
    {referrals_ask, kAuthor, kAnyStage, kAllMarks},
    {referrals_ask, kSupport, kAnyStage, kAllMarks},
    {referrals_read, kAuthor, kAnyStage, kAllMarks},
    {referrals_read, kSupport, kAnyStage, kAllMarks},
    {referrals_read, kProtection, kAnyStage, kPerson},
    {referrals_read, kLegal, kAnyStage, kPerson},
    {referrals_read, kInvestigation, kAnyStage, kWork},
    {referrals_read, kInterpreter, kAnyStage, kWork},
    {files_read, kAuthor, kAnyStage, kAllMarks},
    {files_read, kSupport, kAccepted, kAllMarks},
    {files_read, kProtection, kAccepted, kPerson},
    {files_read, kLegal, kAccepted, kPerson},
    {files_read, kInvestigation, kAccepted, kWork},
    {files_write, kAuthor, kAccepted, kAllMarks},
    {files_write, kSupport, kAccepted, kAllMarks},
    {files_write, kProtection, kAccepted, kPerson},
    {files_write, kLegal, kAccepted, kPerson},
    {files_write, kInvestigation, kAccepted, kWork},
});

/// Managers of the organisation that leads a case: they see that it goes on, not what she told.
constexpr auto kManagerGrants = std::to_array<Grant>({
    {cases_read, kOwner, kAnyStage, kPerson},
    {cases_manage, kOwner, kAnyStage, kPerson},
    {identity_reveal, kOwner, kAnyStage, kPerson},
    {overrides_approve, kOwner, kAccepted, kPerson},
    {referrals_ask, kOwner, kAnyStage, kPerson},
    {referrals_read, kOwner, kAnyStage, kPerson},
    {referrals_approve, kOwner, kAnyStage, kPerson},
    {files_read, kOwner, kAnyStage, kPerson},
});

/// The side that was asked: the card first; identity only once it accepted in writing, and only as
/// far as consent goes; nothing after a decline.
constexpr auto kAskedGrants = std::to_array<Grant>({
    {referrals_read, kReceiver, kOffered, kWork},
    {referrals_read, kReceiver, kTaken, kAllMarks},
    {referrals_answer, kReceiver, kOffered, kWork},
    {referrals_answer, kReceiver, kAccepted, kAllMarks},
    {files_read, kReceiver, kTaken, kAllMarks},
    {files_write, kReceiver, kAccepted, kAllMarks},
});
constexpr auto kUnitGrants = std::to_array<Grant>({
    {referrals_read, kDelegate, kOffered, kWork},
    {referrals_read, kDelegate, kTaken, kAllMarks},
    {referrals_answer, kDelegate, kOffered, kWork},
    {referrals_answer, kDelegate, kAccepted, kAllMarks},
    {files_read, kDelegate, kTaken, kAllMarks},
    {files_write, kDelegate, kAccepted, kAllMarks},
});

/// All rows, those of one permission together.
constexpr auto kRules = [] {
  constexpr std::size_t kSize = kFixedRules.size() + kCaseGrants.size() * kCaseRoles.size() +
                                kManagerGrants.size() * kManagers.size() +
                                kAskedGrants.size() * kAskedRoles.size() +
                                kUnitGrants.size() * kUnitRoles.size();
  std::array<Rule, kSize> all{};
  std::size_t next = 0;
  const auto add = [&](const auto& grants, const auto& roles, Permission action) {
    for (const Grant& grant : grants) {
      if (grant.action != action) continue;
      for (const Role role : roles) {
        all[next++] = {action, role, grant.relation, grant.stages, grant.marks};
      }
    }
  };
  for (const Rule& rule : kFixedRules) all[next++] = rule;
  for (const auto& name : kPermissionNames) {
    add(kCaseGrants, kCaseRoles, name.value);
    add(kManagerGrants, kManagers, name.value);
    add(kAskedGrants, kAskedRoles, name.value);
    add(kUnitGrants, kUnitRoles, name.value);
  }
  return all;
}();

/// Where the rows of each permission begin; the rows stand in the order of the enumerators.
constexpr auto kFirstRow = [] {
  std::array<std::size_t, kPermissionNames.size() + 1> first{};
  for (const Rule& rule : kRules) ++first[static_cast<std::size_t>(rule.action) + 1];
  for (std::size_t i = 1; i < first.size(); ++i) first[i] += first[i - 1];
  return first;
}();
static_assert(std::ranges::is_sorted(kRules, {}, &Rule::action));

}  // namespace

std::span<const Rule> rules_of(Permission action) {
  const auto index = static_cast<std::size_t>(action);
  return {kRules.begin() + kFirstRow[index], kRules.begin() + kFirstRow[index + 1]};
}

std::span<const Rule> rules() {
  return kRules;
}

}  // namespace hd::access
