#include "platform/fail_stop.h"

#include <cstdlib>

#include "platform/log.h"

namespace hd::platform {

void fail_stop(std::string_view event, std::int64_t code) {
  log(LogLevel::error, event, {{"code", code}});
  std::_Exit(EXIT_FAILURE);
}

}  // namespace hd::platform
