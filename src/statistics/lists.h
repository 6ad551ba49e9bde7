#pragma once
// What the directory knows, as a source asks for it: whether a code is one, which regime a service
// belongs to, which country is named. Pure.

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "directory/directory.h"

namespace hd::statistics {

class Lists {
 public:
  /// The directory outlives the object.
  explicit Lists(const directory::Directory& directory);

  /// A code of a list, of whatever day, and an empty answer stay what they are; anything else
  /// becomes "other" where the list has that, else "". So no word of anybody gets into a figure.
  std::string code(std::string_view list, std::string_view code) const;

  /// "p63:24": a province in the geography of the day on which it was written down. Empty answers
  /// stay; a code that no province has becomes "".
  std::string place(base::Date day, const std::string& province) const;

  /// "band:15_17" for a recorded band; empty answers stay; "" for none.
  std::string band(const std::string& code) const;

  /// The support regime of a service; "" when it belongs to none. Source: Art. 37, list 7.8.
  std::string regime(const std::string& service) const;

  /// The country whose name ends the words: "Sihanoukville, Campuchia" is kh. "" when there is
  /// none.
  std::string country_in(const std::string& words) const;

  bool is_hotline(const directory::OrgId& organisation) const;

 private:
  bool knows(std::string_view list, std::string_view code) const;

  const directory::Directory& directory_;
  std::map<std::string, std::set<std::string, std::less<>>, std::less<>> codes_;  ///< by list
  std::unordered_map<std::string, std::string> regimes_, countries_;
  std::unordered_set<std::string> bands_;
  std::set<directory::OrgId> hotlines_;
};

}  // namespace hd::statistics
