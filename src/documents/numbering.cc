#include "documents/numbering.h"

namespace hd::documents {

std::string yearly_number(std::string_view prefix, int year, std::int64_t count,
                          std::size_t digits) {
  std::string text = std::to_string(count);
  if (text.size() < digits) text.insert(0, digits - text.size(), '0');
  return std::string(prefix) + "-" + std::to_string(year) + "-" + text;
}

}  // namespace hd::documents
