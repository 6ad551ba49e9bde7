#include "documents/numbering.h"

#include <gtest/gtest.h>

namespace hd::documents {
namespace {

TEST(Numbering, CountsAreFilledUpWithZerosAndNeverCut) {
  EXPECT_EQ(yearly_number("KN", 2026, 12), "KN-2026-00012");
  EXPECT_EQ(yearly_number("111", 2026, 123, 6), "111-2026-000123");
  EXPECT_EQ(yearly_number("CT", 2027, 1234567), "CT-2027-1234567");
}

}  // namespace
}  // namespace hd::documents
