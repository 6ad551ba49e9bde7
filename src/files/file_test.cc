#include "files/file.h"

#include <gtest/gtest.h>

#include "access/decide.h"
#include "base/testing.h"

namespace hd::files {
namespace {

File file(std::string name, State state = State::ready) {
  return {.id = base::testing::id<FileId>(1),
          .subject = {"case", "x"},
          .org = base::testing::id<directory::OrgId>(1),
          .key_group = "case/x",
          .uploader = base::testing::id<access::UserId>(1),
          .mark = access::kIdentity,
          .state = state,
          .size_bytes = 1,
          .created_at = base::testing::at_minute(0),
          .name = std::move(name)};
}

TEST(FileNames, AreNeverPathsAndHoldNothingThatCannotBeSeen) {
  EXPECT_EQ(clean_name("../../etc/passwd.txt"), "passwd.txt");
  EXPECT_EQ(clean_name("C:\\Users\\a\\ảnh chụp.jpg"), "ảnh chụp.jpg");
  EXPECT_EQ(clean_name("a\x01\x1F\x7F"
                       "b.png"),
            "ab.png");
  EXPECT_EQ(clean_name("gnp.\xE2\x80\xAE"
                       "exe.png"),
            "gnp.exe.png");
  EXPECT_EQ(clean_name("  .hidden.txt. "), "hidden.txt");
  // Found by tests/fuzz/targets/file_name.cc: cleaning once left what cleaning twice took away.
  EXPECT_EQ(clean_name("a%\xC2\xA0.\x0B\x04"), "a%");
  EXPECT_EQ(clean_name("a\xC2\x85\xC2\x9F"     // control characters above ASCII
                       "\xD8\x9C\xE2\x80\xA8"  // Arabic letter mark, line separator
                       "\xE2\x81\xA0"          // word joiner
                       "b.png"),
            "ab.png");
  for (const char* nothing : {"", "///", "..", "\xE2\x80\x8B", "bad\xFF.txt"}) {
    EXPECT_EQ(clean_name(nothing), std::nullopt) << nothing;
  }
  EXPECT_EQ(clean_name(std::string(201, 'a')), std::nullopt);
}

TEST(FileNames, TellTheExtensionOfASafeCopy) {
  EXPECT_EQ(extension_of("a.b.JPG"), "jpg");
  EXPECT_EQ(extension_of(".png"), "");
  EXPECT_EQ(extension_of("anh"), "");
  File webp = file("anh.webp");
  webp.safe_type = Type::jpeg;
  EXPECT_EQ(download_name(webp, CopyKind::safe), "anh.jpg");
  EXPECT_EQ(download_name(webp, CopyKind::original), "anh.webp");
}

TEST(FileParts, AreOfOneSizeButTheLast) {
  EXPECT_EQ(parts_of(1), 1);
  EXPECT_EQ(parts_of(kPartBytes), 1);
  EXPECT_EQ(parts_of(kPartBytes + 1), 2);
  EXPECT_EQ(part_size(kPartBytes + 1, 1), kPartBytes);
  EXPECT_EQ(part_size(kPartBytes + 1, 2), 1);
}

// The wall between what identifies and what was told holds for files as well.
TEST(FileMarks, FollowTheKindAndAnUnknownKindIsTheMostSensitive) {
  EXPECT_EQ(mark_of("photo"), access::kIdentity);
  EXPECT_EQ(mark_of("statement"), access::kNarrative);
  EXPECT_EQ(mark_of("medical"), access::kNarrative);
  EXPECT_EQ(mark_of("something new"), access::kNarrative);
}

TEST(FileActions, DependOnStateAndOnWhoSendsIt) {
  using Names = std::vector<std::string>;
  EXPECT_EQ(next_actions(file("a.txt", State::arriving), true, true), Names{"send_part"});
  EXPECT_EQ(next_actions(file("a.txt", State::arriving), true, false), Names{});
  EXPECT_EQ(next_actions(file("a.txt"), true, true), (Names{"download_original", "withdraw"}));
  File picture = file("a.png");
  picture.safe_type = Type::png;
  EXPECT_EQ(next_actions(picture, false, false), (Names{"download_safe", "download_original"}));
  for (const auto state :
       {State::checking, State::waiting_for_scan, State::refused, State::withdrawn}) {
    EXPECT_EQ(next_actions(file("a.txt", state), true, true), Names{});
  }
}

}  // namespace
}  // namespace hd::files
