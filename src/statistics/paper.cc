#include "statistics/paper.h"

#include <algorithm>

#include "base/text.h"
#include "reporting/figures.h"

namespace hd::statistics {
namespace {

using documents::Block;
using documents::BlockKind;

constexpr const char* kHidden = "…";
constexpr std::size_t kSeriesMax = 6, kChartRows = 40;

/// Hidden figures are nullopt.
using Figure = std::optional<std::int64_t>;

std::string text_of(const Figure& figure) {
  return figure ? base::vietnamese_number(*figure) : kHidden;
}

/// A share tells the count it is made of.
std::string share_of(const Figure& part, const Figure& whole) {
  if (!part || !whole) return kHidden;
  return base::vietnamese_share(*part, *whole);
}

struct Shown {
  const Table& table;
  const TableMask& mask;
  std::int64_t smallest = 0;  ///< smaller counts are printed as "<5"; 0: every count as it is

  /// A part of the table, not its total.
  std::string text(const Figure& figure) const {
    if (is_small(figure)) return "<" + std::to_string(smallest);
    return text_of(figure);
  }
  std::string share(const Figure& part) const {
    return is_small(part) ? kHidden : share_of(part, total());
  }
  bool is_small(const Figure& figure) const { return figure && 0 < *figure && *figure < smallest; }

  Figure total() const { return mask.total ? Figure() : table.total; }
  Figure row(std::size_t i) const { return mask.rows[i] ? Figure() : table.row_totals[i]; }
  Figure column(std::size_t j) const { return mask.columns[j] ? Figure() : table.column_totals[j]; }
  Figure cell(std::size_t i, std::size_t j) const {
    return mask.cells[i * table.columns.size() + j] ? Figure() : table.cell(i, j);
  }
};

/// One dimension: count, share, comparison.
Block list_of(const Shown& shown, bool is_public) {
  const Table& table = shown.table;
  Block block{.kind = BlockKind::table, .columns = {table.title.vi, "Số lượng", "Tỷ lệ"}};
  const bool previous = table.previous && !is_public, cumulative = table.cumulative && !is_public;
  if (previous) block.columns.emplace_back("Cùng kỳ năm trước");
  if (cumulative) block.columns.emplace_back("Lũy kế");
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    std::vector<std::string> line{table.rows[i].label.vi, shown.text(shown.row(i)),
                                  shown.share(shown.row(i))};
    if (previous) line.push_back(shown.text((*table.previous)[i]));
    if (cumulative) line.push_back(shown.text((*table.cumulative)[i]));
    block.rows.push_back(std::move(line));
  }
  std::vector<std::string> total{"Tổng số", text_of(shown.total()), ""};
  if (previous) total.push_back(text_of(table.previous_total));
  if (cumulative) total.push_back(text_of(table.cumulative_total));
  block.rows.push_back(std::move(total));
  return block;
}

/// Two dimensions.
Block cross_of(const Shown& shown) {
  const Table& table = shown.table;
  Block block{.kind = BlockKind::table, .columns = {table.title.vi}};
  for (const auto& column : table.columns) block.columns.push_back(column.label.vi);
  block.columns.emplace_back("Tổng số");
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    std::vector<std::string> line{table.rows[i].label.vi};
    for (std::size_t j = 0; j < table.columns.size(); ++j) {
      line.push_back(shown.text(shown.cell(i, j)));
    }
    line.push_back(shown.text(shown.row(i)));
    block.rows.push_back(std::move(line));
  }
  std::vector<std::string> total{"Tổng số"};
  for (std::size_t j = 0; j < table.columns.size(); ++j)
    total.push_back(shown.text(shown.column(j)));
  total.push_back(text_of(shown.total()));
  block.rows.push_back(std::move(total));
  return block;
}

class PaperWriter {
 public:
  /// `smallest`: of tables with a sensitive dimension, counts below it are not told inside either.
  PaperWriter(const Figures& figures, const Mask& mask, bool is_public, std::int64_t smallest)
      : figures_(figures), mask_(mask), is_public_(is_public), smallest_(smallest) {}

