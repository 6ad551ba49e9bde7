#include "server/disposition.h"

#include <gtest/gtest.h>

namespace hd::server {
namespace {

TEST(FileNames, GoIntoTheHeaderAsRfc6266Wants) {
  EXPECT_EQ(disposition_of("Ảnh.png"),
            "attachment; filename=\"___nh.png\"; filename*=UTF-8''%E1%BA%A2nh.png");
  EXPECT_EQ(disposition_of("a\"b\r\nX: y.txt").find('\r'), std::string::npos);
  EXPECT_EQ(disposition_of("a\".txt"),
            "attachment; filename=\"a_.txt\"; filename*=UTF-8''a%22.txt");
}

}  // namespace
}  // namespace hd::server
