#pragma once
// Small conversions that the store files of this module share.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "directory/directory.h"
#include "platform/db.h"

namespace hd::directory::store {

/// "a|b|c"; read back with base::split.
std::string joined(const std::vector<std::string>& parts);

/// The columns valid_from and valid_to.
Validity read_validity(const platform::Row& row);
/// The columns geography and territory; nullopt when NULL.
std::optional<Place> read_place(const platform::Row& row);
std::optional<std::string> geography_of(const std::optional<Place>& place);
std::optional<std::string> territory_of(const std::optional<Place>& place);
/// The last day of a period as text, far in the future when open.
std::string last_day(const Validity& valid);

/// A key of first content; NULL for what people entered.
std::optional<std::string> key_or_null(const std::string& key);

void load_lists(platform::Transaction& tx, Content& content);
void load_bodies(platform::Transaction& tx, Content& content);
void load_units(platform::Transaction& tx, Content& content);

}  // namespace hd::directory::store