  void paragraph(std::string text) {
    blocks_.push_back({.kind = BlockKind::paragraph, .text = std::move(text)});
  }

  /// A text with its figures; left out when one of them is hidden.
  void text(const std::string& text, const Days& period) {
    std::string filled;
    std::size_t from = 0;
    for (const auto& name : figures_in(text)) {
      const auto open = text.find('{', from);
      filled += text.substr(from, open - from);
      const auto value = value_text(name, period);
      if (!value) return;
      filled += *value;
      from = open + name.size() + 2;
    }
    paragraph(filled + text.substr(from));
  }

  void part(std::size_t index) {
    const PartFigures& part = figures_.parts[index];
    const PartMask& mask = mask_.parts[index];
    blocks_.push_back({.kind = BlockKind::heading,
                       .text = std::to_string(index + 1) + ". " + part.title.vi + ": " +
                               text_of(mask.total ? Figure() : part.total)});
    bool many = false;
    for (std::size_t i = 0; i < part.tables.size(); ++i) {
      const Table& table = part.tables[i];
      if (table.rows.empty()) continue;
      const Shown shown{table, mask.tables[i], is_sensitive(table) ? smallest_ : 0};
      few_ = few_ || shown.smallest != 0;
      blocks_.push_back(table.columns_by.empty() ? list_of(shown, is_public_) : cross_of(shown));
      many = many || table.many;
      if (!table.chart || shown.smallest != 0 || table.rows.size() > kChartRows) continue;
      auto chart = chart_of(table, mask.tables[i]);
      if (!documents::has_shape(chart)) continue;
      blocks_.push_back(
          {.kind = BlockKind::chart, .text = table.title.vi, .chart = std::move(chart)});
    }
    if (many) {
      paragraph("Một " + std::string(unit_word(part.unit)) +
                " có thể thuộc nhiều dòng; tỷ lệ tính trên tổng số, cộng lại có thể quá 100 %.");
    }
  }

  /// Was there a table in which small counts are not told?
  bool few() const { return few_; }
  std::vector<Block> take() { return std::move(blocks_); }

 private:
  static std::string_view unit_word(Unit unit) {
    switch (unit) {
      case Unit::contact:
        return "cuộc";
      case Unit::case_file:
        return "hồ sơ";
      case Unit::person:
        return "người";
      case Unit::service_event:
        return "dịch vụ";
      case Unit::referral_event:
        return "lượt chuyển tuyến";
      case Unit::duty:
        return "nhiệm vụ";
    }
    return "";
  }

  std::optional<std::string> value_text(const std::string& name, const Days& period) const {
    if (name == "from") return base::to_vietnamese(period.from);
    if (name == "to") return base::to_vietnamese(period.to);
    const auto figure = parse_figure(name);
    if (is_hidden(figure)) return std::nullopt;
    if (!figure.share) return text_of(value_of(figures_, figure).value_or(0));
    const auto whole = find_table(*find_part(figures_, figure.part), figure.table)->total;
    FigureName count = figure;
    count.share = false;
    return base::vietnamese_share(value_of(figures_, count).value_or(0), whole);
  }

  bool is_hidden(const FigureName& figure) const {
    for (std::size_t p = 0; p < figures_.parts.size(); ++p) {
      const PartFigures& part = figures_.parts[p];
      if (part.code != figure.part) continue;
      if (figure.table.empty()) return mask_.parts[p].total;
      for (std::size_t t = 0; t < part.tables.size(); ++t) {
        const Table& table = part.tables[t];
        if (table.code != figure.table) continue;
        const TableMask& mask = mask_.parts[p].tables[t];
        const auto row = std::ranges::find(table.rows, figure.row, &Category::code);
        const bool hidden = row != table.rows.end() &&
                            mask.rows[static_cast<std::size_t>(row - table.rows.begin())];
        return hidden || (figure.share && mask.total);
      }
    }
    return false;
  }

  static bool is_sensitive(const Table& table) {
    return dimension_of(table.rows_by).sensitive ||
           (!table.columns_by.empty() && dimension_of(table.columns_by).sensitive);
  }

