#pragma once
// Blocks of a paper as WordprocessingML. Pure.

#include <string>
#include <vector>

#include <pugixml.hpp>

#include "documents/document.h"

namespace hd::documents {

/// A chart as a picture: the parts of the package and its numbers in the document.
struct WordPicture {
  std::string png, svg;
};

/// Writes blocks in front of the paragraph that holds the place of the body, in its look.
class WordBody {
 public:
  struct Page {
    double text_width = 0;      ///< points between the margins
    std::string heading_style;  ///< id of a paragraph style, "" when the template has none
  };

  /// `place` is the paragraph; it stays where it is until the caller removes it.
  WordBody(pugi::xml_node place, Page page);

  void add(const std::vector<Block>& blocks, std::size_t at);

  /// The picture with index i has the relationships "hdPng<i>" and "hdSvg<i>".
  const std::vector<WordPicture>& pictures() const { return pictures_; }

 private:
  enum class RowKind { head, plain, before_last };
  pugi::xml_node paragraph(pugi::xml_node parent, const std::string& text);
  pugi::xml_node body_paragraph(const std::string& text);
  void add_heading(const std::string& text);
  void add_item(const std::string& text);
  void add_table(const Block& table);
  void add_row(pugi::xml_node table, const std::vector<std::string>& cells,
               const std::vector<double>& widths, RowKind kind);
  void add_chart(const Block& chart, bool is_beside);

  pugi::xml_node place_;
  pugi::xml_node parent_;
  Page page_;
  std::vector<WordPicture> pictures_ = {};
};

/// What Word accepts: control characters other than tab and line break are left out.
std::string word_safe(const std::string& text);

}  // namespace hd::documents
