// With HD_TEST_SMTP (tests/mail-server.sh) these talk to a real mail server.

#include "platform/mail.h"

#include <chrono>
#include <fstream>
#include <iterator>
#include <thread>

#include <gtest/gtest.h>

#include "platform/testing.h"

namespace hd::platform {
namespace {

struct MailTest : ::testing::Test {
  MailServer server{.url = "smtp://127.0.0.1:1", .from = "hai-dang@example.org"};
  Mail mail{.to = "tuvan1@example.org",
            .subject = "Có việc mới, mã KN-2026-00012, một dòng tiêu đề dài hơn bảy mươi lăm ký tự",
            .text = "Có việc mới, mã KN-2026-00012\n.\nhttps://hai-dang.example.org\n",
            .message_id = "0001@hai-dang.example.org"};
};

struct RealMailTest : MailTest {
  void SetUp() override {
    const char* url = testing::mail_server();
    if (url == nullptr) GTEST_SKIP() << "no mail server: tests/mail-server.sh run …";
    server.url = url;
  }
  /// The inbox once it holds `text`, or as it is after five seconds.
  static std::string inbox_with(const std::string& text) {
    std::string found;
    for (int i = 0; i < 100; ++i) {
      std::ifstream in(testing::mail_inbox());
      found.assign(std::istreambuf_iterator<char>(in), {});
      if (found.find(text) != std::string::npos) break;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return found;
  }
};

TEST_F(RealMailTest, AMailArrivesWithItsIdAndTextThatAnyProgramCanRead) {
  ASSERT_TRUE(send_mail(server, mail));
  const auto inbox = inbox_with("0001@hai-dang");
  EXPECT_NE(inbox.find("Message-ID: <0001@hai-dang.example.org>"), std::string::npos);
  EXPECT_NE(inbox.find("To: <tuvan1@example.org>"), std::string::npos);
  EXPECT_NE(inbox.find("Subject: =?utf-8?B?Q8OzIHZp4buHYyBt4bubaSwg"), std::string::npos);
  EXPECT_NE(inbox.find("Q8OzIHZp4buHYyBt4bubaSwgbcOjIEtOLTIwMjYtMDAwMTIKLg"), std::string::npos);
}

TEST_F(RealMailTest, AnAddressTheServerRefusesIsReported) {
  mail.to = "nobody@example.org";
  EXPECT_EQ(send_mail(server, mail).error().code, "mail.not_accepted");
  mail.to = "somebody@elsewhere.example";
  EXPECT_EQ(send_mail(server, mail).error().kind, base::ErrorKind::unavailable);
}

TEST_F(RealMailTest, ALineBreakInTheSubjectMakesNoHeader) {
  mail.subject = "x\r\nBcc: other@example.org";
  mail.message_id = "0002@hai-dang.example.org";
  ASSERT_TRUE(send_mail(server, mail));
  EXPECT_EQ(inbox_with("0002@hai-dang").find("Bcc"), std::string::npos);
}

TEST_F(MailTest, AServerThatIsGoneIsUnavailable) {
  EXPECT_EQ(send_mail(server, mail).error().kind, base::ErrorKind::unavailable);
}

TEST_F(MailTest, AnAddressThatIsNoneIsRefusedBeforeSending) {
  for (const auto* to :
       {"", "x", "@x", "x@", "a@b@c", "a@b\r\nBcc: c@d", "a b@c", "<a@b>", "á@b"}) {
    mail.to = to;
    EXPECT_EQ(send_mail(server, mail).error().code, "mail.address") << to;
  }
}

}  // namespace
}  // namespace hd::platform