  const Figures& figures_;
  const Mask& mask_;
  bool is_public_;
  std::int64_t smallest_;
  bool few_ = false;
  std::vector<Block> blocks_;
};

documents::Content write(const Definition& definition, const Version& version,
                         const Figures& figures, const Mask& mask, const PaperHead& head,
                         bool is_public) {
  PaperWriter writer(figures, mask, is_public, is_public ? 0 : head.smallest);
  const auto& period = version.order.period;
  writer.paragraph("Kỳ báo cáo: từ ngày " + base::to_vietnamese(period.from) + " đến ngày " +
                   base::to_vietnamese(period.to) +
                   ". Số liệu của: " + (head.scope.empty() ? "tất cả cơ quan" : head.scope) + ".");
  for (const auto& text : definition.texts) writer.text(text, period);
  for (std::size_t i = 0; i < figures.parts.size(); ++i) writer.part(i);
  for (const auto& source : figures.sources) {
    if (!is_public) writer.paragraph("Số lũy kế tính tiếp từ: " + source + ".");
  }
  writer.paragraph("Tỷ lệ làm tròn một chữ số thập phân, không điều chỉnh để cộng đủ 100 %.");
  if (writer.few()) {
    writer.paragraph("Dấu < là số nhỏ hơn " + std::to_string(head.smallest) +
                     ", không in chính xác trong bảng có thông tin nhạy cảm.");
  }
  if (is_public) {
    writer.paragraph(
        "Dấu … là số liệu không công bố để không thể nhận ra người có liên quan; các số không "
        "công bố vẫn nằm trong tổng số.");
  }
  const bool new_map = version.order.geography == directory::Geography::p34;
  writer.paragraph("Địa danh theo " + std::string(new_map ? "34" : "63") +
                   " tỉnh, thành phố. Phiên bản số liệu " + std::to_string(version.number) +
                   ", tình trạng hồ sơ ngày " +
                   base::to_vietnamese(base::local_date(version.state_at)) + "; mã băm số liệu " +
                   version.figures_hash + ".");
  return {.title = definition.title.vi + (is_public ? " (bản công bố)" : " (bản nội bộ)"),
          .blocks = writer.take(),
          .recipients = definition.recipients,
          .issuing_body = head.body,
          .place = "Hà Nội",
          .signer_role = definition.signer_role};
}

}  // namespace

const std::string& in_language(const Title& title, accounts::Language language) {
  return language == accounts::Language::en && !title.en.empty() ? title.en : title.vi;
}

documents::Chart chart_of(const Table& table, const TableMask& mask, accounts::Language language) {
  const Shown shown{table, mask};
  const bool by_time = table.rows_by == "month" || table.rows_by == "quarter";
  documents::Chart chart{.form = by_time ? documents::ChartForm::line : documents::ChartForm::bars,
                         .head = in_language(table.title, language)};
  for (const auto& row : table.rows) chart.labels.push_back(in_language(row.label, language));
  const bool split = !table.columns.empty() && table.columns.size() <= kSeriesMax;
  if (!split) {
    const bool is_english = language == accounts::Language::en;
    documents::Series series{.name = is_english ? "Number" : "Số lượng"};
    for (std::size_t i = 0; i < table.rows.size(); ++i) series.values.push_back(shown.row(i));
    chart.series.push_back(std::move(series));
    return chart;
  }
  if (!by_time) chart.form = documents::ChartForm::stacked;
  for (std::size_t j = 0; j < table.columns.size(); ++j) {
    documents::Series series{.name = in_language(table.columns[j].label, language)};
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      series.values.push_back(shown.cell(i, j));
    }
    chart.series.push_back(std::move(series));
  }
  return chart;
}

documents::Content paper_of(const Definition& definition, const Version& version,
                            const Figures& figures, const PaperHead& head) {
  return write(definition, version, figures, open_mask(figures), head, false);
}

documents::Content public_paper_of(const Definition& definition, const Version& version,
                                   const Figures& figures, const Mask& mask,
                                   const PaperHead& head) {
  return write(definition, version, figures, mask, head, true);
}

}  // namespace hd::statistics
