#include "accounts/views_codec.h"

#include <utility>

#include "platform/json.h"

namespace hd::accounts {

using platform::Json;
using platform::JsonArray;
using platform::JsonObject;

std::string encode_views(const std::vector<SavedView>& views) {
  JsonArray items;
  for (const SavedView& view : views) {
    items.emplace_back(JsonObject{{"name", view.name}, {"filters", view.filters}});
  }
  return Json(JsonObject{{"items", std::move(items)}}).dump();
}

std::vector<SavedView> decode_views(const std::string& text) {
  const Json json = platform::parse_own_json(text, "saved views");
  platform::JsonReader in(json);
  return in.objects("items", kViewsMax, [](platform::JsonReader& item) {
    return SavedView{item.text("name", kViewNameMax), item.text("filters", kViewFiltersMax)};
  });
}

}  // namespace hd::accounts
