// Who belongs to a case, who must not see it, who leads it.

#include <algorithm>
#include <utility>

#include "accounts/operations_people.h"
#include "cases/limits.h"
#include "cases/operations_life.h"
#include "cases/store.h"
#include "directory/operations.h"
#include "platform/wall.h"

namespace hd::cases {
namespace {

using access::Permission;
using base::Error;
using base::ErrorKind;

Error conflict(std::string code) {
  return {ErrorKind::conflict, std::move(code)};
}

Error nobody() {
  return base::invalid({{"username", "unknown_value"}});
}

std::optional<access::UserId> user_of(platform::Transaction& tx, vault::Vault& vault,
                                      const Named& named) {
  if (named.user) return named.user;
  return accounts::user_named(tx, vault, named.username);
}

/// Of the posts of a user the one in which she may lead or belong to a case: that of `org`, or the
/// first.
std::optional<access::Post> case_post(platform::Transaction& tx, const access::UserId& user,
                                      const std::optional<directory::OrgId>& org,
                                      base::Date today) {
  for (const access::Post& post : accounts::posts_on(tx, user, today)) {
    if (org && post.org != *org) continue;
    const access::Actor holder{.user = user, .posts = {post}};
    const access::Object object{.owner_org = post.org};
    if (access::decide(holder, Permission::cases_start, object, today)) return post;
  }
  return std::nullopt;
}

bool excluded(const Case& record, const access::UserId& user) {
  return std::ranges::find(record.exclusions, user, &Exclusion::user) != record.exclusions.end();
}

bool belongs(const Case& record, const access::UserId& user) {
  return std::ranges::find(record.members, user, &CaseMember::user) != record.members.end();
}

}  // namespace

base::Result<Loaded> Operations::add_member(platform::Transaction& tx, const Who& who,
                                            const CaseId& id, const NewMember& member) {
  const auto before = begin(tx, who, id, Permission::cases_manage, member.version);
  if (!before) return before.error();
  const Case& record = before->record;
  if (record.state == State::closed) return conflict("case.closed");
  const auto user = user_of(tx, vault_, member.who);
  const auto post = user ? case_post(tx, *user, member.org, who.today()) : std::nullopt;
  if (!post) return nobody();
  if (excluded(record, *user)) return conflict("case.member_excluded");
  if (belongs(record, *user)) return conflict("case.already_member");
  if (record.members.size() >= kMembersMax) return conflict("case.too_many_members");
  store::add_member({tx, vault_, who.actor.session}, id,
                    {.user = *user, .org = post->org, .kind = member.kind, .since = who.now},
                    who.actor.user, who.now);
  return keep(tx, who, *before, record,
              {.kind = "member_added",
               .code = std::string(base::name_of(access::kMemberKindNames, member.kind)),
               .org = post->org,
               .subject_kind = "user",
               .subject_id = user->str()});
}

base::Result<Loaded> Operations::end_member(platform::Transaction& tx, const Who& who,
                                            const CaseId& id, const Ending& ending) {
  const auto before = begin(tx, who, id, Permission::cases_manage, ending.version);
  if (!before) return before.error();
  const platform::BeyondTheWall leaving(tx, platform::Beyond::leaving);
  if (ending.reason.empty()) return base::invalid({{"reason", "required"}});
  const store::Place place{tx, vault_, who.actor.session};
  if (!store::end_member(place, id, ending.user, who.actor.user, who.now, ending.reason)) {
    return conflict("case.not_a_member");
  }
  return keep(tx, who, *before, before->record,
              {.kind = "member_ended", .subject_kind = "user", .subject_id = ending.user.str()});
}

base::Result<Loaded> Operations::exclude(platform::Transaction& tx, const Who& who,
                                         const CaseId& id, const NewExclusion& exclusion) {
  const auto before = begin(tx, who, id, Permission::cases_manage, exclusion.version);
  if (!before) return before.error();
  const platform::BeyondTheWall leaving(tx, platform::Beyond::leaving);
  if (exclusion.reason.empty()) return base::invalid({{"reason", "required"}});
  const auto user = user_of(tx, vault_, exclusion.who);
  if (!user || accounts::display_name(tx, vault_, *user).empty()) return nobody();
  if (*user == before->record.lead_officer) return conflict("case.lead_not_excludable");
  if (excluded(before->record, *user)) return conflict("case.already_excluded");
  const store::Place place{tx, vault_, who.actor.session};
  store::add_exclusion(
      place, id, {.user = *user, .by = who.actor.user, .at = who.now, .reason = exclusion.reason});
  store::end_member(place, id, *user, who.actor.user, who.now, exclusion.reason);
  // The timeline says that somebody was kept out, not who: the list of names is for those who lead.
  return keep(tx, who, *before, before->record, {.kind = "user_excluded"});
}

base::Result<Case> Operations::change_lead(platform::Transaction& tx, const Who& who,
                                           const CaseId& id, const LeadChange& change) {
  const auto before = begin(tx, who, id, Permission::cases_manage, change.version);
  if (!before) return before.error();
  const platform::BeyondTheWall leaving(tx, platform::Beyond::leaving);
  if (change.reason.empty()) return base::invalid({{"reason", "required"}});
  const auto user = user_of(tx, vault_, change.who);
  std::optional<directory::OrgId> org;
  if (change.unit) {
    const auto* unit = directory::current(tx).unit(*change.unit);
    if (unit == nullptr || !unit->valid.holds(who.today())) {
      return base::invalid({{"unit_id", "unknown_value"}});
    }
    org = unit->organisation;
  }
  const auto post = user ? case_post(tx, *user, org, who.today()) : std::nullopt;
  if (!post) return nobody();
  if (*user == before->record.lead_officer) return conflict("case.already_lead");
  if (excluded(before->record, *user)) return conflict("case.member_excluded");
  Case next = before->record;
  next.lead_officer = *user;
  next.lead_org = post->org;
  next.lead_unit = change.unit ? change.unit : post->unit;
  const auto kept = keep(tx, who, *before, std::move(next),
                         {.kind = "lead_changed",
                          .org = post->org,
                          .texts = {{"reason", change.reason}},
                          .subject_kind = "user",
                          .subject_id = user->str()});
  return kept->record;
}

}  // namespace hd::cases
