#pragma once
// A closed conversation as statistics count it: codes and times, no word of it. Pure.

#include <string>

#include "contacts/contact.h"

namespace hd::contacts {

struct Closed {
  ContactId id;
  directory::OrgId hotline;
  std::string kind, channel;
  base::Timestamp started_at;
  base::Timestamp finalised_at;  ///< when it was closed first; amendments leave it alone
  Facts facts = {};              ///< as they are now; empty when they were erased
};

}  // namespace hd::contacts
