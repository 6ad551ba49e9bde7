#pragma once
// The sealed parts of a file as text.

#include <string>

#include "files/file.h"

namespace hd::files {

/// Name and kind.
std::string facts_text(const File& file);
/// Throws std::runtime_error when the text is not what facts_text() wrote.
void read_facts(const std::string& text, File& file);

/// What the examination found.
std::string findings_text(const File& file);
/// Throws std::runtime_error when the text is not what findings_text() wrote.
void read_findings(const std::string& text, File& file);

}  // namespace hd::files
