#pragma once
// Templates of papers in the database; only operations_templates.cc calls it.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "documents/paper_template.h"
#include "platform/db.h"

namespace hd::documents::store {

void add_template(platform::Transaction& tx, const PaperTemplate& added, std::string_view bytes);

/// Newest first.
std::vector<PaperTemplate> list_templates(platform::Transaction& tx);

/// The file; nullopt when there is none with this id.
std::optional<std::string> template_bytes(platform::Transaction& tx, const PaperTemplateId& id);

/// The file that is in force for `kind` on `day`, among those that were there at `at`: one of the
/// kind before one for all kinds, then the later first day, then the later upload.
std::optional<std::string> template_in_force(platform::Transaction& tx, std::string_view kind,
                                             base::Date day, base::Timestamp at);

/// SHA-256 of the newest template that came with the program; "" when there is none.
std::string newest_own_template(platform::Transaction& tx);

}  // namespace hd::documents::store
