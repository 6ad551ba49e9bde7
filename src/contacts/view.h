#pragma once
// A record as JSON, for the call log, the record's own page and the records behind a figure. Pure.

#include <functional>
#include <string>
#include <vector>

#include "contacts/contact.h"
#include "directory/directory.h"
#include "platform/json.h"

namespace hd::contacts {

/// Where names come from; each is asked once per value and page at most.
struct Names {
  std::function<std::string(const directory::OrgId&)> hotline;
  std::function<std::string(const access::UserId&)> user;
};

/// Looks every name up once.
Names remembering(Names names);

struct View {
  const directory::Directory& directory;
  Names names;
};

/// A line of a list: coded facts and a masked number, no free text.
void write_summary(platform::JsonWriter& out, const View& view, const Contact& contact,
                   const std::vector<std::string>& next_actions);

/// The fields a form shows, on top of the summary. The number is shown in full only when
/// `show_phone` is set: to the counsellor who holds the draft.
void add_fields(platform::JsonObject& object, const Contact& contact, bool show_phone);

/// One field whose value differs between two versions.
struct FieldChange {
  std::string field;
  platform::Json before, after;
};

/// In the order of the form; phone numbers masked.
std::vector<FieldChange> differences(const Contact& before, const Contact& after);

}  // namespace hd::contacts
