#pragma once
// Documents in the database. All SQL of this module is in store.cc, and only operations.cc calls
// it.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/actor.h"
#include "documents/document.h"
#include "platform/db.h"
#include "vault/vault.h"

namespace hd::documents::store {

/// Raises the counter of the series and returns it; the first is 1.
std::int64_t next_number(platform::Transaction& tx, std::string_view series, int year);

void insert(platform::Transaction& tx, vault::Vault& vault, const Document& document);

/// Without title and content: what an access decision needs. nullopt when absent.
std::optional<Document> find_head(platform::Transaction& tx, const DocumentId& id);

/// Opens title, content and reason into `document`, which find_head() returned.
void open_content(platform::Transaction& tx, vault::Vault& vault, const vault::Opening& opening,
                  Document& document);

/// Opens the title only.
void open_title(platform::Transaction& tx, vault::Vault& vault, const vault::Opening& opening,
                Document& document);

/// Saves everything that may change; false when the stored version is not `document.version - 1`.
bool update(platform::Transaction& tx, vault::Vault& vault, const Document& document);

bool is_issued(platform::Transaction& tx, const Paper& paper, base::Timestamp since);

/// Marks other issued documents of the same kind and subject as superseded.
void supersede_others(platform::Transaction& tx, const Document& issued);

struct Window {
  std::vector<directory::OrgId> orgs;  ///< owner or copy
  std::string kind = {};
  std::string state = {};
  std::optional<base::Timestamp> before = {};  ///< with before_id: strictly older than this row
  std::string before_id = {};
  std::int64_t limit = 50;
};
/// Heads, newest first: owned by one of `orgs`, or issued with a copy to one of them.
std::vector<Document> list(platform::Transaction& tx, const Window& window);

}  // namespace hd::documents::store
