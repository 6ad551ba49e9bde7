#pragma once
// What the people of a case do with it: open it, work on it, call others in, keep somebody out,
// hand it over, close it.
//
// Every change answers with the case as the actor may see it afterwards, and leaves an entry in the
// log and on the timeline. Errors of all changes, besides those named:
// not_found; conflict "stale"; conflict "case.closed" where a closed case takes no change.
// Source: spec processes section 2.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/enum_names.h"
#include "cases/conference.h"
#include "cases/consent_override.h"
#include "cases/need.h"
#include "cases/operations.h"

namespace hd::cases {

/// Turns a stored person into the edited one. Errors: invalid.
struct PersonEdit {
  std::function<base::Result<Person>(const Person& stored)> apply;
  std::uint8_t parts = 0;  ///< marks of what it writes
};

/// Somebody, by id or by the name they sign in with.
struct Named {
  std::optional<access::UserId> user = {};
  std::string username = {};
};

enum class ListScope { mine, organisation, shared, all };
inline constexpr auto kListScopeNames = std::to_array<base::EnumName<ListScope>>({
    {ListScope::mine, "mine"},                  ///< I lead
    {ListScope::organisation, "organisation"},  ///< my organisation leads, I manage
    {ListScope::shared, "shared"},              ///< I was called into
    {ListScope::all, "all"},
});
static_assert(base::names_every(kListScopeNames, ListScope::all));

struct Filter {
  ListScope scope = ListScope::all;
  std::string state = {}, identification = {}, risk = {};
  std::string cursor = {};
  std::size_t limit = 50;
};

/// One line of a list: the head of a case, as what the actor sees it.
struct Line {
  Case record;
  access::Relation relation = access::Relation::none;
  std::optional<duties::Duty> next_duty = {};  ///< the open clock that comes first
};

struct Page {
  std::vector<Line> items;
  std::string next;  ///< "" at the end
};

struct TimelinePage {
  std::vector<TimelineEntry> items;
  std::string next;
};

/// Whether work of another module on the case is still going on: a referral on its way.
using StillRunning = std::function<bool(platform::Transaction&, const Who&, const CaseId&)>;

class Operations {
 public:
  /// Vault and conversations outlive the object.
  Operations(vault::Vault& vault, contacts::Operations& contacts, StillRunning referral_runs = {})
      : vault_(vault), contacts_(contacts), referral_runs_(std::move(referral_runs)) {}

  struct Start {
    std::optional<contacts::ContactId> contact = {};
    std::string entry_road = {};
    std::optional<directory::UnitId> unit = {};
    std::string summary = {};
    PersonKind kind = PersonKind::suspected_victim;
    PersonEdit person = {};
  };
  /// The actor leads it, in the post of the hotline of the conversation, of the unit, or the first
  /// that may. Facts of the caller go over to the person. Audited "case.start".
  /// Errors: not_found - no such conversation; conflict "case.contact_not_fit" - it asked for
  /// neither intervention nor referral, and nobody is at risk; invalid.
  base::Result<Loaded> start(platform::Transaction& tx, const Who& who, const Start& start);

  /// Audited "case.open".
  base::Result<Loaded> open(platform::Transaction& tx, const Who& who, const CaseId& id);
  /// The case of a person. Audited "case.open".
  base::Result<Loaded> open(platform::Transaction& tx, const Who& who, const PersonId& id);

  struct Save {
    std::int64_t version;
    std::optional<std::string> entry_road = {};
    std::optional<std::string> summary = {};  ///< forbidden "case.part_not_yours" without mark P4
    std::optional<std::optional<directory::UnitId>> unit = {};
  };
  base::Result<Loaded> save(platform::Transaction& tx, const Who& who, const CaseId& id,
                            const Save& change);

  struct StatusChange {
    std::int64_t version;
    Action action = Action::start_support;
    Closing closing = {};  ///< `reason` also says why it is opened again
  };
  /// Closing cancels the open duties that got a reason, and books the look after. Errors: conflict
  /// "case.wrong_state" | "case.referral_running"; invalid, see missing_to_close(); {"reason",
  /// "required"} to reopen.
  base::Result<Loaded> change_status(platform::Transaction& tx, const Who& who, const CaseId& id,
                                     const StatusChange& change);

  struct NewMember {
    std::int64_t version;
    Named who = {};
    std::optional<directory::OrgId> org = {};  ///< which of the posts; the first that fits
    access::MemberKind kind = access::MemberKind::support;
  };
  /// Errors: invalid {"username", "unknown_value"} - nobody, or no post that may belong to a case;
  /// conflict "case.already_member" | "case.member_excluded".
  base::Result<Loaded> add_member(platform::Transaction& tx, const Who& who, const CaseId& id,
                                  const NewMember& member);
  struct Ending {
    std::int64_t version;
    access::UserId user;
    std::string reason;
  };
  /// Errors: conflict "case.not_a_member".
  base::Result<Loaded> end_member(platform::Transaction& tx, const Who& who, const CaseId& id,
                                  const Ending& ending);
  struct NewExclusion {
    std::int64_t version;
    Named who = {};
    std::string reason = {};
  };
  /// Ends a membership, too. Errors: invalid {"username", "unknown_value"}; conflict
  /// "case.lead_not_excludable" | "case.already_excluded".
  base::Result<Loaded> exclude(platform::Transaction& tx, const Who& who, const CaseId& id,
                               const NewExclusion& exclusion);
  struct LeadChange {
    std::int64_t version;
    Named who = {};
    std::optional<directory::UnitId> unit = {};
    std::string reason = {};
  };
  /// Answers the case as changed, whether the actor may still see it or not. Errors: invalid
  /// {"username" | "unit_id", "unknown_value"}; conflict "case.already_lead" |
  /// "case.member_excluded".
  base::Result<Case> change_lead(platform::Transaction& tx, const Who& who, const CaseId& id,
                                 const LeadChange& change);

