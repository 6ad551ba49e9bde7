#pragma once
// What a user, or another module, can do with documents; and the numbers that papers and records
// carry. Source: spec processes section 0 (Document, Numbering), R-008, R-009.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "access/actor.h"
#include "base/result.h"
#include "base/time.h"
#include "documents/document.h"
#include "platform/db.h"
#include "vault/vault.h"

namespace hd::documents {

/// The next number of a series in a year, starting with 1, without gaps: it counts only if the
/// transaction commits. `series` e.g. "contact/<hotline id>", "connection", "document/<org id>/BC".
std::int64_t next_number(platform::Transaction& tx, std::string_view series, int year);

struct NewDocument {
  std::string kind;  ///< "written_report" | "monthly_report" | "hotline_report"
  directory::OrgId owner_org;
  std::vector<directory::OrgId> copies_to = {};
  std::string subject_kind = {};
  std::string subject_id = {};
  std::string subject_number = {};
  Content content;
};

/// Called in the transaction that issues a document: what waits for the paper ends with it.
using Issued = std::function<void(platform::Transaction&, base::Timestamp, const access::Actor&,
                                  const Document&)>;

/// Is there such a paper that was issued at or after `since` and is neither superseded nor
/// withdrawn?
bool is_issued(platform::Transaction& tx, const Paper& paper, base::Timestamp since);

class Operations {
 public:
  /// The vault outlives the object.
  explicit Operations(vault::Vault& vault, Issued issued = {})
      : vault_(vault), issued_(std::move(issued)) {}

  /// Makes a draft owned by the actor; audited as "document.draft". For other modules, whose route
  /// and record decision already allowed it.
  /// Errors: those of check().
  base::Result<Document> create_draft(platform::Transaction& tx, base::Timestamp now,
                                      const access::Actor& actor, const NewDocument& draft);

  /// Opens one; audited as "document.open". Errors: not_found.
  base::Result<Document> open(platform::Transaction& tx, base::Timestamp now,
                              const access::Actor& actor, const DocumentId& id);

  struct Save {
    std::int64_t version;
    std::optional<std::string> title = {};
    std::optional<std::vector<Block>> blocks = {};
    std::optional<std::vector<std::string>> recipients = {};
  };
  /// Errors: not_found; conflict "stale"; conflict "document.not_draft"; those of check().
  base::Result<Document> save(platform::Transaction& tx, base::Timestamp now,
                              const access::Actor& actor, const DocumentId& id, const Save& change);

  /// Gives the number, freezes the content, stores the hash; earlier issued documents of the same
  /// kind and subject become superseded. Publishes "document.issued".
  /// Errors: not_found; conflict "stale" | "document.not_draft".
  base::Result<Document> issue(platform::Transaction& tx, base::Timestamp now,
                               const access::Actor& actor, const DocumentId& id,
                               std::int64_t version);

  /// Errors: not_found; conflict "stale" | "document.not_issued"; invalid without a reason.
  base::Result<Document> withdraw(platform::Transaction& tx, base::Timestamp now,
                                  const access::Actor& actor, const DocumentId& id,
                                  std::int64_t version, const std::string& reason);

  struct Filter {
    std::string kind = {};
    std::string state = {};
    std::string cursor = {};
    std::size_t limit = 50;
  };
  struct Page {
    std::vector<Document> items;
    std::string next;  ///< "" at the end
  };
  /// Documents the actor may open, newest first, with titles; content other than the title is left
  /// out. Audited as "document.list" because titles are opened.
  Page list(platform::Transaction& tx, base::Timestamp now, const access::Actor& actor,
            const Filter& filter);

  /// What the actor may do with the document now, for `next_actions`.
  std::vector<std::string> next_actions(const access::Actor& actor, const Document& document,
                                        base::Date today) const;

 private:
  vault::Vault& vault_;
  Issued issued_;
};

}  // namespace hd::documents
