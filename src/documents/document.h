#pragma once
// A numbered paper: what it says, and its life draft → issued → superseded | withdrawn.
//
// Pure: no clock, no database, no JSON.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "access/ids.h"
#include "base/enum_names.h"
#include "base/result.h"
#include "base/time.h"
#include "directory/ids.h"
#include "documents/chart.h"
#include "documents/ids.h"

namespace hd::documents {

enum class State { draft, issued, superseded, withdrawn };
inline constexpr auto kStateNames = std::to_array<base::EnumName<State>>({
    {State::draft, "draft"},
    {State::issued, "issued"},
    {State::superseded, "superseded"},
    {State::withdrawn, "withdrawn"},
});
static_assert(base::names_every(kStateNames, State::withdrawn));

enum class BlockKind { heading, paragraph, list, table, chart };
inline constexpr auto kBlockKindNames = std::to_array<base::EnumName<BlockKind>>({
    {BlockKind::heading, "heading"},
    {BlockKind::paragraph, "paragraph"},
    {BlockKind::list, "list"},
    {BlockKind::table, "table"},
    {BlockKind::chart, "chart"},
});
static_assert(base::names_every(kBlockKindNames, BlockKind::chart));

/// One piece of the body. `text` for heading and paragraph, and the title of a chart; `items` for
/// list, `columns` and `rows` for table (every row as long as `columns`), `chart` for chart. A
/// chart brings its figures along, and every form of the paper prints them as a table below it,
/// unless they stand in the table right above: `beside_table`, see beside_table.h.
struct Block {
  BlockKind kind;
  std::string text = {};
  std::vector<std::string> items = {};
  std::vector<std::string> columns = {};
  std::vector<std::vector<std::string>> rows = {};
  Chart chart = {};
  bool beside_table = false;
  bool operator==(const Block&) const = default;
};

/// The figures of a chart as the table that stands below it.
Block table_block(const Block& chart);

/// What the paper says. Sealed as a whole; frozen when issued.
struct Content {
  std::string title;  ///< "Báo cáo kết quả kết nối dịch vụ"
  std::vector<Block> blocks = {};
  std::vector<std::string> recipients = {};  ///< "Nơi nhận", one line each
  std::string issuing_body = {};             ///< name printed top left
  std::string superior_body = {};            ///< above it, may be empty
  std::string place = {};                    ///< "Hà Nội"
  std::string signer_role = {};              ///< "CÁN BỘ ĐƯỜNG DÂY NÓNG"
  std::string signer_name = {};
  bool operator==(const Content&) const = default;
};

/// What a paper is about: one of these at a time is in force.
struct Paper {
  std::string kind;
  directory::OrgId owner_org;
  std::string subject_kind, subject_id;
};

struct Document {
  DocumentId id;
  std::string kind;  ///< code of list document_template: "written_report", "monthly_report", …
  State state = State::draft;
  directory::OrgId owner_org;
  access::UserId author;
  std::vector<directory::OrgId> copies_to = {};  ///< see it once it is issued (R-008)
  std::string subject_kind = {};                 ///< "connection", "month", …; "" for none
  std::string subject_id = {};
  std::string subject_number = {};  ///< "KN-2026-00012", "2026-03"
  std::string number = {};          ///< "12/BC-111" once issued
  base::Timestamp created_at;
  std::optional<base::Timestamp> issued_at = {};
  std::optional<access::UserId> issued_by = {};
  std::string hash = {};  ///< SHA-256 (hex) of the frozen text once issued
  std::string withdrawn_reason = {};
  std::int64_t version = 1;
  Content content = {};
};

/// Errors: invalid, one field error per fault: title "required" | "too_long"; blocks "required" |
/// "too_long" | "table_shape" | "chart_shape"; recipients "too_long".
base::Result<base::Done> check(const Content& content);

/// What the state allows next: of edit, issue, withdraw, pdf, docx, xlsx, print, in this
/// order.
std::vector<std::string> actions(State state);

/// The text whose hash is stored on issue: the same for the same content, number and date, on every
/// machine and for ever.
std::string frozen_text(const Content& content, const std::string& number, base::Date issued_on);

}  // namespace hd::documents