  /// Latest change first; heads only. Unaudited: nothing about a person. Errors: invalid
  /// {"cursor", "malformed"}.
  base::Result<Page> list(platform::Transaction& tx, const Who& who, const Filter& filter);
  /// Those of a conversation that the actor may open, oldest first.
  std::vector<Case> of_contact(platform::Transaction& tx, const Who& who,
                               const contacts::ContactId& contact);
  /// Newest first, through the actor's walls; audited "case.timeline". Errors: invalid {"cursor"}.
  base::Result<TimelinePage> timeline(platform::Transaction& tx, const Who& who, const CaseId& id,
                                      const std::string& kind, const std::string& cursor,
                                      std::size_t limit);

  /// Errors: forbidden "person.part_not_yours"; conflict "case.too_many_persons"; invalid.
  base::Result<PersonLoaded> add_person(platform::Transaction& tx, const Who& who, const CaseId& id,
                                        PersonKind kind, const PersonEdit& edit);
  /// Errors: as add_person().
  base::Result<PersonLoaded> save_person(platform::Transaction& tx, const Who& who,
                                         const PersonId& id, std::int64_t version,
                                         std::optional<PersonKind> kind, const PersonEdit& edit);
  /// The whole identity, for the fields named; audited "person.reveal", the reason kept on the
  /// timeline. Errors: invalid {"fields" | "reason", "required"}.
  base::Result<PersonLoaded> reveal(platform::Transaction& tx, const Who& who, const PersonId& id,
                                    const std::vector<std::string>& fields,
                                    const std::string& reason);

  base::Result<Need> add_need(platform::Transaction& tx, const Who& who, const CaseId& id,
                              Need need);
  struct NeedChange {
    std::int64_t version;
    std::optional<std::string> state = {}, detail = {}, wish = {}, note = {};
  };
  base::Result<Need> save_need(platform::Transaction& tx, const Who& who, const NeedId& id,
                               const NeedChange& change);
  /// Every decision becomes a duty of the organisation named. Errors: forbidden
  /// "case.part_not_yours" without mark P4; invalid.
  base::Result<Conference> add_conference(platform::Transaction& tx, const Who& who,
                                          const CaseId& id, Conference conference);
  /// `kind`: support, investigation, protection, wish. Errors: forbidden "case.note_kind".
  base::Result<TimelineEntry> add_note(platform::Transaction& tx, const Who& who, const CaseId& id,
                                       const std::string& kind, const std::string& text);

  /// What the page of a case shows besides, for one that the caller has loaded.
  struct Around {
    std::vector<Person> persons = {};
    std::vector<Need> needs = {};
    std::vector<Conference> conferences = {};  ///< none without mark P4
    std::vector<Exclusion> exclusions = {};    ///< with reasons; none without the right to manage
    std::vector<duties::View> duties = {};
    std::vector<ConsentOverride> overrides = {};  ///< in force now, without words
    bool manages = false, works = false, reveals = false, consents = false, refers = false;
  };
  Around around(platform::Transaction& tx, const Who& who, const Loaded& loaded,
                duties::Operations& duties);

 private:
  base::Result<Loaded> begin(platform::Transaction& tx, const Who& who, const CaseId& id,
                             access::Permission permission, std::int64_t version);
  base::Result<Loaded> keep(platform::Transaction& tx, const Who& who, const Loaded& before,
                            Case next, TimelineEntry entry);
  void record(platform::Transaction& tx, const Who& who, const Loaded& loaded,
              const std::string& action);
  void record_person(platform::Transaction& tx, const Who& who, const PersonLoaded& loaded,
                     const std::string& action, const std::string& purpose = "");
  void settle_on_closing(platform::Transaction& tx, const Who& who, const Case& record,
                         const Closing& closing);
  base::Result<Person> edited(platform::Transaction& tx, const Who& who, const Person& stored,
                              const PersonEdit& edit);

  vault::Vault& vault_;
  contacts::Operations& contacts_;
  StillRunning referral_runs_;
};

/// What the actor is to a case: author for the lead officer, owner for a manager, a member.
access::Relation relation_of(const Who& who, const Case& record);

/// Ids of the open duties of a case and of its persons.
std::vector<duties::Duty> open_duties(platform::Transaction& tx, const CaseId& id,
                                      const std::vector<Person>& persons);

}  // namespace hd::cases
