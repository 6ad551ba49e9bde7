#pragma once
// The directory's values as the API sends them; also for modules that show them inside their own.

#include "directory/directory.h"
#include "directory/search.h"
#include "platform/json.h"

namespace hd::directory {

/// OrganisationSummary of api/openapi.yaml.
void write_summary(platform::JsonWriter& out, const Organisation& body);
platform::Json summary_json(const Organisation& body);
/// Organisation with units, services and lineage on `day`; `may_edit` fills next_actions.
platform::Json organisation_json(const Directory& directory, const Organisation& body,
                                 base::Date day, bool may_edit);
platform::Json unit_json(const Directory& directory, const Unit& unit, base::Date day);
platform::Json service_json(const Directory& directory, const Service& service, base::Date day);
/// {"items"}: the suggestions in their order.
platform::Json suggestions_json(const Directory& directory,
                                const std::vector<Suggestion>& suggestions, base::Date day);
/// WorkingGroup with its members on `day`.
platform::Json group_json(const Directory& directory, const Group& group, base::Date day);
platform::Json territory_json(const Directory& directory, const Territory& territory);
platform::Json code_json(const CodeItem& item);
platform::Json hotline_json(const Directory& directory, const Organisation& hotline,
                            base::Date day);

}  // namespace hd::directory
