#include "platform/log.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <type_traits>

#include <gtest/gtest.h>
#include <unistd.h>

#include "base/sensitive.h"
#include "platform/json.h"

namespace hd::platform {
namespace {

using testing::internal::CaptureStderr;
using testing::internal::GetCapturedStderr;

TEST(Log, ALineIsOneJsonObject) {
  CaptureStderr();
  log(LogLevel::warning, "server.started", {{"port", 8111}, {"engine", "sqlite"}});
  const std::string line = GetCapturedStderr();
  const auto value = parse_json(line);
  ASSERT_TRUE(value) << line;
  EXPECT_EQ(*value->member("level"), Json("warning"));
  EXPECT_EQ(*value->member("event"), Json("server.started"));
  EXPECT_EQ(*value->member("port"), Json(8111));
}

TEST(Log, LineBreaksInAValueDoNotMakeASecondLine) {
  CaptureStderr();
  log(LogLevel::info, "probe", {{"path", "/a\r\n{\"event\":\"forged\"}"}});
  const std::string line = GetCapturedStderr();
  EXPECT_EQ(std::ranges::count(line, '\n'), 1);
}

TEST(Log, ASensitiveValueCannotBePassed) {
  EXPECT_FALSE((std::is_constructible_v<LogField, std::string_view, base::Sensitive<std::string>>));
  EXPECT_FALSE((std::is_constructible_v<LogField, std::string_view, base::Sensitive<int>>));
}

TEST(Log, TheTextOfAnIncidentGoesToTheRestrictedFileAndNotToTheLog) {
  const std::string path =
      std::filesystem::temp_directory_path() / ("hd-incident-" + std::to_string(::getpid()));
  set_incident_file(path);
  CaptureStderr();
  const std::string number = log_incident("router", "Key (phone)=(0900000001) exists");
  const std::string line = GetCapturedStderr();
  set_incident_file("");
  EXPECT_NE(line.find(number), line.npos);
  EXPECT_EQ(line.find("0900000001"), line.npos);

  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  EXPECT_NE(text.str().find(number), std::string::npos);
  EXPECT_NE(text.str().find("0900000001"), std::string::npos);
  EXPECT_EQ(std::filesystem::status(path).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace hd::platform
