#pragma once
// Denunciations that are passed on, as the API reads and sends them. The contract is
// api/openapi.yaml.

#include "contacts/api.h"
#include "contacts/view.h"

namespace hd::contacts {

/// ContactForwardingInput. Errors: invalid.
base::Result<Operations::Forward> read_forward(const platform::Json& body);

/// The list `forwardings` of a record.
platform::JsonArray forwardings_json(const View& view, const std::vector<Forwarding>& acts,
                                     base::Date today);

/// CompetentBodyList: whom to tell, the nearest first.
platform::Json competent_json(const directory::Directory& directory, const Contact& contact,
                              base::Date today);

}  // namespace hd::contacts
