#pragma once
// A document as a file or a picture, over HTTP.

#include "documents/operations.h"
#include "server/router.h"

namespace hd::documents {

/// GET /documents/{id}/pdf, …/print, …/docx, …/xlsx, …/csv?table, …/charts/{position}.
/// `operations` and `vault` outlive `router`.
void add_paper_routes(server::Router& router, Operations& operations, vault::Vault& vault);

}  // namespace hd::documents
