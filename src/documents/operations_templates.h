#pragma once
// Templates of papers: the one of the program, and those that an authority puts in its place.

#include <string>
#include <vector>

#include "access/actor.h"
#include "base/result.h"
#include "documents/document.h"
#include "documents/paper_template.h"
#include "platform/db.h"

namespace hd::documents {

/// The template that comes with the program, data/paper-templates/, as a file.
std::string own_template();

/// Puts the template of the program into force; a changed one from today on, so that papers issued
/// before keep theirs.
void load_first_template(platform::Transaction& tx, base::Timestamp now);

std::vector<PaperTemplate> list_templates(platform::Transaction& tx);

/// Errors: not_found.
base::Result<std::string> template_file(platform::Transaction& tx, const PaperTemplateId& id);

struct NewTemplate {
  std::string kind = {};  ///< "" for every kind without a template of its own
  base::Date valid_from;
  std::optional<base::Date> valid_to = {};
  std::string bytes;  ///< DOCX
};

/// Audited as "paper_template.add". It holds for papers issued from now on, also where `valid_from`
/// is earlier.
/// Errors: invalid valid_to "before_start"; those of read_template().
base::Result<PaperTemplate> add_template(platform::Transaction& tx, base::Timestamp now,
                                         const access::Actor& actor, const NewTemplate& added);

/// The template of the moment of issue; for a draft that of now.
Package template_of(platform::Transaction& tx, base::Timestamp now, const Document& document);

}  // namespace hd::documents
