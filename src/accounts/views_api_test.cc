// What a person looks at again and again, over the same router as in service.

#include "accounts/testing.h"
#include "accounts/views.h"

namespace hd::accounts::testing {
namespace {

using platform::JsonArray;
using platform::JsonObject;

JsonObject views(std::int64_t version, const std::string& name, const std::string& filters) {
  return {{"version", version},
          {"items", JsonArray{JsonObject{{"name", name}, {"filters", filters}}}}};
}

class ViewsApi : public ::testing::Test {
 protected:
  ViewsApi() {
    house_.add(account("tuvan1", access::Role::counsellor));
    house_.add(account("tuvan2", access::Role::counsellor));
    browser_.sign_in("tuvan1");
  }

  platform::HttpResponse save(const JsonObject& typed) {
    return browser_.send("PUT", "/saved-views/cases", typed);
  }

  House house_;
  Browser browser_{house_};
};

TEST_F(ViewsApi, StartWithNoneAndKeepWhatIsSaved) {
  const auto before = browser_.send("GET", "/saved-views/cases");
  EXPECT_EQ(number_of(before, "version"), 0);
  EXPECT_EQ(outcome(save(views(0, "Nguy cơ cao của tôi", "risk=high&scope=mine"))), "200");
  const auto kept = browser_.send("GET", "/saved-views/cases");
  EXPECT_EQ(number_of(kept, "version"), 1);
  const auto body = server::testing::body_of(kept);
  const auto& items = *body.member("items")->get_if<JsonArray>();
  ASSERT_EQ(items.size(), 1U);
  EXPECT_EQ(*items[0].member("name")->get_if<std::string>(), "Nguy cơ cao của tôi");
  EXPECT_EQ(*items[0].member("filters")->get_if<std::string>(), "risk=high&scope=mine");
}

TEST_F(ViewsApi, AreReplacedOnlyByWhoSawTheLatest) {
  save(views(0, "Một", "risk=high"));
  EXPECT_EQ(outcome(save(views(0, "Hai", "risk=low"))), "409 stale");
  EXPECT_EQ(outcome(save(views(1, "Hai", "risk=low"))), "200");
}

TEST_F(ViewsApi, AreOnesOwn) {
  save(views(0, "Một", "risk=high"));
  Browser other(house_);
  other.sign_in("tuvan2");
  const auto seen = other.send("GET", "/saved-views/cases");
  EXPECT_EQ(number_of(seen, "version"), 0);
}

TEST_F(ViewsApi, HoldCodesAndNothingTypedFreely) {
  EXPECT_EQ(complaint(save(views(0, "Một", "q=Nguyễn Văn A"))), "items.0.filters: unknown_value");
  EXPECT_EQ(complaint(save(views(0, "Một", "risk"))), "items.0.filters: unknown_value");
  EXPECT_EQ(complaint(save(views(0, "", "risk=high"))), "items.0.name: required");
  EXPECT_TRUE(are_filters("scope=mine&risk=high"));
  EXPECT_FALSE(are_filters(""));
}

TEST_F(ViewsApi, OfAListThatHasNoneAreNotThere) {
  EXPECT_EQ(outcome(browser_.send("GET", "/saved-views/audit")), "404 not_found");
}

}  // namespace
}  // namespace hd::accounts::testing
