#include "documents/operations.h"

#include <utility>

#include "access/decide.h"
#include "audit/audit.h"
#include "base/text.h"
#include "directory/operations.h"
#include "documents/beside_table.h"
#include "documents/store.h"
#include "platform/crypto.h"
#include "platform/cursor.h"
#include "platform/outbox.h"

namespace hd::documents {
namespace {

using access::Permission;
using base::ErrorKind;

constexpr std::size_t kReasonMax = 500;

access::Object object_of(const Document& document) {
  return {.stage = document.state == State::draft ? access::Stage::draft : access::Stage::final,
          .author = document.author,
          .owner_org = document.owner_org,
          .receiver_orgs = document.copies_to};
}

void record(platform::Transaction& tx, base::Timestamp now, const access::Actor& actor,
            const Document& document, const std::string& action, const access::Decision& decision) {
  audit::record(tx, now, actor,
                {.action = action,
                 .object_kind = "document",
                 .object_id = document.id.str(),
                 .marks = decision.marks,
                 .post = decision.post,
                 .rule = decision.rule});
}

void announce(platform::Transaction& tx, base::Timestamp now, const Document& document,
              const std::string& topic) {
  platform::Event event{.topic = topic,
                        .scope_org = document.owner_org.str(),
                        .scope_user = {},
                        .object_kind = "document",
                        .object_id = document.id.str()};
  platform::publish(tx, now, event);
  for (const auto& org : document.copies_to) {
    event.scope_org = org.str();
    platform::publish(tx, now, event);
  }
}

/// "12/BC-111": number, kind of paper, short name of the issuing body.
/// Source: Decree 30/2020 on the form of administrative documents.
std::string issue_number(platform::Transaction& tx, const Document& document, base::Date today) {
  const int year = static_cast<int>(today.year());
  const auto number = next_number(tx, "document/" + document.owner_org.str() + "/BC", year);
  const auto* body = directory::current(tx).nearest(document.owner_org, today);
  std::string symbol = body == nullptr ? std::string() : body->short_name;
  if (symbol.empty()) symbol = "HD";
  return std::to_string(number) + "/BC-" + symbol;
}

/// What a loaded document and a decision about it look like together.
struct Loaded {
  Document document;
  access::Decision decision;
};

base::Result<Loaded> load(platform::Transaction& tx, const access::Actor& actor, Permission action,
                          const DocumentId& id, base::Date today) {
  auto document = store::find_head(tx, id);
  if (!document) return base::not_found();
  const auto decision = access::decide(actor, action, object_of(*document), today);
  if (!decision) {
    // Those who may read it learn why not; to everybody else it does not exist.
    if (access::decide(actor, Permission::documents_read, object_of(*document), today)) {
      return base::Error{ErrorKind::conflict, "document.not_draft"};
    }
    return base::not_found();
  }
  return Loaded{std::move(*document), decision};
}

vault::Opening opening(const access::Actor& actor, const DocumentId& id) {
  return {.session = actor.session, .record = id.str()};
}

}  // namespace

std::int64_t next_number(platform::Transaction& tx, std::string_view series, int year) {
  return store::next_number(tx, series, year);
}

bool is_issued(platform::Transaction& tx, const Paper& paper, base::Timestamp since) {
  return store::is_issued(tx, paper, since);
}

base::Result<Document> Operations::create_draft(platform::Transaction& tx, base::Timestamp now,
                                                const access::Actor& actor,
                                                const NewDocument& draft) {
  if (const auto fine = check(draft.content); !fine) return fine.error();
  Document document{.id = DocumentId::random(),
                    .kind = draft.kind,
                    .owner_org = draft.owner_org,
                    .author = actor.user,
                    .copies_to = draft.copies_to,
                    .subject_kind = draft.subject_kind,
                    .subject_id = draft.subject_id,
                    .subject_number = draft.subject_number,
                    .created_at = now,
                    .content = draft.content};
  mark_beside_tables(document.content.blocks);
  store::insert(tx, vault_, document);
  record(tx, now, actor, document, "document.draft", {.marks = access::kAllMarks});
  return document;
}

base::Result<Document> Operations::open(platform::Transaction& tx, base::Timestamp now,
                                        const access::Actor& actor, const DocumentId& id) {
  auto loaded = load(tx, actor, Permission::documents_read, id, base::local_date(now));
  if (!loaded) return loaded.error();
  store::open_content(tx, vault_, opening(actor, id), loaded->document);
  record(tx, now, actor, loaded->document, "document.open", loaded->decision);
  return std::move(loaded->document);
}

base::Result<Document> Operations::save(platform::Transaction& tx, base::Timestamp now,
                                        const access::Actor& actor, const DocumentId& id,
                                        const Save& change) {
  auto loaded = load(tx, actor, Permission::documents_write, id, base::local_date(now));
  if (!loaded) return loaded.error();
  Document& document = loaded->document;
  if (document.version != change.version) return base::stale(document.version);
  store::open_content(tx, vault_, opening(actor, id), document);
  if (change.title) document.content.title = *change.title;
  if (change.blocks) document.content.blocks = *change.blocks;
  if (change.recipients) document.content.recipients = *change.recipients;
  if (const auto fine = check(document.content); !fine) return fine.error();
  mark_beside_tables(document.content.blocks);
  ++document.version;
  if (!store::update(tx, vault_, document)) return base::stale(document.version);
  record(tx, now, actor, document, "document.save", loaded->decision);
  return std::move(document);
}

base::Result<Document> Operations::issue(platform::Transaction& tx, base::Timestamp now,
                                         const access::Actor& actor, const DocumentId& id,
                                         std::int64_t version) {
  const base::Date today = base::local_date(now);
  auto loaded = load(tx, actor, Permission::documents_issue, id, today);
  if (!loaded) return loaded.error();
  Document& document = loaded->document;
  if (document.version != version) return base::stale(document.version);
  if (document.state != State::draft) {
    return base::Error{ErrorKind::conflict, "document.not_draft"};
  }
  store::open_content(tx, vault_, opening(actor, id), document);
  document.state = State::issued;
  document.number = issue_number(tx, document, today);
  document.issued_at = now;
  document.issued_by = actor.user;
  document.hash =
      platform::to_hex(platform::sha256(frozen_text(document.content, document.number, today)));
  ++document.version;
  if (!store::update(tx, vault_, document)) return base::stale(document.version);
  store::supersede_others(tx, document);
  record(tx, now, actor, document, "document.issue", loaded->decision);
  announce(tx, now, document, "document.issued");
  if (issued_) issued_(tx, now, actor, document);
  return std::move(document);
}

base::Result<Document> Operations::withdraw(platform::Transaction& tx, base::Timestamp now,
                                            const access::Actor& actor, const DocumentId& id,
                                            std::int64_t version, const std::string& reason) {
  if (reason.empty()) return base::invalid({{"reason", "required"}});
  if (base::length(reason) > kReasonMax) return base::invalid({{"reason", "too_long"}});
  auto loaded = load(tx, actor, Permission::documents_issue, id, base::local_date(now));
  if (!loaded) return loaded.error();
  Document& document = loaded->document;
  if (document.version != version) return base::stale(document.version);
  if (document.state != State::issued) {
    return base::Error{ErrorKind::conflict, "document.not_issued"};
  }
  store::open_content(tx, vault_, opening(actor, id), document);
  document.state = State::withdrawn;
  document.withdrawn_reason = reason;
  ++document.version;
  if (!store::update(tx, vault_, document)) return base::stale(document.version);
  record(tx, now, actor, document, "document.withdraw", loaded->decision);
  announce(tx, now, document, "document.withdrawn");
  return std::move(document);
}

Operations::Page Operations::list(platform::Transaction& tx, base::Timestamp now,
                                  const access::Actor& actor, const Filter& filter) {
  const base::Date today = base::local_date(now);
  store::Window window{.orgs = actor.organisations(today),
                       .kind = filter.kind,
                       .state = filter.state,
                       .limit = static_cast<std::int64_t>(filter.limit) + 1};
  if (const auto cursor = platform::read_cursor(filter.cursor); cursor && !cursor->id.empty()) {
    window.before = cursor->at;
    window.before_id = cursor->id;
  }
  Page page;
  while (true) {
    auto found = store::list(tx, window);
    const bool last = found.size() < static_cast<std::size_t>(window.limit);
    for (Document& document : found) {
      window.before = document.created_at;
      window.before_id = document.id.str();
      if (!access::decide(actor, Permission::documents_read, object_of(document), today)) continue;
      if (page.items.size() == filter.limit) {
        const Document& end = page.items.back();
        page.next = platform::write_cursor({end.created_at, end.id.str()});
        break;
      }
      store::open_title(tx, vault_, opening(actor, document.id), document);
      page.items.push_back(std::move(document));
    }
    if (last || !page.next.empty()) break;
  }
  audit::record(tx, now, actor,
                {.action = "document.list", .object_kind = "document", .object_id = ""});
  return page;
}

std::vector<std::string> Operations::next_actions(const access::Actor& actor,
                                                  const Document& document,
                                                  base::Date today) const {
  std::vector<std::string> allowed;
  for (const std::string& action : actions(document.state)) {
    Permission needed = Permission::documents_read;
    if (action == "edit") needed = Permission::documents_write;
    if (action == "issue" || action == "withdraw") needed = Permission::documents_issue;
    if (access::decide(actor, needed, object_of(document), today)) allowed.push_back(action);
  }
  return allowed;
}

}  // namespace hd::documents
