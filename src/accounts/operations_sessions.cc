#include "accounts/operations_sessions.h"

#include <algorithm>
#include <exception>
#include <utility>

#include "access/decide.h"
#include "accounts/store_sessions.h"
#include "accounts/store_users.h"
#include "audit/audit.h"
#include "directory/operations.h"
#include "platform/log.h"
#include "platform/outbox.h"

namespace hd::accounts {
namespace {

base::Error missing() {
  return {base::ErrorKind::unauthenticated, "session.missing"};
}

void tell_browsers(platform::Transaction& tx, base::Timestamp now, const access::UserId& user) {
  platform::publish(tx, now,
                    {.topic = "session.ended",
                     .scope_org = "",
                     .scope_user = user.str(),
                     .object_kind = "user",
                     .object_id = user.str()});
}

}  // namespace

Sessions::Sessions(platform::Database& database, vault::Vault& vault)
    : database_(database),
      vault_(vault),
      csrf_key_(vault.derived("csrf")),
      writer_([this] { write_down_uses(); }) {}

Sessions::~Sessions() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
}

base::Result<Live> Sessions::authenticate(platform::Transaction& tx, std::string_view token,
                                          bool is_use, base::Timestamp now) {
  if (token.empty()) return missing();
  auto session = store::find_session(tx, platform::sha256(token));
  if (!session) return missing();
  session->last_seen_at = last_seen(*session);
  if (!is_live(*session, now)) {
    return base::Error{base::ErrorKind::unauthenticated, "session.expired"};
  }
  if (is_use) note_use(*session, now);
  access::Actor actor{session->user, session->id, {}};
  for (const PostRecord& post : store::posts_of(tx, session->user)) {
    actor.posts.push_back(post.post);
  }
  return Live{std::move(actor), *std::move(session)};
}

base::Result<SessionView> Sessions::view(platform::Transaction& tx, base::Timestamp now,
                                         const access::Actor& actor) const {
  if (!actor.session) return missing();
  auto user = store::find_user(tx, {vault_, actor.session}, actor.user);
  const auto sessions = store::open_sessions(tx, actor.user);
  const auto session = std::ranges::find(sessions, *actor.session, &SessionRecord::id);
  if (!user || session == sessions.end()) return missing();
  const base::Date today = base::local_date(now);
  SessionView view{
      .session = *session,
      .user = *std::move(user),
      .posts = {},
      .permissions = access::permissions_of(actor, today),
      .csrf_token = csrf_token(*actor.session),
  };
  for (const PostRecord& post : store::posts_of(tx, actor.user)) {
    if (post.post.valid_on(today)) {
      view.posts.push_back(named(tx, post, view.user.display_name, today));
    }
  }
  return view;
}

std::vector<SessionRecord> Sessions::list(platform::Transaction& tx, base::Timestamp now,
                                          const access::Actor& actor) const {
  auto sessions = store::open_sessions(tx, actor.user);
  std::erase_if(sessions, [&](const SessionRecord& session) { return !is_live(session, now); });
  return sessions;
}

base::Result<base::Done> Sessions::end_own(platform::Transaction& tx, base::Timestamp now,
                                           const access::Actor& actor) const {
  if (!actor.session) return missing();
  store::end_session(tx, *actor.session, now, "sign_out");
  tell_browsers(tx, now, actor.user);  // other tabs of the same session
  audit::record(tx, now, actor,
                {.action = "session.end",
                 .object_kind = "session",
                 .object_id = actor.session->str(),
                 .purpose = "sign_out"});
  return base::Done{};
}

base::Result<base::Done> Sessions::end(platform::Transaction& tx, base::Timestamp now,
                                       const access::Actor& actor,
                                       const access::SessionId& id) const {
  const auto sessions = store::open_sessions(tx, actor.user);
  if (std::ranges::find(sessions, id, &SessionRecord::id) == sessions.end()) {
    return base::not_found();
  }
  store::end_session(tx, id, now, "killed");
  tell_browsers(tx, now, actor.user);
  audit::record(tx, now, actor,
                {.action = "session.end",
                 .object_kind = "session",
                 .object_id = id.str(),
                 .purpose = "killed"});
  return base::Done{};
}

std::string Sessions::csrf_token(const access::SessionId& id) const {
  return platform::to_base64url(platform::hmac_sha256(csrf_key_, id.str()));
}

base::Timestamp Sessions::last_seen(const SessionRecord& stored) {
  const std::lock_guard lock(mutex_);
  const auto known = seen_.find(stored.id);
  if (known == seen_.end()) return stored.last_seen_at;
  return std::max(known->second.latest, stored.last_seen_at);
}

void Sessions::note_use(const SessionRecord& stored, base::Timestamp now) {
  const std::lock_guard lock(mutex_);
  Seen& seen = seen_.try_emplace(stored.id, Seen{now, stored.last_seen_at}).first->second;
  seen.latest = std::max(seen.latest, now);
  if (now < seen.written + kSeenStep) return;
  seen.written = now;
  due_.insert_or_assign(stored.id, now);
  wake_.notify_one();
}

void Sessions::write_down_uses() {
  std::unique_lock lock(mutex_);
  for (;;) {
    wake_.wait(lock, [this] { return stopping_ || !due_.empty(); });
    if (due_.empty()) return;
    const auto uses = std::exchange(due_, {});
    const base::Timestamp newest = uses.begin()->second;
    std::erase_if(seen_, [&](const auto& use) { return use.second.latest + kIdleLimit < newest; });
    lock.unlock();
    try {
      database_.write([&](platform::Transaction& tx) {
        for (const auto& [id, time] : uses) store::note_seen(tx, id, time);
        return base::Done{};
      });
    } catch (const std::exception& failure) {
      platform::log_incident("accounts.last_seen", failure.what());
    }
    lock.lock();
  }
}

PostView named(platform::Transaction& tx, const PostRecord& record, const std::string& user_name,
               base::Date day) {
  const auto& directory = directory::current(tx);
  const auto* const unit = record.post.unit ? directory.unit(*record.post.unit) : nullptr;
  return {record, user_name, directory.name(record.post.org, day), unit ? unit->name : ""};
}

void end_sessions_of(platform::Transaction& tx, base::Timestamp now, const access::UserId& user,
                     const std::optional<access::SessionId>& except, std::string_view reason) {
  if (store::end_sessions(tx, user, except, now, reason) > 0) tell_browsers(tx, now, user);
}

}  // namespace hd::accounts
