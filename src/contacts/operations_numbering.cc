#include "contacts/operations_numbering.h"

#include "contacts/check.h"
#include "directory/operations.h"
#include "documents/operations.h"

namespace hd::contacts {

std::string next_number(platform::Transaction& tx, store::Store& store, const Contact& contact) {
  const base::Date day = base::local_date(contact.started_at);
  const base::Date today = base::local_date(contact.updated_at);
  auto prefix = store.prefix(tx, contact.hotline);
  if (!prefix) {
    const auto* hotline = directory::current(tx).nearest(contact.hotline, today);
    const std::string wanted = number_prefix(hotline == nullptr ? "" : hotline->short_name);
    prefix = wanted;
    for (int i = 2; store.prefix_taken(tx, *prefix); ++i) prefix = wanted + std::to_string(i);
    store.set_prefix(tx, contact.hotline, *prefix);
  }
  const int year = static_cast<int>(day.year());
  const auto number = documents::next_number(tx, "contact/" + contact.hotline.str(), year);
  return format_number(*prefix, year, number);
}

}  // namespace hd::contacts
