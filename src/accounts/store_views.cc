#include "accounts/store_views.h"

#include "accounts/views_codec.h"

namespace hd::accounts::store {
namespace {

constexpr auto kFindViews = R"sql(
  SELECT views, version FROM saved_views WHERE user_id = $1 AND list = $2
)sql";
constexpr auto kInsertViews = R"sql(
  INSERT INTO saved_views (user_id, list, views, version) VALUES ($1, $2, $3, $4)
  ON CONFLICT (user_id, list) DO NOTHING
)sql";
constexpr auto kUpdateViews = R"sql(
  UPDATE saved_views SET views = $3, version = $4
  WHERE user_id = $1 AND list = $2 AND version = $4 - 1
)sql";

vault::Slot views_slot(const access::UserId& user, ViewedList list, std::int64_t version) {
  return slot(user, vault::Compartment::misc, "saved_views", "views",
              user.str() + "/" + std::string(base::name_of(kViewedListNames, list)), version);
}

}  // namespace

SavedViews find_views(platform::Transaction& tx, const Sealer& sealer, const access::UserId& user,
                      ViewedList list) {
  const auto row = tx.query_one(kFindViews, {user, base::name_of(kViewedListNames, list)});
  if (!row) return {};
  const auto version = row->number("version");
  const auto text = sealer.vault.open(tx, {sealer.session, user.str()},
                                      views_slot(user, list, version), row->blob("views"));
  return {decode_views(text.reveal()), version};
}

bool save_views(platform::Transaction& tx, const Sealer& sealer, const access::UserId& user,
                ViewedList list, const SavedViews& views) {
  return tx.execute(views.version == 1 ? kInsertViews : kUpdateViews,
                    {user, base::name_of(kViewedListNames, list),
                     sealer.vault.seal(tx, views_slot(user, list, views.version),
                                       encode_views(views.items)),
                     views.version}) == 1;
}

}  // namespace hd::accounts::store
