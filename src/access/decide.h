#pragma once
// The access decision: one pure, table-driven, default-deny function. No I/O, no clock.
//
// The table is in decide.cc. A route names a Permission; a record is described by an Object; the
// relation between the two people involved follows from posts. docs/access-matrix.txt is generated
// from the same table and reviewed.

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "access/actor.h"
#include "base/enum_names.h"
#include "base/time.h"

namespace hd::access {

/// Every permission in the system, in one list that a reviewer can read in a minute.
enum class Permission {
  anyone,              ///< no session needed: sign-in, health
  signed_in,           ///< any session: own account, own sessions, events
  contacts_take,       ///< write one's own draft and finish it
  contacts_read,       ///< open a conversation
  contacts_amend,      ///< correct a finished conversation, with a reason
  contacts_supervise,  ///< take over or discard somebody's draft
  contacts_search,     ///< earlier conversations of a caller at the same hotline
  connections_ask,     ///< hotline side of a service connection
  connections_read,    ///< open a service connection
  connections_answer,  ///< agency side of a service connection
  connections_direct,  ///< the leader's direction in the agency (R-011)
  duties_read,         ///< see whose turn it is
  duties_settle,       ///< mark a duty as done
  duties_manage,       ///< transfer or cancel a duty
  documents_read,      ///< open a document
  documents_write,     ///< edit a draft
  documents_issue,     ///< give it a number and freeze it
  directory_read,      ///< organisations, services, lists, calendar
  directory_manage,    ///< change organisations, services, code lists
  rules_manage,        ///< calendar, deadline rules
  reports_read,        ///< figures
  reports_open,        ///< the records behind a figure
  reports_issue,       ///< make a document of a report
  reports_run,         ///< count a report, keep the figures as a version, draft its paper
  reports_publish,     ///< make the public form of a version, release it
  definitions_manage,  ///< change what reports count
  users_manage,        ///< accounts and posts
  audit_read,          ///< the log
  cases_start,         ///< open a case for a person who may be a victim
  cases_read,          ///< open a case and see its timeline
  cases_work,          ///< facts, persons, needs, notes, risk, identification
  cases_manage,        ///< members, exclusions, lead, closing, reopening
  identity_reveal,     ///< see a masked field, with a reason
  consents_record,     ///< write down or withdraw what a person consents to
  overrides_ask,       ///< ask for sharing without consent in danger to life; after-duties
  overrides_approve,   ///< a manager decides on it; never the one who asked
  persons_search,      ///< look for a person among the cases one may open
  referrals_ask,       ///< sender's side of a referral
  referrals_read,      ///< open a referral
  referrals_answer,    ///< receiver's side of a referral
  referrals_approve,   ///< a manager approves the emergency path
  files_read,          ///< open an attachment
  files_write,         ///< attach a file
};

inline constexpr auto kPermissionNames = std::to_array<base::EnumName<Permission>>({
    {Permission::anyone, "anyone"},
    {Permission::signed_in, "signed_in"},
    {Permission::contacts_take, "contacts_take"},
    {Permission::contacts_read, "contacts_read"},
    {Permission::contacts_amend, "contacts_amend"},
    {Permission::contacts_supervise, "contacts_supervise"},
    {Permission::contacts_search, "contacts_search"},
    {Permission::connections_ask, "connections_ask"},
    {Permission::connections_read, "connections_read"},
    {Permission::connections_answer, "connections_answer"},
    {Permission::connections_direct, "connections_direct"},
    {Permission::duties_read, "duties_read"},
    {Permission::duties_settle, "duties_settle"},
    {Permission::duties_manage, "duties_manage"},
    {Permission::documents_read, "documents_read"},
    {Permission::documents_write, "documents_write"},
    {Permission::documents_issue, "documents_issue"},
    {Permission::directory_read, "directory_read"},
    {Permission::directory_manage, "directory_manage"},
    {Permission::rules_manage, "rules_manage"},
    {Permission::reports_read, "reports_read"},
    {Permission::reports_open, "reports_open"},
    {Permission::reports_issue, "reports_issue"},
    {Permission::reports_run, "reports_run"},
    {Permission::reports_publish, "reports_publish"},
    {Permission::definitions_manage, "definitions_manage"},
    {Permission::users_manage, "users_manage"},
    {Permission::audit_read, "audit_read"},
    {Permission::cases_start, "cases_start"},
    {Permission::cases_read, "cases_read"},
    {Permission::cases_work, "cases_work"},
    {Permission::cases_manage, "cases_manage"},
    {Permission::identity_reveal, "identity_reveal"},
    {Permission::consents_record, "consents_record"},
    {Permission::overrides_ask, "overrides_ask"},
    {Permission::overrides_approve, "overrides_approve"},
    {Permission::persons_search, "persons_search"},
    {Permission::referrals_ask, "referrals_ask"},
    {Permission::referrals_read, "referrals_read"},
    {Permission::referrals_answer, "referrals_answer"},
    {Permission::referrals_approve, "referrals_approve"},
    {Permission::files_read, "files_read"},
    {Permission::files_write, "files_write"},
});
static_assert(base::names_every(kPermissionNames, Permission::files_write));

/// Where a record stands, as far as access depends on it.
enum class Stage {
  draft,     ///< being written; issued to nobody
  final,     ///< a finished conversation; an issued document
  offered,   ///< a connection that was sent and not yet taken up
  accepted,  ///< a connection somebody works on
  ended,     ///< completed, or stopped after the receiver had taken it up
  declined,  ///< declined, re-routed, or stopped before: the receiver has lost sight of it
};

inline constexpr auto kStageNames = std::to_array<base::EnumName<Stage>>({
    {Stage::draft, "draft"},
    {Stage::final, "final"},
    {Stage::offered, "offered"},
    {Stage::accepted, "accepted"},
    {Stage::ended, "ended"},
    {Stage::declined, "declined"},
});
static_assert(base::names_every(kStageNames, Stage::declined));

/// What a post has to do with a record. The first that holds, from top to bottom.
enum class Relation {
  excluded,  ///< on the exclusion list: denied whatever else holds
  author,    ///< the user wrote it (or took it over), in a post of the owning organisation; has
             ///< the owner's rights as well
  member_support,        ///< called into the case to support the person
  member_protection,     ///< to keep her safe
  member_investigation,  ///< to investigate; walled off from what she told those who support her
  member_legal,          ///< legal aid
  member_interpreter,    ///< interprets
  owner,                 ///< a post in the owning organisation
  delegate,  ///< a post in the unit that was asked or delegated to; has the receiver's rights as
             ///< well when the post is in the organisation that was asked
  receiver,  ///< a post in the organisation that was asked
  none,
};

inline constexpr auto kRelationNames = std::to_array<base::EnumName<Relation>>({
    {Relation::excluded, "excluded"},
    {Relation::author, "author"},
    {Relation::member_support, "member_support"},
    {Relation::member_protection, "member_protection"},
    {Relation::member_investigation, "member_investigation"},
    {Relation::member_legal, "member_legal"},
    {Relation::member_interpreter, "member_interpreter"},
    {Relation::owner, "owner"},
    {Relation::delegate, "delegate"},
    {Relation::receiver, "receiver"},
    {Relation::none, "none"},
});
static_assert(base::names_every(kRelationNames, Relation::none));

/// Marks on fields, as bits of a mask. P0 and P1 need no bit: who may see the record sees them.
/// Source: security 1.1.
enum Mark : std::uint8_t {
  kWork = 1,       ///< P2: needs, services, card without identity
  kIdentity = 2,   ///< P3: name, phone, safe contact
  kNarrative = 4,  ///< P4: what was told and advised
};
inline constexpr std::uint8_t kAllMarks = kWork | kIdentity | kNarrative;

/// As what somebody belongs to a case. Source: spec processes section 2; security 3.5.
enum class MemberKind { support, protection, investigation, legal, interpreter };

inline constexpr auto kMemberKindNames = std::to_array<base::EnumName<MemberKind>>({
    {MemberKind::support, "support"},
    {MemberKind::protection, "protection"},
    {MemberKind::investigation, "investigation"},
    {MemberKind::legal, "legal"},
    {MemberKind::interpreter, "interpreter"},
});
static_assert(base::names_every(kMemberKindNames, MemberKind::interpreter));

/// A member of a case. Membership holds in a post of that organisation only: who moves, loses it.
struct Member {
  UserId user;
  directory::OrgId org;
  MemberKind kind = MemberKind::support;
  bool operator==(const Member&) const = default;
};

/// A record as the decision sees it. Value type; the lists are short.
struct Object {
  Stage stage = Stage::draft;
  std::optional<UserId> author = {};
  std::optional<directory::OrgId> owner_org = {};
  std::vector<directory::OrgId> receiver_orgs = {};
  std::vector<directory::UnitId> units = {};
  std::vector<UserId> excluded = {};
  std::vector<Member> members = {};
  /// What the consents in force open to those who were asked, as a mask of Mark; unset: consent
  /// plays no part. Narrative without identity opens nothing more. Source: R-016, security 3.5.
  std::optional<std::uint8_t> consent_marks = {};
  /// What a manager has opened to those who were asked without her consent, in danger to life, for
  /// a time; adds to `consent_marks` and to nothing else. Source: spec processes section 5.
  std::uint8_t override_marks = 0;
};

struct Decision {
  bool allowed = false;
  std::uint8_t marks = 0;           ///< mask of Mark; 0 when denied
  std::optional<PostId> post = {};  ///< the post the right comes from
  int rule = -1;                    ///< index of the row that decided; -1: default deny

  explicit operator bool() const { return allowed; }
};

/// The relation of one post to a record: the first that holds.
Relation relation_of(const UserId& user, const Post& post, const Object& object);

/// May `actor` do `action` to `object` on `today`? Of several posts the one with most marks
/// decides; an exclusion denies whatever the posts allow.
Decision decide(const Actor& actor, Permission action, const Object& object, base::Date today);

/// May the actor use a route with this permission at all: does a post valid today have a role with
/// at least one row for it? `anyone` is always true, `signed_in` needs a session.
bool may(const Actor& actor, Permission action, base::Date today);

/// Names of the permissions that may() grants, for the front end's menu.
std::vector<std::string> permissions_of(const Actor& actor, base::Date today);

/// One row of the table, for the generated access matrix.
struct Rule {
  Permission action;
  Role role;
  Relation relation;    ///< `none` in a row means: whatever the relation
  std::uint8_t stages;  ///< bit per Stage; all bits when the stage does not matter
  std::uint8_t marks;
};

std::span<const Rule> rules();

}  // namespace hd::access
