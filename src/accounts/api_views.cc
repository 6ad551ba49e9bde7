#include <limits>
#include <utility>

#include "accounts/api.h"
#include "accounts/operations_views.h"
#include "server/names.h"

namespace hd::accounts {
namespace {

base::Result<ViewedList> list_of(const Call& call) {
  const auto list = base::value_of(kViewedListNames, call.path.find("list")->second);
  if (!list) return base::not_found();
  return *list;
}

server::Reply reply_with(const SavedViews& views) {
  JsonArray items;
  for (const SavedView& view : views.items) {
    items.emplace_back(JsonObject{{"name", view.name}, {"filters", view.filters}});
  }
  return server::ok(JsonObject{{"items", std::move(items)}, {"version", views.version}});
}

base::Result<server::Reply> show_views(vault::Vault& vault, Transaction& tx, const Call& call) {
  const auto list = list_of(call);
  if (!list) return list.error();
  return reply_with(saved_views(tx, vault, call.actor, *list));
}

SavedView read_view(JsonReader& in) {
  SavedView view{in.text("name", kViewNameMax), in.text("filters", kViewFiltersMax)};
  if (!view.filters.empty() && !are_filters(view.filters)) in.complain("filters", "unknown_value");
  return view;
}

base::Result<server::Reply> replace_views(vault::Vault& vault, Transaction& tx, const Call& call) {
  const auto list = list_of(call);
  if (!list) return list.error();
  JsonReader in(call.body);
  SavedViews typed{.items = in.objects("items", kViewsMax, read_view)};
  typed.version = in.number("version", 0, std::numeric_limits<std::int64_t>::max());
  const auto read = in.finish(std::move(typed));
  if (!read) return read.error();
  const auto saved = save_views(tx, vault, call.now, call.actor, *list, *read);
  if (!saved) return saved.error();
  return reply_with(*saved);
}

}  // namespace

void add_view_routes(server::Router& router, vault::Vault& vault) {
  const auto with_vault = [&vault](auto handler) {
    return
        [&vault, handler](Transaction& tx, const Call& call) { return handler(vault, tx, call); };
  };
  router.read("/api/v1/saved-views/{list}", Permission::signed_in, with_vault(show_views));
  router.write("PUT", "/api/v1/saved-views/{list}", Permission::signed_in,
               with_vault(replace_views));
}

}  // namespace hd::accounts
