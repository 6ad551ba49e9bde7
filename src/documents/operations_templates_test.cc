#include "documents/operations_templates.h"

#include <gtest/gtest.h>

#include "audit/audit.h"
#include "documents/testing.h"
#include "platform/testing.h"

namespace hd::documents {
namespace {

const auto kMorning = base::testing::at_minute(0);
const auto kNoon = base::testing::at_minute(180);
const base::Date kToday = base::local_date(kMorning);

/// The template of the program with another word in its title, to tell it apart.
std::string marked(const std::string& mark) {
  Package package = read_package(own_template()).package;
  std::string& bytes = package.find("word/document.xml")->bytes;
  bytes.replace(bytes.find("{{title}}"), 9, mark + " {{title}}");
  return write_package(package);
}

class PaperTemplates : public ::testing::Test {
 protected:
  template <class Work>
  auto write(Work&& work) {
    return database_->write(std::forward<Work>(work));
  }

  void SetUp() override { load(kMorning); }

  void load(base::Timestamp now) {
    write([&](auto& tx) {
      load_first_template(tx, now);
      return base::Done{};
    });
  }

  base::Result<PaperTemplate> add(const std::string& mark, const std::string& kind,
                                  base::Timestamp at, base::Date from,
                                  std::optional<base::Date> to = {}) {
    return write([&](auto& tx) {
      return add_template(
          tx, at, {.user = base::testing::id<access::UserId>(1)},
          {.kind = kind, .valid_from = from, .valid_to = to, .bytes = marked(mark)});
    });
  }

  /// The mark of the template for a paper of `kind`; "" for the program's own.
  std::string mark(const std::string& kind, base::Timestamp now,
                   std::optional<base::Timestamp> issued_at = {}) {
    Document document = testing::document();
    document.kind = kind;
    document.issued_at = issued_at;
    const Package package = write([&](auto& tx) { return template_of(tx, now, document); });
    const std::string& bytes = package.find("word/document.xml")->bytes;
    const auto end = bytes.find("{{title}}");
    const auto begin = bytes.rfind('>', end) + 1;
    return bytes.substr(begin, end - begin);
  }

  std::unique_ptr<platform::Database> database_ = platform::testing::migrated_database();
};

TEST_F(PaperTemplates, OneOfTheKindGoesBeforeOneForAllAndBothBeforeThePrograms) {
  EXPECT_EQ(mark("monthly_report", kNoon), "");
  ASSERT_TRUE(add("chung", "", kMorning, kToday));
  ASSERT_TRUE(add("tháng", "monthly_report", kMorning, kToday));
  EXPECT_EQ(mark("monthly_report", kNoon), "tháng ");
  EXPECT_EQ(mark("written_report", kNoon), "chung ");
}

TEST_F(PaperTemplates, AnIssuedPaperKeepsTheTemplateOfTheMomentOfItsIssue) {
  const auto issued = base::testing::at_minute(60);
  ASSERT_TRUE(add("mới", "", kNoon, base::plus_days(kToday, -30)));
  EXPECT_EQ(mark("written_report", kNoon, issued), "");
  EXPECT_EQ(mark("written_report", kNoon), "mới ");
  EXPECT_EQ(mark("written_report", kNoon, kNoon), "mới ");
}

TEST_F(PaperTemplates, OneHoldsFromItsFirstDayToItsLast) {
  ASSERT_TRUE(add("sau", "", kMorning, base::plus_days(kToday, 1), base::plus_days(kToday, 2)));
  const auto on = [](int day) { return base::testing::at_minute(day * 24 * 60); };
  EXPECT_EQ(mark("written_report", on(0)), "");
  EXPECT_EQ(mark("written_report", on(1)), "sau ");
  EXPECT_EQ(mark("written_report", on(2)), "sau ");
  EXPECT_EQ(mark("written_report", on(3)), "");
  EXPECT_EQ(add("x", "", kMorning, kToday, base::plus_days(kToday, -1)).error().fields.front(),
            (base::FieldError{"valid_to", "before_start"}));
}

TEST_F(PaperTemplates, AreListedWithWhatTheyFillAndCanBeTakenAway) {
  const auto added = add("mới", "monthly_report", kNoon, kToday);
  const auto all = write([](auto& tx) { return list_templates(tx); });
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].id, added->id);
  EXPECT_EQ(all[0].placeholders.size(), kPlaceholderNames.size());
  EXPECT_EQ(all[1].uploaded_by, std::nullopt);
  const auto file = write([&](auto& tx) { return template_file(tx, added->id); });
  EXPECT_EQ(*file, marked("mới"));
  const auto none =
      write([&](auto& tx) { return template_file(tx, base::testing::id<PaperTemplateId>(9)); });
  EXPECT_EQ(none.error().kind, base::ErrorKind::not_found);
}

TEST_F(PaperTemplates, AHostileOneIsNotKept) {
  const auto refused = write([&](auto& tx) {
    return add_template(tx, kNoon, {.user = base::testing::id<access::UserId>(1)},
                        {.valid_from = kToday, .bytes = "no archive"});
  });
  EXPECT_EQ(refused.error().fields.front(), (base::FieldError{"content", "damaged"}));
  EXPECT_EQ(write([](auto& tx) { return list_templates(tx); }).size(), 1U);
}

TEST_F(PaperTemplates, TheProgramsIsPutIntoForceOnce) {
  load(kNoon);
  EXPECT_EQ(write([](auto& tx) { return list_templates(tx); }).size(), 1U);
}

}  // namespace
}  // namespace hd::documents
