#include "platform/file_stream.h"

#include <vector>

#include <gtest/gtest.h>

namespace hd::platform {
namespace {

const Secret kKey(std::string(32, 'k'));

std::vector<std::string> sealed_letters(StreamSealer& sealer) {
  return {sealer.seal("a", "file", false), sealer.seal("b", "file", false),
          sealer.seal("c", "file", true)};
}

TEST(FileStream, OpensPiecesInTheirOrderAndKnowsTheEnd) {
  StreamSealer sealer(kKey);
  const auto pieces = sealed_letters(sealer);
  StreamOpener opener(kKey, sealer.header());
  EXPECT_EQ(opener.open(pieces[0], "file"), "a");
  EXPECT_EQ(opener.open(pieces[1], "file"), "b");
  EXPECT_FALSE(opener.finished());
  EXPECT_EQ(opener.open(pieces[2], "file"), "c");
  EXPECT_TRUE(opener.finished());
  EXPECT_EQ(opener.open(pieces[2], "file"), std::nullopt);
}

TEST(FileStream, GoesOnInAnotherProcessFromItsState) {
  StreamSealer first(kKey);
  const std::string a = first.seal("a", "", false);
  StreamSealer second = StreamSealer::resume(first.state());
  const std::string b = second.seal("b", "", true);
  StreamOpener opener(kKey, first.header());
  EXPECT_EQ(opener.open(a, ""), "a");
  EXPECT_EQ(opener.open(b, ""), "b");
  EXPECT_TRUE(opener.finished());
}

TEST(FileStream, NoticesWhatWasMovedChangedOrTakenFromAnotherFile) {
  StreamSealer sealer(kKey);
  const auto pieces = sealed_letters(sealer);
  EXPECT_EQ(StreamOpener(kKey, sealer.header()).open(pieces[1], "file"), std::nullopt);
  EXPECT_EQ(StreamOpener(kKey, sealer.header()).open(pieces[0], "other"), std::nullopt);
  std::string changed = pieces[0];
  changed.back() = static_cast<char>(changed.back() ^ 1);
  EXPECT_EQ(StreamOpener(kKey, sealer.header()).open(changed, "file"), std::nullopt);
  EXPECT_EQ(StreamOpener(Secret(std::string(32, 'x')), sealer.header()).open(pieces[0], "file"),
            std::nullopt);
  EXPECT_EQ(StreamOpener(kKey, sealer.header()).open("", "file"), std::nullopt);
}

TEST(FileStream, RefusesKeysHeadersAndStatesOfAnotherLength) {
  EXPECT_THROW(StreamSealer(Secret("short")), std::invalid_argument);
  EXPECT_THROW(StreamSealer::resume(Secret("short")), std::invalid_argument);
  EXPECT_THROW(StreamOpener(kKey, "short"), std::invalid_argument);
}

}  // namespace
}  // namespace hd::platform
